"""Which imports use a path that is declared to be deprecated?"""

from collections.abc import Iterator

from ssotlint.detectors import places
from ssotlint.detectors.counts import of_symbol
from ssotlint.detectors.declared import Declared, declared, dotted
from ssotlint.detectors.view import View
from ssotlint.graph.importers import ImportUse
from ssotlint.model.case import Case, Member
from ssotlint.model.config import OWNED
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Context
from ssotlint.model.options import Options


class DeprecatedEvidence(Evidence, frozen=True, kw_only=True):
    """The path that is used, what it should be, and how many imports are left.

    ``open`` tells that the migration goes on: nobody has declared it complete.
    """

    path: str = ""
    module: str = ""
    names: tuple[str, ...] = ()
    wanted: str = ""
    statement: str = ""
    left: int = 0
    reason: str = ""
    open: bool = False
    type_checking_only: bool = False


EVIDENCE = DeprecatedEvidence
OPTIONS = Options


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a deprecated path; a suspect each import that is left."""
    for owner in declared(view):
        for path in sorted({dotted(place) for place in owner.owner.deprecated}):
            uses = [use for use in view.graph.importers.uses if _takes(use, path, owner)]
            uses = [use for use in uses if use.module.name != path]
            if uses:
                yield _case(owner, path, uses)


def _takes(use: ImportUse, path: str, owner: Declared) -> bool:
    """Whether an import goes through a path: the module itself, or the owner's name from there."""
    if use.row.context & Context.EXPECTED:
        return False
    if use.path == path or (use.base == path and use.row.name == "*"):
        return True
    return use.base == path and use.row.name in owner.names


def _case(owner: Declared, path: str, uses: list[ImportUse]) -> Case:
    rows = {(use.module.path, use.row.span, use.row.name): use for use in uses}
    suspects = [_suspect(rows[key], owner, path, len(rows)) for key in sorted(rows)]
    place = owner.place
    itself = Member(
        place=place, symbol=owner.symbol, evidence=DeprecatedEvidence(),
        suspect=False, counted=of_symbol(owner.symbol), note="the declared owner",
    )  # fmt: skip
    return Case(
        detector="deprecated",
        subject=path,
        title=f"imports of {path} are left",
        members=(itself, *suspects),
        canonical=0,
        why=OWNED,
    )


def _suspect(use: ImportUse, owner: Declared, path: str, left: int) -> Member:
    wanted = dotted(owner.owner.facade) or owner.symbol
    module, _, name = wanted.rpartition(".")
    evidence = DeprecatedEvidence(
        path=path,
        module=use.base,
        names=(use.row.name,) if use.row.name else (),
        wanted=wanted,
        statement=_statement(use, owner, module, name),
        left=left,
        reason=owner.owner.reason,
        open=not owner.owner.complete,
        type_checking_only=bool(use.row.context & Context.TYPING),
    )
    return places.imported(use, evidence, f"imports {use.path}", use.path, suspect=True)


def _statement(use: ImportUse, owner: Declared, module: str, name: str) -> str:
    """The import that should stand there; "" where more than a name is imported."""
    if use.row.name not in owner.names:
        return ""
    bound = f" as {use.row.bound}" if use.row.bound != name else ""
    return f"from {module} import {name}{bound}"
