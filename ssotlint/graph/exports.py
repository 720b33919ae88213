"""What a module says that others may take from it."""

from ssotlint.index.index import Module


def offers(module: Module, name: str) -> bool:
    """Whether a module says that it means an imported name for others.

    By ``__all__``, by ``from x import name as name`` (the typing specification's re-export), or by
    ``# noqa: F401`` behind it.
    """
    surface = module.asked(name)
    return name in (surface.exports or ()) or name in surface.kept or repeats(module, name)


def repeats(module: Module, name: str) -> bool:
    """Whether a module says ``from x import name as name``: a re-export, name by name."""
    return any(row.bound == name == row.name and row.alias for row in module.asked(name).imports)


def exports(module: Module, name: str) -> bool:
    """Whether ``from module import *`` brings a name; who asks notes that he asks for it."""
    listed = module.said.exports
    return name in listed if listed is not None else not name.startswith("_")
