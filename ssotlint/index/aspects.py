"""What is found out about a file by itself, remembered while all that it was made from holds.

An aspect is a look at one file that may look at others, too. After an edit few files have to be
looked at again; and where the look finds what it found before, wherever on the page, nothing has
changed for those who asked for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from ssotlint.index import codec, names
from ssotlint.index.askers import Askers, joined, noted
from ssotlint.index.aspect import Aspect, covered, parts_of
from ssotlint.index.commons import Commons
from ssotlint.index.gists import gist_of
from ssotlint.index.layouts import is_layout, taken
from ssotlint.index.past import Past
from ssotlint.index.picks import is_said
from ssotlint.index.reads import Reads
from ssotlint.index.results import Known, Row, Stored, contents_of
from ssotlint.index.since import Since
from ssotlint.index.turns import Turns

if TYPE_CHECKING:
    from ssotlint.index.index import Index, Module

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")


_encode = msgspec.msgpack.Encoder().encode
_stored = msgspec.msgpack.Decoder(Stored)


@dataclass
class Aspects:
    """Results of the last run and of this one, for one project.

    ``world`` names what is so now: files, roles, configuration and tool, and ``past`` what was when
    the last run ended. ``before`` names what
    all surfaces said when the last run ended, "" when there was none, and ``now`` what they say
    now; ``since`` has what differs file by file. ``telling`` are the aspects that answer questions
    for names; what is found out ``alone`` answers whether anybody says something, and what reads
    more than surfaces what uses of names add up to. ``epoch`` names
    what the question that is asked has seen of what files say to others. Without a ``memory`` they
    serve this run alone.
    """

    index: Index
    memory: str = ""
    world: str = ""
    past: str = ""
    before: str = ""
    now: str = ""
    since: Since = field(default_factory=Since)
    telling: Sequence[Aspect[Any, Any]] = ()
    epoch: str = ""
    earlier: str = ""
    _known: dict[str, Known] = field(default_factory=dict)
    _told: set[int] = field(default_factory=set)
    _ready: dict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))

    def look_together(self, aspects: Sequence[Aspect[Any, Any]]) -> None:
        """Look at all files for several aspects that read the same of them; see ``looks``."""
        for name, path, result in self.looks(aspects, self.index.all):
            self._ready[name][path] = result

    def looks(
        self, aspects: Sequence[Aspect[Any, Any]], modules: Iterable[Module]
    ) -> Iterator[tuple[str, str, object]]:
        """Look at some files for several aspects that read the same of them: aspect, path, result.

        One file after the other, as far as it is not known: what an aspect finds out about the names
        of a file is at hand for the next one, and the facts of the file are read once.
        """
        modules = list(modules)
        missing = {a.name: {m.path for m in self._unknown(a, modules)} for a in aspects}
        wanted = set[str]().union(*missing.values())
        modules = [m for m in modules if m.path in wanted]
        for module, part in parts_of(self.index, aspects[0], modules):
            for aspect in aspects:
                if module.path in missing[aspect.name]:
                    yield aspect.name, module.path, self._seen(aspect, module, part)

    def all(self, aspect: Aspect[_Part, _Result]) -> dict[str, _Result]:
        """The results by path, of all files that the aspect covers."""
        known, ready = self.known_of(aspect), self._ready.pop(aspect.name, {})
        found, missing, row_of = dict(ready), [], known.whole()
        for module in covered(self.index, aspect):
            if module.path in found:
                continue
            row = row_of(module.path)
            result = aspect.unpack(row.data) if row is not None else None
            if result is None:
                missing.append(module)
            else:
                found[module.path] = result
        found |= self._look(aspect, missing)
        if not (missing or ready):
            return found
        # In their order: who looks for one of several relies on the first.
        return {path: found[path] for path in sorted(found)}

    def each(self, aspect: Aspect[_Part, _Result]) -> Iterator[tuple[Module, _Result]]:
        """The same one after the other: who adds them up need not hold them all."""
        known = self.known_of(aspect)
        row_of = known.whole()
        found, modules = self._ready.pop(aspect.name, {}), covered(self.index, aspect)
        found |= self._look(
            aspect, [m for m in modules if m.path not in found and m.path not in known.paths]
        )
        for module in modules:
            path = module.path
            row = None if path in found else row_of(path)
            result = aspect.unpack(row.data) if row is not None else found.pop(path, None)
            if result is None:
                result = self._look(aspect, (module,))[path]
            yield module, result

    def gathered(self, aspect: Aspect[_Part, _Result]) -> dict[str, _Result]:
        """The results by path, kept at hand for who asks for them next."""
        found = self._ready[aspect.name] = self.all(aspect)
        return found

    def turned(self, aspect: Aspect[_Part, _Result]) -> set[str]:
        """The files about which something else is found now than in the last run."""
        known, by_path = self.known_of(aspect), self.index.by_path
        others = (m for path, m in by_path.items() if path not in known.paths)
        unknown = [module for module in others if module.digest and aspect.covers(module)]
        self._look(aspect, unknown)
        gone = known.before.rows.keys() & self.index.gone.keys()
        found = {
            path for path in known.made.keys() | gone
            if self._differ(aspect, path, known.before.get(path), known.anew(path))
        }  # fmt: skip
        return found.union(m.path for m in unknown if m.path not in known.paths)

    def _differ(
        self, aspect: Aspect[_Part, _Result], path: str, old: Row | None, new: Row | None
    ) -> bool:
        """Whether two results differ in more than places; None is that of no file."""
        if old is None and path in self.since.then:
            return True  # nobody knows what it was
        numbers = self.since.numbers.of(path)
        gist = gist_of(self.index, aspect, path, old, numbers)
        return gist is None or gist != gist_of(self.index, aspect, path, new, {})

    @cached_property
    def turns(self) -> Turns:
        """Which questions for names have other answers now."""
        return Turns(self)

    @cached_property
    def commons(self) -> Commons:
        """What several questions share."""
        memory = self._kind("shared") if self.memory else ""
        return Commons(
            self.index, memory, self.before, self.now, self.since.numbers, self.turns.is_shown_alike
        )

    @property
    def found(self) -> frozenset[str]:
        """The aspects of which something is known."""
        return frozenset(name for name, known in self._known.items() if known.paths)

    def carry(self, aspect: Aspect[_Part, _Result]) -> None:
        """Take along what the last run has found out, whether anybody asks for it now or not."""
        if self.known_of(aspect).before.rows:
            self.turned(aspect)

    def begin(self) -> None:
        """A process begins here: the one that it was forked from knows all that is known by now."""
        for known in self._known.values():
            known.seen = []
        self._told = {*self.index.bundles}
        self.commons.begin()

    def tell(self, *, ends: bool = False) -> dict[str, bytes]:
        """What was found out in this process since it was told last, for another to ``learn``.

        When it ``ends`` here, nobody in this process asks for it any more.
        """
        told = self.commons.tell()
        for name, known in self._known.items():
            if known.seen:
                take = known.take if ends else known.made.__getitem__
                rows = {path: take(path) for path in known.seen}
                told[name] = _encode((known.state, rows, self._untold()))
                known.seen = []
        return told

    def _untold(self) -> dict[int, bytes]:
        """The bundles that were made since some were told."""
        fresh = self.index.bundles.keys() - self._told
        self._told |= fresh
        return {number: names.packed(self.index.bundles[number]) for number in sorted(fresh)}

    def learn(self, told: Mapping[str, bytes | memoryview]) -> None:
        """Take over what another process of this run has found out."""
        for name, data in told.items():
            if self.commons.learn(name, data):
                continue
            found = _stored.decode(data)
            known = self._recalled(name, alone=found.state == self.world)
            for path, row in found.rows.items():
                known.put(self.index.by_path[path].path, row)
            for number, asked in found.bundles.items():
                self.index.bundles.setdefault(number, frozenset(names.unpacked(asked)))

    def last(self, name: str, epoch: str) -> bytes | None:
        """What was left under a name while surfaces said what they say now; see ``leave``."""
        known = self.memory and epoch
        return self.index.store.recall(self._kind(name), epoch) if known else None

    def leave(self, name: str, data: bytes) -> None:
        """Leave something to the next run; see ``leave``."""
        if self.memory:
            self.index.store.remember(self._kind(name), {self.epoch: data}, only=True)

    def behind(self, looked_at: Iterable[str] | None = None) -> dict[str, dict[str, set[str]]]:
        """The files that results of each aspect were made from, part by part.

        Of the aspects that were asked for, and that look at more than one file; the results of all
        files, or of some.
        """
        found: dict[str, dict[str, set[str]]] = {}
        for name, known in self._known.items():
            if known.state != self.world:
                found[name] = joined(self._read(known, looked_at))
        return found

    def _read(
        self, known: Known, looked_at: Iterable[str] | None
    ) -> Iterator[Mapping[str, Iterable[str]]]:
        """What results were made from, part by part; of the last run that is noted for all at once."""
        if looked_at is not None:
            rows = map(known.whole(), known.paths & {*looked_at})
        elif known.askers is not None:
            yield known.askers.read()
            rows = map(known.get, known.made)
        else:
            yield known.behind
            rows = map(known.get, known.paths)
        yield from (row.reads for row in rows if row is not None)

    def keep(self) -> None:
        """Remember the results for the next run."""
        for name, known in self._known.items():
            if known.fresh:
                self.index.store.remember(self._kind(name), {"all": self._encoded(known)})
        if self.before != self.now:
            self.commons.keep()

    def stow(self) -> None:
        """Write down what a first run has found, which nobody holds against what was, and let go."""
        for name, known in self._known.items() if self.memory else ():
            if known.made and not known.before.rows:
                behind = joined(self._read(known, None))
                self.index.store.remember(self._kind(name), {"all": self._encoded(known)})
                known.stow(partial(self._stored, name, known.state), behind)

    def _look(
        self, aspect: Aspect[_Part, _Result], modules: Iterable[Module]
    ) -> dict[str, _Result]:
        return {
            module.path: self._seen(aspect, module, part)
            for module, part in parts_of(self.index, aspect, modules)
        }

    def _seen(self, aspect: Aspect[_Part, _Result], module: Module, part: _Part) -> _Result:
        """What is found out about a file, remembered with what it was made from."""
        watch, reads = self.index.watch, Reads(looks=False)
        outer, watch.reads = watch.reads, reads
        try:  # no context manager: eight looks at each of ten thousand files
            result = aspect.look(module, part)
        finally:
            watch.reads = outer
        total = reads.total()
        more = total.whole or total.letters or any(map(_is_of_all, total.paths))
        data = b"" if more else aspect.pack(result)
        if data:
            known, asked = self.known_of(aspect), names.packed(reads.all_names())
            seen = self._digests(total) if total.paths or total.texts else {}
            known.put(module.path, Row(module.digest, seen, asked, data))
            known.seen.append(module.path)
        return result

    def _unknown(self, aspect: Aspect[_Part, _Result], modules: Iterable[Module]) -> list[Module]:
        """Those of some files about which nothing is known yet."""
        known = self.known_of(aspect).paths
        return [m for m in modules if m.path not in known and m.digest and aspect.covers(m)]

    def known_of(self, aspect: Aspect[_Part, _Result]) -> Known:
        """The results of an aspect, of the last run and of this one."""
        return self._recalled(aspect.name, alone=aspect.alone)

    def _digests(self, reads: Reads) -> dict[str, dict[str, str]]:
        by_path = self.index.by_path
        # Of what others say a look has noted the names.
        paths = {part: paths for part, paths in reads.paths.items() if not is_said(part)}
        read = {**paths, "shape": reads.paths["shape"] | {path for path, _ in reads.texts}}
        return {
            part: {path: by_path[path].digest for path in sorted(paths)}
            for part, paths in read.items()
            if paths
        }

    def _recalled(self, name: str, *, alone: bool) -> Known:
        known = self._known.get(name)
        if known is None:
            before, now = (self.past, self.world) if alone else (self.before, self.now)
            found = self._stored(name, before)
            turned = self.since.asked if alone else self.turns.with_bundles(found.bundles)
            bundles = {
                number: asked for number, asked in found.bundles.items()
                if turned is not None and number not in turned
            }  # fmt: skip
            past, sure = Past(name, found, self.since), found.contents == self._contents[0]
            paths = past.holding(found, turned, sure=sure)
            fresh = bool(self.since.changed) or before != now
            known = self._known[name] = Known(now, past, paths, bundles, found.askers, fresh)
        return known

    @cached_property
    def _contents(self) -> tuple[str, str]:
        """Names for what all files held in the last run, and hold now."""
        return contents_of(self.since.then), contents_of(self.since.now)

    def _stored(self, name: str, state: str) -> Stored:
        nothing = Stored(state, {}, {})
        data = self.index.store.recall(self._kind(name), "all") if state else None
        found = codec.unpacked(_stored, data) if data is not None else None
        return found if found is not None and found.state == state else nothing

    def _encoded(self, known: Known) -> bytes:
        """Results with the bundles that they name, and with who asked what."""
        rows, askers = known.packed(), self._askers(known)
        made = {number: names.packed(asked) for number, asked in self.index.bundles.items()}
        left, named = known.bundles | made, dict[int, bytes]()
        found = {number for number in left if askers.has(number)}
        while found:
            naming = [left.pop(number) for number in sorted(found)]
            named |= dict(zip(sorted(found), naming, strict=True))
            found = {n for n in left if any(n in names.unpacked(asked) for asked in naming)}
        return _encode((known.state, rows, named, self._contents[1], askers))

    def _askers(self, known: Known) -> Askers:
        """Who has asked what of the results of now, by their numbers."""
        numbers = {path: number for number, path in enumerate(sorted(known.paths))}
        if known.askers is not None:
            few = {n: row for path, n in numbers.items() if (row := known.anew(path)) is not None}
            told = [numbers.get(path) for path in known.before.paths]
            askers = known.askers.renumbered(told).together_with(few)
            if askers is not None:
                return askers
        return noted((number, row) for number, (_, row) in enumerate(known.rows()))

    def _kind(self, name: str) -> str:
        return f"{name} {self.memory}"


def _is_of_all(part: str) -> bool:
    """Whether what was read is no part of certain files."""
    return is_layout(part) or taken(part) is not None
