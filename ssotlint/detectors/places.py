"""Places of a case that many detectors name: a definition, an import, a call, what is around it."""

from ssotlint.detectors.scopes import scope_of
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.known import Known
from ssotlint.index.index import Module
from ssotlint.model.case import Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Call, Definition
from ssotlint.model.place import Place


def definition(
    known: Known, evidence: Evidence, note: str, *, suspect: bool = False, counted: str = ""
) -> Member:
    """A function or class; context, unless it is what is suspected."""
    row = known.definition
    return Member(
        place=known.module.header(row),
        symbol=known.symbol,
        extent=known.module.extent(row),
        evidence=evidence,
        suspect=suspect,
        counted=counted,
        note=note,
    )


def imported(
    use: ImportUse, evidence: Evidence, note: str, target: str, *,
    suspect: bool = False, counted: str = "",
) -> Member:  # fmt: skip
    """An import statement; context, unless it is what is suspected."""
    return Member(
        place=use.module.place(use.row.span),
        symbol=scope_of(use),
        evidence=evidence,
        suspect=suspect,
        target=target,
        counted=counted,
        note=note,
    )


def call(
    module: Module,
    row: Call,
    evidence: Evidence,
    note: str,
    *,
    suspect: bool = False,
    target: str = "",
) -> Member:
    """A call by itself; context, unless it is what is suspected."""
    place = module.place(row.span)
    return Member(
        place=place,
        symbol=module.around(row.owner),
        evidence=evidence,
        suspect=suspect,
        target=target,
        note=note,
    )


def function_around(module: Module, owner: int, place: Place) -> Place:
    """The outermost function or method around a place, or the place itself outside of them.

    ``owner`` is the position of the definition that the place stands in, below 0 for none.
    """
    outermost: Definition | None = None
    for _, row in module.enclosing(owner):
        if row.is_class:
            break
        outermost = row
    return module.extent(outermost) if outermost is not None else place
