"""Laws of every format."""

import subprocess
import sys
import sysconfig
import unicodedata
from pathlib import Path

import pytest

from ssotlint.model.errors import InputError
from ssotlint.model.report import Report
from ssotlint.model.value import replace
from ssotlint.report import FORMATS, TextOptions, render
from tests.unit.report.sample import clean, sample, single

REPORTS = [sample(), clean(), single()]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("report", REPORTS, ids=["sample", "clean", "single"])
def test_text_is_safe_to_print(name: str, report: Report) -> None:
    text = render(name, report)
    text.encode("utf-8")
    assert text == "" or text.endswith("\n")
    unsafe = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert [c for c in text if unicodedata.category(c) in unsafe and c != "\n"] == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_told_twice_in_the_same_words(name: str) -> None:
    options = TextOptions(color=True, hyperlinks="file:///home/me/shop/")
    assert render(name, sample(), options) == render(name, sample(), options)


@pytest.mark.parametrize(
    "name", sorted(set(FORMATS) - {"text", "markdown", "job-summary", "statistics"})
)
def test_time_does_not_show_in_what_programs_read(name: str) -> None:
    assert render(name, sample()) == render(name, replace(sample(), seconds=99.0, statistics={}))


def test_what_a_pipe_gets_loads_neither_rich_nor_urllib() -> None:
    script = (
        f"import sys; sys.path += {[str(Path(__file__).parents[3]), sysconfig.get_path('purelib')]};"
        "from ssotlint.report import render; import ssotlint.report.lines;"
        "print(sorted({'rich', 'urllib'} & set(sys.modules)))"
    )
    done = subprocess.run(  # whatever the environment says, and wherever we are
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"no format is called 'yaml'.*text.*json"):
        render("yaml", clean())
