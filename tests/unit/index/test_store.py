"""The cache on disk, and what it does when the disk will not have it."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssotlint.facts import skim
from ssotlint.index import codec
from ssotlint.index.store import Store, StoreLostError

ROW = codec.pack(skim("import a\n\n\ndef f(x): return a.g(x)\n"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "facts.sqlite"


def test_facts_come_back_by_their_digest(path: Path) -> None:
    first = Store(path)
    first.add([("d1", ROW)])
    first.close()
    second = Store(path)
    assert second.known(["d1", "d2"]) == {"d1"}
    assert dict(second.part("surface", ["d1"])) == {"d1": ROW[0]}
    assert codec.surface(ROW[0]).definitions[0].name == "f"


def test_memos_come_back_by_kind_and_key(path: Path) -> None:
    store = Store(path)
    store.remember("verdict", {"a": b"1", "b": b""})
    assert store.recall("verdict", "a") == b"1"
    assert store.recall("report", "a") is None
    assert store.recall_many("verdict", ["a", "b", "c"]) == {"a": b"1", "b": b""}
    store.remember("verdict", {"c": b"3"}, only=True)
    assert store.recall_many("verdict", ["a", "b", "c"]) == {"c": b"3"}


def test_memos_that_are_held_back_are_known_meanwhile_and_not_kept(path: Path) -> None:
    store = Store(path)
    store.remember("verdict", {"a": b"old"})
    with store.held_back() as memos:
        store.remember("verdict", {"a": b"new"})
        assert store.recall("verdict", "a") == b"new"
    assert [memo.values for memo in memos] == [{"a": b"new"}]
    assert store.recall("verdict", "a") == b"old"


def test_a_large_memo_lies_in_a_file_of_its_own_and_goes_with_its_name(path: Path) -> None:
    large = b"report" * 1_000_000
    store = Store(path)
    store.remember("report", {"a": large, "b": b"1"})
    assert Store(path).recall_many("report", ["a", "b"]) == {"a": large, "b": b"1"}
    (apart,) = path.parent.glob(f"{path.name}.*")
    store.remember("report", {"c": b"3"}, only=True)
    assert not apart.exists()
    assert store.recall("report", "a") is None


@pytest.mark.parametrize("damage", [b"", b"report" * 999_999, b"reporT" * 1_000_000])
def test_a_large_memo_that_is_not_as_it_was_written_is_none(path: Path, damage: bytes) -> None:
    store = Store(path)
    store.remember("report", {"a": b"report" * 1_000_000})
    (apart,) = path.parent.glob(f"{path.name}.*")
    apart.write_bytes(damage)
    assert store.recall("report", "a") is None
    apart.unlink()
    assert store.recall("report", "a") is None


def test_the_folder_says_that_it_is_a_cache(path: Path) -> None:
    Store(path).close()
    tag = (path.parent / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert (path.parent / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("damage", [b"", b"noise" * 2000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_made_anew(path: Path, damage: bytes) -> None:
    Store(path).close()
    for leftover in path.parent.glob("*.sqlite-*"):
        leftover.unlink()
    path.write_bytes(damage)
    store = Store(path)
    store.add([("d1", ROW)])
    assert store.known(["d1"]) == {"d1"}
    assert not store.notice


@settings(max_examples=80)
@given(start=st.integers(0, 2**16), noise=st.binary(min_size=1, max_size=3000))
def test_what_is_read_is_what_was_written_or_lost_as_a_whole(start: int, noise: bytes) -> None:
    written = {f"d{i}": (b"a%d" % i * 50, b"b%d" % i * 90, b"c%d" % i) for i in range(200)}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "facts.sqlite"
        store = Store(path)
        store.add((digest, (*row, b"")) for digest, row in written.items())
        store.remember("verdict", {"k": b"v"})
        store.close()
        data = bytearray(path.read_bytes())
        start %= len(data)
        data[start : start + len(noise)] = noise
        path.write_bytes(data)

        damaged = Store(path)
        assert damaged.recall("verdict", "k") in {b"v", None}
        try:
            known = damaged.known(written)
            for position, part in enumerate(("surface", "uses", "shape")):
                for digest, value in damaged.part(part, sorted(known)):
                    assert value == written[digest][position]
            damaged.add([("new", ROW)])
        except StoreLostError:
            assert damaged.known(written) == set()
            damaged.add([("new", ROW)])
        assert dict(damaged.part("uses", ["new"])) == {"new": ROW[1]}


def test_facts_that_are_not_there_are_lost(path: Path) -> None:
    store = Store(path)
    store.add([("d1", ROW)])
    with pytest.raises(StoreLostError):
        list(store.part("uses", ["d1", "d2"]))
    assert store.known(["d1"]) == set()
    assert not store.notice  # the file has been made anew


def test_facts_that_find_no_room_are_lost_and_the_next_ones_kept_in_memory(path: Path) -> None:
    store = Store(path)
    store.add([("d1", ROW)])
    store._connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(StoreLostError, match="full"):
        store.add((f"d{i}", ROW) for i in range(2, 500))
    assert "full" in store.notice
    store.add([("d2", ROW)])
    assert store.known(["d1", "d2"]) == {"d2"}


def test_without_a_place_to_write_it_works_in_memory_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "facts.sqlite")
    store.add([("d1", ROW)])
    assert store.known(["d1"]) == {"d1"}
    assert "working without it" in store.notice


def test_two_stores_on_one_file_see_each_other(path: Path) -> None:
    one, other = Store(path), Store(path)
    one.add([("d1", ROW)])
    other.add([("d2", ROW)])
    assert one.known(["d1", "d2"]) == other.known(["d1", "d2"]) == {"d1", "d2"}


def test_what_is_left_in_the_log_is_read_by_the_next_process(path: Path) -> None:
    said = "from pathlib import Path; from ssotlint.index.store import Store; import os, sys\n"
    said += "store = Store(Path(sys.argv[1])); store.remember('kind', {sys.argv[2]: b'value'})\n"
    said += "store.end(); os._exit(0)\n"
    log = path.with_name(f"{path.name}-wal")
    for key in ("one", "other"):
        subprocess.run([sys.executable, "-c", said, path, key], check=True)
        assert log.stat().st_size
    assert Store(path).recall_all("kind") == {"one": b"value", "other": b"value"}


def test_a_long_log_is_written_over_to_the_database(path: Path) -> None:
    store = Store(path)
    for number in range(4):
        store.remember("kind", {str(number): b"x" * 900_000})
    store.end()
    assert not path.with_name(f"{path.name}-wal").exists()
    assert len(Store(path).recall_all("kind")) == 4


def test_a_writer_that_waits_for_another_does_not_lose_its_rows(path: Path) -> None:
    store = Store(path)
    blocker = sqlite3.connect(path)
    blocker.execute("BEGIN IMMEDIATE")
    blocker.rollback()
    store.add([("d1", ROW)])
    assert store.known(["d1"]) == {"d1"}
    blocker.close()


def test_names_that_no_encoding_can_hold_are_stored_all_the_same() -> None:
    packed = codec.pack(skim("__all__ = ['\\ud800']\nx = 1\n"))
    assert codec.surface(packed[0]).exports == ("?",)


def test_nothing_is_let_go_of_while_memos_are_held_back(path: Path) -> None:
    store = Store(path)
    store.remember("names", {"a": b"1"})
    with store.held_back():
        store.forget("names", ["a"])
    assert store.recall("names", "a") == b"1"
    store.forget("names", ["a"])
    assert store.recall("names", "a") is None


def test_one_project_takes_over_what_is_known_of_another(path: Path) -> None:
    store, large = Store(path), b"report" * 1_000_000
    store.remember("report one", {"a": large, "b": b"1"})
    store.remember("ledger one name", {"c": b"2"})
    store.remember("verdict", {"d": b"3"})
    store.remember("report one~", {"e": b"4"})
    store.adopt("one", "two")
    assert store.recall_all("report two~") == {}
    assert (
        store.recall_all("report two") == store.recall_all("report one") == {"a": large, "b": b"1"}
    )
    assert store.recall_all("ledger two name") == {"c": b"2"}
    store.abandon("one")
    assert store.recall_all("report one") == store.recall_all("ledger one name") == {}
    assert store.recall_all("report two") == {"a": large, "b": b"1"}
    assert store.recall_all("verdict") == {"d": b"3"}


def test_what_two_projects_share_on_the_disk_each_replaces_for_itself(path: Path) -> None:
    store, large, other = Store(path), b"report" * 1_000_000, b"others" * 1_000_000
    store.remember("report one", {"a": large, "b": large})
    store.adopt("one", "two")
    store.adopt("one", "two")
    store.remember("report two", {"a": other})
    store.forget("report two", ["b"])
    assert store.recall_all("report one") == {"a": large, "b": large}
    assert store.recall_all("report two") == {"a": other}


def test_facts_that_nobody_asks_for_go_when_they_are_most(path: Path) -> None:
    store = Store(path)
    assert store.is_new()
    store.add((f"d{number}", ROW) for number in range(2_100))
    assert not store.is_new()
    assert store.is_crowded(living=10)
    assert not store.is_crowded(living=100)
    store.prune({"d7", "d8"})
    assert store.known(["d6", "d7", "d8"]) == {"d7", "d8"}
