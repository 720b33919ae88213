"""What SECURITY.md promises of the source: nothing in it runs code that it was not shipped with."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import ssotlint
from ssotlint.model.errors import InputError
from ssotlint.rulebook import reading

HOUSE = Path(ssotlint.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))
# Builtins that make code of text, and modules that find and run code, or that make objects of bytes.
RUNNING = frozenset(("eval", "exec", "compile", "__import__", "input", "breakpoint"))
LOADING = frozenset(
    ("pickle", "cPickle", "_pickle", "shelve", "dill", "cloudpickle", "runpy", "code",
     "codeop", "imp", "zipimport", "ctypes", "socket", "http", "urllib.request", "ssl", "ftplib")
)  # fmt: skip


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for path in FILES:
        name = path.relative_to(HOUSE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield name, node


def test_no_text_is_run() -> None:
    assert len(FILES) > 300
    used = {
        f"{name}: {node.id}"
        for name, node in nodes()
        if isinstance(node, ast.Name) and node.id in RUNNING
    }
    assert used == set()


def test_nothing_is_imported_that_loads_code_or_objects_or_uses_the_network() -> None:
    found = set()
    for name, node in nodes():
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            modules = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        found |= {f"{name}: {module}" for module in modules if module in LOADING}
    assert found == set()


def test_what_is_marshalled_is_hashed_and_never_read() -> None:
    used = {node.attr for _, node in nodes()
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "marshal"}  # fmt: skip
    assert used == {"dumps"}


def test_modules_that_are_imported_by_name_are_our_own() -> None:
    """Their names begin with ours, or stand there in full."""
    calls = [
        (name, node.args[0])
        for name, node in nodes()
        if isinstance(node, ast.Call)
        and _called(node) in {"import_module", "find_spec", "resolve_name"}
    ]
    assert len(calls) > 5
    foreign = {
        f"{name}: {ast.unparse(first)}"
        for name, first in calls
        if not _begins(first).startswith(("ssotlint.", "{__name__}.", "{module}:"))
    }
    assert foreign == {
        "graph/members.py: 'builtins'",
        "graph/members.py: readable",  # of a table there: some classes of the standard library
        "rulebook/contract.py: name",  # begins with ours, the line above
        "rulebook/page.py: name",
    }


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _begins(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return text
        case ast.JoinedStr(
            values=[ast.FormattedValue(value=ast.Name(id=name)), ast.Constant(value=str(text)), *_]
        ):
            return f"{{{name}}}{text}"
        case _:
            return ""


def test_other_programs_are_started_by_a_list_of_arguments_and_are_git_alone() -> None:
    started = [
        (name, node)
        for name, node in nodes()
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).startswith(
            ("subprocess.", "os.system", "os.exec", "os.popen", "os.spawn")
        )
    ]
    assert {name for name, _ in started} <= {"project/git.py", "project/repository.py"}
    for _, node in started:
        assert {k.arg for k in node.keywords} & {"shell", "executable"} == set()


@pytest.mark.parametrize("name", ["os", "..cli.main", "os.path", "view.os", "__init__"])
def test_a_rule_names_no_module_but_a_detector(tmp_path: Path, name: str) -> None:
    path = tmp_path / "own" / "own-rule.toml"
    path.parent.mkdir()
    path.write_text(f'since = "1"\nseverity = "note"\ndetector = "{name}"\n', encoding="utf-8")
    with pytest.raises(InputError):
        reading.read(path)


def test_detectors_are_modules_of_this_package() -> None:
    assert import_module("ssotlint.detectors").__file__ == str(HOUSE / "detectors" / "__init__.py")
