"""The form of a TOML file: which keys there are, and what each of them holds."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

Trail = tuple[str | int, ...]
"""The way to a value: ``("rules", "import-cycle", "severity")``; numbers count in arrays from 0."""


class Kind(NamedTuple):
    """A kind of value: in words, as JSON schema, and as a question."""

    words: str
    schema: Mapping[str, object]
    fits: Callable[[object], bool]


class Table(NamedTuple):
    """A table of keys; ``rest`` is what all other keys hold.

    ``many`` tells that it is an array of such tables; ``short`` is a single value that may stand
    for the whole table.
    """

    keys: "tuple[Key, ...]" = ()
    rest: "Kind | Table | None" = None
    many: bool = False
    short: Kind | None = None

    def holds(self, name: str) -> "Kind | Table | None":
        """What the key ``name`` holds, or None when there is no such key."""
        for key in self.keys:
            if key.name == name:
                return key.holds
        return self.rest


class Key(NamedTuple):
    """A key of a table, with one sentence for those who set it."""

    name: str
    holds: Kind | Table
    help: str
    required: bool = False

    @property
    def field(self) -> str:
        """The key as a Python name."""
        return self.name.replace("-", "_")


class Fault(NamedTuple):
    """What is wrong at a place of a file, and what would be right."""

    trail: Trail
    reason: str
    remedy: str = ""


def faults(value: object, form: Kind | Table, trail: Trail = ()) -> Iterator[Fault]:
    """All that is wrong with a value, in the order of the file."""
    if isinstance(form, Kind):
        if not form.fits(value):
            yield Fault(trail, f"{shown(value)} is not {form.words}")
    elif form.many:
        yield from _many(value, form, trail)
    elif isinstance(value, dict):
        yield from _table(value, form, trail)
    elif form.short is None:
        yield Fault(trail, f"{shown(value)} is not a table")
    elif not form.short.fits(value):
        yield Fault(trail, f"{shown(value)} is neither {form.short.words} nor a table")


def _many(value: object, form: Table, trail: Trail) -> Iterator[Fault]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        yield Fault(trail, f"{shown(value)} is not an array of tables")
        return
    for position, item in enumerate(value):
        yield from _table(item, form, (*trail, position))


def _table(value: dict[str, object], form: Table, trail: Trail) -> Iterator[Fault]:
    for name, inner in value.items():
        holds = form.holds(name)
        if holds is None:
            known = [key.name for key in form.keys]
            yield Fault((*trail, name), "there is no such key", nearest(name, known))
        else:
            yield from faults(inner, holds, (*trail, name))
    for key in form.keys:
        if key.required and key.name not in value:
            yield Fault(trail, f'the key "{key.name}" is missing', key.help)


def nearest(name: str, known: list[str]) -> str:
    """A remedy that offers the known name most like ``name``, or all of them."""
    from difflib import get_close_matches

    close = get_close_matches(name.lower().replace("_", "-"), known, n=1)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"known: {', '.join(known)}" if known else ""


def shown(value: object) -> str:
    """A wrong value as an error quotes it, shortened."""
    text = f'"{value}"' if isinstance(value, str) else _toml(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "a table" if isinstance(value, dict) else repr(value)


def dotted(trail: Trail) -> str:
    """A trail as people write it: ``overrides 2.paths``."""
    words = ""
    for part in trail:
        if isinstance(part, int):
            words += f" {part + 1}"
        else:
            plain = part.replace("-", "").replace("_", "").isalnum() and part.isascii()
            words += ("." if words else "") + (part if plain else f'"{part}"')
    return words


def one_of(*choices: str) -> Kind:
    """A text out of a few."""
    words = f"one of {', '.join(choices)}"
    return Kind(words, {"enum": list(choices)}, lambda value: value in choices)


def matching(words: str, pattern: str) -> Kind:
    """A text that a regular expression describes as a whole."""
    expression = re.compile(pattern)
    return Kind(
        words,
        {"type": "string", "pattern": f"^(?:{pattern})$"},
        lambda value: isinstance(value, str) and expression.fullmatch(value) is not None,
    )


def list_of(kind: Kind, words: str) -> Kind:
    """A list of values of one kind."""
    return Kind(
        words,
        {"type": "array", "items": dict(kind.schema)},
        lambda value: isinstance(value, list) and all(map(kind.fits, value)),
    )


FLAG = Kind("true or false", {"type": "boolean"}, lambda value: isinstance(value, bool))
SIZE = Kind(
    "a whole number above 0",
    {"type": "integer", "minimum": 1},
    lambda value: type(value) is int and value > 0,
)
NUMBER = Kind("a number", {"type": "number"}, lambda value: type(value) in {int, float})
STRING = Kind("a text", {"type": "string"}, lambda value: isinstance(value, str))
STRINGS = list_of(STRING, "a list of texts")
_OPTIONS = (FLAG, NUMBER, STRING, STRINGS)
OPTION = Kind(
    "true, false, a number, a text or a list of texts",
    {"anyOf": [dict(kind.schema) for kind in _OPTIONS]},
    lambda value: any(kind.fits(value) for kind in _OPTIONS),
)
