"""A picture in the language of Mermaid, which GitHub and GitLab draw in Markdown."""

from collections.abc import Iterator

from ssotlint.model.picture import Arrow, Kind, Node, Picture, Tie
from ssotlint.report.escape import plain
from ssotlint.report.options import TextOptions
from ssotlint.report.picture.looks import CYCLE, LOOKS, shown

_WORDS = 3


def render(picture: Picture, _options: TextOptions) -> str:
    """A flow chart with a subgraph for each group."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    yield "flowchart LR"
    for sentence in picture.said:
        yield f"  %% {plain(sentence).replace('%', ' percent')}"
    for number, group in enumerate(picture.groups or ("",)):
        inside = [node for node in picture.nodes if node.group == group]
        if group:
            yield f'  subgraph g{number}["{_safe(group)}"]'
        for node in inside:
            yield f"{'    ' if group else '  '}{_node(node)}"
        if group:
            yield "  end"
    for arrow in shown(picture):
        yield f"  {_arrow(arrow)}"
    for kind in sorted({node.kind for node in picture.nodes}):
        look = LOOKS[kind]
        dash = ",stroke-dasharray:5 3" if look.dashed else ""
        yield f"  classDef {_class(kind)} stroke:{look.light},stroke-width:2px{dash}"
    circles = [str(number) for number, arrow in enumerate(shown(picture)) if arrow.cycle]
    if circles:
        yield f"  linkStyle {','.join(circles)} stroke:{CYCLE.light},stroke-dasharray:6 3"


def _node(node: Node) -> str:
    look = LOOKS[node.kind]
    name = f"{node.label} ({look.tag})" if look.tag else node.label
    words = [name, node.home, *node.words[:_WORDS]]
    return f'{node.id}["{"<br/>".join(_safe(w) for w in words if w)}"]:::{_class(node.kind)}'


def _arrow(arrow: Arrow) -> str:
    number = f'|"{len(arrow.lines)}"|' if len(arrow.lines) > 1 else ""
    shape = "-.->" if arrow.tie is Tie.EXTENDS else "-->"
    return f"{arrow.source} {shape}{number} {arrow.target}"


def _class(kind: Kind) -> str:
    return "k" + kind.value.replace(" ", "")


def _safe(text: str) -> str:
    """Text that ends no string and starts no tag: what is special becomes a number."""
    special = '"#&<>`\\|[]{}()%;'
    return "".join(f"#{ord(c)};" if c in special else c for c in plain(text))
