"""The trace of what an answer was made from."""

from pathlib import Path

import pytest

from ssotlint.graph.derived import Derived
from ssotlint.graph.graph import Graph
from ssotlint.index.index import Index
from tests.worlds import draw

FILES = {"a.py": "def f():\n    return g()\n", "b.py": "class B:\n    x = 1\n"}


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return draw(tmp_path, FILES).graph


@pytest.mark.parametrize("part", ["calls", "members", "uses"])
def test_whose_uses_are_read_is_noted(graph: Graph, part: str) -> None:
    index = graph.index
    with index.recorded() as reads:
        list(getattr(index, part)([index.by_path["a.py"]]))
    assert (reads.total().uses, reads.total().shapes) == ({"a.py"}, set())


def test_whose_shapes_are_read_is_noted(graph: Graph) -> None:
    with graph.index.recorded() as reads:
        list(graph.index.shapes(graph.index.modules))
    assert reads.total().shapes == {"a.py", "b.py"}


def test_what_an_answer_was_made_from_counts_for_all_who_take_it(graph: Graph) -> None:
    assert graph.calls is not None
    with graph.index.recorded() as reads:
        assert graph.products is not None
    assert reads.total().uses == {"a.py", "b.py"}


def test_an_inner_trace_is_a_part_of_the_outer_one(graph: Graph) -> None:
    index: Index = graph.index
    with index.recorded() as outer, index.recorded():
        list(index.shapes([index.by_path["a.py"]]))
    assert outer.total().shapes == {"a.py"}


def test_an_answer_that_reads_when_it_is_asked_stands_for_everything(graph: Graph) -> None:
    with graph.index.recorded() as reads:
        assert graph.attributes is not None
    assert reads.total().whole


def test_every_answer_of_the_graph_is_traced() -> None:
    made = {n: v for n, v in vars(Graph).items() if not n.startswith("_") and not callable(v)}
    assert made
    assert {n for n, v in made.items() if not isinstance(v, Derived | property)} == set()
