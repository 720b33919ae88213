"""The trace of what an answer was made from."""

from functools import cached_property
from pathlib import Path

import pytest

from ssotlint.graph.calling import NOTABLE, called
from ssotlint.graph.derived import Derived, traced
from ssotlint.graph.graph import Graph
from ssotlint.graph.known import Known
from ssotlint.index.difference import SAYS
from ssotlint.index.index import Index
from ssotlint.index.names import asked as asked_for
from ssotlint.index.names import number
from tests.worlds import draw

FILES = {"a.py": "def f():\n    return g()\n", "b.py": "class B:\n    x = 1\n"}


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return draw(tmp_path, FILES).graph


@pytest.mark.parametrize(
    ("query", "parts"),
    [("calls", {"calls"}), ("uses", {"calls", "members"})],
)
def test_whose_uses_are_read_is_noted(graph: Graph, query: str, parts: set[str]) -> None:
    index = graph.index
    with index.recorded() as reads:
        list(getattr(index, query)([index.by_path["a.py"]]))
    assert reads.total().paths == {part: {"a.py"} for part in parts}


def test_whose_shapes_are_read_is_noted(graph: Graph) -> None:
    with graph.index.recorded() as reads:
        list(graph.index.shapes(graph.index.modules))
    assert reads.total().paths == {"shape": {"a.py", "b.py"}}


def test_what_an_answer_was_made_from_counts_for_all_who_take_it(graph: Graph) -> None:
    assert graph.calls.refused == []
    with graph.index.recorded() as reads:
        assert graph.calls.odd == []
    assert reads.all_names() == {number("", NOTABLE)}


def test_who_asks_for_the_calls_of_one_definition_has_asked_for_nothing_else(graph: Graph) -> None:
    known = Known(graph.index.by_path["a.py"], 0)
    with graph.index.recorded() as reads:
        assert graph.calls.callers.get(known) is None
    assert reads.all_names() == {*asked_for("a.py", called("f"))}
    assert not reads.total().paths


@pytest.mark.parametrize("asked", ["stored", "changes", "is_mutable", "is_constant"])
def test_what_is_at_hand_is_read_again_by_who_asks_again(graph: Graph, asked: str) -> None:
    known = Known(graph.index.by_path["b.py"], 0)
    for _ in range(2):
        with graph.index.recorded() as reads:
            getattr(graph.attributes, asked)(known)
        total = reads.total()
        files = set().union(*total.paths.values(), (path for path, _ in total.texts))
        assert files == {"b.py"}


def test_an_answer_that_is_remembered_brings_along_what_it_was_made_from(graph: Graph) -> None:
    known = Known(graph.index.by_path["b.py"], 0)
    for _ in range(2):
        with graph.index.recorded() as reads:
            graph.members.roster(known)
        parts = reads.total().paths
        assert parts.pop("members") == {"b.py"}
        ((said, paths),) = parts.items()
        assert said.startswith(SAYS)
        assert paths == {"b.py"}


def test_an_inner_trace_is_a_part_of_the_outer_one(graph: Graph) -> None:
    index: Index = graph.index
    with index.recorded() as outer, index.recorded():
        list(index.shapes([index.by_path["a.py"]]))
    assert outer.total().paths == {"shape": {"a.py"}}


def test_an_answer_that_may_read_when_it_is_asked_stands_for_everything(graph: Graph) -> None:
    @traced
    class Lazy(Graph):
        @cached_property
        def later(self) -> int:
            return 1

    lazy = Lazy(graph.index)
    with graph.index.recorded() as reads:
        assert lazy.later == 1
    assert reads.total().whole


def test_every_answer_of_the_graph_is_traced() -> None:
    made = {n: v for n, v in vars(Graph).items() if not n.startswith("_") and not callable(v)}
    assert made
    assert {n for n, v in made.items() if not isinstance(v, Derived | property)} == set()


def test_what_was_read_is_the_same_when_nothing_is_added_any_more(graph: Graph) -> None:
    with graph.index.recorded() as reads:
        graph.members.roster(Known(graph.index.by_path["b.py"], 0))
        graph.index.by_path["a.py"].definition(0)
        graph.index.by_path["b.py"].asked("B")
    before = reads.trace(graph.index.positions, graph.index.bundles)
    reads.close()
    assert reads.trace(graph.index.positions, graph.index.bundles) == before
