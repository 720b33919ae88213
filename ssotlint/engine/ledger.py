"""What the last check of the whole project found, by the names that it concerns."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ssotlint import __version__
from ssotlint.engine.version import stamps_of
from ssotlint.model.dossier import Fact, Spot
from ssotlint.rulebook.location import rule_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ssotlint.engine.drafts import Draft
    from ssotlint.engine.opening import Project
    from ssotlint.graph.reaches import Favourites
    from ssotlint.index.store import Store
    from ssotlint.model.case import Case

_FAMILIES = frozenset({"duplication", "factories", "fragmentation", "owners", "singletons"})
"""Families whose findings are about a symbol; what is imported from where is asked of the index."""
_OWNING = frozenset({"class_copies", "clones", "concepts", "factories", "module_copies", "rivals"})
"""Detectors whose groups have an owner that the others should give way to."""
_STATE = "\0state"  # no name
_FAVOURITES = "\0favourites"
_DIGESTS = "\0digests"  # of the rows of each name, so that few are written again
_PLACES = 40  # of a group, that are worth keeping


class _Row(msgspec.Struct, array_like=True):
    """A group on disk; ``stamps`` are those of the files of its places."""

    rule: str
    family: str
    title: str
    owner: str
    why: str
    places: list[Spot]
    said: dict[str, str]
    stamps: dict[str, tuple[int, int, int]]


class Known(NamedTuple):
    """The facts of a name, and whether they are of now."""

    facts: dict[str, list[Fact]]
    current: bool


def keep(project: Project, drafts: Iterable[Draft], favourites: bytes) -> None:
    """Remember groups by the last name of each member, and whom most take from, as ``packed``."""
    groups: dict[tuple[str, int], list[Draft]] = {}
    for draft in drafts:
        if draft.rule.rule.family in _FAMILIES:
            groups.setdefault((draft.name, id(draft.case)), []).append(draft)
    rows: dict[str, list[_Row]] = {}
    for (rule, _), company in groups.items():
        row = _row(project, rule, company)
        for name in {_last(spot.symbol) for spot in row.places}:
            rows.setdefault(name, []).append(row)
    values = {name: msgspec.msgpack.encode(found) for name, found in rows.items()}
    values[_FAVOURITES] = favourites
    values[_STATE] = _state(project).encode() if project.survey.is_settled else b"-"
    _write(project.store, _kind(project), values)


def packed(favourites: Favourites) -> bytes:
    """The modules that most take from, as they are kept."""
    return msgspec.msgpack.encode(favourites)


def _write(store: Store, kind: str, values: dict[str, bytes]) -> None:
    """Write down what has changed of all that is known, and nothing else."""
    before = _digests(store, kind)
    now = {name: blake2b(data, digest_size=8).digest() for name, data in values.items()}
    changed = {name: data for name, data in values.items() if before.get(name) != now[name]}
    changed[_DIGESTS] = msgspec.msgpack.encode(now)
    store.remember(kind, changed, only=not before)
    store.forget(kind, before.keys() - now.keys())


def _digests(store: Store, kind: str) -> dict[str, bytes]:
    try:
        data = store.recall(kind, _DIGESTS) or b"\x80"
        return msgspec.msgpack.decode(data, type=dict[str, bytes])
    except msgspec.MsgspecError:
        return {}


def is_kept(project: Project) -> bool:
    """Whether something of a check of the whole project is remembered."""
    return project.store.recall(_kind(project), _STATE) is not None


def recall(project: Project, name: str) -> Known | None:
    """What is known of everything with the last name of ``name``; None when nothing was ever checked."""
    name = _last(name)
    state = project.store.recall(_kind(project), _STATE)
    if state is None:
        return None
    data = project.store.recall(_kind(project), name)
    try:
        rows = msgspec.msgpack.decode(data, type=list[_Row]) if data is not None else []
    except msgspec.MsgspecError:
        return None
    facts: dict[str, list[Fact]] = {}
    for row in rows:
        changed = any(project.survey.stamps.get(p) != stamp for p, stamp in row.stamps.items())
        for spot in row.places:
            if _last(spot.symbol) == name:
                others = tuple(other for other in row.places if other is not spot)
                said = row.said.get(spot.symbol, "")
                fact = Fact(
                    row.rule, row.family, row.title, said, row.owner, row.why, others, changed
                )
                if fact not in facts.setdefault(spot.symbol, []):
                    facts[spot.symbol].append(fact)
    return Known(facts, state.decode() == _state(project))


def favourites(project: Project) -> Favourites:
    """The modules that most take from what they pass on, as the last check saw it."""
    data = project.store.recall(_kind(project), _FAVOURITES)
    try:
        return msgspec.msgpack.decode(data or b"\x80", type=dict[str, dict[str, str]])
    except msgspec.MsgspecError:
        return {}


def _row(project: Project, rule: str, company: Sequence[Draft]) -> _Row:
    from ssotlint.rulebook.message import render  # a name is looked up without

    case = company[0].case
    places = _places(case)
    stamps = project.survey.stamps
    owned = case.canonical is not None and case.detector in _OWNING
    return _Row(
        rule,
        company[0].rule.rule.family,
        case.title,
        case.members[case.canonical or 0].symbol if owned else "",
        case.why,
        places,
        {d.member.symbol: render(d.rule.rule.message, d.case, d.member) for d in company},
        {spot.path: stamps[spot.path] for spot in places if spot.path in stamps},
    )


def _places(case: Case) -> list[Spot]:
    found: dict[tuple[str, str, int], Spot] = {}
    for member in case.members:
        spot = Spot(member.symbol, member.place.path, member.place.line, member.note)
        found.setdefault(spot[:3], spot)
    return list(found.values())[:_PLACES]


def _last(symbol: str) -> str:
    return symbol.rpartition(".")[2]


def _state(project: Project) -> str:
    told = (__version__, stamps_of(rule_files()), project.config, project.survey.state)
    return blake2b(repr(told).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _kind(project: Project) -> str:
    return f"ledger {project.memory} {' '.join(_Row.__struct_fields__)}"
