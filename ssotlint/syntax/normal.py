"""The normal form of a function: what it says, without names, layout and notes."""

from collections.abc import Iterator
from typing import NamedTuple, cast, get_args

import libcst as cst

from ssotlint.model.errors import ExcerptError
from ssotlint.model.recursion import deeply
from ssotlint.model.value import Value
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.forms import Handler
from ssotlint.syntax.headers import header, without_comments
from ssotlint.syntax.locals import local_names
from ssotlint.syntax.tree import body_of, children
from ssotlint.syntax.words import ASYNC, LOG, Words

__all__ = ["ASYNC", "LOG", "NormalForm", "Statement", "normal_form"]

_BRANCHES = (
    *get_args(Handler), cst.If, cst.Else, cst.Finally, cst.MatchCase,
)  # fmt: skip
# What a handler of groups of errors differs in from a plain one is the one word more.
_OF_GROUPS = {"TryStar": ["Try"], "ExceptStarHandler": ["ExceptHandler", "ExceptStarHandler"]}


class Statement(NamedTuple):
    """One statement, or the header of one that holds others."""

    depth: int
    tokens: tuple[str, ...]
    is_simple: bool = True


class NormalForm(Value, frozen=True):
    """Statements of a function with its parameters as the first; equal under renaming.

    ``names`` are the real names behind the numbers, in order.
    """

    statements: tuple[Statement, ...]
    names: tuple[str, ...]
    _nodes: tuple[cst.CSTNode, ...]
    _excerpt: Excerpt
    _receiver: str = ""

    def line(self, position: int) -> int:
        """The line of the file on which a statement begins."""
        return self._excerpt.span_of(self._nodes[position], of_many=True).line

    def code(self, position: int) -> str:
        """A statement as written, but for comments; of one that holds others, its header."""
        node = self._nodes[position]
        if self.statements[position].is_simple:
            return self._bare(node).strip("; \n")
        text = self._bare(header(node))
        return " ".join(text.partition("\nfinally:")[0].removesuffix(" pass").split())

    def _bare(self, node: cst.CSTNode) -> str:
        """The source of a node without comments, of which few have any."""
        code = self._excerpt.code(node)
        return self._excerpt.code(without_comments(node)) if "#" in code else code

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The names of the parameters, stars included, each with its default as written or "".

        The object that a method is called on is none of them.
        """
        node = cast("cst.FunctionDef", self._nodes[0]).params
        stars = [("*", node.star_arg)] if isinstance(node.star_arg, cst.Param) else []
        last = [("**", node.star_kwarg)] if node.star_kwarg is not None else []
        plain = [("", p) for p in (*node.posonly_params, *node.params)]
        rest = [("", p) for p in node.kwonly_params]
        return tuple(
            (star + p.name.value, self._excerpt.code(p.default) if p.default is not None else "")
            for star, p in (*plain, *stars, *rest, *last)
            if star or not self._receiver or p.name.value != self._receiver
        )

    @property
    def chooses(self) -> bool:
        """Whether it hands out one of two things, and decides that in an expression."""
        return any(s.tokens[:2] == ("Return", "IfExp") for s in self.statements)

    @property
    def tokens(self) -> tuple[str, ...]:
        """All tokens in order, with the depth of each statement."""
        return tuple(t for s in self.statements for t in (f"<{s.depth}>", *s.tokens))


def normal_form(excerpt: Excerpt, *, method: bool, unfold: bool = False) -> NormalForm:
    """The normal form of a function's excerpt; a method's first parameter becomes ``self``.

    To ``unfold`` is to read ``return a if b else c`` as ``if b: return a`` and ``return c``. Raises ExcerptError when the excerpt is no function, or nested too deeply.
    """
    node = excerpt.node
    if not isinstance(node, cst.FunctionDef):
        raise ExcerptError("the excerpt is no function")

    def write() -> NormalForm:
        writer = _Writer(node, method=method, unfold=unfold)
        statements = tuple(writer.function(node))
        names, nodes = tuple(writer.words.numbers), tuple(writer.nodes)
        return NormalForm(statements, names, nodes, excerpt, writer.receiver)

    try:
        return deeply(write)
    except RecursionError as error:
        raise ExcerptError("nested too deeply") from error


class _Writer:
    """Statements in their order, with the nodes that they were."""

    def __init__(self, node: cst.FunctionDef, *, method: bool, unfold: bool) -> None:
        self._unfolds = unfold
        self.nodes: list[cst.CSTNode] = []
        first = [*node.params.posonly_params, *node.params.params][:1]
        self.receiver = first[0].name.value if method and first else ""
        self.words = Words(local_names(node), self.receiver)

    def function(self, node: cst.FunctionDef) -> Iterator[Statement]:
        header = ["async"] if node.asynchronous else []
        header += self.words.parameters(node.params, drop=self.receiver)
        yield self._statement(0, header, node)
        yield from self._body(node.body, 0)

    def _statement(
        self, depth: int, tokens: list[str], node: cst.CSTNode, *, is_simple: bool = False
    ) -> Statement:
        self.nodes.append(node)
        return Statement(depth, tuple(tokens), is_simple)

    def _body(self, suite: cst.BaseSuite, depth: int) -> Iterator[Statement]:
        for row in body_of(suite):
            if isinstance(row, cst.BaseSmallStatement):
                yield from self._small(row, depth)
            else:
                yield from self._compound(row, depth)

    def _small(self, node: cst.BaseSmallStatement, depth: int) -> Iterator[Statement]:
        if _says_nothing(node):
            return
        if self._unfolds and isinstance(node, cst.Return) and isinstance(node.value, cst.IfExp):
            yield from self._choice(node, node.value, depth)
            return
        if isinstance(node, cst.AnnAssign) and node.value is not None:
            value = self.words.of(node.value)  # it runs first, and numbers its names first
            tokens = ["Assign", *self.words.of(node.target), *value]
        elif isinstance(node, cst.Assign):
            value = self.words.of(node.value)
            targets = [target.target for target in node.targets]
            tokens = ["Assign", *self.words.of(*targets), *value]
        else:
            tokens = self.words.of(node)
        yield self._statement(depth, tokens, node, is_simple=True)

    def _choice(self, node: cst.Return, value: cst.IfExp, depth: int) -> Iterator[Statement]:
        for kind, part, more in (
            ("If", value.test, 0), ("Return", value.body, 1), ("Return", value.orelse, 0)
        ):  # fmt: skip
            yield self._statement(depth + more, [kind, *self.words.of(part)], node, is_simple=True)

    def _compound(
        self, node: cst.CSTNode, depth: int, *, is_branch: bool = False
    ) -> Iterator[Statement]:
        """A statement that holds others, and its branches: ``elif``, ``except``, ``case`` ..."""
        header = ["async"] if getattr(node, "asynchronous", None) else []
        kind = type(node).__name__
        header += _OF_GROUPS.get(kind, [kind])
        if is_branch and isinstance(node, cst.If):
            header.append("elif")  # no statement of its own: its test is not always asked
        header += self._header(node)
        yield self._statement(depth, header, node)
        for child in children(node):
            if isinstance(child, cst.BaseSuite):
                yield from self._body(child, depth + 1)
            elif isinstance(child, _BRANCHES):
                yield from self._compound(child, depth, is_branch=True)

    def _header(self, node: cst.CSTNode) -> list[str]:
        if isinstance(node, cst.FunctionDef):
            parameters = self.words.parameters(node.params)
            return [node.name.value, *parameters, *self.words.of(*node.decorators)]
        if isinstance(node, cst.ClassDef):
            inside = (*node.bases, *node.keywords, *node.decorators)
            return [node.name.value, *self.words.of(*inside)]
        apart = (cst.BaseSuite, *_BRANCHES, cst.Asynchronous)
        return self.words.of(*(c for c in children(node) if not isinstance(c, apart)))


def _says_nothing(node: cst.BaseSmallStatement) -> bool:
    """``pass``, texts and ``...`` that stand alone, and names that are only declared."""
    if isinstance(node, cst.Expr):
        is_text = isinstance(node.value, cst.SimpleString | cst.ConcatenatedString | cst.Ellipsis)
        return is_text and not _runs(node.value)
    return isinstance(node, cst.Pass) or (isinstance(node, cst.AnnAssign) and node.value is None)


def _runs(node: cst.BaseExpression) -> bool:
    """Whether a literal holds code that runs."""
    if isinstance(node, cst.ConcatenatedString):
        return _runs(node.left) or _runs(node.right)
    return isinstance(node, cst.FormattedString | cst.TemplatedString)
