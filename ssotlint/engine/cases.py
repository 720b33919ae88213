"""Cases as bytes and back, with the evidence of whatever detector they are of."""

from collections.abc import Iterable
from importlib import import_module

import msgspec

from ssotlint.model.case import Case, Member
from ssotlint.model.place import Place


class _Row(msgspec.Struct, array_like=True):
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
    note: str


class _Rows(msgspec.Struct, array_like=True):
    """A case on disk."""

    detector: str
    subject: str
    title: str
    members: list[_Row]
    canonical: int | None
    why: str


def encoded(cases: Iterable[Case]) -> bytes:
    """Cases as MessagePack."""
    encode = msgspec.msgpack.encode
    try:
        return encode([_rows(case) for case in cases])
    except UnicodeEncodeError:  # a lone surrogate, which texts on disk cannot have
        return b""


def decoded(data: bytes, detector: str) -> list[Case]:
    """The cases again; raises ``msgspec.MsgspecError`` on bytes that are none."""
    evidence = import_module(f"ssotlint.detectors.{detector}").EVIDENCE
    decode = msgspec.msgpack.Decoder(evidence).decode
    return [
        Case(
            detector=case.detector, subject=case.subject, title=case.title,
            members=tuple(
                Member(
                    place=row.place, symbol=row.symbol, extent=row.extent,
                    evidence=decode(row.evidence), suspect=row.suspect, target=row.target,
                    verdict=row.verdict, importers=row.importers, drifted=row.drifted,
                    note=row.note,
                )
                for row in case.members
            ),
            canonical=case.canonical, why=case.why,
        )
        for case in msgspec.msgpack.decode(data, type=list[_Rows])
    ]  # fmt: skip


def _rows(case: Case) -> _Rows:
    members = [
        _Row(m.place, m.symbol, m.extent, msgspec.Raw(msgspec.msgpack.encode(m.evidence)),
             m.suspect, m.target, m.verdict, m.importers, m.drifted, m.note)
        for m in case.members
    ]  # fmt: skip
    return _Rows(case.detector, case.subject, case.title, members, case.canonical, case.why)
