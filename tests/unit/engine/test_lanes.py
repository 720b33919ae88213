"""Questions asked by several processes: nobody can tell from what is found, or from what is kept."""

import os
import signal
import sys
from collections.abc import Iterator
from multiprocessing import active_children, parent_process
from pathlib import Path
from random import Random

import msgspec
import pytest

from ssotlint.detectors.view import View
from ssotlint.engine import detection, inquiry, lanes, ledger, validity
from ssotlint.engine.lanes import Lanes
from ssotlint.engine.opening import open_project
from ssotlint.engine.record import Record
from ssotlint.engine.request import Outcome, Request
from ssotlint.engine.run import run
from ssotlint.graph import graph
from ssotlint.graph.domains import Domains
from ssotlint.graph.importers import Importers
from ssotlint.graph.reaches import Reaches
from ssotlint.index.results import Row, Stored
from ssotlint.index.store import Store, StoreLostError
from ssotlint.model.report import Fault
from ssotlint.model.value import replace
from tests.editing import Files, drawn, put

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes that fork")


@pytest.fixture(autouse=True)
def small_projects_too(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(inquiry, "_MANY", 1)
    yield
    assert active_children() == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Code with many faults: examples of rules, at random."""
    files: Files = drawn(Random(7), 40)
    files = {path: text for path, text in files.items() if path != "pyproject.toml"}
    for path, text in files.items():
        put(tmp_path / "project" / path, text)
    return tmp_path / "project"


def request(project: Path, jobs: int) -> Request:
    cache = project.parent / f"cache{jobs}"
    return Request(paths=(project,), root=project, formats=("json",), jobs=jobs, cache=cache)


def kept(asked: Request) -> object:
    """What the next run may recall: answers with what they were made from, and looks at files."""
    project = open_project(asked)
    store, memory = project.store, project.memory
    record = store.recall(f"answer {memory}", "last")
    rows = [store.recall(f"{name} {memory}", "all") for name in validity.ASPECTS]
    store.close()
    assert record is not None
    return (
        msgspec.msgpack.decode(record, type=Record),
        [found(row) if row is not None else None for row in rows],
    )


def found(data: bytes) -> object:
    """Results of all files, each unpacked."""
    stored = msgspec.msgpack.decode(data, type=Stored)
    rows = {path: msgspec.msgpack.decode(row, type=Row) for path, row in stored.rows.items()}
    return rows, replace(stored, rows={})


def in_lanes(monkeypatch: pytest.MonkeyPatch, detector: str, happens: object) -> None:
    """Something happens in a lane that is asked for a detector, and nowhere else."""
    detect = detection.detect

    def disturbed(question: detection.Question, view: View) -> Fault | None:
        if question.detector == detector and parent_process() is not None:
            happens()  # type: ignore[operator]
        return detect(question, view)

    monkeypatch.setattr(detection, "detect", disturbed)


@pytest.fixture
def asked_in_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here it is asked what breaks and what the lanes leave, and all else is left to them."""
    take = Lanes._next

    def own(lanes: Lanes) -> int | None:
        return take(lanes) if lanes._own or not lanes._busy else None

    monkeypatch.setattr(Lanes, "_next", own)


def text(outcome: Outcome) -> bytes:
    assert outcome.faults == (), outcome.faults[0].trace
    return outcome.texts[0]


@pytest.mark.parametrize("jobs", [2, 4])
def test_several_processes_find_and_keep_what_one_does(project: Path, jobs: int) -> None:
    assert text(run(request(project, jobs))) == text(run(request(project, 1)))
    assert kept(request(project, jobs)) == kept(request(project, 1))


@pytest.mark.usefixtures("asked_in_lanes")
@pytest.mark.parametrize("jobs", [2, 4])
def test_it_does_not_matter_who_asks(project: Path, jobs: int) -> None:
    assert text(run(request(project, jobs))) == text(run(request(project, 1)))
    assert kept(request(project, jobs)) == kept(request(project, 1))


def test_an_edit_is_answered_from_what_lanes_have_found(project: Path) -> None:
    run(request(project, 2))
    run(request(project, 1))
    path = min(project.rglob("*.py"))
    more = "def added(first, second):\n    return first\n\n\nadded(1)\n"
    path.write_text(f"{path.read_text()}\n\n{more}")
    assert text(run(request(project, 2))) == text(run(request(project, 1)))
    assert kept(request(project, 2)) == kept(request(project, 1))


def test_without_a_cache_lanes_find_the_same(project: Path) -> None:
    forgetful = Request(paths=(project,), root=project, formats=("json",), jobs=2, use_cache=False)
    assert text(run(forgetful)) == text(run(request(project, 1)))


@pytest.mark.usefixtures("asked_in_lanes")
def test_what_lanes_have_found_out_for_all_is_not_found_out_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(request(project, 1))

    def found(importers: Importers, domains: Domains) -> Reaches:
        assert parent_process() is not None
        return Reaches(importers, domains)

    monkeypatch.setattr(graph, "Reaches", found)
    assert run(request(project, 2)).faults == ()
    asked = [open_project(request(project, jobs)) for jobs in (1, 2)]
    known = [ledger.favourites(one) for one in asked]
    for one in asked:
        one.store.close()
    assert known[0] == known[1]
    assert known[0]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.usefixtures("asked_in_lanes")
@pytest.mark.parametrize("detector", ["clones", "cycles", "concepts"])
def test_what_a_killed_lane_leaves_is_asked_here(
    project: Path, monkeypatch: pytest.MonkeyPatch, detector: str
) -> None:
    truth = text(run(request(project, 1)))
    mark = project.parent / "killed"

    def kill() -> None:
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)

    in_lanes(monkeypatch, detector, kill)
    assert text(run(request(project, 2))) == truth
    assert mark.exists()
    assert kept(request(project, 2)) == kept(request(project, 1))


def test_while_the_judges_have_work_nothing_is_asked_in_lanes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truth = text(run(request(project, 1)))
    monkeypatch.setattr(lanes, "_BUSY", 0)
    monkeypatch.setattr(Lanes, "_fork", lambda _: pytest.fail("a lane was forked"))
    assert text(run(request(project, 2))) == truth
    assert kept(request(project, 2)) == kept(request(project, 1))


@pytest.mark.usefixtures("asked_in_lanes")
def test_a_lane_that_cannot_read_the_facts_makes_the_run_begin_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truth = text(run(request(project, 1)))
    once = project.parent / "once"

    def lose() -> None:
        if not once.exists():
            once.touch()
            raise StoreLostError("gone")

    in_lanes(monkeypatch, "clones", lose)
    assert text(run(request(project, 2))) == truth
    assert once.exists()


def test_a_bug_in_a_lane_is_a_fault_of_its_rule_and_the_others_finish(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def calls(*_: object) -> None:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr("ssotlint.detectors.cycles.detect", calls)
    one, two = run(request(project, 1)), run(request(project, 2))
    assert [fault.what for fault in two.faults] == ["ZeroDivisionError: a bug of ours"]
    assert [(f.where, f.what) for f in two.faults] == [(f.where, f.what) for f in one.faults]
    assert two.findings == one.findings


def test_where_no_process_can_be_forked_all_is_asked_here(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truth = text(run(request(project, 1)))

    def refuse() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", refuse)
    assert text(run(request(project, 2))) == truth


def test_a_process_that_only_reads_tells_what_it_would_keep(tmp_path: Path) -> None:
    writer = Store(tmp_path / "cache" / "facts.sqlite")
    writer.remember("names", {"a": b"1"})
    writer.release()
    writer.resume()
    reader = Store(None)
    reader.path = writer.path
    reader.resume_reading()
    assert reader.recall("names", "a") == b"1"
    reader.remember("names", {"b": b"2"})
    assert reader.recall("names", "b") == b"2"
    assert writer.recall("names", "b") is None
    assert reader.unsaved is not None
    assert [memo.values for memo in reader.unsaved] == [{"b": b"2"}]
    reader.close()
    writer.close()


def test_what_takes_long_to_ask_is_asked_when_the_judges_have_work_of_what_breaks(
    project: Path,
) -> None:
    said: list[str] = []
    run(replace(request(project, 2), progress=said.append))
    asked = [line.rpartition(" ")[2] for line in said if line.startswith("looking for ")]
    assert asked.index("calls") > asked.index("members") > asked.index("unresolved")
