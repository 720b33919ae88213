"""Where the places of a file have gone in an edit, as its facts before and after it tell.

What a detector names stands where a fact begins or ends. So a place of an answer of the last run
is found again in a file of which nothing else has changed that the answer was made from.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from ssotlint.index import codec
from ssotlint.index.difference import declared
from ssotlint.index.names import said
from ssotlint.index.numbering import renumbered, unplaced
from ssotlint.model.facts import Binding, Call, Definition, Import, MemberUse, Surface, SyntaxFault
from ssotlint.model.place import NOWHERE, Span

_Row = TypeVar("_Row", Call, MemberUse)
_Key = TypeVar("_Key")
_Fact = TypeVar("_Fact")
_Point = tuple[int, int]
_Pairs = list[tuple[Span, Span]]


class Moves(NamedTuple):
    """Where each point is now at which a fact began or ended, and each line on which one began.

    ``spans`` tell it of facts as a whole: a class may end with another method than before.
    ``whole`` is the span of the file, then and now; ``lines`` are those that are others now.
    """

    whole: tuple[Span, Span]
    spans: dict[Span, Span]
    starts: dict[_Point, _Point]
    ends: dict[_Point, _Point]
    rows: dict[int, int]
    lines: frozenset[int]

    def of(self, span: Span) -> Span | None:
        """Where a span is now; None when that is not certain."""
        if span == NOWHERE:  # which is the first line as such, and a file of one line, too
            grown = self.whole[0] == NOWHERE != self.whole[1]
            return None if grown or span.line in self.lines else span
        if span == self.whole[0]:
            return self.whole[1]
        if span == (span.line, 1, span.line, 1):  # a line as such
            row = self.rows.get(span.line)
            return Span(row, 1, row, 1) if row is not None else None
        if span in self.spans:
            return self.spans[span]
        start, end = self.starts.get(span[:2]), self.ends.get(span[2:])
        return Span(*start, *end) if start is not None and end is not None else None


def moves(old: codec.Packed, new: codec.Packed) -> Moves | None:
    """The moves from one state of a file to another; None when rows have changed their order.

    Raises ``msgspec.MsgspecError``.
    """
    before, after = codec.surface(old[0]), codec.surface(new[0])
    numbers = renumbered(before.definitions, after.definitions)
    pairs = [
        *_on_surface(before, after),
        *_on_calls(codec.calls(old[1]), codec.calls(new[1]), numbers),
        *_aligned(codec.members(old[1]), codec.members(new[1]), numbers),
    ]
    starts = _unique((one[:2], other[:2]) for one, other in pairs)
    ends = _unique((one[2:], other[2:]) for one, other in pairs)
    if not _keep_order(starts, ends):
        return None
    rows = _unique((one.line, other.line) for one, other in pairs)
    whole = _whole(before), _whole(after)
    lines = {line for one, other in pairs for line in (one.line, one.end_line) if one != other}
    return Moves(whole, _unique(pairs), starts, ends, rows, frozenset(lines))


def _on_surface(before: Surface, after: Surface) -> Iterator[tuple[Span, Span]]:
    for one, other in _matched(_defined(before), _defined(after)):
        yield one.span, other.span
        yield (
            one.span._replace(line=one.start_line, column=1),
            other.span._replace(line=other.start_line, column=1),
        )
    for first, second in _matched(_stated(before), _stated(after)):
        yield first.span, second.span
    comments = [(row.text, row) for row in declared(before)]
    for a, b in _matched(comments, [(row.text, row) for row in declared(after)]):
        yield _commented(a.line, a.column, a.text), _commented(b.line, b.column, b.text)
    for then, now in ((before.fault, after.fault), (before.newer, after.newer)):
        if then is not None and now is not None:
            yield _faulty(then), _faulty(now)


def _defined(surface: Surface) -> list[tuple[Hashable, Definition]]:
    return [(said(row)._replace(owner=0), row) for row in surface.definitions]


def _stated(surface: Surface) -> list[tuple[Hashable, Import | Binding]]:
    """Imports and bindings by all that they say, and the definition around them."""
    rows: list[Import | Binding] = [*surface.imports, *surface.bindings]
    return [
        ((type(row) is Binding, _said_by(row), _around(surface, row.owner)), row) for row in rows
    ]


def _said_by(row: Import | Binding) -> Import | Binding:
    plain = row._replace(span=NOWHERE, owner=0)
    return plain._replace(ref=0) if isinstance(plain, Binding) else plain


def _around(surface: Surface, owner: int) -> str:
    return surface.definitions[owner].qualname if owner >= 0 else ""


def _matched(
    before: Iterable[tuple[Hashable, _Fact]], after: Iterable[tuple[Hashable, _Fact]]
) -> Iterator[tuple[_Fact, _Fact]]:
    """The facts that say the same before and after, where there are as many of them."""
    old, new = _by_key(before), _by_key(after)
    for key, rows in old.items():
        if len(rows) == len(new.get(key, ())):
            yield from zip(rows, new[key], strict=True)


def _by_key(rows: Iterable[tuple[Hashable, _Fact]]) -> dict[Hashable, list[_Fact]]:
    found: dict[Hashable, list[_Fact]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return found


def _whole(surface: Surface) -> Span:
    return Span(1, 1, max(surface.lines, 1), 1)


def _commented(line: int, column: int, text: str) -> Span:
    return Span(line, column, line, column + len(text))


def _faulty(fault: SyntaxFault) -> Span:
    return Span(fault.line, fault.column, fault.line, fault.column)


def _on_calls(
    before: Iterable[codec.CallGroup],
    after: Iterable[codec.CallGroup],
    numbers: Mapping[int, int],
) -> Iterator[tuple[Span, Span]]:
    now = {group[:2]: group for group in after}
    for group in before:
        if group[:2] in now:
            yield from _aligned(group.calls(), now[group[:2]].calls(), numbers)


def _aligned(before: Sequence[_Row], after: Sequence[_Row], numbers: Mapping[int, int]) -> _Pairs:
    """The spans of rows that say the same, counted from the first and from the last.

    ``numbers`` are those of now of the definitions in which they stand.
    """
    first = [unplaced(row, numbers) for row in before]
    second = [unplaced(row, {}) for row in after]
    most = min(len(first), len(second))
    ahead = next((i for i in range(most) if first[i] != second[i]), most)
    rest = most - ahead
    behind = next((i for i in range(rest) if first[-1 - i] != second[-1 - i]), rest)
    kept = [(before[i], after[i]) for i in range(ahead)]
    kept += [(before[-1 - i], after[-1 - i]) for i in range(behind)]
    return [(one.span, other.span) for one, other in kept]


def _unique(pairs: Iterable[tuple[_Key, _Key]]) -> dict[_Key, _Key]:
    """Where each has gone, without those that have gone to several places."""
    found: dict[_Key, _Key] = {}
    torn: set[_Key] = set()
    for one, other in pairs:
        if found.setdefault(one, other) != other:
            torn.add(one)
    return {one: other for one, other in found.items() if one not in torn}


def _keep_order(starts: dict[_Point, _Point], ends: dict[_Point, _Point]) -> bool:
    """Whether what came first still does; a class ends with its last method, whichever that is."""
    began, ended = ([points[point] for point in sorted(points)] for points in (starts, ends))
    return all(a < b for a, b in pairwise(began)) and all(a <= b for a, b in pairwise(ended))
