"""Accepted findings: what a run does with them, and what it makes of its own."""

from collections.abc import Iterable, Mapping, Sequence

from ssotlint.engine.bodies import bodies_of
from ssotlint.engine.drafts import Draft, merged
from ssotlint.engine.judged import Judged
from ssotlint.engine.matching import Company, Matching, Place, companies_of
from ssotlint.index.index import Index
from ssotlint.model.baseline import Entry, KnownMember
from ssotlint.model.case import Member
from ssotlint.model.value import Value, replace


class Applied(Value, frozen=True):
    """What is new, how many findings were known, and the members of entries that are left over.

    ``joined`` are those of the new ones that an exception for their group would silence, had they
    been in it when it was accepted. ``accepted`` names what is known by rule and fingerprint.
    """

    new: list[Draft]
    known: int
    joined: tuple[Draft, ...] = ()
    accepted: frozenset[tuple[str, str]] = frozenset()
    left: tuple[tuple[Entry, KnownMember], ...] = ()


class Companies:
    """The groups of a run as a baseline tells them; computed when first asked for."""

    def __init__(self, drafts: Sequence[Draft], accepted: Sequence[Draft], index: Index) -> None:
        """``accepted`` are silenced by an exception at the canonical member of their group."""
        self._drafts, self._accepted, self._index = drafts, accepted, index
        self._bodies: dict[int, str] | None = None

    def apply(self, entries: Sequence[Entry], detectors: Mapping[str, str]) -> Applied:
        """Hold entries against the groups; ``detectors`` are those of the rules that were asked."""
        if not entries:
            return Applied(list(self._drafts), 0)
        matching = Matching(entries, detectors, self._exists)
        companies = self._all()
        matching.match(companies)
        known = {id(p.draft) for company in companies for p in company.places if p.known}
        new = [draft for draft in self._drafts if id(draft) not in known]
        known_before = len(self._drafts) - len(new)
        joined = [draft for company in companies for draft in self._joined(company)]
        gained = [draft for company in companies for draft in self._gained(company)]
        return Applied(
            merged(new, joined, gained),
            known_before - len(gained),
            tuple(joined),
            frozenset(
                p.draft.identity
                for company in companies
                for p in company.places
                if p.known and p.draft is not None
            ),
            tuple(matching.left(companies)),
        )

    def entries(self) -> tuple[Entry, ...]:
        """The entries that make a baseline of all this."""
        return tuple(sorted(_entry(company) for company in self._all()))

    def _all(self) -> list[Company]:
        drafts = [*self._drafts, *self._accepted]
        if self._bodies is None:
            members = {id(m): m for draft in drafts for m in _members(draft)}
            self._bodies = bodies_of(members.values(), self._index)
        bodies = self._bodies
        return companies_of(drafts, lambda member: bodies.get(id(member), ""))

    def _joined(self, company: Company) -> list[Draft]:
        """New members of a group that an exception accepts as it was."""
        if not any(place.known for place in company.places):
            return []
        return [
            replace(p.draft, note=f"{p.draft.note}{_JOINED}")
            for p in company.places
            if p.draft is not None and not p.known and self._is_accepted(p.draft)
        ]

    def _gained(self, company: Company) -> list[Draft]:
        """What tells that a group has grown by its canonical member, which carries no finding."""
        owner, told = company.newcomer(), company.displaced()
        if owner is None or told is None or told.draft is None or not self._reports(owner, told):
            return []
        if self._is_accepted(told.draft):
            return []
        note = f" ({owner.member.symbol} is new)"
        return [replace(told.draft, note=f"{told.draft.note}{note}")]

    def _reports(self, owner: Place, other: Place) -> bool:
        """Whether the canonical member would carry a finding if another were canonical."""
        modules = [self._index.by_path.get(p.member.place.path) for p in (owner, other)]
        roles = {module.source.role for module in modules if module is not None}
        return len(roles) == 1 and modules[0] is not None and modules[0].source.reported

    def _is_accepted(self, draft: Draft) -> bool:
        return any(draft is other for other in self._accepted)

    def _exists(self, symbol: str) -> bool:
        """Whether a dotted name (or a path, for files without names) is still there."""
        if symbol in self._index.by_path or symbol in self._index.by_name:
            return True
        module, _, name = symbol.rpartition(".")
        while module:
            for known in self._index.by_name.get(module, ()):
                surface = known.surface
                if any(d.qualname == name for d in surface.definitions):
                    return True
                if any(b.name == name and b.owner < 0 for b in surface.bindings):
                    return True
            module, _, last = module.rpartition(".")
            name = f"{last}.{name}"
        return False


_JOINED = " (it joined the group after that was accepted; `ssotlint baseline update` accepts it)"


def stale_of(applied: Applied, judged: Judged, index: Index) -> list[tuple[Entry, KnownMember]]:
    """Of what is left over that which was looked for: its rules were asked, its file was read."""
    found = []
    for entry, member in applied.left:
        rules = [member.rule] if member.rule else list(entry.rules)
        module = index.by_path.get(member.path)
        if module is not None:
            looked = not module.surface.fault and any(judged(rule, module) for rule in rules)
        else:
            looked = any(judged.gone(rule, member.path) for rule in rules)
        if looked:
            found.append((entry, member))
    return found


def told_of(stale: Sequence[tuple[Entry, KnownMember]]) -> list[tuple[Entry, KnownMember]]:
    """Of what is stale that which somebody has to hear of.

    What a group should keep was no finding, and goes with the last one of its entry.
    """
    gone = {(entry.line, member) for entry, member in stale}
    return [
        (entry, member)
        for entry, member in stale
        if member.rule or any(m.rule and (entry.line, m) not in gone for m in entry.members)
    ]


def updated(
    old: Sequence[Entry], found: Sequence[Entry], applied: Applied,
    stale: Iterable[tuple[Entry, KnownMember]],
) -> tuple[Entry, ...]:  # fmt: skip
    """The entries of a run, with the reasons of old ones, and what the run could not look for."""
    reasons = {_identity(m): entry.reason for entry in old if entry.reason for m in entry.members}
    dropped = {(entry.line, member) for entry, member in stale}
    kept: dict[int, list[KnownMember]] = {}
    for entry, member in applied.left:
        if (entry.line, member) not in dropped:
            kept.setdefault(entry.line, []).append(member)
    rest = [
        Entry(tuple(kept[entry.line]), entry.reason)
        for entry in old
        if any(member.rule for member in kept.get(entry.line, ()))
    ]
    told = [
        replace(entry, reason=next((reasons[k] for k in map(_identity, entry.members)
                                    if k in reasons), ""))
        for entry in found
    ]  # fmt: skip
    # Equal entries stay: a function may make the same mistake three times.
    return tuple(sorted([*told, *(entry for entry in rest if entry not in told)]))


def pruned(old: Sequence[Entry], stale: Iterable[tuple[Entry, KnownMember]]) -> tuple[Entry, ...]:
    """The old entries without their stale members; without any finding left they go."""
    dropped = {(entry.line, member) for entry, member in stale}
    kept = []
    for entry in old:
        members = tuple(m for m in entry.members if (entry.line, m) not in dropped)
        if any(member.rule for member in members):
            kept.append(replace(entry, members=members))
    return tuple(sorted(kept))


def _identity(member: KnownMember) -> tuple[str, str, str]:
    return member.symbol, member.target, member.rule


def _members(draft: Draft) -> list[Member]:
    owner = draft.case.owner
    return [draft.member] if owner is None else [draft.member, owner]


def _entry(company: Company) -> Entry:
    return Entry(
        tuple(
            sorted(
                KnownMember(
                    place.member.symbol, place.member.target, place.rule, place.body,
                    place.member.place.path, place.member.difference,
                )
                for place in company.places
            )
        )
    )  # fmt: skip
