"""Where the nodes of a small module stand in its text: offsets in code points.

``libcst.metadata.PositionProvider`` splits every token at line ends and stores a range a node: two
and a half times the price of the parse itself. Here an offset is counted on, and lines are looked
up for the few nodes that are asked for. The rule which white space belongs to a node is LibCST's
own: the code generation of the nodes calls the state.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import libcst as cst
from libcst.metadata.span_provider import ByteSpanPositionProvider, SpanProvidingCodegenState

Offsets = tuple[int, int]
"""Where a node begins, and where it ends (exclusive)."""


def offsets_of(module: cst.Module) -> dict[cst.CSTNode, Offsets]:
    """The offsets of all nodes of a module; RecursionError when it is nested too deeply."""
    state = _State(module.default_indent, module.default_newline)
    module._codegen(state)  # noqa: SLF001 - as LibCST's own providers of positions do
    return state.offsets


class _State(SpanProvidingCodegenState):
    def __init__(self, indent: str, newline: str) -> None:
        super().__init__(indent, newline, provider=ByteSpanPositionProvider())
        self.offsets: dict[cst.CSTNode, Offsets] = {}

    def add_indent_tokens(self) -> None:
        self.position += sum(map(len, self.indent_tokens))

    def add_token(self, value: str) -> None:
        self.position += len(value)

    def after_codegen(self, node: cst.CSTNode) -> None:
        start = self._stack.pop()
        if node not in self.offsets:
            self.offsets[node] = (start, self.position)

    def pop_trailing_newline(self) -> None:
        """Nothing to take back: the text itself is not kept."""

    @contextmanager
    def record_syntactic_position(
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> Iterator[None]:
        start = self.position
        yield
        end = self.position
        if start_node is not None:
            start = self.offsets[start_node][0]
        if end_node is not None:
            end = self.offsets[end_node][1]
        self.offsets[node] = (start, end)
