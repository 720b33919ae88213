"""Groups of variants that are copies of each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ssotlint.detectors.ancestry import Ancestry
from ssotlint.detectors.candidates import HARDLY, IDIOM, Term, candidates, holders_of, terms_of
from ssotlint.detectors.credits import Credits, tied
from ssotlint.detectors.families import Families
from ssotlint.detectors.fragments import Fragment, Variant, texts_of
from ssotlint.detectors.function_crowd import crowd_of, told_by
from ssotlint.detectors.functions import IMPRINTS, Function, Functions
from ssotlint.detectors.hooks import Hooks
from ssotlint.detectors.likeness import token_share
from ssotlint.detectors.meanings import Meanings
from ssotlint.detectors.outlines import Outline, outlines_of
from ssotlint.detectors.past import Past
from ssotlint.detectors.pledges import Original, declared_copies, kept_pledges
from ssotlint.detectors.plug_ins import PlugIns
from ssotlint.detectors.readers import Readers
from ssotlint.detectors.relations import Relations
from ssotlint.detectors.stars import hubs, link, stars
from ssotlint.detectors.view import View
from ssotlint.detectors.worth import ALIKE, Names
from ssotlint.index.imprints import number_of
from ssotlint.index.reads import Reads
from ssotlint.index.recent import Recent

_AT_HAND = 3000  # variants that were read; those that are compared next to each other
# Of so many it is asked whether they override an owner.
_FEW = 24
# An override that is so much alike is its base again.
_REPEATED = 0.8


class Group(NamedTuple):
    """Copies: ``owners`` are those fragments that every other one is alike to."""

    fragments: tuple[Fragment, ...]
    owners: tuple[Fragment, ...]

    def without(self, others: Iterable[Fragment]) -> "Group":
        """The group without some of its fragments."""
        gone = {f.symbol for f in others}
        left, owners = (
            tuple(f for f in ones if f.symbol not in gone) for ones in (self.fragments, self.owners)
        )
        return Group(left, owners)


class CloneSearch:
    """One search over a view: for all that is new since the last one, which may be everything."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._functions = Functions(view)
        self._past = Past(view)
        apart = declared_copies(view)
        self.pledged = _pledged(view)
        self.credits = Credits(view, classes=False)
        self.meanings = Meanings(view, self._functions, self._past.senses, counted=True)
        free = [
            one for one in self._functions
            if not apart or (one.module.path, one.symbol) not in apart
        ]  # fmt: skip
        credited = frozenset(symbol for pair in self.credits.pairs() for symbol in pair)
        self._outlines = outlines_of(free, view, self.meanings, credited)
        self._holders = holders_of(self._outlines)
        self._names = Names(
            bodies=Counter(name for outline in self._outlines for name in outline.names),
            definitions=Counter(one.name for one in self._functions),
            classes=Counter(self._functions.classes()),
        )
        self._families = Families(self._outlines, self._names.bodies)
        self._ancestry = Ancestry(view)
        self._hooks = Hooks(view, self._functions)
        self.relations = Relations(
            self._names, self._holders, self._families, self._hooks, self._ancestry, self.meanings
        )
        self._variants: Recent[int, Variant] = Recent(_AT_HAND)
        self._edges: dict[int, dict[int, float]] = defaultdict(dict)
        self._worth: set[int] = set()
        self._known: set[int] = set()  # those of which something is told
        self._asked: frozenset[int] = frozenset()

    @cached_property
    def plug_ins(self) -> PlugIns:
        """The folders that hold packages of one shape."""
        return PlugIns(self._view)

    @cached_property
    def readers(self) -> Readers:
        """Who reads the functions."""
        return Readers(self._view, self._functions, self._ancestry)

    def heirs(self, group: Group) -> Iterator[tuple[Fragment, list[Fragment]]]:
        """Each method of a group whose text others would inherit, and those that say it again."""
        known = {f.symbol: f for f in group.fragments if f.owner is not None}
        found: dict[str, list[Fragment]] = defaultdict(list)
        bases: dict[str, Fragment] = {}
        for one in known.values():
            symbol = self.inherited(one)
            if symbol and symbol not in known:
                known_base = self.fragment(symbol)
                if known_base is not None:
                    bases[symbol] = known_base
            base = known.get(symbol) or bases.get(symbol)
            if base is not None and _repeats(base, one):
                bases[symbol] = base
                found[symbol].append(one)
        for symbol in sorted(found):
            yield bases[symbol], found[symbol]

    def inherited(self, method: Fragment) -> str:
        """The method that a class would have if it did not define its own, "" if that is unknown."""
        return self._ancestry.inherited(method)

    def count_heirs(self, method: Fragment, group: Group) -> int:
        """How many of a group override a method."""
        if method.owner is None:
            return 0
        return sum(self._ancestry.is_above(method, other) for other in group.fragments[:_FEW])

    def common_base(self, first: Fragment, second: Fragment) -> str:
        """The nearest class above those of two methods that stands in a package of both, or ""."""
        return self._ancestry.common_base(first, second)

    def distant_base(self, first: Fragment, second: Fragment) -> str:
        """The nearest class above those of two methods, wherever in the project it stands, or ""."""
        return self._ancestry.distant_base(first, second)

    def can_hold(self, method: Fragment, base: str) -> bool:
        """Whether a class above that of a method could say it for all below."""
        return self._ancestry.can_hold(method, base)

    def asks_beside(self, method: Fragment, base: str) -> bool:
        """Whether a class that is not ours answers before a base what a method asks above."""
        return self._ancestry.asks_beside(method, base)

    def variant(self, symbol: str) -> Variant | None:
        """The variant with a function, as far as copies of it are sought."""
        found = (o for o in self._outlines if any(one.symbol == symbol for one in o.functions))
        return next((outline.opened(self._functions) for outline in found), None)

    def fragment(self, symbol: str) -> Fragment | None:
        """The function of that name; None for one that is a part of another."""
        found = self._by_symbol.get(symbol)
        if found is None:
            return None
        self._view.index.reads.note_text(found.module.path, found.imprint.qualname)
        return self._functions.opened(found)

    @cached_property
    def _by_symbol(self) -> dict[str, Function]:
        return {one.symbol: one for one in reversed([*self._functions])}

    def groups(self, reads: Reads) -> Iterator[Group]:
        """Every group, in the order of its centre's first place.

        ``reads`` are of the search from its beginning, and of nothing else: not of what is said of
        the groups, which may be something else when they are not.
        """
        self._past.note()
        terms = terms_of(self._outlines, self._holders)
        keys = self._keys(terms) if self._past.keys else []
        touched = self._recall(keys)
        link(
            self._edges, candidates(terms, touched),
            lambda i, j: self.relations.alike(self._opened(i), self._opened(j)),
        )  # fmt: skip
        for i in touched:
            if len(self._outlines[i].functions) > 1 and self.relations.are_worth(self._opened(i)):
                self._worth.add(i)
        weights = [len(outline.functions) for outline in self._outlines]
        credited = self._credited()
        ties, worth = self._ties(), self._worth.union(i for i, j in credited if i == j)
        firsts = tied(ties, credited)
        for centre, neighbours in stars(weights, ties, firsts).items():
            if neighbours or centre in worth:
                yield from self._groups((centre, *neighbours), ties)
        self._variants = Recent(_AT_HAND)  # all that had to be compared was
        self._asked = self._past.told | told_by(self._families.told) | self.meanings.told
        keys = self._keys(terms, keys)
        self._past.keep(keys, self._edges, self._worth, self.meanings.senses, self._asked, reads)
        self._known = self._edges.keys() | self._worth.union(i for pair in credited for i in pair)

    def leave(self) -> None:
        """When all has been asked: leave it to the next run to tell whom an edit would meet."""
        told = self._asked | self._functions.told | self.meanings.told | self._names.told
        self._view.leave(IMPRINTS, lambda numbers: crowd_of(
            [*self._functions], self._outlines, numbers, self._known, told
        ))  # fmt: skip

    def _credited(self) -> dict[tuple[int, int], float]:
        """(variant of a copy, of the original that this names) and how alike they are."""
        pairs = list(self.credits.pairs())
        named = {symbol for pair in pairs for symbol in pair}
        at = {
            one.symbol: position
            for position, outline in enumerate(self._outlines if named else ())
            for one in outline.functions
            if one.symbol in named
        }
        found: dict[tuple[int, int], float] = {}
        for copy, original in pairs:
            if copy in at and original in at:
                i, j = at[copy], at[original]
                share = self.relations.share(self._opened(i), self._opened(j))
                if share >= ALIKE:
                    found[i, j] = share
        return found

    def _ties(self) -> dict[int, dict[int, float]]:
        """The edges that put two variants into one group.

        Equal copies that are a finding by themselves do not stand for edited ones of another name:
        of those the judge may say that they do something else, and nobody would hear of the others.
        """
        return defaultdict(dict, {
            i: {j: share for j, share in near.items() if not self._are_apart(i, j)}
            for i, near in self._edges.items()
        })  # fmt: skip

    def _are_apart(self, one: int, other: int) -> bool:
        return {one, other} <= self._worth and (
            self._outlines[one].names.isdisjoint(self._outlines[other].names)
        )

    def _recall(self, keys: Sequence[int]) -> set[int]:
        """What the last search found and still holds; the variants that have to be compared anew."""
        if not keys:
            return set(range(len(self._outlines)))
        at = {key: position for position, key in enumerate(keys)}
        for one, other, share in self._past.edges(at):
            self._edges[one][other] = self._edges[other][one] = share
        self._worth |= self._past.worth(at)
        return {position for key, position in at.items() if key not in self._past.keys}

    def _keys(self, terms: Sequence[Sequence[Term]], known: Sequence[int] = ()) -> list[int]:
        """Of each variant a number that stands for all by which it is compared.

        Of those that are ``known`` they are made again where more has been asked since.
        """
        fresh = self.meanings.fresh
        return [
            known[position] if known and fresh.isdisjoint(outline.places)
            else self._key(outline, terms[position])
            for position, outline in enumerate(self._outlines)
        ]  # fmt: skip

    def _key(self, outline: Outline, terms: Sequence[Term]) -> int:
        return hash((
            outline.functions[0].imprint.text,
            number_of(outline.domain),
            tuple((number_of(path), position) for path, position in outline.places),
            tuple(
                (number_of(n), self._names.bodies[n], self._names.definitions[n])
                for n in sorted(outline.names)
            ),
            tuple(sorted(
                (s, self._holders[s] <= HARDLY)
                for s in outline.statements
                if self._holders[s] <= IDIOM
            )),
            self._families.counts(outline),
            tuple(terms),
            *map(self._told, outline.functions),
        ))  # fmt: skip

    def _told(self, one: Function) -> int:
        """What a function is to others, as far as it was ever asked."""
        known, answers = self.meanings.noted(one), self._hooks.answers(one.symbol)
        if not known and not answers:
            return 0
        return number_of(repr((self.meanings.gist(one), answers)))

    def _opened(self, position: int) -> Variant:
        known = self._variants.get(position) or self._variants.again(position)
        return known or self._variants.keep(
            position, self._outlines[position].opened(self._functions)
        )

    def _groups(
        self, nodes: tuple[int, ...], ties: Mapping[int, Mapping[int, float]]
    ) -> Iterable[Group]:
        """The group, or the plain and the asynchronous ones apart where a file offers both.

        What awaits then repeats what awaits, and not the plain twin of that.
        """
        held = {node: self._opened(node).fragments for node in nodes}
        awaiting = {n: [f for f in held[n] if f.is_async] for n in nodes}
        plain = {n: [f for f in held[n] if not f.is_async] for n in nodes}
        marked, other = self._group(awaiting, ties), self._group(plain, ties)
        scopes = {f.scope for f in marked.fragments}
        both = {f.module.path for f in marked.fragments} & {f.module.path for f in other.fragments}
        is_parted = both and len(scopes) > 1 and marked.owners and other.owners
        return (other, marked) if is_parted else (self._group(held, ties),)

    def _group(
        self, held: Mapping[int, Sequence[Fragment]], ties: Mapping[int, Mapping[int, float]]
    ) -> Group:
        nodes = [node for node in held if held[node]]
        return Group(
            tuple(f for node in nodes for f in held[node]),
            tuple(f for node in hubs(nodes, ties) for f in held[node]),
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


def _repeats(base: Fragment, method: Fragment) -> bool:
    """Whether an override says hardly anything but what its base says."""
    if base.text == method.text:
        return True
    ours, theirs = (Variant(one.text, "").tokens for one in (base, method))
    return token_share(ours, theirs) >= _REPEATED
