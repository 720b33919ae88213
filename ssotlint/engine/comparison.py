"""Why two definitions are, or are not, copies of each other: the last check, then the judges."""

from collections.abc import Iterator
from typing import NamedTuple

from ssotlint.detectors import boilerplate
from ssotlint.detectors.class_copies import ClassCopiesEvidence, ClassCopiesOptions
from ssotlint.detectors.domains import compatible, domain_of
from ssotlint.detectors.fragments import Variant, fragments_of
from ssotlint.detectors.view import SPLIT_ROLES, View
from ssotlint.engine.dossiers import Dossiers
from ssotlint.graph.graph import Graph
from ssotlint.index.index import Index, Module
from ssotlint.judges import class_copies
from ssotlint.judges.copies import compare
from ssotlint.judges.differences import sentences
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case, Member
from ssotlint.model.dossier import Comparison, Fact, Spot
from ssotlint.model.facts import Definition
from ssotlint.syntax.excerpt import ExcerptError

_ALIKE = 0.7


class _Said(NamedTuple):
    """What a look at both tells."""

    clone_type: int = 0
    similarity: float = 0.0
    differences: tuple[str, ...] = ()
    refused: str = ""


class Pair:
    """Two definitions side by side."""

    def __init__(self, dossiers: Dossiers, first: str, second: str) -> None:
        self._dossiers = dossiers
        self._rows = dossiers.definition(first), dossiers.definition(second)
        self._symbols = [module.symbol(row) for module, row in self._rows]

    def comparison(self) -> Comparison:
        """Both places, what binds them, what speaks against it, and how they differ."""
        _, checked = self._dossiers.facts(self._symbols[0])
        modules = [module.name for module, _ in self._rows]
        together = (*self._together(*self._symbols), *self._together(*modules))
        said = self._said()
        copies = any(fact.family == "duplication" for fact in together)
        reasons = () if copies else tuple(self._reasons(said))
        return Comparison(
            first=self._spot(0), second=self._spot(1), together=together, reasons=reasons,
            clone_type=said.clone_type, similarity=said.similarity, differences=said.differences,
            checked=checked,
        )  # fmt: skip

    def _together(self, first: str, second: str) -> list[Fact]:
        """What the last check found that holds both symbols, or both modules."""
        facts, _ = self._dossiers.facts(first)
        return [fact for fact in facts if any(spot.symbol == second for spot in fact.places)]

    def _spot(self, number: int) -> Spot:
        module, row = self._rows[number]
        return Spot(self._symbols[number], module.path, row.span.line, module.source.role.value)

    def _reasons(self, said: _Said) -> Iterator[str]:
        (one, first), (two, second) = self._rows
        if self._symbols[0] == self._symbols[1]:
            yield "they are one definition"
            return
        for module, symbol in ((one, self._symbols[0]), (two, self._symbols[1])):
            if module.source.role not in SPLIT_ROLES:
                yield f"{symbol} is {module.source.role.value} code, where copies are not sought"
        if first.is_class != second.is_class:
            yield "one is a class and the other a function"
            return
        yield from self._around()
        if said.refused:
            yield said.refused
        elif said.similarity < _ALIKE:
            share = f"{said.similarity:.0%}"
            yield f"{share} of what they say is the same; copies have {_ALIKE:.0%} in common or more"
        else:
            yield "they are alike, and it is too little or a pattern, which is no finding"

    def _around(self) -> Iterator[str]:
        """Domains, and what everybody has to write."""
        modules = tuple(dict.fromkeys(module for module, _ in self._rows))
        index = Index(modules, self._dossiers.store)
        roles = SPLIT_ROLES | {module.source.role for module in modules}
        view = View(index, Graph(index), self._dossiers.config, roles)
        domains = [domain_of(module, view) for module, _ in self._rows]
        if not compatible(*domains):
            yield f"they belong to two domains, {domains[0]} and {domains[1]}"
        wanted = {self._symbols[0], self._symbols[1]}
        for fragment in fragments_of(view):
            if fragment.symbol in wanted:
                variant = Variant(fragment.text, "")
                variant.fragments.append(fragment)
                why = boilerplate.reason(fragment.definition, fragment.owner, variant)
                if why:
                    yield f"{fragment.symbol} is expected to be repeated: {why}"

    def _said(self) -> _Said:
        first, second = self._rows[0][1], self._rows[1][1]
        if first.is_class != second.is_class or self._symbols[0] == self._symbols[1]:
            return _Said()
        excerpts = Excerpts(self._dossiers.root)
        try:
            return self._classes(excerpts) if first.is_class else self._functions(excerpts)
        except ExcerptError as error:
            return _Said(refused=f"LibCST cannot read one of them: {error}")

    def _functions(self, excerpts: Excerpts) -> _Said:
        (one, first), (two, second) = self._rows
        verdict = compare(
            excerpts.at(one.extent(first)),
            excerpts.at(two.extent(second)),
            (first.name, second.name),
            (_class_of(one, first), _class_of(two, second)),
        )
        return _Said(verdict.clone_type, verdict.similarity, tuple(sentences(verdict.edits)))

    def _classes(self, excerpts: Excerpts) -> _Said:
        members = tuple(
            Member(
                place=module.header(row),
                symbol=module.symbol(row),
                extent=module.extent(row),
                evidence=ClassCopiesEvidence(),
                suspect=number == 1,
            )
            for number, (module, row) in enumerate(self._rows)
        )
        case = Case(detector="class_copies", subject="", title="", members=members, canonical=0)
        judged = class_copies.judge(case, excerpts, ClassCopiesOptions())
        copies = [m.evidence for m in judged.members if m.suspect] if judged is not None else []
        for evidence in copies:
            if isinstance(evidence, ClassCopiesEvidence):
                return _Said(3 if evidence.differences else 1, evidence.similarity,
                             evidence.differences)  # fmt: skip
        return _Said(refused=f"they have less than {_ALIKE:.0%} of their members in common")


def _class_of(module: Module, row: Definition) -> str:
    """The class of a method, "" for a function."""
    owner = module.surface.definitions[row.owner] if row.owner >= 0 else None
    return owner.name if owner is not None and owner.is_class else ""
