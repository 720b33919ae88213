"""Laws of patterns: code with holes finds itself, and nothing that is found was ruled out before."""

import ast
import re
from collections.abc import Iterator, Sequence

import libcst as cst
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ssotlint.facts.alphabet import may_contain
from ssotlint.facts.skim import skim
from ssotlint.model.errors import InputError
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.pattern import Pattern, compile_pattern
from tests.strategies import examples, expressions, functions
from tests.trees import excerpt_of

_SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
_POSITIONS = st.lists(st.integers(0, 30), max_size=4)
_Rows = Sequence[cst.CSTNode]


class _Descendants(cst.CSTVisitor):
    """Nodes of a tree that a pattern can be, or that a hole can stand for.

    The module of an import is no expression that a pattern finds, though a hole may stand for it.
    """

    def __init__(self, *, of_imports: bool = True) -> None:
        self._of_imports = of_imports
        self.expressions: list[cst.CSTNode] = []
        self.statements: list[cst.CSTNode] = []
        self.rows: list[cst.CSTNode] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.StarredElement):
            pass  # takes part in a row: no expression of its own
        elif isinstance(node, cst.BaseExpression):
            self.expressions.append(node)
        elif isinstance(node, cst.BaseSmallStatement | cst.BaseCompoundStatement):
            self.statements.append(node)
        if isinstance(node, cst.Call | cst.List | cst.IndentedBlock | cst.Parameters | cst.Dict):
            self.rows.append(node)
        # A name among the patterns of `match` binds: a hole there takes a whole pattern.
        if isinstance(node, cst.Import | cst.ImportFrom):
            return self._of_imports
        return not isinstance(node, cst.MatchPattern)


class _Punch(cst.CSTTransformer):
    """Puts holes in the place of some nodes and rows."""

    def __init__(self, holes: dict[cst.CSTNode, str], rows: dict[cst.CSTNode, tuple[int, int]]):  # noqa: ANN204
        super().__init__()
        self._holes, self._rows = holes, rows

    def on_leave(self, original: cst.CSTNode, updated: cst.CSTNode) -> cst.CSTNode:  # type: ignore[override]
        if original in self._holes:
            return _hole(self._holes[original], updated)
        if original in self._rows:
            start, end = self._rows[original]
            return _elastic(f"MANY{len(self._rows)}_{start}_{end}", updated, start, end)
        return updated


def _hole(name: str, node: cst.CSTNode) -> cst.CSTNode:
    if isinstance(node, cst.BaseExpression):
        return cst.Name(name, lpar=node.lpar, rpar=node.rpar)
    expression = cst.Expr(cst.Name(name))
    if isinstance(node, cst.BaseSmallStatement):
        return expression.with_changes(semicolon=node.semicolon)
    return cst.SimpleStatementLine([expression])


def _elastic(name: str, node: cst.CSTNode, start: int, end: int) -> cst.CSTNode:
    hole = cst.Name(name)

    def cut(rows: _Rows, one: cst.CSTNode) -> list[cst.CSTNode]:
        return [*rows[:start], one, *rows[end:]]

    match node:
        case cst.Call(args=args):
            is_named = any(a.keyword or a.star == "**" for a in args[:start])
            one = cst.Arg(hole, hole) if is_named else cst.Arg(hole)
            return node.with_changes(args=cut(args, one))
        case cst.List(elements=elements):
            return node.with_changes(elements=cut(elements, cst.Element(hole)))
        case cst.Dict(elements=elements):
            return node.with_changes(elements=cut(elements, cst.StarredDictElement(hole)))
        case cst.IndentedBlock(body=body):
            return node.with_changes(body=cut(body, cst.SimpleStatementLine([cst.Expr(hole)])))
        case _:
            return cst.Parameters([cst.Param(hole)])


def _length(node: cst.CSTNode) -> int:
    for name in ("args", "elements", "body"):
        if hasattr(node, name):
            return len(getattr(node, name))
    return 0


@st.composite
def punched(draw: st.DrawFn, root: cst.CSTNode) -> str:
    """The code of a node with holes in the place of some of what is in it."""
    found = _Descendants()
    root.visit(found)
    inner = [n for n in (*found.expressions, *found.statements) if n is not root]
    chosen = [inner[i % len(inner)] for i in draw(_POSITIONS)] if inner else []
    names: dict[str, str] = {}
    holes: dict[cst.CSTNode, str] = {}
    for node in chosen:
        code = cst.Module([]).code_for_node(node).strip()
        holes[node] = names.setdefault(code, f"ONE{len(names)}")
    rows: dict[cst.CSTNode, tuple[int, int]] = {}
    for i in draw(_POSITIONS)[:1] if found.rows else []:
        node = found.rows[i % len(found.rows)]
        start = draw(st.integers(0, _length(node)))
        rows[node] = (start, draw(st.integers(start, _length(node))))
    made = root.visit(_Punch(holes, rows))
    assert isinstance(made, cst.CSTNode)
    code = cst.Module([]).code_for_node(made).strip()
    written = re.sub(r"\b(MANY\w+)( = \1)?", r"$...\1", code)
    return re.sub(r"\b(ONE\d+)", r"$\1", written)


def compile_or_reject(code: str) -> Pattern:
    """The pattern; what would match anything is no example."""
    try:
        return compile_pattern(code)
    except InputError as error:
        assume("requires nothing" not in error.message)
        raise


def some_root(excerpt: Excerpt, position: int) -> cst.CSTNode:
    """The definition, or one of the statements and expressions in its body."""
    found = _Descendants(of_imports=False)
    node = excerpt.node
    assert isinstance(node, cst.FunctionDef | cst.ClassDef)
    node.body.visit(found)
    values = [n for n in found.expressions if not isinstance(n, cst.Name)]
    statements = [n for n in found.statements if not isinstance(n, cst.Expr)]  # as their value
    candidates = [node, *statements, *values]
    return candidates[position % len(candidates)]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=_SLOW)
@given(functions(), st.integers(0, 30), st.data())
def test_code_with_holes_finds_itself(code: str, position: int, data: st.DataObject) -> None:
    excerpt = excerpt_of(code)
    root = some_root(excerpt, position)
    pattern = compile_or_reject(data.draw(punched(root)))

    assert any(match.node is root for match in pattern.matches(excerpt)), pattern.code


@settings(max_examples=examples(60), deadline=None, suppress_health_check=_SLOW)
@given(functions(), st.integers(0, 30), st.data())
def test_no_match_is_ruled_out_before_it_is_looked_for(
    code: str, position: int, data: st.DataObject
) -> None:
    """Law 6, against a plain reading of the syntax tree and against the index's own shape."""
    excerpt = excerpt_of(code)
    root = some_root(excerpt, position)
    pattern = compile_or_reject(data.draw(punched(root)))
    assert next(pattern.matches(excerpt), None) is not None

    tree = ast.parse(code).body[-1]
    assert pattern.requirement.kinds <= {type(node).__name__ for node in _body(tree)}
    assert pattern.requirement.names <= {name for node in _body(tree) for name in _names(node)}
    facts = skim(code)
    local = frozenset(name for names in facts.shape.locals for name in names)
    assert may_contain(pattern.requirement, facts.shape.text, local)


def _body(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a definition but for its decorators and bases and all annotations."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _body(child)


def _names(node: ast.AST) -> Iterator[str]:
    for field in ("id", "attr", "arg", "name"):
        value = getattr(node, field, None)
        if isinstance(value, str):
            yield value
    if isinstance(node, ast.Global | ast.Nonlocal):
        yield from node.names


@settings(max_examples=examples(60), deadline=None, suppress_health_check=_SLOW)
@given(functions())
def test_layout_makes_no_difference(code: str) -> None:
    """Code finds what Python's own printer makes of it, and the other way round."""
    printed = ast.unparse(ast.parse(code))

    for one, other in ((code, printed), (printed, code)):
        excerpt = excerpt_of(other)
        assert next(compile_pattern(one).matches(excerpt)).node is excerpt.node


@settings(max_examples=examples(60), deadline=None, suppress_health_check=_SLOW)
@given(expressions, expressions)
def test_without_holes_a_match_is_what_python_reads_alike(one: str, other: str) -> None:
    pattern = compile_or_reject(one)
    excerpt = excerpt_of(f"x = ({other})")
    value = cst.ensure_type(
        cst.ensure_type(excerpt.node, cst.SimpleStatementLine).body[0], cst.Assign
    ).value

    same = ast.dump(ast.parse(one, mode="eval")) == ast.dump(ast.parse(other, mode="eval"))

    assert any(m.node is value for m in pattern.matches(excerpt)) == same
