"""Whether two methods stand for one member of a common base."""

from typing import NamedTuple

from ssotlint.detectors.fragments import Fragment
from ssotlint.detectors.view import View
from ssotlint.graph.resolution import Status
from ssotlint.index.index import Module
from ssotlint.model.facts import BindingKind, Definition

# Bases that ask nothing of those below them.
_BARE = frozenset(("object", "ABC", "Generic", "Protocol", "Enum", "Exception"))
_DEPTH = 12


class _Class(NamedTuple):
    """A first-party class with what it is called."""

    module: Module
    row: Definition

    @property
    def symbol(self) -> str:
        return self.module.symbol(self.row)


class Ancestry:
    """Resolves bases of classes; remembers each answer."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[str, dict[str, _Class | None]] = {}
        self._members: dict[str, frozenset[str]] = {}

    def is_shared(self, first: Fragment, second: Fragment) -> bool:
        """Whether a base of both classes, or one of them for the other, has the member.

        A base that is not ours is taken to have it: what it asks of those below cannot be read.
        """
        if first.owner is None or second.owner is None:
            return False
        ours = self._lineage(_Class(first.module, first.owner))
        theirs = self._lineage(_Class(second.module, second.owner))
        names = {first.definition.name, second.definition.name}
        return any(
            base is None or not names.isdisjoint(self._members_of(base))
            for symbol, base in ours.items()
            if symbol in theirs
        )

    def _lineage(self, known: _Class, depth: int = 0) -> dict[str, _Class | None]:
        """A class and all above it by dotted name; None for those that are not ours."""
        symbol = known.symbol
        found = self._known.get(symbol)
        if found is None:
            found = self._known[symbol] = {symbol: known}
            for text in known.row.bases if depth < _DEPTH else ():
                base = self._base(known.module, text)
                if isinstance(base, _Class):
                    found |= self._lineage(base, depth + 1)
                elif base.rpartition(".")[2] not in _BARE:
                    found[base] = None
        return found

    def _base(self, module: Module, text: str) -> _Class | str:
        answer = self._view.graph.resolver.dotted(module, text) if text else None
        if answer is None or answer.status is not Status.SYMBOL or answer.module is None:
            return text
        binding = answer.binding
        if binding is None or binding.kind is not BindingKind.DEFINITION:
            return answer.symbol
        return _Class(answer.module, answer.module.surface.definitions[binding.ref])

    def _members_of(self, known: _Class) -> frozenset[str]:
        symbol = known.symbol
        names = self._members.get(symbol)
        if names is None:
            rows = known.module.surface.definitions
            names = self._members[symbol] = frozenset(
                row.name for row in rows if row.owner >= 0 and rows[row.owner] is known.row
            )
        return names
