"""What modules are about, by their names."""

from ssotlint.detectors.sharing import is_common
from ssotlint.graph.words import words
from ssotlint.index.index import Module


def are_of_one_topic(first: Module, second: Module) -> bool:
    """Whether the names of two modules say, below the package of both, that they are about one thing.

    ``billing.payment_processor`` and ``schemas.billing`` are; ``drift_monitor`` and ``resource_monitor``
    are two things of one kind.
    """
    ours, theirs = first.name.split("."), second.name.split(".")
    while ours[:1] == theirs[:1] and ours:
        ours, theirs = ours[1:], theirs[1:]
    return not _topics(ours).isdisjoint(_topics(theirs))


def _topics(parts: list[str]) -> set[str]:
    """The words of names but for that which ends several: it says of what kind something is."""
    said = (words(part) for part in parts if not is_common(part))
    return {word for found in said for word in (found[:-1] or found)}
