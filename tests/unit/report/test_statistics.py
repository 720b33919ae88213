from ssotlint.report import render
from tests.unit.report.sample import clean, sample


def test_table_of_suspects_and_seconds() -> None:
    assert (
        render("statistics", sample())
        == """\
rule              suspects  confirmed  rejected  seconds
duplicate-helper     1,240          4     1,236    1.250
import-cycle             2          2         0    0.011
all rules            1,242          6     1,236    1.260
"""
    )


def test_nothing_measured_is_said() -> None:
    assert render("statistics", clean()).startswith("no statistics")
