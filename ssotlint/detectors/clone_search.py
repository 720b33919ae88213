"""Groups of variants that are copies of each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from ssotlint.detectors import boilerplate, worth
from ssotlint.detectors.ancestry import Ancestry, Kinship
from ssotlint.detectors.candidates import candidates, holders_of
from ssotlint.detectors.domains import Borders, compatible
from ssotlint.detectors.fragments import Fragment, Variant, fragments_of, texts_of
from ssotlint.detectors.hooks import Hooks
from ssotlint.detectors.likeness import likeness, token_share
from ssotlint.detectors.meanings import Meanings
from ssotlint.detectors.pledges import Original, declared_copies, kept_pledges
from ssotlint.detectors.plug_ins import PlugIns
from ssotlint.detectors.stars import stars
from ssotlint.detectors.view import View
from ssotlint.detectors.worth import Names, Relation
from ssotlint.model.facts import Body

# Of the weight of the statements; with less in common no floor of ``worth`` is met.
_SHARE = 0.5
_SOME = 6
# So many delegates in the same two modules were copied with them; with more holders than
# ``_HABIT`` one is what everybody writes.
_TOGETHER, _HABIT = 3, 24
# A statement of three tokens that no more functions hold is a trace of copying.
_SAYING, _HARDLY = 3, 4


class Group(NamedTuple):
    """Copies: ``owners`` are those fragments that every other one is alike to."""

    fragments: tuple[Fragment, ...]
    owners: tuple[Fragment, ...]
    variants: tuple[Variant, ...]


class CloneSearch:
    """One search over a view."""

    def __init__(self, view: View) -> None:
        every = list(fragments_of(view))
        self.pledged = _pledged(view)
        apart = declared_copies(view)
        self.meanings = Meanings(view, every)
        free = [fragment for fragment in every if fragment.symbol not in apart]
        self.variants = _variants(free, view, self.meanings)
        self._holders = holders_of(self.variants)
        self._names = _names(view, self.variants, every)
        self._ancestry = Ancestry(view)
        self._hooks = Hooks(view, every)
        self.plug_ins = PlugIns(view)
        self._edges: dict[int, dict[int, float]] = defaultdict(dict)

    def groups(self) -> Iterator[Group]:
        """Every group, in the order of its centre's first place."""
        for i, j in candidates(self.variants, self._holders):
            share = self.alike(self.variants[i], self.variants[j])
            if share:
                self._edges[i][j] = self._edges[j][i] = share
        weights = [len(variant.fragments) for variant in self.variants]
        for centre, neighbours in stars(weights, self._edges).items():
            if neighbours or self._is_worth(self.variants[centre]):
                yield self._group((centre, *neighbours))

    def alike(self, first: Variant, second: Variant) -> float:
        """How alike two variants are, 0 when that is not worth a report."""
        if not compatible(first.domain, second.domain) or len(first.scopes | second.scopes) < 2:
            return 0.0
        if _is_inside(first, second) or _is_inside(second, first):
            return 0.0
        if first.text == second.text:
            return float(self._is_worth(first, second))
        if first.bag.shared(second.bag) < _SHARE:
            return 0.0
        found = likeness(first.bag, second.bag)
        tokens = token_share(first.tokens, second.tokens)
        relation = self._relation(first, second)
        if not worth.edited_is_worth(first, second, found, tokens, relation):
            return 0.0
        return max(found.similarity, tokens)

    def is_one_role(self, first: Fragment, second: Fragment) -> bool:
        """Whether two fragments promise the same thing: functions, or classes, of one name."""
        if first.name != second.name:
            return False
        if first.owner is None or second.owner is None:
            return (
                first.owner is second.owner
                and not self._names.is_interface(first.name)
                and not self._hooks.are_siblings(first, second)
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
        if self._hooks.are_siblings(first, second):
            return Kinship.SIBLINGS
        return self._ancestry.kinship(first, second)

    def _is_worth(self, *variants: Variant) -> bool:
        fragments = [fragment for variant in variants for fragment in variant.fragments]
        if len(fragments) < 2:
            return False
        same = self.meanings.are_same(fragments)
        rare = self._rare(variants[0], variants[-1])
        return worth.equal_is_worth(
            variants[0], fragments, self._names, same_meaning=same, rare=rare
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
            same_meaning=self.meanings.are_same((first.fragments[0], second.fragments[0])),
        )

    def _rare(self, first: Variant, second: Variant) -> int:
        """How many statements that say something both hold and hardly anybody else does."""
        common = first.bag.counts.keys() & second.bag.counts.keys()
        return sum(len(s) >= _SAYING and self._holders[str(s)] <= _HARDLY for s in common)

    def _is_established(self, variant: Variant) -> bool:
        if len(variant.scopes) < worth.ESTABLISHED:
            return False
        return self._names.is_specific(variant) and self._is_worth(variant)

    def _group(self, nodes: tuple[int, ...]) -> Group:
        owners = [
            node for node in nodes
            if all(node == other or other in self._edges[node] for other in nodes)
        ]  # fmt: skip
        return Group(
            tuple(f for node in nodes for f in self.variants[node].fragments),
            tuple(f for node in owners for f in self.variants[node].fragments),
            tuple(self.variants[node] for node in nodes),
        )


def _pledged(view: View) -> list[tuple[Fragment, Fragment]]:
    """Declared copies, each with its original, wherever that stands; classes as a whole."""
    pairs = list(kept_pledges(view))
    modules = {one.module.path: one.module for pair in pairs for one in pair}
    texts = {module.path: found for module, found in texts_of(view, modules.values())}

    def fragment(one: Original) -> Fragment:
        rows = one.module.surface.definitions
        owner = rows[one.row.owner] if one.row.owner >= 0 else None
        text = texts[one.module.path][rows.index(one.row)]
        return Fragment(one.module, one.row, owner if owner and owner.is_class else None, text)

    found = [(fragment(copy), fragment(original)) for copy, original in pairs]
    return sorted(found, key=lambda pair: (pair[0].symbol, pair[1].symbol))


def _is_inside(part: Variant, whole: Variant) -> bool:
    """Whether a function is compared with one that it is a part of."""
    inner, outer = part.fragments[0], whole.fragments[0]
    return inner.module is outer.module and inner.definition.qualname.startswith(
        f"{outer.definition.qualname}."
    )


def _few(variant: Variant, names: frozenset[str]) -> list[Fragment]:
    """Some fragments that bear one of the names: enough to tell what they are to others."""
    return [f for f in variant.fragments if f.name in names][:_SOME]


def _variants(every: Iterable[Fragment], view: View, meanings: Meanings) -> list[Variant]:
    """The fragments that are no boilerplate by text and domain, in the order of their places.

    Where a text says too little to be known again under any name, by name too; where it says too
    little to be worth sharing whatever its global names stand for, by what they stand for.
    """
    found: dict[tuple[str, str], Variant] = {}
    borders, companions = Borders(view), _companions(every)
    for fragment in every:
        key = (fragment.text, borders.of(fragment.module))
        variant = found.get(key)
        if variant is None:
            variant = found[key] = Variant(*key)
        if fragment.symbol in companions or not boilerplate.reason(
            fragment.definition, fragment.owner, variant
        ):
            variant.fragments.append(fragment)
    parts = [p for v in found.values() if v.fragments for p in _parts(v, meanings)]
    for part in parts:
        part.fragments.sort(key=lambda f: (f.module.path, f.definition.span))
    return sorted(parts, key=lambda variant: (variant.place, variant.text))


def _companions(every: Iterable[Fragment]) -> set[str]:
    """Functions that only call another one, but stand in two modules with several of their kind.

    One such function proves nothing; that they came together does.
    """
    holders: dict[tuple[str, str], list[Fragment]] = defaultdict(list)
    for fragment in every:
        if fragment.owner is None and fragment.definition.body is Body.DELEGATE:
            holders[fragment.name, fragment.text].append(fragment)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for held in holders.values():
        if len(held) <= _HABIT:
            for first, second in combinations(held, 2):
                pair = first.module.path, second.module.path
                shared[pair] += first.symbol, second.symbol
    return {s for symbols in shared.values() if len(symbols) >= 2 * _TOGETHER for s in symbols}


def _parts(variant: Variant, meanings: Meanings) -> Iterable[Variant]:
    if len(variant.fragments) < 2 or worth.is_substantial(variant):
        return (variant,)
    anonymous = worth.is_anonymous(variant)
    parts: dict[tuple[str, frozenset[tuple[str, str]]], Variant] = {}
    for fragment in variant.fragments:
        key = ("" if anonymous else fragment.name, meanings.of(fragment))
        part = parts.get(key)
        if part is None:
            part = parts[key] = Variant(variant.text, variant.domain)
        part.fragments.append(fragment)
    return parts.values()


def _names(view: View, variants: Iterable[Variant], every: Iterable[Fragment]) -> Names:
    return Names(
        bodies=Counter(name for variant in variants for name in variant.names),
        definitions=Counter(fragment.name for fragment in every),
        classes=Counter(
            row.name.strip("_")
            for module in view.owned()
            for row in module.surface.definitions
            if row.is_class
        ),
    )
