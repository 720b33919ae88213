"""Which definition a call reaches: through names, ``self``, ``super()`` and fresh instances."""

import sys
from collections import deque
from typing import NamedTuple

from ssotlint.graph.callables import Accepts, Callables
from ssotlint.graph.classes import Classes, Member
from ssotlint.graph.constructors import Constructors
from ssotlint.graph.known import Known, Reach
from ssotlint.graph.resolver import Resolver
from ssotlint.graph.scopes import Scopes
from ssotlint.graph.storing import first_of
from ssotlint.index.index import Module
from ssotlint.index.reads import Asked
from ssotlint.index.recent import Recent
from ssotlint.model.facts import BindingKind, Call, is_held

_MANY = 8000  # answers; most are asked for while the calls of one file are followed
_ON_CLASS = frozenset(("__new__", "__init_subclass__", "__class_getitem__"))


class Receiver(NamedTuple):
    """The class on which a member is called.

    ``exact`` tells that it is the class of the instance itself; otherwise (``self``) it may also
    be one of the classes below. ``after`` is the class behind which ``super()`` seeks.
    """

    known: Known
    exact: bool = False
    through_instance: bool = True
    after: Known | None = None


class Target(NamedTuple):
    """The function or class that a call reaches, and what it accepts (None: not certain).

    ``member`` and ``receiver`` are set for members of classes.
    """

    known: Known
    accepts: Accepts | None
    member: Member | None = None
    receiver: Receiver | None = None


class Method(NamedTuple):
    """The method around a statement: its class, its first parameter, and how it is bound."""

    home: Known
    position: int
    first: str
    on_class: bool
    direct: bool  # the statement stands in the method itself, not in a function inside it

    def begins(self, head: str) -> bool:
        """Whether callees that begin so reach members of its class, or of the bases."""
        return head == self.first or _is_base(self.home, head)


def _is_base(home: Known, head: str) -> bool:
    """Whether callees that begin so reach members of the bases of a class."""
    return head.startswith("super(") and head in ("super()", f"super({home.definition.name})")


_OnSelf = tuple[Known, bool, bool, str]
"""The class of a method, how that is bound, whether it is direct, and a callee."""


class Calls:
    """Resolves the callees of calls; remembers the answers of late."""

    def __init__(self, resolver: Resolver) -> None:
        self.scopes = Scopes(resolver)
        self.classes = Classes(self.scopes)
        self.callables = Callables(self.classes)
        self.constructors = Constructors(self.classes, self.callables)
        self._methods: Recent[tuple[Module, int], Method | None] = Recent(_MANY)
        self._own: Asked[_OnSelf, Target | None] = Asked(resolver.index, self._on_self, most=_MANY)

    def target(self, module: Module, call: Call) -> Target | None:
        """The definition that a call reaches, None where it is not ours or not certain."""
        head = call.callee.partition(".")[0]
        owner = self.scopes.scope_of(module, call.owner, head)
        if owner < 0 and not call.receiver:
            method = self.method(module, call.owner)
            if method is not None and method.begins(head):
                return self.on_self(method, call.callee)
        if call.receiver:  # it is said elsewhere in the class what is kept: the module's names
            owner = -1 if is_held(call.callee, call.receiver) else call.owner
        return self.named(module, owner, call.callee, call.receiver)

    def named(self, module: Module, owner: int, callee: str, receiver: str) -> Target | None:
        """What a dotted callee reaches inside the definition ``owner``; ``receiver`` as in Call."""
        if receiver:
            made = self.class_of(self.scopes.lookup(module, owner, receiver))
            _, dot, name = callee.rpartition(".")
            if made is None or not dot:
                return None
            return self._member(Receiver(made, exact=True), name)
        return self.reached(self.scopes.lookup(module, owner, callee))

    def on_self(self, method: Method, callee: str) -> Target | None:
        """What a callee that begins with ``self``, ``cls`` or ``super()`` reaches."""
        # What stands in two methods of a class reaches the same.
        return self._own((method.home, method.on_class, method.direct, callee))

    def method(self, module: Module, owner: int) -> Method | None:
        """The method in which the definition at ``owner`` stands, or which it is."""
        if owner < 0:
            return None
        watch, key = module.watch, (module, owner)
        if watch is not None and watch.reads.looks and key not in watch.reads.definitions:
            deque(module.enclosing(owner), 0)  # noted though the answer may be at hand
        if key in self._methods or self._methods.knows(key):
            return self._methods[key]
        return self._methods.keep(key, self._method(module, owner))

    def _method(self, module: Module, owner: int) -> Method | None:
        definitions = module.said.definitions
        found = first_of(definitions, owner)
        if found is None:
            return None
        row = definitions[found.position]
        on_class = "classmethod" in row.decorators or row.name in _ON_CLASS
        return Method(Known(module, row.owner), *found[:2], on_class, found.direct)

    def _on_self(self, asked: _OnSelf) -> Target | None:
        home, on_class, direct, callee = asked
        first, *rest = callee.split(".")
        receiver = Receiver(home, through_instance=not on_class)
        if _is_base(home, first):
            if len(rest) != 1 or not direct or rest[0] in _ON_CLASS:
                return None
            return self._member(receiver._replace(after=home), rest[0])
        if self._is_metaclass(home) or len(rest) > 1:
            return None
        if rest:
            return self._member(receiver, rest[0])
        if on_class:
            return Target(home, self.constructors.of(home), receiver=receiver)
        return self._member(receiver, "__call__")

    def _is_metaclass(self, known: Known) -> bool:
        return "builtins.type" in self.classes.lineage(known).order

    def reached(self, reach: Reach) -> Target | None:
        """What calling the thing at the end of a name runs."""
        if not reach.certain:
            return None
        if reach.known is None:
            return self._on_value(reach)
        if reach.rest and reach.known.definition.is_class:
            return self._on_class(reach.known, reach.rest)
        return self._plain(reach.known) if not reach.rest else None

    def _plain(self, known: Known) -> Target:
        answers = self.constructors.of if known.definition.is_class else self.callables.function
        return Target(known, answers(known))

    def _on_class(self, known: Known, rest: tuple[str, ...]) -> Target | None:
        """A method, or a class inside, that is taken from a class."""
        member = self.classes.member(known, rest[0])
        if member is None or member.known is None:
            return None
        if member.known.definition.is_class:
            if rest[1:]:
                return self._on_class(member.known, rest[1:])
            return self._plain(member.known)
        if rest[1:] or self._is_metaclass(known) or self._is_hidden(known, rest[0]):
            return None
        if not self._is_left_alone(known):
            return None
        accepts = self.callables.method(member.known, through_instance=False)
        receiver = Receiver(known, exact=True, through_instance=False)
        return Target(member.known, accepts, member, receiver)

    def _is_left_alone(self, known: Known) -> bool:
        """Whether no base may put something else in place of the functions of a class.

        Frameworks do as they make a class, so that `State.handler(1)` is no call of the function.
        """
        lineage = self.classes.lineage(known)
        if any(self.scopes.member(c, "__init_subclass__") for c in lineage.ours[1:]):
            return False
        return lineage.complete and all(
            isinstance(c, Known) or c.partition(".")[0] in sys.stdlib_module_names
            for c in lineage.order
        )

    def _is_hidden(self, known: Known, name: str) -> bool:
        """Whether the class itself may have something else of the name, from its metaclass."""
        lineage = self.classes.lineage(known).ours
        return any(name in self.classes.of_metaclass(one) for one in lineage)

    def _on_value(self, reach: Reach) -> Target | None:
        """A method of an instance that a module keeps."""
        binding, module = reach.binding, reach.module
        if binding is None or module is None or binding.kind is not BindingKind.CALL:
            return None
        made = self.class_of(self.scopes.lookup(module, -1, binding.value))
        if made is None or len(reach.rest) != 1:
            return None
        return self._member(Receiver(made, exact=True), reach.rest[0])

    def class_of(self, reach: Reach) -> Known | None:
        """The class that a callee certainly makes an instance of."""
        known = reach.known
        if known is None or reach.rest or not reach.certain or not known.definition.is_class:
            return None
        lineage = self.classes.lineage(known)
        strange = any(self.scopes.member(c, "__new__") for c in lineage.ours)
        plain = lineage.complete and not strange and self.constructors.keeps_class(lineage)
        return known if plain else None

    def _member(self, receiver: Receiver, name: str) -> Target | None:
        if name in _ON_CLASS:
            return None  # static, or of the class, without saying so
        member = self.classes.member(receiver.known, name, after=receiver.after)
        if member is None and receiver.after is not None and name == "__init__":
            accepts = self.constructors.of_object(receiver.known, receiver.after)
            return Target(receiver.known, accepts, receiver=receiver) if accepts else None
        if member is None or member.known is None or member.known.definition.is_class:
            return None
        accepts = self.callables.method(member.known, through_instance=receiver.through_instance)
        return Target(member.known, accepts, member, receiver)

    def is_final(self, target: Target) -> bool:
        """Whether no class below the receiver supplies another member under the same name."""
        receiver, member = target.receiver, target.member
        if receiver is None or receiver.exact:
            return True
        for below in self.classes.subclasses(receiver.known):
            if member is None and receiver.after is not None:
                if self.constructors.of_object(below, receiver.after) is None:
                    return False
                continue
            if member is None:
                if _runs(self.constructors.of(below)) != _runs(target.accepts):
                    return False
                continue
            name = member.binding.name
            other = self.classes.member(below, name, after=receiver.after)
            if other is None or other.known != member.known:
                return False
        return True


def _runs(accepts: Accepts | None) -> Known | None:
    return accepts.runs if accepts else None
