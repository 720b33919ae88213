"""What changes an instance once it is made, as the shape of its class tells.

Not everything that is stored later is state that callers share: a lock, an answer that is kept
from when it was first asked for, what anybody might write into a plain attribute.
"""

import ast
import re

from ssotlint.facts import skim
from ssotlint.facts.alphabet import END, KIND, LOCALS, SELF, STATEMENTS, WORD, literal
from ssotlint.graph.words import words
from ssotlint.model.facts import Definition

_CALL, _IF, _ASSIGN = KIND[ast.Call], KIND[ast.If], KIND[ast.Assign]
_ATTRIBUTE, _NONE = KIND[ast.Attribute], literal(None)
_OWN = _ATTRIBUTE + SELF  # `self.`, before the name of an attribute
_LOCKS = frozenset(("lock", "locks", "mutex", "semaphore"))
_PROPERTY = _CALL + WORD["property"]
_ACCESSORS = 3  # functions that `property` takes
_MADE = re.compile(re.escape(_ASSIGN + _CALL) + "(.)", re.DOTALL)
_CONDITION = re.compile(f"{re.escape(_IF)}[^{re.escape(''.join(STATEMENTS))}]*")


def _in_shape(value: str) -> str:
    """How `self.x = value` begins in a shape, up to ``self``."""
    text = skim(f"class A:\n def f(self):\n  self.x = {value}\n").shape.text
    return text[text.index(_ASSIGN) : text.index(SELF) + 1]


# What an instance fills as it lives.
_CONTAINERS = (
    "{}", "[]", "dict()", "list()", "set()", "deque()", "OrderedDict()", "Counter()",
    "defaultdict(int)", "defaultdict(list)", "defaultdict(dict)", "defaultdict(set)",
)  # fmt: skip
_EMPTY = tuple(map(_in_shape, _CONTAINERS))
_FACTORIES = tuple(
    WORD["default_factory"] + WORD[made] for made in ("list", "dict", "set", "deque", "Counter")
)
# What asks a container, and leaves it as it is.
_READING = frozenset(WORD[name] for name in ("copy", "get", "items", "keys", "values"))
_LOOKING = frozenset((KIND[ast.For], KIND[ast.In], KIND[ast.NotIn]))
_SUBSCRIPT, _TUPLE = KIND[ast.Subscript], KIND[ast.Tuple]
_OPERATORS = {letter for node, letter in KIND.items() if issubclass(node, ast.operator)}
_WRITING = frozenset((END, KIND[ast.Delete], *_OPERATORS))
_COPYING = frozenset(
    _CALL + WORD[name] for name in ("dict", "frozenset", "len", "list", "set", "sorted", "tuple")
)


def is_change(name: str, method: Definition, text: str, around: str) -> bool:
    """Whether a method that stores ``self.name`` changes what the instance does for others.

    ``text`` is the shape of the method, ``around`` that of its class.
    """
    if not _LOCKS.isdisjoint(words(name)) or _is_setter(method, around):
        return False
    own = _OWN + WORD[name]
    flag = any(_ASSIGN + literal(value) + own in text for value in (True, False))
    return flag or not any(_is_lack_of(own, found) for found in _CONDITION.findall(text))


def _is_lack_of(own: str, condition: str) -> bool:
    """`if self.x is None`, `if not self.x`: what follows fills it once."""
    return own in condition and (_NONE in condition or KIND[ast.Not] in condition)


def _is_setter(method: Definition, around: str) -> bool:
    """Whether it stands behind a property: then anybody might set a plain attribute as well."""
    if any(d.endswith(".setter") for d in method.decorators):
        return True
    made = around.split(_PROPERTY)[1:]
    return any(WORD[method.name] in piece[:_ACCESSORS] for piece in made)


def is_replaced(name: str, method: Definition, text: str, around: str) -> bool:
    """Whether a method puts what it was given into ``self.name``: `self.user = user`."""
    if not is_change(name, method, text, around):
        return False
    stored = f"{re.escape(_ASSIGN)}[{LOCALS[0]}-{LOCALS[-1]}]{re.escape(_OWN + WORD[name])}"
    return re.search(stored, text) is not None


def own_calls(name: str, text: str) -> int:
    """How often, by a shape, a method is called on the instance itself."""
    return text.count(_CALL + _OWN + WORD[name])


def leaves_empty(text: str) -> bool:
    """Whether a method, by its shape, leaves a place for what comes later: `self.last = None`."""
    return _ASSIGN + _NONE + _OWN in text


def has_places(text: str) -> bool:
    """Whether `self.name[…]` stands in a method, by its shape."""
    return _SUBSCRIPT + _OWN in text


def parts_in(text: str) -> frozenset[str]:
    """The letters of the callees whose results a constructor, by its shape, assigns."""
    return frozenset(_MADE.findall(text))


def is_filled(names: set[str], making: str, living: str) -> bool:
    """Whether a class gives its instances containers that somebody fills later.

    ``names`` are the attributes that it sets, ``making`` the shape of what makes an instance,
    ``living`` that of the rest: there they are filled, or handed to who may. What has a public
    name and is left empty somebody else fills; what is filled by making it is a table.
    """
    if any(piece in living for piece in _FACTORIES):
        return True
    text = making + living
    made = (name for name in names if any(piece + WORD[name] in text for piece in _EMPTY))
    return any(
        _is_used(name, living) or not (name.startswith("_") or _is_used(name, making))
        for name in made
    )


def _is_used(name: str, text: str) -> bool:
    """Whether a container is anything but made, asked and copied."""
    own = _OWN + WORD[name]
    start = text.find(own)
    while start >= 0:
        end = start + len(own)
        made = text[: end - 1].endswith(_EMPTY)
        asked = text[start - 1] == _ATTRIBUTE and text[end] in _READING
        asked = asked or _is_looked_into(text, start, end)
        copied = text[start - 2 : start] in _COPYING or text[start - 1] in _LOOKING
        if not (made or asked or copied):
            return True
        start = text.find(own, end)
    return False


def _is_looked_into(text: str, start: int, end: int) -> bool:
    """`return self.x[0]`, `a, b = self.x`: what is stored stands behind the value, in a shape."""
    before = text[start - 2]
    if text[start - 1] == _SUBSCRIPT:
        return before < LOCALS[0] and before not in _WRITING
    return text[start - 1] == _ASSIGN and text[end] == _TUPLE
