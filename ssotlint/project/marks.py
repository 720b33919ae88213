"""What a folder or the head of a file tells at first sight: a project begins, foreign code, a script."""

# Strings throughout: a Path for each of ten thousand files costs more than the walk.
# ruff: noqa: PTH123

import os
import re
from collections.abc import Mapping
from pathlib import Path

from ssotlint.project import git
from ssotlint.project.generated import HEAD, is_generated

PYPROJECT = "pyproject.toml"
PROJECT_FILES = frozenset(
    {PYPROJECT, "setup.cfg", "requirements.txt", "Pipfile", "manage.py", "ssotlint.toml", "uv.lock"}
)
"""Files that stand where a project of its own begins; so does a `setup.py` that builds.

A `manage.py` is one of them where it speaks of Django.
"""
_MANAGE = "manage.py"
_OWN = re.compile(rb"\bdef setup\(")
_CALLED = re.compile(rb"^[ \t]*(?:\w+[ \t]*=[ \t]*)?(?:\w+\.)*setup\(", re.MULTILINE)
_MUCH = 100_000
_INSTALLED = ".dist-info"  # what installers leave beside each package; a wheel holds one alone


def foreign(here: str, entries: Mapping[str, os.DirEntry[str]]) -> str:
    """Why a folder holds no code of this project; "" when it does."""
    if "pyvenv.cfg" in entries:
        return "is a virtual environment"
    if sum(name.endswith(_INSTALLED) for name in entries) > 1:
        return "holds installed packages"
    if is_file(entries, ".git") and "/worktrees/" in git.link_of(Path(here, ".git")).replace(
        "\\", "/"
    ):
        return "is another working tree of a repository"
    return ""


def begun(here: str, entries: Mapping[str, os.DirEntry[str]]) -> frozenset[str]:
    """The files of a folder that tell that a project of its own begins there."""
    found = PROJECT_FILES.intersection(entries)
    if is_file(entries, "setup.py") and _builds(_head(f"{here}/setup.py", _MUCH)):
        found |= {"setup.py"}
    if _MANAGE in found and not _says(here, _MANAGE, b"django"):
        found -= {_MANAGE}
    return found


def is_by_a_tool(here: str) -> bool:
    """Whether a file says at its head that a tool wrote it: nobody misses what is in there."""
    return is_generated(_head(here, HEAD))


def is_script(here: str) -> bool:
    """Whether the first line of a file calls Python."""
    line = _head(here, 200).partition(b"\n")[0]
    return line.startswith(b"#!") and b"python" in line


def is_file(entries: Mapping[str, os.DirEntry[str]], name: str) -> bool:
    """Whether a name is there and safe to open: a pipe would wait for ever."""
    return name in entries and entries[name].is_file(follow_symlinks=False)


def _builds(text: bytes) -> bool:
    """Whether a `setup.py` calls the function of that name, and not one of its own."""
    return bool(_CALLED.search(text)) and not _OWN.search(text)


def _says(here: str, name: str, word: bytes) -> bool:
    """Whether a file that begins a project is one: a script may be called so, too."""
    return word in _head(f"{here}/{name}", _MUCH)


def _head(here: str, size: int) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    try:
        with open(here, "rb") as file:
            return file.read(size)
    except OSError:
        return b""
