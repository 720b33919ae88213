"""What git says: revisions, what changed, and texts that are not on the disk."""

import os
import re
import secrets
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ssotlint.model.errors import InputError
from ssotlint.project.git import attributes, top

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_DEPTH = "fetch it first: `git fetch --unshallow`, in GitHub Actions `fetch-depth: 0`"
LINK, SUBMODULE = "120000", "160000"
"""The modes, as git writes them, of what is neither a file nor a folder of the repository."""


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
            if stage in {"0", "2"} and path not in self._intended:
                found[path] = Blob(mode, name)
        return found

    def differing(self, revision: str | None) -> frozenset[str]:
        """Tracked files that lie on the disk otherwise than in a revision; None is the index.

        Those at which git does not look may, too.
        """
        if revision is None:
            return self._unseen.union(self._edited)
        return self._unseen.union(self._rows("diff", "--name-only", "-z", "--no-renames", revision))

    @cached_property
    def _edited(self) -> dict[str, str]:
        """Tracked files that lie on the disk otherwise than in the index, and how, in git's letters."""
        rows = list(self._rows("diff", "--name-status", "-z", "--no-renames"))
        return dict(zip(rows[1::2], rows[::2], strict=True))

    @cached_property
    def _intended(self) -> frozenset[str]:
        """Files of which nothing is staged but that they will come (`git add -N`)."""
        found = {path for path, how in self._edited.items() if how == "A"}
        if "D" in self._edited.values():  # of what is gone again no letter tells
            cached = ("diff", "--cached", "--name-only", "-z", "--no-renames")
            staged, told = (
                set(self._rows(*cached, f"--ita-{how}-in-index", self.head()))
                for how in ("invisible", "visible")
            )
            found |= told - staged
        return frozenset(found)

    @cached_property
    def filters(self) -> str:
        """What decides beside the files of a state in which form git lays them on the disk."""
        told = r"^(filter\.|core\.(autocrlf|eol|attributesfile)$)"
        said = self._try("config", "--get-regexp", told) or ""
        return "\n".join((said, *attributes(self.top)))

    @cached_property
    def tracked(self) -> dict[str, str]:
        """The files that git tracks now, with the letters by which it says how."""
        rows = (row.split(" ", 1) for row in self._rows("ls-files", "-v", "-z"))
        return {path: tag for tag, path in rows}

    @cached_property
    def _unseen(self) -> frozenset[str]:
        """What git was told not to look at: assumed to be unchanged, or outside of a sparse checkout."""
        return frozenset(p for p, tag in self.tracked.items() if tag == "S" or tag.islower())

    @cached_property
    def left_out(self) -> frozenset[str]:
        """What lies outside of a sparse checkout, and so not on the disk."""
        skipped = (path for path, tag in self.tracked.items() if tag == "S")
        return frozenset(path for path in skipped if not os.path.lexists(self.top / path))

    @cached_property
    def untracked(self) -> frozenset[str]:
        """Files that are neither tracked nor ignored."""
        return frozenset(self._rows("ls-files", "--others", "--exclude-standard", "-z"))

    def lines(self, revision: str, *, staged: bool) -> dict[str, list[Gap]]:
        """Which lines of which files differ from a revision, on the disk or in the index."""
        data = self._run(
            "diff", "-U0", "-M", "--no-color", "--no-ext-diff", "--no-textconv", "--text",
            "--inter-hunk-context=0", "--ignore-submodules", "--src-prefix=a/", "--dst-prefix=b/",
            *(["--cached"] if staged else []), revision,
        )  # fmt: skip
        return _gaps(data.split(b"\n"))

    def texts(self, files: Mapping[str, Blob]) -> Iterator[tuple[str, bytes]]:
        """What files hold where they are checked out; of links where they lead.

        Git may keep another content than it lays on the disk (line ends, `git lfs`, encryption).
        """
        plain = [p for p, blob in files.items() if blob.mode == LINK or "\n" in p]
        yield from self._contents(plain, [files[path].name for path in plain])
        rest = [path for path in files if path not in frozenset(plain)]
        yield from self._contents(rest, [f"{files[p].name} {p}" for p in rest], "--filters")

    def _contents(
        self, paths: Sequence[str], asked: Sequence[str], *how: str
    ) -> Iterator[tuple[str, bytes]]:
        if not paths:
            return
        mark = secrets.token_hex()  # the sizes that git tells are those of before it filters
        stdin = "".join(f"{line}\n" for line in asked).encode("utf-8", "surrogateescape")
        data = b"\n" + self._run("cat-file", *how, f"--batch={mark} %(objecttype)", stdin=stdin)
        texts = data[:-1].split(f"\n{mark} blob\n".encode())[1:]
        if len(texts) != len(paths):
            raise InputError("git lacks contents that were asked for", remedy=_DEPTH)
        yield from zip(paths, texts, strict=True)

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
        # Lines of context that somebody wants to see would be taken for changed ones.
        around = {name: value for name, value in os.environ.items() if name != "GIT_DIFF_OPTS"}
        try:
            return subprocess.run(
                command, cwd=self.top, input=stdin, capture_output=True, check=False, env=around
            )
        except OSError as error:
            raise InputError(f"git cannot be run: {error.strerror}") from error


def _gaps(lines: Iterable[bytes]) -> dict[str, list[Gap]]:
    """The changed lines of files in what `git diff` without context says."""
    found: dict[str, list[Gap]] = {}
    gaps: list[Gap] = []
    left = 0  # of the lines of a hunk, whatever stands in them
    for line in lines:
        if left:
            left -= not line.startswith(b"\\")  # "no newline at end of file" is none
        elif line.startswith(b"+++ "):
            gaps = found.setdefault(_path(line[4:]), [])
        elif match := _HUNK.match(line):
            gone, first, come = (1 if number is None else int(number) for number in match.groups())
            left = gone + come
            gaps.append(Gap(first, first + come - 1) if come else Gap(first + 1, first))
    return found


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
