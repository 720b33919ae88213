"""Which functions of ours run when an instance of a class is made."""

from ssotlint.graph.calls import Calls
from ssotlint.graph.known import Known
from ssotlint.index.index import Index, Module
from ssotlint.model.facts import Call, Context, DefinitionKind

_DEPTH = 3  # a constructor, its own methods, and what they call
_MOST = 12
# What stands under a condition may not run, and what is tried is caught.
_UNSURE = int(Context.CONDITIONAL) | int(Context.GUARDED) | int(Context.FALLBACK)
_MAKING = ("__new__", "__init__", "__post_init__")


class Constructions:
    """Follows calls from constructors; reads the calls of a file once."""

    def __init__(self, index: Index, calls: Calls) -> None:
        self.index, self.calls = index, calls
        self._by_owner: dict[str, dict[int, list[Call]]] = {}

    def runs(self, known: Known) -> list[Known]:
        """What a call of a class or function runs, those that are called first before the others."""
        if known.definition.is_class:
            found = [m for name in _MAKING if (m := self._method(known, name)) is not None]
        else:
            found = [known]
        level = list(found)
        for _ in range(_DEPTH):
            level = [k for one in level for k in self._called(one) if k not in found]
            level = list(dict.fromkeys(level))
            found += level
        return found[:_MOST]

    def _method(self, known: Known, name: str) -> Known | None:
        member = self.calls.classes.member(known, name)
        return member.known if member is not None else None

    def _called(self, known: Known) -> list[Known]:
        """What a function calls for certain; coroutines and generators do not run by that."""
        found: list[Known] = []
        for call in self._calls(known.module).get(known.position, ()):
            if call.context & _UNSURE:
                continue
            target = self.calls.target(known.module, call)
            if target is None:
                continue
            runs = target.accepts.runs if target.accepts is not None else target.known
            if runs.definition.kind is DefinitionKind.FUNCTION:
                found.append(runs)
        return found

    def _calls(self, module: Module) -> dict[int, list[Call]]:
        self.index.reads.note("calls", (module.path,))  # though they may be at hand
        known = self._by_owner.get(module.path)
        if known is None:
            known = self._by_owner[module.path] = {}
            for _, groups in self.index.calls([module]):
                for group in groups:
                    for call in group.calls():
                        known.setdefault(call.owner, []).append(call)
            for rows in known.values():
                rows.sort(key=lambda call: call.span)
        return known
