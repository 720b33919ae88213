"""What a function hands out: the class in its annotation, or the class that it calls."""

from collections.abc import Iterator

from ssotlint.graph.callers import CallGraph
from ssotlint.graph.known import Known
from ssotlint.graph.words import DOTTED
from ssotlint.index.index import Module
from ssotlint.index.reads import Traced
from ssotlint.model.facts import Body, DefinitionKind, Usage

# What may stand around the class in an annotation without turning it into something else.
_AROUND = frozenset(
    ("Optional", "Union", "Awaitable", "Coroutine", "Annotated", "Final", "ClassVar",
     "AsyncGenerator", "AsyncIterator", "Generator", "Iterator", "AbstractContextManager",
     "AbstractAsyncContextManager", "ContextManager", "AsyncContextManager", "None", "Any")
)  # fmt: skip
_VALUES = frozenset(
    ("bool", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple")
)  # fmt: skip
_DEPTH = 5  # a factory that calls a factory that calls a factory


class Products:
    """Finds the first-party class of an annotation, a function's result or a binding's value."""

    def __init__(self, graph: CallGraph) -> None:
        self.graph = graph
        self.scopes = graph.calls.scopes
        self._made: Traced[Known, Known | None] = Traced(graph.index, self._sought)

    def is_foreign(self, module: Module, text: str) -> bool:
        """Whether an annotation names a class, and what it names first is none of ours."""
        name = next(_named(text), "")
        return bool(name) and self.scopes.is_foreign(module, name.partition(".")[0])

    def annotated(self, module: Module, owner: int, text: str) -> Known | None:
        """The one class of ours that an annotation names, inside whatever else it names."""
        found: dict[Known, None] = {}
        for name in DOTTED.findall(text):
            if name.rpartition(".")[2] in _AROUND:
                continue
            reach = self.scopes.lookup(module, owner, name)
            if reach.known is not None and not reach.rest and reach.known.definition.is_class:
                found[reach.known] = None
            else:
                return None  # a list of it, a type of it, or something else as well
        return next(iter(found)) if len(found) == 1 else None

    def of(self, known: Known) -> Known | None:
        """The class of which a call of a class or a function yields an instance."""
        return self._made(known)

    def _sought(self, known: Known, depth: int = 0) -> Known | None:
        row = known.definition
        if row.kind is DefinitionKind.CLASS:
            return known
        if row.signature.returns:
            return self.annotated(known.module, row.owner, row.signature.returns)
        made = self.graph.made.get(known, [])
        found: set[Known] = set()
        for target, usage in made:
            if usage is Usage.RETURNED and depth < _DEPTH:
                product = self._sought(target, depth + 1)
                if product is None:
                    return None
                found.add(product)
        if not found and row.body is Body.PLAIN and row.target and depth < _DEPTH:
            reach = self.scopes.lookup(known.module, known.position, row.target)
            if reach.known is not None and not reach.rest and reach.certain:
                return self._sought(reach.known, depth + 1)
        return found.pop() if len(found) == 1 else None

    def made_in(self, known: Known) -> set[Known]:
        """The classes of which a function makes instances that it keeps or returns."""
        products = (
            self.of(target) for target, usage in self.graph.made.get(known, [])
            if usage in (Usage.BOUND, Usage.RETURNED, Usage.AWAITED)
        )  # fmt: skip
        return {p for p in products if p is not None}


def is_value(text: str) -> bool:
    """Whether an annotation names a plain value first: a number, a text, a list of something."""
    return next(_named(text), "").rpartition(".")[2].lower() in _VALUES


def _named(text: str) -> Iterator[str]:
    return (n for n in DOTTED.findall(text) if n.rpartition(".")[2] not in _AROUND)
