"""The picture of a concept: its definitions, who passes them on and who uses which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from ssotlint.graph import captions
from ssotlint.graph.boxes import Box, Boxes, Subject
from ssotlint.graph.communities import part
from ssotlint.graph.folding import common_package
from ssotlint.graph.moments import When
from ssotlint.graph.namesakes import Namesakes
from ssotlint.graph.resolution import Status
from ssotlint.graph.usage import IGNORED, Usage
from ssotlint.model.numbers import counted
from ssotlint.model.picture import Arrow, Kind, Line, Picture, Tie
from ssotlint.model.value import replace

if TYPE_CHECKING:
    from ssotlint.graph.concepts import Concept
    from ssotlint.graph.graph import Graph
    from ssotlint.graph.importers import ImportUse
    from ssotlint.model.config import Owner


class Portrait:
    """Draws some definitions that play one role."""

    def __init__(self, graph: Graph, subjects: Iterable[Subject], concepts: Iterable[Concept],
                 owners: tuple[Owner, ...]) -> None:  # fmt: skip
        concepts = list(concepts)
        self._graph = graph
        self._subjects = {subject.symbol: subject for subject in subjects}
        self._usage = Usage(graph, self._subjects, concepts, owners)
        self._namesakes = Namesakes(graph.index, self._subjects, concepts)
        self._hosts: dict[str, list[Subject]] = defaultdict(list)
        for subject in self._subjects.values():
            self._hosts[subject.module.path].append(subject)
        self._drawn = Boxes()

    def picture(self, name: str) -> Picture:
        """The picture, called ``name``."""
        for symbol, subject in self._subjects.items():
            self._drawn.all[symbol] = Box(self._kind(symbol), [subject.module], subject)
        self._draw_ties()
        self._draw_bases()
        self._name_passers()
        self._drawn.fold()
        self._draw_namesakes()
        part(self._drawn)
        return self._finished(name)

    def _kind(self, symbol: str) -> Kind:
        """What a definition is beside the one to keep, or for itself where none is."""
        kept, _ = self._usage.keep
        if symbol == kept:
            return Kind.KEEP
        if not self._usage.of(symbol):
            return Kind.UNUSED
        if symbol in self._usage.kin:
            return Kind.HEIR
        return Kind.RIVAL if kept else Kind.SUBJECT

    def _draw_ties(self) -> None:
        for symbol, subject in self._subjects.items():
            for use in self._graph.importers.by_origin.get(symbol, ()):
                if use.module.source.role in IGNORED or use.module.path == subject.module.path:
                    continue
                source, target = self._source(use, symbol), self._target(use, symbol)
                if source != target:
                    line = Line(use.module.path, use.row.span.line, use.row.name)
                    self._drawn.lines[source, target, Tie.IMPORTS].add(line)
                self._draw_passing(use, symbol)

    def _draw_passing(self, use: ImportUse, symbol: str) -> None:
        """What a module passes on without naming it in an import: a star, ``X = module.X``."""
        home, lines = self._subjects[symbol].module.path, self._drawn.lines
        for step, after in pairwise(use.answer.chain):
            target = symbol if after.path == home else after.path
            key = (step.path, target, Tie.IMPORTS)
            if step.path in self._hosts or step.path == after.path or key in lines:
                continue
            own = self._graph.importers.by_module.get(step.path, ())
            if any(o.row.bound == step.name and o.answer.symbol == symbol for o in own):
                continue  # an import names it: that is drawn for itself
            for other in own:
                taken = other.answer.module
                ends = [m for m in (taken, other.named) if m is not None and m.path == after.path]
                if ends:
                    self._drawn.add(step.path, Kind.PASSES, [other.module])
                    self._drawn.add(target, Kind.PASSES, ends[:1])
                    name = other.row.name or other.row.module
                    lines[key].add(Line(step.path, other.row.span.line, name))

    def _source(self, use: ImportUse, symbol: str) -> str:
        """The box in which an import stands: a definition's, or its module's."""
        path = use.module.path
        hosted = self._hosts.get(path)
        if hosted:
            heirs = [s for s in hosted if symbol in self._bases(s)]
            return max(heirs or hosted, key=lambda s: len(self._usage.of(s.symbol))).symbol
        kind = Kind.PASSES if path in self._usage.passers else Kind.IMPORTER
        self._drawn.add(path, kind, [use.module])
        return path

    def _target(self, use: ImportUse, symbol: str) -> str:
        """The box that an import names: the definition, or the module that passes it on."""
        named = use.named
        if named is None or named.path == self._subjects[symbol].module.path:
            return symbol
        if named.path in self._hosts:
            return self._hosts[named.path][0].symbol
        self._drawn.add(named.path, Kind.PASSES, [named])
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
        lines = self._drawn.lines
        for symbol, subject in self._subjects.items():
            for base in self._bases(subject):
                if base not in self._subjects or base == symbol:
                    continue
                row = Line(subject.module.path, subject.line, self._subjects[base].name)
                lines.pop((symbol, base, Tie.IMPORTS), None)
                lines[symbol, base, Tie.EXTENDS].add(row)

    def _name_passers(self) -> None:
        for path, names in self._usage.passers.items():
            for subject in self._hosts.get(path, ()):
                self._drawn.all[subject.symbol].words += captions.called(names, subject)
            box = self._drawn.all.get(path)
            if path not in self._hosts and box is not None:
                box.kind = Kind.PASSES
                box.words += captions.other_names(names, self._subjects)

    def _draw_namesakes(self) -> None:
        """Classes that are named alike, one by one; stand-ins and copies as one box a role."""
        for subject in self._namesakes.alike:
            number = self._graph.importers.count(subject.symbol)
            told = counted(number, "file imports it", "files import it")
            box = Box(Kind.ALIKE, [subject.module], subject)
            box.words.append(told if number else "nobody imports it")
            self._drawn.all[subject.symbol] = box
        for role, found in self._namesakes.aside.items():
            modules = {subject.module.path: subject.module for subject in found}
            box = Box(Kind.ASIDE, list(modules.values()), words=captions.stand_ins(found))
            self._drawn.all[f"aside {role.value}"] = box

    def _finished(self, name: str) -> Picture:
        boxes, titles, prefix = self._drawn.all, captions.titles(self._drawn), self._prefix
        order = sorted(boxes, key=lambda key: (boxes[key].group, key))
        ids = {key: f"n{number}" for number, key in enumerate(order)}
        nodes = [
            replace(captions.node(ids[k], boxes[k], self._usage, prefix), group=titles[boxes[k].group])
            for k in order
        ]  # fmt: skip
        arrows = [
            Arrow(ids[s], ids[t], tie, tuple(sorted(lines)), self._circles(boxes[t], lines))
            for (s, t, tie), lines in self._drawn.lines.items()
        ]
        arrows.sort(key=lambda a: (int(a.source[1:]), int(a.target[1:]), a.tie))
        namesakes = self._namesakes
        said = captions.said(self._usage, self._subjects, namesakes.alike, namesakes.aside)
        groups = tuple(dict.fromkeys(node.group for node in nodes))
        return Picture(
            title=name, said=tuple(said), nodes=tuple(nodes), arrows=tuple(arrows),
            groups=groups, prefix=prefix,
        )  # fmt: skip

    def _circles(self, target: Box, lines: Iterable[Line]) -> bool:
        """Whether one of an arrow's imports runs at load time and is part of a circle."""
        circles, edges = self._graph.dependencies.circles, self._graph.dependencies.edges
        return any(
            edge.when is When.LOAD and edge.line == line.line
            for line in lines
            for module in target.modules
            if circles.get(line.path, -1) == circles.get(module.path, -2)
            for edge in edges.get((line.path, module.path), ())
        )

    @property
    def _prefix(self) -> str:
        """The package of all that is drawn, where most of it is: not of a script or a test."""
        aside = (Kind.TESTS, Kind.ASIDE)
        names = [m.name for b in self._drawn.all.values() if b.kind not in aside for m in b.modules]
        top = next(iter(self._subjects)).partition(".")[0]
        return common_package([name for name in names if name.partition(".")[0] == top])
