"""Which classes keep their own only instance: by `__new__`, a method, Borg, metaclass, decorator."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ssotlint.facts.alphabet import END, KIND, LOCALS, SELF, STATEMENTS, WORD
from ssotlint.graph.attributes import Attributes
from ssotlint.graph.callers import CallGraph
from ssotlint.graph.holder import A_KEY, IGNORED_ARGUMENTS, NO_LOCK, NO_RESET, Holder, HolderKind
from ssotlint.graph.known import Known
from ssotlint.graph.words import words
from ssotlint.index.picks import At
from ssotlint.model.facts import Binding, BindingKind, Body, Definition, Surface

_CALL, _WITH, _ATTRIBUTE = KIND[ast.Call], KIND[ast.With], KIND[ast.Attribute]
_SUBSCRIPT, _NONLOCAL = KIND[ast.Subscript], KIND[ast.Nonlocal]
_CHOICES = tuple(
    KIND[kind] for kind in (ast.If, ast.IfExp, ast.BoolOp, ast.Match, ast.Try, ast.While)
)
_STATE = "__dict__"
_DEFINITION = BindingKind.DEFINITION
# How methods are called that leave an object as new.
_RENEWING = ("reset", "clear")
# Values that `__new__` may keep one of without sharing state: they cannot change.
_VALUES = frozenset(
    ("builtins.str", "builtins.int", "builtins.float", "builtins.bytes", "builtins.tuple",
     "builtins.frozenset", "builtins.complex", "typing.NamedTuple", "datetime.datetime",
     "datetime.date", "datetime.tzinfo", "pathlib.Path")
)  # fmt: skip


_ON_CLASS = frozenset(("classmethod", "staticmethod"))
# What the only instance is kept as.
_ONLY = frozenset(("cache", "global", "instance", "instances", "registry", "shared", "singleton"))


# Decorators under which one thread at a time runs a function.
_LOCKING = frozenset(("lock", "locked", "synchronized"))
_RETURNED = re.compile(f"{re.escape(KIND[ast.Return])}([{LOCALS[0]}-{LOCALS[-1]}])")
_ASSIGNED = re.compile(
    f"{re.escape(KIND[ast.Assign])}[^{re.escape(''.join(sorted(STATEMENTS)))}]*", re.DOTALL
)


class _Slot(NamedTuple):
    """A name of a class that an instance is kept under; ``keyed`` when it holds one a key."""

    name: str
    keyed: bool = False
    binding: Binding | None = None


class ClassHolders:
    """Tells of a class how it keeps its instance."""

    def __init__(self, graph: CallGraph, attributes: Attributes) -> None:
        self.graph, self.attributes = graph, attributes
        self.scopes = graph.calls.scopes
        self.classes = graph.calls.classes
        # The methods that are called on the classes of a file: those are asked for in a row.
        self._late: tuple[Surface, dict[int, list[tuple[str, Definition]]]] = Surface(0), {}

    def of(self, known: Known) -> Holder | None:
        """How a class keeps its only instance; None when it does not."""
        if "<locals>" in known.definition.qualname:
            return None
        lineage = self.classes.lineage(known)
        outside = {c for c in lineage.order if isinstance(c, str)}
        if outside & _VALUES or any(c.startswith("enum.") for c in outside):
            return None
        own = self._written(known)
        if own is not None:
            return own
        for base in lineage.ours[1:]:
            found = self._by_new(base) or self._by_shared_state(base) or self._by_metaclass(base)
            if found is not None:
                return self._inherited(known, found)
        return self._by_decorator(known)

    def _written(self, known: Known) -> Holder | None:
        return (
            self._by_new(known) or self._by_method(known) or self._by_shared_state(known)
            or self._by_metaclass(known)
        )  # fmt: skip

    def _inherited(self, known: Known, found: Holder) -> Holder:
        base = found.definition
        name = base.definition.name if base is not None else ""
        takes = self._takes_arguments(known)
        hides = [h for h in found.hides if h != IGNORED_ARGUMENTS]
        keyed = found.form.endswith(A_KEY)
        return found._replace(
            module=known.module,
            keeper=found.keeper or found.module,
            product=known,
            definition=known,
            form=f"its base `{name}` keeps {A_KEY if keyed else 'the instance'}",
            through=found.through or base,
            hides=(IGNORED_ARGUMENTS, *hides) if takes and not keyed else tuple(hides),
            inherited=True,
        )

    # -- forms

    def _by_new(self, known: Known) -> Holder | None:
        new = self._method(known, "__new__")
        if new is None or new.body is Body.RAISES:
            return None
        text = self._text(known, new)
        slot = self._slot(known, new, text)
        if slot is None or _is_fresh(slot, text):
            return None
        takes = len(new.signature.parameters) > 1 or self._takes_arguments(known)
        hides = [IGNORED_ARGUMENTS] if takes and not slot.keyed else []
        kept = A_KEY if slot.keyed else "the instance"
        held = self._holder(known, f"`__new__` keeps {kept}", slot, new, hides)
        return held._replace(only=not slot.keyed)

    def _by_method(self, known: Known) -> Holder | None:
        makes = (_CALL + SELF, _CALL + WORD[known.definition.name], WORD["__new__"])
        for member, row in self._on_class(known):
            text = self._text(known, row)
            if not any(m in text for m in makes):
                continue
            slot = self._slot(known, row, text)
            if slot is None or self._is_one_of_many(known, slot):
                continue
            own = row.signature.parameters["classmethod" in row.decorators :]
            hides = [IGNORED_ARGUMENTS] if len(own) > slot.keyed else []
            form = f"`{member}` keeps {A_KEY if slot.keyed else 'the instance'}"
            held = self._holder(known, form, slot, row, hides)
            first = any(choice in text for choice in _CHOICES)  # else each call makes one anew
            return held if first else held._replace(hides=())
        return None

    def _is_one_of_many(self, known: Known, slot: _Slot) -> bool:
        """Whether a class keeps a certain instance, `_unit_square`, beside those others make."""
        if not set(words(slot.name)).isdisjoint(_ONLY):
            return False
        return self.graph.is_called(known, but=known.module.path)

    def _by_shared_state(self, known: Known) -> Holder | None:
        for name in ("__init__", "__new__"):
            row = self._method(known, name)
            if row is None or not self.attributes.say(known.module, row, WORD[_STATE]):
                continue
            text = self._text(known, row)
            slot = self._slot(known, row, text)
            if slot is not None and slot.keyed:
                form = "all instances share one `__dict__` (Borg)"
                return self._holder(known, form, slot, row, [])._replace(only=True)
        return None

    def _by_metaclass(self, known: Known) -> Holder | None:
        for name, value in known.definition.keywords:
            meta = self.classes.base(known, value) if name == "metaclass" else ""
            if not isinstance(meta, Known):
                continue
            for item in self.classes.lineage(meta).ours:
                call = self._method(item, "__call__")
                if call is None:
                    continue
                text = self._text(item, call)
                slot = self._slot(item, call, text) or self._begun(item, call)
                if slot is not None and not _is_by_name(slot, text):
                    form = f"its metaclass `{item.definition.name}` keeps the instance"
                    return self._by_other(known, item, form, f"{item.symbol}.{slot.name}", text)
        return None

    def _by_decorator(self, known: Known) -> Holder | None:
        """`@singleton`: a function of ours that keeps what the class makes in a closure."""
        row = known.definition
        for name in row.decorators:
            reach = self.scopes.lookup(known.module, row.owner, name) if name else None
            if reach is None or reach.known is None or reach.rest:
                continue
            found = reach.known
            text = self.attributes.text(found.module, found.definition)
            keeps = _NONLOCAL in text or _SUBSCRIPT in text
            if not found.definition.is_class and keeps:
                form = f"its decorator `{found.definition.name}` keeps the instance"
                return self._by_other(known, found, form, found.symbol, text)
        return None

    def _by_other(self, known: Known, through: Known, form: str, storage: str,
                  text: str) -> Holder:  # fmt: skip
        hides = [IGNORED_ARGUMENTS] if self._takes_arguments(known) else []
        if _WITH not in text:
            hides.append(NO_LOCK)
        return Holder(HolderKind.CLASS, known.module, known, form, storage, known, None, through,
                      tuple(hides), only=True)  # fmt: skip

    # -- parts

    def _holder(self, known: Known, form: str, slot: _Slot, row: Definition,
                hides: list[str]) -> Holder:  # fmt: skip
        text = self._text(known, row)
        if not (_WITH in text or _is_locked(row) or self._is_made_outside(known)):
            hides.append(NO_LOCK)
        letter = WORD[slot.name]
        others = [(row.name, self._text(known, row)) for _, row in self._methods(known)]
        if not any(
            letter in other or name.strip("_").startswith(_RENEWING)
            for name, other in others if other != text
        ):  # fmt: skip
            hides.append(NO_RESET)
        storage = f"{known.symbol}.{slot.name}"
        return Holder(HolderKind.CLASS, known.module, known, form, storage, known, slot.binding,
                      hides=tuple(hides))  # fmt: skip

    def _is_made_outside(self, known: Known) -> bool:
        """Whether a metaclass that is not ours makes the instances: it may have a lock."""
        metas = (value for name, value in known.definition.keywords if name == "metaclass")
        return any(not isinstance(self.classes.base(known, value), Known) for value in metas)

    def _takes_arguments(self, known: Known) -> bool:
        accepts = self.graph.calls.constructors.of(known)
        if accepts is not None and accepts.seen.parameters:
            return True
        init = self._method(known, "__init__")
        return init is not None and len(init.signature.parameters) > 1

    def _slot(self, known: Known, row: Definition, text: str) -> _Slot | None:
        """The name that a method fills, the one that begins as None first."""
        owners = (SELF, WORD[known.definition.name])
        usable = [
            s for s in (*self._declared(known), *self._undeclared(known, row, text))
            if any(_ATTRIBUTE + owner + WORD[s.name] in text for owner in owners)
        ]  # fmt: skip
        usable.sort(key=lambda s: (s.keyed, "instance" not in s.name.lower()))
        return usable[0] if usable else None

    def _declared(self, known: Known) -> Iterator[_Slot]:
        """Names of a class body that may hold an instance: empty at first, and no lock."""
        for rows in self.scopes.members(known).values():
            row = rows[-1]
            empty = row.kind is BindingKind.LITERAL and row.value == "None"
            bare = row.kind is BindingKind.DECLARED and not row.name.isupper()
            weak = row.kind is BindingKind.CALL and "Dict" in row.value
            if empty or bare:
                yield _Slot(row.name, keyed="dict" in row.annotation.lower(), binding=row)
            elif weak or row.kind is BindingKind.CONTAINER:
                yield _Slot(row.name, keyed=True, binding=row)

    def _undeclared(self, known: Known, row: Definition, text: str) -> Iterator[_Slot]:
        """Names that only `hasattr` looks for before they are set."""
        if WORD["hasattr"] not in text and WORD["getattr"] not in text:
            return
        own = self.scopes.members(known)
        definitions = known.near.definitions
        for use in self.attributes.uses(known.module):
            if use.stored and use.name not in own and definitions[use.owner] is row:
                yield _Slot(use.name)

    def _begun(self, known: Known, row: Definition) -> _Slot | None:
        """A name that a metaclass sets when it makes a class, and fills when that is called."""
        definitions = known.near.definitions
        stored: dict[str, set[str]] = {}
        for use in self.attributes.uses(known.module):
            if use.stored and use.receiver and definitions[use.owner].owner == known.position:
                stored.setdefault(use.name, set()).add(definitions[use.owner].name)
        for name, methods in stored.items():
            if row.name in methods and methods & {"__init__", "__new__"}:
                return _Slot(name)
        return None

    def _text(self, known: Known, row: Definition) -> str:
        return self.attributes.text(known.module, row)

    def _methods(self, known: Known) -> Iterator[tuple[str, Definition]]:
        definitions = known.near.definitions
        for name, rows in self.scopes.members(known).items():
            for row in rows:
                if row.kind is BindingKind.DEFINITION and not definitions[row.ref].is_class:
                    yield name, definitions[row.ref]

    def _on_class(self, known: Known) -> Iterator[tuple[str, Definition]]:
        """Its methods that are called on the class."""
        surface = known.module.for_pick(_called_on_classes)
        late, methods = self._late
        if late is not surface:
            methods = defaultdict(list)
            for name, at in _called_on_classes(surface):
                methods[at.row.owner].append((name, at.row))
            self._late = surface, methods
        yield from methods.get(known.position, ())

    def _method(self, known: Known, name: str) -> Definition | None:
        rows = self.scopes.member(known, name)
        if len(rows) != 1 or rows[0].kind is not BindingKind.DEFINITION:
            return None
        return known.module.definition(rows[0].ref)


def _called_on_classes(surface: Surface) -> list[tuple[str, At]]:
    """The class and static methods of a file by name, class by class as they are bound."""
    rows = surface.definitions
    bound: dict[tuple[int, str], list[At]] = {}
    for binding in surface.bindings:
        if binding.owner >= 0:
            held = bound.setdefault((binding.owner, binding.name), [])
            if binding.kind is _DEFINITION:
                held.append(At(binding.ref, rows[binding.ref]))
    return [
        (name, at) for (_, name), held in bound.items() for at in held
        if not at.row.is_class and not _ON_CLASS.isdisjoint(at.row.decorators)
    ]  # fmt: skip


def _is_locked(row: Definition) -> bool:
    """Whether a decorator lets one thread in at a time: `@synchronized("tills")`."""
    return any(not _LOCKING.isdisjoint(words(name)) for name in row.decorators)


def _is_fresh(slot: _Slot, text: str) -> bool:
    """Whether `__new__` returns what each call makes, and what it keeps is never that.

    Such a class shares a table by what it keeps: `self._rows = cls._first._rows; return self`.
    In a shape the target of an assignment stands behind the value.
    """
    returned = set(_RETURNED.findall(text))
    made = returned.pop() if len(returned) == 1 else ""
    if not made or text.count(KIND[ast.Return]) != len(_RETURNED.findall(text)):
        return False
    assigned = [part.rstrip(END) for part in _ASSIGNED.findall(text)]
    given = [part for part in assigned if part.endswith(made)]
    kept = [part for part in assigned if part.endswith(WORD[slot.name])]
    news = all(WORD["__new__"] in part and WORD[slot.name] not in part for part in given)
    return bool(given) and news and not any(made in part for part in kept)


def _is_by_name(slot: _Slot, text: str) -> bool:
    """Whether what a metaclass keeps is found by something that it is given, and not by the class.

    `cls._registry[name]`: there are as many as there are names.
    """
    held = f"{_ATTRIBUTE}{SELF}{WORD[slot.name]}"
    keys = {after[:1] for after in text.split(held)[1:]}
    return slot.keyed and SELF not in keys and not keys.isdisjoint(LOCALS)
