"""From a name to the place that defines it: through re-exports, aliases and star imports."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from ssotlint.graph.absences import Absences
from ssotlint.graph.bindings import (
    effective,
    fallback,
    is_declared_only,
    is_typing_only,
    is_undecided,
)
from ssotlint.graph.exports import exports
from ssotlint.graph.givers import Givers
from ssotlint.graph.modules import STANDARD_LIBRARY, ModuleTable
from ssotlint.graph.resolution import (
    EXTERNAL,
    UNKNOWN,
    Resolution,
    Status,
    Step,
    missing_module,
    missing_name,
)
from ssotlint.graph.shares import Shares
from ssotlint.graph.tops import Tops
from ssotlint.index import names
from ssotlint.index.index import Index, Module
from ssotlint.model.dotted import is_below
from ssotlint.model.facts import Binding, BindingKind, Context, Import
from ssotlint.model.recursion import deeply
from ssotlint.model.value import replace

_IMPLICIT = frozenset(
    ("__name__", "__doc__", "__file__", "__path__", "__package__", "__spec__", "__loader__",
     "__dict__", "__annotations__", "__builtins__", "__cached__", "__class__",
     "__warningregistry__")
)  # fmt: skip
_IMPORT, _ALIAS = BindingKind.IMPORT, BindingKind.ALIAS
_SYMBOL, _UNKNOWN = Status.SYMBOL, Status.UNKNOWN
_Answer = TypeVar("_Answer")
_Asked = tuple[str, str]
_Known = tuple[Resolution, tuple[int, ...]]  # and what was asked for it
_DEPTH = 40  # a longer chain of aliases is a loop that goes through different names


class _Memory:
    """What has been answered, and the question that is being answered."""

    __slots__ = ("active", "answers", "ends", "looped", "round")

    def __init__(self) -> None:
        self.answers: dict[_Asked, _Known] = {}
        self.round: dict[_Asked, _Known] = {}  # of loops, and good for one question only
        self.ends: dict[_Asked, _Known] = {}  # of loops, by the question that began them
        self.active: set[_Asked] = set()
        self.looped = False

    def known(self, key: _Asked) -> _Known | None:
        """What serves a question, in the middle of others or alone."""
        return self.answers.get(key) or (self.round if self.active else self.ends).get(key)

    def keep(self, key: _Asked, known: _Known) -> None:
        """Keep what was found; with a loop open it may lack what its start goes on to find."""
        kept = self.answers
        if self.looped:
            kept = self.round if self.active else self.ends
        kept[key] = known

    def finish(self) -> None:
        """Forget what was good for one question only, which is answered."""
        self.looped = False
        self.round.clear()


class Resolver:
    """Resolves names of a run's modules; remembers each answer.

    ``needs`` are names of other distributions, which may add to our namespace packages.
    """

    def __init__(
        self, index: Index, others: Iterable[Module] = (), needs: frozenset[str] = frozenset()
    ) -> None:
        self.index = index
        self.table = ModuleTable(index.all, others, index.watch, needs)
        self.tops = Tops(index)
        self._memory = _Memory()
        self.shares = Shares(index, self.table)
        self.given = Givers(index, self.shares, self.dotted, self.imported, self._afresh)
        self._absences = Absences(
            self.table, self.tops, self.shares, self.given, needs, self.attribute
        )

    def _afresh(self, ask: Callable[[], _Answer]) -> _Answer:
        """The answer to what comes up in the middle of other questions; nothing of it is kept."""
        kept, self._memory = self._memory, _Memory()
        try:
            return ask()
        finally:
            self._memory = kept

    def is_foreign(self, row: Import) -> bool:
        """Whether an import certainly leads outside: it begins with no name of ours."""
        return not row.level and not self.table.is_head(row.module.partition(".")[0])

    def imported(self, module: Module, row: Import) -> Resolution:
        """Where one name of an import statement leads."""
        base = self.base(module, row)
        if base is None:
            return self._above_the_root(module, row)
        if not row.name or row.name == "*":
            answer = self._module(base, module)
        else:
            early = self._not_yet_bound(module, row) if base == module.name else None
            answer = early or self._member_of(base, row.name, module)
        if answer.is_missing and not row.level and base.partition(".")[0] in STANDARD_LIBRARY:
            return EXTERNAL  # a folder of ours that is called like the library that is meant
        return answer

    def _not_yet_bound(self, module: Module, row: Import) -> Resolution | None:
        """The submodule that a package takes from itself before it binds something of that name."""
        if row.owner >= 0 or self.tops.starred(module):
            return None
        self.tops.note(module, row.name)
        bindings = self.tops.table(module).of(row.name)
        if not bindings or names.are_before(bindings, row):
            return None
        return self._submodule(module, row.name)

    def base(self, module: Module, row: Import) -> str | None:
        """The absolute dotted module of an import; None when it climbs above the root."""
        if not row.level:
            return row.module
        package = module.source.package
        parts = package.split(".") if package else []
        if row.level > max(len(parts), 1) or not parts:
            return None
        kept = parts[: len(parts) - row.level + 1]
        return ".".join([*kept, row.module] if row.module else kept)

    def _above_the_root(self, module: Module, row: Import) -> Resolution:
        """A relative import that leaves the package: no claim where the file is there.

        The folder may be part of a package that somebody else puts around it.
        """
        head = (row.module or row.name).partition(".")[0]
        if row.level == 1 and (head in self.table.beside(module) or head == "*"):
            return UNKNOWN
        return missing_module("." * row.level + row.module)

    def _module(self, name: str, seen_from: Module) -> Resolution:
        found = self.table.find(name, seen_from)
        if found is not None:
            return Resolution(Status.MODULE, found)
        if self.table.is_namespace(name):
            return Resolution(Status.MODULE, name=name)
        return self._absences.module(name, seen_from)

    def _member_of(self, base: str, name: str, seen_from: Module) -> Resolution:
        found = self.table.find(base, seen_from)
        if found is not None:
            return self.attribute(found, name)
        full = f"{base}.{name}"
        submodule = self.table.find(full, seen_from)
        if submodule is not None:
            return Resolution(Status.MODULE, submodule)
        if self.table.is_namespace(full):
            return Resolution(Status.MODULE, name=full)
        if self.table.is_namespace(base):
            return self._absences.in_folder(base, full)
        return self._absences.module(base, seen_from)

    def attribute(self, module: Module, name: str) -> Resolution:
        """Where ``module.name`` leads.

        What a loop of imports leads to depends on where one begins. So that it does not depend on
        who has asked before, too, an answer that a loop takes part in serves the question alone in
        which it came up.
        """
        key = (module.path, name)
        memory = self._memory
        known = memory.known(key)
        if known is not None:
            self.index.reads.names.update(known[1])
            return known[0]
        if key in memory.active:
            self.tops.note(module, name)
            # `from . import name` in a package's own __init__ means the submodule.
            memory.looped = True
            return self._submodule(module, name) or missing_name(module, name)
        if memory.active:
            return self._sought(module, name)
        try:
            return deeply(partial(self._sought, module, name))
        except RecursionError:
            return UNKNOWN  # nobody loads modules through so many others
        finally:
            memory.finish()

    def _sought(self, module: Module, name: str) -> Resolution:
        key, memory = (module.path, name), self._memory
        memory.active.add(key)
        reads = self.index.reads
        around, reads.names = reads.names, set()
        try:
            self.tops.note(module, name)
            answer = self._attribute(module, name)
        finally:
            asked, reads.names = reads.names, around
            around |= asked
            memory.active.discard(key)
        memory.keep(key, (answer, tuple(asked)))
        return answer

    def _attribute(self, module: Module, name: str) -> Resolution:
        if module.said.fault is not None:
            return UNKNOWN
        bindings = self.tops.table(module).of(name)
        if bindings:
            return self._bound(module, name, bindings)
        if name in module.said.passed:
            return UNKNOWN
        starred = self._through_star(module, name) if self.tops.starred(module) else None
        submodule = self._submodule(module, name)
        if starred is not None and starred.status is not Status.UNKNOWN:
            # Whoever asks while the package is loaded may still get the submodule of that name.
            return replace(starred, certain=False) if submodule is not None else starred
        return submodule or self._unbound(module, name, starred)

    def _unbound(self, module: Module, name: str, starred: Resolution | None) -> Resolution:
        if starred is not None or module.said.dynamic or "__path__" in self.tops.table(module):
            return UNKNOWN
        if name in _IMPLICIT:
            return Resolution(Status.SYMBOL, module, name)
        given = self.given
        unsure = module.source.is_stub or given.sets(module, name) or given.fills(module)
        shared = module.source.is_package and self._absences.takes_more(module)
        if unsure or shared or self._is_in_its_stub(module, name):
            return UNKNOWN
        return missing_name(module, name)

    def _is_in_its_stub(self, module: Module, name: str) -> bool:
        """Whether a stub beside a module says that it gets a name when it runs."""
        stubs = [m for m in self.table.candidates(module.name) if m.source.is_stub]
        for stub in stubs:
            self.tops.note(stub, name)
        return any(name in self.tops.table(stub) or self.tops.starred(stub) for stub in stubs)

    def _submodule(self, module: Module, name: str) -> Resolution | None:
        if not module.source.is_package:
            return None
        full = f"{module.name}.{name}"
        found = self.table.find(full, module)
        if found is not None and found.source.root == module.source.root:
            return Resolution(Status.MODULE, found)
        return Resolution(Status.MODULE, name=full) if self.table.is_namespace(full) else None

    def _through_star(self, module: Module, name: str) -> Resolution | None:
        """What the last star import that has the name brings; UNKNOWN when one may have it."""
        unknown: Resolution | None = None
        for row in reversed(self.tops.starred(module)):
            base = self.base(module, row)
            source = self.table.find(base, module) if base else None
            if source is None:
                if base is None or not self._module(base, module).is_missing:
                    unknown = UNKNOWN
                continue
            self.tops.note(source, name)
            if source.path == module.path or not exports(source, name):
                continue
            answer = self.attribute(source, name)
            if answer.status is Status.UNKNOWN or not self._has_loaded(source, name, answer):
                unknown = UNKNOWN
            elif answer.status is not Status.MISSING_NAME:
                return answer.through(Step(module.name, name, module.path, row.span.line))
        return unknown

    def _has_loaded(self, source: Module, name: str, answer: Resolution) -> bool:
        """Whether a submodule is bound in its package: by name, in ``__all__``, or by loading it."""
        if answer.status is not Status.MODULE or answer.chain or source.said.exports is not None:
            return True
        self.tops.note(source, names.LOADED)
        full = f"{source.name}.{name}"
        bases = (self.base(source, row) or "" for row in source.said.imports)
        return any(is_below(base, full) for base in bases)

    def _bound(self, module: Module, name: str, bindings: list[Binding]) -> Resolution:
        bindings = [b for b in bindings if not self._is_its_own(module, b)] or bindings
        binding = effective(bindings, declared=module.source.is_stub)
        if binding is None:
            return self._undone(module, name, bindings)
        answer = self._origin(module, binding, certain=not is_undecided(bindings))
        if answer.status is _UNKNOWN:
            other = fallback(bindings)
            if other is not None and other is not binding:
                answer = self._origin(module, other, certain=False)
        stubbed = module.said.dynamic or module.source.is_stub
        if not stubbed and is_typing_only(bindings) and not self.given.sets(module, name):
            starred = self._through_star(module, name) if self.tops.starred(module) else None
            found = starred or self._submodule(module, name)  # what checkers are told of is there
            return found or replace(answer, typing_only=True)
        return answer

    def _is_its_own(self, module: Module, binding: Binding) -> bool:
        """Whether a module imports a name from itself, as scripts do whose classes are pickled."""
        if binding.kind is not _IMPORT or module.source.is_package:
            return False
        row = module.said.imports[binding.ref]
        return row.name == binding.name and self.base(module, row) == module.name

    def _undone(self, module: Module, name: str, bindings: list[Binding]) -> Resolution:
        """A name that was deleted, or declared and never set here.

        An import of a submodule finds it where its name was deleted. What is declared for type
        checkers alone, or stands before a submodule of its name, comes about in a way that cannot
        be read.
        """
        typed = all(b.context & Context.TYPING for b in bindings)
        if is_declared_only(bindings) and (
            typed or self._submodule(module, name) or self.given.sets(module, name)
        ):
            return UNKNOWN
        submodule = None if is_declared_only(bindings) else self._submodule(module, name)
        if submodule is not None:
            return replace(submodule, certain=False)
        return UNKNOWN if module.said.dynamic else missing_name(module, name)

    def _origin(self, module: Module, binding: Binding, *, certain: bool) -> Resolution:
        step = Step(module.name, binding.name, module.path, binding.span.line)
        if binding.kind is _IMPORT:
            row = module.said.imports[binding.ref]
            answer = (
                self.imported(module, row) if row.name or row.alias
                else self._module(row.bound, module)  # `import a.b` binds a
            )  # fmt: skip
            if answer.is_missing:
                # The import itself is reported where it stands; behind it nothing is known.
                return Resolution(Status.UNKNOWN, chain=(step,), certain=False)
            return answer.through(step, certain=certain)
        if binding.kind is _ALIAS:
            answer = self.dotted(module, binding.value)
            if answer.status <= Status.MODULE and len(answer.chain) < _DEPTH:
                return answer.through(step, certain=certain)
            certain = certain and (answer.certain or answer is UNKNOWN)
        return Resolution(_SYMBOL, module, binding.name, binding, (step,), certain=certain)

    def binding(self, module: Module, binding: Binding) -> Resolution:
        """Where one of a module's bindings leads, whatever the name means in the end."""
        return self._origin(module, binding, certain=True)

    def dotted(self, module: Module, name: str) -> Resolution:
        """Where a dotted expression leads at module level of ``module``; UNKNOWN past a value."""
        head, *rest = name.split(".")
        self.tops.note(module, head)
        if head not in self.tops.table(module) and not self.tops.starred(module):
            return UNKNOWN
        answer = self.attribute(module, head)
        for part in rest:
            if answer.status is not Status.MODULE:
                return EXTERNAL if answer.status is Status.EXTERNAL else UNKNOWN
            if answer.module is None:
                answer = self._module(f"{answer.name}.{part}", module)
            else:
                chain = answer.chain
                answer = self.attribute(answer.module, part)
                if chain:
                    answer = replace(answer, chain=chain + answer.chain)
        return answer
