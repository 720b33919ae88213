"""Copies of known kind, put into other modules: are they found, and are decoys left in peace?

    python -m benchmarks.injection [--count N] [--seed N]

Functions of the standard library are the originals. Each operator below makes one kind of copy
of all of them; the copies are dealt out to other modules than their originals', one run a kind.
What must be found at least, and at most for decoys, is written in ``injection.toml``.
"""

import argparse
import ast
import copy
import importlib.util
import random
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import investigate

FLOORS = Path(__file__).with_suffix(".toml")
_LIBRARY = (
    "argparse", "calendar", "cgitb", "cmd", "configparser", "copy", "csv", "difflib", "dis",
    "email.utils", "filecmp", "fileinput", "fnmatch", "formatter", "fractions", "ftplib", "getopt",
    "gettext", "glob", "heapq", "http.cookiejar", "imaplib", "inspect", "linecache", "locale",
    "mailbox", "mimetypes", "netrc", "nntplib", "optparse", "pdb", "pickletools", "pkgutil",
    "plistlib", "poplib", "posixpath", "pprint", "pydoc", "quopri", "shlex", "shutil", "smtplib",
    "statistics", "string", "tabnanny", "tarfile", "textwrap", "tokenize", "trace", "turtle",
    "urllib.parse", "uuid", "webbrowser", "zipapp", "zipfile",
)  # fmt: skip
_PROGRAMS = frozenset(("main", "test", "_test"))
_MODULES = 11  # into which the copies are dealt
_STATEMENTS = (5, 40)
_EDITED = 0.3  # of the statements, at most

Function = ast.FunctionDef
Operator = Callable[[Function, random.Random], Function | None]


class Kind(NamedTuple):
    """A way to make copies; ``family`` is type-1, type-2, type-3 or decoy."""

    name: str
    family: str
    make: Operator


class Outcome(NamedTuple):
    """How many copies of a kind were made, and how many were reported with their original."""

    kind: Kind
    made: int
    found: int


def originals(count: int, seed: int) -> list[Function]:
    """Functions of the standard library that do something, no two of one name.

    What calls itself deprecated is left out: of two that both go nobody hears.
    """
    found: dict[str, Function] = {}
    for name in _LIBRARY:
        spec = importlib.util.find_spec(name)
        if spec is None or not (spec.origin or "").endswith(".py"):
            continue
        tree = ast.parse(Path(cast("str", spec.origin)).read_text(encoding="utf-8"))
        for node in tree.body:
            size = _size(node) if isinstance(node, Function) else 0
            fits = _STATEMENTS[0] <= size <= _STATEMENTS[1]
            if isinstance(node, Function) and fits and node.name not in _PROGRAMS:
                found.setdefault(node.name, node)
    chosen = sorted(found)
    random.Random(seed).shuffle(chosen)
    return [found[name] for name in chosen if not _is_deprecated(found[name])][:count]


def _is_deprecated(node: Function) -> bool:
    return any(isinstance(n, ast.Name) and n.id == "DeprecationWarning" for n in ast.walk(node))


def measure(kind: Kind, functions: Sequence[Function], seed: int) -> Outcome:
    """Make the copies of one kind and look for them."""
    rng = random.Random(f"{kind.name} {seed}")
    copies = [(f, c) for f in functions if (c := kind.make(copy.deepcopy(f), rng)) is not None]
    files = _files([f for f, _ in copies], [c for _, c in copies])
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder) / path
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
        pairs = _reported(Path(folder))
    found = sum(frozenset((f.name, f"{c.name}'")) in pairs for f, c in copies)
    return Outcome(kind, len(copies), found)


def _files(ours: Sequence[Function], theirs: Sequence[Function]) -> dict[str, str]:
    held: dict[str, list[str]] = {"shop/__init__.py": []}
    for number, (original, made) in enumerate(zip(ours, theirs, strict=True)):
        held.setdefault(f"shop/m{number % _MODULES}.py", []).append(ast.unparse(original))
        held.setdefault(f"shop/c{number * 5 % (_MODULES + 2)}.py", []).append(
            ast.unparse(ast.fix_missing_locations(made))
        )
    return {path: "\n\n\n".join(parts) + "\n" for path, parts in held.items()}


def _reported(root: Path) -> set[frozenset[str]]:
    """Pairs of names that one group holds; those of copies end in an apostrophe."""
    rules = ("duplicate-helper", "diverged-copies")
    request = Request(root=root, jobs=1, use_cache=False, select=rules)
    report = investigate(open_project(request), request)
    pairs: set[frozenset[str]] = set()
    for group in report.groups.values():
        names = [_name(member.symbol) for member in group.members]
        pairs |= {frozenset((a, b)) for a in names for b in names if a != b}
    return pairs


def _name(symbol: str) -> str:
    _, module, name = symbol.split(".", 2)
    return f"{name}'" if module.startswith("c") else name


# Operators: of a function of its own they may change what they like.


def _same(node: Function, _rng: random.Random) -> Function:
    return node


def _without_docstring(node: Function, _rng: random.Random) -> Function:
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and node.body[1:]:
        del node.body[0]
    return node


def _annotated(node: Function, _rng: random.Random) -> Function:
    for parameter in node.args.args:
        parameter.annotation = ast.Name("object", ast.Load())
    node.returns = ast.Name("object", ast.Load())
    return node


def _renamed(node: Function, _rng: random.Random) -> Function:
    """Other names for parameters and local variables."""
    names = _locals(node)
    for inner in ast.walk(node):
        if isinstance(inner, ast.arg) and inner.arg in names:
            inner.arg = f"{inner.arg}_x"
        elif isinstance(inner, ast.Name) and inner.id in names:
            inner.id = f"{inner.id}_x"
    return node


def _private(node: Function, rng: random.Random) -> Function:
    renamed = _renamed(node, rng)
    renamed.name = f"_{node.name.strip('_')}"
    return renamed


def _coroutine(node: Function, _rng: random.Random) -> Function:
    made = ast.AsyncFunctionDef(**{field: getattr(node, field) for field in node._fields})
    return cast("Function", made)


def _edit(change: Callable[[list[ast.stmt], int, random.Random], bool]) -> Operator:
    """Apply one change here and there, to at most ``_EDITED`` of the statements."""

    def make(node: Function, rng: random.Random) -> Function | None:
        budget = rng.randint(1, max(1, int(_EDITED * _size(node))))
        done = 0
        names = _locals(node)
        for _ in range(8 * budget):
            edited = copy.deepcopy(node)
            body, position = rng.choice(list(_places(edited)))
            if change(body, position, rng) and _locals(edited) >= names:
                node, done = edited, done + 1
            if done >= budget:
                break
        return node if done else None

    return make


def _inserted(body: list[ast.stmt], position: int, rng: random.Random) -> bool:
    text = rng.choice(("checked = True", "audit.record('seen')", "limit = max(10, 20)"))
    body.insert(position, ast.parse(text).body[0])
    return True


def _deleted(body: list[ast.stmt], position: int, _rng: random.Random) -> bool:
    if len(body) < 2 or _size(body[position]) > 1:
        return False
    del body[position]
    return True


def _swapped(body: list[ast.stmt], position: int, _rng: random.Random) -> bool:
    if position + 1 >= len(body) or isinstance(body[position + 1], ast.Return | ast.Raise):
        return False
    body[position], body[position + 1] = body[position + 1], body[position]
    return True


def _guarded(body: list[ast.stmt], position: int, rng: random.Random) -> bool:
    head = rng.choice(("if enabled: pass", "with lock: pass", "try: pass\nfinally: release()"))
    around = cast("ast.If", ast.parse(head).body[0])
    around.body = [body[position]]
    body[position] = around
    return True


def _other_literal(body: list[ast.stmt], position: int, _rng: random.Random) -> bool:
    for inner in ast.walk(body[position]):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str | int):
            value = inner.value
            inner.value = f"{value}?" if isinstance(value, str) else int(value) + 7
            return True
    return False


def _rewritten(body: list[ast.stmt], position: int, _rng: random.Random) -> bool:
    """The value of an assignment or return goes through a call."""
    row = body[position]
    if not isinstance(row, ast.Assign | ast.Return) or row.value is None:
        return False
    row.value = ast.Call(ast.Name("checked", ast.Load()), [row.value], [])
    return True


def _told(body: list[ast.stmt], position: int, _rng: random.Random) -> bool:
    body.insert(position, ast.parse("logger.info('step %d', 1)").body[0])
    return True


def _other_name(make: Operator) -> Operator:
    """The same under a name that has nothing to do with the original's."""

    def renamed(node: Function, rng: random.Random) -> Function | None:
        made, old = make(node, rng), node.name
        fresh = "".join(rng.choice("bcdfgklmnprstvz") + rng.choice("aeiou") for _ in "1234")
        for inner in ast.walk(made) if made is not None else ():
            if isinstance(inner, ast.Name) and inner.id == old:
                inner.id = fresh
        if made is not None:
            made.name = fresh
        return made

    return renamed


def _once(change: Callable[[ast.AST], bool]) -> Operator:
    """One word that matters is another; what an error says does not matter."""

    def make(node: Function, rng: random.Random) -> Function | None:
        told = {id(n) for row in ast.walk(node) for said in _told_of(row) for n in ast.walk(said)}
        inner = [n for n in ast.walk(node) if n is not node and id(n) not in told]
        rng.shuffle(inner)
        return node if any(change(one) for one in inner) else None

    return make


def _told_of(node: ast.AST) -> Sequence[ast.AST]:
    """What is handed to the error that a statement raises; which error it is counts."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        return (*node.exc.args, *node.exc.keywords)
    return ()


_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.GtE: ast.Lt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def _comparison(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare) or type(node.ops[0]) not in _OPERATORS:
        return False
    node.ops[0] = cast("ast.cmpop", _OPERATORS[type(node.ops[0])]())
    return True


def _sign(node: ast.AST) -> bool:
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Sub):
        return False
    node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    return True


def _callee(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    node.func.attr = f"un{node.func.attr}"
    return True


def _number(node: ast.AST) -> bool:
    if not isinstance(node, ast.Constant) or type(node.value) is not int:
        return False
    node.value += 3
    return True


def _error(node: ast.AST) -> bool:
    """Another error is raised: whoever catches the original's does not catch this one."""
    raised = node.exc if isinstance(node, ast.Raise) else None
    kind = raised.func if isinstance(raised, ast.Call) else raised
    if not isinstance(kind, ast.Name) or not kind.id[:1].isupper():
        return False
    kind.id = "LookupError" if kind.id != "LookupError" else "ValueError"
    return True


KINDS = (
    Kind("layout", "type-1", _same),
    Kind("docstring", "type-1", _without_docstring),
    Kind("annotations", "type-1", _annotated),
    Kind("coroutine", "type-1", _coroutine),
    Kind("local names", "type-2", _renamed),
    Kind("private", "type-2", _private),
    Kind("local names, other name", "type-2", _other_name(_renamed)),
    Kind("inserted", "type-3", _edit(_inserted)),
    Kind("deleted", "type-3", _edit(_deleted)),
    Kind("swapped", "type-3", _edit(_swapped)),
    Kind("guarded", "type-3", _edit(_guarded)),
    Kind("literal", "type-3", _edit(_other_literal)),
    Kind("rewritten", "type-3", _edit(_rewritten)),
    Kind("told", "type-3", _edit(_told)),
    Kind("inserted, other name", "type-3 renamed", _other_name(_edit(_inserted))),
    Kind("deleted, other name", "type-3 renamed", _other_name(_edit(_deleted))),
    Kind("rewritten, other name", "type-3 renamed", _other_name(_edit(_rewritten))),
    Kind("comparison", "decoy", _other_name(_once(_comparison))),
    Kind("sign", "decoy", _other_name(_once(_sign))),
    Kind("callee", "decoy", _other_name(_once(_callee))),
    Kind("number", "decoy", _other_name(_once(_number))),
    Kind("error", "decoy", _other_name(_once(_error))),
)


def _locals(node: Function) -> set[str]:
    outer = {
        n for row in ast.walk(node) if isinstance(row, ast.Global | ast.Nonlocal) for n in row.names
    }
    found = {row.arg for row in ast.walk(node) if isinstance(row, ast.arg)}
    found |= {
        row.id for row in ast.walk(node)
        if isinstance(row, ast.Name) and isinstance(row.ctx, ast.Store)
    }  # fmt: skip
    keywords = {row.arg for row in ast.walk(node) if isinstance(row, ast.keyword)}
    return found - outer - keywords - _LOGGERS


# What is told through them does not count: another name would make it count.
_LOGGERS = frozenset(("log", "logger", "logging"))


def _size(node: ast.AST) -> int:
    return (
        sum(
            isinstance(n, ast.stmt) and not _says_nothing(n)
            for n in ast.walk(node)
            if n is not node
        )
        or 1
    )


def _says_nothing(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _places(node: ast.AST) -> Iterator[tuple[list[ast.stmt], int]]:
    for inner in ast.walk(node):
        for name in ("body", "orelse", "finalbody"):
            body = getattr(inner, name, None)
            if isinstance(body, list):
                yield from ((body, i) for i, row in enumerate(body) if not _says_nothing(row))


def floors() -> dict[str, float]:
    """By family what share must be found at least; of decoys, at most."""
    return {name: float(value) for name, value in tomllib.loads(FLOORS.read_text()).items()}


def by_family(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The share of the copies of each family that were found."""
    families = dict.fromkeys(o.kind.family for o in outcomes)
    return {
        family: sum(o.found for o in outcomes if o.kind.family == family)
        / max(1, sum(o.made for o in outcomes if o.kind.family == family))
        for family in families
    }


def main() -> None:
    """Measure all kinds and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    functions = originals(options.count, options.seed)
    outcomes = [measure(kind, functions, options.seed) for kind in KINDS]
    for outcome in outcomes:
        share = outcome.found / max(1, outcome.made)
        print(
            f"{outcome.kind.family:15} {outcome.kind.name:24} {outcome.found:4}/{outcome.made:<4} {share:.3f}"
        )
    for family, share in by_family(outcomes).items():
        print(f"{family:15} {share:.3f}")


if __name__ == "__main__":
    main()
