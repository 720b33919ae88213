"""Which classes are written more than once?

Classes are compared member by member: methods by their texts (``detectors.fragments``), what the
body binds by name, annotation and value. Candidates share their name or a method that few have.
"""

from collections.abc import Iterator
from functools import partial

from ssotlint.detectors.canonical import Candidate, Owners
from ssotlint.detectors.class_search import ClassSearch
from ssotlint.detectors.classes import classes_of
from ssotlint.detectors.counts import of_symbol
from ssotlint.detectors.domains import CopyEvidence
from ssotlint.detectors.skeletons import Skeleton
from ssotlint.detectors.view import View
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Options
from ssotlint.model.value import replace


class ClassCopiesEvidence(CopyEvidence, frozen=True, kw_only=True):
    """What two classes have in common.

    ``similarity`` is the share of members in common by weight, an edited method counted by its
    statements; ``members`` counts those of the copy, ``fields`` of these what it holds,
    ``equal`` those that say the same. ``drifted`` tells whether a member differs in what happens.
    ``spellings`` are names that mean the same to each, ``adapted`` tells that some of them do so
    for another thing, and ``other_names`` are global names that stand for something else in the
    copy. ``apart`` tells packages of one shape, ``asked`` that each says what is its own, and
    ``parallel`` trees of one shape that leave each other alone; ``unacquainted`` tells that the
    packages do not know each other, and ``methods`` counts what the copy does. ``other_types`` are
    classes that its fields hold, and that say something else where the canonical class stands, ``other_bases`` are bases of which that is true. What can be done is one of:
    ``derived`` (the copy has the other above it), ``owned`` (it can import the other), ``movable``
    (but not from there), ``lifted`` (out of a function of their one file), ``based`` (both say what they have in common in ``base``).
    ``enumerated`` and ``parted`` tell where that stands in which an enumeration, or a class, differs.
    """

    similarity: float = 0.0
    members: int = 0
    fields: int = 0
    equal: int = 0
    differences: tuple[str, ...] = ()
    derived: bool = False
    owned: bool = False
    movable: bool = False
    lifted: bool = False
    based: bool = False
    base: str = ""
    parted: bool = False
    enumeration: bool = False
    enumerated: bool = False
    other_names: tuple[str, ...] = ()
    same_name: bool = True
    drifted: bool = False
    spellings: tuple[tuple[str, str], ...] = ()
    adapted: bool = False
    apart: bool = False
    asked: bool = False
    parallel: bool = False
    unacquainted: bool = False
    methods: int = 0
    other_types: tuple[str, ...] = ()
    other_bases: tuple[str, ...] = ()


EVIDENCE = ClassCopiesEvidence
OPTIONS = Options
ASPECTS = (classes_of,)
BESIDE = "clones"  # both compare functions by their imprints


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a group of copies, the canonical member first."""
    owners = Owners(view)
    search = ClassSearch(view)
    for copies, able in search.groups():
        yield from _cases(copies, able, search, owners, view)


def _cases(
    copies: list[Skeleton], able: list[Skeleton], search: ClassSearch, owners: Owners, view: View
) -> Iterator[Case]:
    """The case of a group; of packages that are strangers to each other each has its own."""
    named = search.credits.among(c.symbol for c in copies)
    while able:
        choice = owners.choose(
            [
                Candidate(
                    c.symbol,
                    c.module,
                    partial(view.users, c.symbol),
                    _agreeing(c, copies),
                    heirs=sum(search.is_base(c, other) for other in copies),
                    named=named[c.symbol],
                )
                for c in able
            ]
        )
        owner = able[choice.position]
        near, far = search.parted(owner, copies)
        members = [_member(owner, owner, owners, search, view)]
        members += [
            _member(c, owner, owners, search, view)
            for c in near
            if c is not owner
            and (
                search.credits.are_told(owner.symbol, c.symbol)
                or not search.are_two_records(owner, c)
            )
        ]
        if len(members) > 1:
            yield Case(
                detector="class_copies", subject=owner.symbol, title=f"copies of {owner.row.name}",
                members=tuple(members), canonical=0, why=choice.why,
            )  # fmt: skip
        left = {c.place for c in far}  # in another tree a file may have the same dotted name
        copies, able = far, [c for c in able if c.place in left]


def _agreeing(one: Skeleton, copies: list[Skeleton]) -> int:
    return sum(other.key == one.key for other in copies) - 1


def _member(
    one: Skeleton, owner: Skeleton, owners: Owners, search: ClassSearch, view: View
) -> Member:
    module, row = one.module, one.row
    evidence = _evidence(one, owner, search, view)
    way = owners.way(owner.symbol, owner.module, module)
    return Member(
        place=module.header(row),
        symbol=one.symbol,
        extent=module.extent(row),
        evidence=replace(
            evidence, hindrance=way.hindrance, home=way.home, homeless=way.homeless,
            lifted=way.beside,
        ),
        suspect=one is not owner,
        counted=of_symbol(one.symbol),
    )  # fmt: skip


def _evidence(
    one: Skeleton, owner: Skeleton, search: ClassSearch, view: View
) -> ClassCopiesEvidence:
    """What the two are to each other, wherever they find what they share."""
    module, is_enumeration = one.module, search.is_enumeration(one)
    parallel = view.graph.worlds.are_parallel(owner.module, module)
    unacquainted = search.are_unacquainted(owner, one)
    return ClassCopiesEvidence(
        members=len(one.parts),
        credited=search.credits.are_told(owner.symbol, one.symbol),
        derived=search.is_base(owner, one),
        base=search.common_base(owner, one),
        enumeration=is_enumeration,
        same_name=one.name == owner.name,
        other_names=tuple(search.meanings.differing(owner.whole, one.whole)),
        spellings=tuple(search.meanings.spellings(owner.whole, one.whole)),
        adapted=search.meanings.are_adapted(owner.whole, one.whole),
        fields=sum(
            part.is_field or (not part.is_method and is_enumeration) for part in one.parts.values()
        ),
        apart=search.plug_ins.speak_for_themselves(owner.module, module),
        cross_domain=parallel
        or search.plug_ins.are_strangers(owner.module, module)
        or (one.is_record and unacquainted),
        parallel=parallel,
        unacquainted=unacquainted,
        methods=sum(part.is_method for part in one.parts.values()),
        other_types=tuple(search.other_types(owner, one)),
        other_bases=tuple(sorted(search.other_bases(owner, one))),
    )
