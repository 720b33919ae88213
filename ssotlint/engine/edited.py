"""The files that have changed since the last answers were found, and whom that concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ssotlint.engine import held, recall, record
from ssotlint.engine.contents import UNREAD
from ssotlint.engine.held import Held
from ssotlint.engine.meetings import Meetings, looked_at
from ssotlint.engine.meetings import facts_of as stored
from ssotlint.engine.reading import facts_of
from ssotlint.index import codec
from ssotlint.index.difference import Difference, difference
from ssotlint.index.index import Module
from ssotlint.index.moves import Moves, moves
from ssotlint.index.reads import bits
from ssotlint.index.store import PARTS
from ssotlint.index.tallies import REACHED

if TYPE_CHECKING:
    from ssotlint.engine.opening import Project
    from ssotlint.engine.outline import Outline
    from ssotlint.engine.record import Kept, Record
    from ssotlint.index.aspect import Aspect
    from ssotlint.index.aspects import Aspects

_MOST = 16  # so many files have changed since the last answers were found at most
_MANY = 8  # when more have, what the last run has left is brought up to now


class OtherwiseError(Exception):
    """What is told may be something else now."""


@dataclass(slots=True)
class Edit:
    """A file that has changed: its facts then and now.

    ``seen`` are its facts when all answers were last seen to hold, and ``since`` what differs
    since then.
    """

    old: codec.Packed
    new: codec.Packed
    digest: str
    seen: codec.Packed
    since: Difference


@dataclass
class Edited:
    """The files that have changed since a record and an outline were made.

    Raises OtherwiseError as soon as something else has changed than these, or an edit may matter
    however little of it others can see.
    """

    project: Project
    last: Outline
    record: Record
    edits: dict[str, Edit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read them; all else has to be what it was."""
        then, now = self.record.files, self.project.contents.identities(reading=True)
        stale = [p for p, digest in then.items() if digest and now.get(p) != digest]
        if len(stale) > _MOST or not set(stale) <= now.keys():
            raise OtherwiseError
        state = recall.state_of(self.project, self.last.frame, now | {p: then[p] for p in stale})
        if state != self.last.state:
            raise OtherwiseError
        if not self.held.files.keys() <= set(stale):
            self.held = self._none
        self.edits = self._read(stale, self.held.files)
        if not self.held.files.keys() <= self.edits.keys():  # one of them is what it was
            self.held = self._none
            self.edits = self._read(stale, {})

    def _read(self, stale: Iterable[str], held: Mapping[str, str]) -> dict[str, Edit]:
        """Those of some files that say something else; ``held`` are contents under which all held."""
        found, then = {}, self.record.files
        for path in stale:
            edit = self._edit(path, then[path], held.get(path, then[path]))
            self.project.contents.note(path, edit.digest)
            if edit.digest != then[path]:
                found[path] = edit
        return found

    def _edit(self, path: str, old: str, seen: str) -> Edit:
        store = self.project.store
        digest, facts = facts_of(self.project.root / path)
        if digest.startswith(UNREAD) or path in self.last.addressed or facts.surface.comments:
            raise OtherwiseError
        before, after = _facts(self.project, old), codec.pack(facts)
        store.add([(digest, after)])
        one, other = codec.head(before[3]), codec.head(after[3])
        if (one.generated, one.template) != (other.generated, other.template):
            raise OtherwiseError
        known = before if seen == old else _facts(self.project, seen)
        return Edit(before, after, digest, known, difference(path, known, after))

    @cached_property
    def held(self) -> Held:
        """The edits under which all answers were seen to hold before, if all are still there."""
        return held.recalled(self.project, self.last.state, record.name_of(self.record))

    @property
    def _none(self) -> Held:
        return Held(self.held.state, self.held.record)

    def hold(self, aspects: Aspects) -> None:
        """All is as it was: the next run goes on from there."""
        files = {path: edit.digest for path, edit in self.edits.items()}
        behind = {
            name: {part: sorted(paths) for part, paths in read.items()}
            for name, read in aspects.behind(files).items()
        }
        held.keep(self.project, replace(self.held, files=files, behind=behind))

    @cached_property
    def answers(self) -> list[Kept]:
        """The answers that the report was made from."""
        found = [self.record.answers[key] for key, _, _ in self.last.questions]
        if [kept.confirmed for kept in found] != [blob for _, blob, _ in self.last.questions]:
            raise OtherwiseError
        return found

    @cached_property
    def are_inside(self) -> bool:
        """Whether all that has changed, since answers were seen to hold, stands inside of bodies."""
        return not any(edit.since.surface for edit in self.edits.values())

    @property
    def are_many(self) -> bool:
        """Whether the next run is better off with what was found out for so many edits."""
        return len(self.edits) > _MANY

    @cached_property
    def are_counted_alike(self) -> bool:
        """Whether calls add up to what they did, or nobody has asked for that."""
        return REACHED not in self.record.telling or not self._is_behind(REACHED)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digests of all files by path."""
        return self.record.files | {path: edit.digest for path, edit in self.edits.items()}

    @cached_property
    def moves(self) -> dict[str, Moves]:
        """Where the places of the files are now."""
        return {path: _moves(edit.old, edit.new) for path, edit in self.edits.items()}

    @cached_property
    def _modules(self) -> dict[str, str]:
        """The names of the files that have changed."""
        names = zip(self.record.files, self.record.modules, strict=True)
        return {path: name for path, name in names if path in self.edits}

    @cached_property
    def names(self) -> list[bytes]:
        """How a case may name one of the files."""
        return [name for row in self._modules.items() for name in record.names_of(*row)]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {path: position for position, path in enumerate(self.record.files)}

    def stand_in(self, kept: Kept) -> bool:
        """Whether a suspect of an answer stands in one of the files."""
        return bool(record.number(kept.shown) & record.number(bits(self.edits, self._positions)))

    def touch(self, kept: Kept) -> bool:
        """Whether an answer may be another one now."""
        changed = {path: edit.since for path, edit in self.edits.items()}
        return not record.is_untouched(
            kept, changed, lambda part, files: self._meets(part, files, kept)
        )

    def _meets(self, part: str, files: bytes, kept: Kept) -> bool:
        read = record.number(files)
        says = any(
            read >> self._positions[path] & 1 and self._says_otherwise(part, path)
            for path in self.edits
        )
        if not says or part not in _ALONE:
            return says
        return self._meetings.happen(_ALONE[part](), kept, files)

    def _says_otherwise(self, part: str, path: str) -> bool:
        """Whether a part of a file says something else; an aspect may be made from others, too."""
        if part in self.record.behind:
            return self._is_behind(part)
        edit = self.edits[path]
        if part not in _ALONE:
            return edit.since.is_in(part)
        if not edit.since.shape:
            return False
        aspect = _ALONE[part]()
        return self._gist(aspect, path, edit.seen) != self._gist(aspect, path, edit.new)

    def _is_behind(self, aspect: str) -> bool:
        """Whether a look at some file, or what it has read of others, may find something else."""
        behind = self.record.behind.get(aspect, {})
        later = self.held.behind.get(aspect, {})  # of looks at files that were edited before
        for path, edit in self.edits.items():
            if edit.since.calls or edit.since.members:
                return True
            read = [
                p
                for p, files in behind.items()
                if record.number(files) >> self._positions[path] & 1
            ]
            read += [part for part, files in later.items() if path in files]
            if any(map(edit.since.is_in, read)):
                return True
        return False

    def _gist(self, aspect: Aspect[Any, Any], path: str, facts: codec.Packed) -> bytes:
        """What a look at a file by itself finds, wherever on the page."""
        part = aspect.decode(facts[PARTS.index(aspect.part)])
        return aspect.gist(looked_at(aspect, path, self._modules[path], facts), part, {})

    @cached_property
    def _meetings(self) -> Meetings:
        modules = dict(zip(self.record.files, self.record.modules, strict=True))
        digests = {p: digest for p, digest in self.digests.items() if record.is_there(p)}
        store, memory = self.project.store, self.project.memory
        return Meetings(store, memory, digests, modules, self._positions)


def _moves(old: codec.Packed, new: codec.Packed) -> Moves:
    found = moves(old, new)
    if found is None:
        raise OtherwiseError
    return found


def _facts(project: Project, digest: str) -> codec.Packed:
    """The facts of what a file held."""
    if digest not in project.store.known([digest]):
        raise OtherwiseError
    return stored(project.store, digest)


def _imprints() -> Aspect[Any, Any]:
    from ssotlint.detectors.functions import imprints_in

    return imprints_in(_every)


def _classes() -> Aspect[Any, Any]:
    from ssotlint.detectors.classes import classes_in

    return classes_in(_every)


def _covers() -> Aspect[Any, Any]:
    from ssotlint.detectors.files import covers_in

    return covers_in(_every)


def _written() -> Aspect[Any, Any]:
    from ssotlint.detectors.unread import written_in

    return written_in(_every)


def _every(_: Module) -> bool:
    return True


# Aspects that look at nothing but the file; loaded when somebody has looked at one that changed.
_ALONE: dict[str, Callable[[], Aspect[Any, Any]]] = {
    "classes": _classes, "imprints": _imprints, "covers": _covers, "written": _written,
}  # fmt: skip
