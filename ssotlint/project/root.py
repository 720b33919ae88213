"""The folder of the project: where its configuration lies and its paths begin."""

import os
from collections.abc import Sequence
from pathlib import Path

OWN_FILE = "ssotlint.toml"
SHARED_FILE = "pyproject.toml"
BASELINE_FILE = ".ssotlint-baseline.json"
"""Lies in the root and holds the accepted findings."""


def find_root(paths: Sequence[Path], cwd: Path) -> Path:
    """The project that the paths belong to; relative ones start at ``cwd``.

    It is the nearest folder, upward from the common parent of the paths, that holds a
    configuration of ssotlint; else the nearest with ``pyproject.toml`` or ``.git``; else the
    working directory, or the common parent where that lies elsewhere. What lies around a
    repository is no part of it, so the search ends at its top. Never raises: paths that do not
    exist are refused by whoever reads them.
    """
    start = _common_parent(paths, cwd)
    folders = _up_to_repository(start)
    for folder in folders:
        if is_configured(folder):
            return folder
    for folder in folders:
        if (folder / SHARED_FILE).is_file() or _is_repository(folder):
            return folder
    return _outside_packages(cwd if start.is_relative_to(cwd) else start)


def is_configured(folder: Path) -> bool:
    """Whether ``ssotlint.toml`` or a ``[tool.ssotlint]`` lies in this folder."""
    return (folder / OWN_FILE).is_file() or mentions_us(folder / SHARED_FILE)


def mentions_us(path: Path) -> bool:
    """Whether a ``pyproject.toml`` holds ``[tool.ssotlint]``.

    One that is broken and has our name in it counts: reading it says what is wrong.
    """
    if not path.is_file():
        return False
    try:
        data = path.read_bytes()
    except OSError:
        return False
    if b"ssotlint" not in data:
        return False
    import tomli

    try:
        tool = tomli.loads(data.decode("utf-8-sig")).get("tool")
    except (ValueError, RecursionError):  # no UTF-8, no TOML
        return True
    return isinstance(tool, dict) and "ssotlint" in tool


def absolute(path: Path) -> Path:
    """A path from the file system's root, without ``..``; a link keeps the name that people use."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def leads_away(path: Path, root: Path) -> bool:
    """Whether a path inside a project is, by a link, one outside of it: nothing is written there."""
    return not path.resolve().is_relative_to(root.resolve())


def _up_to_repository(start: Path) -> list[Path]:
    folders = []
    for folder in (start, *start.parents):
        folders.append(folder)
        if _is_repository(folder):
            break
    return folders


def _is_repository(folder: Path) -> bool:
    return (folder / ".git").exists()


def _common_parent(paths: Sequence[Path], cwd: Path) -> Path:
    places = [absolute(cwd / path) for path in paths] or [absolute(cwd)]
    folders = [place if place.is_dir() else place.parent for place in places]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # two drives of Windows
        return folders[0]


def _outside_packages(folder: Path) -> Path:
    """The first folder upward that is no package: inside one, its own name would be unknown."""
    while (folder / "__init__.py").is_file() and folder.parent != folder:
        folder = folder.parent
    return folder
