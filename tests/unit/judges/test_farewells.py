"""Modules that say in a comment that they go, and what goes and is loaded by nothing."""

import pytest

from tests.unit.judges.copying import COLLECT, Told


@pytest.mark.parametrize(
    ("comment", "goes"),
    [
        ("# TODO: remove module in v4.0", True),
        ("# Remove this file once nobody asks for it.", True),
        ("# This module will be removed.", True),
        ("\n" * 9 + "# TODO: remove module in v4.0", True),
        ("\n" * 10 + "# TODO: remove module in v4.0", False),
        ("# TODO: remove module prefixes", False),
        ("# Orders that will be removed", False),
        ("NOTE = 1  # TODO: remove module in v4.0", False),
        ("class Rows:\n    # TODO: remove module in v4.0\n    pass", False),
    ],
)
def test_a_comment_at_the_head_says_that_the_module_goes(
    comment: str, told: Told, *, goes: bool
) -> None:
    files = {"app/a.py": f"{comment}\n{COLLECT}", "app/b.py": COLLECT}

    assert (not told(files)) is goes


@pytest.mark.parametrize("loaded", [True, False])
def test_of_two_that_go_nobody_hears_though_nothing_loads_one(told: Told, *, loaded: bool) -> None:
    said = COLLECT.replace(":\n", ':\n    """Deprecated, use the other."""\n', 1)
    main = f"from app import a, {'b, ' * loaded}c, d\na.collect, c, d\n"
    users = {"app/c.py": "", "app/d.py": "", "app/main.py": main}

    assert told({"app/a.py": said, "app/b.py": said, **users}) == []
