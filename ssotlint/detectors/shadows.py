"""Which modules can nobody import, because another one has their name?"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ssotlint.detectors.view import View
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.resolution import Status
from ssotlint.graph.resolver import Resolver
from ssotlint.index.index import Module
from ssotlint.index.names import FOLDERS, taken_from
from ssotlint.index.picks import defines, is_guarded, names_at_top
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import BindingKind, Context, Import, Surface
from ssotlint.model.options import Options
from ssotlint.model.place import NOWHERE
from ssotlint.model.source import Role

_ASIDE = frozenset({Role.BACKUP, Role.GENERATED})


class ShadowsEvidence(Evidence, frozen=True, kw_only=True):
    """Who has the name, and what is lost.

    ``module`` is the dotted name that both claim, ``hidden`` what is never found under it,
    ``winner`` the file that is found instead; ``lost`` are names that only the hidden one has:
    what it defines, and what imports want of it in vain. ``unreachable`` counts its definitions.
    """

    module: str
    hidden: str = ""
    winner: str = ""
    lost: tuple[str, ...] = ()
    unreachable: int = 0


EVIDENCE = ShadowsEvidence
OPTIONS = Options
LONG = 2  # it goes through all imports, and leaves the judges little to do


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a dotted name; a suspect each file that an import of the name does not find."""
    for name, files in view.graph.resolver.table.clashes():
        if not all(module.path in view.index.by_path for module in files):
            continue  # a run of some paths: who else has the name has not been read
        modules = [m for m in files if m.path.endswith(".py") and m.fault is None]
        by_root: dict[str, list[Module]] = {}
        for module in modules:
            by_root.setdefault(module.source.root, []).append(module)
        for root in sorted(by_root):
            winner, *others = by_root[root]
            hidden = [module for module in others if not _starts(module, winner, view)]
            if hidden:
                yield _hidden(name, [winner, *hidden], view)
    yield from _library(view)


def _hidden(name: str, modules: list[Module], view: View) -> Case:
    """Of files with one name under one root the first is found: a package before a module."""
    winner, *others = modules
    uses = list(view.graph.importers.naming(name))
    users = {use.module.path for use in uses}
    wanted = {use.row.name for use in uses if use.answer.is_missing}
    members = [_member(winner, "what an import finds", ShadowsEvidence(module=name))]
    for module in others:
        evidence = ShadowsEvidence(
            proof="graph",
            module=name,
            hidden="this file",
            winner=winner.path,
            lost=_lost(module, winner, view.graph.resolver, wanted),
            unreachable=module.picked(_count),
        )
        members.append(
            _member(module, "never loaded", evidence, suspect=True, importers=len(users))
        )
    return Case(
        detector="shadows",
        subject=name,
        title=f"{len(modules)} files are called {name}",
        members=tuple(members),
        canonical=0,
        why="Python looks for a package before a module",
    )


def _count(surface: Surface) -> int:
    """How many definitions stand at the top of a file."""
    return sum(row.owner < 0 for row in surface.definitions)


def _starts(module: Module, package: Module, view: View) -> bool:
    """Whether a file beside a program's outermost package starts that, and is there to be run.

    It defines nothing, or what it needs itself below ``if __name__ == "__main__"``, of which
    nobody wants to import anything.
    """
    if not package.source.is_package or not module.picked(_takes, package.name):
        return False
    if not module.picked(defines):
        return True
    return view.graph.attributes.picked(is_guarded, module) and not _is_wanted(module, view)


def _is_wanted(module: Module, view: View) -> bool:
    """Whether somebody imports in vain what only the hidden file has."""
    names = set(module.picked(names_at_top))
    uses = view.graph.importers.naming(module.name)
    return any(use.answer.is_missing and use.row.name in names for use in uses)


def _takes(surface: Surface, package: str) -> bool:
    """Whether a file imports a package, or something in it."""
    return any(not row.level and row.module.partition(".")[0] == package for row in surface.imports)


def _member(
    module: Module, note: str, evidence: ShadowsEvidence, *, suspect: bool = False,
    importers: int = 0,
) -> Member:  # fmt: skip
    place = module.place(NOWHERE)
    return Member(
        place=place,
        symbol=module.name,
        evidence=evidence,
        suspect=suspect,
        target=module.path,
        importers=importers,
        note=note,
    )


def _lost(
    module: Module, winner: Module, resolver: Resolver, wanted: AbstractSet[str]
) -> tuple[str, ...]:
    """Public names that the hidden file has and the other has not, those wanted in vain first."""
    found: list[tuple[bool, str]] = []
    for name, bindings in resolver.tops.scope(module).items():
        if name.startswith("_") or name == "*":
            continue
        if bindings[-1].kind is BindingKind.IMPORT and name not in wanted:
            continue
        is_ours = resolver.attribute(module, name).status is Status.SYMBOL
        if is_ours and resolver.attribute(winner, name).is_missing:
            found.append((name not in wanted, name))
    return tuple(name for _, name in sorted(found))


def _library(view: View) -> Iterator[Case]:
    """A file that takes the place of a module of the standard library for the files beside it.

    Only where a file beside it wants a name that the library has and the file has not: a program
    that is run there fails on its first line.
    """
    wanting: dict[str, list[ImportUse]] = {}
    table = view.graph.resolver.table
    view.index.reads.note_shared(FOLDERS)
    for module in view.index.all:
        hiding = table.hiding(module)
        if not hiding or module.source.role in _ASIDE:
            continue
        for name in hiding:
            module.asked(taken_from(name, 0))
        for row in module.said.imports:
            other = hiding.get(row.module)
            if other is not None and _is_taken_for(other, module, row):
                answer = view.graph.resolver.attribute(other, row.name)
                if answer.is_missing:
                    use = ImportUse(module, row, answer, row.module, other)
                    wanting.setdefault(other.path, []).append(use)
    for path in sorted(wanting):
        yield _taken(view.index.by_path[path], wanting[path])


def _is_taken_for(other: Module, module: Module, row: Import) -> bool:
    """Whether an import in a module finds the file beside it in place of the library.

    Not in a package: there an absolute import means the library.
    """
    if row.level or row.name in ("", "*") or row.context & Context.TYPING:
        return False
    if other.path == module.path or other.source.is_package:
        return False
    return "." not in other.name or module.source.role is Role.SCRIPT


def _taken(module: Module, uses: list[ImportUse]) -> Case:
    stem = module.name.rpartition(".")[2]
    wanted = tuple(sorted({use.row.name for use in uses}))
    hidden = f"the standard library's {stem}"
    evidence = ShadowsEvidence(
        proof="graph", module=stem, hidden=hidden, winner="this file", lost=wanted
    )
    files = {use.module.path for use in uses}
    members = [_member(module, f"hides {hidden}", evidence, suspect=True,
                       importers=len(files))]  # fmt: skip
    for use in uses:
        place = use.module.place(use.row.span)
        members.append(
            Member(place=place, symbol=use.module.name,
                   evidence=ShadowsEvidence(module=stem), suspect=False,
                   target=use.row.name, note=f"wants {use.row.name} of the standard library")
        )  # fmt: skip
    return Case(
        detector="shadows", subject=stem, title=f"{module.path} is called like {stem}",
        members=tuple(members),
    )  # fmt: skip
