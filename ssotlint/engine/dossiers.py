"""What is known of a name, asked of the index: few files are opened for it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial

from ssotlint.engine import ledger
from ssotlint.engine.naming import dotted, modules_called, near, near_names, several, unknown
from ssotlint.engine.opening import Project
from ssotlint.engine.reading import Reader
from ssotlint.engine.subjects import Subject, subjects_in
from ssotlint.engine.trees import tree_of
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.moments import when_of
from ssotlint.graph.paths import Reach, paths_of
from ssotlint.graph.reaches import Favourites, canonical
from ssotlint.graph.resolver import Resolver
from ssotlint.graph.sightings import Sighting, Sightings
from ssotlint.index.index import Index, Module
from ssotlint.index.mentions import Mentions
from ssotlint.index.unopened import Unopened, unread
from ssotlint.model.config import OWNED
from ssotlint.model.dossier import Access, Dossier, Fact, Namesake, Spot, Use
from ssotlint.model.facts import Context, Definition
from ssotlint.model.source import Role
from ssotlint.model.value import replace
from ssotlint.project.roles import refined

_ASIDE = frozenset({Role.BACKUP, Role.GENERATED})


class Dossiers:
    """Answers to names in one state of a project."""

    def __init__(self, project: Project, reader: Reader) -> None:
        self._project = project
        self.root, self.store, self.config = project.root, project.store, project.config
        tree = tree_of(project)
        digests = reader.digests_of(tree.sources)
        if project.lasting and reader.skimmed:
            reader.remember()
        self._mentions = Mentions(project.store, digests)
        refine = partial(refined, config=project.config, generated=True)
        self._modules: dict[str, Module] = {
            source.path: Unopened(source, digests[source.path], project.store, refine)
            for source in tree.sources
        }
        others = (*self._modules.values(), *map(unread, tree.unread))
        self.resolver = Resolver(Index((), project.store), others)

    def of(self, asked: str) -> Dossier:
        """All that is known of a name, a dotted name, ``module:name``, or the path of a module."""
        wanted = self._dotted(asked)
        name = wanted.rpartition(".")[2]
        known = ledger.recall(self._project, name)
        facts = {
            symbol: [fact for fact in found if not fact.fate.startswith(ledger.PART)]
            for symbol, found in (known.facts if known is not None else {}).items()
        }
        search = Sightings(self.resolver, self._candidates)
        search.search(name)
        entries = [self._entry(sighting, facts) for sighting in search.found.values()]
        entries += [_part(module, row, facts) for module, row in search.parts]
        entries += self._modules_of(wanted)
        if wanted != name:
            entries = [e for e in entries if f".{e.symbol}".endswith(f".{wanted}")]
        chosen = _chosen(entries, name, self._declared)
        return Dossier(
            name=asked,
            entries=tuple(sorted(chosen, key=_order)),
            broken=tuple(sorted(map(_use, search.broken))),
            near=() if entries else self._near(wanted),
            checked=_checked(known),
        )

    def _near(self, wanted: str) -> tuple[str, ...]:
        """What may be meant by a name that nothing bears."""
        modules = (module.name for module in self._modules.values())
        return near(wanted, modules, self._offered(wanted))

    def _offered(self, wanted: str) -> tuple[str, ...]:
        """The names of now that are like one that nothing bears."""
        known = near_names(wanted, sorted(self._mentions.defined()))
        return tuple(n for n in known if any(True for _ in subjects_in(self._candidates((n,)), n)))

    def facts(self, symbol: str) -> tuple[list[Fact], str]:
        """What the last check found of a symbol, and from when that is."""
        known = ledger.recall(self._project, symbol)
        return (known.facts.get(symbol, []) if known is not None else []), _checked(known)

    def subject(self, asked: str) -> Subject:
        """The one thing that a name stands for; raises InputError for none or several."""
        wanted = self._dotted(asked)
        last = wanted.rpartition(".")[2]
        found = [
            one
            for one in subjects_in(self._candidates((last,)), last)
            if f".{one.symbol}".endswith(f".{wanted}")
        ]
        found = found or [Subject(module) for module in self._called(wanted)]
        found = (
            found
            or [
                Subject(module, folder=wanted)
                for module in self._modules.values()
                if module.name.startswith(f"{wanted}.")
            ][:1]
        )
        shipped = [one for one in found if one.module.source.role is Role.PRODUCTION]
        found = shipped or found
        if not found:
            raise unknown(
                asked, self._offered(wanted), "no function, class, constant or module is called"
            )
        symbols = sorted({one.symbol for one in found})
        if len(symbols) > 1:
            raise several(asked, symbols)
        return found[-1]

    def around(self, subjects: Sequence[Subject]) -> Index:
        """Their modules, and all that define something of their names."""
        names = {one.symbol.rpartition(".")[2].lstrip("_") for one in subjects}
        spelled = {f"{mark}{name}" for name in names for mark in ("", "_", "__")}
        found = {one.module.path: one.module for one in subjects}
        if not all(one.is_module for one in subjects):
            for module in self._candidates(spelled):
                if any(True for name in spelled for _ in subjects_in((module,), name)):
                    found[module.path] = module
        return Index(tuple(found[path] for path in sorted(found)), self.store)

    def whole(self) -> Index:
        """All files, none of them opened."""
        return Index(tuple(self._modules[path] for path in sorted(self._modules)), self.store)

    def inside(self, folders: tuple[str, ...]) -> Index:
        """The files below some folders, which end with a slash."""
        paths = (path for path in sorted(self._modules) if path.startswith(folders))
        return Index(tuple(self._modules[path] for path in paths), self.store)

    def _dotted(self, asked: str) -> str:
        return dotted(asked, {p: m.source.module for p, m in self._modules.items()}, self.root)

    def _candidates(self, names: Iterable[str]) -> list[Module]:
        return [self._modules[path] for path in self._mentions.files(names)]

    @cached_property
    def _favourites(self) -> Favourites:
        return ledger.favourites(self._project)

    @cached_property
    def _declared(self) -> frozenset[str]:
        return frozenset(o.place.replace(":", ".") for o in self._project.config.canonical)

    def _entry(self, sighting: Sighting, facts: dict[str, list[Fact]]) -> Namesake:
        counted = [use for use in sighting.uses if _counts(use)]
        paths = paths_of(counted)
        to = Reach((), sighting.module, sighting.name)
        owners = self._project.config.canonical
        choice = canonical(sighting.uses, to, owners, self._favourites)
        module, row = sighting.module, sighting.definition
        line = sighting.answer.chain[-1].line if sighting.answer.chain else 1
        wanted = choice.path
        accesses = [
            _access(path.text, path.uses, canonical=path.text == wanted.text) for path in paths
        ]
        return Namesake(
            symbol=sighting.symbol,
            kind=_kind(row),
            path=module.path,
            line=row.span.line if row else line,
            end_line=row.span.end_line if row else line,
            role=module.source.role,
            domain=module.source.domain,
            signature=str(row.signature) if row and not row.is_class else "",
            statement=f"from {wanted.module.name} import {wanted.name}",
            statement_why=choice.why,
            accesses=tuple(accesses),
            uses=tuple(sorted(map(_use, sighting.uses))),
            names=tuple(sorted(_names(sighting))),
            facts=tuple(facts.get(sighting.symbol, ())),
        )

    def _called(self, wanted: str) -> list[Module]:
        """The modules with a dotted name, else those whose dotted name ends in it."""
        exact = self.resolver.table.candidates(wanted)
        if exact:
            return exact
        names = set(modules_called(wanted, [m.name for m in self._modules.values()]))
        return [module for module in self._modules.values() if module.name in names]

    def _modules_of(self, wanted: str) -> Iterator[Namesake]:
        """The modules with a dotted name, else those that end in it, with what imports from them."""
        modules = self._called(wanted)
        search = Sightings(self.resolver, self._candidates)
        uses = search.of_modules(modules, wanted.rpartition(".")[2])
        for module in modules:
            yield Namesake(
                symbol=module.name, kind="module", path=module.path, line=1,
                end_line=max(module.lines, 1), role=module.source.role,
                domain=module.source.domain, statement=f"import {module.name}",
                uses=tuple(sorted(map(_use, uses[module.path]))),
            )  # fmt: skip


def _checked(known: ledger.Known | None) -> str:
    if known is None:
        return "never"
    return "now" if known.current else "earlier"


def _part(module: Module, row: Definition, facts: dict[str, list[Fact]]) -> Namesake:
    symbol = module.symbol(row)
    kind = "class" if row.is_class else "method"
    return Namesake(
        symbol=symbol, kind=kind, path=module.path, line=row.span.line,
        end_line=row.span.end_line, role=module.source.role, domain=module.source.domain,
        signature="" if row.is_class else str(row.signature), facts=tuple(facts.get(symbol, ())),
    )  # fmt: skip


def _chosen(entries: Sequence[Namesake], name: str, declared: frozenset[str]) -> list[Namesake]:
    """The entries with the canonical one marked, where something speaks for one."""
    best, why = _canonical(entries, name, declared)
    return [replace(e, canonical=True, why=why) if e is best else e for e in entries]


def _canonical(
    entries: Sequence[Namesake], name: str, declared: frozenset[str]
) -> tuple[Namesake | None, str]:
    """Declared; else what a finding names as the owner; else the only one; else the most used."""
    by_symbol = {entry.symbol: entry for entry in entries}
    for symbol in sorted(declared & by_symbol.keys()):
        return by_symbol[symbol], OWNED
    for entry in entries:
        for fact in entry.facts:
            if fact.owner in by_symbol:
                return by_symbol[fact.owner], fact.why
    real = [e for e in entries if e.kind in {"class", "function", "value"} and "." in e.symbol]
    real = [e for e in real if e.symbol.endswith(f".{name}") and e.role not in _ASIDE]
    shipped = [e for e in real if e.role is Role.PRODUCTION] or real
    if len(shipped) == 1:
        return shipped[0], "the only one" if len(real) == 1 else "the only one in production code"
    total = len({use.path for entry in shipped for use in entry.uses})
    ranked = sorted(shipped, key=lambda e: -e.importers)
    if len(ranked) > 1 and ranked[0].importers > ranked[1].importers:
        return ranked[0], f"{ranked[0].importers} of {total} importers use it"
    return None, ""


def _order(entry: Namesake) -> tuple[object, ...]:
    late = entry.kind in {"method", "module"}
    return (not entry.canonical, late, entry.role is not Role.PRODUCTION, -entry.importers,
            entry.symbol, entry.path)  # fmt: skip


def _kind(row: Definition | None) -> str:
    if row is None:
        return "value"
    return "class" if row.is_class else "function"


def _counts(use: ImportUse) -> bool:
    """Whether an import chooses a path: no star, and not what stands in for a failure."""
    return use.row.name != "*" and not use.row.context & (Context.FALLBACK | Context.EXPECTED)


def _access(path: str, uses: Iterable[ImportUse], *, canonical: bool) -> Access:
    files = {use.module.path: use.module.source.role for use in uses}
    return Access(path, len(files), sum(r is Role.TEST for r in files.values()), canonical)


def _use(use: ImportUse) -> Use:
    return Use(
        use.module.path, use.row.span.line, use.module.name, use.path, use.row.bound,
        use.module.source.role, when_of(use).name.lower(),
    )  # fmt: skip


def _names(sighting: Sighting) -> set[Spot]:
    """Other names of it: assignments, and modules that import it as something else."""
    found = {
        Spot(alias.symbol, alias.module.path, alias.binding.span.line, "alias")
        for alias in sighting.aliases
    }
    for use in sighting.uses:
        row = use.row
        aside = use.module.source.role in _ASIDE or use.module.source.role is Role.TEST
        if row.bound not in (row.name, sighting.name) and row.owner < 0 and not aside:
            symbol = f"{use.module.name}.{row.bound}"
            found.add(Spot(symbol, use.module.path, row.span.line, "imported under this name"))
    return found
