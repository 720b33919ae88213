"""Files that several processes look at before questions are asked: nobody can tell afterwards."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import active_children, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import sleep
from typing import Any

import pytest

from ssotlint.detectors.functions import IMPRINTS
from ssotlint.engine import inquiry, survey
from ssotlint.engine.forks import Fork, forked
from ssotlint.engine.request import Request
from ssotlint.engine.run import run
from ssotlint.graph.graph import Graph
from ssotlint.index.aspect import Aspect
from ssotlint.index.aspects import Aspects
from ssotlint.index.index import Index, Module
from ssotlint.index.store import Store
from ssotlint.model.value import replace
from tests.editing import drawn, put

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes that fork")


@pytest.fixture(autouse=True)
def small_projects_too(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(inquiry, "_MANY", 1)
    monkeypatch.setattr(survey, "_FILES", 3)
    yield
    assert active_children() == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Code with many faults: examples of rules, at random."""
    for path, text in drawn(Random(11), 30).items():
        put(tmp_path / "project" / path, text)
    return tmp_path / "project"


def told(project: Path, jobs: int) -> bytes:
    cache = project.parent / f"cache{jobs}"
    outcome = run(
        Request(paths=(project,), root=project, formats=("json",), jobs=jobs, cache=cache)
    )
    assert outcome.faults == (), outcome.faults[0].trace
    return outcome.texts[0]


def disturb(monkeypatch: pytest.MonkeyPatch, project: Path, happens: Callable[[], object]) -> Path:
    """Something happens to a process that looks at the fourth to sixth file, and leaves a mark."""
    look, mark = survey._look, project.parent / "disturbed"

    def disturbed(index: Index, parts: object, start: int, end: int) -> None:
        if start == 3 and parent_process() is not None:
            mark.touch()
            happens()
        look(index, parts, start, end)  # type: ignore[arg-type]

    monkeypatch.setattr(survey, "_look", disturbed)
    return mark


def test_it_does_not_matter_who_looks(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = disturb(monkeypatch, project, lambda: None)
    assert told(project, 3) == told(project, 1)
    assert mark.exists()


@pytest.mark.parametrize("happens", [None, signal.SIGTERM])
def test_one_begins_while_it_is_found_out_what_all_looks_need(
    project: Path, monkeypatch: pytest.MonkeyPatch, happens: signal.Signals | None
) -> None:
    alone, look, prepare = told(project, 1), survey._look, Graph.prepare_looks
    mark = project.parent / "begun"

    def seen(index: Index, parts: object, start: int, end: int) -> None:
        look(index, parts, start, end)  # type: ignore[arg-type]
        if parent_process() is not None and not mark.exists():
            mark.touch()
            if happens is not None:
                os.kill(os.getpid(), happens)

    def waiting(graph: Graph) -> None:
        while not mark.exists():
            sleep(0.01)
        prepare(graph)

    monkeypatch.setattr(survey, "_look", seen)
    monkeypatch.setattr(Graph, "prepare_looks", waiting)
    assert told(project, 2) == alone


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_what_a_killed_process_leaves_is_looked_at_by_who_asks(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = disturb(monkeypatch, project, lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert told(project, 2) == told(project, 1)
    assert mark.exists()


def test_what_a_process_stumbles_over_is_looked_at_by_who_asks(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = disturb(monkeypatch, project, lambda: int("nothing"))
    assert told(project, 2) == told(project, 1)
    assert mark.exists()


def test_a_process_that_has_looked_at_enough_files_is_followed_by_another(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, begin = project.parent / "seen", Aspects.begin

    def begun(aspects: Aspects) -> None:
        with seen.open("a") as file:
            file.write(f"{os.getpid()}\n")
        begin(aspects)

    monkeypatch.setattr(Aspects, "begin", begun)
    monkeypatch.setattr(survey, "_MOST", 2)
    assert told(project, 2) == told(project, 1)
    assert len({*seen.read_text().split()}) > 4


def test_one_process_at_a_time_makes_room_for_another(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = list[int]()

    def counted(
        store: Store, count: int, serve: Callable[[Connection], None], beside: Sequence[Fork] = ()
    ) -> list[Fork]:
        there.append(count + len(beside))
        return forked(store, count, serve, beside)

    monkeypatch.setattr(survey, "forked", counted)
    monkeypatch.setattr(survey, "_MOST", 2)
    assert told(project, 2) == told(project, 1)
    assert len(there) > 2
    assert max(there) <= 3


def test_a_look_that_fails_ends_no_process(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = Aspects.looks

    def failing(aspects: Aspects, several: object, modules: Sequence[Module]) -> Iterator[object]:
        if parent_process() is not None:
            (project.parent / "failed").touch()
            raise KeyError(modules[0].path)
        yield from looks(aspects, several, modules)  # type: ignore[arg-type]

    monkeypatch.setattr(Aspects, "looks", failing)
    assert told(project, 2) == told(project, 1)
    assert (project.parent / "failed").exists()


def test_without_processes_everything_is_looked_at_here(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey, "forked", lambda *_: [])
    assert told(project, 2) == told(project, 1)


def test_a_look_that_fails_wherever_it_is_taken_is_a_fault_of_its_rule(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others finish, and say what they say without it."""
    told(project, 1)

    def lost(*_: object) -> None:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr("ssotlint.detectors.overriding._overridden", lost)
    requests = [
        Request(paths=(project,), root=project, formats=("json",), jobs=jobs, use_cache=False)
        for jobs in (1, 3)
    ]
    here, there = map(run, requests)
    assert [fault.what for fault in here.faults] == ["ZeroDivisionError: a bug of ours"]
    assert "incompatible-override" in here.faults[0].where
    assert [(f.where, f.what) for f in there.faults] == [(f.where, f.what) for f in here.faults]
    rest = run(replace(requests[0], ignore=tuple(here.faults[0].where.split(", "))))
    assert there.findings == here.findings == rest.findings


def test_what_processes_have_found_lies_in_the_store_until_it_is_asked_for(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, here, stow, look = list[int](), list[str](), Aspects.stow, Aspects._seen

    def stowed(aspects: Aspects) -> None:
        for _ in range(2):
            held.append(sum(len(known.made) for known in aspects._known.values()))
            stow(aspects)

    def seen(aspects: Aspects, aspect: Aspect[Any, Any], module: Module, part: object) -> object:
        here.append(aspect.name)
        return look(aspects, aspect, module, part)

    monkeypatch.setattr(Aspects, "stow", stowed)
    monkeypatch.setattr(Aspects, "_seen", seen)
    assert told(project, 2)
    assert held[0]
    assert not held[1]
    assert IMPRINTS not in here  # else it was looked for again, in this process
