"""Which distributions a project says that it needs.

Several distributions may fill one namespace package (PEP 420): ``poetry.core`` is installed beside
``poetry``, whose metadata requires ``poetry-core``.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import tomli

INSTALLED = "*"
"""Stands among the needs of what was installed: what its folders lack, others may have put there."""
_ENTRIES = "entry_points.txt"
_INSTALLED = {".dist-info": ("METADATA", _ENTRIES), ".egg-info": ("requires.txt", _ENTRIES)}
_NAME = re.compile(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)")
_QUOTED = re.compile(r"""["']([^"'\n]+)["']""")
_BETWEEN = re.compile(r"[-_.]+")


def metadata_of(names: Iterable[str]) -> list[str]:
    """Which files of a folder, by the names in it, say what a project needs, and where it begins."""
    found = []
    for name in names:
        ending = os.path.splitext(name)[1]  # noqa: PTH122 - a Path for each name costs too much
        if name in _READERS or (ending == ".txt" and name.startswith("requirements")):
            found.append(name)
        elif ending in _INSTALLED:
            found += [f"{name}/{inside}" for inside in _INSTALLED[ending]]
    return sorted(found)


def needed(path: str, text: str) -> frozenset[str]:
    """The names of the distributions that a file requires, as PEP 503 compares them.

    No names where it cannot be read: whoever reads the file for its own sake will say so.
    """
    read = _READERS.get(path.rpartition("/")[2], _lines)
    try:
        names = [_NAME.match(requirement) for requirement in read(text)]
    except (tomli.TOMLDecodeError, AttributeError, TypeError):
        return frozenset()
    found = {normal(name[1]) for name in names if name}
    if read is _headers:
        found.add(INSTALLED)
    return frozenset(found)


def normal(name: str) -> str:
    """A distribution's name as PEP 503 compares it; a dotted name as it would be one's."""
    return _BETWEEN.sub("-", name).lower()


def _lines(text: str) -> Iterator[str]:
    """``requirements.txt``, ``requires.txt``."""
    return (line for line in text.splitlines() if not line.lstrip().startswith(("#", "-", "[")))


def _headers(text: str) -> Iterator[str]:
    """``METADATA`` of what was installed."""
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key == "Requires-Dist":
            yield value


def _sections(text: str) -> Iterator[str]:
    """``setup.cfg``."""
    from configparser import ConfigParser, Error  # an unchanged run reads none of this

    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except Error:
        return
    if parser.has_section("options"):
        for key in ("install_requires", "setup_requires", "tests_require"):
            yield from parser.get("options", key, fallback="").splitlines()
    if parser.has_section("options.extras_require"):
        for _, value in parser.items("options.extras_require"):
            yield from value.splitlines()


def _tables(text: str) -> Iterator[str]:
    """``pyproject.toml`` of PEP 621 and 735, poetry, uv and pdm; ``Pipfile``."""
    data: dict[str, Any] = tomli.loads(text)
    project, tool = data.get("project", {}), data.get("tool", {})
    poetry = tool.get("poetry", {})
    lists = [project.get("dependencies", ()), data.get("build-system", {}).get("requires", ())]
    lists += project.get("optional-dependencies", {}).values()
    lists += data.get("dependency-groups", {}).values()
    lists += [tool.get("uv", {}).get("dev-dependencies", ())]
    lists += tool.get("pdm", {}).get("dev-dependencies", {}).values()
    lists += [poetry.get(key, {}) for key in ("dependencies", "dev-dependencies")]
    lists += [group.get("dependencies", {}) for group in poetry.get("group", {}).values()]
    lists += [data.get(key, {}) for key in ("packages", "dev-packages")]
    for one in lists:
        yield from (name for name in one if isinstance(name, str))


def _strings(text: str) -> Iterator[str]:
    """``setup.py``, which is not run: every text in it may be a requirement."""
    return (match[1] for match in _QUOTED.finditer(text))


_READERS: dict[str, Callable[[str], Iterator[str]]] = {
    _ENTRIES: lambda _: iter(()),
    "METADATA": _headers,
    "Pipfile": _tables,
    "pyproject.toml": _tables,
    "requirements.txt": _lines,
    "requires.txt": _lines,
    "setup.cfg": _sections,
    "setup.py": _strings,
}
