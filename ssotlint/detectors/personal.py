"""What belongs to one person, request or connection, and is nobody else's."""

from collections.abc import Iterator, Sequence

from ssotlint.detectors.view import View
from ssotlint.graph.known import Known
from ssotlint.graph.words import words

PERSONAL = (
    "account", "client", "connection", "customer", "email", "login", "member", "owner",
    "request", "session", "sid", "socket", "tenant", "token", "uid", "user", "username", "websocket",
)  # fmt: skip
"""Words in names of what is somebody's."""
# `client_key`, `connection_type`: of which kind it is, not whose.
_KINDS = frozenset(("class", "cls", "config", "factory", "key", "kind", "name", "type"))
_MANY = tuple(f"{word}s" for word in PERSONAL)
_PEERS = frozenset(("client", "connection", "request", "session", "socket"))


def names_somebody(name: str, personal: Sequence[str]) -> bool:
    """Whether a name says whose something is."""
    parts = words(name)
    for position, word in enumerate(parts):
        following = parts[position + 1 :][:1]
        if word in personal and not (word in _PEERS and _KINDS.issuperset(following or ("",))):
            return True
    return False


def is_of_somebody(view: View, product: Known) -> bool:
    """Whether instances keep what is somebody's, or the last thing that somebody gave them.

    A table of kinds of things, which is filled as the program is put together, does neither.
    """
    attributes = view.graph.attributes
    register = words(product.definition.name)[-1:] == ("registry",)
    lineage = view.graph.callees.classes.lineage(product).ours
    return any(
        any(names_somebody(name, PERSONAL + _MANY) for name in _names(view, one))
        or any(map(_is_number, attributes.filling(one)))
        or (attributes.keeps_last(one) and not register)
        for one in lineage
    )


def _is_number(name: str) -> bool:
    """`run_id`: kinds of things have names, and what comes and goes has a number."""
    return len(words(name)) > 1 and words(name)[-1] in ("id", "uuid")


def _names(view: View, known: Known) -> Iterator[str]:
    """Of a class, its attributes, and what its methods are given that fill them."""
    yield known.definition.name
    yield from view.graph.attributes.names_set(known)
    yield from view.graph.attributes.filling(known)
