"""Many modules as few boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssotlint.graph.folding import common_package, common_prefix, folded, short

dotted = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(".".join)


@given(st.lists(dotted, min_size=1, unique=True), st.integers(4, 12))
def test_every_module_is_in_one_box_and_the_boxes_are_few(names: list[str], limit: int) -> None:
    boxes = folded(names, limit)
    assert sorted(name for inside in boxes.values() for name in inside) == sorted(names)
    assert len(boxes) <= limit


def test_large_packages_are_opened_and_small_ones_are_not() -> None:
    names = [f"big.part{n % 4}.m{n}" for n in range(80)] + ["small.one", "small.two"]
    assert sorted(folded(names, 5)) == ["big.part0", "big.part1", "big.part2", "big.part3", "small"]


def test_where_there_is_no_room_the_smallest_are_one_box() -> None:
    names = [f"p{n}.m{m}" for n in range(40) for m in range(n + 1)]
    boxes = folded(names, 8)
    assert len(boxes) <= 8
    assert "(others)" in boxes


@pytest.mark.parametrize(
    ("names", "prefix", "package"),
    [(["a.b", "a.c"], "a", "a"), (["a.b", "a.b.c"], "a.b", "a"), (["a.b"], "a.b", "a"),
     (["a", "b"], "", ""), (["ab.x", "abc.x"], "", "")],
)  # fmt: skip
def test_what_names_have_in_common(names: list[str], prefix: str, package: str) -> None:
    assert (common_prefix(names), common_package(names)) == (prefix, package)


def test_a_name_is_shortened_by_whole_parts() -> None:
    assert [short(n, "a.b") for n in ("a.b", "a.b.c", "a.bc", "x")] == ["…", "….c", "a.bc", "x"]
