"""What git says: revisions, what changed, and texts that are not on the disk."""

import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ssotlint.model.errors import InputError
from ssotlint.project.git import top

_HUNK = re.compile(rb"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_DEPTH = "fetch it first: `git fetch --unshallow`, in GitHub Actions `fetch-depth: 0`"


class Blob(NamedTuple):
    """A file of a revision: its mode as git writes it, and the name of its content."""

    mode: str
    name: str


class Gap(NamedTuple):
    """Changed lines, from ``first`` to ``last``; where lines are gone ``last`` is the one above."""

    first: int
    last: int

    def touches(self, begin: int, end: int) -> bool:
        """Whether the change lies in the lines from ``begin`` to ``end``."""
        return begin <= self.last and self.first <= end


class Repository:
    """The repository around a folder; every path is relative to its top, with forward slashes."""

    def __init__(self, folder: Path) -> None:
        """Raises InputError when the folder lies in none."""
        found = top(folder.resolve())
        if found is None:
            raise InputError("this is no git repository", path=str(folder))
        self.top = found

    def commit(self, revision: str) -> str:
        """The commit that a revision means; ``A...`` is where the branch of now left A.

        Raises InputError for one that is not there, and says so when the clone is shallow.
        """
        if revision.endswith("..."):
            name = self.commit(revision.removesuffix("..."))
            found = self._try("merge-base", name, "HEAD")
        else:
            found = self._try("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if found is None:
            shallow = self._try("rev-parse", "--is-shallow-repository") == "true"
            remedy = _DEPTH if shallow else "`git log` shows what there is"
            what = (
                "is not in this shallow clone" if shallow else "is no revision of this repository"
            )
            raise InputError(f'"{revision}" {what}', remedy=remedy)
        return found

    def head(self) -> str:
        """The commit of now, or the empty tree where nothing has been committed."""
        found = self._try("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        return found or self._text("hash-object", "-t", "tree", "/dev/null")

    def tree(self, revision: str) -> dict[str, Blob]:
        """The files of a revision."""
        rows = self._rows("ls-tree", "-r", "-z", "--full-tree", revision)
        return dict(_tree_row(row) for row in rows)

    def index(self) -> dict[str, Blob]:
        """The files that are staged; of a conflict our side."""
        found: dict[str, Blob] = {}
        for row in self._rows("ls-files", "--stage", "-z"):
            head, _, path = row.partition("\t")
            mode, name, stage = head.split(" ")
            if stage in {"0", "2"}:
                found[path] = Blob(mode, name)
        return found

    def differing(self, revision: str | None) -> frozenset[str]:
        """Tracked files that lie on the disk otherwise than in a revision; None is the index.

        Those at which git does not look may, too.
        """
        names = [] if revision is None else [revision]
        return self._unseen.union(self._rows("diff", "--name-only", "-z", "--no-renames", *names))

    @cached_property
    def _unseen(self) -> frozenset[str]:
        """What git was told not to look at: assumed to be unchanged, or outside of a sparse checkout."""
        rows = (row.split(" ", 1) for row in self._rows("ls-files", "-v", "-z"))
        return frozenset(path for tag, path in rows if tag == "S" or tag.islower())

    def untracked(self) -> list[str]:
        """Files that are neither tracked nor ignored."""
        return list(self._rows("ls-files", "--others", "--exclude-standard", "-z"))

    def lines(self, revision: str, *, staged: bool) -> dict[str, list[Gap]]:
        """Which lines of which files differ from a revision, on the disk or in the index."""
        found: dict[str, list[Gap]] = {}
        gaps: list[Gap] = []
        for line in self._run(
            "diff", "-U0", "-M", "--no-color", "--no-ext-diff", "--no-textconv",
            "--ignore-submodules", "--src-prefix=a/", "--dst-prefix=b/",
            *(["--cached"] if staged else []), revision,
        ).split(b"\n"):  # fmt: skip
            if line.startswith(b"+++ "):
                gaps = found.setdefault(_path(line[4:]), [])
            elif match := _HUNK.match(line):
                first = int(match[1])
                count = 1 if match[2] is None else int(match[2])
                gaps.append(Gap(first, first + count - 1) if count else Gap(first + 1, first))
        return found

    def blobs(self, names: Iterable[str]) -> Iterator[bytes]:
        """The contents behind some names, in their order."""
        names = list(names)
        if not names:
            return
        data = self._run("cat-file", "--batch", stdin="\n".join(names).encode() + b"\n")
        position = 0
        for name in names:
            end = data.index(b"\n", position)
            header = data[position:end].split(b" ")
            if len(header) != 3:
                raise InputError(f"git has no content {name}", remedy=_DEPTH)
            size = int(header[2])
            yield data[end + 1 : end + 1 + size]
            position = end + size + 2

    def _rows(self, *arguments: str) -> Iterator[str]:
        data = self._run(*arguments)
        return (row.decode("utf-8", "surrogateescape") for row in data.split(b"\0") if row)

    def _text(self, *arguments: str) -> str:
        return self._run(*arguments).decode("utf-8", "surrogateescape").strip()

    def _try(self, *arguments: str) -> str | None:
        done = self._call(arguments, b"")
        return (
            done.stdout.decode("utf-8", "surrogateescape").strip() if not done.returncode else None
        )

    def _run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        done = self._call(arguments, stdin)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no word"]
            raise InputError(f"git {arguments[0]}: {said[0]}", path=str(self.top))
        return done.stdout

    def _call(self, arguments: Sequence[str], stdin: bytes) -> subprocess.CompletedProcess[bytes]:
        # In the top folder: a hook may have been given relative paths to the index.
        command = ["git", "-c", "core.quotePath=false", *arguments]
        try:
            return subprocess.run(
                command, cwd=self.top, input=stdin, capture_output=True, check=False
            )
        except OSError as error:
            raise InputError(f"git cannot be run: {error.strerror}") from error


def _tree_row(row: str) -> tuple[str, Blob]:
    head, _, path = row.partition("\t")
    mode, _, name = head.split(" ")
    return path, Blob(mode, name)


def _path(shown: bytes) -> str:
    """The path of a ``+++`` line; git quotes what is not plain, and marks blanks by a tab."""
    shown = shown.rstrip(b"\t\r")
    if shown.startswith(b'"'):
        plain = shown[1:-1].decode("latin-1").encode("latin-1").decode("unicode_escape")
        shown = plain.encode("latin-1")
    return shown.removeprefix(b"b/").decode("utf-8", "surrogateescape")
