"""What two variants are to each other, and whether that they are alike is worth a report."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ssotlint.detectors import worth
from ssotlint.detectors.ancestry import Ancestry, Kinship
from ssotlint.detectors.candidates import HARDLY, IDIOM, SHARE
from ssotlint.detectors.domains import compatible
from ssotlint.detectors.families import Families
from ssotlint.detectors.fragments import Fragment, Variant
from ssotlint.detectors.hooks import Hooks
from ssotlint.detectors.likeness import likeness, numbered, token_share
from ssotlint.detectors.meanings import Meanings
from ssotlint.detectors.worth import Names, Relation

_SOME = 6
_SAYING = 3  # tokens


class Relations:
    """All that decides whether two variants are copies of each other."""

    def __init__(self, names: Names, holders: Mapping[int, int], families: Families, hooks: Hooks,
                 ancestry: Ancestry, meanings: Meanings) -> None:  # fmt: skip
        self._names, self._holders, self._families = names, holders, families
        self._hooks, self._ancestry, self._meanings = hooks, ancestry, meanings

    def alike(self, first: Variant, second: Variant) -> float:
        """How alike two variants are, 0 when that is not worth a report."""
        if not _are_comparable(first, second):
            return 0.0
        if first.text == second.text:
            return float(self.are_worth(first, second))
        if first.bag.shared(second.bag) < SHARE:
            return 0.0
        found = likeness(first.bag, second.bag)
        tokens = token_share(first.tokens, second.tokens)
        relation = self._relation(first, second)
        if not worth.edited_is_worth(first, second, found, tokens, relation):
            return 0.0
        by_chance = relation.kinship is Kinship.SIBLINGS and self._agree_by_chance(first, second)
        return 0.0 if by_chance else max(found.similarity, tokens)

    def share(self, first: Variant, second: Variant) -> float:
        """How alike two variants are that could share, however little they say; 0 for others."""
        if not _are_comparable(first, second):
            return 0.0
        if first.text == second.text:
            return 1.0
        tokens = token_share(first.tokens, second.tokens)
        return max(likeness(first.bag, second.bag).similarity, tokens)

    def is_one_role(self, first: Fragment, second: Fragment) -> bool:
        """Whether two fragments promise the same thing: functions, or classes, of one name."""
        if first.name != second.name:
            return False
        if first.owner is None or second.owner is None:
            return (
                first.owner is second.owner
                and not self._names.is_interface(first.name)
                and not self._are_hooks(first, second)
            )
        return (
            self._names.is_one_role(first.owner.name, second.owner.name)
            and self.kinship(first, second) is Kinship.NONE
        )

    def is_common(self, name: str) -> bool:
        """Whether a name has so many bodies that a framework must ask for it."""
        return self._names.is_asked_for(name)

    def kinship(self, first: Fragment, second: Fragment) -> Kinship:
        """How the classes of two methods are related; hooks are asked for, as by a common base."""
        if self._are_hooks(first, second):
            return Kinship.SIBLINGS
        return self._ancestry.kinship(first, second)

    def _are_hooks(self, first: Fragment, second: Fragment) -> bool:
        """Whether two are hooks of one call, and neither is an edited copy of what most of them say.

        What names things of its own is an answer of its own, however many read like it.
        """
        return self._hooks.are_siblings(first, second) and not (
            self._hooks.is_stray(first, second) and self._meanings.are_same((first, second))
        )

    def are_mixed(self, first: Fragment, second: Fragment) -> bool:
        """Whether the class of one method is a mixin for classes as that of the other."""
        return any(self._ancestry.is_mixed_in(*p) for p in ((first, second), (second, first)))

    def are_worth(self, *variants: Variant) -> bool:
        """Whether variants of one text are worth a report."""
        fragments = [fragment for variant in variants for fragment in variant.fragments]
        if len(fragments) < 2:
            return False
        siblings = self._are_siblings(fragments[:_SOME])
        if siblings and self._agree_by_chance(*variants):
            return False
        same = self._meanings.are_same(fragments)
        rare = self._rare(variants[0], variants[-1])
        return worth.equal_is_worth(
            variants[0], fragments, self._names, same_meaning=same, rare=rare, siblings=siblings
        )

    def _agree_by_chance(self, *variants: Variant) -> bool:
        """Whether siblings say in few words what some of so many must say alike.

        What five of them say is worth it all the same where they stand in one file, or where a
        base of ours could say it for them.
        """
        first, last = variants[0], variants[-1]
        if any(worth.is_substantial(v) or self._names.is_specific(v) for v in variants):
            return False
        common, names = _common(first, last), first.names & last.names
        if not self._families.agree_by_chance(names, common, len(variants)):
            return False
        places = first.scopes | last.scopes
        return len(places) < worth.MANY or not (
            len({path for path, _ in places}) == 1
            or self._ancestry.have_base(first.fragments[0], last.fragments[-1])
        )

    def _are_siblings(self, fragments: Sequence[Fragment]) -> bool:
        """Whether all are methods that one base asks for."""
        return all(
            one.owner is not None
            and other.owner is not None
            and self.kinship(one, other) is Kinship.SIBLINGS
            for one, other in pairwise(fragments)
        )

    def _relation(self, first: Variant, second: Variant) -> Relation:
        common = first.names & second.names
        pairs = [
            (a, b) for a in _few(first, common) for b in _few(second, common) if a.name == b.name
        ]
        return Relation(
            namesakes=bool(common),
            same_role=any(self.is_one_role(a, b) for a, b in pairs),
            kinship=min((self.kinship(a, b) for a, b in pairs), default=Kinship.NONE),
            bodies=self._names.most_bodies(common) if common else 0,
            established=any(self._is_established(v) for v in (first, second)),
            rare=self._rare(first, second) if not common else 0,
            own=self._own(first, second),
            same_meaning=self._meanings.are_same((first.fragments[0], second.fragments[0])),
        )

    def _rare(self, first: Variant, second: Variant) -> int:
        """How many statements that say something both hold and hardly anybody else does."""
        return sum(
            size >= _SAYING and self._holders[number] <= HARDLY
            for size, number in _common(first, second)
        )

    def _own(self, first: Variant, second: Variant) -> int:
        """How many tokens the statements have that both hold, and that are no idiom."""
        return sum(
            size for size, number in _common(first, second) if self._holders[number] <= IDIOM
        )

    def _is_established(self, variant: Variant) -> bool:
        if len(variant.scopes) < worth.ESTABLISHED:
            return False
        return self._names.is_specific(variant) and self.are_worth(variant)


def _are_comparable(first: Variant, second: Variant) -> bool:
    """Whether two variants can share at all, and none is a part of the other."""
    return (
        compatible(first.domain, second.domain)
        and len(first.scopes | second.scopes) > 1
        and not _is_inside(first, second)
        and not _is_inside(second, first)
    )


def _is_inside(part: Variant, whole: Variant) -> bool:
    """Whether a function is compared with one that it is a part of."""
    inner, outer = part.fragments[0], whole.fragments[0]
    return inner.module is outer.module and inner.definition.qualname.startswith(
        f"{outer.definition.qualname}."
    )


def _common(first: Variant, second: Variant) -> list[tuple[int, int]]:
    """The statements that both hold: how many tokens each has, and its number."""
    common = first.bag.counts.keys() & second.bag.counts.keys()
    return [(len(statement), numbered(str(statement))) for statement in common]


def _few(variant: Variant, names: frozenset[str]) -> list[Fragment]:
    """Some fragments that bear one of the names: enough to tell what they are to others."""
    return [f for f in variant.fragments if f.name in names][:_SOME]
