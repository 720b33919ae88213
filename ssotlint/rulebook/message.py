"""The words of a finding: a rule's message or remedy, filled with the facts of its case.

A template is a text with placeholders:

- ``{symbol}`` is a fact; a tuple is joined with commas, a float has two decimals;
- ``{importers:importer}`` is a number with its noun, "1 importer", "3 importers"; an unusual
  plural follows a bar, ``{count:copy|copies}``;
- ``{chain: -> }`` is a tuple joined with what follows the colon;
- ``{similarity:%}`` is a share as a percentage, "83%";
- ``{guarded:inside a try}`` is that text where the boolean is true;
- ``[ in {calls:call}]`` is left out as a whole when a fact in it is empty, zero or false;
- ``{KEY}`` is what the metavariable ``$KEY`` of the rule's patterns stands for.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple, cast

from ssotlint.model.case import Case, Member
from ssotlint.model.numbers import counted, percent

Fact = str | int | float | bool | tuple[str, ...]

COMMON: dict[str, type] = {
    "symbol": str,  # the reported symbol
    "name": str,  # its last part
    "canonical": str,  # the symbol that should own the fact; the other members without one
    "canonical_path": str,  # the file of that symbol
    "path": str,  # the reported file
    "importers": int,  # how many modules import the reported symbol
    "count": int,  # how many members the group has
}
"""The facts that every rule may name; a field of the evidence with the same name wins."""

_PLACEHOLDER = re.compile(r"\{(?P<name>[A-Za-z_]\w*)(?::(?P<spec>[^{}\[\]]*))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_METAVARIABLE = re.compile(r"\$(?:\.\.\.)?([A-Z][A-Z0-9_]*)")
_LISTED = 3


class Placeholder(NamedTuple):
    """A fact that a template names, and how it is to be shown."""

    name: str
    spec: str


class Part(NamedTuple):
    """A stretch of a template; an optional one disappears when a fact in it is empty."""

    pieces: tuple[str | Placeholder, ...]
    optional: bool


def placeholders(template: str) -> tuple[Placeholder, ...]:
    """The placeholders of a template, in order; raises ValueError for a stray brace."""
    return tuple(
        piece
        for part in parts_of(template)
        for piece in part.pieces
        if isinstance(piece, Placeholder)
    )


def metavariables(pattern: str) -> frozenset[str]:
    """The names that a pattern binds: ``$X`` and ``$...XS``, not ``$_``."""
    return frozenset(_METAVARIABLE.findall(pattern))


def is_metavariable(name: str) -> bool:
    """Whether a placeholder names what a pattern binds: those are written in capitals."""
    return name.isupper()


def render(template: str, case: Case, member: Member) -> str:
    """Fill a template that is valid for the rule with the facts of ``member``."""
    facts = _Facts(case, member)
    shown: list[str] = []
    for part in parts_of(template):
        if part.optional and not all(
            facts[piece.name] for piece in part.pieces if isinstance(piece, Placeholder)
        ):
            continue
        shown.extend(
            piece if isinstance(piece, str) else _shown(facts[piece.name], piece.spec)
            for piece in part.pieces
        )
    return "".join(shown)


def misuse(spec: str, kind: object) -> str:
    """Why a fact of type ``kind`` cannot be shown with ``spec``; "" when it can."""
    if not spec or kind in (int, bool) or kind == tuple[str, ...]:
        return ""
    if kind is float:
        return "" if spec == "%" else 'a float takes nothing but "%" after the colon'
    return "a text takes nothing after the colon"


_COMMON: dict[str, Callable[[Case, Member], Fact]] = {
    "symbol": lambda _, member: member.symbol,
    "name": lambda _, member: member.symbol.rpartition(".")[2],
    "path": lambda _, member: member.place.path,
    "importers": lambda _, member: member.importers,
    "count": lambda case, _: len(case.members),
}


class _Facts:
    """The facts of a member by name, each found when a template asks for it."""

    def __init__(self, case: Case, member: Member) -> None:
        self._case, self._member = case, member
        self._captures: Mapping[str, Fact] = dict(getattr(member.evidence, "captures", ()))

    def __getitem__(self, name: str) -> Fact:
        member = self._member
        if name in self._captures:
            return self._captures[name]
        value = getattr(member.evidence, name, self)
        if value is not self:
            return cast("Fact", value)
        if name in {"canonical", "canonical_path"}:
            return self._of_owners(name)
        return _COMMON[name](self._case, member)

    def _of_owners(self, name: str) -> str:
        owners = self._owners()
        if name == "canonical":
            return _listed([owner.symbol for owner in owners])
        return _listed([owner.place.path for owner in owners])

    def _owners(self) -> list[Member]:
        case, member = self._case, self._member
        if case.owner is not None and case.owner != member:
            return [case.owner]
        return [other for other in case.members if other is not member and other != member]


def _listed(names: list[str]) -> str:
    """The names, or the first few of them and how many more there are."""
    distinct = list(dict.fromkeys(names))
    more = len(distinct) - _LISTED
    if more <= 1:
        return ", ".join(distinct)
    return f"{', '.join(distinct[:_LISTED])} and {more} more"


def _shown(fact: Fact, spec: str) -> str:
    match fact:
        case bool():
            return (spec if fact else "") if spec else str(fact).lower()
        case int() if spec:
            one, _, many = spec.partition("|")
            return counted(fact, one, many)
        case float():
            return f"{percent(fact)}%" if spec == "%" else f"{fact:.2f}"
        case tuple():
            return (spec or ", ").join(fact)
        case _:
            return str(fact)


@cache
def parts_of(template: str) -> tuple[Part, ...]:
    """The stretches of a template, in order; raises ValueError for a stray brace."""
    parts: list[Part] = []
    end = 0
    for match in _OPTIONAL.finditer(template):
        inner = _pieces(match[1])
        if all(isinstance(piece, str) for piece in inner):
            continue  # brackets without a placeholder are brackets
        parts.append(Part(_pieces(template[end : match.start()]), optional=False))
        parts.append(Part(inner, optional=True))
        end = match.end()
    parts.append(Part(_pieces(template[end:]), optional=False))
    return tuple(parts)


def _pieces(text: str) -> tuple[str | Placeholder, ...]:
    pieces: list[str | Placeholder] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        pieces.append(_literal(text[end : match.start()]))
        pieces.append(Placeholder(match["name"], match["spec"] or ""))
        end = match.end()
    pieces.append(_literal(text[end:]))
    return tuple(piece for piece in pieces if piece)


def _literal(text: str) -> str:
    if "{" in text or "}" in text:
        raise ValueError(f"a brace that belongs to no placeholder in {text!r}")
    return text
