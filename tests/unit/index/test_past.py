"""Which results of the last run an edit may concern; the others are not looked at."""

import msgspec
import pytest

from ssotlint.index import names
from ssotlint.index.askers import Askers, noted
from ssotlint.index.difference import NOTHING
from ssotlint.index.past import Past
from ssotlint.index.results import Known, Row, Stored
from ssotlint.index.since import Since

FILES = {path: f"digest of {path}" for path in ("a.py", "b.py", "c.py", "d.py")}
EDITED = {**FILES, "d.py": "another digest"}


def row(path: str, *asked: int, reads: str = "", read: str = "") -> Row:
    seen = {reads: {read: FILES[read]}} if reads else {}
    return Row(FILES[path], seen, names.packed(asked), path.encode())


def rows() -> dict[str, Row]:
    return {
        "a.py": row("a.py", 1, 2),
        "b.py": row("b.py", 2, reads="shape", read="d.py"),
        "c.py": row("c.py", 3),
        "d.py": row("d.py", 4),
    }


def stored(found: dict[str, Row], askers: Askers | None) -> Stored:
    data = msgspec.msgpack.encode(("state", found, {}, "", askers))
    return msgspec.msgpack.decode(data, type=Stored)


def holding(turned: frozenset[int] | None, *, shape: bool = False, sure: bool = True) -> set[str]:
    found = stored(rows(), noted(enumerate(rows().values())))
    change = NOTHING._replace(shape=shape)
    past = Past("reached", found, Since(FILES, EDITED, {"d.py": change}))
    held = past.holding(found, turned, sure=sure)
    for path in held:
        assert past.get(path) is not None
    return held


@pytest.mark.parametrize("sure", [True, False])
def test_an_edit_concerns_the_file_itself_and_who_asked_or_read(*, sure: bool) -> None:
    every = {"a.py", "b.py", "c.py"}
    assert holding(frozenset(), sure=sure) == every
    assert holding(frozenset((4, 5)), sure=sure) == every
    assert holding(frozenset((3,)), sure=sure) == every - {"c.py"}
    assert holding(frozenset((2,)), sure=sure) == {"c.py"}
    assert holding(frozenset(), shape=True, sure=sure) == every - {"b.py"}
    assert holding(None, sure=sure) == set()


def test_what_was_read_of_an_edited_file_is_noted_with_its_content_of_now() -> None:
    found = stored(rows(), noted(enumerate(rows().values())))
    past = Past("reached", found, Since(FILES, EDITED, {"d.py": NOTHING}))
    assert past.holding(found, frozenset(), sure=True) == {"a.py", "b.py", "c.py"}
    known = past.get("b.py")
    assert known is not None
    assert known.reads == {"shape": {"d.py": "another digest"}}


def test_results_that_no_edit_concerns_stay_packed() -> None:
    found = stored(rows(), noted(enumerate(rows().values())))
    past = Past("reached", found, Since(FILES, EDITED, {"d.py": NOTHING}))
    past.holding(found, frozenset((1,)), sure=True)
    packed = {path for path, one in past.rows.items() if isinstance(one, msgspec.Raw)}
    assert packed == {"c.py"}


def test_a_result_of_another_content_is_none() -> None:
    found = stored(rows(), noted(enumerate(rows().values())))
    past = Past("reached", found, Since({**FILES, "c.py": "older"}, EDITED))
    past.holding(found, frozenset(), sure=False)
    assert past.get("c.py") is None
    assert past.get("b.py") is not None


def test_bytes_that_are_no_result_are_none() -> None:
    found = Stored("state", {"a.py": msgspec.Raw(b"\xc1")}, {}, "", Askers())
    past = Past("reached", found, Since({"a.py": "x"}, {"a.py": "x"}))
    assert past.get("a.py") is None


def test_few_results_are_noted_beside_those_that_they_replace() -> None:
    before = noted(enumerate(rows().values()))
    fresh = row("a.py", 3, 7, reads="shape", read="c.py")
    after = before.together_with({0: fresh})
    assert after is not None
    nothing = dict[str, str]().keys()
    assert after.concerned(frozenset((7,)), nothing) == {0}
    assert after.concerned(frozenset((1,)), nothing) == {0}
    assert after.concerned(frozenset((3,)), nothing) is None
    assert after.concerned(frozenset((4,)), nothing) == {3}
    assert after.concerned(frozenset(), {"c.py": "", "d.py": ""}.keys()) == {0, 1}
    assert after.has(7)
    assert not after.has(8)
    assert before.together_with(dict.fromkeys(range(100), fresh)) is None


def test_results_that_the_store_holds_are_whole_for_who_asks_for_all_of_them() -> None:
    past = Past("reached", stored({}, None), Since())
    known = Known("state", past, set(), {})
    for path, one in rows().items():
        known.put(path, one)
    known.stow(lambda: stored(rows(), None), {})
    known.put("d.py", row("d.py", 5))
    assert [*known.made] == ["d.py"]
    asked = {path: [*names.unpacked(one.names)] for path, one in known.rows()}
    assert asked == {"a.py": [1, 2], "b.py": [2], "c.py": [3], "d.py": [5]}
