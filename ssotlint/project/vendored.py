"""What others wrote, and a project keeps as it came."""

import re
from functools import lru_cache

_VENDORED = re.compile(
    r"(?<![^/])_?(?:vendor|vendored|vendors|patched|third_?party(?:_\w+)?|externals?|extern)/",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 15)  # nearly every question asks it of all files
def vendored(path: str) -> str:
    """The folder of what others wrote in which a path lies, "" for none."""
    found = _VENDORED.search(path)
    return path[: found.end()] if found is not None else ""
