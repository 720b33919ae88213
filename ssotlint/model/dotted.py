"""Dotted names."""

from keyword import iskeyword


def prefixes(name: str) -> list[str]:
    """All packages around a dotted name, the outermost first, and the name itself."""
    parts = name.split(".")
    return [".".join(parts[:size]) for size in range(1, len(parts) + 1)]


def is_importable(name: str) -> bool:
    """Whether an import can name a module: not where a file is called `my-tool.py` or `class.py`."""
    return all(part.isidentifier() and not iskeyword(part) for part in name.split("."))
