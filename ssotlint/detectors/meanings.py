"""What the global names in a function stand for in its module.

Two functions with one text do different things when a name in them is another constant or
another helper in each module.
"""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise

from ssotlint.detectors.bearers import told_of
from ssotlint.detectors.fragments import Fragment
from ssotlint.detectors.function_crowd import CLASS
from ssotlint.detectors.functions import Function, Functions
from ssotlint.detectors.stems import spellings_of, stem_of, stemmed
from ssotlint.detectors.view import View
from ssotlint.facts import skim
from ssotlint.facts.alphabet import WORD, is_word
from ssotlint.graph.resolution import Status
from ssotlint.index.imprints import number_of
from ssotlint.index.index import Module
from ssotlint.index.names import spelled
from ssotlint.index.picks import names_at_top
from ssotlint.index.recent import Recent
from ssotlint.model.facts import Binding, BindingKind, Body, Import

Sense = tuple[int, tuple[tuple[str, str], ...]]
"""The digest of a function's text, and each global name in it with what it leads to."""
Senses = dict[str, dict[int, Sense]]
"""By file, and by position in it."""
Meaning = str | int | tuple[object, ...]
_FUNCTION, _CLASS = "\0function ", "\0class "  # no path begins so
# Each module names its logger for itself, and does the same with it.
_LOGGERS = frozenset(("getLogger", "get_logger", "getChild"))
# What so many say alike that it tells nothing.
_EMPTY = frozenset((Body.STUB, Body.RAISES, Body.CONSTANT))
_VALUES = frozenset(
    (BindingKind.CALL, BindingKind.LITERAL, BindingKind.CONTAINER, BindingKind.OTHER)
)

_FILES = 500  # whose names are at hand


class Meanings:
    """Resolves the names of modules; remembers each answer.

    Functions with one text mean the same, and so do first-party classes with one name and the
    same methods.
    """

    def __init__(
        self, view: View, functions: Functions, before: Senses | None = None, *,
        counted: bool = False,
    ) -> None:  # fmt: skip
        """``before`` is what names stood for in the last search, while surfaces say the same.

        Where texts are ``counted``, it is told otherwise whether two that are equal are no more.
        """
        self._view = view
        self._functions = functions
        self._single: dict[str, Function] = {}
        self._methods: dict[str, list[Function]] = defaultdict(list)
        for one in functions:
            scope = one.imprint.scope
            if not scope:
                self._single[one.symbol] = one
            else:
                self._methods[f"{one.module.name}.{scope}"].append(one)
        self._known: dict[tuple[str, str], str] = {}
        self._letters: Recent[str, dict[str, list[str]]] = Recent(_FILES)
        self._named: dict[tuple[str, str], set[str]] = {}
        self.senses: Senses = before or {}
        self.told: set[int] = set()
        """Of which classes it was asked what they say; see ``function_crowd``."""
        self._counted = counted
        self.fresh: set[tuple[str, int]] = set()
        """Places of functions of which it was asked for the first time what their names mean."""

    def are_same(self, fragments: Iterable[Fragment]) -> bool:
        """Whether each name that two neighbours use means the same to both."""
        return not any(self.differing(a, b) for a, b in pairwise(fragments))

    def differing(self, first: Fragment, second: Fragment) -> list[str]:
        """The names that both use and that mean different things to them, in order."""
        if first.module is second.module:
            return []
        for one in (first, second):
            self._note(one)
        ours, theirs = self._plain_names(first), self._plain_names(second)
        return sorted(
            theirs[name]
            for name in ours.keys() & theirs.keys()
            if self._meaning(first.module, ours[name]) != self._meaning(second.module, theirs[name])
        )

    def _note(self, fragment: Fragment) -> Sense:
        """What the names in a function stand for, to be remembered."""
        module, text = fragment.module, number_of(fragment.text)
        known = self.senses.get(module.path, {}).get(fragment.position)
        if known is None or known[0] != text:
            names = sorted(self._names(fragment))
            known = text, tuple((name, self._target(module, name)) for name in names)
            if fragment.position >= 0:
                self.senses.setdefault(module.path, {})[fragment.position] = known
                self.fresh.add((module.path, fragment.position))
        return known

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
        found += self._of_one_meaning(first, second)
        found += [(f"{a}.{b}", b) for a, b in _inside(ours, theirs, first.text)]
        found += [(b, f"{a}.{b}") for a, b in _inside(theirs, ours, second.text)]
        return sorted(found)

    def _kindred(self, first: Fragment, second: Fragment) -> list[tuple[str, str]]:
        """The names that differ only in the stems of the two modules."""
        ours, theirs = self._plain_names(first), self._plain_names(second)
        pairs = [(ours[n], theirs[n]) for n in ours.keys() & theirs.keys() if ours[n] != theirs[n]]
        return pairs + spellings_of(stem_of(first.module), stem_of(second.module))

    def kindred(self, first: Fragment, second: Fragment) -> list[tuple[str, str]]:
        """The classes that both name, but for the stems of their modules, and that are not one.

        The class of a method stands for that of its object, and is none of them.
        """
        if first.module is second.module:
            return []
        ours, theirs = self._plain_names(first), self._plain_names(second)
        own = {one.owner.name for one in (first, second) if one.owner is not None}
        return [
            (ours[name], theirs[name])
            for name in sorted(ours.keys() & theirs.keys())
            if ours[name] != theirs[name]
            and own.isdisjoint((ours[name], theirs[name]))
            and self._is_class_apart(first.module, ours[name], second.module, theirs[name])
        ]

    def leads(self, module: Module, name: str) -> str:
        """The symbol of ours for which a name stands in a module, "" for none."""
        answer = self._view.graph.resolver.attribute(module, name)
        return answer.symbol if answer.status is Status.SYMBOL else ""

    def _is_class_apart(self, ours: Module, one: str, theirs: Module, other: str) -> bool:
        targets = self._target(ours, one), self._target(theirs, other)
        return targets[0] != targets[1] and all(t.startswith(_CLASS) for t in targets)

    def _of_one_meaning(self, first: Fragment, second: Fragment) -> list[tuple[str, str]]:
        """The helpers that say the same under two names: own methods, functions of the modules."""
        ours, theirs = self._helpers(first), self._helpers(second)
        return [
            (mine, other)
            for mine, one in ours.items()
            for other, said in theirs.items()
            if one == said and mine not in theirs and other not in ours
        ]

    def _helpers(self, fragment: Fragment) -> dict[str, Meaning]:
        """What a function may call in its module and on its object, with what that says."""
        module = fragment.module
        found = {
            name: self._said(target)
            for name in sorted(self._names(fragment))
            if (target := self._target(module, name)).startswith(_FUNCTION)
        }
        if fragment.owner is not None:
            for one in self._methods.get(module.symbol(fragment.owner), ()):
                body = module.definition(one.imprint.position).body
                if WORD[one.imprint.name] in fragment.text and body not in _EMPTY:
                    found[f".{one.imprint.name}"] = self._read(one)
        return {name: said for name, said in found.items() if isinstance(said, int)}

    def _plain_names(self, fragment: Fragment) -> dict[str, str]:
        """The global names in a function by what they are without the module's stem."""
        stem = stem_of(fragment.module)
        return {stem.plain(name): name for name in sorted(self._names(fragment))}

    def _targets(self, fragment: Fragment) -> dict[str, str]:
        """The imported names in a function with the dotted names that they stand for."""
        module, names = fragment.module, self._names(fragment)
        found: dict[str, str] = {}
        for name in names:
            module.asked(name)
        for row in module.said.imports:
            if row.owner < 0 and row.bound in names:
                answer = self._view.graph.resolver.attribute(module, row.bound)
                is_ours = answer.status in (Status.SYMBOL, Status.MODULE)
                written = ".".join(filter(None, (row.module, row.name)))
                found[row.bound] = answer.symbol if is_ours else written
        return found

    def of(self, one: Function) -> tuple[tuple[str, Meaning], ...]:
        """Each global name in a function with what it stands for, in order."""
        known = self.noted(one)
        if known is None:
            _, known = self._note(self._functions.opened(one))
        return tuple((name, self._said(target)) for name, target in known)

    def noted(self, one: Function) -> tuple[tuple[str, str], ...] | None:
        """The names in a function and what they stand for, if that was ever asked."""
        here = self.senses.get(one.module.path)
        found = here.get(one.imprint.position) if here is not None else None
        return found[1] if found is not None and found[0] == one.imprint.text else None

    def gist(self, one: Function) -> tuple[Meaning, ...]:
        """The same as far as it was ever asked: while it stays, so does what was found with it."""
        return tuple(self._said(target) for _, target in self.noted(one) or ())

    def _names(self, fragment: Fragment) -> set[str]:
        """Names that the module binds and the text may use; what the function sets is its own."""
        key = fragment.module.path, fragment.text
        known = self._named.get(key)
        if known is None:
            known = self._named[key] = self._bound(fragment.module, set(fragment.text))
        return known.difference(fragment.definition.globals)

    def _bound(self, module: Module, text: AbstractSet[str]) -> set[str]:
        """The names that a module binds of which a text has the letter."""
        letters = self._letters_of(module)
        if stem_of(module).word:
            module.picked(stemmed)  # what they stand for is told by other letters
        for letter in filter(is_word, text):  # no other name of its letters may come
            module.asked(spelled(letter))
        return {name for letter in letters.keys() & text for name in letters[letter]}

    def _letters_of(self, module: Module) -> dict[str, list[str]]:
        """The names that a module binds, by the letter that stands for them in texts."""
        known = self._letters.get(module.path) or self._letters.again(module.path)
        if known is None:
            stem, known = stem_of(module), {}
            for name in names_at_top(module.said):
                known.setdefault(WORD[stem.plain(name)], []).append(name)
            self._letters.keep(module.path, known)
        return known

    def _meaning(self, module: Module, name: str) -> Meaning:
        return self._said(self._target(module, name))

    def _target(self, module: Module, name: str) -> str:
        """What a name leads to: a function or class of ours by its symbol, all else in words."""
        key = (module.path, name)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._resolved(module, name)
        return found

    def _resolved(self, module: Module, name: str) -> str:
        answer = self._view.graph.resolver.attribute(module, name)
        if answer.status is Status.SYMBOL and answer.module is not None:
            outside = self._aliased(answer.module, answer.binding)
            return outside or _leading(answer.symbol, answer.binding, answer.module)
        if answer.status is Status.MODULE:
            return f"module {answer.symbol}"
        if answer.status is Status.EXTERNAL and answer.chain:  # through modules of ours
            last = answer.chain[-1]
            if last.path not in self._view.index.by_path:  # `where` reads no more than it needs
                return f"{last.path} {last.name}"
            module, name = self._view.index.by_path[last.path], last.name
        row = _import_of(module, name)
        return _imported(row) if row is not None else f"{module.path} {name}"

    def _aliased(self, module: Module, binding: Binding | None) -> str:
        """What another module's name stands for under a name of its own: ``CONF = cfg.CONF``."""
        if binding is None or binding.kind is not BindingKind.ALIAS:
            return ""
        root, _, rest = binding.value.partition(".")
        row = _import_of(module, root)
        if (
            row is None
            or self._view.graph.resolver.attribute(module, root).status is not Status.EXTERNAL
        ):
            return ""
        return f"{_imported(row)} {rest}"

    def _said(self, target: str) -> Meaning:
        """What stands there: equal for functions with one text, and for classes of one name too."""
        if target.startswith(_FUNCTION):
            symbol = target.removeprefix(_FUNCTION)
            one = self._single.get(symbol)
            return f"symbol {symbol}" if one is None else self._read(one)
        if target.startswith(_CLASS):
            name, _, symbol = target.removeprefix(_CLASS).partition(" ")
            self.told.add(told_of(CLASS, symbol))
            return (name, *sorted((m.name, self._read(m)) for m in self._methods.get(symbol, ())))
        return target

    def _read(self, one: Function) -> int:
        """What a function says; that it was asked for is noted.

        It is held against what others say, and of two of which each is alone with its text neither
        says what the other does, before an edit and after it.
        """
        if not self._counted:
            self._view.index.reads.note_text(one.module.path, one.imprint.qualname)
        return one.imprint.text


def _import_of(module: Module, name: str) -> Import | None:
    """The import that binds a name at the top of a module."""
    rows = module.asked(name).imports
    return next((row for row in rows if row.bound == name and row.owner < 0), None)


def _imported(row: Import) -> str:
    """What an import from outside stands for: a library offers one thing by several paths.

    ``import a.b as b`` takes what ``from a import b`` does, whatever it is called then; only
    ``import a.b`` itself brings ``a``.
    """
    if row.level:
        return f"import {'.' * row.level}{row.module} {row.name}"
    root, _, rest = row.module.partition(".")
    name = row.name or (rest.rpartition(".")[2] if row.alias else "")
    return f"import {root} {name}"


@cache
def _unfilled() -> frozenset[int]:
    """What is said by nothing, and by a collection that begins empty: each module fills its own."""
    made = "a = {}\nb = []\nc = dict()\nd = list()\ne = set()\nf = defaultdict(list)\ng = defaultdict(set)"
    return frozenset({0, *(row.shape for row in skim(f"{made}\n").surface.bindings)})


def _leading(symbol: str, binding: Binding | None, module: Module) -> str:
    if (
        binding is not None
        and binding.kind is BindingKind.CALL
        and (binding.value.rpartition(".")[2] in _LOGGERS)
    ):
        return "a logger"
    if binding is not None and binding.kind in _VALUES and binding.shape not in _unfilled():
        return f"value {binding.shape}"
    if binding is not None and binding.kind is BindingKind.DEFINITION:
        if module.definition(binding.ref).is_class:
            return f"{_CLASS}{stem_of(module).plain(binding.name)} {symbol}"
        return f"{_FUNCTION}{symbol}"
    return f"symbol {symbol}"


def _inside(modules: dict[str, str], names: dict[str, str], text: str) -> list[tuple[str, str]]:
    """(module, name): ``text`` may read the name from the module that the others import it from."""
    return [
        (bound, name)
        for bound, module in modules.items()
        for name, target in names.items()
        if target == f"{module}.{name}" and WORD[name] in text
    ]
