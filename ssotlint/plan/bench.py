"""What the steps are made with: the project, its texts as they become, and what loads what."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ssotlint.engine.world import World
from ssotlint.graph.importers import ImportUse
from ssotlint.index.index import Module
from ssotlint.model.dotted import is_importable, seen_from
from ssotlint.model.facts import BindingKind, Context, Definition, Import
from ssotlint.model.plan import Decision, Task
from ssotlint.plan.entrances import Entrances
from ssotlint.plan.loading import Loading
from ssotlint.plan.texts import Texts
from ssotlint.syntax.importing import brings, retargeted, without

_CONSTANTS = frozenset((BindingKind.LITERAL, BindingKind.CONTAINER, BindingKind.CALL))
_LONGEST = 200  # lines of one import statement


class Fact(NamedTuple):
    """A name with the lines that define it, decorators included."""

    name: str
    start_line: int
    end_line: int


@dataclass(slots=True)
class Bench:
    """The state while steps are worked out one after the other.

    ``tasks``, ``decisions`` and ``deletes`` are those of the step at work; its edits are
    asked of ``texts``. ``renamed`` holds the names that steps have given, by symbol, ``gone`` the
    files that they have deleted, ``aimed`` those from which they let others import.
    """

    world: World
    texts: Texts
    loading: Loading
    entrances: Entrances = field(default_factory=dict)
    tasks: list[Task] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    deletes: list[str] = field(default_factory=list)
    moved: set[tuple[str, int, str]] = field(default_factory=set)
    aimed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)

    def module(self, path: str) -> Module:
        """The module of a file."""
        return self.world.index.by_path[path]

    def definition(self, path: str, line: int) -> Definition | None:
        """The module-level definition whose ``def`` or ``class`` stands at a line."""
        rows = self.module(path).surface.definitions
        return next((row for row in rows if row.span.line == line and row.owner < 0), None)

    def delete(self, path: str, line: int, what: str, todo: str) -> None:
        """Delete a module, or leave it to a person where something may run it."""
        entrance = self.entrances.get(path)
        if path in self.aimed:
            entrance = "a step before lets others import from it"
        if entrance is None:
            self.deletes.append(path)
        else:
            self.ask(path, line, f"{what}; {entrance}", todo)

    def ask(self, path: str, line: int, what: str, todo: str, proposal: str = "") -> None:
        """Leave something to a person; ``proposal`` is what the code speaks for."""
        self.tasks.append(Task(path, self.texts.stood(path, line), what, todo, proposal))

    def decide(self, path: str, line: int, what: str, chosen: str, otherwise: str) -> None:
        """Tell what the edits of the step decide, which a person may want otherwise."""
        self.decisions.append(Decision(path, self.texts.stood(path, line), what, chosen, otherwise))

    def fact(self, path: str, line: int) -> Fact | None:
        """The module-level definition or the one constant that stands at a line."""
        row = self.definition(path, line)
        if row is not None:
            return Fact(row.name, row.start_line, row.span.end_line)
        bindings = self.module(path).surface.bindings
        found = [b for b in bindings if b.owner < 0 and b.span.line == line]
        if len(found) != 1 or found[0].kind not in _CONSTANTS:
            return None
        return Fact(found[0].name, line, found[0].span.end_line)

    def place(self, path: str, fact: Fact) -> tuple[int, int]:
        """Where a definition stands now, as half-open positions; empty where it has gone."""
        first, last = self.texts.at(path, fact.start_line), self.texts.at(path, fact.end_line)
        return (first[0], last[-1] + 1) if first and last else (0, 0)

    def uses(self, path: str, line: int) -> list[ImportUse]:
        """The imports of ours that the statement at a line brings."""
        found = self.world.graph.importers.by_module.get(path, ())
        return [use for use in found if use.row.span.line == line]

    def retarget(
        self, use: ImportUse, module: str, name: str, why: str, *, keeps_name: bool = True
    ) -> bool:
        """Let an import take its name from elsewhere; False where a person must do it.

        The file goes on calling it as it did, unless ``keeps_name`` is False.
        """
        path, row = use.module.path, use.row
        targets = self.world.index.by_name.get(module, [])
        if not is_importable(module) or (
            runs_at_load(row)
            and any(
                target.path != path and self.loading.reaches(target.path, path)
                for target in targets
            )
        ):
            return False
        renamed = f" as {row.bound}" if keeps_name and row.bound != name else ""
        source = seen_from(use.module.source.package, module, row.level)
        statement = f"from {source} import {name}{renamed}"
        extent = self.extent(path, row)
        if extent is None:
            return False
        first, last = extent
        new = retargeted(self.texts.lines(path)[first:last], row.name, row.bound, statement)
        if new is None:
            return False
        self.texts.replace(path, first, last, new, why)
        self.moved.add((path, row.span.line, row.name))
        self.aimed.update(target.path for target in targets)
        if runs_at_load(row):
            if use.named is not None:
                self.loading.remove(path, use.named.path)
            for target in targets:
                self.loading.add(path, target.path)
        return True

    def may_load(self, path: str, module: str) -> bool:
        """Whether a file may import a module when it is loaded: that must not load it in turn.

        No statement can import what lies in `my-tool.py`.
        """
        return is_importable(module) and not any(
            found.path == path or self.loading.reaches(found.path, path)
            for found in self.world.index.by_name.get(module, ())
        )

    def loads(self, path: str, module: str) -> None:
        """Remember that a file imports from a module now."""
        for found in self.world.index.by_name.get(module, ()):
            self.aimed.add(found.path)
            self.loading.add(path, found.path)

    def drop_import(self, path: str, row: Import, why: str) -> None:
        """Take away an import that nothing uses any more."""
        extent = self.extent(path, row)
        left = (
            without(self.texts.lines(path)[slice(*extent)], row.name, row.bound) if extent else None
        )
        if extent is not None and left is not None:
            self.texts.replace(path, *extent, left, why)
            self.moved.add((path, row.span.line, row.name))

    def extent(self, path: str, row: Import) -> tuple[int, int] | None:
        """Where the statement stands now that brings a name, as half-open positions."""
        lines = self.texts.lines(path)
        for first in self.texts.at(path, row.span.line):
            last = statement_end(lines, first)
            if brings(lines[first:last], row.name, row.bound):
                return first, last
        return None


def runs_at_load(row: Import) -> bool:
    """Whether an import runs when its module is loaded."""
    return not row.context & (Context.DEFERRED | Context.TYPING)


def statement_end(lines: list[str], first: int) -> int:
    """The position behind an import statement: parentheses and backslashes go on."""
    depth, position = 0, first
    while position < min(len(lines), first + _LONGEST):
        code = lines[position].partition("#")[0]
        depth += code.count("(") - code.count(")")
        position += 1
        if depth <= 0 and not code.rstrip().endswith("\\"):
            break
    return position
