"""The first stages: which facts does each file have, from the cache or from a skim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ssotlint.engine.contents import UNREAD, Contents
from ssotlint.engine.opening import Project
from ssotlint.engine.workers import Workers
from ssotlint.index import codec
from ssotlint.index.codec import Packed
from ssotlint.index.index import Module
from ssotlint.index.sharing import Shares
from ssotlint.index.unopened import Unopened
from ssotlint.model.errors import InputError
from ssotlint.model.facts import Facts, Head, Surface, SyntaxFault
from ssotlint.model.source import SourceFile
from ssotlint.project import text
from ssotlint.project.generated import HEAD, is_generated, is_template, made_from
from ssotlint.project.roles import refined

_CHUNK = 48  # files a task: enough to hide the hand-over, few enough to balance two processes


@dataclass(frozen=True, slots=True)
class Job:
    """Files for one worker to read: absolute path and the path within the project."""

    root: str
    paths: tuple[str, ...]


Skimmed = list[tuple[str, str, Packed]]


def skim_files(job: Job) -> Skimmed:
    """(path, digest, packed facts) of each file; runs in a worker."""
    done: Skimmed = []
    for path in job.paths:
        digest, facts = facts_of(Path(job.root) / path)
        done.append((path, digest, codec.pack(facts)))
    return done


def facts_of(path: Path) -> tuple[str, Facts]:
    """Digest and facts of one file; what cannot be read has a fault instead of facts."""
    try:
        data = text.read(path)
    except InputError as error:
        why = text.digest(str(error).encode("utf-8", "replace"))
        return UNREAD + why, _faulty(1, error)
    try:
        source = text.decode(data)
    except InputError as error:
        return text.digest(data), _faulty(data.count(b"\n") + 1, error)
    from ssotlint.facts import skim  # a run in which nothing has changed needs none

    facts = skim(source)
    fault = facts.surface.fault
    if is_generated(data[:HEAD]) or (fault is not None and is_template(source, fault.line)):
        surface = facts.surface._replace(generated=True, template=made_from(data))
        facts = facts._replace(surface=surface)
    return text.digest(data), facts


def _faulty(lines: int, error: InputError) -> Facts:
    return Facts(Surface(lines, fault=SyntaxFault(error.line or 1, 1, error.message)))


class Reader:
    """Reads files once and hands out modules; keeps the store and the stamps in step."""

    def __init__(self, project: Project, workers: Workers) -> None:
        self.root, self.config, self.store = project.root, project.config, project.store
        self.stamps, self.workers = project.survey.stamps, workers
        self.digests: dict[str, str] = {}
        self._contents = Contents(project)
        self.skimmed = 0
        self._shares = Shares()

    def read(self, sources: Sequence[SourceFile]) -> list[Module]:
        """The modules of some files, in their order."""
        surfaces = self._skim(self._stale(sources))
        missing = {self.digests[s.path] for s in sources} - surfaces.keys()
        heads: dict[str, Head] = {}
        for digest, data in self.store.part("head", sorted(missing)):
            try:
                heads[digest] = codec.head(data)
            except msgspec.MsgspecError as error:
                raise self.store.lose(error) from error
        known = {s.path: self._head(s, surfaces, heads) for s in sources}
        made = {path for path, head in known.items() if head.generated}
        made |= {_template(path, known[path].template) for path in made}
        return [self._module(s, surfaces, heads, generated=s.path in made) for s in sources]

    def _head(
        self, source: SourceFile, surfaces: Mapping[str, Surface], heads: Mapping[str, Head]
    ) -> Surface | Head:
        digest = self.digests[source.path]
        return surfaces.get(digest) or heads.get(digest) or Head(0)

    def digests_of(self, sources: Sequence[SourceFile]) -> dict[str, str]:
        """The digest of each file by path; facts that are not in the store are made."""
        self._skim(self._stale(sources))
        return {source.path: self.digests[source.path] for source in sources}

    def _stale(self, sources: Sequence[SourceFile]) -> list[str]:
        """The files whose facts are not known; notes the digests of the others."""
        stale: list[str] = []
        for source in sources:
            digest = self._contents.of(source.path)
            if digest is not None:
                self.digests[source.path] = digest
            else:
                stale.append(source.path)
        recorded = self.store.known({self.digests[s.path] for s in sources
                                     if s.path in self.digests})  # fmt: skip
        return stale + [s.path for s in sources if self.digests.get(s.path, "") not in recorded
                  and s.path in self.digests]  # fmt: skip

    def _module(
        self, source: SourceFile, surfaces: Mapping[str, Surface], heads: Mapping[str, Head],
        *, generated: bool,
    ) -> Module:  # fmt: skip
        digest = self.digests[source.path]
        surface, head = surfaces.get(digest), heads.get(digest)
        if generated:
            source = refined(source, self.config, generated=True)
        if surface is not None:
            return Module(source, digest, surface)
        return Unopened(source, digest, self.store, head=head)

    def _skim(self, paths: Iterable[str]) -> dict[str, Surface]:
        todo = sorted(set(paths), key=lambda p: -self.stamps.get(p, (0, 0, 0))[1])
        self.skimmed += len(todo)
        if len(todo) > _CHUNK:
            self.workers.start()
        surfaces: dict[str, Surface] = {}
        chunks = _deal(todo, _CHUNK)
        jobs = [Job(str(self.root), tuple(chunk)) for chunk in chunks]
        for done in self.workers.map(skim_files, jobs):
            self.store.add((digest, packed) for _, digest, packed in done)
            for path, digest, packed in done:
                self.digests[path] = digest
                self._contents.note(path, digest)
                surfaces[digest] = self._shares.surface(codec.surface(packed[0]))
        return surfaces

    def remember(self) -> None:
        """Write down which content each path had, for the next run."""
        self._contents.remember()


def _template(path: str, named: str) -> str:
    """The file that a generated file was made from: it lies beside it, whatever led there."""
    return f"{path.rpartition('/')[0]}/{named.rpartition('/')[2]}".lstrip("/") if named else ""


def _deal(items: list[str], size: int) -> list[list[str]]:
    """Chunks of like weight from items that are sorted by weight: the heavy ones first."""
    count = max(1, -(-len(items) // size)) if items else 0
    return [items[i::count] for i in range(count)]
