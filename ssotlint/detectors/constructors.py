"""Which classes of one name are made from different things?"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from ssotlint.detectors import places
from ssotlint.detectors.canonical import is_for_tests
from ssotlint.detectors.counts import of_symbol
from ssotlint.detectors.table import FactoryEvidence, pairs_of, realm
from ssotlint.detectors.view import View
from ssotlint.graph.constructors import PYDANTIC, TYPED_DICT, Form
from ssotlint.graph.contracts import CONSTRUCTOR, Contract, differences
from ssotlint.graph.known import Known
from ssotlint.graph.words import is_double, words
from ssotlint.index.picks import At
from ssotlint.model.case import Case, Member
from ssotlint.model.dotted import is_below
from ssotlint.model.facts import Context, Surface
from ssotlint.model.numbers import counted
from ssotlint.model.signature import Arguments, Mismatch, bind
from ssotlint.model.source import Role
from ssotlint.model.value import Value

_ELSEWHERE = Context.CONDITIONAL | Context.FALLBACK | Context.TYPING
_SHARED = 2  # parameters that two constructors have in common: else they are different things
_ALIKE = 0.5  # and their share of the smaller one
_SOME = 0.2  # and of the larger
# A name of so many words says what a thing is: a model and a dataclass that bear it are one.
_TELLING = 3
# Two modules beside each other that have so many names in common are two vocabularies, of which
# everybody says which one he means.
_VOCABULARY = 4


_Pair = tuple[str, str]  # paths of two modules, in order


class _Entry(Value, frozen=True, eq=False):
    """A class with what it is made from, and its use."""

    known: Known
    form: Form
    importers: int
    arguments: dict[Arguments, int]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(p.name for p in self.form.signature.parameters)

    @property
    def calls(self) -> int:
        return sum(self.arguments.values())


def class_cases(view: View, allow: tuple[str, ...]) -> Iterator[Case]:
    """One case a name and domain of which somebody makes instances that another would refuse."""
    groups = {key: group for key, group in sorted(_groups(view).items()) if len(group) > 1}
    beside = _vocabularies(groups.values())
    for (*_, name), group in groups.items():
        if name not in allow:
            entries = [e for known in group if (e := _entry(view, known)) is not None]
            case = _case(view, name, entries, beside) if len(entries) > 1 else None
            if case is not None:
                yield case


def _groups(view: View) -> dict[tuple[str, str, str], list[Known]]:
    found: dict[tuple[str, str, str], list[Known]] = {}
    for module in view.written(_classes):
        for position, row in module.picked(_classes):
            found.setdefault((*realm(view, module), row.name), []).append(Known(module, position))
    return found


def _classes(surface: Surface) -> list[At]:
    """The public classes of a file whose names say more than one word."""
    return [
        At(position, row) for position, row in enumerate(surface.definitions)
        if row.owner < 0 and row.is_class and not row.context & _ELSEWHERE
        and len(words(row.name)) > 1 and not row.name.startswith("_")
    ]  # fmt: skip


def _vocabularies(groups: Iterable[list[Known]]) -> frozenset[_Pair]:
    """The pairs of modules of one package that define many classes of the same names."""
    found: Counter[_Pair] = Counter()
    for group in groups:
        modules = sorted({known.module.path: known.module for known in group}.items())
        for (one, first), (two, second) in combinations(modules, 2):
            if first.source.package == second.source.package:
                found[one, two] += 1
    return frozenset(pair for pair, count in found.items() if count >= _VOCABULARY)


def _entry(view: View, known: Known) -> _Entry | None:
    form = view.graph.callees.constructors.form(known)
    if form is None or is_double(known.definition.name):
        return None
    users = view.graph.calls.callers.get(known)
    return _Entry(known, form, view.importers(known.symbol), dict(users.arguments) if users else {})


def _case(view: View, name: str, entries: list[_Entry], beside: frozenset[_Pair]) -> Case | None:
    entries.sort(key=lambda e: (-e.importers, -e.calls, e.known.symbol))
    owner = entries[0]
    group = [
        owner,
        *(e for e in entries[1:] if _pair(owner, e) not in beside and _is_rival(view, owner, e)),
    ]
    if len(group) < 2:
        return None
    group[1:] = sorted(group[1:], key=lambda e: (-_broken(owner, e), e.known.symbol))
    table = tuple(map(_row, group))
    pairs = pairs_of([e.known for e in group], lambda i, j: _conflicts(group[i], group[j]))
    members = [_member(owner, FactoryEvidence(signatures=table, pairs=pairs), suspect=False)]
    for other in group[1:]:
        conflicts, broken = _conflicts(owner, other), _broken(owner, other)
        evidence = FactoryEvidence(
            signature=_row(other), signatures=table, product=name, conflicts=conflicts,
            calls=broken, callers=other.calls, pairs=pairs, classes=True,
        )  # fmt: skip
        members.append(_member(other, evidence, suspect=bool(conflicts and broken)))
    if not any(m.suspect for m in members):
        return None
    return Case(
        detector="factories",
        subject=name,
        title=f"{len(group)} classes {name} with different constructors",
        members=tuple(members),
        canonical=0,
        why=f"most importers ({owner.importers})",
    )


def _pair(first: _Entry, second: _Entry) -> _Pair:
    one, two = sorted((first.known.module.path, second.known.module.path))
    return one, two


def _is_rival(view: View, owner: _Entry, other: _Entry) -> bool:
    """Whether two classes are about one thing, and can be taken for each other."""
    shared = owner.names & other.names
    smaller, larger = sorted((len(owner.names), len(other.names)))
    if len(shared) < max(_SHARED, _ALIKE * smaller, _SOME * larger):
        return False
    if _are_two_sides(owner, other):
        return False
    if owner.known.symbol == other.known.symbol or not _may_be_mistaken(view, owner, other):
        return False
    if is_parallel(owner.known.module.name, other.known.module.name):
        return False
    if _are_apart(view, owner.known, other.known):
        return False
    lineage = view.graph.callees.classes.lineage
    pairs = ((owner.known, other.known), (other.known, owner.known))
    return not any(one in lineage(two).ours or _wraps(view, one, two) for one, two in pairs)


def _are_two_sides(owner: _Entry, other: _Entry) -> bool:
    """Whether one is what is sent or shown, and the other what is behind it."""
    kinds = {owner.form.kind, other.form.kind}
    if len(kinds) == 1:
        return False
    telling = len(words(owner.known.definition.name)) >= _TELLING
    return TYPED_DICT in kinds or (PYDANTIC in kinds and not telling)


def _may_be_mistaken(view: View, owner: _Entry, other: _Entry) -> bool:
    """Whether others see both, and not tests alone."""
    seen = bool(owner.importers and other.importers)
    return seen and (_is_used(view, owner) or _is_used(view, other))


def _is_used(view: View, entry: _Entry) -> bool:
    """Whether something but tests imports a class."""
    users = view.graph.importers.using(entry.known.symbol)
    return any(module.source.role is not Role.TEST for module in users)


def is_parallel(first: str, second: str) -> bool:
    """Whether two modules are one part of two designs: `domains.c.ast` and `domains.cpp.ast`.

    So are `google_oauth` and `microsoft_oauth` beside each other, whose names end alike.
    """
    one, two = first.split("."), second.split(".")
    unlike = [i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b]
    if len(one) != len(two) or len(unlike) != 1:
        return False
    mine, theirs = words(one[-1]), words(two[-1])
    return unlike[0] < len(one) - 1 or (
        len(mine) == len(theirs) > 1 and mine[0] != theirs[0] and mine[1:] == theirs[1:]
    )


def _are_apart(view: View, first: Known, second: Known) -> bool:
    """Whether each is used in its own part of the program alone: two services, two APIs.

    Where one is shipped for tests these take it all over, and tie the two where one takes both.
    """
    one, two = first.module.name.split("."), second.module.name.split(".")
    common = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
    users = [view.graph.importers.using(known.symbol) for known in (first, second)]
    mixing = {module.path for module in users[0]} & {module.path for module in users[1]}
    is_for_those = is_for_tests(first.module.name) != is_for_tests(second.module.name)
    aside = frozenset((Role.TEST,) if is_for_those and not mixing else ())
    return common > 0 and all(
        is_below(user.name, ".".join(parts[: common + 1]))
        for those, parts in zip(users, (one, two), strict=True)
        for user in those
        if user.source.role not in aside
    )


def _wraps(view: View, outer: Known, inner: Known) -> bool:
    """Whether the constructor of a class makes one of the other: a wrapper, and what it wraps."""
    made = view.graph.callees.constructors.of(outer)
    if made is None or not view.graph.calls.is_called_in(inner, made.runs.module.path):
        return False
    module = made.runs.module
    calls = (call for _, groups in view.index.calls([module]) for g in groups for call in g.calls())
    targets = (view.graph.callees.target(module, c) for c in calls if c.owner == made.runs.position)
    return any(target is not None and target.known == inner for target in targets)


def _refuses(form: Form, arguments: Arguments) -> Mismatch | None:
    """Why calling a class fails; models of pydantic drop what they do not know."""
    if form.kind == PYDANTIC:
        known = {p.name for p in form.signature.parameters}
        kept = tuple(k for k in arguments.keywords if k in known)
        arguments = arguments._replace(keywords=kept)
    return bind(form.signature, arguments)


def _broken(owner: _Entry, other: _Entry) -> int:
    """How many calls that work with one would fail with the other."""
    return sum(
        count for arguments, count in owner.arguments.items()
        if _refuses(owner.form, arguments) is None and _refuses(other.form, arguments) is not None
    )  # fmt: skip


def _conflicts(owner: _Entry, other: _Entry) -> tuple[str, ...]:
    found = differences(
        Contract(owner.form.signature, CONSTRUCTOR), Contract(other.form.signature, CONSTRUCTOR)
    )
    if found and owner.form.kind != other.form.kind:
        return (f"is a {other.form.kind}, not a {owner.form.kind}", *found)
    return found


def _row(entry: _Entry) -> str:
    calls = f" [{counted(entry.calls, 'call')}]"
    return f"{entry.form.kind} {entry.known.symbol}{entry.form.signature}{calls}"


def _member(entry: _Entry, evidence: FactoryEvidence, *, suspect: bool) -> Member:
    note = f"a {entry.form.kind}, {counted(entry.calls, 'call')}"
    return places.definition(
        entry.known, evidence, note, suspect=suspect, counted=of_symbol(entry.known.symbol)
    )
