"""The characters of a shape: one per syntax token.

A shape is compared, hashed and searched at C speed because it is a plain string. Characters:

- U+0001 up: node kinds, in alphabetical order of the ``ast`` class names;
- U+0100 to U+07FF: parameters and local variables by order of first appearance;
- U+0800 to U+D7FF: every other name and literal, by CRC-32 (the same in every process, which
  the built-in ``hash`` of strings is not). Two names share a character once in 53,248 pairs; a
  judge on the concrete tree decides what a shape only suggests.
"""

import ast
from zlib import crc32

from ssotlint.model.requirement import Requirement

_CONTEXTS = {"Load", "Store", "Del", "AugLoad", "AugStore", "Param"}
_DEPRECATED = {"Num", "Str", "Bytes", "NameConstant", "Ellipsis", "Index", "ExtSlice", "Suite"}


def _node_classes() -> list[type[ast.AST]]:
    found: dict[str, type[ast.AST]] = {}
    pending: list[type[ast.AST]] = [ast.AST]
    while pending:
        node_class = pending.pop()
        pending.extend(node_class.__subclasses__())
        if node_class.__module__ in {"_ast", "ast"}:
            found[node_class.__name__] = node_class
    names = sorted(found.keys() - _CONTEXTS - _DEPRECATED)
    return [found[name] for name in names]


_CLASSES = _node_classes()
KIND: dict[type[ast.AST], str] = {node: chr(3 + i) for i, node in enumerate(_CLASSES)}
# A twin that is async differs in behaviour, not in what it says: the judge tells them apart.
KIND[ast.AsyncFunctionDef] = KIND[ast.FunctionDef]
KIND[ast.AsyncFor] = KIND[ast.For]
KIND[ast.AsyncWith] = KIND[ast.With]
KIND[ast.AnnAssign] = KIND[ast.Assign]
STATEMENTS = frozenset(KIND[node] for node in _CLASSES if issubclass(node, ast.stmt))
END = "\x01"
SELF = "\x02"
_FIRST_LOCAL = 0x100
_FIRST_WORD = 0x800
_WORDS = 0xD800 - _FIRST_WORD
_WORD = chr(_FIRST_WORD)
LOCALS = tuple(chr(i) for i in range(_FIRST_LOCAL, _FIRST_WORD))
# Nodes that leave no character of their own, or stand only where a shape does not look.
_UNSEEN = {
    "Await", "Module", "Interactive", "Expression", "FunctionType", "arg", "arguments",
    "keyword", "alias", "withitem", "ExceptHandler", "comprehension", "Name", "Constant", "Expr",
    "match_case", "Pass",
} | _CONTEXTS  # fmt: skip


def _odd(text: str) -> bytes:
    """The bytes of a text with a lone surrogate, which UTF-8 refuses."""
    return text.encode("utf-8", "surrogatepass")


class _Words(dict[str, str]):
    def __missing__(self, word: str) -> str:
        try:
            data = word.encode()
        except UnicodeEncodeError:
            data = _odd(word)
        letter = self[word] = chr(_FIRST_WORD + crc32(data) % _WORDS)
        return letter


WORD = _Words()
"""Name or text of a literal -> its character; grows with use and is bounded by ``forget``."""


def is_word(letter: str) -> bool:
    """Whether a character stands for a name or a literal."""
    return letter >= _WORD


def forget() -> None:
    """Drop remembered words once they are many; their characters stay what they were."""
    if len(WORD) + len(STRING) > _MANY:
        WORD.clear()
        STRING.clear()


class _Strings(dict[str, str]):
    def __missing__(self, value: str) -> str:
        try:
            data = value.encode()
        except UnicodeEncodeError:
            data = _odd(value)
        letter = chr(_FIRST_WORD + crc32(data, _QUOTE) % _WORDS)
        if len(value) < _SHORT:
            self[value] = letter
        return letter


_MANY = 8_000  # more would lie too far from the processor
_QUOTE = crc32(b"'")  # no name begins with a quote
_SHORT = 30  # longer strings hardly recur: remembering them would cost more than it saves
STRING = _Strings()
"""Text of a string literal -> its character."""


def literal(value: object) -> str:
    """The character of a constant; equal values of different types differ."""
    if value.__class__ is str:
        return STRING[value]
    if value.__class__ is int:
        return _INTEGERS.get(value) or _say(value)
    if value is None or value.__class__ is bool:
        return _SINGLE[value]
    return _say(value)


def _say(value: object) -> str:
    return WORD[f"{value.__class__.__name__} {value!r}"]


_SINGLE = {value: _say(value) for value in (None, True, False)}
_INTEGERS = {value: _say(value) for value in range(1001)}


def may_contain(requirement: Requirement, shape: str, local_names: frozenset[str]) -> bool:
    """Whether code of this shape can satisfy ``requirement``: may say yes wrongly, never no."""
    for name in requirement.names:
        if WORD[name] not in shape and name not in local_names:
            return False
    for kind in requirement.kinds:
        if kind in _UNSEEN:
            continue
        node_class = getattr(ast, kind, None)
        if node_class in KIND and KIND[node_class] not in shape:
            return False
    return True
