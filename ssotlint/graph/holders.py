"""Which places keep an instance for everybody: classes, accessors and module-level names."""

import ast
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from ssotlint.facts.alphabet import KIND, SELF, WORD
from ssotlint.graph.callers import CallGraph
from ssotlint.graph.products import Products
from ssotlint.graph.scopes import Known
from ssotlint.index.index import Index, Module
from ssotlint.model.facts import Binding, BindingKind, Body, Context, Definition
from ssotlint.model.source import Role

_CACHES = frozenset(("functools.cache", "functools.lru_cache"))
_CALL, _WITH, _RETURN = KIND[ast.Call], KIND[ast.With], KIND[ast.Return]
_ATTRIBUTE = KIND[ast.Attribute]
_STATE = "__dict__"
_LOCKS = ("Lock", "RLock", "Semaphore", "Condition")
# Values that `__new__` may keep one of without sharing state: they cannot change.
_VALUES = frozenset(
    ("builtins.str", "builtins.int", "builtins.float", "builtins.bytes", "builtins.tuple",
     "builtins.frozenset", "builtins.complex", "typing.NamedTuple", "datetime.datetime",
     "datetime.date", "datetime.tzinfo", "pathlib.Path")
)  # fmt: skip
IGNORED_ARGUMENTS = "that later arguments are ignored"
NO_LOCK = "that no lock guards the first call"
NO_RESET = "that nothing resets it"


class HolderKind(IntEnum):
    """What keeps the instance."""

    CLASS = 0
    ACCESSOR = 1
    INSTANCE = 2


class Holder(NamedTuple):
    """A place that keeps an instance, and of which class.

    ``definition`` is the class or the accessor, ``storage`` the dotted name that holds the
    instance, ``binding`` the row of that name where there is one. ``through`` is what else
    proves it (the metaclass, the decorator), ``hides`` what a caller does not see.
    """

    kind: HolderKind
    module: Module
    product: Known | None
    form: str
    storage: str
    definition: Known | None = None
    binding: Binding | None = None
    through: Known | None = None
    hides: tuple[str, ...] = ()

    @property
    def symbol(self) -> str:
        """Dotted name of the class, the accessor or the module-level name."""
        return self.definition.symbol if self.definition else self.storage


class Holders:
    """The survey of a run's modules, tests and backups left out."""

    def __init__(self, index: Index, graph: CallGraph, products: Products) -> None:
        self.index, self.graph, self.products = index, graph, products
        self.scopes = graph.calls.scopes
        self.classes = graph.calls.classes
        self.callables = graph.calls.callables
        self._surveyed: tuple[tuple[Module, ...], list[Holder]] | None = None

    def survey(self, modules: Iterable[Module]) -> list[Holder]:
        """Every holder in some modules, in the order of files; remembered for the same modules."""
        wanted = tuple(modules)
        if self._surveyed is None or self._surveyed[0] != wanted:
            self._surveyed = (wanted, self._survey(wanted))
        return self._surveyed[1]

    def _survey(self, modules: Iterable[Module]) -> list[Holder]:
        chosen = [m for m in modules if m.source.role not in (Role.BACKUP, Role.GENERATED)]
        shapes = {m.path: s.text for m, s in self.index.shapes(m for m in chosen if _may_hold(m))}
        found: list[Holder] = []
        for module in chosen:
            if module.path in shapes:
                found += self._in_module(module, shapes[module.path])
        return found

    def _in_module(self, module: Module, shape: str) -> Iterator[Holder]:
        for position, row in enumerate(module.surface.definitions):
            known = Known(module, position)
            text = shape[slice(*row.shape)]
            holder = (
                self._class(known, shape) if row.is_class
                else self._accessor(known, text)
            )  # fmt: skip
            if holder is not None:
                yield holder
        yield from self._instances(module)

    # -- classes

    def _class(self, known: Known, shape: str) -> Holder | None:
        row = known.definition
        if "<locals>" in row.qualname:
            return None
        lineage = self.classes.lineage(known)
        outside = {c for c in lineage.order if isinstance(c, str)}
        if outside & _VALUES or any(c.startswith("enum.") for c in outside):
            return None
        return (
            self._by_new(known, shape) or self._by_method(known, shape)
            or self._by_shared_state(known, shape) or self._by_metaclass(known)
        )  # fmt: skip

    def _by_new(self, known: Known, shape: str) -> Holder | None:
        new = self._method(known, "__new__")
        if new is None or new.body is Body.RAISES:
            return None
        text = shape[slice(*new.shape)]
        slot = self._slot(known, text)
        if slot is None:
            return None
        accepts = self.graph.calls.constructors.of(known)
        takes = len(new.signature.parameters) > 1 or (
            accepts is not None and bool(accepts.seen.parameters)
        )
        init = self._method(known, "__init__")
        takes = takes or (init is not None and len(init.signature.parameters) > 1)
        hides = [IGNORED_ARGUMENTS] if takes else []
        return self._of_class(known, "`__new__` keeps the instance", slot, text, hides, shape)

    def _by_method(self, known: Known, shape: str) -> Holder | None:
        name = known.definition.name
        makes = (_CALL + SELF, _CALL + WORD[name])
        for member, row in self._methods(known):
            if not {"classmethod", "staticmethod"} & set(row.decorators):
                continue
            text = shape[slice(*row.shape)]
            slot = self._slot(known, text) if any(m in text for m in makes) else None
            if slot is None:
                continue
            own = row.signature.parameters["classmethod" in row.decorators :]
            keyed = slot.kind is BindingKind.CONTAINER
            hides = [IGNORED_ARGUMENTS] if len(own) > keyed else []
            form = f"`{member}` keeps {'an instance a key' if keyed else 'the instance'}"
            return self._of_class(known, form, slot, text, hides, shape)
        return None

    def _by_shared_state(self, known: Known, shape: str) -> Holder | None:
        for name in ("__init__", "__new__"):
            row = self._method(known, name)
            if row is None:
                continue
            text = shape[slice(*row.shape)]
            slot = self._slot(known, text) if WORD[_STATE] in text else None
            if slot is not None and slot.kind is BindingKind.CONTAINER:
                form = "all instances share one `__dict__` (Borg)"
                return self._of_class(known, form, slot, text, [], shape)
        return None

    def _by_metaclass(self, known: Known) -> Holder | None:
        for name, value in known.definition.keywords:
            if name != "metaclass":
                continue
            meta = self.classes.base(known, value)
            if not isinstance(meta, Known):
                continue
            for item in self.classes.lineage(meta).ours:
                slots = [b for b in self._slots(item) if b.kind is BindingKind.CONTAINER
                         or b.value == "None"]  # fmt: skip
                if self._method(item, "__call__") is not None and slots:
                    form = f"its metaclass `{item.definition.name}` keeps the instance"
                    storage = f"{item.symbol}.{slots[0].name}"
                    accepts = self.graph.calls.constructors.of(known)
                    init = self._method(known, "__init__")
                    takes = init is not None and len(init.signature.parameters) > 1
                    takes = takes or (accepts is not None and bool(accepts.seen.parameters))
                    hides = (IGNORED_ARGUMENTS,) if takes else ()
                    return Holder(HolderKind.CLASS, known.module, known, form, storage, known,
                                  slots[0], item, hides)  # fmt: skip
        return None

    def _of_class(self, known: Known, form: str, slot: Binding, text: str, hides: list[str],
                  shape: str) -> Holder:  # fmt: skip
        if _WITH not in text:
            hides.append(NO_LOCK)
        letter = WORD[slot.name]
        others = [
            row for _, row in self._methods(known)
            if letter in shape[slice(*row.shape)] and shape[slice(*row.shape)] != text
        ]  # fmt: skip
        if not others:
            hides.append(NO_RESET)
        storage = f"{known.symbol}.{slot.name}"
        return Holder(HolderKind.CLASS, known.module, known, form, storage, known, slot,
                      hides=tuple(hides))  # fmt: skip

    def _slots(self, known: Known) -> list[Binding]:
        """Names of a class body that may hold an instance: empty at first, and no lock."""
        found: list[Binding] = []
        for rows in self.scopes.members(known).values():
            row = rows[-1]
            empty = row.kind is BindingKind.LITERAL and row.value == "None"
            bare = row.kind is BindingKind.DECLARED and not row.name.isupper()
            weak = row.kind is BindingKind.CALL and "Dict" in row.value
            if empty or bare or weak or row.kind is BindingKind.CONTAINER:
                found.append(row)
        return found

    def _slot(self, known: Known, text: str) -> Binding | None:
        """The name that a method fills, the one that begins as None first."""
        owners = (SELF, WORD[known.definition.name])
        usable = [
            b for b in self._slots(known)
            if any(_ATTRIBUTE + owner + WORD[b.name] in text for owner in owners)
        ]  # fmt: skip
        usable.sort(key=lambda b: (b.value != "None", "instance" not in b.name.lower()))
        return usable[0] if usable else None

    def _methods(self, known: Known) -> Iterator[tuple[str, Definition]]:
        definitions = known.module.surface.definitions
        for name, rows in self.scopes.members(known).items():
            for row in rows:
                if row.kind is BindingKind.DEFINITION and not definitions[row.ref].is_class:
                    yield name, definitions[row.ref]

    def _method(self, known: Known, name: str) -> Definition | None:
        rows = self.scopes.members(known).get(name, [])
        if len(rows) != 1 or rows[0].kind is not BindingKind.DEFINITION:
            return None
        return known.module.surface.definitions[rows[0].ref]

    # -- accessors

    def _accessor(self, known: Known, text: str) -> Holder | None:
        row = known.definition
        if set(self.callables.decorators(known)) & _CACHES:
            return self._cached(known)
        if row.owner >= 0:
            return None
        for name in row.globals:
            bindings = self.scopes.resolver.scope(known.module).get(name, [])
            if _RETURN + WORD[name] in text and bindings and _may_be_instance(bindings):
                product = self._product_of(known, bindings)
                if product is not None:
                    hides = self._hidden(known, name, text)
                    storage = f"{known.module.name}.{name}"
                    return Holder(HolderKind.ACCESSOR, known.module, product,
                                  f"it fills the global `{name}`", storage, known, bindings[0],
                                  hides=hides)  # fmt: skip
        return self._plain(known)

    def _plain(self, known: Known) -> Holder | None:
        """`def get_pool(): return _pool`, with `_pool = Pool()` beside it."""
        row = known.definition
        if row.body is not Body.ACCESSOR or "." in row.target or row.decorators:
            return None
        bindings = self.scopes.resolver.scope(known.module).get(row.target, [])
        if len(bindings) != 1 or bindings[0].kind is not BindingKind.CALL:
            return None
        product = self._instance_of(known.module, bindings[0])
        if product is None:
            return None
        storage = f"{known.module.name}.{row.target}"
        return Holder(HolderKind.ACCESSOR, known.module, product,
                      f"it returns the module's `{row.target}`", storage, known, bindings[0])  # fmt: skip

    def _cached(self, known: Known) -> Holder | None:
        """A cache of a function without arguments holds one value."""
        row = known.definition
        owner = Known(known.module, row.owner) if row.owner >= 0 else None
        method = owner is not None and owner.definition.is_class
        parameters = row.signature.parameters
        if len(parameters) > int(method) or (owner is not None and not method):
            return None
        product = self.products.of(known)
        if product is None:
            return None
        form = "its result is cached" + (" for all instances together" if method else "")
        return Holder(HolderKind.ACCESSOR, known.module, product, form,
                      f"{known.symbol}.cache", known, hides=(NO_LOCK,))  # fmt: skip

    def _product_of(self, known: Known, bindings: list[Binding]) -> Known | None:
        for binding in bindings:
            if binding.annotation:
                product = self.products.annotated(known.module, -1, binding.annotation)
                if product is not None:
                    return product
        made = self.products.made_in(known)
        returned = self.products.of(known)
        if returned is not None and (not made or returned in made):
            return returned
        return made.pop() if len(made) == 1 else returned

    def _hidden(self, known: Known, name: str, text: str) -> tuple[str, ...]:
        row = known.definition
        hides = [IGNORED_ARGUMENTS] if row.signature.parameters else []
        if _WITH not in text:
            hides.append(NO_LOCK)
        others = (d for d in known.module.surface.definitions if name in d.globals and d is not row)
        if not any(others):
            hides.append(NO_RESET)
        return tuple(hides)

    # -- module-level names

    def _instances(self, module: Module) -> Iterator[Holder]:
        for name, bindings in self.scopes.resolver.scope(module).items():
            row = bindings[-1]
            if row.kind is not BindingKind.CALL or row.context & ~int(Context.GUARDED):
                continue
            product = self._instance_of(module, row)
            if product is not None:
                form = f"`{row.value}()` runs when the module is imported"
                yield Holder(HolderKind.INSTANCE, module, product, form,
                             f"{module.name}.{name}", None, row)  # fmt: skip

    def _instance_of(self, module: Module, row: Binding) -> Known | None:
        reach = self.scopes.lookup(module, -1, row.value)
        if reach.known is None or not reach.certain:
            return None
        known, rest = reach.known, reach.rest
        if known.definition.is_class and len(rest) == 1:
            member = self.classes.member(known, rest[0])
            if member is None or member.known is None:
                return None
            return known if self.products.of(member.known) in (known, None) else None
        return self.products.of(known) if not rest else None


def _may_hold(module: Module) -> bool:
    surface = module.surface
    return any(
        d.globals or d.name == "__new__" or d.body is Body.ACCESSOR or d.decorators or d.keywords
        for d in surface.definitions
    ) or any(b.kind in (BindingKind.CALL, BindingKind.CONTAINER) for b in surface.bindings)


def _may_be_instance(bindings: list[Binding]) -> bool:
    """A name that begins as a number or a text is a counter or a setting."""
    return not any(b.kind is BindingKind.LITERAL and b.value != "None" for b in bindings)
