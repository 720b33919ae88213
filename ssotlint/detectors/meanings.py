"""What the global names in a function stand for in its module.

Two functions with one text do different things when a name in them is another constant or
another helper in each module.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from ssotlint.detectors.fragments import Fragment
from ssotlint.detectors.stems import spellings_of, stem_of
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
from ssotlint.graph.resolution import Status
from ssotlint.index.index import Module
from ssotlint.model.facts import Binding, BindingKind

_VALUES = frozenset(
    (BindingKind.CALL, BindingKind.LITERAL, BindingKind.CONTAINER, BindingKind.OTHER)
)


class Meanings:
    """Resolves the names of modules; remembers each answer.

    Functions with one text mean the same, and so do first-party classes with one name and the
    same methods.
    """

    def __init__(self, view: View, fragments: Iterable[Fragment]) -> None:
        self._view = view
        self._texts: dict[str, str] = {}
        self._methods: dict[str, list[str]] = defaultdict(list)
        for one in fragments:
            if one.owner is None:
                self._texts[one.symbol] = one.text
            else:
                self._methods[one.module.symbol(one.owner)].append(f"{one.name} {one.text}")
        self._known: dict[tuple[str, str], str] = {}
        self._letters: dict[str, dict[str, list[str]]] = {}

    def are_same(self, fragments: Iterable[Fragment]) -> bool:
        """Whether each name that two neighbours use means the same to both."""
        return not any(self.differing(a, b) for a, b in pairwise(fragments))

    def differing(self, first: Fragment, second: Fragment) -> list[str]:
        """The names that both use and that mean different things to them, in order."""
        if first.module is second.module:
            return []
        ours, theirs = self._plain_names(first), self._plain_names(second)
        return sorted(
            theirs[name]
            for name in ours.keys() & theirs.keys()
            if self._meaning(first.module, ours[name]) != self._meaning(second.module, theirs[name])
        )

    def are_adapted(self, first: Fragment, second: Fragment) -> bool:
        """Whether names that differ only in the stems of the two modules stand for different things."""
        stem = stem_of(second.module)
        return any(stem.is_in(name) for name in self.differing(first, second))

    def spellings(self, first: Fragment, second: Fragment) -> list[tuple[str, str]]:
        """What both name, and write otherwise: ``errors.Late`` and ``Late``, in order."""
        if first.module is second.module:
            return []
        ours, theirs = self._targets(first), self._targets(second)
        found = [
            (mine, other)
            for mine, target in ours.items()
            for other, meant in theirs.items()
            if target == meant and mine != other
        ]
        found += self._kindred(first, second)
        found += [(f"{a}.{b}", b) for a, b in _inside(ours, theirs, first.text)]
        found += [(b, f"{a}.{b}") for a, b in _inside(theirs, ours, second.text)]
        return sorted(found)

    def _kindred(self, first: Fragment, second: Fragment) -> list[tuple[str, str]]:
        """The names that differ only in the stems of the two modules."""
        ours, theirs = self._plain_names(first), self._plain_names(second)
        pairs = [(ours[n], theirs[n]) for n in ours.keys() & theirs.keys() if ours[n] != theirs[n]]
        return pairs + spellings_of(stem_of(first.module), stem_of(second.module))

    def _plain_names(self, fragment: Fragment) -> dict[str, str]:
        """The global names in a function by what they are without the module's stem."""
        stem = stem_of(fragment.module)
        return {stem.plain(name): name for name in sorted(self._names(fragment))}

    def _targets(self, fragment: Fragment) -> dict[str, str]:
        """The imported names in a function with the dotted names that they stand for."""
        module, names = fragment.module, self._names(fragment)
        found: dict[str, str] = {}
        for row in module.surface.imports:
            if row.bound in names:
                answer = self._view.graph.resolver.attribute(module, row.bound)
                is_ours = answer.status in (Status.SYMBOL, Status.MODULE)
                written = ".".join(filter(None, (row.module, row.name)))
                found[row.bound] = answer.symbol if is_ours else written
        return found

    def of(self, fragment: Fragment) -> frozenset[tuple[str, str]]:
        """Each global name in a function with what it stands for."""
        module = fragment.module
        return frozenset((name, self._meaning(module, name)) for name in self._names(fragment))

    def _names(self, fragment: Fragment) -> set[str]:
        """Names that the module binds and the text may use; what the function sets is its own."""
        letters = self._letters_of(fragment.module)
        found = {name for letter in letters.keys() & set(fragment.text) for name in letters[letter]}
        return found.difference(fragment.definition.globals)

    def _letters_of(self, module: Module) -> dict[str, list[str]]:
        """The names that a module binds, by the letter that stands for them in texts."""
        known = self._letters.get(module.path)
        if known is None:
            known = self._letters[module.path] = {}
            stem = stem_of(module)
            for name in self._view.graph.resolver.scope(module):
                known.setdefault(WORD[stem.plain(name)], []).append(name)
        return known

    def _meaning(self, module: Module, name: str) -> str:
        key = (module.path, name)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._resolved(module, name)
        return found

    def _resolved(self, module: Module, name: str) -> str:
        answer = self._view.graph.resolver.attribute(module, name)
        if answer.status is Status.SYMBOL and answer.module is not None:
            return self._text(answer.symbol, answer.binding, answer.module)
        if answer.status is Status.MODULE:
            return f"module {answer.symbol}"
        for row in module.surface.imports:
            if row.bound == name:
                return f"import {'.' * row.level}{row.module} {row.name}"
        return f"{module.path} {name}"

    def _text(self, symbol: str, binding: Binding | None, module: Module) -> str:
        if binding is not None and binding.kind in _VALUES and binding.shape:
            return f"value {binding.shape}"
        if binding is not None and binding.kind is BindingKind.DEFINITION:
            if module.surface.definitions[binding.ref].is_class:
                name = stem_of(module).plain(binding.name)
                return "\n".join((f"class {name}", *sorted(self._methods[symbol])))
            if symbol in self._texts:
                return f"text {self._texts[symbol]}"
        return f"symbol {symbol}"


def _inside(modules: dict[str, str], names: dict[str, str], text: str) -> list[tuple[str, str]]:
    """(module, name): ``text`` may read the name from the module that the others import it from."""
    return [
        (bound, name)
        for bound, module in modules.items()
        for name, target in names.items()
        if target == f"{module}.{name}" and WORD[name] in text
    ]
