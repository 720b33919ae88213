import re
from typing import cast

import pytest
from rich.cells import cell_len

from ssotlint.model.place import Place, Span
from ssotlint.model.report import Report
from ssotlint.model.source import Role
from ssotlint.model.value import replace
from ssotlint.report import TextOptions, render
from ssotlint.report.text.frame import draw
from ssotlint.report.text.screen import Screen
from tests.unit.report.sample import SAFE_STATE, clean, drift, sample, single
from tests.unit.report.sample_groups import DriftEvidence
from tests.unit.report.snapshots import assert_same

EVERY_ROLE = tuple(Role)
LINK = re.compile(r"\x1b]8;;([^\x1b]*)\x1b\\")


@pytest.mark.parametrize(
    ("name", "report", "options"),
    [
        ("text.txt", sample(), TextOptions()),
        ("text-roles.txt", sample(), TextOptions(roles_shown=EVERY_ROLE, statistics=True)),
        ("text-narrow-ascii.txt", sample(), TextOptions(width=60, unicode=False)),
        ("text-wide.txt", sample(), TextOptions(width=140)),
        ("text-color.txt", sample(), TextOptions(color=True, hyperlinks="file:///home/me/shop/")),
        ("text-clean.txt", clean(), TextOptions()),
        ("text-single.txt", single(), TextOptions()),
        ("text-quiet.txt", single(), TextOptions(quiet=True)),
        ("text-drift.txt", drift(), TextOptions()),
        ("text-drift-color.txt", drift(), TextOptions(color=True)),
    ],
)
def test_terminal(name: str, report: Report, options: TextOptions) -> None:
    assert_same(name, render("text", report, options))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_screen(width: int, unicode: bool) -> None:
    options = TextOptions(width=width, unicode=unicode, roles_shown=EVERY_ROLE)
    lines = [
        *render("text", sample(), options).splitlines(),
        *render("text", drift(), options).splitlines(),
    ]
    trace = [line for line in lines if line.startswith("    File ")]
    assert [line for line in lines if cell_len(line) > width and line not in trace] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_plain_screens_get_ascii() -> None:
    options = TextOptions(unicode=False, roles_shown=EVERY_ROLE, statistics=True)
    assert render("text", sample(), options).isascii()
    assert render("text", drift(), options).isascii()


def test_of_many_differences_those_that_change_what_happens_are_shown() -> None:
    report = drift()
    (finding,) = report.findings
    evidence = cast("DriftEvidence", finding.evidence)
    told, bound = evidence.edits[2:]
    evidence = replace(evidence, edits=(*[told] * 9, bound))

    text = render(
        "text", replace(report, findings=(replace(finding, evidence=evidence),)), TextOptions()
    )

    assert "while tries <= limit:" in text
    assert "and 4 more differences" in text


@pytest.mark.parametrize("why", ["", "the base"])
def test_a_reason_that_the_line_of_the_canonical_tells_is_not_told_again(why: str) -> None:
    report = drift()
    groups = {
        key: replace(group, why=why, members=tuple(replace(m, note=why) for m in group.members))
        for key, group in report.groups.items()
    }
    lines = render("text", replace(report, groups=groups), TextOptions()).splitlines()
    below = [lines[i + 1] for i, line in enumerate(lines) if line.startswith("  canonical")]
    assert below
    assert not {"", why} & {line.strip() for line in below}


def test_a_message_goes_on_where_the_note_of_its_place_ends() -> None:
    report = sample()
    findings = [
        replace(f, message="imports it from chat.core instead of chat.core.manager")
        if f.rule == "competing-import-paths" else f
        for f in report.findings
    ]  # fmt: skip
    lines = [
        line.strip()
        for line in render("text", replace(report, findings=tuple(findings))).splitlines()
    ]

    assert "instead of chat.core.manager" in lines
    assert "imports it from chat.core instead of chat.core.manager" not in lines


def test_colour_is_all_that_colour_adds() -> None:
    colored = render("text", sample(), TextOptions(color=True))
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == render("text", sample())


def test_hyperlinks_lead_to_the_place() -> None:
    options = TextOptions(color=True, hyperlinks="file:///home/me/shop/")
    links = LINK.findall(render("text", sample(), options))
    assert "file:///home/me/shop/chat/auth.py#L88" in links
    assert "file:///home/me/shop/chat/gr%C3%B6%C3%9Fe%20%E4%B8%AD%E6%96%87.py#L2" in links
    assert not any(re.search(r"[^!-~]", link) for link in links)


def test_the_environment_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    before = render("text", sample(), TextOptions(color=True))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("TERM", "dumb")
    assert render("text", sample(), TextOptions(color=True)) == before


def test_other_roles_fold_to_a_count_and_are_never_lost() -> None:
    report = sample()
    text = render("text", report)
    assert "1 finding in test code not shown: --role test" in text
    assert "get_pool" not in text
    shown = render("text", report, TextOptions(roles_shown=EVERY_ROLE))
    assert "not shown" not in shown
    assert "get_pool" in shown
    assert "25 findings in 24 files" in text
    assert "25 findings in 24 files" in shown


def test_a_member_in_another_role_stays_in_its_group() -> None:
    assert "tests/helpers/sockets.py:7" in render("text", sample())


def test_production_comes_first() -> None:
    report = sample()
    tests = replace(
        report, findings=tuple(replace(f, role=Role.TEST) if f.group == "g1" else f
                               for f in report.findings)
    )  # fmt: skip
    text = render("text", tests, TextOptions(roles_shown=EVERY_ROLE))
    assert text.index("WebSocketManager is imported") < text.index(f"{SAFE_STATE} is written")


def _framed(span: Span, lines: dict[int, str], width: int = 60) -> list[str]:
    screen = Screen(TextOptions(width=width, unicode=False))
    draw(screen, Place("a.py", span), lines, "mark.error", 2)
    return screen.written().splitlines()


@pytest.mark.parametrize(
    ("source", "start", "end", "marked"),
    [
        ("x = f(1)", 5, 9, "f(1)"),
        ("\t\tx = f(1)", 7, 11, "f(1)"),
        ("a\t= f(1)", 5, 9, "f(1)"),
        ("        return value", 9, 15, "return"),
    ],
)
def test_the_underline_stands_below_what_is_meant(
    source: str, start: int, end: int, marked: str
) -> None:
    code, mark = _framed(Span(7, start, 7, end), {7: source})
    assert "".join(c for c, m in zip(code, mark.ljust(99), strict=False) if m == "^") == marked


def test_wide_characters_take_two_cells() -> None:
    screen = Screen(TextOptions(width=60))
    draw(screen, Place("a.py", Span(1, 8, 1, 10)), {1: "'中文' + xy"}, "mark.error", 0)
    code, mark = screen.written().splitlines()
    assert cell_len(code[: code.index("xy")]) == mark.index("━")
    assert mark.count("━") == 2


@pytest.mark.parametrize("start", [1, 20, 55, 120, 395])
@pytest.mark.parametrize("filler", ["a", "中"])
def test_long_lines_show_where_the_finding_begins(start: int, filler: str) -> None:
    source = filler * (start - 1) + "NEEDLE" + filler * 400
    for width in (40, 60, 90):
        rows = _framed(Span(3, start, 3, start + 6), {3: source}, width)
        assert max(cell_len(row) for row in rows) <= width
        assert "NEEDLE" in rows[0]
        assert rows[1].count("^") == 6
        assert rows[1].index("^") == cell_len(rows[0][: rows[0].index("NEEDLE")])


def test_a_place_without_its_text_has_no_frame() -> None:
    assert _framed(Span(7, 1, 7, 2), {}) == []


def test_a_place_beyond_its_line_is_no_error() -> None:
    assert _framed(Span(7, 50, 9, 60), {7: "x = 1", 8: "", 9: "y"})[0].endswith("x = 1")
