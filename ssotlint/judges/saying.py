"""What a function says, statement by statement, in the words in which copies are compared."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest

import libcst as cst

from ssotlint.model.value import Value
from ssotlint.syntax.normal import ASYNC, LOG, NormalForm

VARIABLE = "$"
_OWN, _OWN_CLASS = "<itself>", "<its class>"
_SAME = ("Is", "IsNot", "Equal", "NotEqual")
_TYPES = (("Call", "type", "self", ")"), ("self", ".__class__"))
_ITS_CLASS = tuple((*of, "ComparisonTarget", same, _OWN_CLASS) for of in _TYPES for same in _SAME)
_NUMBERED = re.compile(r"\$\d+")
_IMPORT = re.compile(r"(?:from (?P<module>\S+) )?import ")
_AT_HAND = frozenset(("self", "None", "True", "False"))
_PASSING = frozenset(("self", "Call", ")", "*", "**"))
_TEXT = re.compile(r"[bBrRuUfF]*['\"]")


class Said(Value, frozen=True):
    """One statement.

    ``exact`` are its tokens, ``plain`` those that decide what happens: without what is told to
    people. ``blind`` is ``plain`` with one token for all variables.
    """

    exact: tuple[str, ...]
    plain: tuple[str, ...]
    blind: tuple[str, ...]
    depth: int


def is_variable(token: str) -> bool:
    """Whether a token is a numbered parameter or local variable."""
    return token.startswith(VARIABLE) and _NUMBERED.fullmatch(token) is not None


def is_text(token: str) -> bool:
    """Whether a token is a text literal or a part of one."""
    return _TEXT.match(token) is not None


def calls_itself(said: Sequence[Said]) -> bool:
    """Whether a function calls itself, as what walks through trees does."""
    return any(not {_OWN, f".{_OWN}"}.isdisjoint(one.plain) for one in said)


def names_its_class(said: Sequence[Said]) -> bool:
    """Whether a method says the name of its class for more than ``super(Order, self)``."""
    words = [("", *one.plain) for one in said]
    return any(
        word == _OWN_CLASS and before != "super" for row in words for before, word in pairwise(row)
    )


def asks_for_its_class(said: Sequence[Said]) -> bool:
    """Whether a method asks if an object is of its class and of no heir: ``type(self) is Order``."""
    return any(
        any(one.plain[at : at + len(sign)] == sign for sign in _ITS_CLASS)
        for one in said
        for at in range(len(one.plain))
    )


def is_told(said: Said) -> bool:
    """Whether a statement does nothing but log or print."""
    return said.plain[:1] == ("Expr",) and any(token.startswith(LOG) for token in said.plain)


def hands_on(said: Said) -> bool:
    """Whether a statement only keeps what is at hand, or gives it to a method of its own object.

    ``self.name = name``, ``state = None``, ``return self.finish(state, by=name)``: whoever shares
    the rest writes that again.
    """
    kind, *rest = said.plain or ("",)
    if kind == "Return" and all(map(_is_at_hand, rest)):
        return True
    if kind == "Assign" and rest and is_variable(rest[0]):
        rest = rest[1:]
    elif kind == "Assign" and rest[:1] == ["self"] and len(rest) > 2:
        return all(map(_is_at_hand, rest[2:]))
    elif kind not in {"Assign", "Return", "Expr"}:
        return False
    if rest[:2] == ["Call", "self"]:
        return all(
            t in _PASSING or t.startswith(".") or t.endswith("=") or is_variable(t) for t in rest
        )
    return kind == "Assign" and len(rest) == 1 and _is_at_hand(rest[0])


def _is_at_hand(token: str) -> bool:
    return is_variable(token) or token in _AT_HAND


def brought(said: Said) -> frozenset[str]:
    """The names that an import statement binds; none of any other statement."""
    token = said.plain[0] if said.plain else ""
    match = _IMPORT.match(token)
    if match is None:
        return frozenset()
    names = (name.rpartition(" as ")[2] for name in token[match.end() :].split(", "))
    return frozenset(n if match["module"] else n.partition(".")[0] for n in names)


def brought_from(said: Sequence[Said], path: str) -> dict[str, str]:
    """The names that relative imports bind in a file, each by the folder that it is seen from."""
    found: dict[str, str] = {}
    for one in said:
        if one.plain and one.plain[0].startswith("from ."):
            asked = one.plain[0].removeprefix("from ")
            level = len(asked) - len(asked.lstrip("."))
            found |= dict.fromkeys(brought(one), "/".join(path.split("/")[:-level]))
    return found


def block(said: Sequence[Said], position: int) -> Iterator[int]:
    """The positions of the statements under a header."""
    for p in range(position + 1, len(said)):
        if said[p].depth <= said[position].depth:
            return
        yield p


def saying(form: NormalForm, name: str, class_name: str) -> tuple[Said, ...]:
    """The statements of a function called ``name`` in a class (or ""), its header first.

    ``async`` and ``await`` are left out: a coroutine and its plain twin say the same.
    """
    own = {f"self.{name}": f".{_OWN}", f"cls.{name}": f".{_OWN}"}
    outer = {class_name: _OWN_CLASS} if class_name else {name: _OWN}
    # A class `Call` is called like the node of each call.
    own |= {word: mark for word, mark in outer.items() if not _is_node(word)}
    return tuple(_said(s.tokens, s.depth, own) for s in form.statements)


def _is_node(word: str) -> bool:
    """Whether a kind of node is called so; modules of LibCST are there once somebody loads them."""
    kind = getattr(cst, word, None)
    return isinstance(kind, type) and issubclass(kind, cst.CSTNode)


def _said(tokens: Sequence[str], depth: int, own: dict[str, str]) -> Said:
    exact = tuple(
        own.get(f"{before}{t}" if t.startswith(".") else t, t)
        for before, t in zip(("", *tokens), tokens, strict=False)
        if t not in ASYNC
    )
    plain = tuple(_plain(exact))
    return Said(exact, plain, tuple(VARIABLE if is_variable(t) else t for t in plain), depth)


def _plain(tokens: tuple[str, ...]) -> Iterator[str]:
    if tokens[:2] == ("Raise", "Call"):
        # What is raised decides; what it tells does not.
        yield from tokens[:3]
        for token in tokens[3:]:
            if not token.startswith("."):
                return
            yield token
        return
    if tokens[:1] == ("ExceptHandler",) and tokens[-2:-1] == ("AsName",):
        tokens = tokens[:-2]  # a name for the error changes nothing; what is done with it may
    for token in tokens:
        yield LOG if token.startswith(LOG) else token


def respelled(said: Sequence[Said], names: Mapping[str, str]) -> tuple[Said, ...]:
    """Statements with other words for some names: a name, or a module with an attribute of it."""
    if not names:
        return tuple(said)
    return tuple(
        Said(
            tuple(_respelled(one.exact, names)),
            tuple(_respelled(one.plain, names)),
            tuple(_respelled(one.blind, names)),
            one.depth,
        )
        for one in said
    )


def _respelled(tokens: Sequence[str], names: Mapping[str, str]) -> Iterator[str]:
    skipped = False
    for token, following in zip_longest(tokens, tokens[1:], fillvalue=""):
        if skipped:
            skipped = False
        elif (long := f"{token}{following}") in names and following.startswith("."):
            yield names[long]
            skipped = True
        else:
            yield names.get(token, token)
