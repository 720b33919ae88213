"""What stands around a place inside a function, from the tree of the standard library.

A claim about one call has to know the statements around it, and functions are long: ``ast`` reads
them some ten times faster than LibCST, which is asked for the call itself.
"""

import ast
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import cast

from ssotlint.model.errors import ExcerptError
from ssotlint.model.place import Span
from ssotlint.model.signature import Arguments

Try = ast.Try | ast.TryStar
"""What `ast` has two classes for, and people one word."""
Kinds = type[ast.expr] | tuple[type[ast.expr], ...]
_WITHOUT_PLACE = (ast.arguments, ast.withitem, ast.comprehension, ast.match_case)
_FEW = 32  # statements that are gone through one by one
_REPLACING = ("patch", "setattr", "spy", "stub")

# What stands behind a name that is bound: `=`, `:=`, `:`, `in`, `,` or a bracket, or `del` before it.
_CHANGED = r"(?://|\*\*|<<|>>|[-+*/|&^%@])="
_BOUND = re.compile(rf"\s*(?::|=[^=]|,|\)|\]|in\b|{_CHANGED})")
# The same of an attribute.
_SET = re.compile(rf"[\s\\]*(?::|=[^=]|,|\)|\]|#|in\b|{_CHANGED})")
_DEL = re.compile(r"\bdel\b")
# Behind a name that is a keyword, or the end of a text.
_GIVEN = re.compile(r"\s*=|[\"']")


class OutlineError(ExcerptError):
    """The lines are no function that can be read by itself."""


class Outline:
    """A function, or an expression outside of functions, with the way down to a place in it."""

    def __init__(self, lines: Sequence[str], extent: Span) -> None:
        rows = list(lines[extent.line - 1 : extent.end_line])
        self._whole = tuple(rows)
        if not rows:
            raise OutlineError("there are no such lines")
        self._removed = 0
        if extent.column > 1 and rows[0][: extent.column - 1].strip():
            # An expression behind something else on its line: alone, it can be read.
            self._removed = extent.column - 1
            rows[0] = rows[0][self._removed :]
        self._added = int(rows[0][:1] in (" ", "\t"))
        if extent.end_line - extent.line < len(rows):
            end = extent.end_column - 1 - (self._removed if len(rows) == 1 else 0)
            rows[-1] = rows[-1][:end]
        self._first_line = extent.line - 1 - self._added
        self.rows = rows
        self.text = "\n".join(rows)
        prefix = "if 1:\n" if self._added else ""
        try:
            body = ast.parse(f"{prefix}{self.text}\n").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise OutlineError(str(error)) from error
        self.body: list[ast.stmt] = body[0].body if isinstance(body[0], ast.If) and prefix else body
        self._said: dict[tuple[str, str], bool] = {}  # of names, for the other calls of them
        self._firsts: dict[int, ast.stmt | None] = {}

    def path(self, span: Span, kind: Kinds = ast.Call) -> list[ast.AST]:
        """The nodes from the outermost statement down to a call at a span; [] without one.

        Or to another ``kind`` of expression.
        """
        return self._down(self.body, span, kind)

    # No function inside of one: it would refer to itself and, with the collector off, keep the tree.
    def _down(self, level: Iterable[ast.AST], span: Span, kind: Kinds) -> list[ast.AST]:
        line, end_line = span.line - self._first_line, span.end_line - self._first_line
        for node in level:
            if not _covers(node, line, end_line):
                continue
            if isinstance(node, kind) and self.span_of(node) == span:
                return [node]
            below = self._down(_near(node, end_line), span, kind) if self._holds(node, span) else []
            if below:
                return [node, *below]
        return []

    def _holds(self, node: ast.AST, span: Span) -> bool:
        if not isinstance(node, ast.expr | ast.stmt):
            return True
        own = self.span_of(node)
        return own[:2] <= span[:2] and own[2:] >= span[2:]

    def parts(self) -> Iterator[Span]:
        """Where the statements of a class stand, with their decorators."""
        for row in self.body[0].body if isinstance(self.body[0], ast.ClassDef) else ():
            span = self.span_of(row)
            above = [self.span_of(d).line for d in getattr(row, "decorator_list", ())]
            yield span._replace(line=min(above), column=1) if above else span

    def bodies(self) -> Iterator[Span]:
        """Where the bodies of methods stand, of those that begin with no decorator."""
        for method in self.body[0].body if isinstance(self.body[0], ast.ClassDef) else ():
            if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                first, last = method.body[0], method.body[-1]
                if not getattr(first, "decorator_list", ()):
                    yield Span(*self.span_of(first)[:2], *self.span_of(last)[2:])

    def span_of(self, node: ast.expr | ast.stmt | ast.keyword) -> Span:
        """Where a node stands in the file; columns in code points from 1."""
        end_line = node.end_lineno or node.lineno
        return Span(
            node.lineno + self._first_line,
            self._column(node.lineno, node.col_offset),
            end_line + self._first_line,
            self._column(end_line, node.end_col_offset or 0),
        )

    def _column(self, line: int, offset: int) -> int:
        row = self.rows[line - 1 - self._added]
        column = offset if row.isascii() else len(row.encode()[:offset].decode("utf-8", "replace"))
        return column + 1 + (self._removed if line == 1 + self._added else 0)

    def rows_of(self, span: Span) -> Sequence[str]:
        """The lines of a place, with the comments behind it."""
        first = span.line - self._first_line - 1 - self._added
        return self._whole[first : first + span.end_line - span.line + 1]

    def says(self, word: str) -> bool:
        """Whether the text holds a word, or a part of one."""
        return self._once("says", word, lambda: word in self.text)

    def _once(self, what: str, name: str, find: Callable[[], bool]) -> bool:
        """What is asked of a name, found out for the first call of it."""
        key = what, name
        if key not in self._said:
            self._said[key] = find()
        return self._said[key]

    def is_behind(self, node: ast.AST, below: ast.AST, fits: Callable[[ast.stmt], bool]) -> bool:
        """Whether a statement that ``fits`` stands before a child of a node, in its block.

        It is asked of one property only: the first of a block is found once.
        """
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if block.__class__ is not list:
                continue
            if id(block) not in self._firsts:
                self._firsts[id(block)] = next(filter(fits, block), None)
            first = self._firsts[id(block)]
            if first is not None and _begin(first) < _begin(below) <= _begin(block[-1]):
                return True
        return False

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node, in the order of ``ast.walk``."""
        return [n for statement in self.body for n in _all(statement)]

    @cached_property
    def calls(self) -> list[ast.Call]:
        """Every call."""
        return [n for n in self.nodes if isinstance(n, ast.Call)]

    def replaces(self, names: Iterable[str]) -> bool:
        """Whether one of some names goes to ``patch``, ``setattr`` and their like."""
        text = self.text
        if not self._may_replace:
            return False
        said = [
            n for n in names
            if not n or any(_GIVEN.match(text, end) for _, end in _occurrences(text, n))
        ]  # fmt: skip
        return bool(said) and not self._replaced.isdisjoint(said)

    @cached_property
    def _may_replace(self) -> bool:
        return _replaces(self.text)

    @cached_property
    def _replaced(self) -> frozenset[str]:
        """Last parts of the texts and keywords that go to who replaces."""
        found: set[str] = set()
        for call in self.calls:
            if not _replaces(dotted(call.func) or ast.unparse(call.func)):
                continue
            found.update(k.arg for k in call.keywords if k.arg)
            for argument in call.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.add(argument.value.rpartition(".")[2])
        return frozenset(found)

    def sets(self, name: str) -> bool:
        """Whether the function, which uses a name, also binds it: other than by import or ``def``."""
        return self._once("sets", name, lambda: self._may_bind(name) and any(
            isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load)
            for n in self.nodes
        ))  # fmt: skip

    def sets_attribute(self, name: str) -> bool:
        """Whether the function, which uses an attribute, also assigns one of its name."""
        return self._once("sets attribute", name, lambda: self._may_set(name) and any(
            isinstance(n, ast.Attribute) and n.attr == name and not isinstance(n.ctx, ast.Load)
            for n in self.nodes
        ))  # fmt: skip

    def uses(self, name: ast.Name) -> list[tuple[ast.AST, ast.Name]]:
        """All other uses of a variable, each behind the node above it."""
        if self.text.count(name.id) == 1:
            return []
        return [
            (node, child)
            for node in self.nodes
            for child in _children(node)
            if isinstance(child, ast.Name) and child.id == name.id and child is not name
        ]

    def _may_bind(self, name: str) -> bool:
        """Whether the text has a name more than the once that it is used, and where it is bound."""
        text, found = self.text, _occurrences(self.text, name)
        return len(found) > 1 and any(
            not _is_word(text[at - 1 : at])
            and (_BOUND.match(text, end) or self._is_deleted(at, end))
            for at, end in found
        )

    def _may_set(self, name: str) -> bool:
        """The same of an attribute."""
        text, found = self.text, _occurrences(self.text, name)
        if len(found) < 2:
            return False
        for at, end in found:
            dot = _last_before(text, at)
            is_member = text[dot : dot + 1] == "."
            if is_member and (_SET.match(text, end) or self._is_deleted(dot, end)):
                return True
        return False

    @cached_property
    def _deletes(self) -> bool:
        return _DEL.search(self.text) is not None

    def _is_deleted(self, begin: int, end: int) -> bool:
        """Whether `del` stands before a word, on its line."""
        if not self._deletes:
            return False
        start = self.text.rfind("\n", 0, begin) + 1
        is_behind = _DEL.search(self.text, start, begin) is not None
        return is_behind and not _is_word(self.text[end : end + 1])


def _last_before(text: str, at: int) -> int:
    """Where the last character before a place stands that is no white space."""
    at -= 1
    while at >= 0 and text[at].isspace():
        at -= 1
    return at


def _occurrences(text: str, word: str) -> list[tuple[int, int]]:
    """Where a word stands in a text, also as a part of others."""
    found: list[tuple[int, int]] = []
    at = text.find(word) if word else -1
    while at >= 0:
        end = at + len(word)
        found.append((at, end))
        at = text.find(word, end)
    return found


def _is_word(character: str) -> bool:
    return character == "_" or character.isalnum()


def _replaces(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in _REPLACING)


def _all(root: ast.AST) -> list[ast.AST]:
    """What ``ast.walk`` gives, in half the time: the list grows while it is gone through."""
    found = [root]
    for node in found:
        found += _children(node)
    return found


def _children(node: ast.AST) -> list[ast.AST]:
    """What ``ast.iter_child_nodes`` gives."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += [n for n in value if isinstance(n, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def _near(node: ast.AST, end_line: int) -> Iterator[ast.AST]:
    """The children of a node, without statements that end before a line: functions are long."""
    for name in node._fields:
        value = getattr(node, name, None)
        if value.__class__ is list:
            first = 0
            if len(value) > _FEW and isinstance(value[0], ast.stmt):
                first = bisect_left(value, end_line, key=_end_line)
            for child in islice(value, first, None):
                if isinstance(child, ast.AST):
                    yield child
        elif isinstance(value, ast.AST):
            yield value


def _begin(node: ast.AST) -> tuple[int, int]:
    """Where a node begins, (0, 0) of one without a place."""
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _end_line(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _covers(node: ast.AST, line: int, end_line: int) -> bool:
    """Whether lines lie in a node; in one without a place (arguments, withitem) they may."""
    last = getattr(node, "end_lineno", None)
    if last is None:
        return isinstance(node, _WITHOUT_PLACE)
    if last < end_line:
        return False
    begins = [cast("ast.expr", node), *getattr(node, "decorator_list", ())]
    return any(one.lineno <= line for one in begins)


def dotted(node: ast.AST) -> str:
    """``a.b.c`` for a chain of names and attributes, "" for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def arguments_of(call: ast.Call) -> Arguments:
    """What a call hands over, by the tree of its text."""
    named = [keyword.arg for keyword in call.keywords]
    stars = [argument for argument in call.args if isinstance(argument, ast.Starred)]
    return Arguments(
        len(call.args) - len(stars), tuple(n for n in named if n), bool(stars), None in named
    )
