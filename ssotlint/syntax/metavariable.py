"""The holes of a pattern: how they are written, and the identifiers that stand for them.

``$X`` stands for one node, ``$...XS`` for any number of neighbours, ``$_`` and ``$...`` for what
need not be named. Before the pattern is parsed each becomes an identifier, as LibCST's own
templates (``libcst.helpers``) do it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, cast

ONE, MANY = "__one_", "__many_"
UNNAMED = "_"

_METAVARIABLE = re.compile(r"\$(?P<many>\.\.\.)?(?P<name>[A-Z_][A-Z0-9_]*)?(?!\w)")
_STRING = re.compile(
    r"(?P<prefix>(?i:[rbuft]{0,2}))(?P<quotes>'''|\"\"\"|'|\")(?P<text>(?:\\.|(?!(?P=quotes))[^\\])*)"
    r"(?P=quotes)", re.DOTALL
)  # fmt: skip
_OTHER = re.compile(r"\s+|\#[^\n]*|\w+|==|!=|<=|>=|:=|->|\*\*|[-+*/%&|^@]=|.")
_OPENING, _CLOSING = "([{", ")]}"


class MetavariableError(ValueError):
    """A ``$`` that begins no metavariable; the text is what was written."""


class Metavariable(NamedTuple):
    """A hole: its name ("_" for one that need not be named), and whether it takes any number."""

    name: str
    many: bool

    def __str__(self) -> str:
        dots = "..." if self.many else ""
        return f"${dots}" if self.many and self.name == UNNAMED else f"${dots}{self.name}"


def metavariable(identifier: str) -> Metavariable | None:
    """The metavariable for which an identifier of mangled code stands, None for all others."""
    if identifier.startswith(ONE):
        return Metavariable(identifier[len(ONE) :], many=False)
    if identifier.startswith(MANY):
        return Metavariable(identifier[len(MANY) :], many=True)
    return None


def mangle(code: str) -> Iterator[str]:
    """The code with identifiers for metavariables, in one reading or two.

    The second is for places where a bare name cannot stand: behind a keyword argument or a
    default (``f(a=1, $...REST)``) a hole becomes ``NAME=NAME``, among the pairs of a dictionary
    ``**NAME``. Raises MetavariableError.
    """
    tokens = list(_tokens(code))
    plain = "".join(token.text for token in tokens)
    yield plain
    careful = "".join(_careful(tokens))
    if careful != plain:
        yield careful


class _Token(NamedTuple):
    text: str
    hole: bool = False


def _tokens(code: str) -> Iterator[_Token]:
    position = 0
    while position < len(code):
        if code[position] == "$":
            text, position = _hole(code, position)
            yield _Token(text, hole=True)
            continue
        found = _STRING.match(code, position)
        if found is not None:
            yield _Token(_string(found))
        else:
            found = cast("re.Match[str]", _OTHER.match(code, position))  # any character is one
            yield _Token(found[0])
        position = found.end()


def _hole(code: str, position: int) -> tuple[str, int]:
    found = _METAVARIABLE.match(code, position)
    if found is None or not (found["many"] or found["name"]):
        raise MetavariableError(re.match(r"\$[.\w]*", code[position:])[0])  # type: ignore[index]
    prefix = MANY if found["many"] else ONE
    return prefix + (found["name"] or UNNAMED), found.end()


def _string(found: re.Match[str]) -> str:
    """A string literal; holes are only in the expressions of those with f or t."""
    text = found["text"]
    if "$" not in text or not {"f", "t"} & set(found["prefix"].lower()):
        return found[0]
    done: list[str] = []
    position = depth = 0
    while position < len(text):
        character = text[position]
        if depth == 0 and text[position : position + 2] in ("{{", "}}"):
            done.append(text[position : position + 2])
            position += 2
            continue
        depth += (character == "{") - (character == "}")
        if character == "$" and depth > 0:
            character, position = _hole(text, position)
        else:
            position += 1
        done.append(character)
    return f"{found['prefix']}{found['quotes']}{''.join(done)}{found['quotes']}"


class _Bracket:
    """What has been seen so far between two brackets."""

    def __init__(self, opening: str) -> None:
        self.opening = opening
        self.is_named = False  # an argument or parameter with a name, or a pair
        self.holes: list[int] = []  # that stand alone among what may become pairs

    def see(self, text: str, previous: str) -> list[int]:
        """Take note of a token; the holes of which it tells that they are pairs."""
        if self.opening == "{" and text == ":":
            self.is_named = True
            holes, self.holes = self.holes, []
            return holes
        if self.opening == "(" and (text == "=" or (text == "**" and previous in ("(", ","))):
            self.is_named = True
        return []

    def hole(self, position: int) -> str:
        """How a hole is written that stands alone here."""
        if self.is_named:
            return "{0}={0}" if self.opening == "(" else "**{0}"
        if self.opening == "{":
            self.holes.append(position)
        return "{0}"


def _careful(tokens: list[_Token]) -> list[str]:
    texts = [token.text for token in tokens]
    solid = [i for i, text in enumerate(texts) if text.strip() and not text.startswith("#")]
    brackets = [_Bracket("")]
    previous = ""
    for here, after in pairwise([*solid, len(texts)]):
        text = tokens[here].text
        following = tokens[after].text if after < len(tokens) else ""
        if text in _OPENING:
            brackets.append(_Bracket(text))
        elif text in _CLOSING and len(brackets) > 1:
            brackets.pop()
        elif not tokens[here].hole:
            for position in brackets[-1].see(text, previous):
                texts[position] = f"**{texts[position]}"
        elif previous in ("(", "{", ",") and following in (")", "}", ","):
            texts[here] = brackets[-1].hole(here).format(text)
        previous = text
    return texts
