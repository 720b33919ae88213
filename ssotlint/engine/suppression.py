"""Exceptions that stand in the code: what they cover, and what they silence.

``# ssotlint: ignore[rule-or-family] -- reason`` covers the statement on whose lines or right above
which it stands; on or above the header of a definition, all of that. ``ignore-file`` above the
first statement covers the file. Without a reason it silences nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ssotlint.detectors.pledges import is_pledge
from ssotlint.engine.drafts import Draft
from ssotlint.index.index import Index, Module
from ssotlint.model.case import Case, Member
from ssotlint.model.facts import Comment
from ssotlint.model.place import Place, Span
from ssotlint.model.suppression import Suppression
from ssotlint.model.value import replace
from ssotlint.rulebook.book import Rulebook
from ssotlint.rulebook.refusal import nearest

_ADDRESS = re.compile(r"(?:^|\s)#\s*ssotlint:\s*(?P<said>.*)")
_IGNORE = re.compile(
    r"(?P<kind>ignore-file|ignore)\s*\[(?P<names>[^\]]*)\]\s*(?:--\s*(?P<why>.*\S))?"
)
_HOW = "it is written `ignore[rule-name] -- why`"


@dataclass(slots=True)
class _Exception:
    """One comment: the names in it, the lines that it covers, and the names that were needed."""

    place: Place
    names: tuple[str, ...] = ()
    reason: str = ""
    first: int = 0
    last: int = 0
    problem: str = ""
    used: set[str] = field(default_factory=set)

    def covers(self, member: Member) -> bool:
        return self.first <= member.place.line <= self.last


class Suppressions:
    """The exceptions of a run, applied to drafts."""

    def __init__(self, index: Index) -> None:
        self._known = {m.path: list(_read(m)) for m in index.all if m.addresses}
        self.accepted: list[Draft] = []

    def apply(self, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
        """(kept, silenced); the groups of what is kept have lost their silenced members.

        An exception at the canonical member accepts the group as it is: those are ``accepted``.
        """
        if not self._known:
            return list(drafts), []
        kept: list[Draft] = []
        gone: list[Draft] = []
        for draft in drafts:
            checked = self._folded(draft)
            own, note = self._at(checked, checked.member)
            whole, other = self._at_owner(checked)
            if own or whole:
                gone.append(checked)
            else:
                told = f"{checked.note}{note or other}"
                kept.append(checked if told == checked.note else replace(checked, note=told))
            if whole and not own:
                self.accepted.append(checked)
        return _regrouped(kept, gone)

    def remains(
        self, book: Rulebook, judged: Callable[[str, Module], bool], index: Index
    ) -> tuple[Suppression, ...]:
        """What is wrong with the exceptions themselves, in the order of the files.

        ``judged`` says whether everything that a name could silence in a module was looked for.
        """
        found = []
        for path in sorted(self._known):
            module = index.by_path[path]
            for made in self._known[path]:
                unknown = tuple((n, _nearest(n, book)) for n in made.names if not book.named(n))
                unused = tuple(
                    n for n in made.names
                    if book.named(n) and n not in made.used and judged(n, module)
                )  # fmt: skip
                if made.problem or unknown or unused:
                    found.append(
                        Suppression(
                            place=made.place, names=made.names, reason=made.reason,
                            problem=made.problem, unknown=unknown, unused=unused,
                        )
                    )  # fmt: skip
        return tuple(found)

    def _folded(self, draft: Draft) -> Draft:
        """The draft without what yielded to it and is silenced itself."""
        if not draft.folded:
            return draft
        left = tuple(
            d for d in map(self._folded, draft.folded)
            if not self._at(d, d.member)[0] and not self._at_owner(d)[0]
        )  # fmt: skip
        return replace(draft, folded=left)

    def _at_owner(self, draft: Draft) -> tuple[bool, str]:
        owner = draft.case.owner
        if owner is None or owner is draft.member:
            return False, ""
        return self._at(draft, owner)

    def _at(self, draft: Draft, member: Member) -> tuple[bool, str]:
        """Whether a draft is silenced at a member; what to say of an exception that counts not."""
        silenced, note = False, ""
        for made in self._known.get(member.place.path, ()):
            names = {draft.name, draft.rule.rule.family}.intersection(made.names)
            if not names or not made.covers(member):
                continue
            made.used |= names
            if made.reason:
                silenced = True
            else:
                where = f"{made.place.path}:" if member is not draft.member else "line "
                note = f" (the suppression in {where}{made.place.line} gives no reason: `-- why`)"
        return silenced, note


def _read(module: Module) -> Iterator[_Exception]:
    """The exceptions of one file, those that are none included."""
    for comment in module.surface.comments:
        said = _ADDRESS.search(comment.text)
        if said is None or is_pledge(comment.text):
            continue
        end = comment.column + len(comment.text)
        place = Place(module.path, Span(comment.line, comment.column, comment.line, end))
        match = _IGNORE.match(said["said"])
        names = tuple(n.strip() for n in match["names"].split(",") if n.strip()) if match else ()
        if match is None or not names:
            yield _Exception(place, problem=_HOW)
        elif match["kind"] == "ignore-file" and comment.line > _top(module):
            yield _Exception(place, problem="`ignore-file` stands above the first statement")
        else:
            whole = match["kind"] == "ignore-file"
            first, last = (1, module.surface.lines + 1) if whole else _covered(module, comment)
            yield _Exception(place, names, match["why"] or "", first, last)


def _top(module: Module) -> int:
    """The last line above the first import, definition or assignment."""
    surface = module.surface
    lines = [d.start_line for d in surface.definitions[:1]]
    lines += [row.span.line for row in surface.imports[:1]]
    lines += [row.span.line for row in surface.bindings[:1]]
    return min(lines, default=surface.lines + 1) - 1


def _covered(module: Module, comment: Comment) -> tuple[int, int]:
    """The lines of the statement of a comment; on a header those of the definition."""
    for definition in module.surface.definitions:
        if definition.is_headed_at(comment.first):
            return definition.start_line, definition.span.end_line
    return comment.first, comment.last


def _nearest(name: str, book: Rulebook) -> str:
    remedy = nearest(name, book.names)
    return remedy.split('"')[1] if remedy.startswith("did") else ""


def _regrouped(kept: list[Draft], gone: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Take silenced members out of their groups; a claim that needs two places then has one."""
    lost: dict[int, set[int]] = {}
    for draft in gone:
        lost.setdefault(id(draft.case), set()).add(id(draft.member))
    cases = {id(draft.case): draft.case for draft in kept if id(draft.case) in lost}
    smaller = {key: _without(case, lost[key]) for key, case in cases.items()}
    left: list[Draft] = []
    for draft in kept:
        case = smaller.get(id(draft.case), draft.case)
        if case is not draft.case and len(case.members) < draft.rule.rule.places:
            gone.append(draft)
        else:
            left.append(draft if case is draft.case else replace(draft, case=case))
    return left, gone


def _without(case: Case, lost: set[int]) -> Case:
    members = tuple(m for m in case.members if id(m) not in lost or m is case.owner)
    position = next((i for i, m in enumerate(members) if m is case.owner), None)
    return replace(case, members=members, canonical=position)
