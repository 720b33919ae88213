"""What the metadata of a project name as its ways in: a module, or what is called in it."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import tomli

# `shop = shop.cli:main`, `shop = shop.plugin [extra]`, alone or in a string of Python.
_LINE = re.compile(r"=\s*([^\W\d][\w.]*)(?:\s*:\s*([^\W\d][\w.]*))?")
_VALUE = re.compile(r"\s*([^\W\d][\w.]*)(?:\s*:\s*([^\W\d][\w.]*))?")


def entered(files: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Modules, and with another dot what is named in them, that something outside may load.

    Nothing where a file cannot be read: whoever reads it for its own sake will say so.
    """
    found: set[str] = set()
    for path, text in files:
        for module, name in _READERS.get(path.rpartition("/")[2], _nothing)(text):
            found.add(module)
            if name:
                found.add(f"{module}.{name}")
    return frozenset(found)


def _nothing(_: str) -> Iterator[tuple[str, str]]:
    return iter(())


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """``entry_points.txt``, ``setup.cfg``, and ``setup.py``, which is not run."""
    return ((found[1], found[2] or "") for found in _LINE.finditer(text))


def _tables(text: str) -> Iterator[tuple[str, str]]:
    """``pyproject.toml`` of PEP 621, poetry and flit."""
    try:
        data: dict[str, Any] = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    tool = data.get("tool")
    for table in (data.get("project"), *(_table(tool).get(name) for name in ("poetry", "flit"))):
        for key in ("scripts", "gui-scripts", "entry-points", "entrypoints", "plugins"):
            for value in _texts(_table(table).get(key)):
                found = _VALUE.match(value)
                if found:
                    yield found[1], found[2] or ""


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


_READERS: dict[str, Callable[[str], Iterator[tuple[str, str]]]] = {
    "entry_points.txt": _lines,
    "pyproject.toml": _tables,
    "setup.cfg": _lines,
    "setup.py": _lines,
}
