"""On which Python a project promises to run."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import tomli

_BOUND = re.compile(r"(>=|===?|~=|!=|<=?|>|\^|~|)\s*v?(\d+)(?:\.(\d+))?([^\s,]*)")
_SAID = re.compile(r"""\bpython_requires\s*=\s*["']([^"'\n]+)["']""")


def oldest_python(files: Iterable[tuple[str, str]]) -> int:
    """The second part of the oldest Python 3 that the files of a project promise, 0 for none.

    The files in its first folder count, by path and text: what lies below is a project of its own.
    """
    said = [text for path, content in files if path in _READERS for text in _texts(path, content)]
    return min(filter(None, map(_oldest, said)), default=0)


def _texts(path: str, content: str) -> list[str]:
    """What a file says of Python; nothing where it cannot be read, as others will say so."""
    try:
        return [text for text in _READERS[path](content) if isinstance(text, str)]
    except (tomli.TOMLDecodeError, AttributeError):
        return []


def _oldest(said: str) -> int:
    """The oldest of versions as PEP 440 or poetry writes them: `>=3.9,<4`, `3.9.*`, `^3.9`, `~3.9`."""
    return min(filter(None, map(_lowest, said.split("||"))), default=0)


def _lowest(said: str) -> int:
    """The lowest that all parts allow; 0 where none of them leaves a version out from below."""
    lowest, barred = (0, 0), set[int]()
    for sign, major, minor, rest in _BOUND.findall(said):
        version = int(major), int(minor or 0)
        if sign == "!=":
            if version[0] == 3 and rest == ".*":
                barred.add(version[1])
        elif not sign.startswith("<"):
            lowest = max(lowest, version)
    if not (2, 0) <= lowest < (4, 0):
        return 0
    found = lowest[1] if lowest[0] == 3 else 0
    while found in barred:
        found += 1
    return found


def _tables(content: str) -> list[Any]:
    """``pyproject.toml`` of PEP 621, and of poetry."""
    data: dict[str, Any] = tomli.loads(content)
    needed = data.get("tool", {}).get("poetry", {}).get("dependencies", {})
    return [data.get("project", {}).get("requires-python"), needed.get("python")]


def _sections(content: str) -> list[Any]:
    from configparser import ConfigParser, Error  # an unchanged run reads none of this

    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(content)
    except Error:
        return []
    return [parser.get("options", "python_requires", fallback=None)]


_READERS: dict[str, Callable[[str], list[Any]]] = {
    "pyproject.toml": _tables,
    "setup.cfg": _sections,
    "setup.py": _SAID.findall,
}
