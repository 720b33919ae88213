"""Where the nodes of a small module stand in its text: offsets in code points.

``libcst.metadata.PositionProvider`` splits every token at line ends and stores a range a node: two
and a half times the price of the parse itself. Here an offset is counted on, and lines are looked
up for the few nodes that are asked for. The rule which white space belongs to a node is LibCST's
own: the code generation of the nodes calls the state.
"""

from contextlib import suppress

import libcst as cst
from libcst.metadata.span_provider import ByteSpanPositionProvider, SpanProvidingCodegenState

Offsets = tuple[int, int]
"""Where a node begins, and where it ends (exclusive)."""


class _FoundError(Exception):
    """Where the asked node stands is known; the rest of the module need not be gone through."""


def offsets_of(module: cst.Module) -> dict[cst.CSTNode, Offsets]:
    """The offsets of all nodes of a module; RecursionError when it is nested too deeply."""
    return _go_through(module, None)


def offset_of(module: cst.Module, node: cst.CSTNode) -> Offsets | None:
    """The offsets of one node, None for one of another tree; the sooner it ends the cheaper."""
    return _go_through(module, node).get(node)


def _go_through(module: cst.Module, wanted: cst.CSTNode | None) -> dict[cst.CSTNode, Offsets]:
    state = _State(module.default_indent, module.default_newline, wanted)
    with suppress(_FoundError):
        module._codegen(state)  # noqa: SLF001 - as LibCST's own providers of positions do
    return state.offsets


class _State(SpanProvidingCodegenState):
    def __init__(self, indent: str, newline: str, wanted: cst.CSTNode | None) -> None:
        super().__init__(indent, newline, provider=ByteSpanPositionProvider())
        self.wanted = wanted
        self.offsets: dict[cst.CSTNode, Offsets] = {}

    def add_indent_tokens(self) -> None:
        self.position += sum(map(len, self.indent_tokens))

    def add_token(self, value: str) -> None:
        self.position += len(value)

    def after_codegen(self, node: cst.CSTNode) -> None:
        start = self._stack.pop()
        if node not in self.offsets:
            self.offsets[node] = (start, self.position)
        if node is self.wanted:
            raise _FoundError

    def pop_trailing_newline(self) -> None:
        """Nothing to take back: the text itself is not kept."""

    def record_syntactic_position(  # type: ignore[override]
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> "_Recording":
        return _Recording(self, node, start_node, end_node)


class _Recording:
    """Notes where a node stands; a generator in its place takes three times as long."""

    __slots__ = ("_end_node", "_node", "_start", "_start_node", "_state")

    def __init__(
        self,
        state: _State,
        node: cst.CSTNode,
        start_node: cst.CSTNode | None,
        end_node: cst.CSTNode | None,
    ) -> None:
        self._state, self._node = state, node
        self._start_node, self._end_node = start_node, end_node

    def __enter__(self) -> None:
        self._start = self._state.position

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is not None:
            return
        offsets, start, end = self._state.offsets, self._start, self._state.position
        if self._start_node is not None:
            start = offsets[self._start_node][0]
        if self._end_node is not None:
            end = offsets[self._end_node][1]
        offsets[self._node] = (start, end)
