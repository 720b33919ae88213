"""Patterns: Python code with holes, compiled to a search over concrete trees.

``$X`` takes one node (an expression, a name, a parameter, a statement), ``$...XS`` any number of
neighbours (arguments, parameters, elements, statements, decorators), ``$_`` and ``$...`` whatever
stands there. The same hole twice must take equal code.

What counts as equal: layout, comments, redundant parentheses, trailing commas and quotes make no
difference; ``elif`` is ``else: if``; a body may stand on its header's line; a docstring that the
pattern does not mention is skipped; decorators, annotations and type parameters count only where
the pattern has some (``x = 1`` finds ``x: int = 1``, ``@lru_cache`` means exactly this decorator,
``@$...A`` any). Everything else is literal: a ``def`` is no ``async def``, and an ``if`` without
``else`` finds none with one, unless the pattern says ``else: $...E``, which may be absent.

One expression is found wherever it stands; statements are found as a run of neighbours in any
body, where leading and trailing ``$...`` reach to its ends. Searched is what the index knows of an
excerpt: neither annotations nor the decorators and bases of the excerpt's own definition.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from textwrap import dedent
from typing import Any, cast

import libcst as cst

from ssotlint.model.errors import PatternError
from ssotlint.model.requirement import Requirement
from ssotlint.project.identifiers import with_plain_names
from ssotlint.syntax.demands import demands_of
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.metavariable import MetavariableError, mangle
from ssotlint.syntax.parts import Part, Suite, is_node, kind_of, parts_of, suite_of
from ssotlint.syntax.template import (
    Code,
    Holes,
    MisplacedError,
    Piece,
    Row,
    named_holes,
    repeated_holes,
    row,
    template,
)
from ssotlint.syntax.unify import Captures, EndlessError, Nodes, unify, unify_row

_END = ""  # the hole behind a run of statements: what follows in their body


@dataclass(frozen=True, eq=False)
class Match:
    """A place that is what a pattern says: one node, or statements that stand together."""

    pattern: "Pattern"
    excerpt: Excerpt
    nodes: Nodes
    _captures: Captures

    @property
    def node(self) -> cst.CSTNode:
        """The node, or the first of the statements."""
        return cast("cst.CSTNode", self.nodes[0])

    @cached_property
    def captures(self) -> dict[str, str]:
        """What each hole took, as source text; several nodes with commas, or a line each."""
        return {
            name: _source(self.excerpt, self._captures[name]) for name in sorted(self._captures)
        }


@dataclass(frozen=True, eq=False)
class Pattern:
    """A compiled pattern.

    ``requirement`` is what code must hold to match.
    """

    code: str
    requirement: Requirement
    root: Piece = field(repr=False)
    repeated: frozenset[str] = frozenset()  # the names of holes that it has more than once

    def matches(self, excerpt: Excerpt) -> Iterator[Match]:
        """Every match in an excerpt: at most one a node or first statement, outer ones first."""
        return PatternSet((self,)).matches(excerpt)


class PatternSet:
    """Patterns that are looked for in one walk through an excerpt."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self._by_kind: dict[str, list[tuple[Pattern, Code]]] = defaultdict(list)
        self._runs: list[tuple[Pattern, Row]] = []
        for pattern in self.patterns:
            if isinstance(pattern.root, Code):
                self._by_kind[pattern.root.kind].append((pattern, pattern.root))
            elif isinstance(pattern.root, Row):
                self._runs.append((pattern, pattern.root))

    def matches(self, excerpt: Excerpt) -> Iterator[Match]:
        """Every match of every pattern, outer nodes first; those of one node in their order."""
        for place in _places(excerpt.node):
            if isinstance(place, Suite):
                for pattern, run in self._runs:
                    with _named(pattern):
                        yield from _runs(pattern, run, place, excerpt)
                continue
            for pattern, root in self._by_kind.get(kind_of(place), ()):
                with _named(pattern):
                    captures = unify(root, place, pattern.repeated)
                if captures is not None:
                    yield Match(pattern, excerpt, (place,), captures)


def compile_pattern(code: str) -> Pattern:
    """Compile a pattern.

    Raises PatternError, which names the pattern, when it is no Python, when a hole is misspelt or
    stands where it cannot, and when the pattern requires nothing, so that all code would have to
    be parsed to look for it.
    """
    text = dedent(code).strip("\n")
    try:
        module, mangled = _parsed(text)
        root = _root(module)
        requirement = demands_of(mangled)
    except MetavariableError as error:
        raise _refused(text, f"no hole is called {error}", "$X, $...XS, $_ or $...") from error
    except MisplacedError as error:
        raise _refused(text, f"{error} stands where only one thing can") from error
    except (cst.ParserSyntaxError, SyntaxError, RecursionError) as error:
        raise _refused(text, "it is no Python", _reason(error)) from error
    names = named_holes(root)
    both = sorted(name for name, kinds in names.items() if len(kinds) > 1)
    if both:
        raise _refused(text, f"${both[0]} and $...{both[0]} are two holes of one name")
    if requirement.empty:
        raise _refused(text, "it requires nothing", "name something that the code must contain")
    return Pattern(text, requirement, root, repeated_holes(root))


compiled = cache(compile_pattern)
"""``compile_pattern``, once a text and process."""


def first_match(patterns: Sequence[Pattern], excerpt: Excerpt) -> tuple[Pattern, Match] | None:
    """The first pattern that matches, with its first match."""
    found: dict[Pattern, Match] = {}
    for match in PatternSet(patterns).matches(excerpt):
        found.setdefault(match.pattern, match)
    return next(((p, found[p]) for p in patterns if p in found), None)


@contextmanager
def _named(pattern: Pattern) -> Iterator[None]:
    """A search without an end is the fault of a pattern, and says of which."""
    try:
        yield
    except EndlessError as error:
        raise _refused(pattern.code, f"it {error.message}", error.remedy) from error


def _refused(text: str, why: str, remedy: str = "") -> PatternError:
    return PatternError(f"the pattern {text!r} cannot be used: {why}", remedy=remedy)


def _reason(error: Exception) -> str:
    if isinstance(error, cst.ParserSyntaxError):
        return f"line {error.raw_line}, column {error.raw_column + 1}"
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {error.msg}"
    return type(error).__name__


def _parsed(text: str) -> tuple[cst.Module, str]:
    """The tree of a pattern and the code of which it is; raises ParserSyntaxError."""
    plain, *careful = mangle(with_plain_names(text))
    try:
        return cst.parse_module(f"{plain}\n"), plain
    except cst.ParserSyntaxError:
        for mangled in careful:
            with suppress(cst.ParserSyntaxError):
                return cst.parse_module(f"{mangled}\n"), mangled
        raise


def _root(module: cst.Module) -> Piece:
    rows = suite_of(module.body)
    if len(rows) == 1:
        only = rows[0]
        return template(only.value if isinstance(only, cst.Expr) else only)
    whole = template(rows)
    if isinstance(whole, Row) and whole.items and not isinstance(whole.items[-1], Holes):
        # Whatever follows the run in its body.
        return row([*whole.items, Holes(_END)], is_suite=True)
    return whole


def _runs(pattern: Pattern, run: Row, suite: Suite, excerpt: Excerpt) -> Iterator[Match]:
    starts = 1 if isinstance(run.items[0], Holes) else len(suite)
    for start in range(starts):
        found = unify_row(run, suite, start, pattern.repeated)
        if found is not None:
            captures = dict(found)
            end = len(suite) - len(captures.pop(_END, ()))
            yield Match(pattern, excerpt, suite[start:end], captures)


def _places(root: cst.BaseStatement) -> Iterator[Any]:
    """Every node and body of an excerpt, outer ones first, as they follow each other."""
    pending: list[Part] = [root if isinstance(root, cst.SimpleStatementLine) else Suite((root,))]
    while pending:
        part = pending.pop()
        if is_node(part):
            kind = kind_of(part)
            if kind in _UNSEARCHED:
                continue
            yield part
            parts = parts_of(part)
            searched = _SEARCHED.get(kind)
            if part is root:
                searched = _SEARCHED_OF_ROOT.get(kind, searched)
            if searched is not None:
                parts = tuple([parts[position] for position in searched])
            pending.extend(reversed(parts))
        elif isinstance(part, tuple):
            if isinstance(part, Suite):
                yield part
            pending.extend(reversed(part))


# Positions among ``parts_of`` that hold code; the others are identifiers and annotations.
_SEARCHED: dict[str, tuple[int, ...]] = {
    "FunctionDef": (1, 4, 6),
    "ClassDef": (0, 3, 4),
    "Param": (3,),
    "Assign": (0, 2),
    "Attribute": (0,),
    "Arg": (0,),
    "Global": (),
    "Nonlocal": (),
    "Import": (),
    "ImportFrom": (),
    "ExceptHandler": (0, 2),
    "ExceptStarHandler": (0, 2),
    "MatchAs": (0,),
    "MatchStar": (),
    "MatchMapping": (0,),
    "MatchKeywordElement": (1,),
}
_SEARCHED_OF_ROOT = {"FunctionDef": (4, 6), "ClassDef": (4,)}
# "AnnAssign" is a declaration without a value.
_UNSEARCHED = frozenset(("AnnAssign", "TypeParameters", "LazyImport", "LazyImportFrom"))


def _source(excerpt: Excerpt, nodes: Nodes) -> str:
    is_suite = any(isinstance(n, cst.BaseSmallStatement | cst.BaseStatement) for n in nodes)
    texts = [excerpt.code(n) if isinstance(n, cst.CSTNode) else str(n) for n in nodes]
    return ("\n" if is_suite else ", ").join(texts)
