"""Where everything stands: boxes with sizes in panels, arrows as curves around them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from ssotlint.model.picture import Arrow, Node, Picture
from ssotlint.model.value import Value
from ssotlint.report.escape import plain
from ssotlint.report.picture.layers import columns_of, way
from ssotlint.report.picture.looks import shown

# A font of fixed width, so that a text is as long as it has characters, wherever it is shown.
LARGE, SMALL = 13.0, 11.0
ADVANCE = 0.602  # of the size: as wide as the widest of the usual fonts (DejaVu Sans Mono)
_PAD_X, _PAD_Y = 12.0, 9.0
_GAP_X, _GAP_Y = 84.0, 14.0  # between columns, between boxes of one column
_PANEL, _TITLE, _BETWEEN = 18.0, 30.0, 22.0
_LABEL, _WORDS = 48, 60  # characters
_SPREAD = 7  # sweeps that draw boxes to the middle of their neighbours
_ROW = 1100.0  # a row of boxes without arrows is at most as wide


class Box(Value, frozen=True):
    """A node with its texts and its place; ``x`` and ``y`` are the upper left corner."""

    node: Node
    label: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


class Panel(Value, frozen=True):
    """The place of a group."""

    title: str
    x: float
    y: float
    width: float
    height: float


class Stop(NamedTuple):
    """Where a long arrow crosses a column: level, between two boxes."""

    left: float
    right: float
    y: float

    def ends(self, *, forward: bool) -> tuple[tuple[float, float], tuple[float, float]]:
        """The two points, in the order of the arrow."""
        left, right = (self.left, self.y), (self.right, self.y)
        return (left, right) if forward else (right, left)


class Curve(Value, frozen=True):
    """An arrow with the points that it goes through; it is level between two of one height."""

    arrow: Arrow
    points: tuple[tuple[float, float], ...]


class Drawing(Value, frozen=True):
    """Everything with its place."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    panels: tuple[Panel, ...]
    curves: tuple[Curve, ...]


def drawing(picture: Picture) -> Drawing:
    """The layout of a picture: a panel a group, one below the other."""
    groups = picture.groups or ("",)
    arrows = shown(picture)
    boxes: dict[str, Box] = {}
    stops: dict[str, Stop] = {}
    panels: list[Panel] = []
    ways: dict[tuple[str, str], list[str]] = {}
    top = 0.0
    for group in groups:
        nodes = [node for node in picture.nodes if node.group == group]
        inside = _Inside(nodes, arrows, _PANEL, top + (_TITLE if group else _PANEL))
        boxes |= inside.boxes
        stops |= inside.stops
        ways |= inside.ways
        height = inside.bottom - top + _PANEL
        panels.append(Panel(plain(group), 0.0, top, inside.right + _PANEL, height))
        top += height + _BETWEEN
    width = max(panel.width for panel in panels)
    panels = [Panel(p.title, p.x, p.y, max(width, _title_width(p)), p.height) for p in panels]
    width = max(panel.width for panel in panels)
    curves = _Curves(boxes, stops, ways, arrows).all()
    return Drawing(width, top - _BETWEEN, tuple(boxes.values()), tuple(panels), tuple(curves))


def _title_width(panel: Panel) -> float:
    return columns(panel.title) * LARGE * ADVANCE + 2 * _PANEL


class _Inside:
    """The boxes of one group: columns of what arrows join, then rows of what is alone."""

    def __init__(
        self, nodes: Sequence[Node], arrows: Sequence[Arrow], left: float, top: float
    ) -> None:
        self.boxes: dict[str, Box] = {}
        self.stops: dict[str, Stop] = {}
        self.ways: dict[tuple[str, str], list[str]] = {}
        self.right, self.bottom = left, top
        sizes = {node.id: sized(node) for node in nodes}
        weights = {(arrow.source, arrow.target): len(arrow.lines) for arrow in arrows}
        pairs = {pair: w for pair, w in weights.items() if sizes.keys() >= set(pair)}
        table = columns_of([node.id for node in nodes], pairs)
        self._place_columns(table, sizes, left, top)
        for source, target in pairs:
            stops = way(source, target, table)
            self.ways[source, target] = stops or way(target, source, table)[::-1]
        alone = [size for key, size in sizes.items() if key not in self.boxes]
        self._place_rows(alone, left, self.bottom + (_GAP_Y if self.boxes else 0))

    def _place_columns(
        self, table: list[list[str]], sizes: Mapping[str, Box], left: float, top: float
    ) -> None:
        if not table:
            return
        heights = {key: sizes[key].height if key in sizes else 2.0 for c in table for key in c}
        middles = _middles(table, heights)
        least = min(middles[k] - heights[k] / 2 for c in table for k in c)
        x = left
        for column in table:
            width = max((sizes[key].width for key in column if key in sizes), default=0.0)
            for key in column:
                y = middles[key] - least + top
                if key in sizes:
                    box = sizes[key]
                    self.boxes[key] = _at(box, x, y - box.height / 2, width)
                else:
                    self.stops[key] = Stop(x, x + width, y)
                self.bottom = max(self.bottom, y + heights[key] / 2)
            self.right = max(self.right, x + width)
            x += width + _GAP_X

    def _place_rows(self, boxes: Sequence[Box], left: float, top: float) -> None:
        x, y, height = left, top, 0.0
        for box in boxes:
            if x > left and x + box.width > left + _ROW:
                x, y, height = left, y + height + _GAP_Y, 0.0
            self.boxes[box.node.id] = _at(box, x, y)
            x += box.width + _GAP_Y
            height = max(height, box.height)
            self.right, self.bottom = max(self.right, x - _GAP_Y), max(self.bottom, y + height)


def _middles(table: list[list[str]], heights: Mapping[str, float]) -> dict[str, float]:
    """The height at which each box of each column stands: near its neighbours, never over one."""
    middles: dict[str, float] = {}
    for column in table:
        y = 0.0
        for key in column:
            middles[key] = y + heights[key] / 2
            y += heights[key] + _GAP_Y
        for key in column:
            middles[key] -= y / 2
    for turn in range(_SPREAD):
        order = range(1, len(table)) if turn % 2 == 0 else range(len(table) - 2, -1, -1)
        for number in order:
            beside = table[number - 1 if turn % 2 == 0 else number + 1]
            wanted = _wanted(table[number], beside, middles)
            _settle(table[number], wanted, heights, middles)
    return middles


def _wanted(
    column: Sequence[str], beside: Sequence[str], middles: Mapping[str, float]
) -> dict[str, float]:
    spread = [middles[key] for key in beside]
    shift = (min(spread) + max(spread)) / 2 if spread else 0.0
    own = [middles[key] for key in column]
    centre = (min(own) + max(own)) / 2
    return {key: middles[key] - centre + shift for key in column}


def _settle(
    column: Sequence[str], wanted: Mapping[str, float], heights: Mapping[str, float],
    middles: dict[str, float],
) -> None:  # fmt: skip
    """Boxes as near to where they want to be as their order and size allow."""
    blocks: list[tuple[list[str], float]] = []  # keys, and where the first one wants to be
    for key in column:
        members, start = [key], wanted[key]
        while blocks and _end(blocks[-1], heights) > start - heights[members[0]] / 2 - _GAP_Y:
            before, begin = blocks.pop()
            merged = before + members
            offsets = _offsets(merged, heights)
            start = sum(wanted[k] - o for k, o in zip(merged, offsets, strict=True)) / len(merged)
            members = merged
            del begin
        blocks.append((members, start))
    for members, start in blocks:
        for key, offset in zip(members, _offsets(members, heights), strict=True):
            middles[key] = start + offset


def _offsets(keys: Sequence[str], heights: Mapping[str, float]) -> list[float]:
    """How far the middle of each box of a block is below that of the first."""
    found, y = [], 0.0
    for position, key in enumerate(keys):
        if position:
            y += heights[keys[position - 1]] / 2 + _GAP_Y + heights[key] / 2
        found.append(y)
    return found


def _end(block: tuple[list[str], float], heights: Mapping[str, float]) -> float:
    members, start = block
    return start + _offsets(members, heights)[-1] + heights[members[-1]] / 2


def sized(node: Node) -> Box:
    """A box as large as its texts need, not yet anywhere."""
    label = cut(plain(node.label), _LABEL)
    lines = tuple(cut(plain(line), _WORDS) for line in (node.home, *node.words) if line)
    inner = max(
        columns(label) * LARGE * ADVANCE,
        *(columns(line) * SMALL * ADVANCE for line in lines),
        60.0,
    )
    height = 2 * _PAD_Y + LARGE + len(lines) * (SMALL + 4)
    return Box(node, label, lines, 0.0, 0.0, inner + 2 * _PAD_X, height)


def _at(box: Box, x: float, y: float, width: float = 0.0) -> Box:
    return Box(box.node, box.label, box.lines, x, y, width or box.width, box.height)


def columns(text: str) -> int:
    """How many columns of a fixed-width font a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def cut(text: str, limit: int) -> str:
    """A long text without its middle: begin and end tell more than what is between."""
    if columns(text) <= limit:
        return text
    half = (limit - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


class _Curves:
    """Arrows that leave a box on the right and reach one on the left, side by side."""

    def __init__(
        self, boxes: Mapping[str, Box], stops: Mapping[str, Stop],
        ways: Mapping[tuple[str, str], list[str]], arrows: Sequence[Arrow],
    ) -> None:  # fmt: skip
        self._boxes, self._stops, self._ways = boxes, stops, ways
        self._arrows = arrows
        self._ports: dict[tuple[int, bool], float] = {}

    def all(self) -> list[Curve]:
        self._spread()
        return [self._curve(number, arrow) for number, arrow in enumerate(self._arrows)]

    def _spread(self) -> None:
        """Where along a side each arrow begins or ends: in the order of the other ends."""
        sides: dict[tuple[str, bool], list[tuple[float, int, bool]]] = {}
        for number, arrow in enumerate(self._arrows):
            forward = self._is_forward(arrow)
            for key, other, is_source in (
                (arrow.source, arrow.target, True), (arrow.target, arrow.source, False)
            ):  # fmt: skip
                right = is_source == forward
                stops = self._ways.get((arrow.source, arrow.target), [])
                near = stops[0 if is_source else -1] if stops else ""
                y = self._stops[near].y if near else self._middle(other)
                sides.setdefault((key, right), []).append((y, number, is_source))
        for (key, _), ends in sides.items():
            box = self._boxes[key]
            for position, (_, number, is_source) in enumerate(sorted(ends)):
                share = (position + 1) / (len(ends) + 1)
                self._ports[number, is_source] = box.y + box.height * (0.15 + 0.7 * share)

    def _is_forward(self, arrow: Arrow) -> bool:
        return self._boxes[arrow.source].x <= self._boxes[arrow.target].x

    def _middle(self, key: str) -> float:
        return self._boxes[key].y + self._boxes[key].height / 2

    def _curve(self, number: int, arrow: Arrow) -> Curve:
        one, two = self._boxes[arrow.source], self._boxes[arrow.target]
        forward = self._is_forward(arrow)
        begin = (one.x + one.width if forward else one.x, self._ports[number, True])
        end = (two.x if forward else two.x + two.width, self._ports[number, False])
        stops = self._ways.get((arrow.source, arrow.target), [])
        through = [self._stops[stop].ends(forward=forward) for stop in stops]
        return Curve(arrow, (begin, *(point for ends in through for point in ends), end))
