"""What keeps two classes from being one clone class, in words."""

from collections.abc import Iterator

from ssotlint.detectors.ancestry import Ancestry, Kinship
from ssotlint.detectors.class_search import ClassSearch
from ssotlint.detectors.pledges import declared_copies
from ssotlint.detectors.skeletons import Skeleton
from ssotlint.detectors.view import View


def obstacles(view: View, first: str, second: str) -> Iterator[str]:
    """The reasons, the first to decide in front; none when the search would suspect the two."""
    declared = {symbol for _, symbol in declared_copies(view)}
    search = ClassSearch(view)
    found = [search.find(symbol) for symbol in (first, second)]
    for symbol, one in zip((first, second), found, strict=True):
        if symbol in declared:
            yield f"{symbol} is a copy on purpose (copy-of), held against its original alone"
        elif one is None:
            yield f"{symbol} has no members, or is what a protocol, enumeration or framework asks for"
    ours, theirs = found
    if ours is None or theirs is None or search.are_alike(ours, theirs):
        return
    yield from _unlike(view, search, ours, theirs)


def _unlike(view: View, search: ClassSearch, ours: Skeleton, theirs: Skeleton) -> Iterator[str]:
    if search.is_plain_error(ours) and search.is_plain_error(theirs):
        yield "both are plain exceptions, which only keep what they are given"
    share, equal = ours.common(theirs)
    kinship = Ancestry(view).of_classes(ours.module, ours.row, theirs.module, theirs.row)
    if kinship is Kinship.OVERRIDE:
        yield f"one is a base of the other, and {share:.2f} alike is too little for that"
    named = "under one name" if ours.name == theirs.name else "under two names"
    yield f"{share:.0%} of their members are the same, and the equal ones say too little ({equal}) {named}"
