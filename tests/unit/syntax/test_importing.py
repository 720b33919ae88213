"""Import statements after one of their names comes from elsewhere."""

import pytest

from ssotlint.syntax.importing import brings, retargeted

NEW = "from new import x"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from old import x", "from new import x"),
        ("from old import x  # noqa", "from new import x  # noqa"),
        ("    from old import x", "    from new import x"),
        ("from old import x, y", "from old import y\nfrom new import x"),
        (
            "from .old import (\n    x,\n    y as z,\n)",
            "from .old import y as z\nfrom new import x",
        ),
        (
            "from old import (\n    x,\n    y,  # needed\n)",
            "from old import (\n    y,  # needed\n)\nfrom new import x",
        ),
    ],
)
def test_the_rest_stays(before: str, after: str) -> None:
    assert retargeted(before.split("\n"), "x", "x", NEW) == after.split("\n")


def test_what_is_bound_decides_which_name_goes() -> None:
    lines = ["from old import x, x as y"]

    assert retargeted(lines, "x", "y", "from new import x as y") == [
        "from old import x",
        "from new import x as y",
    ]


@pytest.mark.parametrize(
    "text", ["import x", "from old import *", "a = 1; from old import x", "x ="]
)
def test_what_is_no_such_statement_is_left_to_people(text: str) -> None:
    assert retargeted([text], "x", "x", NEW) is None
    assert not brings([text], "x", "x")
