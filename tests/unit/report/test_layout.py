"""Laws of the drawing: nothing overlaps, nothing is cut, arrows lead from box to box."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from ssotlint.model.picture import Arrow, Kind, Line, Node, Picture, Tie
from ssotlint.report.picture.layers import columns_of, way
from ssotlint.report.picture.layout import ADVANCE, LARGE, SMALL, Box, columns, drawing

LINE = Line("a.py", 1, "x")
names = st.text(st.characters(codec="utf-8"), max_size=70)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Any boxes and arrows, in one group or several."""
    count = draw(st.integers(1, 14))
    groups = draw(st.sampled_from([("",), ("one",), ("one", "two")]))
    nodes = tuple(
        Node(
            id=f"n{number}", kind=draw(st.sampled_from(list(Kind))), label=draw(names) or "x",
            home=draw(names), name="x", path="x.py", line=1,
            words=tuple(draw(st.lists(names, max_size=3))), group=draw(st.sampled_from(groups)),
        )
        for number in range(count)
    )  # fmt: skip
    ends = st.integers(0, count - 1)
    pairs = draw(st.sets(st.tuples(ends, ends).filter(lambda p: p[0] != p[1]), max_size=24))
    arrows = tuple(Arrow(f"n{s}", f"n{t}", Tie.IMPORTS, (LINE,)) for s, t in sorted(pairs))
    shown = tuple(dict.fromkeys(node.group for node in nodes))
    return Picture(title="t", said=(), nodes=nodes, arrows=arrows, groups=shown)


def apart(one: Box, two: Box) -> bool:
    return (
        one.x + one.width <= two.x
        or two.x + two.width <= one.x
        or one.y + one.height <= two.y
        or two.y + two.height <= one.y
    )


@given(pictures())
def test_no_box_lies_on_another(picture: Picture) -> None:
    boxes = drawing(picture).boxes
    assert {box.node.id for box in boxes} == {node.id for node in picture.nodes}
    assert all(apart(one, two) for one, two in combinations(boxes, 2))


@given(pictures())
def test_every_text_fits_into_its_box(picture: Picture) -> None:
    for box in drawing(picture).boxes:
        sizes = [(box.label, LARGE), *((line, SMALL) for line in box.lines)]
        assert all(columns(text) * size * ADVANCE <= box.width - 23.9 for text, size in sizes)


@given(pictures())
def test_every_box_lies_in_the_frame_of_its_group(picture: Picture) -> None:
    placed = drawing(picture)
    frames = dict(zip(picture.groups, placed.panels, strict=True))
    for box in placed.boxes:
        frame = frames[box.node.group]
        assert frame.x <= box.x
        assert box.x + box.width <= frame.x + frame.width
        assert frame.y <= box.y
        assert box.y + box.height <= frame.y + frame.height
    assert all(a.y + a.height <= b.y for a, b in pairwise(placed.panels))


@given(pictures())
def test_every_arrow_begins_and_ends_at_its_boxes(picture: Picture) -> None:
    placed = drawing(picture)
    boxes = {box.node.id: box for box in placed.boxes}
    assert len(placed.curves) == len(picture.arrows)
    for curve in placed.curves:
        for key, (x, y) in ((curve.arrow.source, curve.points[0]),
                            (curve.arrow.target, curve.points[-1])):  # fmt: skip
            box = boxes[key]
            assert any(abs(x - side) < 0.01 for side in (box.x, box.x + box.width))
            assert box.y <= y <= box.y + box.height


@given(st.dictionaries(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")),
                       st.integers(1, 9), max_size=20))  # fmt: skip
def test_arrows_lead_to_the_right_through_every_column_between(
    weights: dict[tuple[str, str], int],
) -> None:
    table = columns_of("abcdefgh", weights)
    place = {key: number for number, column in enumerate(table) for key in column}
    for source, target in weights:
        if source == target:
            continue
        first, last = sorted((place[source], place[target]))
        assert first < last
        stops = way(source, target, table) or way(target, source, table)
        assert [place[stop] for stop in stops] == list(range(first + 1, last))


def test_light_arrows_are_turned_to_break_a_circle() -> None:
    table = columns_of("ab", {("a", "b"): 9, ("b", "a"): 1})
    assert table == [["a"], ["b"]]
