"""Which questions for names have other answers than in the last run, and whom that concerns.

What files say of themselves tells the first of them; what aspects that answer questions contribute
to those tells more, and what uses of names add up to is told apart: it is no part of what files say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ssotlint.index import names
from ssotlint.index.aspect import Aspect, contributed
from ssotlint.index.layouts import is_layout
from ssotlint.index.picks import is_said

if TYPE_CHECKING:
    from ssotlint.index.aspects import Aspects

_LOOKS = 48  # files at most that are asked whether they say a name, too
_Part = TypeVar("_Part")
_Result = TypeVar("_Result")


class Turns:
    """The questions of one run that have other answers than in the last one."""

    def __init__(self, aspects: Aspects) -> None:
        self._aspects, self._telling, self._since = aspects, aspects.telling, aspects.since

    def retold(self, aspect: Aspect[_Part, _Result]) -> frozenset[int] | None:
        """The questions to which files contribute something else than in the last run.

        None stands for all of them.
        """
        known, found = self._aspects.known_of(aspect), set[int]()
        turned = sorted(self._aspects.turned(aspect))
        for path in turned:
            rows = known.before.get(path), known.get(path)
            there = path in self._since.then, path in self._since.now
            one, other = (
                contributed(aspect, path, row) if is_there else {}
                for row, is_there in zip(rows, there, strict=True)
            )
            if one is None or other is None:
                return None
            found.update(n for n in one.keys() | other.keys() if one.get(n) != other.get(n))
        if turned:
            found.update(names.number(*question) for question in self._spread(aspect, turned))
        return frozenset(found)

    def _spread(
        self, aspect: Aspect[_Part, _Result], turned: Iterable[str]
    ) -> Iterator[tuple[str, str]]:
        """What the results of several files add up to, where some are others."""
        if aspect.spread is not None:
            rows = self._aspects.known_of(aspect).before
            found = {path: rows.get(path) for path in turned}
            before = {p: aspect.unpack(row.data) if row else None for p, row in found.items()}
            yield from aspect.spread(before, lambda: self._aspects.gathered(aspect))

    def is_seen_alike(self, seen: Mapping[str, bytes], asked: bytes) -> bool:
        """The same of all that is asked by names, what uses of names add up to included."""
        return self.is_shown_alike(seen, asked) and self.is_counted_alike(asked)

    def is_counted_alike(self, asked: bytes) -> bool:
        """Whether what uses of names add up to is what it was, as far as it was asked for."""
        if not self.recounted:
            return self.recounted is not None
        return not names.finds(names.unpacked(asked), self.recounted)

    @cached_property
    def recounted(self) -> frozenset[int] | None:
        """The questions for what uses of names add up to that have other answers now; None for all."""
        found = frozenset[int]()
        for aspect in (one for one in self._telling if one.part):
            more = self.retold(aspect)
            if more is None:
                return None
            found |= more
        return found

    def is_shown_alike(self, seen: Mapping[str, bytes], asked: bytes) -> bool:
        """Whether what was read of some files, and answers to questions for names, is what it was."""
        for part, paths in seen.items():
            if is_layout(part) and self._since.lies(part):
                return False
            if is_said(part) and int.from_bytes(paths, "little") & self._since.changed_in(part):
                return False
        if self.told is None:
            return False
        return not self.told or not names.finds(names.unpacked(asked), self.told)

    @cached_property
    def told(self) -> frozenset[int] | None:
        """The questions for names that have other answers now, those about imports included.

        None stands for all of them.
        """
        found = self._turned
        for aspect in (one for one in self._telling if not (one.alone or one.part) and found):
            more = self.retold(aspect)
            if found is None or more is None:
                return None
            found |= more
        return found

    @cached_property
    def _turned(self) -> frozenset[int] | None:
        """The questions for names that have other answers now; None stands for all of them."""
        told = self._since.names
        if told is None:
            return None
        found = {*told} - self._said_by_others()
        for aspect in (one for one in self._telling if one.alone and found):
            retold = self.retold(aspect)
            if retold is None:
                return None
            found |= self._anew(aspect, retold)
        return frozenset({*found, names.EVERYTHING} if found else ())

    def _said_by_others(self) -> set[int]:
        """The questions for names inside of definitions of which two other files tell as before.

        Few are looked at: what most classes have is found soon, and what nobody else has nowhere.
        """
        sides = [side for what in self._since.changed.values() for side in what.sides or ()]
        left = dict.fromkeys(set[str]().union(*map(names.methods_of, sides)), 2)
        others = self._aspects.index.all if left else ()
        found = set[int]()
        for module in others[:: len(others) // _LOOKS + 1]:
            if not left:
                break
            if module.path in self._since.changed:
                continue
            for name in left.keys() & names.methods_of(module.said):
                left[name] -= 1
                if not left[name]:
                    del left[name]
                    found.add(names.number("", names.method(name)))
        return found

    def _anew(self, aspect: Aspect[_Part, _Result], retold: Iterable[int]) -> set[int]:
        """Those of some questions to which no file but the changed ones contributes."""
        known, left = self._aspects.known_of(aspect), set(retold)
        for path, row in known.rows() if left else ():
            if not left:
                break
            if path not in self._since.changed:
                left -= (contributed(aspect, path, row) or {}).keys()
        return left

    def with_bundles(self, bundles: Mapping[int, bytes]) -> frozenset[int] | None:
        """Those that files themselves answer otherwise, with the bundles of such; None for all."""
        turned = self._turned
        while turned:
            torn = {n for n, asked in bundles.items() if names.meets(turned, asked)} - turned
            if not torn:
                break
            turned |= torn
        return turned
