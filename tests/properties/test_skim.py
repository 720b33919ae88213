"""Laws of the skim: it agrees with LibCST, ignores layout, and never raises."""

import ast
import sysconfig
import warnings
from pathlib import Path

import libcst as cst
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libcst.metadata import MetadataWrapper, PositionProvider

from ssotlint.facts import pieces, skim
from ssotlint.index import codec
from ssotlint.model.facts import Definition
from tests.strategies import examples

STANDARD_LIBRARY = Path(sysconfig.get_paths()["stdlib"])
SAMPLE = ("contextlib", "dataclasses", "functools", "queue", "textwrap", "zipimport", "asyncio/locks",
          "json/decoder", "importlib/resources/_common", "unittest/async_case")  # fmt: skip


def text_of(name: str) -> str:
    return (STANDARD_LIBRARY / f"{name}.py").read_text(encoding="utf-8")


class _Definitions(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.found: list[tuple[str, int, int, int]] = []

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        first = node.asynchronous or node.name
        start = self.get_metadata(PositionProvider, first).start
        column = start.column + 1 - (0 if node.asynchronous else len("def "))
        self._add(node, start.line, column)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        start = self.get_metadata(PositionProvider, node.name).start
        self._add(node, start.line, start.column + 1 - len("class "))

    def _add(self, node: cst.FunctionDef | cst.ClassDef, line: int, column: int) -> None:
        end = self.get_metadata(PositionProvider, node).end
        self.found.append((node.name.value, line, column, end.line))


class _Imports(cst.CSTVisitor):
    def __init__(self) -> None:
        self.found: list[tuple[str, int, str, str]] = []

    def visit_Import(self, node: cst.Import) -> None:
        for alias in node.names:
            name = alias.evaluated_name
            self.found.append((name, 0, "", alias.evaluated_alias or name.partition(".")[0]))

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        module = cst.Module([]).code_for_node(node.module) if node.module else ""
        level = len(node.relative)
        if isinstance(node.names, cst.ImportStar):
            self.found.append((module, level, "*", "*"))
            return
        for alias in node.names:
            name = alias.evaluated_name
            self.found.append((module, level, name, alias.evaluated_alias or name))


@pytest.mark.parametrize("name", SAMPLE)
def test_the_skim_agrees_with_libcst(name: str) -> None:
    source = text_of(name)
    surface = skim(source).surface
    wrapper = MetadataWrapper(cst.parse_module(source))
    definitions, imports = _Definitions(), _Imports()
    wrapper.visit(definitions)
    wrapper.module.visit(imports)

    rows = [(d.name, d.span.line, d.span.column, d.span.end_line) for d in surface.definitions]
    # LibCST writes `async  def` and its kin with any white space; the standard library does not.
    assert sorted(rows) == sorted(definitions.found)
    assert [(i.module, i.level, i.name, i.bound) for i in surface.imports] == imports.found


@pytest.mark.parametrize("name", SAMPLE)
def test_layout_and_comments_leave_no_trace_but_spans(name: str) -> None:
    source = text_of(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = ast.unparse(ast.parse(source))
    one, other = skim(source), skim(plain)
    assert one.shape == other.shape

    def without_places(row: Definition) -> tuple[object, ...]:
        return (row.qualname, row.kind, row.owner, row.context, row.decorators, row.bases,
                row.body, row.shape, row.statements, row.target, row.globals)  # fmt: skip

    first = [without_places(d) for d in one.surface.definitions]
    assert first == [without_places(d) for d in other.surface.definitions]


@pytest.mark.parametrize("name", SAMPLE)
def test_facts_survive_the_cache(name: str) -> None:
    facts = skim(text_of(name))
    surface, uses, shape, head = codec.pack(facts)
    assert codec.head(head).lines == facts.surface.lines
    assert codec.surface(surface) == facts.surface
    calls = [call for group in codec.calls(uses) for call in group.calls()]
    assert sorted(calls, key=repr) == sorted(facts.uses.calls, key=repr)
    assert codec.members(uses) == facts.uses.members
    assert codec.shape(shape) == facts.shape


@given(st.text(max_size=200))
def test_no_text_makes_it_raise(source: str) -> None:
    codec.pack(skim(source))


@settings(max_examples=examples(60))
@given(st.sampled_from(SAMPLE), st.data())
def test_no_cut_through_real_code_makes_it_raise(name: str, data: st.DataObject) -> None:
    source = text_of(name)
    start = data.draw(st.integers(0, len(source)))
    stop = data.draw(st.integers(start, len(source)))
    codec.pack(skim(source[:start] + source[stop:]))


ODD_LINES = ("    def f(self): ...", "def f(): ...", "class A:", "    @wraps", "  x = 1", "    x = 1",
             "        x = 1", '"""', "    '''", "(", "    )", "if x:", "    else:", "\tdef f(): ...",
             "\f", "    x = 1 + \\", "    class B:", "async def f(): ...", "")  # fmt: skip


@settings(max_examples=examples(60))
@given(st.sampled_from(SAMPLE), st.data())
def test_the_size_of_pieces_changes_nothing(name: str, data: st.DataObject) -> None:
    lines = text_of(name).split("\n")
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(lines)))
        lines[at : at + data.draw(st.integers(0, 2))] = [data.draw(st.sampled_from(ODD_LINES))]
    source = "\n".join(lines)
    usual = pieces.SIZE
    try:
        pieces.SIZE = len(source)
        whole = skim(source)
        for pieces.SIZE in (1, data.draw(st.integers(2, 3000))):
            assert skim(source) == whole
    finally:
        pieces.SIZE = usual
