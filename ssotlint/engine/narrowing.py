"""Findings that a run is asked for when it is asked for less than all."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from ssotlint.detectors.view import View
from ssotlint.engine.baseline import Applied, Companies
from ssotlint.engine.drafts import Draft, merged
from ssotlint.engine.session import Narrow
from ssotlint.index.index import Index
from ssotlint.model.baseline import Entry
from ssotlint.model.dotted import prefixes
from ssotlint.model.place import Place
from ssotlint.model.value import replace
from ssotlint.project.repository import Gap

Entries = Callable[[Companies], Sequence[Entry]]


def beyond(before: Entries, changed: Mapping[str, Sequence[Gap]]) -> Narrow:
    """What entries of an earlier state do not know, and what has a place on a changed line.

    Who knows ``before`` may keep what is known of the state of now, too.

    Places are those that the group had before: one that is not changed may be wrong by one that
    is, and a new member makes none of the old ones new.
    """

    def narrow(applied: Applied, companies: Companies, view: View) -> Applied:
        del view
        detectors = {draft.name: draft.rule.rule.detector for draft in applied.new}
        entries = before(companies)
        old = {(member.symbol, member.target) for entry in entries for member in entry.members}
        caused = companies.apply(entries, detectors)
        new = {draft.identity: draft for draft in caused.new}
        kept = [
            new.get(draft.identity, draft)
            for draft in applied.new
            if draft.identity in new or _is_touched(draft, old, changed)
        ]
        # An exception that accepts a group accepts what was in it before the change.
        joined = [draft for draft in caused.joined if draft.identity not in applied.accepted]
        told = {draft.identity for draft in kept}
        joined = [draft for draft in joined if draft.identity not in told]
        return replace(applied, new=merged(kept, joined), joined=(*applied.joined, *joined))

    return narrow


def focused(paths: Sequence[str]) -> Narrow:
    """What has a place in some files or below some folders, or is about what they define."""

    def narrow(applied: Applied, companies: Companies, view: View) -> Applied:
        del companies
        names = _Names(paths, view.index)
        kept = [
            draft for draft in applied.new
            if any(_is_below(place.path, paths) for place in _places(draft))
            or names.include(draft.member.target)
            or names.include(draft.case.subject)
        ]  # fmt: skip
        return replace(applied, new=kept)

    return narrow


def both(*narrows: Narrow) -> Narrow:
    """One after the other."""

    def narrow(applied: Applied, companies: Companies, view: View) -> Applied:
        for one in narrows:
            applied = one(applied, companies, view)
        return applied

    return narrow


def _places(draft: Draft) -> Iterable[Place]:
    yield draft.member.place
    for member in draft.case.members:
        yield member.place


def _is_touched(
    draft: Draft, old: Collection[tuple[str, str]], changed: Mapping[str, Sequence[Gap]]
) -> bool:
    return any(
        gap.touches(member.place.line, member.place.span.end_line)
        for member in draft.case.members
        if member is draft.member or (member.symbol, member.target) in old
        for gap in changed.get(member.place.path, ())
    )


def _is_below(path: str, around: Sequence[str]) -> bool:
    return any(not folder or path == folder or path.startswith(f"{folder}/") for folder in around)


class _Names:
    """Dotted names of some modules, and of what they may define."""

    def __init__(self, paths: Sequence[str], index: Index) -> None:
        """One that is gone has all names that it may have had."""
        self._modules: set[str] = set()
        self._packages: set[str] = set()
        for path in filter(None, paths):  # the root has no name: whatever it holds lies below it
            known = index.by_path.get(path)
            parts = Path(path).with_suffix("").parts
            if known is not None:
                names = self._packages if known.source.is_package else self._modules
                names.add(known.name)
            elif path.endswith("/__init__.py"):
                self._packages.update(".".join(parts[i:-1]) for i in range(len(parts) - 1))
            elif path.endswith(".py"):
                self._modules.update(".".join(parts[i:]) for i in range(len(parts)))

    def include(self, name: str) -> bool:
        """Whether a dotted name is one of the modules, or something in it.

        What lies deeper in a package is its modules' and not its own.
        """
        return name.rpartition(".")[0] in self._packages or any(
            part in self._modules for part in prefixes(name)
        )
