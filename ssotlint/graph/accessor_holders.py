"""Which functions hand out one instance that somebody keeps."""

import ast
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ssotlint.facts.alphabet import END, KIND, STRING, WORD
from ssotlint.graph.attributes import Attributes
from ssotlint.graph.callers import CallGraph
from ssotlint.graph.holder import (
    CACHED,
    GIVEN,
    IGNORED_ARGUMENTS,
    NO_LOCK,
    NO_RESET,
    STANDS,
    Holder,
    HolderKind,
)
from ssotlint.graph.known import Known
from ssotlint.graph.products import Products
from ssotlint.graph.storing import position_of
from ssotlint.index.index import Module
from ssotlint.index.picks import At
from ssotlint.model.facts import Binding, BindingKind, Body, Definition, Surface

_PROPERTIES = frozenset(("builtins.property", "functools.cached_property"))
_BOUND = frozenset(("builtins.staticmethod", "builtins.classmethod"))
_WITH, _RETURN, _CALL = KIND[ast.With], KIND[ast.Return], KIND[ast.Call]
_ASSIGN, _RAISE = KIND[ast.Assign], KIND[ast.Raise]
_ASKING = tuple(KIND[k] for k in (ast.If, ast.IfExp, ast.BoolOp, ast.Try, ast.While, ast.Match))
_GLOBAL = re.compile(f"{re.escape(KIND[ast.Global])}[^{END}]*{END}")
_LAZY = "__getattr__"


class AccessorHolders:
    """Tells of a function what it hands out and how that is kept."""

    def __init__(self, graph: CallGraph, products: Products, attributes: Attributes) -> None:
        self.graph, self.products, self.attributes = graph, products, attributes
        self.scopes = graph.calls.scopes
        self.classes = graph.calls.classes
        self.callables = graph.calls.callables

    def of(self, known: Known) -> Holder | None:
        """How a function keeps what it hands out; None when it makes it anew or is no accessor."""
        row = known.definition
        if self.callables.cache(known):
            return self._cached(known)
        if row.owner >= 0:
            return None
        if row.name == _LAZY:
            return self._lazy(known, self.attributes.text(known.module, row))
        text = self.attributes.text(known.module, row) if row.globals else ""
        for name in row.globals:
            bindings = self.scopes.resolver.tops.bindings(known.module, name)
            if _RETURN + WORD[name] in text and bindings and _may_keep(bindings, name, text):
                product = self._product_of(known, bindings)
                if product is None:
                    continue
                given = _is_given(name, text)
                form = f"it hands out the global `{name}`, {GIVEN}"
                form = form if given else f"it fills the global `{name}`"
                hides = () if given else self._hidden(known, name, text)
                return self._holder(known, product, form, name, bindings[0], hides)
        return self._plain(known)

    def properties(self, holder: Known, module: Module, instance: Binding) -> Iterator[Holder]:
        """Properties of a module's only instance that make something once and keep it."""
        for position, row in self.attributes.of_class(_decorated, holder):
            known = Known(holder.module, position)
            body = known.definition.body
            lazy = set(self.callables.decorators(known)) & _PROPERTIES
            if not lazy or (body is not Body.ACCESSOR and "functools.cached_property" not in lazy):
                continue
            product = self.products.of(known)
            if product is not None:
                form = f"`{module.name}.{instance.name}` makes it at first use"
                beside = instance if module is holder.module else None
                slot = known.definition.target.rpartition(".")[2] or row.name
                yield Holder(HolderKind.ACCESSOR, holder.module, product, form,
                             f"{holder.symbol}.{slot}", known, beside, hides=(NO_LOCK,))  # fmt: skip

    def _plain(self, known: Known) -> Holder | None:
        """`def get_pool(): return _pool`, with `_pool = Pool()` beside it."""
        row = known.definition
        if row.body is not Body.ACCESSOR or "." in row.target or row.decorators:
            return None
        bindings = self.scopes.resolver.tops.bindings(known.module, row.target)
        if len(bindings) != 1 or bindings[0].kind is not BindingKind.CALL:
            return None
        product = self.instance_of(known.module, bindings[0])
        if product is None:
            return None
        return self._holder(known, product, STANDS, row.target, bindings[0], ())

    def _cached(self, known: Known) -> Holder | None:
        """A cache of a function without arguments holds one value; `self` is an argument."""
        row = known.definition
        bound = _BOUND & set(self.callables.decorators(known))
        if row.owner >= 0 and not bound:
            return None
        if len(row.signature.parameters) > int("builtins.classmethod" in bound):
            return None
        product = self.products.of(known)
        if product is None:
            return None
        return Holder(HolderKind.ACCESSOR, known.module, product, CACHED,
                      f"{known.symbol}.cache", known, hides=(NO_LOCK,))  # fmt: skip

    def _lazy(self, known: Known, text: str) -> Holder | None:
        """A module's `__getattr__` that makes an instance and keeps it."""
        made = self.products.made_in(known)
        keeps = [*known.definition.globals]
        if not made and _CALL + WORD["globals"] in text:
            return None
        if len(made) != 1 or not (keeps or _CALL + WORD["globals"] in text):
            return None
        row = known.definition
        asked = [
            name for rows in self.scopes.resolver.tops.scope(known.module).values()
            for name in (rows[0].name,) if STRING[name] in text
        ]  # fmt: skip
        name = (keeps or asked or ["globals()"])[0]
        form = f"the module's `{row.name}` makes it at first use"
        bindings = self.scopes.resolver.tops.bindings(known.module, name)
        return self._holder(known, made.pop(), form, name, bindings[0] if bindings else None,
                            (NO_LOCK,))  # fmt: skip

    def _holder(self, known: Known, product: Known, form: str, name: str,
                binding: Binding | None, hides: tuple[str, ...]) -> Holder:  # fmt: skip
        return Holder(HolderKind.ACCESSOR, known.module, product, form,
                      f"{known.module.name}.{name}", known, binding, hides=hides)  # fmt: skip

    def _product_of(self, known: Known, bindings: list[Binding]) -> Known | None:
        for binding in bindings:
            if binding.annotation:
                product = self.products.annotated(known.module, -1, binding.annotation)
                if product is not None:
                    return product
                if self.products.is_foreign(known.module, binding.annotation):
                    return None  # it says that it keeps something else
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
        rows = known.module.asked(name).definitions
        others = (d for d in rows if name in d.globals and d is not row)
        if not any(others):
            hides.append(NO_RESET)
        return tuple(hides)

    def instance_of(self, module: Module, row: Binding) -> Known | None:
        """The class of ours of which a module-level call makes an instance."""
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


def may_keep(row: Definition, made: AbstractSet[str]) -> bool:
    """Whether a function can be an accessor at all; ``made`` are names that stand for instances."""
    told = row.globals or row.name == _LAZY or (row.body is Body.ACCESSOR and row.target in made)
    return bool(row.decorators or (row.owner < 0 and told))


def _is_given(name: str, text: str) -> bool:
    """Whether a function only hands out the global, or fails: somebody else fills it.

    By its shape: what an assignment stores stands behind the value.
    """
    return _ASSIGN not in text and _RAISE in text and WORD[name] in text


def _may_keep(bindings: list[Binding], name: str, text: str) -> bool:
    """Whether a function asks for a condition before it fills a name, and that can be an instance.

    Without one each call makes another: `_window = Window()`, whatever is asked afterwards. A name
    that begins as a number or a text is a counter or a setting.
    """
    before = _GLOBAL.sub("", text).partition(WORD[name])[0]
    asks = any(mark in before for mark in _ASKING)
    return asks and not any(b.kind is BindingKind.LITERAL and b.value != "None" for b in bindings)


def _decorated(surface: Surface, text: str, name: str, number: str) -> list[At]:
    """The decorated definitions that the attributes of a class stand for in the end."""
    del text
    at = position_of(surface.definitions, name, number)
    last = {row.name: row for row in surface.bindings if row.owner == at >= 0}
    refs = [row.ref for row in last.values() if row.kind is BindingKind.DEFINITION]
    rows = surface.definitions
    return [At(ref, rows[ref]) for ref in refs if rows[ref].decorators]
