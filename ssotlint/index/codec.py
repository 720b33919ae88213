"""Facts as bytes and back; the only place that knows the wire of the cache."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec

from ssotlint.model.facts import (
    BindingKind,
    Call,
    Facts,
    Head,
    MemberUse,
    Shape,
    Surface,
    Usage,
    Uses,
)
from ssotlint.model.place import Span
from ssotlint.model.signature import Arguments

_encode = msgspec.msgpack.Encoder().encode
_head = msgspec.msgpack.Decoder(Head)
_surface = msgspec.msgpack.Decoder(Surface)
_sites = msgspec.msgpack.Decoder(list[tuple[int, Arguments, Span, Usage, int]])
_members = msgspec.msgpack.Decoder(tuple[MemberUse, ...])
_shape = msgspec.msgpack.Decoder(Shape)

_Value = TypeVar("_Value")
Packed = tuple[bytes, bytes, bytes, bytes]


class CallGroup(NamedTuple):
    """The calls of one callee in one file; the rows are decoded when asked for.

    Most callees of a program are somebody else's: a look at the name settles them.
    """

    callee: str
    receiver: str
    data: msgspec.Raw

    def calls(self) -> list[Call]:
        """The calls, in their order; [] for bytes that are none."""
        try:
            rows = _sites.decode(self.data)
        except msgspec.MsgspecError:
            return []
        names = self[:2]
        return [_new(Call, names + row) for row in rows]


class _Named(msgspec.Struct, array_like=True, gc=False):
    name: str


class _Imported(msgspec.Struct, array_like=True, gc=False):
    module: str
    level: int
    name: str
    bound: str


class _Bound(msgspec.Struct, array_like=True, gc=False):
    name: str
    kind: BindingKind
    span: msgspec.Raw
    context: int
    owner: int
    ref: int
    value: str


class Glimpse(msgspec.Struct, array_like=True, gc=False):
    """What a surface begins with, for who looks through ten thousand files for names alone."""

    lines: int
    definitions: list[_Named]
    imports: list[_Imported]
    bindings: list[_Bound]
    exports: msgspec.Raw
    dynamic: bool
    comments: msgspec.Raw
    fault: msgspec.Raw
    patched: list[str]


_glimpse = msgspec.msgpack.Decoder(Glimpse)
_uses = msgspec.msgpack.Decoder(tuple[list[CallGroup], msgspec.Raw])
_new = tuple.__new__  # half the price of calling the class


def pack(facts: Facts) -> Packed:
    """Surface, uses, shape and head, each as MessagePack: they are read apart."""
    surface = facts.surface
    head = _encode(
        Head(
            surface.lines,
            surface.generated,
            bool(surface.comments),
            surface.template,
            surface.fault is not None or surface.newer is not None,
        )
    )
    try:
        return _encode(surface), _encode(_grouped(facts.uses)), _encode(facts.shape), head
    except UnicodeEncodeError:
        # Lone surrogates in names or texts of literals cannot be stored; they are replaced.
        return (
            _encode(_plain(surface)), _encode(_plain(_grouped(facts.uses))),
            _encode(_plain(facts.shape)), head,
        )  # fmt: skip


def _grouped(uses: Uses) -> tuple[tuple[Any, ...], tuple[MemberUse, ...]]:
    groups: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for call in uses.calls:
        groups.setdefault(call[:2], []).append(call[2:])
    return tuple((*names, tuple(rows)) for names, rows in groups.items()), uses.members


def _plain(value: object) -> object:
    """The same rows with replaced surrogates; named tuples become tuples, the wire is the same."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def packed(value: object) -> bytes:
    """What was found out about a file as bytes; b"" where a text cannot be stored."""
    try:
        return msgspec.msgpack.encode(value)
    except UnicodeEncodeError:  # a lone surrogate; a path that is not UTF-8
        return b""


def unpacked(decoder: msgspec.msgpack.Decoder[_Value], data: bytes) -> _Value | None:
    """What was packed; None for bytes that are none."""
    try:
        return decoder.decode(data)
    except msgspec.MsgspecError:
        return None


def reader(kind: type[_Value]) -> Callable[[bytes], _Value | None]:
    """What unpacks values of one kind that were packed; it returns None for bytes that are none."""
    decoder = msgspec.msgpack.Decoder(kind)
    return lambda data: unpacked(decoder, data)


def head(data: bytes) -> Head:
    """Decode a head; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _head.decode(data)


def surface(data: bytes) -> Surface:
    """Decode a surface; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _surface.decode(data)


def glimpse(data: bytes) -> Glimpse:
    """Decode of a surface what names need; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _glimpse.decode(data)


def calls(data: bytes) -> list[CallGroup]:
    """The calls of uses by callee; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _uses.decode(data)[0]


def members(data: bytes) -> tuple[MemberUse, ...]:
    """The member uses; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _members.decode(_uses.decode(data)[1])


def uses(data: bytes) -> tuple[list[CallGroup], tuple[MemberUse, ...]]:
    """Calls and member uses; raises ``msgspec.MsgspecError`` on bytes that are none."""
    groups, rows = _uses.decode(data)
    return groups, _members.decode(rows)


def shape(data: bytes) -> Shape:
    """Decode a shape; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _shape.decode(data)


@cache
def nothing() -> Packed:
    """What an empty file says, and one that is not there."""
    from ssotlint.facts import skim  # hardly a run needs it

    return pack(skim(""))
