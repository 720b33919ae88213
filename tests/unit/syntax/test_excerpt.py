"""An excerpt is one definition or statement of a file, and knows where it stands there."""

from functools import cache

import libcst as cst
import pytest
from libcst import matchers

from ssotlint.model.errors import ExcerptError
from ssotlint.model.place import Span
from ssotlint.project.text import split_lines
from ssotlint.syntax.excerpt import Excerpt, excerpt
from ssotlint.syntax.parsed import Parsed
from tests.trees import excerpt_of, places


def test_a_function_with_its_decorators() -> None:
    found = excerpt_of("""
        import functools

        # above
        @functools.cache
        def total(prices):
            return sum(prices)
    """)

    assert isinstance(found.node, cst.FunctionDef)
    assert found.code(found.node).startswith("@functools.cache\ndef total")
    assert found.span_of(found.node) == Span(5, 1, 6, 23)  # as `ast`: without decorators


def test_a_part_of_an_excerpt_stands_where_the_whole_has_it() -> None:
    whole = excerpt_of("""
        class Shop:
            def open(self): ...

            def total(self, prices):
                return sum(prices)
    """)
    method = matchers.findall(whole.node, matchers.FunctionDef())[1]
    assert isinstance(method, cst.FunctionDef)
    part = whole.part(method)

    assert part.node is method
    assert part.span_of(part.node) == whole.span_of(method) == Span(4, 5, 5, 27)


def test_a_method_stays_indented_so_that_its_strings_stay_what_they_are() -> None:
    found = excerpt_of(
        '''
        class Shop:
            def sign(self):
                return """
          open
        """
        ''',
        "sign",
    )

    string = matchers.findall(found.node, matchers.SimpleString())[0]
    assert isinstance(string, cst.SimpleString)
    assert string.evaluated_value == "\n  open\n"
    assert found.span_of(string) == Span(3, 16, 5, 4)


@pytest.mark.parametrize(
    ("text", "line", "column", "end_line", "end_column"),
    [
        pytest.param("x = 1; y = f(2); z = 3", 1, 8, 1, 16, id="between two others"),
        pytest.param("x = 1; y = f(\n2); z = 3", 1, 8, 2, 3, id="over two lines"),
        pytest.param("if x: y = f(2)", 1, 7, 1, 15, id="behind a header"),
        pytest.param("class A: y = f(2)", 1, 10, 1, 18, id="in a class on one line"),
        pytest.param("class A:\n  b = 1; y = f(2)", 2, 10, 2, 18, id="indented"),
        pytest.param("größe = 1; y = f('ß')", 1, 12, 1, 22, id="columns are characters"),
        pytest.param("y = \\\n  f(2)", 1, 1, 2, 7, id="continued by a backslash"),
        pytest.param("y = f(2)  # why", 1, 1, 1, 9, id="with a comment behind it"),
    ],
)
def test_a_statement_among_others_on_its_line(
    text: str, line: int, column: int, end_line: int, end_column: int
) -> None:
    span = Span(line, column, end_line, end_column)

    found = excerpt(split_lines(text), span, line)

    assert isinstance(found.node, cst.SimpleStatementLine)
    assert isinstance(found.node.body[0], cst.Assign)
    assert found.span_of(found.node.body[0]) == span


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("class A: pass", id="on one line"),
        pytest.param("class A:\n\tdef f(self):\n\t    return 1\n\n\tdef g(self): ...", id="tabs"),
        pytest.param("if x:\n  pass\nelse:\n  def f(): return 1", id="in an else"),
        pytest.param(
            "class A:\n    def f(self):\n        x\n# far left\n        y", id="a comment"
        ),
        pytest.param("class A:\n    async  def f(self): await x", id="async"),
        pytest.param("@a\n@b(\n  1\n)\n\n# here\nclass A:\n  @c\n  def f(): pass", id="decorators"),
        pytest.param("\fdef f():\n    return x", id="a form feed before it"),
        pytest.param("class A:\n    \f\n\f    def f():\n        x = 1", id="one before a method"),
        pytest.param("def f():\n\f    x = 1\n    y = 2", id="one in the body"),
        pytest.param("def f(): \\\n    x = 1", id="a continued header"),
        pytest.param("try:\n    x = 1\nexcept E: y = 2\nelse: z = 3", id="compound statements"),
        pytest.param("def f():\r\n  '''a\r\n  b'''\r\n  x = 1\r\n", id="line ends of Windows"),
    ],
)
def test_every_statement_of_a_program_is_found_where_it_stands(text: str) -> None:
    lines = split_lines(text)
    for _, span, start in places(text):
        found = excerpt(lines, span, start)
        node = found.node
        assert (
            found.span_of(node.body[0] if isinstance(node, cst.SimpleStatementLine) else node)
            == span
        )


@pytest.mark.parametrize(
    ("text", "span"),
    [
        pytest.param("x = 1", Span(2, 1, 3, 1), id="lines that are not there"),
        pytest.param("x = (1", Span(1, 1, 1, 7), id="half a statement"),
        pytest.param("x = 1\ny = 2", Span(1, 1, 2, 6), id="two statements"),
        pytest.param("# nothing", Span(1, 1, 1, 10), id="no statement"),
        pytest.param("x = 1 2", Span(1, 1, 1, 8), id="no Python"),
        pytest.param("x = '\ud800'", Span(1, 1, 1, 8), id="half a surrogate pair"),
        pytest.param("", Span(0, 1, 1, 1), id="a line before the first"),
    ],
)
def test_what_is_no_single_statement_is_refused(text: str, span: Span) -> None:
    with pytest.raises(ExcerptError):
        excerpt(split_lines(text), span, span.line)


def test_a_node_of_another_tree_has_no_place() -> None:
    with pytest.raises(ExcerptError):
        excerpt_of("x = 1").span_of(cst.Name("x"))


def test_code_is_what_people_call_a_node() -> None:
    found = excerpt_of("""
        class Shop:
            # about the call
            price = total( (net) , rate = 0.2, ); sold = []
    """)
    assert isinstance(found.node, cst.ClassDef)
    line = found.node.body.body[0]
    assert isinstance(line, cst.SimpleStatementLine)
    assign = line.body[0]
    assert isinstance(assign, cst.Assign)
    assert isinstance(assign.value, cst.Call)

    assert found.code(line) == "price = total( (net) , rate = 0.2, ); sold = []"
    assert found.code(assign) == "price = total( (net) , rate = 0.2, )"
    assert [found.code(argument) for argument in assign.value.args] == ["(net)", "rate = 0.2"]


def test_a_chain_of_six_hundred_strings_is_no_obstacle() -> None:
    found = excerpt_of("x = (" + "\n".join(f"'{i}'" for i in range(600)) + ")")

    assert found.span_of(found.node) == Span(1, 1, 600, 7)
    assert found.code(found.node).endswith("'599')")


def test_equal_lines_share_their_tree_and_each_stands_where_it_stands() -> None:
    lines = split_lines("if open:\n    pay(1, to=2)\nx = 1; pay(1, to=2)\n")
    trees = cache(Parsed)

    first = excerpt(lines, Span(2, 5, 2, 17), 2, trees)
    second = excerpt(lines, Span(3, 8, 3, 20), 3, trees)

    assert first.node is second.node
    assert first.span_of(_keyword(first)) == Span(2, 12, 2, 14)
    assert second.span_of(_keyword(second)) == Span(3, 15, 3, 17)


def test_a_tree_may_be_asked_for_one_node_and_then_for_all() -> None:
    found = excerpt_of("pay(1, to=2)\n")

    assert found.span_of(_keyword(found)) == Span(1, 8, 1, 10)
    for node in matchers.findall(found.node, matchers.Integer()):
        assert found.code(node) in "12"
        assert found.span_of(node).line == 1
    assert found.span_of(_keyword(found)) == Span(1, 8, 1, 10)


def _keyword(found: Excerpt) -> cst.CSTNode:
    (node,) = matchers.findall(found.node, matchers.Name("to"))
    return node
