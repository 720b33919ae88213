"""A picture as SVG: one file, no font, script or style from elsewhere, legible light and dark."""

from collections.abc import Iterator
from math import log2
from textwrap import wrap

from ssotlint.model.numbers import counted
from ssotlint.model.picture import Arrow, Kind, Picture, Tie
from ssotlint.report.markup import element, safe
from ssotlint.report.options import TextOptions
from ssotlint.report.picture.layout import (
    ADVANCE,
    LARGE,
    SMALL,
    Box,
    Curve,
    Drawing,
    columns,
    drawing,
)
from ssotlint.report.picture.looks import ARROW, CYCLE, LOOKS, legend

_MARGIN = 24.0
_HEAD = 18.0  # size of the title
_LEAST = 640.0
_ROOM = 11.0  # between two arrows at one side of a box that say their numbers


def render(picture: Picture, _options: TextOptions) -> str:
    """The picture as a document of its own."""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{fragment(picture)}\n'


def fragment(picture: Picture) -> str:
    """The element ``svg``, as it may stand in a page too."""
    placed = drawing(picture)
    width = max(placed.width, _LEAST)
    head = list(_head(picture, width))
    top = _MARGIN + _HEAD + len(head) * 17 + 12
    feet = list(_legend(picture, width))
    bottom = top + placed.height + 20
    height = bottom + (max(y for _, y in feet) if feet else 0) + 20 + _MARGIN
    size = f"0 0 {width + 2 * _MARGIN:.0f} {height:.0f}"
    parts = [
        f"<title>{safe(picture.title)}</title>",
        f"<style>{_style()}</style>",
        _markers(),
        element("rect", {"class": "paper", "width": "100%", "height": "100%"}),
        _text(picture.title, _MARGIN, _MARGIN + _HEAD, "title"),
        *(
            _text(line, _MARGIN, _MARGIN + _HEAD + 20 + number * 17, "said")
            for number, line in enumerate(head)
        ),
        f'<g transform="translate({_MARGIN:.0f} {top:.0f})">',
        *_body(placed),
        "</g>",
        f'<g transform="translate({_MARGIN:.0f} {bottom:.0f})">',
        *(one for one, _ in feet),
        "</g>",
    ]
    attributes = (
        f'xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img" '
        f'width="{width + 2 * _MARGIN:.0f}" height="{height:.0f}"'
    )
    return f"<svg {attributes}>" + "\n".join(parts) + "</svg>"


def _body(placed: Drawing) -> Iterator[str]:
    for panel in placed.panels:
        if panel.title:
            yield element(
                "rect",
                {"class": "panel", "x": f"{panel.x:.1f}", "y": f"{panel.y:.1f}", "rx": 10,
                 "width": f"{panel.width:.1f}", "height": f"{panel.height:.1f}"},
            )  # fmt: skip
            yield _text(panel.title, panel.x + 14, panel.y + 19, "group")
    names = {box.node.id: box.node.label for box in placed.boxes}
    for curve in sorted(placed.curves, key=lambda c: c.arrow.cycle):
        yield _curve(curve, names)
    for box in placed.boxes:
        yield _box(box)
    for curve in placed.curves:
        yield from _number(curve, placed)


def _box(box: Box) -> str:
    node, look = box.node, LOOKS[box.node.kind]
    x, y = box.x, box.y
    edge: dict[str, str | int] = {"x": f"{x:.1f}", "y": f"{y:.1f}", "rx": 6, "width": f"{box.width:.1f}",
            "height": f"{box.height:.1f}"}  # fmt: skip
    parts = [f"<title>{safe(f'{node.name} ({node.path}:{node.line})')}</title>"]
    if node.kind in (Kind.FOLD, Kind.TESTS) and node.files > 1:
        behind = edge | {"x": f"{x + 4:.1f}", "y": f"{y + 4:.1f}", "class": "behind"}
        parts.append(element("rect", behind))
    parts += [
        element("rect", edge),
        _text(box.label, x + 12, y + 9 + LARGE - 2, "label"),
        *(
            _text(line, x + 12, y + 9 + LARGE + (number + 1) * (SMALL + 4) - 2, "words")
            for number, line in enumerate(box.lines)
        ),
    ]
    if look.tag:
        wide = columns(look.tag) * 9 * ADVANCE + 12
        left = x + box.width - wide - 8
        parts.append(
            element("rect", {"class": "pill", "x": f"{left:.1f}", "y": f"{y - 7:.1f}", "rx": 7,
                             "width": f"{wide:.1f}", "height": 14})
        )  # fmt: skip
        parts.append(_text(look.tag, left + 6, y + 3, "tag"))
    return f'<g class="node {_class(node.kind)}" id="{node.id}">{"".join(parts)}</g>'


def _curve(curve: Curve, names: dict[str, str]) -> str:
    arrow = curve.arrow
    look = "cycle" if arrow.cycle else "arrow"
    kind = " extends" if arrow.tie is Tie.EXTENDS else ""
    head = ("hollow" if arrow.tie is Tie.EXTENDS else "head") + ("-cycle" if arrow.cycle else "")
    weight = min(1.1 + 0.3 * log2(len(arrow.lines)), 3.2) if arrow.lines else 1.1
    tip = f"{names[arrow.source]} {arrow.tie.value} {names[arrow.target]}: {_statements(arrow)}"
    attributes: dict[str, str | int] = {
        "class": f"{look}{kind}", "d": _path(curve.points), "stroke-width": f"{weight:.2f}",
        "marker-end": f"url(#{head})", "data-s": arrow.source, "data-t": arrow.target,
    }  # fmt: skip
    return element("path", attributes, f"<title>{safe(tip)}</title>")


def _statements(arrow: Arrow) -> str:
    first = arrow.lines[0]
    return f"{counted(len(arrow.lines), 'statement')}, the first at {first.path}:{first.line}"


def _path(points: tuple[tuple[float, float], ...]) -> str:
    """A curve that leaves and arrives level, through its stops."""
    (x, y), *rest = points
    said = [f"M{x:.1f} {y:.1f}"]
    for right, below in rest:
        if below == y:
            said.append(f"H{right:.1f}")
        elif abs(right - x) < 1 and len(points) == 2:
            said.append(
                f"C{x + 60:.1f} {y:.1f} {right + 60:.1f} {below:.1f} {right:.1f} {below:.1f}"
            )
        else:
            pull = (right - x) / 2
            said.append(
                f"C{x + pull:.1f} {y:.1f} {right - pull:.1f} {below:.1f} {right:.1f} {below:.1f}"
            )
        x, y = right, below
    return "".join(said)


def _number(curve: Curve, placed: Drawing) -> Iterator[str]:
    """How many imports an arrow stands for, at its begin, where there is room for it."""
    arrow, (x, y) = curve.arrow, curve.points[0]
    near = [c for c in placed.curves if c is not curve and c.points[0][0] == x]
    crowded = any(abs(c.points[0][1] - y) < _ROOM for c in near)
    if len(arrow.lines) > 1 and not crowded and curve.points[1][0] > x:
        yield _text(f"{len(arrow.lines)}", x + 8, y - 3, "number")


def _text(words: str, x: float, y: float, name: str) -> str:
    place: dict[str, str | int] = {"x": f"{x:.1f}", "y": f"{y:.1f}", "class": name}
    if name in {"label", "words"}:
        # Whatever font is there, the text is as long as its box was made for.
        size = LARGE if name == "label" else SMALL
        place |= {"textLength": f"{columns(words) * size * ADVANCE:.1f}",
                  "lengthAdjust": "spacingAndGlyphs"}  # fmt: skip
    return element("text", place, safe(words))


def _head(picture: Picture, width: float) -> Iterator[str]:
    limit = max(int(width / (12 * ADVANCE)), 40)
    said = [*picture.said]
    if picture.prefix:
        said.append(f"… stands for {picture.prefix}")
    for sentence in said:
        yield from wrap(sentence, limit, subsequent_indent="  ", break_long_words=True)


def _legend(picture: Picture, width: float) -> Iterator[tuple[str, float]]:
    """Samples with their meaning, in rows; each with the bottom of its row."""
    rows: list[tuple[str, str]] = [
        (_class(kind), f"{look.tag}: {look.meaning}" if look.tag and look.tag != look.meaning
         else look.meaning)
        for kind, look in legend(picture)
    ]  # fmt: skip
    rows.append(("arrow", "imports (wider: more)"))
    if any(arrow.tie is Tie.EXTENDS for arrow in picture.arrows):
        rows.append(("extends", "is a subclass of"))
    if any(arrow.cycle for arrow in picture.arrows):
        rows.append(("cycle", CYCLE.meaning))
    x, y = 0.0, 0.0
    for name, words in rows:
        wide = 34 + columns(words) * SMALL * ADVANCE + 20
        if x and x + wide > width:
            x, y = 0.0, y + 20
        yield _sample(name, x, y) + _text(words, x + 34, y + 10, "key"), y + 14
        x += wide


def _sample(name: str, x: float, y: float) -> str:
    if name in {"arrow", "extends", "cycle"}:
        head = {"arrow": "head", "extends": "hollow", "cycle": "head-cycle"}[name]
        look = f"arrow {name}" if name == "extends" else name
        line = {"class": look, "d": f"M{x:.1f} {y + 6:.1f}h24", "marker-end": f"url(#{head})",
                "stroke-width": "1.5"}  # fmt: skip
        return element("path", line)
    box: dict[str, str | int] = {
        "x": f"{x:.1f}",
        "y": f"{y:.1f}",
        "width": 24,
        "height": 12,
        "rx": 3,
    }
    return f'<g class="node {name}">{element("rect", box)}</g>'


def _class(kind: Kind) -> str:
    return "k-" + kind.value.replace(" ", "-")


def _markers() -> str:
    shapes = []
    for name, look in (("", "arrow"), ("-cycle", "cycle")):
        for shape, fill in (("head", "full"), ("hollow", "open")):
            size = 'viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse"'
            shapes.append(
                f'<marker id="{shape}{name}" {size} markerWidth="9" markerHeight="9" '
                f'orient="auto-start-reverse"><path class="{fill} {look}-tip" '
                'd="M0.5 1L9 5L0.5 9z"/></marker>'
            )
    return f"<defs>{''.join(shapes)}</defs>"


def _style() -> str:
    dark = f"@media (prefers-color-scheme:dark){{{_colours(dark=True)}}}"
    return _SHAPES + _colours(dark=False) + dark


_SHAPES = (
    "text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}"
    f".title{{font-size:{_HEAD:.0f}px;font-weight:700}}.said{{font-size:12px}}"
    ".group{font-size:12px;font-weight:700}"
    f".label{{font-size:{LARGE:.0f}px;font-weight:600}}"
    f".words,.key{{font-size:{SMALL:.0f}px}}.tag{{font-size:9px;font-weight:700}}"
    ".number{font-size:9px;paint-order:stroke;stroke-width:3px;stroke-linejoin:round}"
    ".arrow,.cycle{fill:none}.cycle{stroke-dasharray:6 3}.node rect{stroke-width:1.6}"
)


def _colours(*, dark: bool) -> str:
    paper, ink, faint, panel, line, box = (
        ("#14171c", "#e8ebf0", "#aab3c0", "#1b2027", "#343c47", "#20262e")
        if dark
        else ("#ffffff", "#1a1f27", "#525c6b", "#f5f7fa", "#d5dbe3", "#ffffff")
    )
    arrow = ARROW.dark if dark else ARROW.light
    cycle = CYCLE.dark if dark else CYCLE.light
    said = [
        f".paper{{fill:{paper}}}.title,.label{{fill:{ink}}}",
        f".said,.words,.key,.group{{fill:{faint}}}",
        f".panel{{fill:{panel};stroke:{line}}}",
        f".arrow{{stroke:{arrow}}}.cycle{{stroke:{cycle}}}",
        f".full.arrow-tip{{fill:{arrow}}}.full.cycle-tip{{fill:{cycle}}}",
        f".open.arrow-tip{{fill:{paper};stroke:{arrow}}}.open.cycle-tip{{fill:{paper};stroke:{cycle}}}",
        f".node rect{{fill:{box}}}.number{{fill:{faint};stroke:{paper}}}",
    ]
    for kind, look in LOOKS.items():
        colour = look.dark if dark else look.light
        name = _class(kind)
        dash = ";stroke-dasharray:5 3" if look.dashed and not dark else ""
        said.append(
            f".{name} rect{{stroke:{colour}{dash}}}.{name} .pill{{fill:{colour};stroke:none}}"
        )
        said.append(f".{name} .tag{{fill:{paper if dark else '#ffffff'}}}")
    strong = LOOKS[Kind.KEEP].dark if dark else LOOKS[Kind.KEEP].light
    said.append(f".{_class(Kind.KEEP)} rect{{stroke-width:2.6;stroke:{strong}}}")
    return "".join(said)
