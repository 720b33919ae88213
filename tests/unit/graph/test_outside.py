"""Which imports of a file can be done without, and that an edit which changes it is seen."""

import pytest

from ssotlint.facts.skim import skim
from ssotlint.graph.outside import avoidable
from ssotlint.index.picks import differs, part_of

ONE = """
try:
    import alpha
except ImportError:
    {}

try:
    import beta
except ImportError:
    {}
"""


def test_an_import_whose_name_is_bound_otherwise_can_be_done_without() -> None:
    rows = avoidable(skim(ONE.format("alpha = None", "raise SystemExit")).surface)
    assert [row.module for row in rows] == ["alpha"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
try: import alpha
except ImportError: pass
try: import beta
except ImportError: beta = None
""",
            ["beta"],
        ),
        (
            """
try:
    import alpha
    # for
    # a
    # while
    import beta
except ImportError:
    HAS_BOTH = False
""",
            ["alpha", "beta"],
        ),
        (
            """
with suppress(ImportError): import alpha
try: import beta
except ImportError: beta = None
""",
            ["beta"],
        ),
        (
            """
try: import alpha as it
except ImportError:
    try: import beta as it
    except ImportError: it = None
""",
            ["alpha", "beta"],
        ),
        (
            """
try: import alpha
except ImportError: from errors import Missing
try: from errors import Missing
except ImportError: pass
""",
            [],
        ),
    ],
)
def test_a_handler_makes_up_for_its_own_try_wherever_lines_end(
    text: str, expected: list[str]
) -> None:
    assert [row.module for row in avoidable(skim(text).surface)] == expected


@pytest.mark.parametrize(
    ("handlers", "changes"),
    [
        (("alpha = None", "pass"), False),
        (("pass", "alpha = None"), True),  # what the handlers bind together is what it was
        (("alpha = None", "beta = None"), True),
    ],
)
def test_who_asks_for_them_is_asked_again_when_they_are_others(
    handlers: tuple[str, str], *, changes: bool
) -> None:
    before = skim(ONE.format("alpha = None", "pass")).surface
    after = skim(ONE.format(*handlers)).surface
    assert differs(part_of(avoidable), before, after) is changes
