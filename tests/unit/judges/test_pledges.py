"""What the judge says of copies that are declared."""

import pytest

from tests.unit.judges.copying import ORIGINAL, Judge, evidence


def test_a_declared_copy_is_reported_when_it_drifts(judged: Judge) -> None:
    equal = ORIGINAL.replace("def collect", "# ssotlint: copy-of app.a.collect\ndef collect")
    drifted = equal.replace("order.total > limit", "order.total >= limit")

    assert judged({"app/a.py": ORIGINAL, "app/b.py": equal}) == {}
    (member,) = judged({"app/a.py": ORIGINAL, "app/b.py": drifted}).values()
    assert (member.symbol, member.verdict) == ("app.b.collect", "diverged")


BOX = """
class Box(Base):
    LIMIT = 3
    first, last = 0, 9

    class Meta:
        # what is told of it
        order = "size"

    if LIMIT:  # as the others
        LEAST = 1

    def collect(self, orders):
        found = [order for order in orders if order.total > self.LIMIT]
        found.sort()
        return found

    def close(self):
        self.lid.shut()
        self.lid = None
"""


CRATE = BOX.replace("class Box", "# ssotlint: copy-of app.a.Box\nclass Crate")


BASE = "class Base:\n    pass\n\n\n"


BROKEN = {
    "`collect` `found.reverse()` instead of `found.sort()` (another name)": (
        "found.sort", "found.reverse",
    ),
    "`LIMIT = 4` instead of `LIMIT = 3`": ("LIMIT = 3", "LIMIT = 4"),
    "lacks `LIMIT`": ("    LIMIT = 3\n", ""),
    "lacks `close`": (
        "    def close(self):\n        self.lid.shut()\n        self.lid = None\n", "",
    ),
    "adds `open`": ("    def close", "    def open(self):\n        pass\n\n    def close"),
    "adds `first, last = 0, 8`": ("0, 9", "0, 8"),
    "adds `if LIMIT: LEAST = 2`": ("LEAST = 1", "LEAST = 2"),
    "adds `@final`": ("class Crate", "@final\nclass Crate"),
    "`(Other)` instead of `(Base)`": ("Base", "Other"),
    "`class Meta: order = 'age'` instead of `class Meta: order = 'size'`": ('"size"', '"age"'),
}  # fmt: skip


def test_a_declared_class_that_says_the_same_is_left_in_peace(judged: Judge) -> None:
    told = CRATE.replace("# what is told of it", "# the same").replace("found", "kept")
    other_docstring = told.replace("    LIMIT = 3", '    """A box."""\n\n    LIMIT = 3')

    assert judged({"app/a.py": BASE + BOX, "app/b.py": BASE + other_docstring}) == {}


@pytest.mark.parametrize(("difference", "edit"), BROKEN.items(), ids=BROKEN)
def test_a_declared_class_promises_all_that_its_original_holds(
    judged: Judge, difference: str, edit: tuple[str, str]
) -> None:
    assert edit[0] in CRATE

    (member,) = judged({"app/a.py": BASE + BOX, "app/b.py": BASE + CRATE.replace(*edit)}).values()

    assert (member.symbol, member.verdict) == ("app.b.Crate", "diverged")
    assert difference in evidence(member).differences


def test_a_declared_copy_may_stand_inside_of_a_function(judged: Judge) -> None:
    inner = ORIGINAL.replace("def collect", "# ssotlint: copy-of app.a.collect\ndef collect")
    rows = "".join(f"    {row}\n" for row in inner.strip().splitlines())
    maker = f"def made():\n{rows}    return collect\n"
    drifted = maker.replace("order.total > limit", "order.total >= limit")
    symbol = "app.b.made.<locals>.collect"

    assert symbol not in judged({"app/a.py": ORIGINAL, "app/b.py": maker})
    assert judged({"app/a.py": ORIGINAL, "app/b.py": drifted})[symbol].verdict == "diverged"


def test_what_was_added_to_a_declared_class_is_sought_elsewhere(judged: Judge) -> None:
    body = "".join(f"    {row}\n" for row in ORIGINAL.strip().splitlines())
    shelf = f"\n\nclass Shelf:\n{body.replace('collect', 'gather')}"
    added = CRATE + "\n" + body.replace("collect", "gather") + shelf

    found = judged({"app/a.py": BASE + BOX, "app/b.py": BASE + added})

    assert {symbol: member.verdict for symbol, member in found.items()} == {
        "app.b.Crate": "diverged",
        "app.b.Shelf.gather": "equal",
    }
