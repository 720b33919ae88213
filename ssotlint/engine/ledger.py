"""What the last check of the whole project found, by the names that it concerns."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ssotlint import __version__
from ssotlint.engine.version import source_state
from ssotlint.model.dossier import Fact, Spot
from ssotlint.model.errors import InputError
from ssotlint.rulebook.location import pack_contents

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from ssotlint.engine.drafts import Draft
    from ssotlint.engine.opening import Project
    from ssotlint.graph.graph import Graph
    from ssotlint.graph.reaches import Favourites
    from ssotlint.index.index import Index
    from ssotlint.index.store import Store
    from ssotlint.model.case import Case

_FAMILIES = frozenset({"duplication", "factories", "fragmentation", "owners", "singletons"})
"""Families whose findings are about a symbol; what is imported from where is asked of the index."""
_OWNING = frozenset({"class_copies", "clones", "concepts", "factories", "module_copies", "rivals"})
"""Detectors whose groups have an owner that the others should give way to."""
_STATE = "\0state"  # no name
_FAVOURITES = "\0favourites"
_MENDED = "\0mended"  # which keys rows have now of which only places have moved, by earlier ones
_DIGESTS = "\0digests"  # of the rows of each name, so that few are written again

PART = "it is a part of "
"""How the fate begins of what another finding has absorbed."""


class _Row(msgspec.Struct, array_like=True):
    """A group on disk; ``stamps`` are those of the files of its places.

    ``fate`` says why no finding tells it, "" where one does.
    """

    rule: str
    family: str
    title: str
    owner: str
    why: str
    places: list[Spot]
    said: dict[str, str]
    stamps: dict[str, tuple[int, int, int]]
    fate: str = ""


class Hidden(NamedTuple):
    """What was found and is not told, and the reason in words."""

    draft: Draft
    why: str


class Known(NamedTuple):
    """The facts of a name, and whether they are of now."""

    facts: dict[str, list[Fact]]
    current: bool


class Entered(NamedTuple):
    """A row as it was entered: its key, why nobody tells it, and the drafts that it is made of."""

    key: str
    fate: str
    drafts: Sequence[Draft]


class Mending(NamedTuple):
    """What has become of rows: by the keys under which they were entered, but for those that come.

    ``entered`` are all rows that there were. ``gone`` have their names, ``ranks`` tell in which order
    rows that are told stand now. What is ``lasting`` is counted from by who mends next.
    """

    entered: Collection[str]
    moved: Mapping[str, Entered]
    come: Sequence[Entered] = ()
    gone: Mapping[str, set[str]] = {}
    ranks: Mapping[str, int] = {}
    lasting: bool = False


def keep(
    project: Project, shown: Iterable[Draft], hidden: Iterable[Hidden], favourites: bytes
) -> list[Entered]:
    """Remember groups by the last name of each member, and whom most take from (``favourites_of``).

    Of what is ``hidden``, and of what others have absorbed, is remembered why nobody sees it.
    """
    groups: dict[tuple[str, str, int], list[Draft]] = {}
    for draft, fate in _fates(shown, hidden):
        if is_entered(draft):
            groups.setdefault((fate, draft.name, id(draft.case)), []).append(draft)
    names: dict[str, list[str]] = {}
    rows: dict[str, Callable[[], bytes]] = {}
    made = []
    for (fate, rule, _), company in groups.items():
        key = _key(project, company, fate)
        rows[key] = partial(_row, project, rule, company, fate)
        made.append(Entered(key, fate, company))
        for name in names_of(company[0].case):
            names.setdefault(name, []).append(key)
    values = {name: msgspec.msgpack.encode(keys) for name, keys in names.items()}
    values[_FAVOURITES] = favourites
    values[_STATE] = _named_state(project)
    values[_MENDED] = msgspec.msgpack.encode({})
    _write(project.store, _kind(project), values, rows)
    return made


def mended(project: Project) -> dict[str, str]:
    """The keys that rows have now by those that they were entered under, where they have moved."""
    data = project.store.recall(_kind(project), _MENDED)
    try:
        return msgspec.msgpack.decode(data, type=dict[str, str]) if data is not None else {}
    except msgspec.MsgspecError:
        return {}


def mend(project: Project, change: Mending) -> bool:
    """Put rows that have moved, come or gone in place of those by their keys; whether it can be.

    ``change`` has all rows with places in files that have been edited since they were entered, and
    those of ``mended``.
    """
    store, kind, before = project.store, _kind(project), _digests(project.store, _kind(project))
    there = _names(change.moved.values()).union(*change.gone.values())
    names = there | _names(change.come)
    found = store.recall_many(kind, [*names, _MENDED])
    if not there | {_MENDED} <= found.keys():
        return False
    earlier = msgspec.msgpack.decode(found.pop(_MENDED), type=dict[str, str])
    keys = {earlier.get(old, old): row.key for old, row in change.moved.items()}
    lost = {earlier.get(old, old) for old in change.gone}
    rows = {key for key, digest in before.items() if not digest}
    if rows != {earlier.get(old, old) for old in change.entered}:
        return False  # the run that mended last has not left what the next one counts from
    if not earlier.keys() <= change.moved.keys() | change.gone.keys():
        return False
    known = {} if change.lasting else {old: row.key for old, row in change.moved.items()}
    values = {_STATE: _named_state(project), _MENDED: msgspec.msgpack.encode(known)}
    empty = set[str]()
    for name in names:
        listed = msgspec.msgpack.decode(found.get(name, b"\x90"), type=list[str])
        left = [keys.get(key, key) for key in listed if key not in lost]
        fresh = [row.key for row in change.come if name in _names([row])]
        if fresh and not change.ranks.keys() >= {*left}:
            return False  # what nobody tells stands among the others
        if fresh or left:
            ranked = sorted([*left, *fresh], key=change.ranks.__getitem__) if fresh else left
            values[name] = msgspec.msgpack.encode(ranked)
        else:
            empty.add(name)
    now = {key: digest for key, digest in before.items() if key not in keys.keys() | lost | empty}
    now |= {name: blake2b(data, digest_size=8).digest() for name, data in values.items()}
    for key, fate, drafts in (*change.moved.values(), *change.come):
        now[key], values[key] = b"", _row(project, drafts[0].name, drafts, fate)
    store.remember(kind, {**values, _DIGESTS: msgspec.msgpack.encode(now)})
    store.forget(kind, before.keys() - now.keys())
    return True


def _names(rows: Iterable[Entered]) -> set[str]:
    return set[str]().union(*(names_of(row.drafts[0].case) for row in rows))


def names_of(case: Case) -> set[str]:
    """The names under which a row is entered."""
    return {_last(member.symbol) for member in case.members}


def is_entered(draft: Draft) -> bool:
    """Whether a draft is about a symbol."""
    return draft.rule.rule.family in _FAMILIES


def entered(project: Project, drafts: Sequence[Draft], fate: str) -> Entered:
    """A row as it would be entered now."""
    return Entered(_key(project, drafts, fate), fate, drafts)


class _State(NamedTuple):
    """Which project was checked; ``fresh`` are the contents of files that had just been written.

    Their stamps would not tell that they were written once more.
    """

    name: str
    fresh: dict[str, str]


def _named_state(project: Project) -> bytes:
    held = {path: project.contents.noted(path) or "" for path in project.survey.fresh}
    return msgspec.msgpack.encode(_State(_state(project), held))


def _is_of_now(project: Project, data: bytes) -> bool:
    try:
        known = msgspec.msgpack.decode(data, type=_State)
    except msgspec.MsgspecError:
        return False
    held = (project.contents.read(path) == digest for path, digest in known.fresh.items())
    return known.name == _state(project) and all(held)


def favourites_of(index: Index, graph: Graph) -> bytes:
    """The modules that most take from, as they are kept; asked of the graph once a run."""
    from ssotlint.index.commons import FAVOURITES
    from ssotlint.index.found import shared  # a name is looked up without

    encode = msgspec.msgpack.encode
    return shared(index, FAVOURITES, lambda: encode(graph.reaches.favourites))


def _write(
    store: Store, kind: str, values: dict[str, bytes], rows: dict[str, Callable[[], bytes]]
) -> None:
    """Write down what has changed of all that is known; the key of a row says what is in it."""
    before = _digests(store, kind)
    now = {name: blake2b(data, digest_size=8).digest() for name, data in values.items()}
    changed = {name: data for name, data in values.items() if before.get(name) != now[name]}
    now.update(dict.fromkeys(rows, b""))
    changed.update((key, make()) for key, make in rows.items() if key not in before)
    changed[_DIGESTS] = msgspec.msgpack.encode(now)
    store.remember(kind, changed, only=not before)
    store.forget(kind, before.keys() - now.keys())


def _digests(store: Store, kind: str) -> dict[str, bytes]:
    try:
        data = store.recall(kind, _DIGESTS) or b"\x80"
        return msgspec.msgpack.decode(data, type=dict[str, bytes])
    except msgspec.MsgspecError:
        return {}


def _fates(shown: Iterable[Draft], hidden: Iterable[Hidden]) -> Iterator[tuple[Draft, str]]:
    """Each draft, those that others absorbed included, with the reason why it is not told."""
    for draft, fate in (*((draft, "") for draft in shown), *hidden):
        yield draft, fate
        inside = f"{PART}{draft.case.title} [{draft.name}]"
        yield from _fates((), (Hidden(other, inside) for other in draft.folded))


def is_kept(project: Project) -> bool:
    """Whether something of a check of the whole project is remembered."""
    return project.store.recall(_kind(project), _STATE) is not None


def is_current(project: Project) -> bool:
    """Whether what is remembered is of the project as it is now."""
    state = project.store.recall(_kind(project), _STATE)
    return state is not None and _is_of_now(project, state)


def recall(project: Project, name: str) -> Known | None:
    """What is known of everything with the last name of ``name``; None when nothing was ever checked."""
    name = _last(name)
    state = project.store.recall(_kind(project), _STATE)
    if state is None:
        return None
    rows = _rows(project, name)
    if rows is None:
        return None
    facts: dict[str, list[Fact]] = {}
    for row in rows:
        changed = any(project.survey.stamps.get(p) != stamp for p, stamp in row.stamps.items())
        for spot in row.places:
            concerned = not row.fate or spot.symbol in row.said
            if _last(spot.symbol) == name and concerned:
                others = tuple(other for other in row.places if other is not spot)
                said = row.said.get(spot.symbol, "")
                fact = Fact(
                    row.rule, row.family, row.title, said, row.owner, row.why, others, changed,
                    row.fate,
                )  # fmt: skip
                if fact not in facts.setdefault(spot.symbol, []):
                    facts[spot.symbol].append(fact)
    return Known(facts, _is_of_now(project, state))


def _rows(project: Project, name: str) -> list[_Row] | None:
    """The groups under a name; None when they cannot be read."""
    data = project.store.recall(_kind(project), name)
    try:
        keys = msgspec.msgpack.decode(data, type=list[str]) if data is not None else []
        known = project.store.recall_many(_kind(project), keys)
        return [msgspec.msgpack.decode(known[key], type=_Row) for key in keys]
    except (msgspec.MsgspecError, KeyError):
        return None


def favourites(project: Project) -> Favourites:
    """The modules that most take from what they pass on, as the last check saw it."""
    data = project.store.recall(_kind(project), _FAVOURITES)
    try:
        return msgspec.msgpack.decode(data or b"\x80", type=dict[str, dict[str, str]])
    except msgspec.MsgspecError:
        return {}


def _key(project: Project, company: Sequence[Draft], fate: str) -> str:
    """What names a row: all that it is made from."""
    from ssotlint.engine.cases import key_of  # a name is looked up without

    case, rule, stamps = company[0].case, company[0].rule.rule, project.survey.stamps
    told = [(draft.identity, draft.member.place.span) for draft in company]
    places = [stamps.get(member.place.path) for member in case.members]
    text = repr((source_state(project.store), fate, rule.family, rule.message, told, places))
    digest = blake2b(key_of(case) or repr(case).encode("utf-8", "replace"), digest_size=12)
    digest.update(text.encode("utf-8", "replace"))
    return f"\0{digest.hexdigest()}"


def _row(project: Project, rule: str, company: Sequence[Draft], fate: str) -> bytes:
    from ssotlint.rulebook.message import render  # a name is looked up without

    case = company[0].case
    places = _places(case)
    stamps = project.survey.stamps
    owner = case.owner if case.detector in _OWNING else None
    row = _Row(
        rule,
        company[0].rule.rule.family,
        case.title,
        owner.symbol if owner is not None else "",
        case.why,
        places,
        {d.member.symbol: render(d.rule.rule.message, d.case, d.member) for d in company},
        {spot.path: stamps[spot.path] for spot in places if spot.path in stamps},
        fate,
    )
    return msgspec.msgpack.encode(row)


def _places(case: Case) -> list[Spot]:
    found: dict[tuple[str, str, int], Spot] = {}
    for member in case.members:
        spot = Spot(member.symbol, member.place.path, member.place.line, member.note)
        found.setdefault(spot[:3], spot)
    return list(found.values())


def _last(symbol: str) -> str:
    return symbol.rpartition(".")[2]


def _state(project: Project) -> str:
    packs = [project.root / pack for pack in project.config.rule_packs]
    try:
        rules = pack_contents(packs)
    except InputError:  # a check says so; what is known is of other ones
        rules = []
    accepted = blake2b(project.baseline, digest_size=16).digest()
    told = (
        __version__, source_state(project.store), project.config, rules, accepted,
        project.survey.state,
    )  # fmt: skip
    return blake2b(repr(told).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _kind(project: Project) -> str:
    return f"ledger {project.memory} {' '.join(_Row.__struct_fields__)}"
