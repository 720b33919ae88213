"""The picture of modules: a package from inside and outside, a module's surroundings, or all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from ssotlint.graph.folding import common_package, folded, short
from ssotlint.graph.moments import When
from ssotlint.model.numbers import counted
from ssotlint.model.picture import Arrow, Chain, Kind, Line, Node, Picture, Tie
from ssotlint.model.source import Role

if TYPE_CHECKING:
    from ssotlint.graph.dependencies import Edge
    from ssotlint.graph.graph import Graph
    from ssotlint.index.index import Module

_WHOLE = 22  # boxes of everything
_INSIDE = 28  # boxes of what the picture is about
_AROUND = 8  # boxes of what imports it, and as many of what it imports
_ASIDE = frozenset({Role.BACKUP, Role.GENERATED})
TESTS = "tests"
_CHAINS = 4
_CROWDED = 40  # arrows: above that those are left out that others imply


class Landscape:
    """Draws modules and the imports between them.

    What a tool wrote is drawn where somebody has ``asked`` for it.
    """

    def __init__(self, graph: Graph, asked: Iterable[Module] = ()) -> None:
        self._graph = graph
        kept = (m for m in graph.index.modules if m.source.role not in _ASIDE and m.digest)
        self._modules = {m.path: m for m in (*kept, *asked)}
        self._edges = {
            pair: edges
            for pair, edges in graph.dependencies.edges.items()
            if pair[0] in self._modules and pair[1] in self._modules
        }

    def whole(self, title: str) -> Picture:
        """Everything but tests, folded by package; what no import joins to others is left out."""
        ours = [m for m in self._modules.values() if not _is_test(m)] or [*self._modules.values()]
        boxes = _boxes(ours, _WHOLE)
        tied = {b for s, t in self._edges if boxes.get(s) != boxes.get(t) for b in
                (boxes.get(s), boxes.get(t)) if boxes.get(s) and boxes.get(t)}  # fmt: skip
        kept = {path: box for path, box in boxes.items() if box in tied}
        return self._picture(title, kept or boxes, ours)

    def around(self, subjects: Sequence[Module], title: str) -> Picture:
        """Some modules (one, or those of a package), with what imports them and what they import."""
        inside = {m.path for m in subjects}
        boxes = _boxes(subjects, _INSIDE)
        importing = {s for s, t in self._edges if t in inside} - inside
        imported = {t for s, t in self._edges if s in inside} - inside
        tests = {p for p in importing if _is_test(self._modules[p])}
        boxes |= dict.fromkeys(tests, TESTS)
        for paths in (importing - tests, imported - importing):
            boxes |= _boxes([self._modules[path] for path in sorted(paths)], _AROUND)
        return self._picture(title, boxes, subjects)

    def _picture(self, title: str, boxes: dict[str, str], subjects: Sequence[Module]) -> Picture:
        members: dict[str, list[Module]] = defaultdict(list)
        for path, box in boxes.items():
            members[box].append(self._modules[path])
        inside = {boxes[m.path] for m in subjects if m.path in boxes}
        whole = inside == members.keys()
        prefix = common_package(
            [m.name for m in self._modules.values() if boxes.get(m.path) in inside]
        )
        order = sorted(members)
        ids = {box: f"n{number}" for number, box in enumerate(order)}
        lines, circles = self._lines(boxes, inside)
        users = self._users(boxes)
        implied = _implied(set(lines) - circles) if len(lines) > _CROWDED else set()
        arrows = [
            Arrow(ids[s], ids[t], Tie.IMPORTS, tuple(sorted(found)), (s, t) in circles,
                  (s, t) in implied)
            for (s, t), found in lines.items()
        ]  # fmt: skip
        arrows.sort(key=lambda a: (int(a.source[1:]), int(a.target[1:])))
        nodes = [
            self._node(
                box, ids[box], members[box], prefix, users[box], asked=box in inside and not whole
            )
            for box in order
        ]
        return Picture(
            title=title, said=tuple(self._said(members, subjects, circles, len(implied))), nodes=tuple(nodes),
            arrows=tuple(arrows), prefix=prefix,
        )  # fmt: skip

    def _lines(
        self, boxes: dict[str, str], inside: set[str]
    ) -> tuple[dict[tuple[str, str], set[Line]], set[tuple[str, str]]]:
        lines: dict[tuple[str, str], set[Line]] = defaultdict(set)
        circles: set[tuple[str, str]] = set()
        for (source, target), edges in self._edges.items():
            one, two = boxes.get(source), boxes.get(target)
            if one is None or two is None or one == two or inside.isdisjoint((one, two)):
                continue  # what others import from each other is another picture
            lines[one, two].update(
                Line(edge.source, edge.line, name) for edge in edges for name in edge.names
            )
            number = self._graph.dependencies.circles.get(source)
            if (
                number is not None
                and number == self._graph.dependencies.circles.get(target)
                and _is_loaded(edges)
            ):
                circles.add((one, two))
        return lines, circles

    def _users(self, boxes: dict[str, str]) -> dict[str, int]:
        """How many files outside of a box import something in it."""
        found: dict[str, set[str]] = defaultdict(set)
        for source, target in self._edges:
            box = boxes.get(target)
            if box is not None and boxes.get(source) != box:
                found[box].add(source)
        return defaultdict(int, {box: len(paths) for box, paths in found.items()})

    @cached_property
    def _tests(self) -> int:
        return sum(map(_is_test, self._modules.values()))

    def _node(self, box: str, id_: str, modules: list[Module], prefix: str, users: int,
              *, asked: bool) -> Node:  # fmt: skip
        first = min(modules, key=lambda m: (m.name, m.path))
        circles = {
            self._graph.dependencies.circles[m.path]
            for m in modules
            if m.path in self._graph.dependencies.circles
        }
        words = [f"{counted(users, 'file imports', 'files import')} it"] if users else []
        if circles:
            words.append("in an import cycle" if len(modules) == 1 else "import cycles in it")
        alone = len(modules) == 1 and box != TESTS
        name = first.name if alone else "tests" if box == TESTS else box
        kind = Kind.TESTS if box == TESTS else Kind.MODULE if alone else Kind.FOLD
        files = counted(len(modules), "file")
        return Node(
            id=id_, kind=Kind.SUBJECT if asked and alone else kind,
            label=name.rpartition(".")[2], home=short(name.rpartition(".")[0], prefix),
            name=name, path=first.path, line=1,
            words=tuple(words if alone else [files, *words]), files=len(modules), importers=users,
        )  # fmt: skip

    def _said(
        self, members: dict[str, list[Module]], subjects: Sequence[Module],
        circles: set[tuple[str, str]], implied: int,
    ) -> Iterable[str]:  # fmt: skip
        drawn = sum(map(len, members.values()))
        left = (
            f", {len(subjects) - drawn} of them alone and not drawn"
            if drawn < len(subjects)
            else ""
        )
        yield f"{counted(len(subjects), 'module')}{left}"
        if self._tests and TESTS not in members:
            yield f"{counted(self._tests, 'file')} of tests not drawn"
        ours = {m.path for m in subjects}
        rings = {n for path, n in self._graph.dependencies.circles.items() if path in ours}
        if rings:
            sizes = sorted(
                (sum(v == n for v in self._graph.dependencies.circles.values()) for n in rings),
                reverse=True,
            )
            listed = ", ".join(map(str, sizes[:5]))
            yield (
                f"{counted(len(rings), 'import cycle')} at load time "
                f"(of {listed} modules)" + ("; red arrows belong to one" if circles else "")
            )
        else:
            yield "no import cycle at load time"
        if any(len(m) > 1 for m in members.values()):
            yield "a box with a number of files stands for a package; name it to open it"
        if implied:
            yield f"{implied} arrows are not drawn: others lead the same way"

    def chains(self, sources: Sequence[Module], targets: Sequence[Module]) -> list[Chain]:
        """The shortest chains of imports from some modules to others, load-time ones first.

        Several when they are equally short: they part at their first import.
        """
        for when in When:
            found = self._shortest([m.path for m in sources], {m.path for m in targets}, when)
            if found:
                return [self._chain(path, when) for path in found]
        return []

    def _shortest(self, starts: list[str], ends: set[str], when: When) -> list[list[str]]:
        after: dict[str, list[str]] = defaultdict(list)
        for (source, target), edges in sorted(self._edges.items()):
            if any(edge.when <= when for edge in edges):
                after[source].append(target)
        level = [[start] for start in sorted(starts) if start not in ends]
        seen = set(starts) - ends  # a package may hold what is sought
        while level:
            done = [path for path in level if path[-1] in ends]
            if done:
                return done[:_CHAINS]
            fresh: dict[str, list[list[str]]] = defaultdict(list)
            for path in level:
                for target in after[path[-1]]:
                    if target not in seen and len(fresh[target]) < _CHAINS:
                        fresh[target].append([*path, target])
            seen |= fresh.keys()
            level = [path for target in sorted(fresh) for path in fresh[target]]
        return []

    def _chain(self, path: list[str], when: When) -> Chain:
        links = []
        for source, target in pairwise(path):
            edge = self._graph.dependencies.edge(source, target, when)
            line = Line(source, edge.line, ", ".join(edge.names))
            links.append((self._modules[source].name, self._modules[target].name, line))
        return Chain(when.name.lower(), tuple(links))


def _implied(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The arrows whose target is reached without them, through others that stay."""
    after: dict[str, set[str]] = defaultdict(set)
    for source, target in sorted(pairs):
        after[source].add(target)
    gone: set[tuple[str, str]] = set()
    for source, target in sorted(pairs):
        if (target, source) in pairs:
            continue
        after[source].discard(target)
        if target in _reached(source, after):
            gone.add((source, target))
        else:
            after[source].add(target)
    return gone


def _reached(start: str, after: dict[str, set[str]]) -> set[str]:
    seen, pending = {start}, [start]
    while pending:
        fresh = after[pending.pop()] - seen
        seen |= fresh
        pending += fresh
    return seen


def _is_test(module: Module) -> bool:
    return module.source.role is Role.TEST


def _is_loaded(edges: Iterable[Edge]) -> bool:
    return any(edge.when is When.LOAD for edge in edges)


def _boxes(modules: Sequence[Module], limit: int) -> dict[str, str]:
    """Path of each module -> the name of the box that it is drawn in.

    What is alone in a box is not called after its package: others may be drawn as that.
    """
    by_name: dict[str, list[Module]] = defaultdict(list)
    for module in modules:
        by_name[module.name].append(module)
    found: dict[str, str] = {}
    for box, names in folded(list(by_name), limit).items():
        inside = [module for name in names for module in by_name[name]]
        called = _own_box(inside[0]) if len(names) == 1 else box
        found |= {module.path: called for module in inside}
    return found


def _own_box(module: Module) -> str:
    return f"{module.name}.__init__" if module.source.is_package else module.name
