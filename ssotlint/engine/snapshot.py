"""The files of another state of the project, in a folder of their own.

What lies on the disk unchanged is linked there, with the stamps that the cache knows it by, so
that a revision costs no more than the files in which it differs.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ssotlint.project import git
from ssotlint.project.marks import PROJECT_FILES
from ssotlint.project.needs import metadata_of
from ssotlint.project.repository import LINK, SUBMODULE, Blob, Repository
from ssotlint.project.root import BASELINE_FILE
from ssotlint.project.walk import PYTHON

_NAMES = frozenset({".gitignore", BASELINE_FILE}) | PROJECT_FILES


@contextmanager
def snapshot(
    repository: Repository, files: Mapping[str, Blob], changed: frozenset[str], cache: Path | None
) -> Iterator[Path]:
    """A folder that stands for the top of the repository.

    ``changed`` of the ``files`` are not on the disk as they should be. Links need the file system
    of the project, so the folder lies in ``cache``, where there is one.
    """
    with TemporaryDirectory(prefix="state-", dir=_place(cache), ignore_cleanup_errors=True) as made:
        folder = Path(made)
        info = folder / ".git" / "info"
        info.mkdir(parents=True)  # ignoring begins here, not further up
        patterns = "\n".join(git.excluded(repository.top))
        (info / "exclude").write_text(patterns, encoding="utf-8", errors="surrogateescape")
        _fill(repository, folder, files, changed)
        yield folder


def _place(cache: Path | None) -> Path | None:
    if cache is not None:
        with suppress(OSError):
            cache.mkdir(parents=True, exist_ok=True)
            if os.access(cache, os.W_OK):
                return cache
    return None


def _fill(
    repository: Repository, folder: Path, files: Mapping[str, Blob], changed: frozenset[str]
) -> None:
    wanted = {path: blob for path, blob in files.items() if _is_wanted(path, blob)}
    for parent in sorted({os.path.dirname(path) for path in wanted}):  # noqa: PTH120 - thousands
        (folder / parent).mkdir(parents=True, exist_ok=True)
    texts = []
    for path, blob in wanted.items():
        if path in changed or blob.mode == LINK or not link(repository.top / path, folder / path):
            texts.append(path)
    for path, data in repository.texts({path: wanted[path] for path in texts}):
        if wanted[path].mode == LINK:
            with suppress(OSError):
                (folder / path).symlink_to(os.fsdecode(data))
        else:
            (folder / path).write_bytes(data)


def is_seen(path: str) -> bool:
    """Whether a run looks at files of such a name."""
    name = path.rpartition("/")[2]
    return name.endswith(PYTHON) or name in _NAMES or bool(metadata_of([name]))


def _is_wanted(path: str, blob: Blob) -> bool:
    return blob.mode != SUBMODULE and (is_seen(path) or blob.mode == LINK)


def link(source: Path, target: Path) -> bool:
    """Let a file of the disk lie in a state, too; whether that is possible."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        try:
            shutil.copy2(source, target, follow_symlinks=False)
        except OSError:
            return False
    return True
