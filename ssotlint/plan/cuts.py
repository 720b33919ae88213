"""Steps that cut an import out of a circle: for annotations alone, into functions, or by hand."""

from typing import cast

from ssotlint.detectors.cycles import SHARED, CyclesEvidence
from ssotlint.graph.dependencies import Edge
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.moments import When
from ssotlint.model.report import Finding
from ssotlint.plan.bench import Bench
from ssotlint.plan.intents import Intent
from ssotlint.plan.placing import add_import, head_end
from ssotlint.syntax.naming import Uses, uses_of

_FUNCTIONS = 6  # more imports inside functions than that are worse than the circle


def cut(intent: Intent, bench: Bench) -> None:
    """Take each import that closes the circle out of the loading of its module."""
    for finding in intent.findings:
        for edge in _edges(finding, bench):
            if not _cut(edge, bench):
                _ask(finding, edge, bench)


def _edges(finding: Finding, bench: Bench) -> list[Edge]:
    """All imports at load of the module that the reported import loads.

    A statement may load others too, which need not be of the circle.
    """
    edges, chain = bench.world.graph.dependencies.edges, _chain(finding)
    return [
        edge
        for pair, found in edges.items()
        if pair[0] == finding.place.path and any(e.line == finding.place.line for e in found)
        and bench.module(pair[1]).name == chain[1].partition(":")[0]
        for edge in found
        if edge.when is When.LOAD
    ]  # fmt: skip


def _chain(finding: Finding) -> tuple[str, ...]:
    return cast("CyclesEvidence", finding.evidence).chain


def _cut(edge: Edge, bench: Bench) -> bool:
    uses = [use for use in bench.uses(edge.source, edge.line) if use.row.name in edge.names]
    if len(uses) != len(edge.names) or any(use.row.name == "*" for use in uses):
        return False
    extent = bench.extent(uses[0].module.path, uses[0].row)
    if extent is None or not _is_whole(uses, bench):
        return False
    bound = frozenset(use.row.bound for use in uses)
    lines = bench.texts.lines(edge.source)
    found = uses_of(
        [*lines[: extent[0]], *[""] * (extent[1] - extent[0]), *lines[extent[1] :]], bound
    )
    if found is None or found.loads or len(found.functions) > _FUNCTIONS or not _free(uses, bench):
        return False
    _rewrite(edge, lines[extent[0] : extent[1]], extent, found, bench)
    for _ in edge.names:
        bench.loading.remove(edge.source, edge.target)
    return True


def _is_whole(uses: list[ImportUse], bench: Bench) -> bool:
    row = uses[0].row
    rows = bench.module(uses[0].module.path).surface.imports
    return sum(other.span == row.span for other in rows) == len(uses) and row.owner < 0


def _free(uses: list[ImportUse], bench: Bench) -> bool:
    """Lets those who take the names through this module take them from their origin."""
    own = uses[0].module
    for use in uses:
        path = f"{own.name}.{use.row.bound}"
        for other in bench.world.graph.importers.by_origin.get(use.answer.symbol, ()):
            if other.path == path and other.module is not own:
                why = f"{own.name} does not offer it any more"
                if not bench.retarget(other, use.base, use.row.name, why):
                    return False
    return True


def _rewrite(
    edge: Edge, statement: list[str], extent: tuple[int, int], found: Uses, bench: Bench
) -> None:
    """Bottom up, so that positions hold: functions, annotations, the statement, the head."""
    path = edge.source
    why = "nothing needs it while the module is loaded"
    lines = bench.texts.lines(path)
    for spot in sorted(found.annotations, reverse=True):
        line = bench.texts.lines(path)[spot.line - 1]
        text = line[spot.start : spot.end]
        quoted = f"{line[: spot.start]}{_quoted(text)}{line[spot.end :]}"
        bench.texts.replace(path, spot.line - 1, spot.line, [quoted], why)
    plain = _without_comment(statement)
    for number, indent in sorted(found.functions.items(), reverse=True):
        bench.texts.replace(path, number - 1, number - 1, [f"{indent}{row}" for row in plain], why)
    first, last = _with_remarks(lines, *extent)
    bench.texts.replace(path, first, last, [], why)
    if found.annotations:
        _offer_to_type_checkers(path, plain, why, bench)


def _without_comment(statement: list[str]) -> list[str]:
    if len(statement) == 1:
        return [statement[0].partition("#")[0].strip()]
    return [statement[0].strip(), *statement[1:]]


def _with_remarks(lines: list[str], first: int, last: int) -> tuple[int, int]:
    """The statement with what is remarked right above it, and one gap of blank lines."""
    while first and lines[first - 1].startswith("#"):
        first -= 1
    if not first or not lines[first - 1].strip():
        while last < len(lines) and not lines[last].strip():
            last += 1
    return first, last


def _quoted(text: str) -> str:
    return text if text[:1] in "\"'" else (f"'{text}'" if '"' in text else f'"{text}"')


def _offer_to_type_checkers(path: str, statement: list[str], why: str, bench: Bench) -> None:
    module = bench.module(path)
    block = "if TYPE_CHECKING:"
    inner = [f"    {row}" if row else row for row in statement]
    lines = bench.texts.lines(path)
    if block in lines:
        at = lines.index(block) + 1
        bench.texts.replace(path, at, at, inner, why)
        return
    at = head_end(bench.texts, module)
    bench.texts.replace(path, at, at, ["", block, *inner], why)
    add_import(bench.texts, module, "typing", "from typing import TYPE_CHECKING", why)


def _ask(finding: Finding, edge: Edge, bench: Bench) -> None:
    how = cast("CyclesEvidence", finding.evidence).how
    target = bench.module(edge.target).name
    # An import of the whole module tells nothing of what is shared.
    parts = [name for name in edge.names if f".{target}".endswith(f".{name}")]
    todo = (
        f"Move {', '.join(edge.names)} out of {target} into a module that imports neither of the "
        "two, and import it from there."
        if how == SHARED and not parts
        else f"{how[0].upper()}{how[1:]}."
    )
    bench.ask(edge.source, edge.line, finding.message, todo)
