"""A picture in the language of Graphviz."""

from collections.abc import Iterator

from ssotlint.model.picture import Arrow, Node, Picture, Tie
from ssotlint.report.escape import plain
from ssotlint.report.options import TextOptions
from ssotlint.report.picture.looks import CYCLE, LOOKS, shown


def render(picture: Picture, _options: TextOptions) -> str:
    """A digraph with a cluster for each group."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    yield "digraph ssotlint {"
    title = "\n".join((picture.title, *picture.said))
    yield f'  graph [rankdir=LR, fontname="monospace", labelloc=t, label={_quoted(title)}];'
    yield '  node [shape=box, style=rounded, fontname="monospace", fontsize=11];'
    yield '  edge [fontname="monospace", fontsize=9, color="#7b8494"];'
    for number, group in enumerate(picture.groups or ("",)):
        inside = [node for node in picture.nodes if node.group == group]
        indent = "    " if group else "  "
        if group:
            yield f"  subgraph cluster_{number} {{"
            yield f'    label={_quoted(group)}; color="#d5dbe3";'
        for node in inside:
            yield f"{indent}{node.id} [{_node(node)}];"
        if group:
            yield "  }"
    for arrow in shown(picture):
        yield f"  {arrow.source} -> {arrow.target} [{_arrow(arrow)}];"
    yield "}"


def _node(node: Node) -> str:
    look = LOOKS[node.kind]
    words = [node.label, *([f"[{look.tag}]"] if look.tag else []), node.home, *node.words]
    style = "rounded,dashed" if look.dashed else "rounded"
    label = _quoted("\n".join(word for word in words if word))
    tip = _quoted(f"{node.name} ({node.path}:{node.line})")
    return f'label={label}, tooltip={tip}, color="{look.light}", style="{style}"'


def _arrow(arrow: Arrow) -> str:
    said = [f"label={_quoted(str(len(arrow.lines)))}"] if len(arrow.lines) > 1 else []
    first = arrow.lines[0]
    said.append(f"tooltip={_quoted(f'{first.path}:{first.line}')}")
    if arrow.tie is Tie.EXTENDS:
        said.append("arrowhead=empty")
    if arrow.cycle:
        said.append(f'color="{CYCLE.light}", style=dashed')
    return ", ".join(said)


def _quoted(text: str) -> str:
    """A string of DOT: backslashes and quotes are escaped, lines are centred."""
    lines = [plain(line).replace("\\", "\\\\").replace('"', '\\"') for line in text.split("\n")]
    return '"' + "\\n".join(lines) + '"'
