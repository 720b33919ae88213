"""Where a module uses a name: when it is loaded, in functions, or in annotations alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider


class Spot(NamedTuple):
    """A half-open range on one line: line from 1, columns from 0."""

    line: int
    start: int
    end: int


@dataclass(slots=True)
class Uses:
    """The uses of one name, without its import.

    ``annotations`` are the ranges of whole annotations that hold the name and are evaluated when
    the module is loaded; ``functions`` the first lines of the bodies of outermost functions that
    use it, each with its indentation; ``loads`` the lines that need it while the module is loaded.
    """

    annotations: list[Spot] = field(default_factory=list)
    functions: dict[int, str] = field(default_factory=dict)
    loads: list[int] = field(default_factory=list)


def uses_of(lines: Sequence[str], names: frozenset[str]) -> Uses | None:
    """The uses of some names in a module; None when it cannot be read."""
    try:
        wrapper = MetadataWrapper(cst.parse_module("\n".join(lines) + "\n"), unsafe_skip_copy=True)
    except cst.ParserSyntaxError:
        return None
    visitor = _Visitor(names, lines)
    wrapper.visit(visitor)
    return visitor.found


class _Visitor(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, names: frozenset[str], lines: Sequence[str]) -> None:
        super().__init__()
        self._names = names
        self._lines = lines
        self._bodies: list[cst.FunctionDef] = []
        self._annotation: cst.CSTNode | None = None
        self.found = Uses()

    def visit_Import(self, node: cst.Import) -> bool:
        """An import is no use."""
        del node
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        """Nor is this."""
        del node
        return False

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        """Of `a.b` only `a` is a name of the module."""
        node.value.visit(self)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        """A keyword is the callee's name."""
        node.value.visit(self)
        return False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        """Decorators, defaults and annotations belong to what is around the function."""
        for decorator in node.decorators:
            decorator.visit(self)
        node.params.visit(self)
        if node.returns is not None:
            node.returns.visit(self)
        self._bodies.append(node)
        node.body.visit(self)
        self._bodies.pop()
        return False

    def visit_Annotation(self, node: cst.Annotation) -> bool:
        """Annotations can wait, if they are quoted."""
        outer = self._annotation
        self._annotation = self._annotation or node.annotation
        node.annotation.visit(self)
        self._annotation = outer
        return False

    def visit_Param(self, node: cst.Param) -> bool:
        """The name of a parameter is none of the module's."""
        if node.annotation is not None:
            node.annotation.visit(self)
        if node.default is not None:
            node.default.visit(self)
        return False

    def visit_Name(self, node: cst.Name) -> None:
        """A use: which kind decides where it stands."""
        if node.value not in self._names:
            return
        if self._bodies and self._annotation is None:
            self._note_function()
        elif self._annotation is not None:
            if not self._bodies:
                self._note_annotation(self._annotation)
            else:
                self._note_function()
        else:
            self.found.loads.append(self._position(node).start.line)

    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        """A name in ``__all__`` is offered to others, who import it from here."""
        if self._annotation is None and node.raw_value in self._names and not self._bodies:
            self.found.loads.append(self._position(node).start.line)

    def _note_annotation(self, node: cst.CSTNode) -> None:
        position = self._position(node)
        if position.start.line != position.end.line:
            self.found.loads.append(position.start.line)
            return
        spot = Spot(position.start.line, position.start.column, position.end.column)
        if spot not in self.found.annotations:
            self.found.annotations.append(spot)

    def _note_function(self) -> None:
        body = self._bodies[0].body
        if not isinstance(body, cst.IndentedBlock):
            self.found.loads.append(self._position(body).start.line)
            return
        first = body.body[0]
        line = self._position(first).start.line
        if _is_docstring(first):
            line = self._position(first).end.line + 1
            if len(body.body) > 1:
                line = self._position(body.body[1]).start.line
        text = self._lines[self._position(first).start.line - 1]
        self.found.functions[line] = text[: len(text) - len(text.lstrip())]

    def _position(self, node: cst.CSTNode) -> CodeRange:
        return self.get_metadata(PositionProvider, node)


def _is_docstring(node: cst.BaseStatement | cst.BaseSmallStatement) -> bool:
    return (
        isinstance(node, cst.SimpleStatementLine)
        and isinstance(node.body[0], cst.Expr)
        and isinstance(node.body[0].value, cst.SimpleString | cst.ConcatenatedString)
    )
