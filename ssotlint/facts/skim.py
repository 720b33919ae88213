"""From a file's text to its facts: one parse, one walk."""

import ast
import warnings

from ssotlint.facts import definitions, settings, statements
from ssotlint.facts.alphabet import forget
from ssotlint.facts.comments import MARK, comments_of
from ssotlint.facts.expressions import VISITORS
from ssotlint.facts.state import State
from ssotlint.model.facts import TOO_DEEP, Facts, Shape, Surface, SyntaxFault, Uses

VISITORS.update(  # statements are visited through the same table as expressions
    {
        ast.Expr: statements.visit_expr,
        ast.Return: statements.visit_return,
        ast.Assign: statements.visit_assign,
        ast.AnnAssign: statements.visit_ann_assign,
        ast.AugAssign: statements.visit_aug_assign,
        ast.Import: statements.visit_import,
        ast.ImportFrom: statements.visit_import,
        ast.If: statements.visit_if,
        ast.For: statements.visit_loop,
        ast.AsyncFor: statements.visit_loop,
        ast.While: statements.visit_while,
        ast.Try: statements.visit_try,
        ast.TryStar: statements.visit_try,
        ast.With: statements.visit_with,
        ast.AsyncWith: statements.visit_with,
        ast.Match: statements.visit_match,
        ast.Global: statements.visit_global,
        ast.Nonlocal: statements.visit_global,
        ast.Pass: statements.visit_pass,
        ast.FunctionDef: definitions.visit_function,
        ast.AsyncFunctionDef: definitions.visit_function,
        ast.ClassDef: definitions.visit_class,
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
            tree = ast.parse(source)
        return _walk(tree, source, lines)
    except SyntaxError as error:
        fault = SyntaxFault(error.lineno or 1, max(error.offset or 1, 1), error.msg)
    except (ValueError, UnicodeError) as error:
        fault = SyntaxFault(1, 1, str(error))
    except (RecursionError, MemoryError):
        fault = SyntaxFault(1, 1, TOO_DEEP)
    return Facts(Surface(lines, fault=fault))


def _walk(tree: ast.Module, source: str, lines: int) -> Facts:
    s = State(source)
    statements.visit_body(tree.body, s)
    definitions.settle_module(s)
    forget()
    exports = tuple(s.exports) if s.exports is not None and s.static_exports else None
    dynamic = s.dynamic or any(b.name == "__getattr__" and b.owner < 0 for b in s.bindings)
    surface = Surface(
        lines, tuple(s.definitions), tuple(s.imports), tuple(s.bindings), exports, dynamic,
        comments_of(source) if MARK in source else (), None,
        tuple(p for p in s.patched if p.partition(".")[0] in s.roots), False, settings.settled(s),
    )  # fmt: skip
    uses = Uses(tuple(s.calls), tuple(s.members))
    hidden = (*s.locals, tuple(sorted(s.elsewhere)))
    return Facts(surface, uses, Shape("".join(s.out), hidden))
