"""Functions whose copies are no fault: what a language or a framework asks everyone to write."""

import ast
import re
from collections.abc import Callable

from ssotlint.detectors.fragments import Variant
from ssotlint.facts.alphabet import KIND, SELF, WORD, literal
from ssotlint.graph.words import role_of
from ssotlint.model.facts import Body, Definition

ABSTRACT = frozenset(("overload", "abstractmethod", "abstractproperty", "abstractclassmethod"))
"""What decorates a method that others have to write."""
_PROPERTY = frozenset(("property", "cached_property", "setter", "getter", "deleter"))
_ENTRY_POINTS = frozenset(("main", "_main", "_test", "upgrade", "downgrade"))
_ROUTES = frozenset((
    *("get", "post", "put", "delete", "patch", "head", "options", "route", "api_route"),
    *("websocket", "websocket_route", "errorhandler", "exception_handler", "middleware"),
    *("command", "callback", "task", "on_event", "connect", "listens_for", "receiver"),
))  # fmt: skip
# They do not keep what they decorate for an event: they try it again.
_POLICIES = frozenset(("on_exception", "on_predicate"))
# A route of so many statements takes its request apart and calls somebody: the work is elsewhere.
_THIN = 4
_PRESET, _DELEGATE = Body.PRESET, Body.DELEGATE
# A call that passes on so much is no mere forwarding: what is passed is the fact.
_LONG = 40
_BRIEF = 20
_PASSES_ON = "it only calls another function"
_FLUENT = 4  # statements of a setter that returns its object
# A text with something in it, or a number.
_FACT = re.compile(r"['\"][^'\"]|\d")
_RETURNED = KIND[ast.Return] + SELF
_EMPTY = (KIND[ast.Return] + literal(None), KIND[ast.Return])
_IMPORTS = (KIND[ast.Import], KIND[ast.ImportFrom])
_ASSERTION = KIND[ast.Assert]
_AROUND = (_ASSERTION, *_IMPORTS)
_GUARDED = 3  # `if self._x is None:`, `return None`, and what is returned otherwise
# The pattern of a case stands behind what is done in the case before it.
_BRANCH, _KIND_TEST = KIND[ast.If], WORD["isinstance"]
_BINDS = (KIND[ast.Assign], KIND[ast.AugAssign])
_ASKS = re.compile(f"{re.escape(KIND[ast.If])}[^{re.escape(KIND[ast.Call])}]*$", re.DOTALL)
_CALLS = (KIND[ast.Return] + KIND[ast.Call], KIND[ast.Expr] + KIND[ast.Call])
_CHOICES = KIND[ast.If] + KIND[ast.Match]
_CASE = (
    f"(?:[{KIND[ast.MatchClass]}{KIND[ast.MatchAs]}{KIND[ast.MatchValue]}{KIND[ast.MatchOr]}].*)?$"
)
_HANDED_ON = re.compile(
    re.escape(KIND[ast.Return] + KIND[ast.Call] + KIND[ast.Attribute] + SELF)
    + f".{re.escape(SELF)}*{_CASE}", re.DOTALL,
)  # fmt: skip
_HANDED_UP = re.compile(
    f"[{re.escape(KIND[ast.Return] + KIND[ast.Expr])}]"
    + re.escape(KIND[ast.Call] + KIND[ast.Attribute] + KIND[ast.Call] + WORD["super"])
)
# All that is done is to ask the object itself, or its base, by another name.
_ASKED_ALIKE = re.compile(
    f"[{re.escape(KIND[ast.Return] + KIND[ast.Expr])}]"
    + re.escape(KIND[ast.Call] + KIND[ast.Attribute])
    + f"(?:{re.escape(SELF)}|{re.escape(KIND[ast.Call] + WORD['super'])}).{re.escape(SELF)}*",
    re.DOTALL,
)
_NOTHING = re.compile(f"{re.escape(KIND[ast.Return])}.?{_CASE}", re.DOTALL)
# An attribute of a variable is bound: its value comes first.
_SETTING = re.compile(
    f"{re.escape(KIND[ast.Assign])}.+{re.escape(KIND[ast.Attribute] + SELF)}.", re.DOTALL
)


def reason(row: Definition, owner: Definition | None, variant: Variant) -> str:
    """Why copies of a function are expected, "" when they are not."""
    for holds, why in _REASONS:  # asked for every function
        if holds(row, owner, variant):
            return why
    return ""


def may_be_told(row: Definition, owner: Definition | None, why: str) -> bool:
    """Whether nothing but its calling another function speaks against telling of its copies.

    ``why`` is the reason for which those are expected.

    They may stand together with others of their kind, or in very many places.
    """
    return _forwards(row, owner) and why in ("", _PASSES_ON)


def _has_body(body: Body) -> Callable[[Definition, Definition | None, Variant], bool]:
    return lambda row, _owner, _variant: row.body is body


def _forwards(row: Definition, owner: Definition | None) -> bool:
    """Whether nothing happens in a function but the call of another one, which is shared already.

    So it is where a function presets a word of that (`return by_field(rows, "updated", value)`);
    that a method of its own parameter is asked for a word (`path.startswith("/api/")`) is a fact.
    """
    if row.body is _PRESET and owner is None:
        asked = row.target.partition(".")[0]
        return bool(asked) and all(
            asked != parameter.name for parameter in row.signature.parameters
        )
    return row.body is _DELEGATE


def _only_passes_on(row: Definition, owner: Definition | None, variant: Variant) -> bool:
    """Neither much that is passed nor a default of its own says anything."""
    return _forwards(row, owner) and len(variant.tokens) < _LONG and not _has_defaults(row)


def _has_defaults(row: Definition) -> bool:
    """Whether a parameter has a text or a number as its default."""
    return any(_FACT.search(parameter.default) for parameter in row.signature.parameters)


def _declares(row: Definition, _owner: Definition | None, _variant: Variant) -> bool:
    return not ABSTRACT.isdisjoint(_last(row.decorators))


def _is_registered(row: Definition, _owner: Definition | None, _variant: Variant) -> bool:
    """``@render.register`` and ``@driver.for_db("x")`` stand for cases of one function."""
    return any(decorator.startswith(f"{row.name}.") for decorator in row.decorators) and (
        _PROPERTY.isdisjoint(_last(row.decorators))
    )


def _is_of_protocol(_row: Definition, owner: Definition | None, _variant: Variant) -> bool:
    return owner is not None and "Protocol" in _last(owner.bases)


def _is_entry_point(row: Definition, owner: Definition | None, _variant: Variant) -> bool:
    return owner is None and row.name in _ENTRY_POINTS


def _is_plain_special(row: Definition, owner: Definition | None, variant: Variant) -> bool:
    """``__init__`` that sets attributes, ``__repr__``, ``__enter__`` and their like.

    A brief ``__getattr__`` of a module answers for that module.
    """
    if not (row.name.startswith("__") and row.name.endswith("__")):
        return False
    is_brief = len(variant.statements) < _THIN or (owner is None and len(variant.tokens) < _LONG)
    return not variant.branches or is_brief


def _is_small_property(row: Definition, _owner: Definition | None, variant: Variant) -> bool:
    """One of a single statement.

    Assertions before it only tell a type checker what is there, and a question whether anything is
    there belongs to it: ``return None if self._banner is None else …``.
    """
    if _PROPERTY.isdisjoint(_last(row.decorators)):
        return False
    said = [s for s in variant.statements if s[0] not in _AROUND]
    is_guarded = (
        len(said) == _GUARDED and _ASKS.match(said[0]) and not set(_EMPTY).isdisjoint(said[1:])
    )
    return row.statements <= 1 or len(said) <= 1 or (
        bool(is_guarded) and len(variant.tokens) < _LONG
    )  # fmt: skip


def _extends_its_base(row: Definition, owner: Definition | None, variant: Variant) -> bool:
    """A few words around a call of ``super()``: what is shared is in the base already."""
    return (
        owner is not None
        and len(variant.tokens) < _LONG
        and any(map(_HANDED_UP.match, variant.statements))
        and not _has_defaults(row)
    )


def _only_asks_alike(row: Definition, owner: Definition | None, variant: Variant) -> bool:
    """A method that gives what it is given, and no more, to another one of its own object.

    However many do so: that the one stands for the other is all that each says of its class.
    """
    if owner is None or row.statements > 1:
        return False
    said = variant.statements
    return len(said) == 1 and _ASKED_ALIKE.fullmatch(said[0]) is not None and not _has_defaults(row)


def _forwards_late(row: Definition, owner: Definition | None, variant: Variant) -> bool:
    """A method that imports what it then only calls, in a few words."""
    if owner is None or len(variant.tokens) >= _BRIEF:
        return False
    said = [s for s in variant.statements if s[0] not in _IMPORTS]
    return (
        len(said) == 1 < len(variant.statements)
        and said[0][:2] in _CALLS
        and not variant.decides
        and not _has_defaults(row)
    )


def _is_setter(row: Definition, owner: Definition | None, variant: Variant) -> bool:
    """A method that binds or adds up one thing, and answers nothing."""
    return (
        owner is not None
        and row.statements <= 1
        and variant.tokens[:1] in _BINDS
        and len(variant.tokens) < _LONG
    )


def _only_chooses(_row: Definition, owner: Definition | None, variant: Variant) -> bool:
    """A method that hands what it is given to methods of its own object, by kind.

    Which kinds there are, and what is done with each, is what the class is for.
    """
    if owner is None or len(variant.tokens) >= _LONG:
        return False
    leaves = [said for said in variant.statements if said[0] not in _CHOICES]
    return (
        not any(said[0] == _BRANCH and _KIND_TEST not in said for said in variant.statements)
        and len(leaves) < len(variant.statements)
        and any(map(_HANDED_ON.match, leaves))
        and all(_HANDED_ON.match(said) or _NOTHING.match(said) for said in leaves)
    )


def _is_fluent_setter(_row: Definition, owner: Definition | None, variant: Variant) -> bool:
    """``self.limit = limit; return self``, maybe behind a question whether it is that already."""
    said = variant.statements
    return (
        owner is not None
        and 2 <= len(said) <= _FLUENT
        and said[-1] == _RETURNED
        and _SETTING.fullmatch(said[-2]) is not None
        and len(variant.tokens) < _LONG
    )


def _is_thin_route(row: Definition, _owner: Definition | None, _variant: Variant) -> bool:
    """A decorator hands a few statements to what calls them: ``@app.get("/")``, ``@on_saved``."""
    return row.statements <= _THIN and any(map(_registers, row.decorators))


def _registers(decorator: str) -> bool:
    """Whether a decorator hands a function to what calls it when something happens."""
    name = decorator.rpartition(".")[2]
    is_event = name.startswith("on_") and name not in _POLICIES
    return is_event or ("." in decorator and name in _ROUTES)


def _is_test(row: Definition, owner: Definition | None, variant: Variant) -> bool:
    """A case of a class of tests, which a package may ship for its users, or a function that asserts."""
    if not row.name.startswith("test_"):
        return False
    asserts = any(said[0] == _ASSERTION for said in variant.statements)
    return "Test" in owner.name if owner is not None else asserts


def _is_double(_row: Definition, owner: Definition | None, _variant: Variant) -> bool:
    """A method of what stands in for something in tests and demonstrations."""
    return owner is not None and role_of(owner.name) != owner.name


def _is_compiled(row: Definition, _owner: Definition | None, _variant: Variant) -> bool:
    """What Cython compiles into its callers, no other module can import."""
    return any(decorator.startswith("cython.") for decorator in row.decorators)


def _last(names: tuple[str, ...]) -> set[str]:
    return {name.rpartition(".")[2] for name in names}


_REASONS: tuple[tuple[Callable[[Definition, Definition | None, Variant], bool], str], ...] = (
    (_has_body(Body.STUB), "its body is a stub"),
    (_has_body(Body.RAISES), "it only refuses"),
    (_has_body(Body.CONSTANT), "it returns a constant"),
    (_has_body(Body.ACCESSOR), "it only looks something up"),
    (_declares, "it only declares"),
    (_is_registered, "it is one case of its namesake"),
    (_is_of_protocol, "it belongs to a protocol"),
    (_is_double, "its class stands in for something"),
    (_is_compiled, "it is compiled into its callers"),
    (_is_entry_point, "every program has one"),
    (_is_plain_special, "a special method without a branch"),
    (_is_small_property, "a property of one statement"),
    (_is_setter, "it sets one thing"),
    (_only_asks_alike, "it only stands for another method of its object"),
    (_extends_its_base, "it adds a few words to what its base does"),
    (_only_chooses, "it hands on what it is given by kind"),
    (_forwards_late, _PASSES_ON),
    (_is_thin_route, "a thin route handler"),
    (_is_test, "it is a test"),
    (_is_fluent_setter, "it sets one attribute and returns its object"),
    (_only_passes_on, _PASSES_ON),
)
