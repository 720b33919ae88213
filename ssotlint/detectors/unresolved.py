"""Which imports name a module or a name of ours that does not exist?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from types import ModuleType
from typing import NamedTuple

from ssotlint.detectors import places, supplies
from ssotlint.detectors.scopes import written
from ssotlint.detectors.view import View
from ssotlint.graph.breakage import is_fatal
from ssotlint.graph.homes import Home
from ssotlint.graph.importers import Importers, ImportUse
from ssotlint.graph.resolution import Status
from ssotlint.model.case import Case, Member
from ssotlint.model.dotted import prefixes
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Context, Surface
from ssotlint.model.options import Allowing
from ssotlint.model.place import Span
from ssotlint.model.source import Role
from ssotlint.project.vendored import vendored

# `from shop.tills import __dir__`: what every module has.
_OF_MODULES = frozenset(dir(ModuleType))
_BROKEN = 20  # importers of a module that cannot be loaded which a group shows


class UnresolvedEvidence(Evidence, frozen=True, kw_only=True):
    """What is imported from where, and what is known of the reason.

    ``missing`` is the dotted name that does not exist, ``names`` what the statement wants of it.
    ``guarded``: in a ``try`` that catches ImportError, or in its handler. ``deferred``: in a
    function. ``type_checking_only``: under ``if TYPE_CHECKING:``. ``in_test``: in a test.
    ``importers_affected`` counts the import statements that want the same missing thing, ``broken``
    the modules that cannot be loaded because of this one. ``statement`` is the import that works,
    "" when none is known.
    """

    module: str
    missing: str
    names: tuple[str, ...] = ()
    cause: str = ""
    guarded: bool = False
    deferred: bool = False
    type_checking_only: bool = False
    in_test: bool = False
    importers_affected: int = 1
    broken: int = 0
    statement: str = ""


EVIDENCE = UnresolvedEvidence
OPTIONS = Allowing
BESIDE = "members"  # both look for names in the texts of tests


class _Gap(NamedTuple):
    """What a group is about: the shortest dotted name that does not exist, and the file that lacks it.

    Of two roots that hold a package of one name each has its own; folders that hold no `__init__`
    are one package.
    """

    name: str
    path: str


class _Cause(NamedTuple):
    """Why a name is likely missing, and what was meant instead."""

    text: str
    home: Home | None = None


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a missing module, or a missing name; a suspect each statement that wants it."""
    groups: dict[_Gap, dict[tuple[object, ...], list[ImportUse]]] = defaultdict(dict)
    importers = view.graph.importers
    wanted = [
        (use, missing) for use in importers.missing
        if (missing := _missing(use, options.allow)) and not _is_for_checkers(use, importers)
    ]  # fmt: skip
    gaps = [_gap(missing, use, view) for use, missing in wanted]
    heads = {(missing, gap.name) for (_, missing), gap in zip(wanted, gaps, strict=True)}
    supplied = supplies.named(heads, view) | supplies.open_ends(wanted)
    for (use, missing), gap in zip(wanted, gaps, strict=True):
        elsewhere = supplies.is_left_out(missing, view) or supplies.is_unbuilt(missing, view)
        elsewhere = elsewhere or supplies.is_built_here(missing, use, view)
        elsewhere = elsewhere or supplies.is_of_a_release(missing, use, view)
        if missing not in supplied and not elsewhere:
            # One finding a statement where the module is missing, else one a name.
            named = use.row.name if use.answer.status is not Status.MISSING_MODULE else ""
            key = (use.module.path, use.row.span, use.base, named)
            groups[gap].setdefault(key, []).append(use)
    for gap in sorted(groups):
        yield _case(gap.name, [groups[gap][k] for k in sorted(groups[gap])], view)


def _missing(use: ImportUse, allowed: Sequence[str]) -> str:
    """The dotted name that an import wants in vain; "" when there is nothing to say."""
    row, answer = use.row, use.answer
    if row.context & Context.EXPECTED or use.module.source.is_stub or vendored(use.module.path):
        return ""
    if answer.typing_only and not row.context & Context.TYPING:
        return f"{use.base}.{row.name}"
    if row.name in _OF_MODULES:
        return ""
    if not answer.is_missing or any(fnmatchcase(answer.missing, glob) for glob in allowed):
        return ""
    if answer.status is Status.MISSING_NAME and _is_made_beside(use):
        return ""
    # An accelerator in C that was not built here: `try: from ._speedups import quote`.
    in_a_package = use.named is None or use.named.source.is_package
    optional = row.name == "*" or (in_a_package and supplies.is_private(answer.missing))
    # What may be there: `with suppress(ImportError): from .local_settings import *`
    return "" if optional and row.context & Context.GUARDED else answer.missing


def _is_for_checkers(use: ImportUse, importers: Importers) -> bool:
    """Whether only type checkers load the file, and the name is there for them."""
    return use.answer.typing_only and importers.is_for_checkers(use.module.path)


def _is_made_beside(use: ImportUse) -> bool:
    """Whether the name begins with that of a class there which a decorator may put it beside.

    `@store.add_global class Settings` leaves a `Settings_Store` in its module.
    """
    made = use.named.picked(_decorated) if use.named is not None else []
    return any(use.row.name.startswith(f"{name}_") for name in made)


def _decorated(surface: Surface) -> list[str]:
    """The classes of a file that a decorator gets hold of."""
    tops = (row for row in surface.definitions if row.is_class and row.owner < 0)
    return [row.name for row in tops if row.decorators]


def _gap(missing: str, use: ImportUse, view: View) -> _Gap:
    """The shortest part of a dotted name that does not exist, and the file that lacks it."""
    if use.answer.status is not Status.MISSING_MODULE or missing.startswith("."):
        lacking = use.answer.module if use.answer.is_missing else use.named
        return _Gap(missing, lacking.path if lacking is not None else "")
    table, package = view.graph.resolver.table, None
    for head in prefixes(missing):
        found = table.find(head, use.module)
        if found is None and not table.is_namespace(head):
            break
        package = found
    return _Gap(head, package.path if package is not None else "")


def _case(subject: str, statements: list[list[ImportUse]], view: View) -> Case:
    causes = [_cause(uses[0], view) for uses in statements]
    suspects = [
        _suspect(uses, cause, len(statements), view)
        for uses, cause in zip(statements, causes, strict=True)
    ]
    homes = {c.home.symbol: c.home for c in causes if c.home is not None}
    context = [_meant(next(iter(homes.values())))] if len(homes) == 1 else []
    why = next(c.text for c in causes if c.home is not None) if context else ""
    return Case(
        detector="unresolved",
        subject=subject,
        title=f"{subject} does not exist",
        members=(*context, *suspects, *_broken(statements, view)),
        canonical=0 if context else None,
        why=why,
    )


def _suspect(uses: list[ImportUse], cause: _Cause, count: int, view: View) -> Member:
    use = uses[0]
    context = use.row.context
    names = tuple(dict.fromkeys(u.row.name for u in uses if u.row.name))
    missing = use.answer.missing or f"{use.base}.{use.row.name}"
    text = cause.text
    if not text and count > 1 and not use.answer.typing_only:
        text = f"{count} imports of it are left"
    evidence = UnresolvedEvidence(
        module=use.base or "." * use.row.level + use.row.module,
        missing=missing,
        names=names,
        cause=text,
        guarded=bool(context & (Context.GUARDED | Context.FALLBACK)),
        deferred=bool(context & Context.DEFERRED),
        type_checking_only=bool(context & Context.TYPING),
        in_test=use.module.source.role is Role.TEST,
        importers_affected=count,
        broken=view.graph.breakage.reach(use.module.path) if is_fatal(use) else 0,
        statement=_statement(uses, cause),
    )
    note = f"imports {', '.join(names) or 'it'}"
    return places.imported(use, evidence, note, missing, suspect=True)


def _cause(use: ImportUse, view: View) -> _Cause:
    """The most likely reason, from what is certain to what is likely."""
    homes = view.graph.homes
    if use.answer.typing_only and use.answer.module is not None:
        return _Cause(f"{use.base} binds it under TYPE_CHECKING alone")
    if use.answer.status is Status.MISSING_NAME:
        hidden = homes.hidden(use)
        if hidden is not None:
            is_beside = use.named and hidden.module.source.root == use.named.source.root
            where = "hidden by the package of its name" if is_beside else "under another root"
            return _Cause(f"{hidden.module.path} has it, {where}", hidden)
    sibling = homes.sibling(use)
    if sibling is not None:
        return _Cause(f"{sibling.symbol} beside the importing module may be meant", sibling)
    only = homes.only(use)
    if only is not None:
        # Of a module that is not there the name that it should have has not been said.
        said = use.answer.status is Status.MISSING_NAME
        name = "that name" if said else only.symbol.rpartition(".")[2]
        return _Cause(f"the one definition of {name} is {only.symbol}", only)
    near = homes.near(use) if use.answer.status is Status.MISSING_NAME else ""
    return _Cause(f"{use.base} has {near}" if near else "")


def _statement(uses: list[ImportUse], cause: _Cause) -> str:
    if cause.home is None or cause.home.module.name == uses[0].base:
        return ""
    names = [
        written(u.row.name, u.row.bound)
        for u in uses if u.row.name and u.row.name != "*"
    ]  # fmt: skip
    if not names or (cause.home.definition is not None and len(names) > 1):
        return ""
    return f"from {cause.home.module.name} import {', '.join(names)}"


def _meant(home: Home) -> Member:
    evidence = UnresolvedEvidence(module="", missing="")
    return Member(
        place=home.place,
        symbol=home.symbol,
        evidence=evidence,
        suspect=False,
        note="what may be meant",
    )


def _broken(statements: list[list[ImportUse]], view: View) -> list[Member]:
    """Imports that fail because the module that they load has one of the broken imports."""
    found: dict[tuple[str, Span], Member] = {}
    for uses in statements:
        if not is_fatal(uses[0]) or len(found) >= _BROKEN:
            continue
        for use in view.graph.breakage.loaders(uses[0].module.path):
            evidence, loaded = UnresolvedEvidence(module=use.base, missing=""), uses[0].module.name
            member = places.imported(use, evidence, f"fails too: it loads {loaded}", loaded)
            found.setdefault((member.place.path, member.place.span), member)
    return [found[k] for k in sorted(found)[:_BROKEN]]
