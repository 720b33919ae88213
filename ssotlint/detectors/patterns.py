"""Where may a rule's patterns match?"""

from collections.abc import Iterator, Sequence

from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import may_contain
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import BindingKind, Shape
from ssotlint.model.options import Options
from ssotlint.model.place import Place
from ssotlint.model.requirement import Requirement
from ssotlint.model.source import Role
from ssotlint.model.value import field

_UNSEEN = frozenset((Role.BACKUP, Role.GENERATED))


class PatternEvidence(Evidence, frozen=True, kw_only=True):
    """What the holes of the pattern stand for, as source text."""

    captures: dict[str, str] = field(default_factory=dict)


EVIDENCE = PatternEvidence
OPTIONS = Options


def detect(view: View, _options: Options, requirements: Sequence[Requirement]) -> Iterator[Case]:
    """One case a definition or statement of a module's top level that may hold a match.

    The shape of a file tells which names and kinds of syntax it has, so that nothing is parsed
    where no pattern can match.
    """
    modules = [m for m in view.index.each("shape") if m.source.role not in _UNSEEN]
    cases: list[Case] = []
    for module, shape in view.index.shapes(modules):
        if _may_match(requirements, shape, shape.text):
            cases += _in_module(module, shape, requirements)
    yield from sorted(cases, key=lambda c: (c.members[0].place.path, c.members[0].extent.span))


def _in_module(module: Module, shape: Shape, requirements: Sequence[Requirement]) -> Iterator[Case]:
    for row in module.surface.definitions:
        if row.owner < 0 and _may_match(requirements, shape, shape.text[slice(*row.shape)]):
            yield _case(module.header(row), module.extent(row), module.symbol(row))
    others = {b.span: b.name for b in reversed(module.surface.bindings)
              if b.owner < 0 and b.kind is not BindingKind.DEFINITION}  # fmt: skip
    others |= {i.span: i.bound for i in reversed(module.surface.imports) if i.owner < 0}
    for span, name in others.items():
        place = module.place(span)
        yield _case(place, place, f"{module.name}.{name}")


def _may_match(requirements: Sequence[Requirement], shape: Shape, text: str) -> bool:
    names = frozenset(name for names in shape.locals for name in names)
    return any(may_contain(r, text, names) for r in requirements)


def _case(place: Place, extent: Place, symbol: str) -> Case:
    member = Member(place=place, symbol=symbol, extent=extent, evidence=PatternEvidence())
    return Case(detector="patterns", subject=symbol, title=symbol, members=(member,))
