"""Which attributes the methods of a class set on their instances."""

import ast
from collections.abc import Iterable

from ssotlint.facts import skim
from ssotlint.facts.alphabet import KIND, SELF, WORD, literal
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


_FROZEN = WORD["frozen"] + literal(True)
_HEADER = 24  # characters of a shape: room for a decorator with its arguments
_VALUE_BASES = frozenset(
    ("builtins.BaseException", "builtins.Exception", "builtins.bytes", "builtins.float",
     "builtins.frozenset", "builtins.int", "builtins.str", "builtins.tuple", "typing.NamedTuple",
     "typing_extensions.NamedTuple", "pathlib.Path")
)  # fmt: skip


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

    def load(self, modules: Iterable[Module]) -> None:
        """Read the shapes of some files at once: one question to the store instead of many."""
        wanted = [m for m in modules if m.path not in self._shapes]
        self._shapes.update((m.path, s.text) for m, s in self.index.shapes(wanted))

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
        return any(map(self.changes, self.calls.classes.lineage(known).ours))

    def changes(self, known: Known) -> bool:
        """Whether what stands in a class itself changes its instances, or fills them."""
        if any(methods - _MAKING for methods in self.stored(known).values()):
            return True
        text = self.shape(known.module)[slice(*known.definition.shape)]
        return any(piece in text for piece in _EMPTY)

    def is_constant(self, known: Known) -> bool:
        """Whether instances are values: enums, frozen dataclasses, named tuples, exceptions."""
        lineage = self.calls.classes.lineage(known)
        outside = [c for c in lineage.order if isinstance(c, str)]
        if any(c.startswith("enum.") or c in _VALUE_BASES for c in outside):
            return True
        return any(self._is_frozen(item) for item in lineage.ours)

    def _is_frozen(self, known: Known) -> bool:
        """A dataclass, attrs class or model whose header or configuration says `frozen=True`."""
        row = known.definition
        text = self.shape(known.module)[slice(*row.shape)]
        if _FROZEN in text and not self.stored(known):
            return True
        names = {d.rpartition(".")[2] for d in row.decorators}
        if names & {"frozen", "immutable"}:
            return True
        return bool(names & {"dataclass", "define", "s", "attrs"}) and (
            _FROZEN in self._decorated(known)
        )

    def _decorated(self, known: Known) -> str:
        """What stands before a class in the shape: its decorators, and their arguments."""
        start = known.definition.shape[0]
        return self.shape(known.module)[max(start - _HEADER, 0) : start]
