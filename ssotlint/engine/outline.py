"""What the last report told, finding by finding, without what it says of them.

After an edit by which nothing is found otherwise, the next report is made from it: what has moved
is told anew, and all else is copied out of the last text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from ssotlint.model.place import Place
from ssotlint.model.severity import Severity
from ssotlint.model.source import Role

if TYPE_CHECKING:
    from ssotlint.engine.answers import Named
    from ssotlint.engine.drafts import Draft
    from ssotlint.engine.ledger import Entered
    from ssotlint.engine.opening import Project
    from ssotlint.index.index import Index
    from ssotlint.model.report import Report

Where = tuple[int, int]
"""A case: the position of its question among those that were asked, and its own in the answer."""
UNKNOWN = -1, -1
"""A case that is no part of an answer: what exceptions have left of one, or about exceptions."""
_ALL = "all"


class Told(msgspec.Struct, array_like=True, gc=False, frozen=True):
    """A finding: ``part`` is the position of its member in the case, ``group`` that of its group.

    ``changed`` is the severity that the project asks for at this place, "" where it asks for none.
    """

    case: Where
    part: int
    rule: str
    severity: Severity
    place: Place
    role: Role
    domain: str
    group: int
    fingerprint: str
    also: tuple[str, ...]
    note: str
    changed: str
    key: bytes


class Headed(msgspec.Struct, array_like=True, gc=False, frozen=True):
    """A group, by its case and what its key says."""

    case: Where
    rule: str
    key: bytes


class Company(msgspec.Struct, array_like=True, gc=False, frozen=True):
    """A row of the ledger: ``drafts`` have the part of the case and the fingerprint of each."""

    case: Where
    rule: str
    fate: str
    key: str
    drafts: tuple[tuple[int, str], ...]


class Card(msgspec.Struct, array_like=True, gc=False, frozen=True):
    """What a report says of a rule."""

    name: str
    family: str
    summary: str
    help: str
    severity: Severity


class Outline(msgspec.Struct, array_like=True, gc=False, frozen=True):
    """A report: of which request, of which state of the project, from which answers.

    ``questions`` are the keys of the answers, each with that of its confirmed cases, and the rules
    that asked. ``addressed`` are the files whose comments make exceptions, ``torn`` the cases that
    lost members to them. ``companies`` is None where the run has left the ledger alone.
    """

    frame: str
    state: str  # names what all files held, as ``recall`` tells it
    world: str
    questions: tuple[tuple[str, str, tuple[str, ...]], ...]
    addressed: tuple[str, ...]
    torn: frozenset[Where]
    findings: tuple[Told, ...]
    groups: tuple[Headed, ...]
    cards: tuple[Card, ...]
    companies: tuple[Company, ...] | None
    roots: tuple[str, ...]
    numbers: tuple[int, int, int, int]  # files read, their lines, files reported, their lines
    suppressed: int


def drawn(
    named: Named, report: Report, shown: Sequence[Draft], silenced: Iterable[Draft],
    entered: Sequence[Entered] | None, index: Index,
) -> Outline | None:  # fmt: skip
    """The outline of a report; None where something in it has no name to find it again by."""
    groups = list(report.groups.values())
    if not all([*(f.key for f in report.findings), *(group.key for group in groups)]):
        return None
    places, parts = named.places, parts_of(shown)
    first = _first_of_each(shown)
    told = [
        Told(
            places.get(id(draft.case), UNKNOWN), parts[id(draft.case), id(draft.member)],
            finding.rule, finding.severity, finding.place, finding.role, finding.domain,
            int(finding.group[1:]), finding.fingerprint, finding.also, draft.note,
            draft.severity or "", finding.key,
        )
        for draft, finding in zip(shown, report.findings, strict=True)
    ]  # fmt: skip
    return Outline(
        frame="", state="", world=named.world, questions=named.answers,
        addressed=tuple(m.path for m in index.all if m.addresses),
        torn=torn_by(silenced, places),
        findings=tuple(told),
        groups=tuple(
            Headed(places.get(id(draft.case), UNKNOWN), group.rule, group.key)
            for draft, group in zip(first, groups, strict=True)
        ),
        cards=tuple(
            Card(c.name, c.family, c.summary, c.help, c.severity) for c in report.rules.values()
        ),
        companies=companies_of(entered, places) if entered is not None else None,
        roots=report.scope.roots,
        numbers=(
            report.scope.read, report.scope.lines, report.scope.reported,
            report.scope.reported_lines,
        ),
        suppressed=report.suppressed,
    )  # fmt: skip


def _first_of_each(drafts: Iterable[Draft]) -> list[Draft]:
    """The first draft of each case, in their order, which is that of the groups."""
    found: dict[int, Draft] = {}
    for draft in drafts:
        found.setdefault(id(draft.case), draft)
    return list(found.values())


def keep(project: Project, outline: Outline) -> None:
    """Leave an outline to the next run."""
    try:
        data = msgspec.msgpack.encode(outline)
    except UnicodeEncodeError:  # a lone surrogate, which texts on disk cannot have
        return
    project.store.remember(_kind(project), {_ALL: data})


def recalled(project: Project, frame: str) -> Outline | None:
    """The outline of the last report of a request; None when another one was told since."""
    data = project.store.recall(_kind(project), _ALL)
    try:
        found = msgspec.msgpack.decode(data, type=Outline) if data is not None else None
    except msgspec.MsgspecError:
        return None
    return found if found is not None and found.frame == frame else None


def parts_of(drafts: Iterable[Draft]) -> dict[tuple[int, int], int]:
    """Which part of its case each member is, by their identities."""
    found: dict[tuple[int, int], int] = {}
    seen: set[int] = set()
    for draft in drafts:
        case = draft.case
        if id(case) not in seen:
            seen.add(id(case))
            found.update(((id(case), id(m)), part) for part, m in enumerate(case.members))
    return found


def torn_by(silenced: Iterable[Draft], places: Mapping[int, Where]) -> frozenset[Where]:
    """The cases of which exceptions have taken something."""
    return frozenset(places.get(id(draft.case), UNKNOWN) for draft in _with_folded(silenced))


def _with_folded(drafts: Iterable[Draft]) -> list[Draft]:
    found, pending = [], [*drafts]
    while pending:
        found.append(pending.pop())
        pending += found[-1].folded
    return found


def companies_of(kept: Sequence[Entered], places: Mapping[int, Where]) -> tuple[Company, ...]:
    """The rows of the ledger, as they were entered."""
    parts = parts_of(draft for _, _, drafts in kept for draft in drafts)
    return tuple(
        Company(
            places.get(id(drafts[0].case), UNKNOWN), drafts[0].name, fate, key,
            tuple((parts[id(d.case), id(d.member)], d.fingerprint) for d in drafts),
        )
        for key, fate, drafts in kept
    )  # fmt: skip


def _kind(project: Project) -> str:
    return f"outline {project.memory}"
