"""Whether two methods stand for one member of a common base."""

import ast
import re
from collections.abc import Callable
from enum import IntEnum
from itertools import takewhile
from typing import NamedTuple

from ssotlint.detectors import boilerplate
from ssotlint.detectors.fragments import Fragment
from ssotlint.detectors.sharing import lowest_package
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import END, KIND, SELF, WORD
from ssotlint.graph.known import Known
from ssotlint.graph.resolution import Status
from ssotlint.index.index import Module
from ssotlint.index.names import inside
from ssotlint.model.dotted import is_below
from ssotlint.model.facts import BindingKind, Body, Definition

BARE = frozenset(("object", "ABC", "Generic", "Protocol", "Enum", "Exception"))
"""Bases that ask nothing of those below them."""
_DEPTH = 12
_ERROR = re.compile(r"(Error|Exception|Warning)$")
# What a framework finds by this, and not by its name: `@field_validator("price")`.
_FOUND = re.compile(r"(?<![^\W_])(?:serializer|validates|validator)$")
# An attribute of a parameter or local variable, the object itself among them.
_READ = re.compile(f"{KIND[ast.Attribute]}{SELF}(.)", re.DOTALL)
_ASKED_ABOVE = re.compile(
    re.escape(KIND[ast.Attribute] + KIND[ast.Call] + WORD["super"]) + f"{END}?(.)", re.DOTALL
)

_UNDONE = WORD["NotImplementedError"]


class Kinship(IntEnum):
    """What two methods of one name are to each other."""

    NONE = 0
    OVERRIDE = 1  # the class of one is above that of the other
    SIBLINGS = 2  # both stand for a member of a common base


class _Class(NamedTuple):
    """A first-party class with what it is called."""

    module: Module
    row: Definition

    @property
    def symbol(self) -> str:
        return self.module.symbol(self.row)


def _is_open(known: _Class) -> bool:
    """Whether the base of a class is a parameter of the function that makes it."""
    owner = known.row.owner
    rows = known.module.near(owner).definitions if owner >= 0 else ()
    while owner >= 0:
        names = {parameter.name for parameter in rows[owner].signature.parameters}
        if not rows[owner].is_class and not names.isdisjoint(known.row.bases):
            return True
        owner = rows[owner].owner
    return False


class Ancestry:
    """Resolves bases of classes; remembers each answer."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[str, dict[str, _Class | None]] = {}
        self._members: dict[str, frozenset[str]] = {}

    def kinship(self, first: Fragment, second: Fragment) -> Kinship:
        """How two methods are related through their classes.

        A base that is not ours is taken to have the member: what it asks of those below cannot be
        read. It does not ask for methods that decorators register with it: their names are free.
        """
        if first.owner is None or second.owner is None:
            return Kinship.NONE
        names = {first.definition.name, second.definition.name}
        found = all(any(map(_FOUND.search, f.definition.decorators)) for f in (first, second))
        return self._kinship(
            _Class(first.module, first.owner),
            _Class(second.module, second.owner),
            lambda base: (
                not found if base is None else not names.isdisjoint(self._members_of(base))
            ),
        )

    def of_classes(
        self, ours: Module, first: Definition, theirs: Module, second: Definition
    ) -> Kinship:
        """How two classes are related."""
        return self._kinship(_Class(ours, first), _Class(theirs, second), lambda _base: True)

    def inherited(self, method: Fragment) -> str:
        """The method that stands for one in the bases of its class; "" when there is none.

        Nor is there where a base that is not ours comes before: what it defines cannot be read.
        """
        if method.owner is None:
            return ""
        known = _Class(method.module, method.owner)
        for base in [*self._lineage(known).values()][1:]:
            if base is None:
                return ""
            if method.definition.name in self._members_of(base):
                return f"{base.symbol}.{method.definition.name}"
        return ""

    def is_above(self, first: Fragment, second: Fragment) -> bool:
        """Whether the class of a method is above that of another one."""
        if first.owner is None or second.owner is None:
            return False
        return self.is_base(first.module, first.owner, second.module, second.owner)

    def is_base(self, ours: Module, first: Definition, theirs: Module, second: Definition) -> bool:
        """Whether a class is above another one."""
        symbol = ours.symbol(first)
        return symbol != theirs.symbol(second) and symbol in self._lineage(_Class(theirs, second))

    def common_base(self, first: Fragment, second: Fragment) -> str:
        """The base that the classes of two methods have in common, or ""; see ``base_of``.

        Of several it is the nearest that has most of what the method reads of its object.
        """
        if first.owner is None or second.owner is None:
            return ""
        bases = self._common(first.module, first.owner, second.module, second.owner)
        return min(bases, key=lambda base: self._own_reads(first, base), default="")

    def have_base(self, first: Fragment, second: Fragment) -> bool:
        """Whether the classes of two methods have a base of ours in common, wherever it stands."""
        if first.owner is None or second.owner is None:
            return False
        above = self._lineage(_Class(first.module, first.owner))
        beside = self._lineage(_Class(second.module, second.owner))
        return any(base is not None and symbol in beside for symbol, base in above.items())

    def distant_base(self, first: Fragment, second: Fragment) -> str:
        """The nearest base that the classes of two methods have in common, wherever it stands.

        It has something that the method reads, or that is called so: others know nothing of it.
        """
        if first.owner is None or second.owner is None:
            return ""
        pair = first.module, first.owner, second.module, second.owner
        bases = self._common(*pair, anywhere=True)
        return next((base for base in bases if self._knows(base, first)), "")

    def _knows(self, base: str, method: Fragment) -> bool:
        """Whether a class above that of a method has what it reads, or what is called as it is."""
        if method.owner is None:
            return False
        above = self._lineage(_Class(method.module, method.owner)).get(base)
        read = {*_READ.findall(method.text), WORD[method.definition.name]}
        return above is not None and any(WORD[name] in read for name in self._named(above))

    def base_of(self, ours: Module, first: Definition, theirs: Module, second: Definition) -> str:
        """The nearest class above two that stands in a package of both, "" where there is none.

        What is derived from all over the project is no place for what two of its packages need.
        """
        return next(iter(self._common(ours, first, theirs, second)), "")

    def can_hold(self, method: Fragment, base: str) -> bool:
        """Whether a class above could say a method for all that are derived from it.

        None of them may say something under its name already, nor may it read what only its own
        class has. What a base only asks for it can say itself.
        """
        return not self._has_member(method, base) and not self._own_reads(method, base)

    def _common(
        self,
        ours: Module,
        first: Definition,
        theirs: Module,
        second: Definition,
        *,
        anywhere: bool = False,
    ) -> list[str]:
        above, beside = self._lineage(_Class(ours, first)), self._lineage(_Class(theirs, second))
        around = lowest_package(ours, theirs)
        return [
            symbol
            for symbol, base in [*above.items()][1:]
            if base is not None and symbol in beside and symbol != next(iter(beside))
            and (anywhere or (around and is_below(symbol, around)))
            and "<locals>" not in symbol
        ]  # fmt: skip

    def _own_reads(self, method: Fragment, base: str) -> int:
        """How much a method reads that its class has, and a class above that one does not."""
        if method.owner is None:
            return 0
        own = _Class(method.module, method.owner)
        above = self._lineage(own).get(base)
        read = set(_READ.findall(method.text))
        if above is None or not read:
            return 0
        names = self._named(own) - self._named(above)
        return sum(WORD[name] in read for name in names)

    def asks_beside(self, method: Fragment, base: str) -> bool:
        """Whether a method asks ``super()``, and a class that is not ours answers before a base.

        Said in that base, it would ask what comes after it.
        """
        if method.owner is None or not _ASKED_ABOVE.search(method.text):
            return False
        lineage = self._lineage(_Class(method.module, method.owner))
        return None in takewhile(lambda one: one is None or one.symbol != base, lineage.values())

    def _named(self, known: _Class) -> frozenset[str]:
        """All that a class and those above it bind or set, as far as they are ours."""
        position = known.module.said.definitions.index(known.row)
        return self._view.graph.members.roster(Known(known.module, position)).names

    def is_mixed_in(self, method: Fragment, over: Fragment) -> bool:
        """Whether a method stands in a mixin for classes as that of another method.

        Such a mixin has nothing above it, and yet it asks ``super()`` for what that class has.
        """
        if method.owner is None or over.owner is None or method.name != over.name:
            return False
        mixin = _Class(method.module, method.owner)
        if len(self._lineage(mixin)) > 1:
            return False
        text = self._view.graph.attributes.text(mixin.module, mixin.row)
        asked = set(_ASKED_ABOVE.findall(text))
        other = self._members_of(_Class(over.module, over.owner)) if asked else frozenset[str]()
        return any(WORD[name] in asked for name in other if not name.startswith("__"))

    def has_base(self, module: Module, row: Definition) -> bool:
        """Whether a class is derived from one of the project."""
        return any([*self._lineage(_Class(module, row)).values()][1:])

    def files(self, module: Module, row: Definition) -> set[Module | None]:
        """The files of a class and of all above it; None stands for those that are not ours."""
        above = self._lineage(_Class(module, row)).values()
        return {base.module if base is not None else None for base in above}

    def is_enumeration(self, module: Module, row: Definition) -> bool:
        """Whether a class is an enumeration: with members nothing can be derived from it."""
        return any(base.endswith(("Enum", "Flag")) for base in self._called(module, row))

    def is_error(self, module: Module, row: Definition) -> bool:
        """Whether a class is an exception: who catches one asks which class it is."""
        return any(map(_ERROR.search, self._called(module, row)))

    def bases(self, module: Module, row: Definition) -> dict[str, str]:
        """The bases of a class that are ours, as they are written, with the symbols that they are."""
        found = {text: self._base(module, text) for text in row.bases}
        return {text: base.symbol for text, base in found.items() if isinstance(base, _Class)}

    def _fills_in(self, known: _Class) -> bool:
        """Whether an import gives the name of a class, too: `if HAS_KERAS: from keras import Layer`."""
        rows = self._view.graph.resolver.tops.bindings(known.module, known.row.name)
        return known.row.owner < 0 and any(row.kind is BindingKind.IMPORT for row in rows)

    def _called(self, module: Module, row: Definition) -> list[str]:
        """What the bases of a class, and of all above it, are called."""
        above = self._lineage(_Class(module, row)).values()
        return [base for known in above if known is not None for base in known.row.bases]

    def _has_member(self, method: Fragment, base: str) -> bool:
        """Whether a class above that of a method, or one above that class, says something so called."""
        if method.owner is None:
            return False
        above = self._lineage(_Class(method.module, method.owner)).get(base)
        known = self._lineage(above).values() if above is not None else ()
        return any(c is not None and self._says(c, method.definition.name) for c in known)

    def _says(self, known: _Class, name: str) -> bool:
        """Whether a class has a method that does something, or nothing on purpose."""
        top = known.row.qualname.partition(".")[0]
        rows = known.module.asked(inside(top)).definitions
        own = [row for row in rows if row.name == name and rows[row.owner] is known.row]
        return any(row.owner >= 0 and not self._is_asked(known.module, row) for row in own)

    def _is_asked(self, module: Module, row: Definition) -> bool:
        """Whether a method is left to those below: it is abstract, or not implemented."""
        if not boilerplate.ABSTRACT.isdisjoint(d.rpartition(".")[2] for d in row.decorators):
            return True
        text = self._view.graph.attributes.text(module, row)
        return row.body is Body.STUB and _UNDONE in text

    def _kinship(
        self, ours: _Class, theirs: _Class, asks: Callable[[_Class | None], bool]
    ) -> Kinship:
        above, beside = self._lineage(ours), self._lineage(theirs)
        if ours.symbol in beside or theirs.symbol in above:
            return Kinship.OVERRIDE
        if ours.row.name == theirs.row.name and (_is_open(ours) or _is_open(theirs)):
            return Kinship.OVERRIDE
        common = [base for symbol, base in above.items() if symbol in beside]
        return Kinship.SIBLINGS if any(map(asks, common)) else Kinship.NONE

    def _lineage(self, known: _Class, depth: int = 0) -> dict[str, _Class | None]:
        """A class and all above it by dotted name, in the order in which Python asks them.

        What two of its bases share comes after both. None stands for those that are not ours.
        """
        symbol = known.symbol
        found = self._known.get(symbol)
        if found is None:
            found = self._known[symbol] = {symbol: known}
            for text in known.row.bases if depth < _DEPTH else ():
                base = self._base(known.module, text)
                above: dict[str, _Class | None] = {}
                if isinstance(base, _Class):
                    above = {**self._lineage(base, depth + 1)}
                    above.pop(symbol, None)  # a class that is called as its base is
                elif base.rpartition(".")[2] not in BARE:
                    above = {base: None}
                for name in above:
                    found.pop(name, None)
                found |= above
        return found

    def _base(self, module: Module, text: str) -> _Class | str:
        """What a base is; a class that fills in where another is not installed stands for that one."""
        answer = self._view.graph.resolver.dotted(module, text) if text else None
        if answer is None or answer.status is not Status.SYMBOL or answer.module is None:
            return text
        binding = answer.binding
        if binding is None or binding.kind is not BindingKind.DEFINITION:
            return answer.symbol
        known = _Class(answer.module, answer.module.definition(binding.ref))
        return text if self._fills_in(known) else known

    def _members_of(self, known: _Class) -> frozenset[str]:
        symbol = known.symbol
        names = self._members.get(symbol)
        if names is None:
            position = known.module.said.definitions.index(known.row)
            rows = known.module.near(position).definitions
            names = self._members[symbol] = frozenset(
                row.name for row in rows if row.owner == position
            )
        return names
