"""What keeps two functions from being one clone class, in words.

The search itself is asked, in the order in which it decides; nothing is weighed here anew.
"""

from collections.abc import Iterator

from ssotlint.detectors import boilerplate
from ssotlint.detectors.ancestry import Kinship
from ssotlint.detectors.clone_search import CloneSearch
from ssotlint.detectors.fragments import Fragment, Variant
from ssotlint.detectors.likeness import likeness, token_share
from ssotlint.detectors.pledges import declared_copies
from ssotlint.detectors.view import View
from ssotlint.detectors.worth import ALIKE


def obstacles(view: View, first: str, second: str) -> Iterator[str]:
    """The reasons, the first to decide in front; none when the search would suspect the two."""
    search = CloneSearch(view)
    wanted = [search.fragment(symbol) for symbol in (first, second)]
    ours, theirs = wanted
    for symbol, fragment in zip((first, second), wanted, strict=True):
        if fragment is None:
            yield f"{symbol} is a part of the function around it, with which it is compared"
    if ours is None or theirs is None:
        return
    yield from _declared(view, ours, theirs)
    variants = [search.variant(symbol) for symbol in (first, second)]
    for fragment, variant in zip((ours, theirs), variants, strict=True):
        if variant is None:
            why = boilerplate.reason(
                fragment.definition, fragment.owner, Variant(fragment.text, "")
            )
            if why:
                yield f"{fragment.symbol} is expected to be repeated: {why}"
    if ours.scope == theirs.scope:
        where = f"class {ours.owner.name}" if ours.owner is not None else "file"
        yield f"both stand in one {where}, and what stands side by side are siblings"
    one, other = variants
    if one is not None and other is not None and not _are_suspected(search, one, other):
        yield from _unlike(search, (one, ours), (other, theirs))


def _are_suspected(search: CloneSearch, one: Variant, other: Variant) -> bool:
    """Whether the search suspects two; those that it holds for one body it weighs as one."""
    if {f.symbol for f in one.fragments} == {f.symbol for f in other.fragments}:
        return search.relations.are_worth(one)
    return search.relations.alike(one, other) > 0


def _declared(view: View, *fragments: Fragment) -> Iterator[str]:
    declared = declared_copies(view)
    for fragment in fragments:
        if (fragment.module.path, fragment.symbol) in declared:
            yield f"{fragment.symbol} is a copy on purpose (copy-of), held against its original alone"


def _unlike(
    search: CloneSearch, first: tuple[Variant, Fragment], second: tuple[Variant, Fragment]
) -> Iterator[str]:
    (one, ours), (other, theirs) = first, second
    if one.text != other.text:
        found = likeness(one.bag, other.bag)
        share = max(found.similarity, token_share(one.tokens, other.tokens))
        if share < ALIKE:
            yield f"they are {share:.2f} alike, and copies are at least {ALIKE:.2f}"
            return
        yield from _kin(search.relations.kinship(ours, theirs), share)
        yield f"they are {share:.2f} alike, and {found.equal} equal statements prove no copying"
    differing = search.meanings.differing(ours, theirs)
    if differing:
        names = ", ".join(f"`{name}`" for name in differing[:3])
        stand = "stands" if len(differing) == 1 else "stand"
        yield f"{names} {stand} for something else in each"
    size = min(len(one.tokens), len(other.tokens))
    named = "under one name" if ours.name == theirs.name else "under two names"
    yield f"{size} tokens {named} are too small to prove that one is a copy"


def _kin(kinship: Kinship, share: float) -> Iterator[str]:
    if kinship is Kinship.OVERRIDE:
        yield f"one overrides the other, and {share:.2f} alike is too little for that"
    elif kinship is Kinship.SIBLINGS:
        yield f"a common base or framework asks for both, and {share:.2f} alike is too little then"
