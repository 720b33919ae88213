"""The picture of a concept: its definitions, who passes them on and who uses which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from ssotlint.graph.concepts import Concept
from ssotlint.graph.folding import common_package, common_prefix, short
from ssotlint.graph.fragmentation import fragmentation, keeper
from ssotlint.graph.moments import When
from ssotlint.graph.resolution import Status
from ssotlint.model.picture import Arrow, Kind, Line, Node, Picture, Tie
from ssotlint.model.source import Role

if TYPE_CHECKING:
    from ssotlint.graph.graph import Graph
    from ssotlint.graph.importers import ImportUse
    from ssotlint.index.index import Module
    from ssotlint.model.config import Owner
    from ssotlint.model.facts import Definition

_ALONE = 16  # importers that are drawn one by one; more are folded by package
_TESTS = 5  # boxes of tests
_ASIDE = frozenset({Role.BACKUP, Role.GENERATED})
_NAMES = 3
_LONELY = (Kind.UNUSED, Kind.KEEP)
UNUSED = "nobody imports these"


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A definition in the picture."""

    module: Module
    name: str
    definition: Definition | None

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return f"{self.module.name}.{self.name}"

    @property
    def line(self) -> int:
        """Where it is defined."""
        if self.definition is not None:
            return self.definition.span.line
        named = (b for b in self.module.surface.bindings if b.name == self.name and b.owner < 0)
        return next((b.span.line for b in named), 1)


@dataclass(slots=True)
class _Draft:
    """A box on its way: key, kind, and the modules that it stands for."""

    kind: Kind
    modules: list[Module]
    subject: Subject | None = None
    words: list[str] = field(default_factory=list)
    group: int = -1


class _Groups:
    """Which boxes hang together."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._leader = {key: key for key in keys}

    def add(self, key: str) -> None:
        self._leader[key] = key

    def find(self, key: str) -> str:
        while self._leader[key] != key:
            key = self._leader[key]
        return key

    def join(self, first: str, second: str) -> None:
        one, two = self.find(first), self.find(second)
        self._leader[max(one, two)] = min(one, two)

    def all(self) -> list[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self._leader:
            found[self.find(key)].append(key)
        return list(found.values())


class Portrait:
    """Draws some definitions that play one role."""

    def __init__(self, graph: Graph, subjects: Iterable[Subject], concepts: Iterable[Concept],
                 owners: tuple[Owner, ...]) -> None:  # fmt: skip
        self._graph = graph
        self._subjects = {subject.symbol: subject for subject in subjects}
        self._concepts, self._owners = list(concepts), owners
        self._hosts: dict[str, list[Subject]] = defaultdict(list)
        for subject in self._subjects.values():
            self._hosts[subject.module.path].append(subject)
        self._boxes: dict[str, _Draft] = {}
        self._lines: dict[tuple[str, str, Tie], set[Line]] = defaultdict(set)

    def picture(self, name: str) -> Picture:
        """The picture, called ``name``."""
        kept, why = self._keep
        for symbol, subject in self._subjects.items():
            used = bool(self._users(symbol))
            kind = Kind.KEEP if symbol == kept else Kind.RIVAL if used else Kind.UNUSED
            self._boxes[symbol] = _Draft(kind, [subject.module], subject)
        self._draw_ties()
        self._draw_bases()
        self._name_passers()
        self._fold()
        self._join()
        return self._finished(name, kept, why)

    @cached_property
    def _keep(self) -> tuple[str, str]:
        """The definition to keep: declared, else what the concept says, else the most used."""
        declared = {owner.place.replace(":", ".") for owner in self._owners}
        for symbol in sorted(declared & self._subjects.keys()):
            return symbol, "declared as the owner"
        for concept in sorted(self._concepts, key=lambda c: -len(c.definitions)):
            found = fragmentation(concept, self._graph.importers)
            row, why = keeper(concept, found, self._owners)
            if row is not None:
                return row.symbol, why
        ranked = sorted(self._subjects, key=lambda s: (-len(self._users(s)), s))
        counts = [len(self._users(symbol)) for symbol in ranked]
        if len(ranked) == 1 and not counts[0]:
            return ranked[0], "the only one"
        if ranked and (len(ranked) == 1 or counts[0] > counts[1]):
            return ranked[0], f"{counts[0]} of {sum(counts)} importers use it"
        return "", ""

    def _users(self, symbol: str) -> set[str]:
        own = self._subjects[symbol].module.path
        uses = self._graph.importers.by_origin.get(symbol, ())
        return {u.module.path for u in uses if u.module.source.role not in _ASIDE} - {own}

    @cached_property
    def _passers(self) -> dict[str, dict[str, set[tuple[str, int]]]]:
        """Modules through which somebody imports: path -> symbol -> (name there, line)."""
        found: dict[str, dict[str, set[tuple[str, int]]]] = defaultdict(lambda: defaultdict(set))
        for symbol in self._subjects:
            for use in self._graph.importers.by_origin.get(symbol, ()):
                for step in use.answer.chain[:-1]:
                    module = self._graph.index.by_path.get(step.path)
                    if module is not None and self._means(module, step.name, symbol):
                        found[step.path][symbol].add((step.name, step.line))
            for alias in self._graph.aliases.get(symbol, ()):
                if alias.module.source.role not in (*_ASIDE, Role.TEST):
                    row = alias.binding
                    found[alias.module.path][symbol].add((row.name, row.span.line))
        return found

    def _means(self, module: Module, name: str, symbol: str) -> bool:
        """Whether a name in a module is the symbol, and not a module on the way to it."""
        return self._graph.resolver.attribute(module, name).symbol == symbol

    def _draw_ties(self) -> None:
        for symbol, subject in self._subjects.items():
            for use in self._graph.importers.by_origin.get(symbol, ()):
                if use.module.source.role in _ASIDE or use.module.path == subject.module.path:
                    continue
                source, target = self._source(use, symbol), self._target(use, symbol)
                if source != target:
                    line = Line(use.module.path, use.row.span.line, use.row.name)
                    self._lines[source, target, Tie.IMPORTS].add(line)
                self._draw_passing(use, symbol)

    def _draw_passing(self, use: ImportUse, symbol: str) -> None:
        """What a module passes on without naming it in an import: a star, ``X = module.X``."""
        home = self._subjects[symbol].module.path
        for step, after in pairwise(use.answer.chain):
            target = symbol if after.path == home else after.path
            key = (step.path, target, Tie.IMPORTS)
            if step.path in self._hosts or step.path == after.path or key in self._lines:
                continue
            for other in self._graph.importers.by_module.get(step.path, ()):
                taken = other.answer.module
                ends = [m for m in (taken, other.named) if m is not None and m.path == after.path]
                if ends:
                    self._boxes.setdefault(step.path, _Draft(Kind.PASSES, [other.module]))
                    self._boxes.setdefault(target, _Draft(Kind.PASSES, ends[:1]))
                    name = other.row.name or other.row.module
                    self._lines[key].add(Line(step.path, other.row.span.line, name))

    def _source(self, use: ImportUse, symbol: str) -> str:
        """The box in which an import stands: a definition's, or its module's."""
        path = use.module.path
        hosted = self._hosts.get(path)
        if hosted:
            heirs = [s for s in hosted if symbol in self._bases(s)]
            return (heirs or hosted)[0].symbol
        kind = Kind.PASSES if path in self._passers else Kind.IMPORTER
        self._boxes.setdefault(path, _Draft(kind, [use.module]))
        return path

    def _target(self, use: ImportUse, symbol: str) -> str:
        """The box that an import names: the definition, or the module that passes it on."""
        named = use.named
        if named is None or named.path == self._subjects[symbol].module.path:
            return symbol
        if named.path in self._hosts:
            return self._hosts[named.path][0].symbol
        self._boxes.setdefault(named.path, _Draft(Kind.PASSES, [named]))
        return named.path

    def _bases(self, subject: Subject) -> list[str]:
        row = subject.definition
        if row is None:
            return []
        resolver = self._graph.resolver
        answers = [resolver.dotted(subject.module, base) for base in row.bases if base]
        return [answer.symbol for answer in answers if answer.status is Status.SYMBOL]

    def _draw_bases(self) -> None:
        """What extends what; an import for it is told with the arrow."""
        for symbol, subject in self._subjects.items():
            for base in self._bases(subject):
                if base not in self._subjects or base == symbol:
                    continue
                row = Line(subject.module.path, subject.line, self._subjects[base].name)
                self._lines.pop((symbol, base, Tie.IMPORTS), None)
                self._lines[symbol, base, Tie.EXTENDS].add(row)

    def _name_passers(self) -> None:
        for path, symbols in self._passers.items():
            said = [
                (name, self._subjects[symbol].name)
                for symbol, names in sorted(symbols.items())
                for name, _ in sorted(names)
            ]
            words = [f"{n} = {o}" if n != o else n for n, o in dict.fromkeys(said)]
            for subject in self._hosts.get(path, ()):
                own = [n for n, o in dict.fromkeys(said) if o == subject.name and n != o]
                self._boxes[subject.symbol].words += [f"also called {n}" for n in own[:_NAMES]]
            if path in self._hosts:
                continue
            if path not in self._boxes:
                continue
            self._boxes[path].kind = Kind.PASSES
            self._boxes[path].words += words[:_NAMES]
            if len(words) > _NAMES:
                self._boxes[path].words.append(f"and {len(words) - _NAMES} more names")

    def _fold(self) -> None:
        """Importers as few boxes: those of one package, or tests, that use the same."""
        importers = [k for k, box in self._boxes.items() if box.kind is Kind.IMPORTER]
        tests = [k for k in importers if self._boxes[k].modules[0].source.role is Role.TEST]
        others = [k for k in importers if k not in set(tests)]
        if len(others) > _ALONE:
            self._merge(others, Kind.FOLD, by_package=True)
        self._merge(tests, Kind.TESTS, by_package=False)

    def _merge(self, keys: list[str], kind: Kind, *, by_package: bool) -> None:
        parts: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for key in keys:
            targets = tuple(sorted(t for s, t, _ in self._lines if s == key))
            package = self._boxes[key].modules[0].source.package if by_package else ""
            parts[package, targets].append(key)
        ranked = sorted(parts.values(), key=lambda part: (-len(part), part))
        limit = _ALONE if by_package else _TESTS
        if len(ranked) > limit:
            ranked = [*ranked[: limit - 1], [key for part in ranked[limit - 1 :] for key in part]]
        for part in ranked:
            if len(part) > 1 or kind is Kind.TESTS:
                self._replace(part, kind)

    def _replace(self, keys: list[str], kind: Kind) -> None:
        """One box for several; its arrows keep all lines."""
        merged = f"{kind.value} {min(keys)}"
        modules = [m for key in sorted(keys) for m in self._boxes.pop(key).modules]
        self._boxes[merged] = _Draft(kind, modules)
        gone = set(keys)
        for source, target, tie in list(self._lines):
            if source in gone:
                lines = self._lines.pop((source, target, tie))
                self._lines[merged, target, tie] |= lines

    def _join(self) -> None:
        """Communities: what production code joins; tests go where most of their imports lead."""
        groups = _Groups(self._boxes)
        for source, target, _ in self._lines:
            if self._boxes[source].kind is not Kind.TESTS:
                groups.join(source, target)
        self._share_tests(groups)
        companies = [c for c in groups.all() if len(c) > 1 or self._boxes[c[0]].kind not in _LONELY]
        companies.sort(key=lambda c: (-self._files(c), c))
        for number, company in enumerate(companies):
            for key in company:
                self._boxes[key].group = number

    def _share_tests(self, groups: _Groups) -> None:
        """Tests stand in each community that they import from: they join none with another."""
        for key in [key for key, box in self._boxes.items() if box.kind is Kind.TESTS]:
            arrows = [arrow for arrow in self._lines if arrow[0] == key]
            homes = sorted({groups.find(target) for _, target, _ in arrows})
            parts = {h: [a for a in arrows if groups.find(a[1]) == h] for h in homes}
            box = self._boxes[key]
            for number, (home, own) in enumerate(parts.items()):
                copy = key if number == 0 else f"{key} {number}"
                using = {line.path for arrow in own for line in self._lines[arrow]}
                modules = [m for m in box.modules if m.path in using]
                words = ["they import from other communities too"] if len(homes) > 1 else []
                self._boxes[copy] = _Draft(Kind.TESTS, modules, words=words)
                groups.add(copy)
                groups.join(copy, home)
                for arrow in own if number else ():
                    self._lines[copy, arrow[1], arrow[2]] = self._lines.pop(arrow)

    def _files(self, company: list[str]) -> int:
        """How many files of a community import something."""
        kinds = (Kind.IMPORTER, Kind.FOLD, Kind.TESTS, Kind.PASSES)
        return sum(len(self._boxes[k].modules) for k in company if self._boxes[k].kind in kinds)

    def _finished(self, name: str, kept: str, why: str) -> Picture:
        titles = self._titles()
        prefix = self._prefix
        order = sorted(self._boxes, key=lambda k: (self._boxes[k].group % 10_000, k))
        ids = {key: f"n{number}" for number, key in enumerate(order)}
        nodes = [self._node(key, ids[key], prefix, titles) for key in order]
        circles = self._circles
        arrows = [
            Arrow(ids[s], ids[t], tie, tuple(sorted(lines)), circles(self._boxes[t], lines))
            for (s, t, tie), lines in self._lines.items()
        ]
        arrows.sort(key=lambda a: (int(a.source[1:]), int(a.target[1:]), a.tie))
        groups = tuple(dict.fromkeys(node.group for node in nodes))
        return Picture(
            title=name, said=tuple(self._said(kept, why)), nodes=tuple(nodes),
            arrows=tuple(arrows), groups=groups, prefix=prefix,
        )  # fmt: skip

    def _circles(self, target: _Draft, lines: Iterable[Line]) -> bool:
        """Whether one of an arrow's imports runs at load time and is part of a circle."""
        circles, edges = self._graph.dependencies.circles, self._graph.dependencies.edges
        return any(
            edge.when is When.LOAD and edge.line == line.line
            for line in lines
            for module in target.modules
            if circles.get(line.path, -1) == circles.get(module.path, -2)
            for edge in edges.get((line.path, module.path), ())
        )

    @cached_property
    def _prefix(self) -> str:
        """The package of all that is drawn, where most of it is: not of a script or a test."""
        names = [
            m.name for b in self._boxes.values() if b.kind is not Kind.TESTS for m in b.modules
        ]
        top = next(iter(self._subjects)).partition(".")[0]
        return common_package([name for name in names if name.partition(".")[0] == top])

    def _titles(self) -> dict[int, str]:
        companies: dict[int, list[str]] = defaultdict(list)
        for key, box in self._boxes.items():
            companies[box.group].append(key)
        several = sum(number >= 0 for number in companies) > 1
        titles = {}
        for number, company in companies.items():
            if number < 0:
                titles[number] = UNUSED
                continue
            files = self._files(company)
            using = f"{files} {'file imports' if files == 1 else 'files import'} these"
            titles[number] = f"community {number + 1}: {using}" if several else using
        return titles

    def _node(self, key: str, id_: str, prefix: str, titles: dict[int, str]) -> Node:
        box = self._boxes[key]
        first = box.modules[0]
        subject = box.subject
        group = titles[box.group]
        if subject is not None:
            users = len(self._users(subject.symbol))
            words = (_importers(users), *box.words)
            return Node(
                id=id_, kind=box.kind, label=subject.name, home=short(first.name, prefix),
                name=subject.symbol, path=first.path, line=subject.line, words=words,
                importers=users, group=group,
            )  # fmt: skip
        if box.kind in (Kind.FOLD, Kind.TESTS):
            fold = _folded(id_, box.kind, box.modules, prefix)
            return replace(fold, group=group, words=(*fold.words, *box.words))
        label = first.name.rpartition(".")[2]
        return Node(
            id=id_, kind=box.kind, label=label, home=short(first.source.package, prefix)
            if not first.source.is_package else short(first.name.rpartition(".")[0], prefix),
            name=first.name, path=first.path, line=1, words=tuple(box.words), group=group,
        )  # fmt: skip

    def _said(self, kept: str, why: str) -> Iterable[str]:
        used = {symbol: len(self._users(symbol)) for symbol in self._subjects}
        files = {path for symbol in self._subjects for path in self._users(symbol)}
        idle = [s for s, n in used.items() if not n]
        total = f"{_counted(len(files), 'file')} {'imports' if len(files) == 1 else 'import'}"
        if len(used) == 1:
            yield f"1 definition; {total} it"
        else:
            rest = f"{len(used) - len(idle)} of them imported"
            yield f"{len(used)} definitions, {rest}; {total} at least one"
        if kept:
            yield f"keep {kept}: {why}"
        rivals = [(n, s) for s, n in used.items() if n and s != kept]
        for number, symbol in sorted(rivals, key=lambda r: (-r[0], r[1]))[:6]:
            yield f"{_counted(number, 'file')} {'imports' if number == 1 else 'import'} {symbol} instead"
        idle = [s for s in idle if s != kept]
        if idle:
            names = ", ".join(sorted(s.rpartition(".")[2] for s in idle)[:6])
            more = f" and {len(idle) - 6} more" if len(idle) > 6 else ""
            yield f"nobody imports {names}{more}"


def _folded(id_: str, kind: Kind, modules: list[Module], prefix: str) -> Node:
    """One box for the files of a package, or for tests."""
    home = common_prefix([m.source.package for m in modules]) or "several packages"
    count = f"{len(modules)} {'file' if len(modules) == 1 else 'files'}"
    label = f"{count} of tests" if kind is Kind.TESTS else count
    first = modules[0]
    named = [m.name.rpartition(".")[2] for m in modules] if len(modules) <= _NAMES else []
    return Node(
        id=id_, kind=kind, label=label, home=short(home, prefix) or home, name=home,
        path=first.path, line=1, files=len(modules), words=tuple(named),
    )  # fmt: skip


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _importers(number: int) -> str:
    if not number:
        return "nobody imports it"
    return f"{number} {'file imports' if number == 1 else 'files import'} it"
