"""Which findings a baseline knows, and which of its entries are not needed any more.

Members match one to one, so that a group never gains: first those that have kept their symbol,
then those that have been moved or renamed, which are known by an equal body, provided that the
old symbol is gone. What is left over is new. A member that has kept its symbol and not its body
must have kept company too: else a copy of one thing that became a copy of another would be known.
And what a copy does otherwise than the canonical member must be what it was.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ssotlint.engine.drafts import Draft
from ssotlint.model.baseline import Entry, KnownMember
from ssotlint.model.case import Case, Member


@dataclass(slots=True)
class Slot:
    """A member of an entry, which one place may fill."""

    entry: Entry
    member: KnownMember
    filled: bool = False


@dataclass(slots=True)
class Place:
    """A member of a group of this run: a draft's, or the canonical one.

    ``slot`` is the one that it fills, None for what is new.
    """

    member: Member
    body: str
    draft: Draft | None = None
    slot: Slot | None = None

    @property
    def known(self) -> bool:
        """Whether it was accepted."""
        return self.slot is not None

    @property
    def key(self) -> tuple[str, str]:
        """What a place is called, whatever stands there."""
        return self.member.symbol, self.member.target

    @property
    def rule(self) -> str:
        """The rule that it breaks, "" for the canonical member."""
        return self.draft.name if self.draft else ""


@dataclass(slots=True)
class Company:
    """A group of this run."""

    case: Case
    places: list[Place] = field(default_factory=list)

    @property
    def rules(self) -> set[str]:
        """The rules that its members break."""
        return {place.rule for place in self.places if place.rule}

    @property
    def owner(self) -> Place | None:
        """The canonical member."""
        return next((place for place in self.places if place.draft is None), None)

    def newcomer(self) -> Place | None:
        """The canonical member when it has joined a known group, which gained by that."""
        owner = self.owner
        if owner is None or owner.known or not any(place.known for place in self.places):
            return None
        return owner

    def displaced(self) -> Place | None:
        """The place that tells of a newcomer: the former canonical member, or the first one."""
        known = [p for p in self.places if p.slot is not None and p.draft is not None]
        former = [p for p in known if p.slot is not None and not p.slot.member.rule]
        return next(iter(former or known), None)


def companies_of(drafts: Iterable[Draft], body: Callable[[Member], str]) -> list[Company]:
    """The groups of some drafts, each with its canonical member, in the order of the drafts."""
    found: dict[int, Company] = {}
    for draft in drafts:
        company = found.setdefault(id(draft.case), Company(draft.case))
        company.places.append(Place(draft.member, body(draft.member), draft))
    for company in found.values():
        owner = company.case.owner
        if owner is not None and all(place.member is not owner for place in company.places):
            company.places.insert(0, Place(owner, body(owner)))
    return list(found.values())


class Matching:
    """Entries held against the groups of a run; tells of each place whether it is ``known``."""

    def __init__(
        self, entries: Sequence[Entry], detectors: Mapping[str, str], exists: Callable[[str], bool]
    ) -> None:
        """``detectors`` are those of the rules; ``exists`` tells whether a symbol is there."""
        self._detectors, self._exists = detectors, exists
        self.slots = [Slot(entry, member) for entry in entries for member in entry.members]
        self._by_key: dict[tuple[str, str], list[Slot]] = defaultdict(list)
        self._by_body: dict[str, list[Slot]] = defaultdict(list)
        for slot in self.slots:
            self._by_key[slot.member.symbol, slot.member.target].append(slot)
            self._by_body[slot.member.body].append(slot)

    def match(self, companies: Sequence[Company]) -> None:
        """Mark the places that are known."""
        for company in companies:
            for place in company.places:
                self._fill(place, company, self._same_name(place, company))
        for with_rule in (False, True):  # the canonical members choose first: they are no findings
            for company in companies:
                for place in company.places:
                    if not place.known and bool(place.rule) is with_rule:
                        self._fill(place, company, self._moved(place))

    def left(self, companies: Iterable[Company]) -> list[tuple[Entry, KnownMember]]:
        """Members of entries that are in no group any more, neither under their name nor moved."""
        there = {(p.key, company.case.detector) for company in companies for p in company.places}
        return [
            (slot.entry, slot.member)
            for slot in self.slots
            if not slot.filled
            and there.isdisjoint(
                ((slot.member.symbol, slot.member.target), self._detectors.get(rule, ""))
                for rule in slot.entry.rules
            )
        ]

    def _fill(self, place: Place, company: Company, slots: Iterable[Slot]) -> None:
        fitting = [slot for slot in slots if not slot.filled and _fits(place, company, slot)]
        if fitting:
            best = min(fitting, key=lambda slot: _distance(place, company, slot))
            best.filled, place.slot = True, best

    def _same_name(self, place: Place, company: Company) -> list[Slot]:
        return [s for s in self._by_key[place.key] if _in_company(place, company, s)]

    def _moved(self, place: Place) -> list[Slot]:
        if not place.body:
            return []
        return [s for s in self._by_body[place.body] if not self._exists(s.member.symbol)]


def _fits(place: Place, company: Company, slot: Slot) -> bool:
    """Whether the rule that is broken was accepted of this member."""
    if not place.rule:
        return not company.rules.isdisjoint(slot.entry.rules)
    if slot.member.rule:
        return slot.member.rule == place.rule and _differs_as_before(place, company, slot)
    # What was the canonical member may carry the finding now, unless it says something else now.
    is_equal = not (place.member.drifted or place.member.difference)
    return place.rule in slot.entry.rules and (slot.member.body == place.body or is_equal)


def _differs_as_before(place: Place, company: Company, slot: Slot) -> bool:
    """Whether a place differs from the canonical member as it did.

    Where nothing was written down, because that was another one or long ago, both must still say
    what two members of the entry said.
    """
    member, owner = slot.member, company.owner
    if place.member.difference == member.difference:
        return True
    if member.difference or member.target or member.body != place.body:
        return False
    others = {other.body for other in slot.entry.members} - {member.body}
    return owner is not None and owner.body in others


def _in_company(place: Place, company: Company, slot: Slot) -> bool:
    if place.body == slot.member.body or len(slot.entry.members) == 1:
        return True
    return _shared(place, company, slot) > 0


def _shared(place: Place, company: Company, slot: Slot) -> int:
    """How many other places of the group are in the entry, by their name or by their body."""
    others = [other for other in company.places if other is not place]
    members = [member for member in slot.entry.members if member is not slot.member]
    keys = {(member.symbol, member.target) for member in members}
    bodies = {member.body for member in members if member.body}
    return sum(other.key in keys or other.body in bodies for other in others)


def _distance(place: Place, company: Company, slot: Slot) -> tuple[object, ...]:
    member = slot.member
    return (
        member.rule != place.rule,
        member.body != place.body,
        -_shared(place, company, slot),
        member,
    )
