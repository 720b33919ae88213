"""Dotted names."""


def prefixes(name: str) -> list[str]:
    """All packages around a dotted name, the outermost first, and the name itself."""
    parts = name.split(".")
    return [".".join(parts[:size]) for size in range(1, len(parts) + 1)]
