"""From a file's text to its facts: parsed in pieces, walked once."""

import ast
import sys
import warnings

from ssotlint.facts import (
    assignments,
    calls,
    definitions,
    expressions,
    imports,
    names,
    scopes,
    settings,
    statements,
)
from ssotlint.facts.alphabet import forget
from ssotlint.facts.comments import CREDIT, MARK, comments_of, credits_of
from ssotlint.facts.kept import MARKS, kept
from ssotlint.facts.pieces import Pieces
from ssotlint.facts.state import State
from ssotlint.facts.visitors import TARGETS, VISITORS
from ssotlint.model.facts import TOO_DEEP, Comment, Facts, Shape, Surface, SyntaxFault, Uses

VISITORS.update(
    {
        ast.Name: names.visit_name,
        ast.Attribute: names.visit_attribute,
        ast.Subscript: names.visit_subscript,
        ast.Call: calls.visit_call,
        ast.Constant: expressions.visit_constant,
        ast.Await: expressions.visit_await,
        ast.YieldFrom: expressions.visit_yield_from,
        ast.Yield: expressions.visit_yield,
        ast.Compare: expressions.visit_compare,
        ast.BinOp: expressions.visit_bin_op,
        ast.List: expressions.visit_sequence,
        ast.Tuple: expressions.visit_sequence,
        ast.Set: expressions.visit_sequence,
        ast.BoolOp: expressions.visit_bool_op,
        ast.UnaryOp: expressions.visit_unary_op,
        ast.JoinedStr: expressions.visit_joined,
        ast.Dict: expressions.visit_dict,
        ast.IfExp: expressions.visit_if_exp,
        ast.Starred: expressions.visit_starred,
        ast.NamedExpr: expressions.visit_named,
        ast.ListComp: scopes.visit_comprehension,
        ast.SetComp: scopes.visit_comprehension,
        ast.GeneratorExp: scopes.visit_comprehension,
        ast.DictComp: scopes.visit_dict_comprehension,
        ast.Lambda: scopes.visit_lambda,
        ast.Assign: assignments.visit_assign,
        ast.AnnAssign: assignments.visit_ann_assign,
        ast.AugAssign: assignments.visit_aug_assign,
        ast.Import: imports.visit_import,
        ast.ImportFrom: imports.visit_import_from,
        ast.Expr: statements.visit_expr,
        ast.Return: statements.visit_return,
        ast.Assert: statements.visit_assert,
        ast.Raise: statements.visit_raise,
        ast.Delete: statements.visit_delete,
        ast.If: statements.visit_if,
        ast.For: statements.visit_loop,
        ast.AsyncFor: statements.visit_loop,
        ast.While: statements.visit_while,
        ast.Try: statements.visit_try,
        ast.TryStar: statements.visit_try,
        ast.With: statements.visit_with,
        ast.AsyncWith: statements.visit_with,
        ast.Match: statements.visit_match,
        ast.MatchAs: names.visit_capture,
        ast.MatchStar: names.visit_capture,
        ast.MatchMapping: names.visit_mapping,
        ast.Global: statements.visit_global,
        ast.Nonlocal: statements.visit_global,
        ast.Pass: statements.visit_pass,
        ast.FunctionDef: definitions.visit_function,
        ast.AsyncFunctionDef: definitions.visit_function,
        ast.ClassDef: definitions.visit_class,
    }
)
if sys.version_info >= (3, 12):
    VISITORS[ast.TypeAlias] = statements.visit_type_alias
TARGETS.update(
    {
        ast.Name: names.bind_name,
        ast.Attribute: names.set_attribute,
        ast.Subscript: names.set_subscript,
        ast.List: names.bind_sequence,
        ast.Tuple: names.bind_sequence,
        ast.Starred: names.bind_starred,
    }
)


def skim(source: str) -> Facts:
    """Read one file's text; never raises, a text that is not Python becomes a fault.

    Line ends may be of any kind; a byte order mark must have been removed.
    """
    lines = source.count("\n") + (not source.endswith("\n") and bool(source))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes are no business of ours
            try:
                return _walk(Pieces(source), source, lines)
            except (SyntaxError, RecursionError, MemoryError):
                return _walk(Pieces(source, whole=True), source, lines)  # to tell it by its place
    except SyntaxError as error:
        fault = SyntaxFault(error.lineno or 1, max(error.offset or 1, 1), error.msg)
    except (ValueError, UnicodeError) as error:
        fault = SyntaxFault(1, 1, str(error))
    except (RecursionError, MemoryError):
        fault = SyntaxFault(1, 1, TOO_DEEP)
    return Facts(Surface(lines, fault=fault))


def _around(positions: set[int], s: State) -> tuple[str, ...]:
    """The names of the functions at some positions, and of those around them."""
    names: set[str] = set()
    for filler in positions:
        owner = filler
        while owner >= 0:
            row = s.definitions[owner]
            owner = row.owner
            if not row.is_class:
                names.add(row.name)
    return tuple(sorted(names))


def _comments(source: str) -> tuple[Comment, ...]:
    found = comments_of(source) if MARK in source else ()
    if CREDIT not in source:
        return found
    known = {(row.line, row.column) for row in found}
    more = (row for row in credits_of(source) if (row.line, row.column) not in known)
    return tuple(sorted((*found, *more)))


def _walk(pieces: Pieces, source: str, lines: int) -> Facts:
    s = State(source, pieces)
    statements.visit_each(pieces.statements(), s)
    definitions.settle_module(s)
    forget()
    exports = tuple(s.exports) if s.exports is not None and s.static_exports else None
    bound = {row[0] for row in s.bindings if row[4] < 0}  # by number: for each name of all files
    surface = Surface(
        lines, tuple(s.definitions), tuple(s.imports), tuple(s.bindings), exports, s.dynamic or "__getattr__" in bound,
        _comments(source), None,
        tuple(p for p in s.patched if p.partition(".")[0] in s.roots), False, settings.settled(s),
        kept(source, s.imports) if any(mark in source for mark in MARKS) else (),
        _around(s.fillers, s), "",
        tuple(sorted(name for name in s.called if name.partition(".")[0] in bound)),
        tuple(sorted(pair for pair in s.handed if pair[0].partition(".")[0] in bound)),
        _around(s.setters, s), tuple(sorted(s.passed)),
        tuple(sorted(s.spared)), pieces.newer,
    )  # fmt: skip
    uses = Uses(tuple(s.calls), tuple(s.members))
    hidden = (*s.locals, tuple(sorted(s.elsewhere)))
    return Facts(surface, uses, Shape("".join(s.out), hidden))
