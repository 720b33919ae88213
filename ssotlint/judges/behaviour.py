"""What a difference between two copies does to what happens, in a few words.

Some differences look small and change a lot: a guard that one copy lost, another bound, another
key, a test for a part of a text in place of a test for all of it. They are called by name.
"""

from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise, takewhile

from ssotlint.judges.saying import is_text
from ssotlint.judges.signs import NUMBER, differing, is_sign

Tokens = Sequence[str]

_ORDERINGS = frozenset(("LessThan", "LessThanEqual", "GreaterThan", "GreaterThanEqual"))
_BOUNDED = _ORDERINGS | {"Slice", "range"}
_DISPLAYS = frozenset(("Tuple", "Set", "List"))
_LOOKUPS = frozenset((".get", ".pop", ".setdefault"))
_LENIENT = frozenset((".get", "getattr", ".setdefault"))
# What no other type of the standard library but bytes has.
_TEXT_METHODS = frozenset((
    ".lower", ".upper", ".casefold", ".title", ".capitalize", ".swapcase", ".strip", ".lstrip",
    ".rstrip", ".removeprefix", ".removesuffix", ".expandtabs", ".zfill",
))  # fmt: skip
_ARITHMETIC = frozenset(("BinaryOperation", "UnaryOperation", "Add", "Subtract", "Minus", ")"))

_APART = {
    ("missing", "guard"): "a guard is missing",
    ("added", "guard"): "a guard was added",
    ("missing", "statement"): "a statement is missing",
    ("added", "statement"): "a statement was added",
    ("missing", "log"): "nothing is logged",
    ("added", "log"): "something is logged",
    ("missing", "import"): "imported elsewhere",
    ("added", "import"): "imported here",
    ("moved", "order"): "in another order",
    ("moved", "nesting"): "under another condition",
}
_EDITED = {
    "message": "another message", "default": "another default", "parameter": "other parameters",
    "variable": "another variable", "number": "another number", "text": "another text",
    "comparison": "another comparison", "condition": "another condition",
    "operator": "another operator", "constant": "another constant", "name": "another name",
    "expression": "another expression",
}  # fmt: skip


_MAY_DIFFER = frozenset(
    _EDITED[why] for why in ("message", "default", "parameter", "variable", "number")
)
_END = ")"
_KEYED = _LOOKUPS | {"Index", "getattr"}
_BOUND = "another bound"
_STRICT, _LENIENTLY = "fails without a default", "has a default where the other fails"


def effect(kind: str, why: str, ours: Tokens, theirs: Tokens) -> str:
    """What a difference amounts to; ``ours`` are the tokens of the original, without messages."""
    if kind != "edited":
        return _APART[kind, why]
    if why in ("message", "default", "parameter", "variable"):
        return _EDITED[why]
    return next(filter(None, (look(ours, theirs) for look in _LOOKS)), _EDITED[why])


def is_disagreement(kind: str, amounts: str, ours: Tokens, theirs: Tokens) -> bool:
    """Whether an edit of this effect leaves one of two statements wrong.

    They speak of the same things, and compare, count or look them up otherwise.
    """
    if kind != "edited" or amounts in _MAY_DIFFER:
        return False
    if amounts in (_STRICT, _LENIENTLY):
        return True
    if amounts.startswith(_TESTED):
        return not differing(filter(is_text, ours), list(filter(is_text, theirs)))
    changed = differing(ours, theirs)
    return amounts == _BOUND or (bool(changed) and all(map(is_sign, changed)))


def _looks_up(tokens: Tokens) -> set[str]:
    """What a statement looks up, as an attribute or by a text; defaults are no part of it."""
    found: set[str] = set()
    is_key = False
    for token in tokens:
        if is_text(token) and is_key:
            found.add(token.lstrip("bru").strip("'\""))
        elif token.startswith(".") and token not in _LOOKUPS:
            found.add(token[1:])
        is_key = token in _KEYED or (is_key and not is_text(token) and token != _END)
    return found


def _another_test(ours: Tokens, theirs: Tokens) -> str:
    first, second = _test(ours), _test(theirs)
    if not first or not second or first == second:
        return ""
    if differing(filter(is_text, ours), list(filter(is_text, theirs))):
        return ""  # other things are sought in another way: that is no other test
    return f"{_precisely(second, theirs)} instead of {_precisely(first, ours)}"


def _test(tokens: Tokens) -> str:
    """How something is tested, where a statement does it in one way."""
    found = {word for word, fits in _TESTS if fits(tokens)}
    return found.pop() if len(found) == 1 else ""


def _precisely(test: str, tokens: Tokens) -> str:
    """A test for a part is one for a substring where a whole is surely a text."""
    is_of_text = test == _FOR_A_PART and all(map(_makes_text, _wholes(tokens)))
    return "a substring test" if is_of_text else test


def _wholes(tokens: Tokens) -> Iterator[Tokens]:
    """In what a part is looked for: ``"token" in key``, ``any(w in key for w in words)``."""
    for i, token in enumerate(tokens):
        if token in {"In", "NotIn"} and tokens[i - 1] == "ComparisonTarget":
            is_part = is_text(tokens[i - 2]) or "GeneratorExp" in tokens[:i]
            if is_part and not _DISPLAYS.issuperset(tokens[i + 1 : i + 2]):
                yield tokens[i + 1 :]


def _makes_text(tokens: Tokens) -> bool:
    """Whether an expression is a text literal, ``str(…)``, or the call of a text's method."""
    if tokens[0] == "FormattedString" or is_text(tokens[0]):
        return True
    inner = list(dropwhile("Call".__eq__, tokens))
    callee: list[str] = []
    for _ in range(len(tokens) - len(inner)):  # from the innermost call to the outermost
        if ")" not in inner:
            return False
        end = inner.index(")")
        callee, inner = inner[:end], inner[end + 1 :]
        if "Call" in callee:  # among what is handed over: too much to tell
            return False
    start = 0 if callee[:1] and callee[0].startswith(".") else 1
    names = list(takewhile(lambda token: token.startswith("."), callee[start:]))
    return callee[:1] == ["str"] or (bool(names) and names[-1] in _TEXT_METHODS)


def _tests_all(tokens: Tokens) -> bool:
    """``key == "token"``, or ``key in ("token", "secret")``."""
    return any(
        token in {"Equal", "NotEqual"}
        or (token in {"In", "NotIn"} and _DISPLAYS.issuperset(tokens[i + 1 : i + 2]))
        for i, token in enumerate(tokens)
    )


_FOR_A_PART = "a test for a part"
_TESTS = (
    (_FOR_A_PART, lambda tokens: any(_wholes(tokens))),
    ("an equality test", _tests_all),
    ("a prefix test", lambda tokens: ".startswith" in tokens or ".endswith" in tokens),
)
_TESTED = (*(name for name, _ in _TESTS), "a substring test")


def _another_bound(ours: Tokens, theirs: Tokens) -> str:
    if not all(_BOUNDED.intersection(tokens) for tokens in (ours, theirs)):
        return ""
    changed = differing(ours, theirs)
    is_bound = all(t in _ORDERINGS or t in _ARITHMETIC or NUMBER.match(t) for t in changed)
    return _BOUND if changed and is_bound else ""


def _other_keys(ours: Tokens, theirs: Tokens) -> str:
    first, second = set(_keys(ours)), set(_keys(theirs))
    if not first or not second or first == second:
        return ""
    return "another key" if len(first - second) == len(second - first) == 1 else "other keys"


def _keys(tokens: Tokens) -> Iterator[str]:
    for before, token in pairwise(tokens):
        if is_text(token) and (before in _LOOKUPS or before in {"Index", "DictElement"}):
            yield token


def _other_strictness(ours: Tokens, theirs: Tokens) -> str:
    first, second = (not _LENIENT.isdisjoint(tokens) for tokens in (ours, theirs))
    reads = all(any(t.startswith(".") or t == "Index" for t in row) or "getattr" in row
                for row in (ours, theirs))  # fmt: skip
    if first == second or not reads or _looks_up(ours) != _looks_up(theirs):
        return ""
    return _STRICT if first else _LENIENTLY


_LOOKS = (_another_test, _another_bound, _other_keys, _other_strictness)
