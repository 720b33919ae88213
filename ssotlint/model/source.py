"""A file that takes part in a run, and what it is there for."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a file is there for; decides which rules report in it."""

    PRODUCTION = "production"
    TEST = "test"
    SCRIPT = "script"
    MIGRATION = "migration"
    GENERATED = "generated"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Python file of the project.

    ``path`` is relative to the project root, with forward slashes; ``root`` is the import root
    ("" for the project root itself) and ``module`` the dotted name that the file has below it.
    ``reported`` tells whether the command's PATHs ask for findings in this file; the others are
    read so that names resolve, and nothing is reported in them.
    """

    path: str
    module: str
    root: str
    is_package: bool
    role: Role
    domain: str
    reported: bool
    is_stub: bool = False

    @property
    def package(self) -> str:
        """The dotted package against which this file's relative imports resolve."""
        return self.module if self.is_package else self.module.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that was not read, and why."""

    path: str
    why: str
