"""Cases as bytes and back, with the evidence of whatever detector they are of."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import blake2b
from importlib import import_module
from typing import NamedTuple, Protocol

import msgspec

from ssotlint.model.case import Case, Member
from ssotlint.model.place import Place, Span

_LINE = re.compile(r"(?::|\bline )(\d+)\b")  # how texts tell lines: ``a.py:7``, ``(line 7)``
_TELLS = re.compile(rb":\d|line")  # what is packed may tell a line, or have a field for one
_encode = msgspec.msgpack.encode


class Moved(NamedTuple):
    """A case as bytes, and whether it has a place in a file that has changed."""

    data: bytes
    concerned: bool


class _Row(msgspec.Struct, array_like=True, gc=False):
    """A member on disk; the type of the evidence is the detector's."""

    place: Place
    symbol: str
    extent: Place
    evidence: msgspec.Raw
    suspect: bool
    target: str
    verdict: str
    importers: int
    drifted: bool
    difference: str
    note: str
    files: tuple[str, ...]
    counted: str


_AT_ONCE = tuple(name for name in _Row.__struct_fields__ if name != "evidence")
_put = object.__setattr__


class _Rows(msgspec.Struct, array_like=True):
    """A case on disk."""

    detector: str
    subject: str
    title: str
    members: list[_Row]
    canonical: int | None
    why: str


class Standing(NamedTuple):
    """What is asked of a case until it is told: which rules its members break, and where they stand.

    What is said of it (evidence, reasons, how many import it) is no part of that.
    """

    told: tuple[object, ...]
    places: list[Place]


def standing(data: bytes) -> Standing:
    """What is asked of a case, from its bytes."""
    case = msgspec.msgpack.decode(data, type=_Rows)
    members = tuple((m.symbol, m.suspect, m.target, m.verdict, m.files) for m in case.members)
    told = case.detector, case.subject, case.title, case.canonical, members
    return Standing(told, [place for m in case.members for place in (m.place, m.extent)])


def packed(case: Case) -> bytes:
    """A case as MessagePack, which names it; UnicodeEncodeError where a text cannot be stored."""
    members = [
        _Row(m.place, m.symbol, m.extent, msgspec.Raw(_encode(m.evidence)),
             m.suspect, m.target, m.verdict, m.importers, m.drifted, m.difference,
             m.note, m.files, m.counted)
        for m in case.members
    ]  # fmt: skip
    rows = _Rows(case.detector, case.subject, case.title, members, case.canonical, case.why)
    data = _encode(rows)
    _named(case, data)
    return data


def key_of(case: Case) -> bytes:
    """What is equal for cases that say the same in whatever run; empty where nobody can tell."""
    if not case.key:
        with suppress(UnicodeEncodeError):
            packed(case)
    return case.key


def _named(case: Case, data: bytes) -> None:
    _put(case, "key", blake2b(data, digest_size=12).digest())


class Unpacking:
    """Makes cases of one detector again."""

    def __init__(self, detector: str) -> None:
        evidence = import_module(f"ssotlint.detectors.{detector}").EVIDENCE
        self._evidence = msgspec.msgpack.Decoder(evidence).decode
        self._rows = msgspec.msgpack.Decoder(_Rows).decode

    def case(self, data: bytes) -> Case:
        """A case again; raises ``msgspec.MsgspecError`` on bytes that are none."""
        case = self._rows(data)
        made = Case(
            detector=case.detector, subject=case.subject, title=case.title,
            members=tuple([self._member(row) for row in case.members]),
            canonical=case.canonical, why=case.why,
        )  # fmt: skip
        _named(made, data)
        return made

    def _member(self, row: _Row) -> Member:
        """A member whose evidence is decoded when somebody asks for it."""
        made = object.__new__(Member)
        for name in _AT_ONCE:
            _put(made, name, getattr(row, name))
        _put(made, "_rest", lambda: {"evidence": self._evidence(row.evidence)})
        return made


def recounted(data: bytes, count: Callable[[str], int]) -> bytes:
    """A case with as many importers as there are now of what its members count."""
    case, before = msgspec.msgpack.decode(data, type=_Rows), list[int]()
    for member in case.members:
        before.append(member.importers)
        if member.counted:
            member.importers = count(member.counted)
    return data if before == [m.importers for m in case.members] else _encode(case)


class _Loose(msgspec.Struct, array_like=True):
    """A case on disk, of which few members are looked at."""

    detector: str
    subject: str
    title: str
    members: list[msgspec.Raw]
    canonical: int | None
    why: str


def may_tell(data: bytes) -> bool:
    """Whether a case may tell some line of a file."""
    return _TELLS.search(data) is not None


class _Moves(Protocol):
    """Where the places of a file are now; see ``Moves``."""

    @property
    def lines(self) -> frozenset[int]: ...

    def of(self, span: Span) -> Span | None: ...


def moved(data: bytes, moves: Mapping[str, _Moves]) -> Moved | None:
    """A case with its places in some files where they are now.

    None when one of them is not certain, or when a text may tell a line that is another one now.
    """
    moving = _Moving(moves)
    case = msgspec.msgpack.decode(data, type=_Loose)
    moving.value([case.subject, case.title, case.why])
    case.members = [moving.member(member) for member in case.members]
    return None if moving.lost else Moved(_encode(case) if moving.found else data, moving.found)


class _Moving:
    """One walk over the values of a case."""

    def __init__(self, moves: Mapping[str, _Moves]) -> None:
        self._moves = moves
        self._lines = {str(line) for one in moves.values() for line in one.lines}
        self._paths = [path.encode("utf-8", "surrogatepass") for path in moves]
        self.found = self.lost = False

    def member(self, data: msgspec.Raw) -> msgspec.Raw:
        """A member as it is now; one that names no file and tells no line is not unpacked."""
        raw = bytes(data)
        if not (_TELLS.search(raw) or any(path in raw for path in self._paths)):
            return data
        return msgspec.Raw(_encode(self.value(msgspec.msgpack.decode(raw))))

    def value(self, value: object, name: str = "") -> object:
        """A value as it is now; ``name`` is the field that holds it."""
        if isinstance(value, dict):
            return {key: self.value(one, str(key)) for key, one in value.items()}
        if isinstance(value, list):
            return self._place(value) or [self.value(one, name) for one in value]
        if isinstance(value, str):
            self.lost = self.lost or not self._lines.isdisjoint(_LINE.findall(value))
        elif name.endswith("line"):
            self.lost = self.lost or str(value) in self._lines
        return value

    def _place(self, value: list[object]) -> list[object] | None:
        if len(value) != 2 or not isinstance(value[0], str) or value[0] not in self._moves:
            return None
        try:
            span = msgspec.convert(value[1], Span)
        except msgspec.ValidationError:
            return None
        self.found = True
        there = self._moves[value[0]].of(span)
        self.lost = self.lost or there is None
        return [value[0], there]
