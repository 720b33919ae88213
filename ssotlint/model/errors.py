"""Faults of the user's input that end a run or a part of it with a clear message."""


class InputError(Exception):
    """Wrong use or configuration: names the file, the line (0: unknown) and the remedy."""

    def __init__(self, message: str, *, path: str = "", line: int = 0, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.remedy = remedy

    def __str__(self) -> str:
        where = (
            f"{self.path}:{self.line}: "
            if self.path and self.line
            else (f"{self.path}: " if self.path else "")
        )
        return f"{where}{self.message}" + (f" ({self.remedy})" if self.remedy else "")


class PatternError(InputError):
    """A pattern of a rule cannot be used, as it is written or as it matches."""


class ExcerptError(Exception):
    """Some lines are not one definition or statement that LibCST can read."""
