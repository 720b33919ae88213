"""Is what a class keeps on its instances always what one constructor makes?"""

from functools import cached_property

from ssotlint.detectors.lacking import set_anywhere
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
from ssotlint.graph.classes import BARE, Lineage
from ssotlint.graph.known import Known
from ssotlint.graph.modules import STANDARD_LIBRARY
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
        self._own: dict[tuple[Known, str], bool] = {}

    def note(self) -> None:
        """All was asked: which of the names files set is one question."""
        modules = self._view.index.all
        ask_all(self._view.index, self._asked, [m.path for m in modules if not _is_test(m)])

    def is_always(self, module: Module, owner: int, callee: str) -> bool:
        """Whether nothing but the constructor that was found can make what a call is of."""
        first, name, member = callee.split(".")
        method = self._view.graph.callees.method(module, owner)
        if method is None or method.first != first or method.on_class:
            return False
        key = (method.home, name)
        if key not in self._own:
            self._own[key] = self._is_its_own(*key)
        return self._own[key] and not any(
            self._is_set_outside(module, one) for one in (name, member)
        )

    def _is_its_own(self, home: Known, name: str) -> bool:
        """Whether no class above or below one, or beside it in one below, has a say in it."""
        graph = self._view.graph
        classes = graph.callees.classes
        lineages = [classes.lineage(one) for one in (home, *classes.subclasses(home))]
        family = {known for lineage in lineages for known in lineage.ours}
        if not all(map(_is_readable, lineages)):
            return False
        if graph.attributes.any_sets(family - {home}, name):
            return False
        return not any(self._is_open(one, name) for one in family)

    def _is_open(self, known: Known, name: str) -> bool:
        """Whether a class may answer otherwise than with what was set: by a property, or at all.

        A declared field may be what a constructor is given that nobody has written; what one of our
        decorators makes of a class is not known.
        """
        graph = self._view.graph
        rows = graph.callees.scopes.member(known, name)
        if any(row.kind not in _DEFAULTS or row.annotation for row in rows):
            return True
        if graph.attributes.says(known, _OPENING):
            return True
        decorators = filter(None, known.definition.decorators)
        reached = (
            graph.callees.scopes.lookup(known.module, known.definition.owner, written)
            for written in decorators
        )
        return any(reach.known is not None for reach in reached)

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


def _is_readable(lineage: Lineage) -> bool:
    """Whether no base is somebody else's: the standard library sets nothing under a name of ours."""
    others = (base for base in lineage.order if isinstance(base, str) and base not in BARE)
    known = all(base.partition(".")[0] in STANDARD_LIBRARY for base in others)
    return lineage.complete and known


def _is_test(module: Module) -> bool:
    return module.source.role is Role.TEST
