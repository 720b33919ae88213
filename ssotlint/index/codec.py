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
    try:
        return _encode(facts.surface), _encode(facts.uses), _encode(facts.shape)
    except UnicodeEncodeError:
        # Lone surrogates in names or texts of literals cannot be stored; they are replaced.
        return (
            _encode(_plain(facts.surface)), _encode(_plain(facts.uses)), _encode(_plain(facts.shape))
        )  # fmt: skip


def _plain(value: object) -> object:
    """The same rows with replaced surrogates; named tuples become tuples, the wire is the same."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def surface(data: bytes) -> Surface:
    """Decode a surface; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _surface.decode(data)


def uses(data: bytes) -> Uses:
    """Decode uses; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _uses.decode(data)


def shape(data: bytes) -> Shape:
    """Decode a shape; raises ``msgspec.MsgspecError`` on bytes that are none."""
    return _shape.decode(data)
