"""What will be findings: confirmed members with their rules, before exceptions are made."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from ssotlint.engine.detection import Question
from ssotlint.model.case import Case, Member
from ssotlint.model.place import Place, Span
from ssotlint.model.severity import Severity
from ssotlint.model.value import Value, replace
from ssotlint.rulebook.selection import Chosen


class Draft(Value, frozen=True, eq=False):
    """A member that breaks a rule; drafts of one group share their ``case``.

    ``folded`` yielded to this one. ``severity`` is what the project says of this place, None for
    what it says of the rule. ``note`` is added to the message.
    """

    rule: Chosen
    case: Case
    member: Member
    fingerprint: str
    folded: tuple["Draft", ...] = ()
    severity: Severity | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.rule.rule.name

    @property
    def identity(self) -> tuple[str, str]:
        """What tells it from all others: its rule and its fingerprint."""
        return self.name, self.fingerprint

    @property
    def also(self) -> tuple[str, ...]:
        """The rules that this one absorbed, through others too."""
        return tuple(dict.fromkeys(n for d in self.folded for n in (d.name, *d.also)))


def drafts_of(asked: Iterable[Question]) -> list[Draft]:
    """A draft for each suspect member that a rule claims, in the order of the report."""
    found: list[tuple[Chosen, Case, Member]] = []
    for question in asked:
        for case in question.cases:
            for member in case.members:
                rule = _rule_for(member, question.rules)
                if member.suspect and rule is not None:
                    found.append((rule, case, member))
    ordinals: dict[str, int] = defaultdict(int)
    found.sort(key=lambda row: _order(row[0].rule.name, row[2]))
    return [
        Draft(rule, case, member, _fingerprint(rule.rule.name, member, ordinals))
        for rule, case, member in found
    ]


def merged(*parts: Sequence[Draft]) -> list[Draft]:
    """Several lists of drafts as one, in the order of the report."""
    return sorted((d for part in parts for d in part), key=lambda d: _order(d.name, d.member))


def _order(rule: str, member: Member) -> tuple[object, ...]:
    return (*rank(member.place, rule), *beside(member))


def rank(place: Place, rule: str) -> tuple[str, Span, str]:
    """What orders a report first: where a finding stands, and its rule."""
    return (place.path, place.span, rule)


def beside(member: Member) -> tuple[str, str]:
    """What orders findings of one rule at one place."""
    return (member.symbol, member.target)


def _rule_for(member: Member, rules: list[Chosen]) -> Chosen | None:
    for chosen in rules:
        if not chosen.rule.verdict or chosen.rule.verdict == member.verdict:
            return chosen
    return None


def _fingerprint(rule: str, member: Member, ordinals: dict[str, int]) -> str:
    """Rule, symbol and target, and an ordinal among equals: never a line."""
    identity = f"{rule}\0{member.symbol}\0{member.target}"
    ordinals[identity] += 1
    text = f"{identity}\0{ordinals[identity]}"
    return blake2b(text.encode("utf-8", "replace"), digest_size=10).hexdigest()


def fold(
    drafts: Sequence[Draft], asked: Iterable[Question], absorb_nothing: frozenset[str] = frozenset()
) -> list[Draft]:
    """One fault, one finding: a draft yields to one of an absorbing rule at the same place.

    The absorbing draft is the one that stands there, or, where the place is the canonical member
    or another member without a draft, the first of that group. A part yields to the
    whole around it when that repeats the whole around another of the part's group: the copied
    methods of a copied class.
    """
    known = {name: others - absorb_nothing for name, others in absorbers(asked).items()}
    if not any(known.values()):
        return list(drafts)
    there, around = _There(drafts, known), _Around(drafts, known)
    folded: dict[int, list[Draft]] = defaultdict(list)
    gone: set[int] = set()
    for draft in drafts:
        if not known[draft.name]:
            continue
        for other in (*there.absorbing(draft), *around.absorbing(draft)):
            if id(other) not in gone:
                gone.add(id(draft))
                folded[id(other)].append(draft)
                break
    return [_absorbing(d, folded) for d in drafts if id(d) not in gone]


def may_fold(drafts: Sequence[Draft], others: Sequence[Draft], known: dict[str, set[str]]) -> bool:
    """Whether one of some drafts may yield to any, or absorb it; ``known`` are the absorbers."""
    both, own = merged(drafts, others), {id(draft) for draft in drafts}
    there, around = _There(both, known), _Around(both, known)
    return any(
        id(draft) in own or id(other) in own
        for draft in both
        for other in (*there.absorbing(draft), *around.absorbing(draft))
    )


def _places(draft: Draft) -> list[tuple[str, int]]:
    """Where a draft stands, and where the statement begins of which it tells one argument."""
    own = draft.member
    begins = [m for m in draft.case.members if not m.suspect and m.extent == own.extent]
    return [(m.place.path, m.place.line) for m in (own, *begins) if m.symbol == own.symbol]


class _There:
    """Which drafts hold the places of others."""

    def __init__(self, drafts: Iterable[Draft], absorbers: dict[str, set[str]]) -> None:
        self._held, self._absorbers = _held(drafts, absorbers), absorbers
        # Of thousands of calls on one line each would look through all others.
        self._known: dict[tuple[tuple[str, int], str], list[Draft]] = {}

    def absorbing(self, draft: Draft) -> list[Draft]:
        """The drafts at the places of this one to which it may yield."""
        return [other for at in _places(draft) for other in self._at(at, draft.name)]

    def _at(self, place: tuple[str, int], rule: str) -> list[Draft]:
        key = place, rule
        if key not in self._known:
            held = self._held.get(place, ())
            self._known[key] = [d for d in held if d.name in self._absorbers[rule]]
        return self._known[key]


class _Around:
    """Which drafts stand around the places of others: for a whole definition, file or folder."""

    def __init__(self, drafts: Iterable[Draft], absorbers: dict[str, set[str]]) -> None:
        self._absorbers = absorbers
        every: set[str] = set().union(*absorbers.values())
        self._by_path: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            owner = draft.case.owner
            if draft.name in every and owner is not None:
                wholes = (draft.member, owner)
                for path in {p for whole in wholes for p in (whole.place.path, *whole.files)}:
                    self._by_path[path].append(draft)

    def absorbing(self, draft: Draft) -> list[Draft]:
        """The drafts that say this one already, and may: of a whole that repeats a whole.

        The place is a part of theirs, and another of its group is a part of their canonical
        member: what that one has to be told stands there. Or the place is a part of that one, and
        all others of its group are parts of copies of it.
        """
        return [
            other
            for other in self._by_path.get(draft.member.place.path, ())
            if other.name in self._absorbers[draft.name] and other is not draft
            and (_repeats(other, draft) or _is_repeated(other, draft))
        ]  # fmt: skip


def _repeats(whole: Draft, part: Draft) -> bool:
    """Whether a part of the copy is said to repeat a part of its owner."""
    owner = whole.case.owner
    return (
        owner is not None
        and _contains(whole.member, part.member)
        and any(_contains(owner, member) for member in part.case.members)
    )


def _is_repeated(whole: Draft, part: Draft) -> bool:
    """Whether a part of the owner is said to be repeated by parts of its copies alone."""
    owner = whole.case.owner
    if owner is None or not _contains(owner, part.member):
        return False
    copies = [member for member in whole.case.members if member is not owner]
    others = [member for member in part.case.members if member is not part.member]
    return bool(others) and all(any(_contains(c, o) for c in copies) for o in others)


def _contains(outer: Member, inner: Member) -> bool:
    a, b = outer.place, inner.place
    if b.path in outer.files:
        return True
    return a.path == b.path and a.span.line < b.span.line and b.span.end_line <= a.span.end_line


def _absorbing(draft: Draft, folded: dict[int, list[Draft]]) -> Draft:
    yielded = folded.get(id(draft), [])
    if not yielded:
        return draft
    return replace(draft, folded=tuple(_absorbing(other, folded) for other in yielded))


def _held(
    drafts: Iterable[Draft], absorbers: dict[str, set[str]]
) -> dict[tuple[str, int], list[Draft]]:
    """Which drafts that absorb hold a place: their own, and the first of a group its other places."""
    absorbing: set[str] = set().union(*absorbers.values())
    held: dict[tuple[str, int], list[Draft]] = defaultdict(list)
    own: dict[int, set[tuple[str, int]]] = {}  # of each case the places that are held already
    first: dict[int, Draft] = {}
    for draft in drafts:
        first.setdefault(id(draft.case), draft)
        path, span = draft.member.place
        own.setdefault(id(draft.case), set()).add((path, span.line))
        if draft.name in absorbing:
            held[path, span.line].append(draft)
    for draft in first.values():
        if draft.name in absorbing:
            taken = own[id(draft.case)]
            for member in draft.case.members:
                path, span = member.place
                if (path, span.line) not in taken:
                    held[path, span.line].append(draft)
                    taken.add((path, span.line))
    return held


def absorbers(asked: Iterable[Question]) -> dict[str, set[str]]:
    """For each rule the selected rules that it yields to, directly or through others."""
    yields = {c.rule.name: c.rule.yields_to for q in asked for c in q.rules}
    closed: dict[str, set[str]] = {}
    for name, direct in yields.items():
        reached: set[str] = set()
        pending = list(direct)
        while pending:
            other = pending.pop()
            if other not in reached:
                reached.add(other)
                pending.extend(yields.get(other, ()))
        closed[name] = reached & yields.keys()
    return closed
