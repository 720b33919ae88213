"""Dotted names."""

from keyword import iskeyword


def prefixes(name: str) -> list[str]:
    """All packages around a dotted name, the outermost first, and the name itself."""
    parts = name.split(".")
    return [".".join(parts[:size]) for size in range(1, len(parts) + 1)]


def is_below(name: str, package: str) -> bool:
    """Whether a dotted name is that of a package, or of something in it."""
    return name == package or name.startswith(f"{package}.")


def is_importable(name: str) -> bool:
    """Whether an import can name a module: not where a file is called `my-tool.py` or `class.py`."""
    return all(part.isidentifier() and not iskeyword(part) for part in name.split("."))


def is_inner(name: str, other: str) -> bool:
    """Whether a module is by its name for a package that the other does not lie in: `a._b.c`."""
    ours, theirs = name.split("."), other.split(".")
    common = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
    return any(part.startswith("_") for part in ours[common:])


def seen_from(package: str, name: str, dots: int) -> str:
    """A module as a file of a package writes it in place of one before which stood some dots.

    With no more dots than there were, or with its whole name.
    """
    own, parts = package.split("."), name.split(".")
    pairs = zip(own, parts, strict=False)
    shared = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(own), len(parts)))
    needed = len(own) - shared + 1
    return "." * needed + ".".join(parts[shared:]) if shared and needed <= dots else name
