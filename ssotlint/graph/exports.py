"""What a module says that others may take from it."""

from functools import lru_cache

from ssotlint.index.index import Module

_MANY = 500  # imports of a file: to look through all for each would take the square


def offers(module: Module, name: str) -> bool:
    """Whether a module says that it means an imported name for others.

    By ``__all__``, by ``from x import name as name`` (the typing specification's re-export), or by
    ``# noqa: F401`` behind it.
    """
    surface = module.asked(name)
    return name in (surface.exports or ()) or name in surface.kept or repeats(module, name)


def repeats(module: Module, name: str) -> bool:
    """Whether a module says ``from x import name as name``: a re-export, name by name."""
    rows = module.asked(name).imports
    if len(rows) > _MANY:
        return name in _repeated(module)
    return any(row.bound == name == row.name and row.alias for row in rows)


@lru_cache(maxsize=16)
def _repeated(module: Module) -> frozenset[str]:
    rows = module.said.imports  # of them the name alone is asked, which was noted
    return frozenset(row.name for row in rows if row.bound == row.name and row.alias)


def exports(module: Module, name: str) -> bool:
    """Whether ``from module import *`` brings a name; who asks notes that he asks for it."""
    listed = module.said.exports
    return name in listed if listed is not None else not name.startswith("_")
