import pytest

from ssotlint.model.report import Finding, Report
from ssotlint.model.severity import Severity
from ssotlint.model.value import replace
from ssotlint.report import TextOptions, render
from ssotlint.report.github import job_summary
from tests.unit.report.runner import Command, command
from tests.unit.report.sample import EVIL, clean, place, sample
from tests.unit.report.snapshots import assert_same


def commands(report: Report, options: TextOptions | None = None) -> list[Command]:
    rows = render("github", report, options or TextOptions()).splitlines()
    return [found for row in rows if (found := command(row))]


def many(number: int, message: str = "x") -> Report:
    """So many lone findings of each severity."""
    some = sample().findings[0]
    findings: list[Finding] = [
        replace(
            some, place=place(f"a{i}.py", 1, 1, 2), severity=severity, message=message, group=""
        )
        for severity in Severity
        for i in range(number)
    ]
    return replace(sample(), findings=tuple(findings), groups={})


def test_annotations() -> None:
    assert_same("github.txt", render("github", sample()))


def test_each_group_is_one_annotation_at_its_worst_finding() -> None:
    found = commands(sample())
    assert len(found) == 8
    assert (found[0].name, found[0].properties["file"]) == ("error", "chat/core/utils.py")
    assert found[0].properties["title"] == "ssotlint: diverged-copies"
    assert found[0].data.splitlines()[1:3] == [
        (
            "Canonical: shared/websocket/state.py:12"
            " (it lies in a shared package and has the most importers)"
        ),
        "Also: chat/routes/websocket.py:41, chat/auth.py:88, tests/helpers/sockets.py:7",
    ]


def test_columns_are_given_for_one_line_only() -> None:
    by_file = {one.properties["file"]: one.properties for one in commands(sample())}
    call = by_file["chat/services/presence.py"]
    assert (call["line"], call["endLine"]) == ("57", "60")
    assert not {"col", "endColumn"} & call.keys()
    assert by_file["chat/core/utils.py"].items() >= {"col": "5", "endColumn": "38"}.items()


def test_odd_names_arrive_whole_and_give_no_orders() -> None:
    evil = next(one for one in commands(sample()) if "title=x" in one.properties["file"])
    assert evil.properties["file"].startswith("::error title=x::\\u202ea\\n")
    assert evil.properties["line"] == "1"
    assert evil.data.startswith('says "a\\nb" \\x1b[2J')
    assert "100 %, ok" in evil.data
    rows = render("github", sample()).splitlines()
    assert len([row for row in rows if command(row)]) == len(rows) - 1


def test_paths_are_those_of_the_repository() -> None:
    options = TextOptions(repository_prefix="backend/", cwd_inside="chat")
    files = {one.properties["file"] for one in commands(sample(), options)}
    assert "backend/chat/core/utils.py" in files


def test_ten_of_each_level_and_the_rest_is_counted() -> None:
    text = render("github", many(13))
    names = [found.name for row in text.splitlines() if (found := command(row))]
    assert {name: names.count(name) for name in names} == {"error": 10, "warning": 10, "notice": 10}
    assert "ssotlint: 9 groups with 9 findings not annotated" in text
    assert "39 findings in 13 files" in text


def test_messages_stay_within_what_the_runner_keeps() -> None:
    found = commands(many(1, message="👍" * 5000))
    assert all(len(one.data.encode("utf-16-le")) <= 2 * 4096 for one in found)
    assert all(one.data.endswith("…") for one in found)


def test_nothing_found_is_one_line() -> None:
    assert render("github", clean()) == "ssotlint: no findings\n"


def test_the_job_summary_is_the_markdown_report() -> None:
    assert job_summary(sample(), TextOptions()) == render("markdown", sample())


@pytest.mark.parametrize("message", ["x" * 3000, "👍" * 1500, EVIL * 60])
def test_the_job_summary_stays_within_its_limit(message: str) -> None:
    text = job_summary(many(300, message), TextOptions())
    size = len(text.replace("\n", "\r\n").encode())
    assert 900_000 < size <= 1024 * 1024
    assert text.endswith("left out.\n")
    assert "900 findings" in text
