"""Is what a class keeps on its instances always what one constructor makes?"""

from functools import cached_property

from ssotlint.detectors.lacking import set_anywhere
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
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
    """Tells of calls of members of attributes; what others set is looked up once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._asked: set[str] = set()

    def note(self) -> None:
        """All was asked: which of the names files set is one question."""
        modules = self._view.index.all
        ask_all(self._view.index, self._asked, [m.path for m in modules if not _is_test(m)])

    def is_always(self, module: Module, owner: int, callee: str) -> bool:
        """Whether nothing but the constructor that was found can make what a call is of."""
        first, name, member = callee.split(".")
        callees, attributes = self._view.graph.callees, self._view.graph.attributes
        method = callees.method(module, owner)
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
        self._asked.add(name)
        return name in self._anywhere

    @cached_property
    def _anywhere(self) -> frozenset[str]:
        with self._view.index.apart():  # of these few are asked for
            return set_anywhere(self._view)


def _is_test(module: Module) -> bool:
    return module.source.role is Role.TEST
