"""Which members does one file use that their class or module does not have?"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ssotlint.detectors.view import BREAKING_ROLES, View
from ssotlint.graph.calls import Method
from ssotlint.graph.graph import Graph
from ssotlint.graph.known import Known, Reach
from ssotlint.graph.members import Roster
from ssotlint.graph.resolution import Status
from ssotlint.index import codec, lacks
from ssotlint.index.aspect import Aspect
from ssotlint.index.codec import CallGroup
from ssotlint.index.found import each_found
from ssotlint.index.index import Module
from ssotlint.index.lacks import Found, Lack
from ssotlint.index.names import HEADER
from ssotlint.index.strangers import set_outside
from ssotlint.model.facts import Binding, BindingKind, Context, MemberUse, is_held, spelled
from ssotlint.model.place import NOWHERE
from ssotlint.model.source import Role

_EXPECTED = int(Context.EXPECTED)
_CONDITIONAL = int(Context.CONDITIONAL | Context.GUARDED | Context.FALLBACK | Context.TYPING)
_FIRST = frozenset(("self", "cls"))
LACKING = "lacking"
"""The aspect of a file that tells which members it misses."""
Lacking = Aspect[tuple[list[CallGroup], tuple[MemberUse, ...]], Found]


def lacking(view: View) -> Lacking:
    """Which members are used in a file that their class or module does not have."""
    return Aspect(
        name=LACKING,
        part="uses",
        covers=lambda module: module.source.role in BREAKING_ROLES and not module.source.is_stub,
        decode=codec.uses,
        look=lambda module, uses: _Survey(view.graph, module).found(*uses),
        pack=lacks.encoded,
        unpack=lacks.decoded,
        gist=lambda found, *_: lacks.encoded(found.anywhere()),
    )


def set_anywhere(view: View) -> frozenset[str]:
    """The names of attributes that files which are no tests set on something from outside."""
    looks = each_found(view.index, lacking(view))
    shipped = (found for module, found in looks if module.source.role is not Role.TEST)
    return frozenset(name for found in shipped for name in found.stored)


class _Name(NamedTuple):
    """A dotted name, and the definition inside which it means something else than elsewhere.

    Most names mean the same wherever in the file they stand (``owner`` -1).
    """

    owner: int
    dotted: str


class _Survey:
    """A look at one file, under way; what is asked for each of a hundred uses is found out once."""

    def __init__(self, graph: Graph, module: Module) -> None:
        self.module = module
        self._calls, self._members = graph.callees, graph.members
        self._scopes = self._calls.scopes
        self._inside = self._scopes.inside(module).names
        self._ours: dict[str, bool] = {}
        self._lacks: dict[_Name, Lack | None] = {}
        self._made: dict[_Name, Known | None] = {}
        self._methods: dict[int, Method | None] = {}
        self._rosters: dict[Known, Roster] = {}

    def found(self, groups: Iterable[CallGroup], uses: Iterable[MemberUse]) -> Found:
        """What the file lacks."""
        uses = list(uses)
        stored = sorted(set_outside(uses))
        return Found([*self._of_uses(uses), *self._of_calls(groups)], stored)

    # -- self and cls

    def _of_uses(self, uses: Iterable[MemberUse]) -> Iterator[Lack]:
        for use in uses:
            if use.stored or use.context & _EXPECTED:
                continue
            if use.receiver in _FIRST:
                lack = self._on_self(use)
            elif self._may_be_ours(use.receiver):
                lack = self._of_name(self._name(use.owner, f"{use.receiver}.{use.name}"))
            else:
                continue
            if lack is not None:
                yield lack._replace(owner=use.owner, span=use.span)

    def _on_self(self, use: MemberUse) -> Lack | None:
        method = self._method(use.owner)
        if method is None or method.first != use.receiver:
            return None
        known, members = method.home, self._members
        if use.name in self._roster(known).names:
            return None
        if not all(r.lacks(use.name, on_class=method.on_class) for r in members.of_family(known)):
            return None
        lack = _lack(known, use.name, f"{use.receiver}.{use.name}", on_class=method.on_class)
        return lack._replace(lives=True)

    def _method(self, owner: int) -> Method | None:
        if owner not in self._methods:
            self._methods[owner] = self._calls.method(self.module, owner)
        return self._methods[owner]

    def _roster(self, known: Known) -> Roster:
        roster = self._rosters.get(known)
        if roster is None:
            roster = self._rosters[known] = self._members.roster(known)
        return roster

    # -- what names lead to: a module, a class, an instance that a module or function made

    def _of_calls(self, groups: Iterable[CallGroup]) -> Iterator[Lack]:
        """The rows of a group are read where one of them may lack something."""
        for group in groups:
            head, _, rest = group.callee.partition(".")
            held = is_held(group.callee, group.receiver)
            if not rest or ((head in _FIRST or head.startswith("super(")) and not held):
                continue
            written = group.receiver or group.callee
            if not self._may_be_ours(written):
                continue
            if (held or not self._is_local(written)) and self._of_group(group, -1) is None:
                continue
            for call in group.calls():
                if not call.context & _EXPECTED:
                    lack = self._of_group(group, call.owner)
                    if lack is not None:
                        yield lack._replace(owner=call.owner, span=call.span)

    def _of_group(self, group: CallGroup, owner: int) -> Lack | None:
        if not group.receiver:
            return self._of_name(self._name(owner, group.callee))
        held = is_held(group.callee, group.receiver)
        receiver = _Name(-1, group.receiver) if held else self._name(owner, group.receiver)
        known, name = self._made_by(receiver), group.callee.rpartition(".")[2]
        if known is None or not self._roster(known).lacks(name):
            return None
        return _lack(known, name, spelled(group.callee, group.receiver))._replace(held=held)

    def _may_be_ours(self, dotted: str) -> bool:
        root = dotted.partition(".")[0]
        ours = self._ours.get(root)
        if ours is None:
            ours = root in self._inside or not self._scopes.is_foreign(self.module, root)
            self._ours[root] = ours
        return ours

    def _is_local(self, dotted: str) -> bool:
        return dotted.partition(".")[0] in self._inside

    def _name(self, owner: int, dotted: str) -> _Name:
        return _Name(owner if self._is_local(dotted) else -1, dotted)

    def _made_by(self, name: _Name) -> Known | None:
        """The class of an instance that the same function made."""
        if name not in self._made:
            reach = self._scopes.lookup(self.module, name.owner, name.dotted)
            self._made[name] = self._calls.class_of(reach)
        return self._made[name]

    def _of_name(self, name: _Name) -> Lack | None:
        """``module.name``, ``Class.name``, or ``instance.name`` of one that a module keeps."""
        if name not in self._lacks:
            reach = self._scopes.lookup(self.module, name.owner, name.dotted)
            self._lacks[name] = (
                self._of_module(name) if reach.answer.status is Status.MISSING_NAME
                else self._of_reach(reach, name.dotted)
            )  # fmt: skip
        return self._lacks[name]

    def _of_reach(self, reach: Reach, dotted: str) -> Lack | None:
        if not reach.certain or len(reach.rest) != 1:
            return None
        name = reach.rest[0]
        if reach.known is not None and reach.known.definition.is_class:
            if self._roster(reach.known).lacks(name, on_class=True):
                return _lack(reach.known, name, dotted, on_class=True)
        elif reach.binding is not None and reach.module is not None:
            made = self._kept(reach.module, reach.binding)
            if made is not None and self._roster(made).lacks(name):
                return _lack(made, name, dotted)
        return None

    def _kept(self, module: Module, binding: Binding) -> Known | None:
        """The class of an instance that a module keeps."""
        if binding.kind is not BindingKind.CALL or binding.context & _CONDITIONAL:
            return None
        return self._calls.class_of(self._scopes.lookup(module, -1, binding.value))

    def _of_module(self, written: _Name) -> Lack | None:
        prefix, name = written.dotted, ""
        while "." in prefix:
            prefix, _, name = prefix.rpartition(".")
            reach = self._scopes.lookup(self.module, written.owner, prefix)
            if reach.module is None or reach.known is not None or reach.binding is not None:
                continue
            found = reach.module
            self._scopes.resolver.tops.note(found, HEADER)
            special = name.startswith("__") and name.endswith("__")  # loaders and Python set those
            sure = reach.certain and not reach.rest and not found.surface.dynamic and not special
            if not sure or self._is_hidden(found) or not _is_written(self.module, prefix, found):
                return None
            if self._scopes.resolver.tops.bindings(found, name):
                return None  # `pumps: list` says that somebody else fills it
            error = f"module '{found.name}' has no attribute '{name}'"
            return Lack(found.name, name, found.path, -1, error, -1, NOWHERE, written.dotted)
        return None

    def _is_hidden(self, found: Module) -> bool:
        """Whether its package makes names in a way that cannot be read: one may be that module's."""
        resolver = self._scopes.resolver
        package = resolver.table.find(found.name.rpartition(".")[0], found)
        if package is None:
            return False
        resolver.tops.note(package, HEADER)
        return package.said.dynamic


def _is_written(module: Module, prefix: str, found: Module) -> bool:
    """Whether the import names the module as we do: `import docker` may mean another one."""
    head, top = prefix.partition(".")[0], found.name.partition(".")[0]
    rows = [row for row in module.surface.imports if row.bound == head]
    return all(row.level or row.module.partition(".")[0] == top for row in rows)


def _lack(known: Known, name: str, written: str, *, on_class: bool = False) -> Lack:
    """The lack of a member, wherever it is used."""
    row = known.definition
    error = f"{'type object ' if on_class else ''}'{row.name}'{'' if on_class else ' object'}"
    error = f"{error} has no attribute '{name}'"
    return Lack(known.symbol, name, known.module.path, known.position, error, -1, NOWHERE, written)
