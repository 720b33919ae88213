"""How a report is written: where its reader stands and what their screen can do."""

from posixpath import relpath

from ssotlint.model.source import Role
from ssotlint.model.value import Value, replace


class TextOptions(Value, frozen=True, kw_only=True):
    """What a format may need beside the report. Every format takes from it what concerns it.

    ``cwd_prefix`` leads from the working directory to the project root and is put before each path
    ("" at the root, "backend/" above it, "../other/" beside it); where the working directory lies
    below the root, ``cwd_inside`` names it ("app/services") and paths are shortened against it.
    ``repository_prefix`` leads from the top of the repository to the root. ``hyperlinks`` is the
    address of the root with a closing slash ("file:///home/me/shop/"), or "" for none; it is of use
    where ``color`` is on.
    """

    width: int = 100
    color: bool = False
    unicode: bool = True
    hyperlinks: str = ""
    cwd_prefix: str = ""
    cwd_inside: str = ""
    repository_prefix: str = ""
    roles_shown: tuple[Role, ...] = (Role.PRODUCTION,)
    quiet: bool = False
    statistics: bool = False

    def shown(self, path: str) -> str:
        """A path of the report as the reader would type it in the working directory."""
        if self.cwd_inside:
            return relpath(f"/{path}", f"/{self.cwd_inside}")
        return f"{self.cwd_prefix}{path}"

    def plain(self) -> "TextOptions":
        """The same for a file, which no terminal shows."""
        return replace(self, color=False, hyperlinks="")

    def in_repository(self, path: str) -> str:
        """A path of the report relative to the top of the repository."""
        return f"{self.repository_prefix}{path}"
