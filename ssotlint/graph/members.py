"""Which members classes and modules have, as far as their code can tell."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from importlib import import_module
from pkgutil import resolve_name
from typing import NamedTuple

from ssotlint.facts.alphabet import WORD
from ssotlint.graph.attributes import Attributes
from ssotlint.graph.calls import Calls
from ssotlint.graph.classes import BARE
from ssotlint.graph.constructors import Constructors
from ssotlint.graph.known import Known
from ssotlint.graph.words import words
from ssotlint.index.index import Index
from ssotlint.index.reads import Traced
from ssotlint.model.facts import Body

# Members of these make names that nobody wrote down.
_MAKING = frozenset(("__getattr__", "__getattribute__", "__setattr__", "__set_name__"))
# Callees and names with which a class gives itself members that cannot be read.
_OPENING = "".join(WORD[name] for name in ("setattr", "vars", "__dict__", "__class__", "exec"))
_LOCALS = WORD["locals"]
# Classes of the standard library whose instances have what their class has, and no more; loaded when
# somebody asks: `unittest` takes a third of the time in which a run after an edit is ready.
_READABLE = {
    "enum.Enum": "enum:Enum",
    "enum.IntEnum": "enum:IntEnum",
    "enum.Flag": "enum:Flag",
    "enum.IntFlag": "enum:IntFlag",
    "enum.StrEnum": "enum:Enum",
    "unittest.TestCase": "unittest:TestCase",
    "unittest.IsolatedAsyncioTestCase": "unittest:IsolatedAsyncioTestCase",
    "unittest.case.TestCase": "unittest:TestCase",
    "typing.NamedTuple": "builtins:tuple",
}
_OF_NAMED_TUPLES = frozenset(("_asdict", "_replace", "_make", "_fields", "_field_defaults"))
_OF_ENUMS = frozenset(("name", "value", *dir(str), *dir(int)))
_REMOVED = ("assert", "fail")  # names that some versions of unittest have and others have not
_LIKE = 0.82  # difflib's ratio: one letter of six, an ending
_MANGLED = re.compile(r"_[A-Za-z]\w*?__\w+\Z")  # `__total` of a class, as others must write it
_OF_CLASSES = frozenset((*dir(type), "register"))


class Roster(NamedTuple):
    """The names that a class and its bases bind or set; ``open`` when there may be more."""

    names: frozenset[str]
    open: bool
    outside: tuple[str, ...]

    def lacks(self, name: str, *, on_class: bool = False) -> bool:
        """Whether no instance (or, ``on_class``, the class itself) has a member of that name."""
        if on_class and name in _OF_CLASSES:
            return False
        if self.open or name in self.names or (name.startswith("__") and name.endswith("__")):
            return False
        if _MANGLED.match(name) and name[name.index("__", 1) :] in self.names:
            return False
        return not any(_supplies(base, name) for base in self.outside)


class Members:
    """Answers from lineages and from what methods set; remembers each answer."""

    def __init__(self, index: Index, calls: Calls, attributes: Attributes) -> None:
        self.calls, self.attributes = calls, attributes
        self._rosters: Traced[Known, Roster] = Traced(index, self._roster)

    def roster(self, known: Known) -> Roster:
        """The members of a class."""
        return self._rosters(known)

    def of_family(self, known: Known) -> Iterator[Roster]:
        """The rosters of a class and of all classes below it: any of them may be ``self``.

        Those below are thousands where everybody derives from it: mostly the first tell enough.
        """
        yield self.roster(known)
        yield from map(self.roster, self.calls.classes.subclasses(known))

    def _roster(self, known: Known) -> Roster:
        lineage = self.calls.classes.lineage(known)
        constructors: Constructors = self.calls.constructors
        names: set[str] = set()
        unread = not lineage.complete or not constructors.keeps_class(lineage)
        unread = unread or self._stands_in(known)
        for item in lineage.ours:
            bound = self.calls.scopes.members(item)
            stored = self.attributes.stored(item)
            names.update(bound, stored, self.calls.classes.of_metaclass(item))
            stub = item.module.source.is_stub  # of machine code, which may have more
            unread = unread or stub or not _MAKING.isdisjoint(names) or self._opens(item)
        outside = tuple(c for c in lineage.order if isinstance(c, str))
        unread = unread or not all(map(_is_readable, outside))
        return Roster(frozenset(names), unread, outside)

    def _stands_in(self, known: Known) -> bool:
        """Whether nothing can be made of a class: what it stands for comes from elsewhere."""
        made = self.calls.classes.member(known, "__init__")
        return (
            made is not None
            and made.known is not None
            and made.known.definition.body is Body.RAISES
        )

    def _opens(self, known: Known) -> bool:
        if known.near.dynamic or "<locals>" in known.definition.qualname:
            return True
        if not self.attributes.says(known, _OPENING + _LOCALS):
            return False
        return self.attributes.says(known, _OPENING) or _LOCALS in self._outside_methods(known)

    def _outside_methods(self, known: Known) -> str:
        """What stands in the body of a class itself."""
        text = self.attributes.text(known.module, known.definition)
        for row in known.near.definitions:
            if row.owner == known.position:
                text = text.replace(self.attributes.text(known.module, row), "")
        return text


def nearest(name: str, known: Iterable[str]) -> str:
    """The name that may be meant: one that is spelled alike, or says the same with another verb.

    "" when none is near.
    """
    said = words(name)
    best, most = "", 0.0
    for other in sorted(known):
        if other.startswith("_") and not name.startswith("_"):
            continue
        same = words(other)
        # Of constants the first word is what matters: only methods begin with a verb.
        reworded = (
            len(said) > 1
            and name.islower()
            and (said[1:] == same[1:] or sorted(said) == sorted(same))
        )
        size = len(name) + len(other)
        if not reworded and 2 * min(len(name), len(other)) < _LIKE * size:
            continue  # too short or too long to be alike, whatever its letters
        likeness = SequenceMatcher(None, name, other).ratio()
        if (likeness >= _LIKE or reworded) and likeness > most:
            best, most = other, likeness
    return best


def _is_readable(base: str) -> bool:
    return base in BARE or base in _READABLE or _builtin(base) is not None


@lru_cache(maxsize=1024)
def _supplies(base: str, name: str) -> bool:
    if base.startswith("enum.") and (name in _OF_ENUMS or name.startswith("_")):
        return True
    if base.startswith("unittest.") and name.startswith((*_REMOVED, "_")):
        return True
    if base == "typing.NamedTuple" and name in _OF_NAMED_TUPLES:
        return True
    if base in {"typing.Generic", "typing.Protocol"} and name.startswith("_"):
        return True
    readable = _READABLE.get(base)
    value = (resolve_name(readable) if readable else _builtin(base)) or object
    return hasattr(value, name)


def _builtin(base: str) -> object | None:
    head, _, rest = base.partition(".")
    return getattr(import_module("builtins"), rest, None) if head == "builtins" else None
