"""What ends a claim about a call although the definition that it reaches is known.

Each answer is about one function and the call in it: the failure is wanted, the code never runs,
the callee is replaced, or the call is one of two for two versions of the callee.
"""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ssotlint.model.signature import Arguments
from ssotlint.syntax.outline import Outline, Try, dotted

_FAILING = frozenset(("pytest.fail", "self.fail"))
_ENDING = _FAILING | {
    "pytest.skip", "pytest.xfail", "self.skipTest", "sys.exit", "exit", "quit", "os._exit",
}  # fmt: skip
_BROAD = frozenset(("Exception", "BaseException", ""))
# What a handler says that looks for the very error that we predict.
_TOLD = ("TypeError", "unexpected keyword", "positional argument", "required argument")
_ASKING = ("signature(", "getfullargspec", "iscoroutinefunction", "isawaitable", "hasattr(",
           "version_info", "callable(")  # fmt: skip
_VERSIONS = ("compat", "legacy", "version", "deprecat", "supports", "_v1", "_v2")
_PYLINT = re.compile(
    r"#\s*pylint:\s*disable=[\w, -]*\b(?:E112[0134]|no-value-for-parameter|"
    r"too-many-function-args|unexpected-keyword-arg|redundant-keyword-arg)\b"
)
# Of number and names of arguments alone: what they are is another question.
_ON_LINE = re.compile(
    r"#\s*(?:type:\s*ignore\s*\[[^\]]*\bcall-arg\b|pyright:\s*ignore\[\w*CallIssue"
    r"|(?:pyrefly|ty):\s*ignore\s*\[[^\]]*(?:argument-count|missing-argument|unknown-argument"
    r"|too-many-positional|unexpected-keyword|parameter-already-assigned))"
)
_ON_ATTRIBUTE = re.compile(r"#\s*type:\s*ignore\s*\[[^\]]*\battr-defined")
_XFAIL = ("xfail", "expectedFailure")


def ends_claim(
    outline: Outline,
    path: Sequence[ast.AST],
    errors: Sequence[str],
    fits: Callable[[Arguments], bool],
) -> bool:
    """Whether something around a call keeps it from failing, or wants it to fail.

    ``path`` leads down to the call, ``errors`` are the names of the errors that it raises,
    ``fits`` tells whether other arguments would do.
    """
    call = path[-1]
    if not isinstance(call, ast.Call):
        return True
    return (
        _is_known(outline, call)
        or ends_claim_of(outline, path, dotted(call.func), errors)
        or _is_adapted(outline, call, path, fits)
    )


def ends_claim_of(
    outline: Outline, path: Sequence[ast.AST], name: str, errors: Sequence[str]
) -> bool:
    """The same for an expression that reaches a dotted name, called or not."""
    pairs = list(pairwise(path))
    return (
        _is_replaced(outline, name)
        or _is_dead(outline, pairs)
        or any(_is_expected(node, below, path, errors) for node, below in pairs)
        or any(_asks(outline, node, below) for node, below in pairs)
    )


def _is_known(outline: Outline, call: ast.Call) -> bool:
    """A comment tells another tool not to speak of the arguments: who wrote it knows better."""
    if outline.says("pylint") and _PYLINT.search(outline.text):
        return True
    span = outline.span_of(call)
    return any(_ON_LINE.search(row) for row in outline.rows_of(span))


def is_known_to_lack(outline: Outline, node: ast.expr) -> bool:
    """The same of a member: a type checker has said that it is missing, and was told to be still."""
    return any(_ON_ATTRIBUTE.search(row) for row in outline.rows_of(outline.span_of(node)))


def _is_replaced(outline: Outline, name: str) -> bool:
    """The function sets the name, the attribute, or has it patched."""
    head, last = name.partition(".")[0], name.rpartition(".")[2]
    if outline.replaces((head, last, "__init__", "__new__")):
        return True
    return outline.sets_attribute(last) if "." in name else outline.sets(head)


def _is_dead(outline: Outline, pairs: Sequence[tuple[ast.AST, ast.AST]]) -> bool:
    """It stands behind a ``return``, or in a test that is expected to fail."""
    expected = [*filter(outline.says, _XFAIL)]
    for root in outline.body if expected else ():
        if isinstance(root, ast.FunctionDef | ast.AsyncFunctionDef) and any(
            word in ast.unparse(d) for d in root.decorator_list for word in expected
        ):
            return True
    for node, below in pairs:
        if outline.is_behind(node, below, _ends):
            return True
        if isinstance(node, ast.If) and below in node.body and _is_false(node.test):
            return True
    return False


def _after(block: Sequence[ast.stmt], path: Sequence[ast.AST]) -> Iterator[ast.stmt]:
    position = next((i for i, s in enumerate(block) if s in path), len(block))
    yield from block[position + 1 :]


def _is_false(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant) and test.value is False


def _ends(statement: ast.stmt) -> bool:
    leaves = isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break)
    return leaves or _called(statement) in _ENDING


def _called(statement: ast.stmt) -> str:
    """The dotted callee of a statement that is a call."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return dotted(statement.value.func)
    return ""


def _is_expected(
    node: ast.AST, below: ast.AST, path: Sequence[ast.AST], errors: Sequence[str]
) -> bool:
    """A ``try`` that waits for this error, or whose body fails when there is none."""
    if not isinstance(node, Try) or below not in node.body:
        return False
    for handler in node.handlers:
        caught = _caught(handler)
        if any(e.rpartition(".")[2] in caught for e in errors):
            return True
        if caught & _BROAD:
            code = "\n".join(map(ast.unparse, handler.body))
            if any(word in code for word in (*_TOLD, *errors)):
                return True
            if any(map(_fails, (*_after(node.body, path), *node.orelse))):
                return True
    return False


def _caught(handler: ast.ExceptHandler) -> set[str]:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {dotted(k).rpartition(".")[2] if k is not None else "" for k in kinds}


def _fails(statement: ast.stmt) -> bool:
    """A statement that fails the test: whoever gets there saw no error, and wanted one."""
    if isinstance(statement, ast.Assert):
        return _is_false(statement.test)
    return isinstance(statement, ast.Raise) or _called(statement) in _FAILING


def _asks(outline: Outline, node: ast.AST, below: ast.AST) -> bool:
    """A condition that looks at the callee first, or at what was found when it was looked at."""
    if not isinstance(node, ast.If | ast.IfExp) or below is node.test:
        return False
    if not any(outline.says(word.rstrip("(")) for word in _ASKING):
        return False
    if _is_question(node.test):
        return True
    names = {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}
    return any(map(outline.says, _ASKING)) and any(
        isinstance(n, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id in names for t in n.targets)
        and _is_question(n.value)
        for n in outline.nodes
    )


def _is_question(node: ast.expr) -> bool:
    code = ast.unparse(node)
    return any(word in code for word in _ASKING)


def _is_adapted(
    outline: Outline,
    call: ast.Call,
    path: Sequence[ast.AST],
    fits: Callable[[Arguments], bool],
) -> bool:
    """A condition on versions, or a ``try``, chooses between this call and one that binds."""
    name = dotted(call.func)
    if outline.text.count(name.rpartition(".")[2]) < 2:
        return False
    forks = [n for n in path if isinstance(n, Try) or _is_on_versions(n)]
    return bool(forks) and any(
        _part(fork, outline.path(outline.span_of(other))) not in (None, _part(fork, path))
        for fork in forks
        for other in outline.calls
        if other is not call and dotted(other.func) == name and fits(arguments(other))
    )


def _is_on_versions(node: ast.AST) -> bool:
    if not isinstance(node, ast.If | ast.IfExp):
        return False
    code = ast.unparse(node.test).lower()
    return any(word in code for word in _VERSIONS)


def _part(fork: ast.AST, path: Sequence[ast.AST]) -> str | None:
    """The field of a node through which a path leads, None when it does not."""
    if fork not in path or fork is path[-1]:
        return None
    below = path[path.index(fork) + 1]
    for name, value in ast.iter_fields(fork):
        if value is below or (isinstance(value, list) and below in value):
            return name
    return None


def arguments(call: ast.Call) -> Arguments:
    """The shape of a call."""
    stars = sum(isinstance(a, ast.Starred) for a in call.args)
    keywords = tuple(k.arg for k in call.keywords if k.arg)
    return Arguments(
        len(call.args) - stars, keywords, bool(stars), len(keywords) < len(call.keywords)
    )
