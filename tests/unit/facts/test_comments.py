"""Which comments are kept of a file, and of what they speak."""

import pytest

from ssotlint.facts.comments import credits_of


def test_a_credit_speaks_of_the_header_below_it() -> None:
    source = (
        "\n\n# Copied from app.one.pick with One->Two\n\n# of old\n@cached\ndef pick():\n    pass\n"
    )

    (found,) = credits_of(source)

    assert (found.line, found.column, found.first) == (3, 1, 6)
    assert found.text == "# Copied from app.one.pick with One->Two"


def test_a_credit_may_stand_below_the_decorators() -> None:
    (found,) = credits_of("@cached\n    # copied from app.one.Till.pick\n    def pick(self): ...\n")

    assert (found.line, found.column, found.first) == (2, 5, 3)


@pytest.mark.parametrize(
    "line",
    ["x = 1  # Copied from app.one.pick", "# Copied from the shop", "# It was copied from app.one"],
)
def test_what_names_no_place_or_stands_behind_code_is_no_credit(line: str) -> None:
    assert not [*credits_of(f"{line}\ndef pick():\n    pass\n")]


def test_what_ends_a_text_is_no_credit() -> None:
    assert not [*credits_of('"""As before.\n\n# Copied from app.one.pick"""\ndef pick(): ...\n')]


def test_a_credit_at_the_end_speaks_of_itself() -> None:
    (found,) = credits_of("pass\n# Copied from app.one.pick")

    assert found.first == found.line == 2
