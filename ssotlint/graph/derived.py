"""Answers of the graph that are made once, and what each was made from.

Whoever takes an answer has read what it was made from, though somebody else had it made. One that
goes on to read calls or shapes when it is asked, and remembers what it found, cannot be traced: it
stands for everything. That is what is assumed; ``settled`` says that it is not so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar, overload

if TYPE_CHECKING:
    from ssotlint.graph.graph import Graph
    from ssotlint.index.reads import Reads

_Answer = TypeVar("_Answer")


class Derived(Generic[_Answer]):
    """An attribute that is made when first asked for."""

    def __init__(self, make: Callable[[Graph], _Answer], *, settled: bool = False) -> None:
        self._make, self._settled = make, settled
        self.__doc__ = make.__doc__
        self._name = f"_{make.__name__}"

    @overload
    def __get__(self, graph: None, owner: object) -> Derived[_Answer]: ...
    @overload
    def __get__(self, graph: Graph, owner: object) -> _Answer: ...

    def __get__(self, graph: Graph | None, owner: object) -> Derived[_Answer] | _Answer:
        """The answer; the run's trace learns what it was made from."""
        if graph is None:
            return self
        known: tuple[_Answer, Reads] | None = graph.__dict__.get(self._name)
        if known is None:
            with graph.index.recorded() as reads:
                known = self._make(graph), reads
            reads.whole = reads.whole or not self._settled
            graph.__dict__[self._name] = known
        answer, made_from = known
        trace = graph.index.reads
        if id(made_from) not in trace.parts:  # asked a hundred thousand times a run
            trace.include(made_from)
        return answer


def settled(make: Callable[[Graph], _Answer]) -> Derived[_Answer]:
    """An answer that reads calls and shapes while it is made and never later."""
    return Derived(make, settled=True)


def traced(graph: type[Graph]) -> type[Graph]:
    """Every other answer of a graph counts as made from everything."""
    for name, value in list(vars(graph).items()):
        if isinstance(value, cached_property):
            setattr(graph, name, Derived(value.func))
    return graph
