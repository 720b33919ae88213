"""Where so much differs that two namesakes may be two things."""

import pytest

from tests.unit.judges.copying import Judge, beside_the_original, evidence, replaced


def test_what_one_takes_and_the_other_works_out_is_adapted(judged: Judge) -> None:
    taking = """
def state(up, down):
    if up > 0 and down > 0:
        return "both"
    if up > 0:
        return "up"
    return "down" if down > 0 else "idle"
"""
    working = taking.replace(
        "def state(up, down):\n",
        "def state(link):\n    up = link.data.up\n    down = link.data.down\n",
    )

    assert judged({"app/a.py": taking, "app/b.py": working}) == {}


def test_namesakes_that_differ_much_may_be_two_things(judged: Judge) -> None:
    near = beside_the_original(judged, replaced(("order.total > limit", "order.total >= limit")))
    far = beside_the_original(
        judged,
        replaced(
            ('    if not orders:\n        raise ValueError("nothing to collect")\n', ""),
            ("    found.sort()\n", "    limit = limit + 1\n"),
            ("found[:limit]", "sorted(set(found), reverse=True)"),
        ),
    )

    assert near is not None
    assert far is not None
    assert (evidence(near).distant, evidence(far).distant) == (False, True)


@pytest.mark.parametrize(("changed", "distant"), [(3, False), (9, True)])
def test_what_differs_in_many_places_may_be_two_things(
    judged: Judge, changed: int, *, distant: bool
) -> None:
    rows = [f"    found.append(orders.total({n}) + limit * {n})\n" for n in range(40)]
    others = [row.replace("total", "sum") if n < changed else row for n, row in enumerate(rows)]
    whole, other = ("".join(["    found.sort()\n", *lines]) for lines in (rows, others[::1]))

    member = beside_the_original(judged, replaced(("    found.sort()\n", whole)))
    assert member is None
    texts = [replaced(("    found.sort()\n", lines)) for lines in (whole, other)]
    (member,) = judged({"app/a.py": texts[0], "app/b.py": texts[1]}).values()

    assert evidence(member).distant is distant


def test_what_one_is_given_and_the_other_works_out_may_be_two_things(judged: Judge) -> None:
    working = replaced(("    found = []\n", "    size = len(orders)\n    found = []\n"),
                        ("found[:limit]", "found[:size]"))  # fmt: skip
    given = replaced(("limit=10", "size, limit=10"), ("found[:limit]", "found[:size]"))

    member = judged({"app/a.py": working, "app/b.py": given})["app.b.collect"]

    assert evidence(member).distant
