"""An expression in words: what it says, without layout, and with numbers for local names."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from ssotlint.facts.bodies import LOGGERS
from ssotlint.model.levels import LEVELS
from ssotlint.syntax.texts import Part, parts_of
from ssotlint.syntax.tree import Kinds, children

LOG = "log:"
"""Begins the token of a text that only goes to a log."""
ASYNC = frozenset(("async", "await"))
"""Tokens in which a coroutine differs from its plain twin."""

# Kinds that hold any number of others: a bracket closes them, so that `f(g(a), b)` and
# `f(g(a, b))` say different things.
_OPEN = Kinds(
    cst.Call, cst.List, cst.Tuple, cst.Set, cst.Dict, cst.Subscript, cst.BooleanOperation,
    cst.Comparison, cst.BinaryOperation, cst.MatchPattern, cst.Yield,
)  # fmt: skip
_ABSENT = ":"  # a part of a slice that is left out


class Words:
    """Writes expressions as tokens; ``numbers`` are the local names in order of appearance."""

    def __init__(self, local_names: frozenset[str], receiver: str = "") -> None:
        self.numbers: dict[str, int] = {}
        self._locals = local_names
        self._receiver = receiver
        self._out: list[str] = []

    def of(self, *nodes: cst.CSTNode) -> list[str]:
        """The tokens of some expressions, one after the other."""
        outer, self._out = self._out, []
        for node in nodes:
            self._add(node)
        found, self._out = self._out, outer
        return found

    def parameters(self, node: cst.Parameters, drop: str = "") -> list[str]:
        """The tokens of a parameter list without the parameter ``drop``."""
        outer, self._out = self._out, []
        self._parameters(node, drop)
        found, self._out = self._out, outer
        return found

    def _add(self, node: cst.CSTNode) -> None:
        writer = _WRITERS.get(type(node))
        if writer is not None:
            writer(self, node)
            return
        self._out.append(type(node).__name__)
        for child in children(node):
            self._add(child)
        if _OPEN[type(node)]:
            self._out.append(")")

    def _all(self, nodes: Sequence[cst.CSTNode]) -> None:
        for node in nodes:
            self._add(node)

    def _name(self, name: str) -> str:
        if self._receiver and name == self._receiver:
            return "self"
        if name not in self._locals:
            return name
        return f"${self.numbers.setdefault(name, len(self.numbers))}"

    def _parameters(self, node: cst.Parameters, drop: str = "") -> None:
        positional_only = [p for p in node.posonly_params if p.name.value != drop]
        self._all(positional_only)
        if positional_only:
            self._out.append("/")
        self._all([p for p in node.params if p.name.value != drop])
        if node.kwonly_params or isinstance(node.star_arg, cst.Param):
            self._out.append("*")
        if isinstance(node.star_arg, cst.Param):
            self._add(node.star_arg)
        self._all(node.kwonly_params)
        if node.star_kwarg is not None:
            self._out.append("**")
            self._add(node.star_kwarg)

    def add_parameter(self, node: cst.Param) -> None:
        """A parameter by its number, with its default."""
        self._out.append(self._name(node.name.value))
        if node.default is not None:
            self._out.append("=")
            self._add(node.default)

    def add_name(self, node: cst.Name) -> None:
        """A local name by its number, any other as it is."""
        self._out.append(self._name(node.value))

    def add_attribute(self, node: cst.Attribute) -> None:
        """``value.attribute``."""
        self._add(node.value)
        self._out.append(f".{node.attr.value}")

    def add_number(self, node: cst.Integer | cst.Float | cst.Imaginary) -> None:
        """A number by its value; one that is too long for decimals by its hexadecimal digits."""
        value = node.evaluated_value
        is_long = (
            isinstance(value, int) and value.bit_length() > sys.int_info.str_digits_check_threshold
        )
        self._out.append(hex(value) if is_long and isinstance(value, int) else repr(value))

    def add_text(self, node: cst.BaseString) -> None:
        """A text by its characters, an f-string by its parts."""
        kind, parts = parts_of(node)
        if kind in "sb":
            self._out += map(repr, parts)
            return
        self._out.append("FormattedString")
        for part in parts:
            self._part(part)
        self._out.append(")")

    def _part(self, part: Part) -> None:
        if isinstance(part, cst.FormattedStringExpression | cst.TemplatedStringExpression):
            self._out.append("{")
            self._add(part.expression)
            if part.equal is not None:
                self._out.append("=")
            if part.conversion:
                self._out.append(f"!{part.conversion}")
            self._all(part.format_spec or ())
            self._out.append("}")
        else:
            self._out.append(repr(part))

    def add_plain_part(self, node: cst.CSTNode) -> None:
        """A part of a format specification."""
        self._part(node.value if isinstance(node, cst.FormattedStringText) else node)

    def add_argument(self, node: cst.Arg) -> None:
        """An argument with its star or keyword."""
        if node.star:
            self._out.append(node.star)
        if node.keyword is not None:
            self._out.append(f"{node.keyword.value}=")
        self._add(node.value)

    def add_call(self, node: cst.Call) -> None:
        """A call; of one that writes a log the texts are marked as such."""
        self._out.append("Call")
        self._add(node.func)
        is_log = _is_log(node)
        for argument in node.args:
            if is_log and _is_text(argument.value) and not argument.star:
                if argument.keyword is not None:
                    self._out.append(f"{argument.keyword.value}=")
                self._out.append(LOG + " ".join(self.of(argument.value)))
            else:
                self._add(argument)
        self._out.append(")")

    def add_await(self, node: cst.Await) -> None:
        """``await value``."""
        self._out.append("await")
        self._add(node.expression)

    def add_lambda(self, node: cst.Lambda) -> None:
        """``lambda parameters: value``."""
        self._out.append("Lambda")
        self._parameters(node.params)
        self._add(node.body)
        self._out.append(")")

    def add_comprehension(self, node: cst.CSTNode) -> None:
        """The loops first: they bind the names that the element uses."""
        self._out.append(type(node).__name__)
        parts = children(node)
        self._all([p for p in parts if isinstance(p, cst.CompFor)])
        self._all([p for p in parts if not isinstance(p, cst.CompFor)])
        self._out.append(")")

    def add_loop(self, node: cst.CompFor) -> None:
        """``for target in iterable if condition`` of a comprehension."""
        if node.asynchronous is not None:
            self._out.append("async")
        self._out.append("CompFor")
        self._all([node.iter, node.target, *node.ifs])
        if node.inner_for_in is not None:
            self._add(node.inner_for_in)

    def add_slice(self, node: cst.Slice) -> None:
        """``lower:upper:step``, each of which may be left out."""
        self._out.append("Slice")
        for part in (node.lower, node.upper, node.step):
            if part is None:
                self._out.append(_ABSENT)
            else:
                self._add(part)

    def add_index(self, node: cst.Index) -> None:
        """An index, maybe unpacked."""
        self._out.append(f"Index{node.star or ''}")
        self._add(node.value)

    def add_import(self, node: cst.Import | cst.ImportFrom) -> None:
        """An import in one token: in whatever order and layout, it brings the same names."""
        code = cst.Module([]).code_for_node
        start = "import "
        if isinstance(node, cst.ImportFrom):
            module = code(node.module) if node.module is not None else ""
            start = f"from {'.' * len(node.relative)}{module} import "
        if isinstance(node.names, cst.ImportStar):
            self._out.append(f"{start}*")
            return
        names = [
            f"{a.evaluated_name} as {a.evaluated_alias}" if a.asname else a.evaluated_name
            for a in node.names
        ]
        self._out.append(start + ", ".join(sorted(names)))

    def add_declaration(self, node: cst.Global | cst.Nonlocal) -> None:
        """``global`` and ``nonlocal`` in one token."""
        names = sorted(self._name(item.name.value) for item in node.names)
        self._out.append(f"{type(node).__name__.lower()} {', '.join(names)}")

    def skip(self, node: cst.CSTNode) -> None:
        """Notes for type checkers."""


_Writer = Callable[[Words, Any], None]
_WRITERS: dict[type[cst.CSTNode], _Writer] = {
    cst.Name: Words.add_name,
    cst.Param: Words.add_parameter,
    cst.Attribute: Words.add_attribute,
    cst.Integer: Words.add_number,
    cst.Float: Words.add_number,
    cst.Imaginary: Words.add_number,
    cst.SimpleString: Words.add_text,
    cst.ConcatenatedString: Words.add_text,
    cst.FormattedString: Words.add_text,
    cst.TemplatedString: Words.add_text,
    cst.FormattedStringText: Words.add_plain_part,
    cst.FormattedStringExpression: Words.add_plain_part,
    cst.Arg: Words.add_argument,
    cst.Call: Words.add_call,
    cst.Await: Words.add_await,
    cst.Lambda: Words.add_lambda,
    cst.ListComp: Words.add_comprehension,
    cst.SetComp: Words.add_comprehension,
    cst.DictComp: Words.add_comprehension,
    cst.GeneratorExp: Words.add_comprehension,
    cst.CompFor: Words.add_loop,
    cst.Slice: Words.add_slice,
    cst.Index: Words.add_index,
    cst.Import: Words.add_import,
    cst.ImportFrom: Words.add_import,
    cst.Global: Words.add_declaration,
    cst.Nonlocal: Words.add_declaration,
    cst.Annotation: Words.skip,
    cst.TypeParameters: Words.skip,
}


def _is_text(node: cst.BaseExpression) -> bool:
    """Whether an expression is a text, maybe filled in at once: ``"%s" % name``."""
    if isinstance(node, cst.BinaryOperation):
        return isinstance(node.operator, cst.Modulo) and isinstance(node.left, cst.BaseString)
    return isinstance(node, cst.BaseString)


def _is_log(node: cst.Call) -> bool:
    """``logger.info(...)``, ``self.log.error(...)``, ``logging.warning(...)``, ``print(...)``."""
    function = node.func
    if isinstance(function, cst.Name):
        return function.value == "print"
    if not isinstance(function, cst.Attribute) or function.attr.value not in LEVELS:
        return False
    owner = function.value
    name = owner.attr if isinstance(owner, cst.Attribute) else owner
    return isinstance(name, cst.Name) and name.value in LOGGERS
