"""What others wrote, and a project keeps as it came."""

import re

_VENDORED = re.compile(
    r"(?<![^/])_?(?:vendor|vendored|vendors|patched|third_?party(?:_\w+)?|externals?|extern)/",
    re.IGNORECASE,
)


def vendored(path: str) -> str:
    """The folder of what others wrote in which a path lies, "" for none."""
    found = _VENDORED.search(path)
    return path[: found.end()] if found is not None else ""
