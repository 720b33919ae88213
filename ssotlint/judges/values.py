"""The value that a constant or an enumeration is bound to, as its elements."""

import io
import re
import tokenize
from collections.abc import Iterator, Mapping

import libcst as cst

from ssotlint.model.value import Value
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.tree import every

# Collections of one name that share less are each what another place puts under that name.
_UNRELATED = 0.5
_TEXT = cst.SimpleString | cst.ConcatenatedString
_COLLECTING = frozenset(("frozenset", "set", "tuple", "list", "dict"))
_PLAIN = (
    cst.SimpleString, cst.ConcatenatedString, cst.Integer, cst.Float, cst.UnaryOperation, cst.Call,
    cst.BinaryOperation, cst.Attribute,
)  # fmt: skip

_SINGLE = re.compile(r"""^([a-zA-Z]*)'([^'"\\]*)'$""")
_LAYOUT = frozenset((
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENDMARKER,
))  # fmt: skip


class Constant(Value, frozen=True):
    """A value as its elements: of a mapping by key, of a collection themselves."""

    code: str
    items: Mapping[str, str]
    is_single: bool
    is_text: bool
    is_enum: bool = False

    def is_unrelated(self, other: "Constant | None") -> bool:
        """Whether both are collections, and hardly of the same elements."""
        if other is None or self.is_single or other.is_single or self.is_enum:
            return False
        common = len(self.items.items() & other.items.items())
        return common < _UNRELATED * max(len(self.items), len(other.items), 1)


def value_of(excerpt: Excerpt) -> Constant | None:
    """What a statement binds; None when it is no value that can be read."""
    node = excerpt.node
    if isinstance(node, cst.ClassDef):
        return _enum(node, excerpt)
    value = _bound(node)
    if value is None:
        return None
    while (
        isinstance(value, cst.Call)
        and len(value.args) == 1
        and excerpt.code(value.func) in _COLLECTING
    ):
        value = value.args[0].value
    code = flat(excerpt.code(value))
    items = dict(_items(value, excerpt))
    if isinstance(value, cst.Dict | cst.List | cst.Tuple | cst.Set):
        return Constant(code, items, is_single=False, is_text=False)
    if not isinstance(value, _PLAIN) or not all(
        isinstance(a.value, _PLAIN) for a in _arguments(value)
    ):
        return None  # it says what the names in it stand for
    if isinstance(value, cst.BinaryOperation) and not _is_of_literals(value):
        return None
    return Constant(code, {"": code}, is_single=True, is_text=_is_text(value))


def _bound(node: cst.CSTNode) -> cst.BaseExpression | None:
    """The expression that a statement binds to a name."""
    small = node.body[0] if isinstance(node, cst.SimpleStatementLine) else None
    return small.value if isinstance(small, cst.Assign | cst.AnnAssign) else None


def bound_by(excerpt: Excerpt) -> Constant:
    """What a statement binds, whatever that is: another expression is one value."""
    value, bound = value_of(excerpt), _bound(excerpt.node)
    code = flat(excerpt.code(bound or excerpt.node))
    return value or Constant(code, {"": code}, is_single=True, is_text=False)


def _is_of_literals(value: cst.BaseExpression) -> bool:
    """Whether nothing in an expression stands for something else: ``60 * 60``, not ``"(" + RULE``."""
    return not any(isinstance(node, cst.Name) for node in every(value))


def _arguments(value: cst.BaseExpression) -> tuple[cst.Arg, ...]:
    return tuple(value.args) if isinstance(value, cst.Call) else ()


def _is_text(value: cst.BaseExpression) -> bool:
    """A pattern is as telling as its text."""
    said = (value, *(argument.value for argument in _arguments(value)))
    return any(isinstance(node, _TEXT) for one in said for node in _terms(one))


def _terms(value: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """What is put together with operators: ``"a" + "b"`` is a text as well."""
    if isinstance(value, cst.BinaryOperation):
        yield from _terms(value.left)
        yield from _terms(value.right)
    else:
        yield value


def _items(value: cst.BaseExpression, excerpt: Excerpt) -> Iterator[tuple[str, str]]:
    if isinstance(value, cst.Dict):
        for row in value.elements:
            key = flat(excerpt.code(row.key)) if isinstance(row, cst.DictElement) else "**"
            yield key, flat(excerpt.code(row.value))
    elif isinstance(value, cst.List | cst.Tuple | cst.Set):
        for element in value.elements:
            code = flat(excerpt.code(element))
            yield code, code


def _enum(node: cst.ClassDef, excerpt: Excerpt) -> Constant:
    items: dict[str, str] = {}
    for row in node.body.body:
        for small in row.body if isinstance(row, cst.SimpleStatementLine) else ():
            if isinstance(small, cst.Assign):
                items[excerpt.code(small.targets[0].target)] = flat(excerpt.code(small.value))
    return Constant(node.name.value, items, is_single=False, is_text=False, is_enum=True)


def spelled(code: str) -> str:
    """Code without layout, comments and manners of quoting: the same on every Python."""
    try:
        tokens = [
            _SINGLE.sub(r'\1"\2"', token.string)
            for token in tokenize.generate_tokens(io.StringIO(code).readline)
            if token.type not in _LAYOUT
        ]
    except (tokenize.TokenError, SyntaxError):
        return flat(code)
    return flat("".join(tokens))


def flat(code: str) -> str:
    """Code as one line, without what only layout asks for."""
    return re.sub(
        r",([)\]}])", r"\1", re.sub(r"\s+", " ", code).replace("( ", "(").replace(" )", ")")
    )
