"""Which functions and methods are written more than once?

What is found is a suspicion: the judge compares the concrete syntax of each copy with that of the
canonical member, tells equal copies from those that have drifted, and lists the differences.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import TypedDict

from ssotlint.detectors.ancestry import Kinship
from ssotlint.detectors.canonical import Candidate, Owners
from ssotlint.detectors.clone_search import CloneSearch, Group
from ssotlint.detectors.counts import of_symbol
from ssotlint.detectors.domains import CopyEvidence
from ssotlint.detectors.fragments import Fragment
from ssotlint.detectors.functions import imprints_of
from ssotlint.detectors.raising import above, beside
from ssotlint.detectors.retyping import answers_another, is_retyped
from ssotlint.detectors.sharing import Way
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import END
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Options
from ssotlint.model.source import Role
from ssotlint.model.value import Value, replace

_MUCH = 100  # tokens; so much is worth knowing of also where each plug-in is on its own
_PAIR = 2


class Edit(Value, frozen=True, kw_only=True):
    """One difference of a copy.

    ``kind`` is missing, added, edited or moved; ``why`` says what it touches: guard, statement,
    import, log, order, or for edited ones message, default, parameter, variable, number, text,
    comparison, condition, operator, constant, name, expression; ``effect`` says in words what
    that does, ``changes`` whether what happens is another thing, ``decides`` whether the two cannot
    both be right. Lines count from 1, 0 where there is none.
    """

    kind: str
    why: str
    effect: str = ""
    changes: bool = True
    decides: bool = False
    line: int = 0
    code: str = ""
    canonical_line: int = 0
    canonical_code: str = ""


class ClonesEvidence(CopyEvidence, frozen=True, kw_only=True):
    """What a copy has in common with the canonical member, and what it does otherwise.

    ``clone_type`` is 1 for a copy but for layout, comments, docstrings and annotations, 2 when
    names of variables differ too, 3 when statements are edited. ``similarity`` is the share of
    statements in common, an edited one counted by the share of its tokens. ``same_role`` tells
    namesakes among functions or in classes of one name, ``siblings`` methods that a common base
    asks for, ``based`` that one of the project is above both, ``remote`` that there are two alone,
    in two folders, ``mixed_in`` that one stands in a mixin for classes as the other's, ``scripts``
    two that are run on their own, ``strange`` functions of packages that do not know each other,
    ``back_ends`` the names from libraries that one of both files knows alone, if each knows some,
    ``apart`` functions of packages of one shape, each of which promises for itself, ``common`` a name that so many
    bear that it is asked for, and ``asked`` that so are functions that say something else;
    ``other_names`` are global names that stand for something else in the copy, ``distant``
    tells that so much differs that they may be two things; ``spellings`` what the canonical
    member and the copy write otherwise and mean alike, ``kindred`` those of them that are two
    classes, called after their modules; ``adapted`` tells that some of these
    have the stem of their module and stand for different things; ``class_name`` is the class of
    a method, ``declared`` tells a copy on purpose. What can be done is one of: ``goes`` (the
    copy is deprecated), ``unread`` (nobody reads it), ``left`` (all read the other), ``inherited`` (the class of the copy has
    the canonical method from a base), ``overriding`` (and does more in its own), ``hooked`` (and does something else in its midst),
    ``importable`` (the copy can be replaced by it as it stands), ``called`` (so can a method by a function), ``movable`` (but not from
    there), ``method`` and ``raised`` (the same of methods, ``manner`` says in what way), ``edited`` and ``parted``
    (something else happens in the copy), ``fitted`` (nothing else does, but it takes something else), ``kept`` and ``moved`` (one of two behaviours).
    ``static`` tells that the canonical member asks no object; ``idle`` that nothing that ships loads the module of the copy, ``waste`` that nobody does,
    ``shown`` that one of both is a demo that no other file takes.
    ``edits`` are the differences as data.
    """

    clone_type: int = 0
    similarity: float = 0.0
    differences: tuple[str, ...] = ()
    statements: int = 0
    tokens: int = 0
    same_name: bool = True
    same_role: bool = True
    siblings: bool = False
    based: bool = False
    remote: bool = False
    mixed_in: bool = False
    scripts: bool = False
    apart: bool = False
    strange: bool = False
    back_ends: tuple[str, ...] = ()
    common: bool = False
    asked: bool = False
    other_names: tuple[str, ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()
    kindred: tuple[tuple[str, str], ...] = ()
    adapted: bool = False
    declared: bool = False
    sync_beside_async: bool = False
    distant: bool = False
    class_name: str = ""
    goes: bool = False
    unread: bool = False
    left: bool = False
    inherited: bool = False
    overriding: bool = False
    hooked: bool = False
    importable: bool = False
    called: bool = False
    movable: bool = False
    method: bool = False
    static: bool = False
    manner: str = ""
    raised: bool = False
    edited: bool = False
    parted: bool = False
    fitted: bool = False
    decide: bool = False
    kept: bool = False
    moved: bool = False
    idle: bool = False
    waste: bool = False
    shown: bool = False
    edits: tuple[Edit, ...] = ()


EVIDENCE = ClonesEvidence
OPTIONS = Options
VERDICTS: tuple[str, ...] = ("equal", "diverged")
ASPECTS = (imprints_of,)


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a group of copies, the canonical member first."""
    owners = Owners(view)
    with view.index.recorded() as reads:
        search = CloneSearch(view)
        groups = list(search.groups(reads))
    for group in groups:
        yield from _cases(group, search, owners, view)
    for copy, original in search.pledged:
        yield _pledge(copy, original, search, owners, view)
    search.leave()


def _pledge(
    copy: Fragment, original: Fragment, search: CloneSearch, owners: Owners, view: View
) -> Case:
    """A copy that was declared, held against what it promises to equal."""
    evidence = replace(
        _evidence(original, copy, 2, search, owners, view),
        declared=True,
        unread=False,
        left=False,
        idle=False,
        waste=False,
    )
    members = (
        _member(original, ClonesEvidence(), suspect=False),
        _member(copy, evidence, suspect=True),
    )
    return Case(
        detector="clones", subject=original.symbol, title=f"copies of {original.definition.name}",
        members=members, canonical=0, why="declared",
    )  # fmt: skip


def _evidence(
    owner: Fragment, copy: Fragment, places: int, search: CloneSearch, owners: Owners, view: View
) -> ClonesEvidence:
    way = owners.way(owner.symbol, owner.module, copy.module)
    home = above(owner, copy, places, way, search, view)
    return ClonesEvidence(
        hindrance="" if home else way.hindrance,
        home=home or _home(owner, way),
        homeless=way.homeless and not home,
        credited=search.credits.are_told(owner.symbol, copy.symbol),
        inherited=search.inherited(copy) == owner.symbol,
        unread=search.readers.can_go(copy),
        left=search.readers.is_left(copy, owner),
        idle=search.readers.is_idle(copy.module) and copy.module is not owner.module,
        waste=search.readers.is_waste(copy.module) and copy.module is not owner.module,
        shown=any(map(search.readers.is_shown, (owner, copy))),
        **_kinship(owner, copy, search),
        based=bool(home),
        remote=places <= _PAIR and _folder(owner) != _folder(copy),
        mixed_in=search.relations.are_mixed(owner, copy),
        scripts=all(one.module.source.role is Role.SCRIPT for one in (owner, copy)),
        apart=search.plug_ins.are_apart(owner.module, copy.module),
        strange=search.plug_ins.are_strangers(owner.module, copy.module),
        back_ends=() if owner.text == copy.text else owners.back_ends(owner.module, copy.module),
        common=search.relations.is_common(copy.name),
        other_names=tuple(search.meanings.differing(owner, copy)),
        spellings=tuple(search.meanings.spellings(owner, copy)),
        kindred=tuple(search.meanings.kindred(owner, copy)),
        adapted=search.meanings.are_adapted(owner, copy),
        method=owner.owner is not None,
        static="staticmethod" in owner.definition.decorators,
        manner=beside(owner, copy),
    )


class _Kinship(TypedDict):
    same_name: bool
    same_role: bool
    siblings: bool


def _kinship(owner: Fragment, copy: Fragment, search: CloneSearch) -> _Kinship:
    """What their names and places say of two that read alike."""
    return {
        "same_name": copy.name == owner.name,
        "same_role": search.relations.is_one_role(owner, copy),
        "siblings": search.relations.kinship(owner, copy) is Kinship.SIBLINGS,
    }


def _home(owner: Fragment, way: Way) -> str:
    """Where a function could stand that cannot be taken from its owner, in words."""
    if owner.owner is None or not way.package:
        return way.home
    return f"a base class or function of {way.package}"


def _cases(group: Group, search: CloneSearch, owners: Owners, view: View) -> Iterator[Case]:
    """The case of a group; of packages that are strangers to each other each has its own."""
    rest = group
    for base, heirs in search.heirs(group):
        case = _case(base, "a base of the others", heirs, search, owners, view)
        if case is not None:
            yield case
            rest = rest.without(heirs)
    while rest.owners:
        choice = owners.choose(_candidates(rest, search, view))
        owner = rest.owners[choice.position]
        is_much = len(owner.text.replace(END, "")) >= _MUCH
        near, strangers = _parted(owner, rest, search, is_much=is_much)
        case = _case(owner, choice.why, near, search, owners, view)
        if case is not None:
            yield case
        left = {f.place for f in strangers}
        rest = Group(tuple(strangers), tuple(f for f in rest.owners if f.place in left))


def _parted(
    owner: Fragment, group: Group, search: CloneSearch, *, is_much: bool
) -> tuple[list[Fragment], list[Fragment]]:
    """What may share with an owner, and what plug-ins say that neither know nor name it."""
    near, far = search.plug_ins.parted(owner.module, group.fragments, is_much=is_much)
    near += [f for f in far if search.credits.are_told(owner.symbol, f.symbol)]
    known = {f.place for f in near}
    return near, [f for f in far if f.place not in known]


def _candidates(group: Group, search: CloneSearch, view: View) -> list[Candidate]:
    texts = Counter(f.text for f in group.fragments)
    named = search.credits.among(f.symbol for f in group.fragments)
    return [
        Candidate(
            f.symbol, f.module, partial(view.users, _imported(f)), texts[f.text] - 1,
            unread=search.readers.has_none(f), heirs=search.count_heirs(f, group),
            named=named[f.symbol],
        )
        for f in group.owners
    ]  # fmt: skip


def _case(
    owner: Fragment,
    why: str,
    near: Iterable[Fragment],
    search: CloneSearch,
    owners: Owners,
    view: View,
) -> Case | None:
    copies = [
        f for f in near
        if f.scope != owner.scope
        and not is_retyped(owner, f, search)
        and not answers_another(owner, f, search)
    ]  # fmt: skip
    if not copies:
        return None
    members = [_member(owner, ClonesEvidence(), suspect=False)]
    copies.sort(key=attrgetter("place"))
    equal = {f.name: f for f in reversed(copies) if f.text == owner.text}
    for copy in copies:
        evidence = _evidence(owner, copy, len(copies) + 1, search, owners, view)
        namesake = equal.get(copy.name)
        if namesake is not None and copy.text != owner.text:
            # Which of several equal ones is the owner says nothing about one that was edited.
            evidence = replace(evidence, **_kinship(namesake, copy, search))
        members.append(_member(copy, evidence, suspect=True))
    return Case(
        detector="clones", subject=owner.symbol, title=f"copies of {owner.definition.name}",
        members=tuple(members), canonical=0, why=why,
    )  # fmt: skip


def _member(fragment: Fragment, evidence: ClonesEvidence, *, suspect: bool) -> Member:
    module, row = fragment.module, fragment.definition
    return Member(
        place=module.header(row),
        symbol=fragment.symbol,
        extent=module.extent(row),
        evidence=replace(
            evidence,
            statements=row.statements,
            class_name=fragment.owner.name if fragment.owner is not None else "",
        ),
        suspect=suspect,
        counted=of_symbol(_imported(fragment)),
    )


def _imported(fragment: Fragment) -> str:
    """What is imported by who uses it: the function, or the class of the method."""
    return fragment.module.symbol(fragment.owner) if fragment.owner else fragment.symbol


def _folder(fragment: Fragment) -> str:
    return fragment.module.path.rpartition("/")[0]
