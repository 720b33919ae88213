"""Is what a class keeps on its instances always what one constructor makes?"""

from ssotlint.detectors.letters import Said
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
from ssotlint.graph.callers import Reached
from ssotlint.graph.known import Known
from ssotlint.index.index import Module
from ssotlint.index.strangers import ask_all
from ssotlint.model.facts import BindingKind
from ssotlint.model.source import Role

# With these a class sets attributes of which nobody can read the name, or answers itself.
_OPENING = "".join(
    WORD[name] for name in ("setattr", "vars", "__dict__", "__setattr__", "__getattribute__")
)
# What stands in a class body and leaves it to the instance what the attribute is.
_DEFAULTS = (BindingKind.DECLARED, BindingKind.LITERAL)


class Held:
    """Tells of calls of members of attributes; the files that say a name are looked up once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._said: Said | None = None
        self._anywhere: dict[str, bool] = {}

    def note(self) -> None:
        """All was asked: which of the names files set is one question."""
        modules = self._view.index.all
        ask_all(self._view.index, self._anywhere, [m.path for m in modules if not _is_test(m)])

    def is_always(self, reached: Reached) -> bool:
        """Whether nothing but the constructor that was found can make what the call is of."""
        module, call = reached.module, reached.call
        first, name, member = call.callee.split(".")
        callees, attributes = self._view.graph.callees, self._view.graph.attributes
        method = callees.method(module, call.owner)
        if method is None or method.first != first:
            return False
        home, lineage = method.home, callees.classes.lineage(method.home)
        family = {*lineage.ours, *callees.classes.subclasses(home)}
        if not lineage.complete or attributes.any_sets(family - {home}, name):
            return False
        if any(self._is_open(one, name) for one in family):
            return False
        return not any(self._is_set_outside(module, one) for one in (name, member))

    def _is_open(self, known: Known, name: str) -> bool:
        """Whether a class may answer otherwise than with what was set: by a property, or at all."""
        graph = self._view.graph
        rows = graph.callees.scopes.member(known, name)
        descriptor = any(row.kind not in _DEFAULTS for row in rows)
        return descriptor or graph.attributes.says(known, _OPENING)

    def _is_set_outside(self, module: Module, name: str) -> bool:
        """Whether an attribute of that name is set on anything that may be such an instance.

        Tests set those of what is shipped for a while; of what they define themselves they say so
        in the file.
        """
        if _is_test(module):
            return self._view.graph.attributes.sets_outside(module, name)
        if name not in self._anywhere:
            self._anywhere[name] = self._is_set_anywhere(name)
        return self._anywhere[name]

    def _is_set_anywhere(self, name: str) -> bool:
        if self._said is None:
            self._said = Said(self._view.index)
        by_path, attributes = self._view.index.by_path, self._view.graph.attributes
        paths = self._said.by_letter({WORD[name]})[WORD[name]]
        modules = (by_path[path] for path in paths)
        return any(name in attributes.set_outside(m) for m in modules if not _is_test(m))


def _is_test(module: Module) -> bool:
    return module.source.role is Role.TEST
