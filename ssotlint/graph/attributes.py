"""Which attributes the methods of a class set on their instances."""

import ast

from ssotlint.facts import skim
from ssotlint.facts.alphabet import KIND, SELF, WORD
from ssotlint.graph.calls import Calls
from ssotlint.graph.scopes import Known
from ssotlint.index.index import Index, Module
from ssotlint.model.facts import MemberUse

_MAKING = frozenset(("__init__", "__new__", "__post_init__", "__setstate__"))


def _in_shape(value: str) -> str:
    """How `self.x = value` begins in a shape, up to ``self``."""
    text = skim(f"class A:\n def f(self):\n  self.x = {value}\n").shape.text
    return text[text.index(KIND[ast.Assign]) : text.index(SELF) + 1]


# What an instance fills as it lives.
_CONTAINERS = (
    "{}", "[]", "dict()", "list()", "set()", "deque()", "OrderedDict()", "Counter()",
    "defaultdict(int)", "defaultdict(list)", "defaultdict(dict)", "defaultdict(set)",
)  # fmt: skip
_EMPTY = tuple(map(_in_shape, _CONTAINERS)) + tuple(
    WORD["default_factory"] + WORD[made] for made in ("list", "dict", "set", "deque", "Counter")
)


class Attributes:
    """Answers from the member uses and shapes of the files that hold the asked classes."""

    def __init__(self, index: Index, calls: Calls) -> None:
        self.index, self.calls = index, calls
        self._uses: dict[str, tuple[MemberUse, ...]] = {}
        self._shapes: dict[str, str] = {}
        self._stored: dict[Known, dict[str, set[str]]] = {}

    def uses(self, module: Module) -> tuple[MemberUse, ...]:
        """The member uses of one file."""
        if module.path not in self._uses:
            self._uses[module.path] = next((u for _, u in self.index.members([module])), ())
        return self._uses[module.path]

    def shape(self, module: Module) -> str:
        """The shape of one file."""
        if module.path not in self._shapes:
            self._shapes[module.path] = next((s.text for _, s in self.index.shapes([module])), "")
        return self._shapes[module.path]

    def stored(self, known: Known) -> dict[str, set[str]]:
        """Attributes that a class sets on its instances, with the methods that do."""
        found = self._stored.get(known)
        if found is None:
            found = self._stored[known] = {}
            definitions = known.module.surface.definitions
            for use in self.uses(known.module):
                if not use.stored or use.owner < 0:
                    continue
                method = self.calls.method(known.module, use.owner)
                if method is None or method.home != known or method.first != use.receiver:
                    continue
                found.setdefault(use.name, set()).add(definitions[method.position].name)
        return found

    def is_mutable(self, known: Known) -> bool:
        """Whether instances of a class change after they are made, as far as their code tells."""
        for item in self.calls.classes.lineage(known).ours:
            if any(methods - _MAKING for methods in self.stored(item).values()):
                return True
            text = self.shape(item.module)[slice(*item.definition.shape)]
            if any(piece in text for piece in _EMPTY):
                return True
        return False
