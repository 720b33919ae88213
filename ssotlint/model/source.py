"""A file that takes part in a run, and what it is there for."""

from enum import StrEnum

from ssotlint.model.value import Value


class Role(StrEnum):
    """What a file is there for; decides which rules report in it."""

    PRODUCTION = "production"
    TEST = "test"
    SCRIPT = "script"
    MIGRATION = "migration"
    GENERATED = "generated"
    BACKUP = "backup"


class SourceFile(Value, frozen=True, array_like=True):
    """One Python file of the project.

    ``path`` is relative to the project root, with forward slashes; ``root`` is the import root
    ("" for the project root itself) and ``module`` the dotted name that the file has below it.
    ``reported`` tells whether the command's PATHs ask for findings in this file; the others are
    read so that names resolve, and nothing is reported in them. ``distribution`` is the folder with
    the metadata of what the file is shipped with ("" for those of the project root, and for none).
    """

    path: str
    module: str
    root: str
    is_package: bool
    role: Role
    domain: str
    reported: bool
    is_stub: bool = False
    distribution: str = ""

    @property
    def package(self) -> str:
        """The dotted package against which this file's relative imports resolve."""
        return self.module if self.is_package else self.module.rpartition(".")[0]


class Skipped(Value, frozen=True):
    """A file or folder that was not read, and why.

    ``fault`` tells that its code takes part in the project and somebody has to act; the others
    were left out on purpose. ``large`` tells that it has more bytes than are read.
    """

    path: str
    why: str
    fault: bool = False
    large: bool = False


class Tree(Value, frozen=True):
    """The files of a project.

    - ``sources``: what is read, by path, reported or not;
    - ``unread``: Python files that exist, so that importing them is no mistake, and whose content
      is unknown: extension modules, too large, or a link to a file that is read elsewhere. By
      path;
    - ``roots``: folders against which absolute imports may resolve, "" for the project's own: the
      declared ones, those that sources have, then folders whose files see each other when they
      are run as scripts or by pytest;
    - ``skipped``: what was left out, by path;
    - ``needs``: names of other distributions in the project's metadata, as PEP 503 compares them;
    - ``python``: the second part of the oldest Python 3 that the project promises, 0 for none;
    - ``entries``: modules, and what is called in them, that the metadata name as ways in.
    """

    sources: tuple[SourceFile, ...]
    skipped: tuple[Skipped, ...]
    roots: tuple[str, ...]
    unread: tuple[SourceFile, ...] = ()
    needs: frozenset[str] = frozenset()
    python: int = 0
    entries: frozenset[str] = frozenset()
