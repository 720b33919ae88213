"""A picture for the terminal: who is imported by whom, as a tree."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ssotlint.model.picture import Arrow, Chain, Node, Picture, Tie
from ssotlint.report.escape import ascii_only, plain
from ssotlint.report.options import TextOptions
from ssotlint.report.picture.looks import LOOKS

_DEPTH = 6
_ROWS = 12  # of one level
_BRANCHES = {True: ("├── ", "└── ", "│   "), False: ("|-- ", "`-- ", "|   ")}


def render(picture: Picture, options: TextOptions) -> str:
    """What is to be known first, then each group: definitions with those who import them."""
    shown = plain if options.unicode else ascii_only
    return "".join(f"{shown(line).rstrip()}\n" for line in _Tree(picture, options).lines())


def chains(source: str, target: str, found: Sequence[Chain], options: TextOptions) -> str:
    """The chains of imports from one module to another, each import with its place."""
    lines = list(_chain_lines(source, target, found, options))
    return "".join(f"{plain(line)}\n" for line in lines)


def _chain_lines(
    source: str, target: str, found: Sequence[Chain], options: TextOptions
) -> Iterator[str]:
    if not found and source.replace(":", ".") == target.replace(":", "."):
        yield f"{source} is asked for twice: name two places"
        return
    if not found:
        yield f"{source} does not import {target}, not even through others"
        return
    how = {"load": "", "deferred": " (only when functions run)", "typing": " (for type checkers)"}
    length = len(found[0].links)
    through = "directly" if length == 1 else f"in {length} steps"
    yield f"{source} imports {target} {through}{how[found[0].when]}"
    for chain in found:
        yield ""
        yield f"  {chain.links[0][0]}"
        for _, imported, line in chain.links:
            yield f"    {options.shown(line.path)}:{line.line} imports {line.name}"
            yield f"  {imported}"


class _Tree:
    def __init__(self, picture: Picture, options: TextOptions) -> None:
        self._picture, self._options = picture, options
        self._nodes = {node.id: node for node in picture.nodes}
        self._into: dict[str, list[Arrow]] = defaultdict(list)
        self._heads = {arrow.source for arrow in picture.arrows}
        for arrow in picture.arrows:
            self._into[arrow.target].append(arrow)
        self._told: set[str] = set()

    def lines(self) -> Iterator[str]:
        picture = self._picture
        yield picture.title
        for sentence in picture.said:
            yield f"  {sentence}"
        if picture.prefix:
            yield f"  … stands for {picture.prefix}"
        for group in picture.groups or ("",):
            yield ""
            if group:
                yield group
            inside = [node for node in picture.nodes if node.group == group]
            roots = [node for node in inside if not self._leads(node)]
            yield from self._level([(node, None) for node in self._ranked(roots)], "", 0)
            rest = [node for node in inside if node.id not in self._told]
            while rest:  # circles that lead to no root
                yield from self._level([(self._ranked(rest)[0], None)], "", 0)
                rest = [node for node in inside if node.id not in self._told]

    def _leads(self, node: Node) -> bool:
        """Whether a node imports another one of its group."""
        if node.id not in self._heads:
            return False
        return any(
            arrow.source == node.id and self._nodes[arrow.target].group == node.group
            for arrow in self._picture.arrows
        )

    def _ranked(self, nodes: Sequence[Node]) -> list[Node]:
        return sorted(
            nodes, key=lambda n: (list(LOOKS).index(n.kind), -n.importers, n.name, n.path)
        )

    def _level(
        self, rows: Sequence[tuple[Node, Arrow | None]], indent: str, depth: int
    ) -> Iterator[str]:
        tee, elbow, bar = _BRANCHES[self._options.unicode]
        for position, (node, arrow) in enumerate(rows):
            last = position == len(rows) - 1
            lead = (elbow if last else tee) if depth else ""
            known = node.id in self._told
            self._told.add(node.id)
            below = [] if known else self._below(node)
            again = ", see above" if known and self._into[node.id] else ""
            yield f"{indent}{lead}{self._said(node, arrow)}{again}"
            more = indent + ("    " if last else bar) if depth else "  "
            if depth < _DEPTH:
                yield from self._level(below[:_ROWS], more, depth + 1)
                if len(below) > _ROWS:
                    yield f"{more}and {len(below) - _ROWS} more"

    def _below(self, node: Node) -> list[tuple[Node, Arrow | None]]:
        arrows = self._into[node.id]
        ordered = self._ranked([self._nodes[arrow.source] for arrow in arrows])
        by_source = {arrow.source: arrow for arrow in arrows}
        return [(one, by_source[one.id]) for one in ordered]

    def _said(self, node: Node, arrow: Arrow | None) -> str:
        tag = LOOKS[node.kind].tag
        name = f"{node.home}.{node.label}" if node.home and node.files == 1 else (
            f"{node.label} in {node.home}" if node.home else node.label
        )  # fmt: skip
        words = [w for w in (tag if tag != "tests" else "", *node.words) if w]
        told = f"{name}  ({'; '.join(words)})" if words else name
        if arrow is None:
            return f"{told}  {self._at(node.path, node.line)}" if node.files == 1 else told
        first = arrow.lines[0]
        how = "extends it, " if arrow.tie is Tie.EXTENDS else ""
        cycle = ", in a cycle" if arrow.cycle else ""
        several = f" and {len(arrow.lines) - 1} more" if len(arrow.lines) > 1 else ""
        return f"{told}  {how}{self._at(first.path, first.line)}{several}{cycle}"

    def _at(self, path: str, line: int) -> str:
        return f"{self._options.shown(path)}:{line}"
