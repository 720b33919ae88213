"""In what an import stands, and how its names are written."""

from ssotlint.graph.importers import ImportUse


def scope_of(use: ImportUse) -> str:
    """Dotted name of the module, class or function in which an import stands."""
    if use.row.owner < 0:
        return use.module.name
    return use.module.symbol(use.module.surface.definitions[use.row.owner])


def written(name: str, bound: str) -> str:
    """A name as an import statement has it: ``name`` or ``name as bound``."""
    return name if name == bound else f"{name} as {bound}"
