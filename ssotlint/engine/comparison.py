"""Why two things are, or are not, copies of each other: what the check says, and who decided it.

Whether they are is never weighed here: it is what the last check of the project found. Why they
are not is asked of the rule's own detector, which sees all namesakes of both, and of its judge.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from typing import NamedTuple

from ssotlint.detectors import class_obstacles, clone_obstacles, constants, module_copies
from ssotlint.detectors.domains import Borders, compatible
from ssotlint.detectors.plug_ins import PlugIns, packages_of
from ssotlint.detectors.view import SPLIT_ROLES, View
from ssotlint.engine.dossiers import Dossiers
from ssotlint.engine.judging import has_judge
from ssotlint.graph.graph import Graph
from ssotlint.judges.copies import compare
from ssotlint.judges.differences import sentences
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case
from ssotlint.model.dossier import Comparison, Fact, Spot
from ssotlint.model.errors import ExcerptError
from ssotlint.model.evidence import Evidence
from ssotlint.model.value import replace

_COPIES = "duplication"


class _Kind(NamedTuple):
    """Who finds copies of things of one kind, and who says why two of them are none."""

    detector: str
    obstacles: Callable[[View, str, str], Iterator[str]]


_KINDS = {
    "function": _Kind("clones", clone_obstacles.obstacles),
    "class": _Kind("class_copies", class_obstacles.obstacles),
    "constant": _Kind("constants", constants.obstacles),
    "module": _Kind("module_copies", module_copies.obstacles),
}


class Pair:
    """Two things side by side."""

    def __init__(self, dossiers: Dossiers, first: str, second: str) -> None:
        self._dossiers = dossiers
        self._subjects = dossiers.subject(first), dossiers.subject(second)
        self._symbols = [subject.symbol for subject in self._subjects]

    @cached_property
    def _owner(self) -> str:
        """The one that the other is held against: the owner of their group, else the first."""
        owners = [f.owner for f in self._facts if f.owner in self._symbols]
        return owners[0] if owners else self._symbols[0]

    def comparison(self) -> Comparison:
        """Both places, what binds them, what speaks against it, and how they differ."""
        facts = self._facts
        together = tuple(fact for fact in facts if not fact.fate)
        one_class = any(fact.family == _COPIES for fact in together)
        evidence = self._evidence
        return Comparison(
            first=self._spot(0), second=self._spot(1), one_class=one_class,
            unreported=not one_class and bool(_hidden(facts)), together=together,
            reasons=() if one_class else tuple(dict.fromkeys(self._reasons(facts))),
            clone_type=getattr(evidence, "clone_type", 0),
            similarity=getattr(evidence, "similarity", 0.0),
            differences=getattr(evidence, "differences", ()),
        )  # fmt: skip

    @cached_property
    def _facts(self) -> list[Fact]:
        """What the last check found that holds both, what nobody is told included."""
        found: list[Fact] = []
        for symbol, other in (self._symbols, reversed(self._symbols)):
            facts, _ = self._dossiers.facts(symbol)
            found += [f for f in facts if any(spot.symbol == other for spot in f.places)]
        told: dict[tuple[str, str, str], Fact] = {}
        for fact in found:
            told.setdefault((fact.rule, fact.title, fact.fate), fact)
        return list(told.values())

    def _spot(self, number: int) -> Spot:
        one = self._subjects[number]
        return Spot(one.symbol, one.module.path, one.line, one.module.source.role.value)

    def _reasons(self, facts: Sequence[Fact]) -> Iterator[str]:
        """What speaks against one class, what decides it first."""
        one, other = self._subjects
        if one.symbol == other.symbol:
            yield "they are one and the same"
            return
        if one.kind != other.kind:
            yield f"one is a {one.kind} and the other a {other.kind}"
            return
        hidden = _hidden(facts)
        told = [f"{fact.title} [{fact.rule}] is not reported: {fact.fate}" for fact in hidden]
        obstacles = _KINDS[one.kind].obstacles(self._view, *self._symbols)
        found = [*told, *self._roles(), *self._borders(), *obstacles]
        yield from found or self._last_words()

    def _roles(self) -> Iterator[str]:
        for subject in self._subjects:
            role = subject.module.source.role
            if role not in SPLIT_ROLES:
                yield f"{subject.symbol} is {role.value} code, where copies are not sought"

    def _borders(self) -> Iterator[str]:
        # How all files lie decides what is an edition of what.
        view = View(self._dossiers.whole(), self._view.graph, self._dossiers.config)
        borders = Borders(view)
        ours, theirs = (borders.of(subject.module) for subject in self._subjects)
        if not compatible(ours, theirs):
            yield f"they belong to two domains, {ours or 'none'} and {theirs or 'none'}"
        if self._are_strangers():
            yield "they stand in two packages of one shape, neither of which imports the other"

    def _are_strangers(self) -> bool:
        """Whether they stand in two plug-ins; of other files than theirs no import is resolved."""
        first, second = (subject.module for subject in self._subjects)
        around = self._dossiers.inside(packages_of(first, second))
        graph = Graph(around)
        graph.resolver = self._dossiers.resolver
        view = View(self._dossiers.whole(), graph, self._dossiers.config)
        plug_ins, is_class = PlugIns(view), self._subjects[0].kind == "class"
        ask = plug_ins.are_unacquainted if is_class else plug_ins.are_strangers
        return not view.config.cross_domain and ask(first, second)

    def _last_words(self) -> list[str]:
        """Where the detector sees nothing against it: the judge, or others that are nearer."""
        if self._suspected is None:
            return ["what they have in common stands in too many places to prove a copy"]
        if self._judged is None:
            owner, member = self._suspected.members
            judge = import_module(f"ssotlint.judges.{self._detector}")
            why: str = judge.innocence(owner, member, Excerpts(self._dossiers.root))
            return [why or "one of them cannot be read"]
        if getattr(self._judged.members[-1].evidence, "similarity", 0.0) == 1:
            return ["nothing in what they say, but each speaks for the package or folder around it"]
        return ["each is more alike to others, against which it was held instead"]

    @cached_property
    def _view(self) -> View:
        """Their files and those of all that bear their names; the rest is opened when asked for."""
        index = self._dossiers.around(self._subjects)
        graph = Graph(index)
        graph.resolver = self._dossiers.resolver
        roles = SPLIT_ROLES | {subject.module.source.role for subject in self._subjects}
        return View(index, graph, self._dossiers.config, roles)

    @cached_property
    def _detector(self) -> str:
        return _KINDS[self._subjects[0].kind].detector

    @cached_property
    def _suspected(self) -> Case | None:
        """The case of the rule's detector that holds both, the others taken out."""
        module = import_module(f"ssotlint.detectors.{self._detector}")
        cases: Iterator[Case] = module.detect(self._view, module.OPTIONS())
        for case in cases:
            members = {m.symbol: m for m in reversed(case.members) if m.symbol in self._symbols}
            if len(members) == len(set(self._symbols)) > 1:
                known = sorted(members.values(), key=lambda m: m.symbol != self._owner)
                pair = (replace(known[0], suspect=False), replace(known[1], suspect=True))
                return replace(case, members=pair, canonical=0)
        return None

    @cached_property
    def _judged(self) -> Case | None:
        if self._suspected is None:
            return None
        if not has_judge(self._detector):
            return self._suspected
        judge = import_module(f"ssotlint.judges.{self._detector}").judge
        options = import_module(f"ssotlint.detectors.{self._detector}").OPTIONS()
        verdict: Case | None = judge(self._suspected, Excerpts(self._dossiers.root), options)
        return verdict

    @cached_property
    def _evidence(self) -> Evidence | None:
        """What is told of the copy; of functions also where they are none."""
        if self._judged is not None:
            return self._judged.members[-1].evidence
        kinds = {subject.kind for subject in self._subjects}
        if kinds == {"function"} and self._symbols[0] != self._symbols[1]:
            return self._read_side_by_side()
        return None

    def _read_side_by_side(self) -> Evidence | None:
        excerpts = Excerpts(self._dossiers.root)
        names = self._subjects[0].name, self._subjects[1].name
        classes = self._subjects[0].class_name, self._subjects[1].class_name
        try:
            ours, theirs = (excerpts.at(subject.extent) for subject in self._subjects)
            verdict = compare(ours, theirs, names, classes)
        except ExcerptError:
            return None
        evidence = import_module("ssotlint.detectors.clones").EVIDENCE
        found: Evidence = evidence(
            clone_type=verdict.clone_type, similarity=verdict.similarity,
            differences=tuple(sentences(verdict.edits)),
        )  # fmt: skip
        return found


def _hidden(facts: Sequence[Fact]) -> list[Fact]:
    """Of what was found those that are of copies, and that nobody is told."""
    return [fact for fact in facts if fact.fate and fact.family == _COPIES]
