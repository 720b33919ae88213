"""Two functions side by side: are they equal, and if not, how alike and what differs?"""

from collections import Counter
from collections.abc import Container, Sequence
from typing import NamedTuple

import libcst as cst

from ssotlint.detectors.clones import Edit
from ssotlint.detectors.likeness import Bag, likeness, token_share
from ssotlint.facts.portable import text_digest
from ssotlint.judges.alignment import align
from ssotlint.judges.differences import Comparison
from ssotlint.judges.saying import (
    VARIABLE,
    Said,
    hands_on,
    is_told,
    is_variable,
    respelled,
    saying,
)
from ssotlint.judges.twins import as_plain, is_twin
from ssotlint.model.value import replace
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.normal import ASYNC, NormalForm, normal_form


class Reading(NamedTuple):
    """A function in one of the ways in which it can be read."""

    form: NormalForm
    said: tuple[Said, ...]
    is_async: bool

    @property
    def shape(self) -> list[tuple[tuple[str, ...], int]]:
        """Equal for functions that say the same, but for names of variables."""
        return [(s.exact, s.depth) for s in self.said]

    def on(self, line: int) -> list[Said]:
        """The statements that begin on a line; none begins on line 0."""
        return [one for at, one in enumerate(self.said) if self.form.line(at) == line]

    def beside(self, lines: Container[int]) -> list[tuple[str, ...]]:
        """The statements that do something and begin on none of some lines."""
        return [
            one.blind
            for position, one in enumerate(self.said)
            if position and not is_told(one) and self.form.line(position) not in lines
        ]


class Verdict(NamedTuple):
    """What became of a comparison; ``clone_type`` is 1 or 2 for equal functions, else 3.

    ``marked`` tells that one is asynchronous and the other is not, by itself or by what it calls.
    """

    clone_type: int
    similarity: float
    edits: tuple[Edit, ...]
    original: Reading
    copy: Reading
    marked: bool = False

    @property
    def size(self) -> int:
        """How many tokens the copy has."""
        return sum(len(one.exact) for one in self.copy.said)

    @property
    def common(self) -> tuple[int, int]:
        """The tokens of the statements that are equal, and of all of the briefer function."""
        ours, theirs = (Counter(_working(one.said)) for one in (self.original, self.copy))
        return _tokens(self._equal()), min(_tokens(ours), _tokens(theirs))

    @property
    def work(self) -> int:
        """The tokens of those that are equal and do more than keep or hand on what is given."""
        forwarded = {one.blind for one in self.copy.said if hands_on(one)}
        return _tokens(Counter({b: n for b, n in self._equal().items() if b not in forwarded}))

    def _equal(self) -> Counter[tuple[str, ...]]:
        """The statements that both hold, but for those in which something differs."""
        edited = [edit for edit in self.changes if edit.kind != "moved"]
        ours = {edit.canonical_line for edit in edited}
        theirs = {edit.line for edit in edited}
        return Counter(self.original.beside(ours)) & Counter(self.copy.beside(theirs))

    @property
    def changes(self) -> tuple[Edit, ...]:
        """The differences in what happens."""
        return tuple(edit for edit in self.edits if edit.changes)

    @property
    def difference(self) -> str:
        """A digest of what the copy does otherwise, "" where it does the same.

        What both say takes no part, nor do names of variables, nor which of both is the copy.
        """
        if not self.changes:
            return ""
        ours, theirs = (
            Counter((one.depth, one.blind) for one in reading.said if not is_told(one))
            for reading in (self.original, self.copy)
        )
        around = [e.canonical_code or e.code for e in self.changes if e.why == "decorator"]
        only = (sorted(said.elements()) for said in (ours - theirs, theirs - ours))
        return text_digest(repr((sorted(only), sorted(around))))


def compare(original: Excerpt, copy: Excerpt, names: tuple[str, str],
            classes: tuple[str, str], spellings: Sequence[tuple[str, str]] = ()) -> Verdict:  # fmt: skip
    """Compare two functions called ``names`` in ``classes`` ("" for none).

    A method that is compared with a function is read in two ways: with its receiver dropped, and
    with its receiver as first parameter. What one decides in an expression, the other may in a
    statement. ``spellings`` are names that mean the same. Raises ExcerptError when LibCST cannot
    read one.
    """
    ways = [(_is_method(original, classes[0]), _is_method(copy, classes[1]))]
    if ways[0][0] != ways[0][1]:
        ways.append((False, False))

    def read(way: tuple[bool, bool], *, unfold: bool = False) -> tuple[Reading, Reading]:
        first, second = (
            _read(excerpt, name, class_name, method=method, unfold=unfold)
            for excerpt, name, class_name, method in zip(
                (original, copy), names, classes, way, strict=True
            )
        )
        return _spelled(first, second, spellings) if spellings else (first, second)

    plain = read(ways[0])
    pairs = [_matched(*pair, classes) for pair in (plain, *map(read, ways[1:]))]
    marked = plain[0].is_async != plain[1].is_async or pairs[0] != plain
    for ours, theirs in pairs:
        if ours.shape == theirs.shape:
            kind = 1 if ours.form.names == theirs.form.names else 2
            return Verdict(kind, 1.0, (), ours, theirs, marked)
    if any(one.form.chooses for one in plain):
        ours, theirs = _matched(*read(ways[0], unfold=True), classes)
        if ours.shape == theirs.shape:
            return Verdict(2, 1.0, (), ours, theirs, marked)
    ours, theirs = pairs[0]
    edits = _edits(ours, theirs)
    return Verdict(3, _similarity(ours.said, theirs.said), edits, ours, theirs, marked)


def _edits(ours: Reading, theirs: Reading) -> tuple[Edit, ...]:
    """What differs; in what reads alike but for its variables, those of one name belong together."""
    said, namesakes = (ours.said, theirs.said), _namesakes(ours, theirs)

    def compared(first: tuple[Said, ...], second: tuple[Said, ...]) -> tuple[Edit, ...]:
        aligned = align(first, second, namesakes)
        return Comparison(*said, (ours.form, theirs.form), aligned).edits()

    edits = compared(*said)
    if any(edit.why == "variable" for edit in edits):
        shared = set(ours.form.names) & set(theirs.form.names)
        by_name = compared(_with_names(ours, shared), _with_names(theirs, shared))
        return min(edits, by_name, key=len)
    return edits


def _with_names(reading: Reading, shared: Container[str]) -> tuple[Said, ...]:
    """The statements to be matched by the names of variables that both functions have."""
    names = {f"{VARIABLE}{n}": name for n, name in enumerate(reading.form.names) if name in shared}
    return tuple(
        replace(one, blind=tuple(
            names.get(t, VARIABLE) if is_variable(t) else t for t in one.plain
        ))
        for one in reading.said
    )  # fmt: skip


def _spelled(
    ours: Reading, theirs: Reading, spellings: Sequence[tuple[str, str]]
) -> tuple[Reading, Reading]:
    """Both with the shorter spelling of what they write otherwise."""
    first = {a: b for a, b in spellings if len(b) <= len(a)}
    second = {b: a for a, b in spellings if len(b) > len(a)}
    return (
        ours._replace(said=respelled(ours.said, first)),
        theirs._replace(said=respelled(theirs.said, second)),
    )


def _matched(ours: Reading, theirs: Reading, classes: tuple[str, str]) -> tuple[Reading, Reading]:
    """Both in the words of the plain one when the other is its asynchronous twin."""
    if theirs.is_async > ours.is_async or is_twin(classes[1], classes[0]):
        return ours, theirs._replace(said=as_plain(theirs.said, ours.said))
    if ours.is_async > theirs.is_async or is_twin(*classes):
        return ours._replace(said=as_plain(ours.said, theirs.said)), theirs
    return ours, theirs


def _read(
    excerpt: Excerpt, name: str, class_name: str, *, method: bool, unfold: bool = False
) -> Reading:
    form = normal_form(excerpt, method=method, unfold=unfold)
    # What it hands out may be the coroutine: the wrapper that a decorator makes.
    is_async = any(not ASYNC.isdisjoint(one.tokens) for one in form.statements)
    return Reading(form, saying(form, name, class_name), is_async)


def _namesakes(ours: Reading, theirs: Reading) -> dict[str, str]:
    """The parameters that both have, as the numbers that they bear in each."""
    common = {n for n, _ in ours.form.parameters} & {n for n, _ in theirs.form.parameters}
    first, second = (
        {name: f"{VARIABLE}{number}" for number, name in enumerate(one.form.names)}
        for one in (ours, theirs)
    )
    names = [name.lstrip("*") for name in common]
    return {first[n]: second[n] for n in sorted(names) if n in first and n in second}


def _is_method(excerpt: Excerpt, class_name: str) -> bool:
    node = excerpt.node
    rows = node.decorators if isinstance(node, cst.FunctionDef) else ()
    decorators = {excerpt.code(row.decorator) for row in rows}
    return bool(class_name) and "staticmethod" not in decorators


def _similarity(ours: tuple[Said, ...], theirs: tuple[Said, ...]) -> float:
    found = likeness(Bag(_working(ours)), Bag(_working(theirs)))
    tokens = token_share([t for s in ours for t in s.blind], [t for s in theirs for t in s.blind])
    # Not 1.0: that is what equal copies are.
    return min(round(max(found.similarity, tokens), 3), 0.999)


def _tokens(said: Counter[tuple[str, ...]]) -> int:
    return sum(len(one) * times for one, times in said.items())


def _working(said: tuple[Said, ...]) -> list[tuple[str, ...]]:
    """The statements that do something: what is told to people is no part of what happens."""
    return [s.blind for s in said[1:] if not is_told(s)]
