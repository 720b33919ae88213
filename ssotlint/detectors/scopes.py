"""In what an import stands."""

from ssotlint.graph.importers import ImportUse


def scope_of(use: ImportUse) -> str:
    """Dotted name of the module, class or function in which an import stands."""
    if use.row.owner < 0:
        return use.module.name
    return use.module.symbol(use.module.surface.definitions[use.row.owner])
