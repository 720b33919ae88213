"""The normal form of a function: what it says, without names, layout and notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple, cast

import libcst as cst

from ssotlint.syntax.excerpt import Excerpt, ExcerptError
from ssotlint.syntax.locals import local_names

LOG = "log:"
"""Begins the token of a text that only goes to a log."""
ASYNC = frozenset(("async", "await"))
"""Tokens in which a coroutine differs from its plain twin."""

_NOISE = (
    cst.BaseParenthesizableWhitespace, cst.TrailingWhitespace, cst.EmptyLine, cst.Comment,
    cst.Newline, cst.Comma, cst.Semicolon, cst.LeftParen, cst.RightParen, cst.Dot, cst.Colon,
    cst.AssignEqual, cst.Annotation, cst.LeftSquareBracket, cst.RightSquareBracket,
    cst.LeftCurlyBrace, cst.RightCurlyBrace,
)  # fmt: skip
_OPEN = (
    cst.Call, cst.List, cst.Tuple, cst.Set, cst.Dict, cst.Subscript, cst.Lambda, cst.BaseComp,
    cst.FormattedString, cst.BooleanOperation, cst.Comparison, cst.BinaryOperation,
)  # fmt: skip
_LOGGERS = frozenset(("logger", "log", "logging", "_logger", "_log", "LOG", "LOGGER", "warnings"))
_LEVELS = frozenset(
    ("debug", "info", "warning", "warn", "error", "exception", "critical", "log", "fatal")
)


class Statement(NamedTuple):
    """One statement, or the header of one that holds others."""

    depth: int
    tokens: tuple[str, ...]
    is_simple: bool = True


@dataclass(frozen=True, slots=True)
class NormalForm:
    """Statements of a function with its parameters as the first; equal under renaming.

    ``names`` are the real names behind the numbers, in order.
    """

    statements: tuple[Statement, ...]
    names: tuple[str, ...]
    _nodes: tuple[cst.CSTNode, ...]
    _excerpt: Excerpt

    def line(self, position: int) -> int:
        """The line of the file on which a statement begins."""
        return self._excerpt.span_of(self._nodes[position]).line

    def code(self, position: int) -> str:
        """A statement as written; of one that holds others, the first line."""
        text = self._excerpt.code(self._nodes[position]).strip("; \n")
        return text if self.statements[position].is_simple else text.partition("\n")[0]

    @property
    def tokens(self) -> tuple[str, ...]:
        """All tokens in order, with the depth of each statement."""
        return tuple(t for s in self.statements for t in (f"<{s.depth}>", *s.tokens))

    @property
    def digest(self) -> str:
        """An identity that is the same on every Python and machine: 32 hexadecimal digits."""
        text = "\0".join(self.tokens)
        return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def normal_form(excerpt: Excerpt, *, method: bool) -> NormalForm:
    """The normal form of a function's excerpt; a method's first parameter becomes ``self``.

    Raises ExcerptError when the excerpt is no function.
    """
    node = excerpt.node
    if not isinstance(node, cst.FunctionDef):
        raise ExcerptError("the excerpt is no function")
    writer = _Writer(excerpt, node, method=method)
    statements = tuple(writer.function())
    return NormalForm(statements, tuple(writer.numbers), tuple(writer.nodes), excerpt)


class _Writer:
    def __init__(self, excerpt: Excerpt, node: cst.FunctionDef, *, method: bool) -> None:
        self.excerpt, self.node = excerpt, node
        self.locals = local_names(node)
        self.numbers: dict[str, int] = {}
        self.nodes: list[cst.CSTNode] = []
        self.receiver = ""
        first = [*node.params.posonly_params, *node.params.params][:1]
        if method and first:
            self.receiver = first[0].name.value

    def function(self) -> Iterator[Statement]:
        header = ["async"] if self.node.asynchronous else []
        header += self._parameters(self.node.params, drop=self.receiver)
        yield self._statement(0, header, self.node)
        yield from self._body(self.node.body, 0)

    def _statement(
        self, depth: int, tokens: list[str], node: cst.CSTNode, *, is_simple: bool = False
    ) -> Statement:
        self.nodes.append(node)
        return Statement(depth, tuple(tokens), is_simple)

    def _body(self, body: cst.BaseSuite, depth: int) -> Iterator[Statement]:
        for row in body.body:
            if isinstance(row, cst.SimpleStatementLine):
                for small in row.body:
                    yield from self._small(small, depth)
            elif isinstance(row, cst.BaseSmallStatement):
                yield from self._small(row, depth)
            else:
                yield from self._compound(cast("cst.BaseCompoundStatement", row), depth)

    def _small(self, node: cst.BaseSmallStatement, depth: int) -> Iterator[Statement]:
        if isinstance(node, cst.Pass):
            return
        if isinstance(node, cst.Expr) and isinstance(
            node.value, cst.SimpleString | cst.ConcatenatedString | cst.Ellipsis
        ):
            return
        if isinstance(node, cst.AnnAssign):
            if node.value is None:
                return
            value = list(self._tokens(node.value))
            tokens = ["Assign", *self._tokens(node.target), *value]
        elif isinstance(node, cst.Assign):
            value = list(self._tokens(node.value))  # it runs first, and numbers its names first
            targets = [t for target in node.targets for t in self._tokens(target.target)]
            tokens = ["Assign", *targets, *value]
        else:
            tokens = list(self._tokens(node))
        yield self._statement(depth, tokens, node, is_simple=True)

    def _compound(self, node: cst.BaseCompoundStatement, depth: int) -> Iterator[Statement]:
        header: list[str] = [type(node).__name__]
        bodies: list[cst.CSTNode] = []
        if getattr(node, "asynchronous", None):
            header.insert(0, "async")
        if isinstance(node, cst.FunctionDef):
            header += [node.name.value, *self._parameters(node.params)]
        elif isinstance(node, cst.ClassDef):
            header += [node.name.value, *(t for b in node.bases for t in self._tokens(b))]
        for child in node.children:
            if isinstance(child, cst.BaseSuite | cst.Else | cst.Finally | cst.If | cst.ExceptHandler
                          | cst.ExceptStarHandler | cst.MatchCase):  # fmt: skip
                bodies.append(child)
            elif not isinstance(node, cst.FunctionDef | cst.ClassDef) and not isinstance(
                child, cst.Asynchronous
            ):
                header += self._tokens(child)
        yield self._statement(depth, header, node)
        for child in bodies:
            if isinstance(child, cst.BaseSuite):
                yield from self._body(child, depth + 1)
            else:
                yield from self._branch(child, depth)

    def _branch(self, node: cst.CSTNode, depth: int) -> Iterator[Statement]:
        """``elif``, ``else``, ``except``, ``finally``, ``case``."""
        if isinstance(node, cst.If):
            yield from self._compound(node, depth)
            return
        header = [type(node).__name__]
        body: cst.BaseSuite | None = None
        for child in node.children:
            if isinstance(child, cst.BaseSuite):
                body = child
            else:
                header += self._tokens(child)
        yield self._statement(depth, header, node)
        if body is not None:
            yield from self._body(body, depth + 1)

    def _parameters(self, node: cst.Parameters, drop: str = "") -> list[str]:
        tokens: list[str] = []
        for one in node.posonly_params:
            tokens += self._parameter(one, drop)
        if node.posonly_params:
            tokens.append("/")
        for one in node.params:
            tokens += self._parameter(one, drop)
        if isinstance(node.star_arg, cst.Param):
            tokens += ["*", *self._parameter(node.star_arg)]
        elif node.kwonly_params:
            tokens.append("*")
        for one in node.kwonly_params:
            tokens += self._parameter(one)
        if node.star_kwarg is not None:
            tokens += ["**", *self._parameter(node.star_kwarg)]
        return tokens

    def _parameter(self, node: cst.Param, drop: str = "") -> list[str]:
        name = node.name.value
        if drop and name == drop:
            return []
        default = self._tokens(node.default) if node.default is not None else ()
        return [self._name(name), *default]

    def _name(self, name: str) -> str:
        if self.receiver and name == self.receiver:
            return "self"
        if name not in self.locals:
            return name
        return f"${self.numbers.setdefault(name, len(self.numbers))}"

    def _tokens(self, node: cst.CSTNode) -> Iterator[str]:  # noqa: C901, PLR0912, PLR0915 - one branch a kind
        if isinstance(node, _NOISE) or type(node).__name__ == "MaybeSentinel":
            return
        if isinstance(node, cst.Name):
            yield self._name(node.value)
        elif isinstance(node, cst.Integer | cst.Float | cst.Imaginary):
            yield repr(node.evaluated_value)
        elif isinstance(node, cst.SimpleString | cst.ConcatenatedString):
            value = node.evaluated_value
            yield repr(value) if value is not None else self.excerpt.code(node)
        elif isinstance(node, cst.Attribute):
            yield from self._tokens(node.value)
            yield f".{node.attr.value}"
        elif isinstance(node, cst.Arg):
            if node.star:
                yield node.star
            if node.keyword is not None:
                yield f"{node.keyword.value}="
            yield from self._tokens(node.value)
        elif isinstance(node, cst.Await):
            yield "await"
            yield from self._tokens(node.expression)
        elif isinstance(node, cst.Call) and _is_log(node):
            yield from self._log(node)
        elif isinstance(node, cst.Import | cst.ImportFrom | cst.Global | cst.Nonlocal):
            yield " ".join(self.excerpt.code(node).split())
        elif isinstance(node, cst.Lambda):
            yield "Lambda"
            yield from self._parameters(node.params)
            yield from self._tokens(node.body)
            yield ")"
        elif isinstance(node, cst.BaseComp):
            yield from self._comprehension(node)
        elif isinstance(node, cst.FormattedStringText):
            yield repr(node.value)
        elif isinstance(node, cst.FormattedStringExpression):
            yield "{"
            yield from self._tokens(node.expression)
            yield f"!{node.conversion}" if node.conversion else "}"
            for part in node.format_spec or ():
                yield from self._tokens(part)
        else:
            yield type(node).__name__
            for child in node.children:
                yield from self._tokens(child)
            if isinstance(node, _OPEN):
                yield ")"

    def _comprehension(self, node: cst.BaseComp) -> Iterator[str]:
        """The loops first: they bind the names that the element uses."""
        yield type(node).__name__
        yield from self._tokens(node.for_in)
        for child in node.children:
            if child is not node.for_in:
                yield from self._tokens(child)
        yield ")"

    def _log(self, node: cst.Call) -> Iterator[str]:
        yield "Call"
        yield from self._tokens(node.func)
        for argument in node.args:
            if isinstance(argument.value, cst.BaseString):
                yield f"{LOG}{self.excerpt.code(argument.value)}"
            else:
                yield from self._tokens(argument)
        yield ")"


def _is_log(node: cst.Call) -> bool:
    """``logger.info(...)``, ``self.log.error(...)``, ``logging.warning(...)``, ``print(...)``."""
    function = node.func
    if isinstance(function, cst.Name):
        return function.value == "print"
    if not isinstance(function, cst.Attribute) or function.attr.value not in _LEVELS:
        return False
    owner = function.value
    name = owner.attr if isinstance(owner, cst.Attribute) else owner
    return isinstance(name, cst.Name) and name.value in _LOGGERS
