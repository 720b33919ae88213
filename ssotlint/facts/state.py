"""What the walk knows while it goes through one file."""

import ast
from collections.abc import Callable
from typing import Any

from ssotlint.facts.pieces import Pieces
from ssotlint.facts.source import one_line
from ssotlint.model.facts import (
    Binding,
    BindingKind,
    Call,
    Definition,
    Import,
    MemberUse,
    Setting,
    Usage,
)
from ssotlint.model.place import Span

# A named tuple's own constructor is a Python function; this is the one below it.
_new = tuple.__new__


# A call of a dotted name with the root of the name, until it is known what that is. A plain tuple:
# there is one for each call of the program.
PendingCall = tuple[Call, str]


class Frame:
    """Names of one outermost function; functions inside it share its numbering."""

    __slots__ = ("declared_global", "imported", "names", "numbers", "stores")

    def __init__(self) -> None:
        self.numbers: dict[str, str] = {}
        self.names: list[str] = []
        # Names that are set, each with the dotted callee of what it is, "" where that may be others.
        self.stores: dict[str, str] = {}
        self.imported: set[str] = set()
        self.declared_global: list[str] = []


class Held:
    """Attributes that a class sets on its instances, while the walk stands in it.

    ``made`` has for each the dotted callee that makes it, "" where that may be others, or where it
    is not the module that says what the callee means; `till.open` is something set on the `till`.
    ``calls`` are the positions of calls of what an attribute has.
    """

    __slots__ = ("calls", "made")

    def __init__(self) -> None:
        self.made: dict[str, str] = {}
        self.calls: list[int] = []


class State:
    """The walk's memory: the shape so far, the rows so far, and where the walk stands."""

    __slots__ = (
        "bindings", "called", "callee", "calls", "class_owner", "context", "definitions", "dynamic", "elsewhere",
        "exports", "fillers", "frame", "handed", "held", "imports", "lines", "locals", "made", "member_keys", "members", "out", "owner",
        "passed", "patched", "pending", "pieces", "roots", "scope", "setters", "settings", "source", "spared", "statements", "static_exports", "usage",
        "wide", "yields",
    )  # fmt: skip

    def __init__(self, source: str, pieces: Pieces) -> None:
        self.source = source
        self.pieces = pieces
        self.lines: list[bytes] = []
        # Lines with characters of several bytes; on all others a column is an offset plus one.
        self.wide: set[int] = set()
        if not source.isascii():
            self.line_bytes(1)
            self.wide = {i for i, line in enumerate(self.lines, 1) if not line.isascii()}
        self.out: list[str] = []
        self.definitions: list[Definition] = []
        self.locals: list[tuple[str, ...]] = []
        self.elsewhere: set[str] = set()  # names that a shape hides outside of functions' numbers
        self.imports: list[Import] = []
        self.bindings: list[Binding] = []
        self.calls: list[Call] = []
        self.members: list[MemberUse] = []
        self.member_keys: set[tuple[int, str, str, bool]] = set()
        self.pending: list[PendingCall] = []
        self.called: set[str] = set()  # dotted callees of what the file runs when it is loaded
        self.callee = ""  # the dotted callee of the call that was left last
        self.roots: set[str] = set()  # names that imports of this file bind
        self.frame: Frame | None = None
        self.scope = ""  # qualified name of the enclosing definition, with a dot behind it
        self.owner = -1
        self.held: Held | None = None  # what the class around keeps, None in a function around it
        # The callee that makes what is set next, "" where that may be others, None for nothing.
        self.made: str | None = ""
        self.class_owner = -1  # the class in whose body the walk stands, -1 outside
        self.context = 0
        self.usage = Usage.VALUE
        self.statements = 0  # seen so far; docstrings, `pass` and `...` do not count
        self.yields = False  # whether the function in hand has a yield
        self.patched: list[str] = []  # attributes of other things that are set
        self.settings: list[tuple[str, Setting]] = []  # with the dotted text of `os.environ`
        self.exports: list[str] | None = None
        self.static_exports = True
        self.dynamic = False
        self.handed: set[tuple[str, str]] = set()  # imported things that loading hands to a callee
        self.passed: set[str] = set()  # keywords of what imports bring, called for its effect
        self.setters: set[int] = set()  # definitions that set any name on what they are given
        self.fillers: set[int] = set()  # definitions that reach for the module of who uses them
        self.spared: set[int] = set()  # imports that a handler makes up for

    def line_bytes(self, line: int) -> bytes:
        """One line of the source as UTF-8; the parser counts its columns in these bytes."""
        if not self.lines:
            # Only the line ends that the tokenizer knows: str.splitlines knows more.
            self.lines = self.source.encode("utf-8", "surrogatepass").splitlines()
        return self.lines[line - 1] if line <= len(self.lines) else b""

    def column(self, line: int, offset: int) -> int:
        """A column in code points from 1 for an offset in UTF-8 bytes from 0."""
        if line not in self.wide:
            return offset + 1
        return len(self.line_bytes(line)[:offset].decode("utf-8", "replace")) + 1

    def span(self, node: ast.expr | ast.stmt | ast.alias | ast.pattern) -> Span:
        """The span of a node."""
        offset = self.pieces.offset
        line, column = node.lineno + offset, node.col_offset
        end: Any = node.end_col_offset  # what a parser made has an end
        last: Any = node.end_lineno
        end_line = last + offset
        wide = self.wide
        if wide and (line in wide or end_line in wide):
            return _new(
                Span, (line, self.column(line, column), end_line, self.column(end_line, end))
            )
        return _new(Span, (line, column + 1, end_line, end + 1))

    def text(self, node: ast.expr) -> str:
        """The source of an expression, without comments and with runs of white space folded."""
        if node.__class__ is ast.Name:
            return node.id
        if node.__class__ is ast.Constant and node.value is None:
            return "None"
        line = node.lineno + self.pieces.offset
        end_line = (node.end_lineno or node.lineno) + self.pieces.offset
        if end_line == line:
            piece = self.line_bytes(end_line)[node.col_offset : node.end_col_offset]
        else:
            rows = [self.line_bytes(i) for i in range(line, end_line + 1)]
            rows[0], rows[-1] = rows[0][node.col_offset :], rows[-1][: node.end_col_offset]
            piece = b"\n".join(rows)
        return one_line(piece.decode("utf-8", "replace"))

    def bind(  # noqa: PLR0913, PLR0917 - the columns of a row
        self,
        name: str,
        kind: BindingKind,
        span: Span,
        ref: int = -1,
        value: str = "",
        shape: int = 0,
        annotation: str = "",
    ) -> None:
        """Record a name bound at module level or in a class body."""
        self.bindings.append(
            _new(Binding, (name, kind, span, self.context, self.class_owner, ref, value, shape, annotation))
        )  # fmt: skip


# Each visitor takes its own class of node; the table of visitors cannot say so.
Visitor = Callable[[Any, State], None]


def dotted(node: ast.AST) -> str:
    """``a.b.c`` for a chain of names and attributes; "" for all else.

    Members of the base begin with ``super()``; ``super(A, self).b`` is ``super(A).b``.
    """
    if node.__class__ is ast.Name:
        return node.id
    if node.__class__ is not ast.Attribute:
        return ""
    value = node.value
    if value.__class__ is ast.Name:
        return f"{value.id}.{node.attr}"
    parts: list[str] = []
    while node.__class__ is ast.Attribute:
        parts.append(node.attr)
        node = node.value
    if node.__class__ is ast.Name:
        parts.append(node.id)
    elif parts and node.__class__ is ast.Call and (root := _super(node)):
        parts.append(root)
    else:
        return ""
    parts.reverse()
    return ".".join(parts)


def _super(node: ast.AST) -> str:
    function = node.func  # type: ignore[attr-defined]
    if function.__class__ is not ast.Name or function.id != "super":
        return ""
    arguments = node.args  # type: ignore[attr-defined]
    if not arguments:
        return "super()"
    return f"super({arguments[0].id})" if arguments[0].__class__ is ast.Name else ""
