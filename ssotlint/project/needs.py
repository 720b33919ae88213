"""Which distributions a project's own metadata names.

Several distributions may fill one namespace package (PEP 420): ``poetry.core`` is installed beside
``poetry``, whose metadata names ``poetry-core``. Whatever stands in the metadata in the form of a
distribution's name counts; what of it is a requirement each format says in another way.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path

METADATA = frozenset({"pyproject.toml", "setup.cfg", "setup.py", "requirements.txt", "Pipfile"})
_INSTALLED = {".dist-info": "METADATA", ".egg-info": "requires.txt"}
_NAME = re.compile(r"[A-Za-z0-9]+(?:[-_.]+[A-Za-z0-9]+)+")
_BETWEEN = re.compile(r"[-_.]+")
_LIMIT = 1_000_000  # bytes


def metadata_of(names: Iterable[str]) -> list[str]:
    """Which files of a folder, by the names in it, say what a project needs."""
    found = []
    for name in names:
        ending = os.path.splitext(name)[1]  # noqa: PTH122 - a Path for each name costs too much
        if name in METADATA or (ending == ".txt" and name.startswith("requirements")):
            found.append(name)
        elif ending in _INSTALLED:
            found.append(f"{name}/{_INSTALLED[ending]}")
    return sorted(found)


def named(path: Path) -> set[str]:
    """Names of distributions of more than one word in a file; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            text = file.read(_LIMIT).decode("utf-8", "replace")
    except OSError:
        return set()
    return {normal(name) for name in _NAME.findall(text)}


def normal(name: str) -> str:
    """A distribution's name as PEP 503 compares it; a dotted module name likewise."""
    return _BETWEEN.sub("-", name).lower()
