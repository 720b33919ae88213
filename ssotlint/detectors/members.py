"""Which members are used that their class or module does not have?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ssotlint.detectors import places
from ssotlint.detectors.held import Held
from ssotlint.detectors.lacking import LACKING, lacking
from ssotlint.detectors.letters import Said, letters
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import STRING
from ssotlint.graph.known import Known
from ssotlint.graph.members import nearest
from ssotlint.graph.words import words
from ssotlint.index.found import looked
from ssotlint.index.index import Module
from ssotlint.index.lacks import Found
from ssotlint.index.strangers import ask_all
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.options import Allowing
from ssotlint.model.place import NOWHERE, Span
from ssotlint.model.source import Role
from ssotlint.project.vendored import vendored


class MemberEvidence(Evidence, frozen=True, kw_only=True):
    """A member, whose it would be, and what Python says.

    ``written`` is the expression as it stands there, ``near`` the member that may be meant.
    ``in_test``: it stands in a test.
    """

    member: str
    holder: str
    error: str = ""
    near: str = ""
    written: str = ""
    in_test: bool = False


EVIDENCE = MemberEvidence
OPTIONS = Allowing
ASPECTS = (lacking, letters)
ON_CLASS = "type object"
"""How Python's error begins where a class is asked, not an instance."""
LONG = 1  # it asks for what all calls reach


class _Use(NamedTuple):
    """A use of a member: where, written how, and in which definition."""

    module: Module
    owner: int
    span: Span
    written: str


class _Key(NamedTuple):
    """What lacks the member: a class or (``known`` None) a module; ``error`` is Python's."""

    holder: str
    name: str
    known: Known | None
    module: Module
    error: str


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a class or module and name, with every use of it."""
    looks = looked(view.index, lacking(view))
    found: dict[_Key, list[_Use]] = defaultdict(list)
    said, held = Said(view.index), Held(view)
    for module in view.index.each(LACKING):
        if vendored(module.path):
            continue
        for lack in looks[module.path].lacks if module.path in looks else ():
            holder = view.index.by_path[lack.path]
            known = Known(holder, lack.position) if lack.position >= 0 else None
            if known is None and _is_put_in(said, module, lack.name):
                continue
            if lack.held and not held.is_always(module, lack.owner, lack.written):
                continue
            if known is None or not lack.lives or lives(view, known):
                key = _Key(lack.holder, lack.name, known, holder, lack.error)
                found[key].append(_Use(module, lack.owner, lack.span, lack.written))
    held.note()
    stored = _stored(view, looks, {key.name for key in found})
    for key in sorted(found, key=lambda k: (k.holder, k.name)):
        allowed = {key.name, f"{key.holder}.{key.name}"}.intersection(options.allow)
        if key.name not in stored and not allowed:
            yield _case(key, found[key], _near(view, key))


def _stored(view: View, looks: Mapping[str, Found], names: AbstractSet[str]) -> set[str]:
    """Those of some names that anybody sets on something from outside."""
    ask_all(view.index, names, looks)
    return {name for look in looks.values() for name in look.stored if name in names}


def _is_put_in(said: Said, module: Module, name: str) -> bool:
    """Whether a test says the name of what a module lacks in a text: it may put it there."""
    return module.source.role is Role.TEST and said.says(module.path, STRING[name])


def lives(view: View, known: Known) -> bool:
    """Whether somebody makes instances of a class, so that its methods run with what it has.

    A mixin is only ever a part of another class, which brings what it uses.
    """
    graph = view.graph
    row = known.definition
    if "mixin" in words(row.name):
        return False
    family = (known, *graph.callees.classes.subclasses(known))
    tested = known.module.source.role is Role.TEST and row.name.startswith("Test")
    return tested or any(graph.calls.is_called(c) or _is_enum(view, c) for c in family)


def _is_enum(view: View, known: Known) -> bool:
    order = view.graph.callees.classes.lineage(known).order
    return any(isinstance(c, str) and c.startswith("enum.") for c in order)


# -- cases


def _near(view: View, key: _Key) -> str:
    if key.known is not None:
        return nearest(key.name, view.graph.members.roster(key.known).names)
    return nearest(key.name, view.graph.resolver.tops.scope(key.module))


def _case(key: _Key, uses: list[_Use], near: str) -> Case:
    members: list[Member] = []
    for use in uses:
        in_test = use.module.source.role is Role.TEST
        evidence = MemberEvidence(member=key.name, holder=key.holder, error=key.error, near=near,
                                  written=use.written, in_test=in_test)  # fmt: skip
        place = use.module.place(use.span)
        members.append(
            Member(
                place=place,
                symbol=use.module.around(use.owner),
                extent=places.function_around(use.module, use.owner, place),
                evidence=evidence,
                target=f"{key.holder}.{key.name}",
                note="uses it",
            )
        )
    members.append(_holder(key))
    return Case(
        detector="members",
        subject=f"{key.holder}.{key.name}",
        title=f"{key.holder} has no {key.name}",
        members=tuple(members),
    )


def _holder(key: _Key) -> Member:
    """The class, or the head of the module, that does not have it."""
    known, module = key.known, key.module
    place = module.header(known.definition) if known is not None else module.place(NOWHERE)
    return Member(
        place=place,
        symbol=key.holder,
        extent=module.extent(known.definition) if known is not None else place,
        evidence=MemberEvidence(member=key.name, holder=key.holder),
        suspect=False,
        note="has no such member",
    )
