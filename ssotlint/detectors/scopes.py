"""In what an import stands, and how its names are written."""

from collections import defaultdict
from collections.abc import Iterable

from ssotlint.graph.importers import ImportUse
from ssotlint.model.place import Span


def scope_of(use: ImportUse) -> str:
    """Dotted name of the module, class or function in which an import stands."""
    if use.row.owner < 0:
        return use.module.name
    return use.module.around(use.row.owner)


def written(name: str, bound: str) -> str:
    """A name as an import statement has it: ``name`` or ``name as bound``."""
    return name if name == bound else f"{name} as {bound}"


def by_statement(uses: Iterable[ImportUse]) -> list[list[ImportUse]]:
    """Imported names, those of one statement together, in the order of files and lines."""
    rows: dict[tuple[str, Span], list[ImportUse]] = defaultdict(list)
    for use in uses:
        rows[use.module.path, use.row.span].append(use)
    return [rows[key] for key in sorted(rows)]
