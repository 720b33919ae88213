"""Facts as bytes and back; the only place that knows the wire of the cache."""

import msgspec

from ssotlint.model.facts import Facts, Shape, Surface, Uses

_encode = msgspec.msgpack.Encoder().encode
_surface = msgspec.msgpack.Decoder(Surface)
_uses = msgspec.msgpack.Decoder(Uses)
_shape = msgspec.msgpack.Decoder(Shape)

Packed = tuple[bytes, bytes, bytes]


def pack(facts: Facts) -> Packed:
    """Surface, uses and shape, each as MessagePack: they are read apart."""
    surface = facts.surface
    try:
        return _encode(surface), _encode(facts.uses), _encode(facts.shape)
    except UnicodeEncodeError:
        # Lone surrogates in names or literals' texts cannot be stored; they are replaced.
        plain = _plain(facts)
        return _encode(plain[0]), _encode(plain[1]), _encode(plain[2])


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, tuple):
        parts = [_plain(v) for v in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def surface(data: bytes) -> Surface:
    """Decode a surface; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _surface.decode(data)


def uses(data: bytes) -> Uses:
    """Decode uses; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _uses.decode(data)


def shape(data: bytes) -> Shape:
    """Decode a shape; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _shape.decode(data)
