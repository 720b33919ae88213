"""The first stages: which facts does each file have, from the cache or from a skim."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from ssotlint.engine import siblings
from ssotlint.engine.contents import UNREAD
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
from ssotlint.model.value import Value
from ssotlint.project import text
from ssotlint.project.generated import is_generated, is_template, made_from
from ssotlint.project.identifiers import with_plain_names
from ssotlint.project.roles import refined
from ssotlint.project.root import absolute

_CHUNK = 48  # files a task: enough to hide the hand-over, few enough to balance two processes


class Job(Value, frozen=True):
    """Files for one worker to read: absolute path and the path within the project."""

    root: str
    paths: tuple[str, ...]


Skimmed = list[tuple[str, str, Packed]]


def skim_files(job: Job) -> Skimmed:
    """(path, digest, packed facts) of each file; runs in a worker."""
    done: Skimmed = []
    for path in job.paths:
        try:
            digest, facts = facts_of(Path(job.root) / path)
        except Exception as error:
            error.add_note(f"ssotlint was reading {path}")
            raise
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
        source = with_plain_names(text.decode(data))
    except InputError as error:
        return text.digest(data), _faulty(data.count(b"\n") + 1, error)
    from ssotlint.facts import skim  # a run in which nothing has changed needs none

    facts = skim(source)
    fault = facts.surface.fault
    if is_generated(data) or (fault is not None and is_template(source, fault.line)):
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
        self._contents = project.contents
        self.skimmed = 0
        self._shares = Shares()
        self._is_first = self.store.is_new()  # then it knows no content, wherever that stands now
        self._memory, self._kind = project.memory, f"heads {project.memory}"
        self._before = self._recalled()
        self._heads = dict(self._before)  # of contents by digest: their facts are in the store

    def read(self, sources: Sequence[SourceFile]) -> list[Module]:
        """The modules of some files, in their order."""
        surfaces = self._skim(self._stale(sources))
        digests, heads = self.digests, self._heads
        missing = {digest for s in sources if (digest := digests[s.path]) not in heads}
        for digest, data in self.store.part("head", sorted(missing)):
            try:
                heads[digest] = codec.head(data)
            except msgspec.MsgspecError as error:
                raise self.store.lose(error) from error
        made = {s.path for s in sources if heads[digests[s.path]].generated}
        made |= {_template(path, heads[digests[path]].template) for path in made}
        return [self._module(s, surfaces, generated=s.path in made) for s in sources]

    def _recalled(self) -> dict[str, Head]:
        """The heads of the last run: one value is read in a tenth of the time of ten thousand."""
        data = self.store.recall(self._kind, "all")
        try:
            return msgspec.msgpack.decode(data, type=dict[str, Head]) if data else {}
        except msgspec.MsgspecError:
            return {}

    def digests_of(self, sources: Sequence[SourceFile]) -> dict[str, str]:
        """The digest of each file by path; facts that are not in the store are made."""
        self._skim(self._stale(sources))
        return {source.path: self.digests[source.path] for source in sources}

    def _stale(self, sources: Sequence[SourceFile]) -> list[str]:
        """The files whose facts are not known; notes the digests of the others."""
        known, digests = self._contents.known(), self.digests
        for source in sources:
            digest = known.get(source.path)
            if digest is None and not self._is_first:  # another checkout may have had it
                digest = self._contents.read(source.path)
            if digest is not None:
                digests[source.path] = digest
        now = [(s.path, digests.get(s.path, "")) for s in sources]
        unsure = {digest for _, digest in now if digest not in self._heads}
        lost = unsure - self.store.known(unsure) if unsure else unsure
        return [path for path, digest in now if digest in lost] if lost else []

    def _module(
        self, source: SourceFile, surfaces: Mapping[str, Surface], *, generated: bool
    ) -> Module:
        digest = self.digests[source.path]
        surface = surfaces.get(digest)
        if generated:
            source = refined(source, self.config, generated=True)
        if surface is not None:
            return Module(source, digest, surface)
        return Unopened(source, digest, self.store, head=self._heads[digest])

    def _skim(self, paths: Iterable[str]) -> dict[str, Surface]:
        todo = {p: self.stamps.get(p, (0, 0, 0))[1] for p in sorted(set(paths))}
        self.skimmed += len(todo)
        if len(todo) > _CHUNK:
            self.workers.start()
        surfaces: dict[str, Surface] = {}
        jobs = [Job(str(self.root), tuple(chunk)) for chunk in _neighbours(todo)]
        for done in self.workers.map(skim_files, jobs):
            self.store.add((digest, packed) for _, digest, packed in done)
            for path, digest, packed in done:
                self.digests[path] = digest
                self._contents.note(path, digest)
                surfaces[digest] = self._shares.surface(codec.surface(packed[0]))
                self._heads[digest] = codec.head(packed[3])
        return surfaces

    def remember(self) -> None:
        """Write down which content each path had, and what is known of each, for the next run."""
        self._contents.remember()
        digests = {*self.digests.values()}
        siblings.enter(self.store, absolute(self.root), self._memory, digests)
        known = digests & self._heads.keys()  # a digest tells what stands at the head of a file
        if known != self._before.keys():
            heads = {digest: self._heads[digest] for digest in sorted(known)}
            self.store.remember(self._kind, {"all": msgspec.msgpack.encode(heads)})


def _template(path: str, named: str) -> str:
    """The file that a generated file was made from: it lies beside it, whatever led there."""
    return f"{path.rpartition('/')[0]}/{named.rpartition('/')[2]}".lstrip("/") if named else ""


def _neighbours(sizes: Mapping[str, int]) -> list[list[str]]:
    """Files that lie together, in chunks of like weight; those with the largest files first.

    Facts that are taken over together lie together in memory. Who looks at neighbours, in a process
    of its own, then touches few pages of those of others, which the system would copy.
    """
    share = sum(sizes.values()) / max(1, -(-len(sizes) // _CHUNK))
    chunks: list[list[str]] = []
    weight = share
    for path, size in sizes.items():
        if weight >= share:
            chunks.append([])
            weight = 0.0
        chunks[-1].append(path)
        weight += size
    return sorted(chunks, key=lambda chunk: -max(sizes[path] for path in chunk))
