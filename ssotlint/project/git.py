"""What the repository says of which files count."""

from contextlib import suppress
from pathlib import Path


def top(folder: Path) -> Path | None:
    """The working tree that a folder lies in, or None."""
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return None


def excluded(repository: Path) -> list[str]:
    """The patterns of ``.git/info/exclude``."""
    return lines(_info(repository) / "exclude")


def attributes(repository: Path) -> list[str]:
    """What ``.git/info/attributes`` says of which files."""
    return lines(_info(repository) / "attributes")


def _info(repository: Path) -> Path:
    """A folder that is shared by all worktrees of a repository."""
    git = repository / ".git"
    if linked := link_of(git):
        git = (repository / linked).resolve()
        with suppress(OSError, ValueError):  # a submodule has no common directory
            git = (git / (git / "commondir").read_text(encoding="utf-8").strip()).resolve()
    return git / "info"


def link_of(git: Path) -> str:
    """Where a ``.git`` that is a file points, as it says; "" for a folder."""
    if not git.is_file():
        return ""
    try:
        text = git.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    return text.removeprefix("gitdir:").strip() if text.startswith("gitdir:") else ""


def lines(path: Path) -> list[str]:
    """The lines of a file of patterns; none when it cannot be read."""
    if not path.is_file():
        return []
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
    except OSError:
        return []
