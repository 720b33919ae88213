"""Which modules do nothing but pass on what lives elsewhere?"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from ssotlint.detectors import places
from ssotlint.detectors.scopes import by_statement, written
from ssotlint.detectors.view import View
from ssotlint.graph.exports import repeats
from ssotlint.graph.fragmentation import ASIDE
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.migrations import forwarded, passed_on
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.index.index import Module
from ssotlint.index.picks import imports
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Binding, Surface
from ssotlint.model.numbers import few
from ssotlint.model.options import Allowing
from ssotlint.model.source import Role


class ForwardersEvidence(Evidence, frozen=True, kw_only=True):
    """What a module passes on from where, and who still imports it.

    ``homes`` are the modules in which the ``names`` are defined, ``modules`` the first of the
    ``left`` importing modules; ``says`` is where the code calls itself the old home. ``unused`` tells that
    nobody imports it, ``tests_only`` that only tests do, ``announced`` that it warns whoever does.
    """

    module: str
    homes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    left: int = 0
    modules: tuple[str, ...] = ()
    says: str = ""
    unused: bool = False
    tests_only: bool = False
    announced: bool = False


EVIDENCE = ForwardersEvidence
OPTIONS = Allowing
_SEVERAL = 3  # modules that only pass names on


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a module that only passes names on; it is the suspect, its importers are context."""
    found: list[tuple[Module, list[tuple[str, Binding]], list[ImportUse]]] = []
    for module in view.written(passed_on):
        # A package with modules is a facade, whatever it offers besides them.
        if any(fnmatchcase(module.name, g) for g in options.allow):
            continue
        if view.index.holds_modules(module.name):
            continue
        rows = forwarded(module, view.graph)
        # `X as X`, name by name, is how a module says that it is a public one.
        if rows and not any(repeats(module, binding.name) for _, binding in rows):
            found.append((module, rows, _users(module, view)))
    lists = _lists([uses for _, _, uses in found])
    for module, rows, uses in found:
        left = [use for use in uses if use.module.path not in lists]
        if left or not uses:
            yield _case(module, rows, left, view)


def _lists(users: Sequence[list[ImportUse]]) -> set[str]:
    """The files that do nothing but take from several such modules: they list what there is.

    A package offers its old addresses so, or a table has each under its name.
    """
    times = Counter(path for uses in users for path in {use.module.path for use in uses})
    modules = {use.module.path: use.module for uses in users for use in uses}
    return {
        path for path, count in times.items()
        if count >= _SEVERAL and not modules[path].picked(_acts)
    }  # fmt: skip


def _acts(surface: Surface) -> bool:
    """Whether a file defines something, or calls something with what it takes."""
    return bool(surface.definitions or surface.handed)


def _users(module: Module, view: View) -> list[ImportUse]:
    """The imports of names from a file, and of the module itself."""
    return [
        use for use in view.graph.importers.of(module.path)
        if use.module is not module
        and use.module.source.role not in ASIDE
        and (use.named is module or use.answer.status is Status.MODULE)
    ]  # fmt: skip


def _case(
    module: Module, rows: list[tuple[str, Binding]], uses: list[ImportUse], view: View
) -> Case:
    rows = _offered(module, rows)
    answers = [view.graph.resolver.binding(module, binding) for _, binding in rows]
    left = sorted({use.module.name for use in uses})
    evidence = ForwardersEvidence(
        module=module.name,
        homes=tuple(dict.fromkeys(a.module.name for a in answers if a.module is not None)),
        names=tuple(binding.name for _, binding in rows),
        left=len(left),
        modules=few(left),
        unused=not left,
        tests_only=bool(left) and all(u.module.source.role is Role.TEST for u in uses),
    )
    place = module.place(rows[0][1].span)
    itself = Member(
        place=place, symbol=module.name, evidence=evidence,
        importers=len(left), note="only re-exports what lives elsewhere",
    )  # fmt: skip
    return Case(
        detector="forwarders",
        subject=module.name,
        title=f"{module.name} only re-exports what lives elsewhere",
        members=(
            _home(answers[0], module),
            itself,
            *(_importer(s, module) for s in by_statement(uses)),
        ),
        canonical=0,
        why="it is defined there",
    )


def _offered(module: Module, rows: list[tuple[str, Binding]]) -> list[tuple[str, Binding]]:
    """What a module lists in `__all__`, if anything: the rest it has for itself, as for a warning."""
    exports = module.asked(rows[0][1].name).exports
    listed = [row for row in rows if row[1].name in (exports or ())]
    return listed or rows


def _home(answer: Resolution, module: Module) -> Member:
    home = answer.module or module
    span = answer.binding.span if answer.binding is not None else None
    place = home.place(span) if span else home.place(module.picked(imports)[0].span)
    return Member(
        place=place, symbol=answer.symbol,
        evidence=ForwardersEvidence(module=home.name), suspect=False,
        note="where it lives",
    )  # fmt: skip


def _importer(statement: list[ImportUse], module: Module) -> Member:
    """An import that is left, with what should stand there."""
    use = statement[0]
    note = f"write `{'`, `'.join(_instead(statement))}`"
    return places.imported(use, ForwardersEvidence(module=module.name), note, use.path)


def _instead(uses: list[ImportUse]) -> list[str]:
    """The imports from where the names are defined."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for use in uses:
        origin, name = use.answer.module, use.answer.name
        if origin is not None and name:
            wanted[origin.name].append(written(name, use.row.bound))
    return [f"from {home} import {', '.join(names)}" for home, names in wanted.items()] or [
        "an import of what is used of it"
    ]
