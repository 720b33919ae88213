"""Which definition a name means inside a function: nested definitions, local imports, the module.

The resolver knows what modules bind. A call stands in a function, though, where an import of the
function or a definition inside it comes first.
"""

import builtins
from functools import partial
from typing import NamedTuple

from ssotlint.graph.bindings import CONDITIONAL, FALLBACK, REFUSED, effective, is_settled
from ssotlint.graph.known import NOWHERE, Known, Reach
from ssotlint.graph.named import NOTHING, Named
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.graph.resolver import Resolver
from ssotlint.index import names
from ssotlint.index.index import Module
from ssotlint.index.reads import Asked
from ssotlint.index.recent import Recent
from ssotlint.model.facts import Binding, BindingKind, Import

_MANY = 250  # files: what their own code asks is asked in a row, and the rest seldom
_IMPORT, _DEFINITION = BindingKind.IMPORT, BindingKind.DEFINITION
_SYMBOL, _MODULE, _EXTERNAL = Status.SYMBOL, Status.MODULE, Status.EXTERNAL
_NONE: dict[str, list[int]] = {}


class Inside(NamedTuple):
    """What the functions and classes of a module bind, and which names are known elsewhere.

    ``names`` are all names that imports, definitions and class bodies inside bind; ``globals``
    those that functions write; ``foreign`` remembers which module-level names are not ours, and
    ``reached`` where dotted names lead at module level.
    """

    imports: dict[tuple[int, str], list[Import]]
    definitions: dict[int, dict[str, list[int]]]
    bindings: dict[int, Named]
    globals: frozenset[str]
    names: frozenset[str]
    star: bool
    foreign: dict[str, bool | None]
    reached: Asked[str, Reach]


class Scopes:
    """Looks names up as Python does where a statement stands; remembers what it found."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.index = resolver.index
        self._locals: Recent[str, Inside] = Recent(_MANY)
        self._classes: dict[str, dict[int, Named]] = {}  # asked by all below
        self._insides: dict[Known, tuple[int, int]] = {}
        self._itself: dict[Known, tuple[int, int]] = {}
        self._members: dict[Known, tuple[int, int]] = {}

    def lookup(self, module: Module, owner: int, dotted: str) -> Reach:
        """Where ``dotted`` leads inside the definition at position ``owner`` (-1: the module)."""
        head = dotted.partition(".")[0]
        owner = self.scope_of(module, owner, head)
        local = self._inside(module)
        if owner >= 0:
            if module.definition(owner).is_class:
                return NOWHERE  # what it is in a class body depends on the line
            found = local.definitions.get(owner, _NONE).get(head, [])
            imported = local.imports.get((owner, head), [])
            return self._in_function(module, dotted, found, imported)
        return local.reached(dotted)

    def note_inside(self, known: Known) -> None:
        """Somebody looks at what stands inside a definition of a module, or around it there.

        Who looks at the file itself has read all of it.
        """
        asked = self._insides.get(known)
        if asked is None:
            rows = known.module.said.definitions
            asked = names.around(known.module.path, rows, known.position)
            self._insides[known] = asked
        self.index.reads.names.update(asked)

    def note_itself(self, known: Known) -> None:
        """Somebody looks at what a definition says itself, and at nothing inside or around it."""
        asked = self._itself.get(known)
        if asked is None:
            row = known.module.said.definitions[known.position]
            asked = self._itself[known] = names.itself(known.module.path, row.qualname)
        self.index.reads.names.update(asked)

    def scope_of(self, module: Module, owner: int, name: str) -> int:
        """The definition inside which a name is bound, seen from ``owner``; -1 for the module.

        Only imports and definitions are known there, parameters and variables are not asked.
        """
        if owner < 0:
            return -1
        definitions = module.said.definitions
        local = self._inside(module)
        if self.index.watch.reads.looks:
            self._note_around(module, owner, name)
        if name not in local.names:
            return -1
        inner = True
        while owner >= 0:
            row = definitions[owner]
            if row.is_class:  # methods do not see the names of their class body
                if inner and name in local.bindings.get(owner, NOTHING):
                    return owner
            elif (owner, name) in local.imports or name in local.definitions.get(owner, _NONE):
                return owner
            inner = False
            owner = row.owner
        return -1

    def _note_around(self, module: Module, owner: int, name: str) -> None:
        """Somebody asks in which of the definitions around it a name is bound."""
        for _, row in module.enclosing(owner):
            self.index.reads.names.update(names.bound_in(module.path, row.qualname, name))

    def is_foreign(self, module: Module, name: str) -> bool:
        """Whether a name at module level is unbound, or imported from somebody else."""
        if self.index.watch.reads.looks:
            self.resolver.tops.note(module, name)
        inside = self._inside(module)
        if name not in inside.foreign:
            inside.foreign[name] = self._is_foreign(module, name)
        known = inside.foreign[name]
        if known is None:
            return self.resolver.attribute(module, name).status is _EXTERNAL
        return known

    def _is_foreign(self, module: Module, name: str) -> bool | None:
        """The same where the file itself tells; None where that depends on another one."""
        bindings = self.resolver.tops.bindings(module, name)
        if not bindings:
            return not self._inside(module).star
        row = effective(bindings)
        if row is None:
            return True
        if row.kind is not _IMPORT:
            return False
        return self.resolver.is_foreign(module.said.imports[row.ref]) or None

    def _in_function(
        self, module: Module, dotted: str, found: list[int], imports: list[Import]
    ) -> Reach:
        rest = tuple(dotted.split(".")[1:])
        if found:
            one = len(found) == 1 and not imports
            plain = not module.definition(found[0]).context & CONDITIONAL
            return Reach(Known(module, found[0]), rest=rest) if one and plain else NOWHERE
        primary = [i for i in imports if not i.context & FALLBACK] or imports
        answers = [self.resolver.imported(module, i) for i in primary if i.name or i.alias]
        if len(answers) != len(primary) or len({a.symbol for a in answers}) != 1:
            return NOWHERE
        return self._follow(answers[0], rest)

    def _at_module(self, module: Module, dotted: str) -> Reach:
        parts = dotted.split(".")
        self.resolver.tops.note(module, parts[0])
        bindings = self.resolver.tops.bindings(module, parts[0])
        if bindings:
            row = effective(bindings)
            if row is not None and row.kind is _IMPORT:
                imported = module.said.imports[row.ref]
                if not imported.name and not imported.alias:
                    return self._through_packages(module, parts)
        elif not self._inside(module).star:
            return NOWHERE
        return self._follow(self.resolver.attribute(module, parts[0]), tuple(parts[1:]))

    def _through_packages(self, module: Module, parts: list[str]) -> Reach:
        """``import a.b`` binds ``a``; what follows is sought in a, then in a.b, and so on."""
        for size in range(len(parts) - 1, 0, -1):
            found = self.resolver.table.find(".".join(parts[:size]), module)
            if found is not None:
                answer = self.resolver.attribute(found, parts[size])
                return self._follow(answer, tuple(parts[size + 1 :]))
        return self._follow(self.resolver.attribute(module, parts[0]), tuple(parts[1:]))

    def _follow(self, answer: Resolution, rest: tuple[str, ...]) -> Reach:
        certain = self._is_settled(answer)
        while rest and answer.status is _MODULE and answer.module is not None:
            answer = self.resolver.attribute(answer.module, rest[0])
            certain = certain and self._is_settled(answer)
            rest = rest[1:]
        if answer.status is _MODULE:
            return Reach(module=answer.module, rest=rest, certain=certain, answer=answer)
        if answer.status is not _SYMBOL or answer.module is None or answer.binding is None:
            return Reach(rest=rest, certain=False, answer=answer)
        binding = answer.binding
        if binding.kind is _DEFINITION:
            known = Known(answer.module, binding.ref)
            return Reach(known, answer.module, binding, rest, certain, answer)
        return Reach(None, answer.module, binding, rest, certain, answer)

    def _is_settled(self, answer: Resolution) -> bool:
        """Whether every link of a chain is bound once, or in a ``try`` with an alternative.

        Where an import that we can follow is guarded, the alternative is for others' computers.
        """
        for step in answer.chain:
            module = self.index.by_path.get(step.path)
            if module is None or step.name in self._inside(module).globals:
                return False
            bindings = self.resolver.tops.bindings(module, step.name)
            starred = not bindings and self._is_starred(module, step.name)
            if not starred and not is_settled(bindings):
                return False
        return True

    def _is_starred(self, module: Module, name: str) -> bool:
        """Whether one star import brings all that a module does not bind itself.

        Who asks a package for a submodule of that name while it is loaded may still get that.
        """
        stars = self.resolver.tops.stars(module)
        one = len(stars) == 1 and not stars[0].context & REFUSED
        hides = module.source.is_package and self.resolver.table.candidates(f"{module.name}.{name}")
        return one and not hides

    def inside(self, module: Module) -> Inside:
        """What is bound inside the functions and classes of a module."""
        reads = self.index.watch.reads
        if reads.looks:
            reads.surfaces.add(module.path)
        return self._inside(module)

    def _inside(self, module: Module) -> Inside:
        """The same for who notes what he takes of it."""
        known = self._locals.get(module.path)
        if known is not None:  # asked a million times a run
            return known
        if self._locals.knows(module.path):
            return self._locals[module.path]
        reached = Asked(self.index, partial(self._at_module, module))
        inside = _found_inside(module, self._bodies(module), reached)
        return self._locals.keep(module.path, inside)

    def members(self, known: Known) -> Named:
        """What the body of a class binds, by name."""
        self.note_inside(known)
        return self._bodies(known.module).get(known.position, NOTHING)

    def member(self, known: Known, name: str) -> list[Binding]:
        """What the body of a class binds under a name, with what is defined there."""
        module, position = known
        asked = self._members.get(known)
        if asked is None:
            row = module.said.definitions[position]
            asked = self._members[known] = names.members_of(module.path, row.qualname)
        noted = self.index.watch.reads.names
        noted.add(asked[0])
        noted.add(names.member(asked[1], name))
        return self._bodies(module).get(position, NOTHING).of(name)

    def _bodies(self, module: Module) -> dict[int, Named]:
        known = self._classes.get(module.path)
        if known is None:
            known = self._classes[module.path] = {}
            for row in module.said.bindings:
                if row.owner >= 0:
                    names = known.get(row.owner)
                    if names is None:
                        names = known[row.owner] = Named()
                    names.add(row)
        return known

    def outside(self, module: Module, owner: int, dotted: str) -> str:
        """The dotted name of something that is not ours: "functools.cache", "builtins.dict".

        "" when the name is ours, unknown or may mean several things.
        """
        head, _, rest = dotted.partition(".")
        reach = self.lookup(module, owner, dotted)
        if reach.known or reach.binding:
            return ""
        if reach.answer.status is Status.UNKNOWN and not self.resolver.tops.bindings(module, head):
            return f"builtins.{dotted}" if hasattr(builtins, head) and reach is NOWHERE else ""
        if reach.answer.status is not Status.EXTERNAL:
            return ""
        row = self._import_of(module, owner, head, reach.answer)
        if row is None:
            return ""
        name = f"{row.module}.{row.name}" if row.name else (row.module if row.alias else head)
        tail = ".".join(reach.rest) or (rest if not reach.answer.chain[1:] else "")
        return f"{name}.{tail}" if tail else name

    def _import_of(self, module: Module, owner: int, head: str,
                   answer: Resolution) -> Import | None:  # fmt: skip
        if self.index.watch.reads.looks:
            self._note_around(module, owner, head)
        while owner >= 0:
            rows = self._inside(module).imports.get((owner, head))
            if rows:
                return rows[0]
            owner = module.said.definitions[owner].owner
        path, name = (answer.chain[-1].path, answer.chain[-1].name) if answer.chain else (
            module.path, head)  # fmt: skip
        home = self.index.by_path.get(path)
        if home is not None:
            self.resolver.tops.note(home, name)
        row = effective(self.resolver.tops.bindings(home, name)) if home is not None else None
        if home is None or row is None or row.kind is not _IMPORT:
            return None
        return home.said.imports[row.ref]


def _found_inside(module: Module, members: dict[int, Named], reached: Asked[str, Reach]) -> Inside:
    imports: dict[tuple[int, str], list[Import]] = {}
    for row in module.said.imports:
        if row.owner >= 0:
            imports.setdefault((row.owner, row.bound), []).append(row)
    nested: dict[int, dict[str, list[int]]] = {}
    written: set[str] = set()
    for position, definition in enumerate(module.said.definitions):
        if definition.owner >= 0:
            inside = nested.setdefault(definition.owner, {})
            inside.setdefault(definition.name, []).append(position)
        written.update(definition.globals)
    names = frozenset(name for _, name in imports).union(*nested.values(), *members.values())
    return Inside(
        imports, nested, members, frozenset(written), names,
        any(row.name == "*" for row in module.said.imports), {}, reached,
    )  # fmt: skip
