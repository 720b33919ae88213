"""The small commands: rule, config, report, problem-matcher, completion, rules, explain."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import tomli

from ssotlint.cli.main import COMMANDS
from ssotlint.project.configuration import load
from ssotlint.project.schema import config_schema
from ssotlint.rulebook.schema import schema
from tests.command import run
from tests.worlds import write

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "config.schema.json"

RULE = """\
since = "0.1.0"
severity = "warning"
detector = "unresolved"
summary = "An import leads nowhere."
rationale = "It cannot be imported."
message = "there is no {missing}"
remedy = "Remove it."

[[bad]]
title = "a module that is not there"
"shop/__init__.py" = ""
"shop/a.py" = '''
from shop.nowhere import Order  # <- lost-import
X = 1
'''

[[good]]
title = "a module that is there"
"shop/__init__.py" = ""
"shop/a.py" = '''
from shop import b
'''
"shop/b.py" = ""
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.ssotlint]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_says_what_it_is_for() -> None:
    listed = run("--help").out
    for name in COMMANDS:
        assert f"  {name} " in listed
        assert run(name, "--help").code == 0


class TestRule:
    def test_a_new_rule_is_written_where_it_was_asked_for(self, here: Path) -> None:
        done = run("rule", "new", "lint/hygiene/raw-read")
        assert done.code == 0
        assert (here / "lint" / "hygiene" / "raw-read.toml").is_file()
        assert "ssotlint rule test lint/hygiene/raw-read.toml" in done.out

    def test_nothing_is_overwritten(self) -> None:
        run("rule", "new", "lint/hygiene/raw-read")
        done = run("rule", "new", "lint/hygiene/raw-read")
        assert done.code == 2
        assert "there already" in done.err

    def test_a_name_is_needed(self) -> None:
        assert run("rule", "new", "Lint").code == 2

    def test_the_form_of_a_rule_file_is_printed_for_editors(self) -> None:
        assert json.loads(run("rule", "schema").out) == schema()

    def test_a_shipped_rule_is_tried_by_its_name(self) -> None:
        done = run("rule", "test", "unparsable-file")
        *examples, summary = done.lines
        assert done.code == 0
        assert all(line.startswith("unparsable-file, ") for line in examples)
        assert summary == f"{len(examples)} ok"

    @pytest.mark.parametrize(
        ("old", "new", "verdict", "place"),
        [
            ("import b\n", "import c\n", "noisy", "shop/a.py:1"),
            ("from shop.nowhere import Order", "import shop", "missing", "shop/a.py:1"),
            ("  # <- lost-import\nX = 1", "\nX = 1  # <- lost-import", "wrong", "shop/a.py:2"),
        ],
    )  # fmt: skip
    def test_an_example_that_is_not_true_has_a_verdict_and_fails(
        self, here: Path, old: str, new: str, verdict: str, place: str
    ) -> None:
        text = RULE.replace(old, new, 1)
        write(here, {"lint/hygiene/lost-import.toml": text})
        done = run("rule", "test", "lint", "--quiet")
        assert done.code == 1
        assert f": {verdict}" in done.lines[0]
        assert place in done.out
        assert done.lines[-1] == f"1 ok, 1 {verdict}"

    def test_the_packs_of_the_project_are_tried_when_none_is_named(self, here: Path) -> None:
        write(here, {"lint/hygiene/lost-import.toml": RULE})
        (here / "pyproject.toml").write_text(
            '[tool.ssotlint]\nrule-packs = ["lint"]\n', encoding="utf-8"
        )
        assert run("rule", "test").lines[-1] == "2 ok"
        assert run("rule", "test", "lost-import").lines[-1] == "2 ok"
        assert run("rule", "test", "lint/hygiene/lost-import.toml").lines[-1] == "2 ok"

    def test_without_packs_there_is_nothing_to_try(self) -> None:
        done = run("rule", "test")
        assert (done.code, done.err) == (
            2, "ssotlint: there is no rule to test (name a rule, a rule file or a pack)\n"
        )  # fmt: skip

    def test_an_unknown_name_is_2(self) -> None:
        done = run("rule", "test", "unparsable-fil")
        assert done.code == 2
        assert 'did you mean "unparsable-file"?' in done.err


class TestConfig:
    def test_a_default_has_no_origin_and_a_setting_has_file_and_line(self, here: Path) -> None:
        (here / "pyproject.toml").write_text(
            '[tool.ssotlint]\nsrc = ["shop"]\n\n[tool.ssotlint.rules.unparsable-file]\n'
            'severity = "note"\n',
            encoding="utf-8",
        )
        lines = run("config").lines
        assert 'src = ["shop"]  # pyproject.toml:2' in lines
        assert 'fail-level = "warning"' in lines
        table = lines[lines.index("[rules.unparsable-file]") :]
        assert table[1:3] == ["enabled = true", 'severity = "note"  # pyproject.toml:5']

    def test_an_extended_file_is_the_origin_of_what_it_says(self, here: Path) -> None:
        write(here, {
            "base.toml": '\nfail-level = "note"\n',
            "pyproject.toml": '[tool.ssotlint]\nextend = "base.toml"\n',
        })  # fmt: skip
        assert 'fail-level = "note"  # base.toml:2' in run("config").lines

    def test_what_is_printed_is_a_configuration_that_says_the_same(self, here: Path) -> None:
        (here / "ssotlint.toml").write_text(WHOLE, encoding="utf-8")
        first = load(here)
        printed = run("config").out
        (here / "ssotlint.toml").write_text(printed, encoding="utf-8")
        second = load(here)
        assert second.canonical == first.canonical
        assert second.overrides == first.overrides
        assert (second.domains, second.roles) == (first.domains, first.roles)

    def test_as_json(self) -> None:
        rows = {row["key"]: row for row in json.loads(run("config", "--format", "json").out)}
        assert rows["src"] == {"key": "src", "value": [], "source": None, "line": None}
        assert rows["rules.unparsable-file.severity"]["value"] == "error"

    def test_an_unknown_rule_is_2(self, here: Path) -> None:
        (here / "pyproject.toml").write_text(
            "[tool.ssotlint.rules.nothing]\nenabled = true\n", encoding="utf-8"
        )
        assert run("config").code == 2

    def test_the_published_schema_is_the_one_that_is_printed(self) -> None:
        assert PUBLISHED.read_text(encoding="utf-8") == run("config", "--schema").out

    def test_the_schema_accepts_what_is_accepted_and_refuses_what_is_refused(self) -> None:
        rules = config_schema()
        jsonschema.Draft202012Validator.check_schema(rules)
        accepts = jsonschema.Draft202012Validator(rules).is_valid
        assert accepts(tomli.loads(WHOLE))
        for wrong in ('srcs = ["a"]', 'src = "a"', "max-file-size = 0", 'fail-level = "bad"',
                      "[[overrides]]\nignore = []", "[canonical]\nA = 1",
                      "[canonical.A]\nfacade = 'a:b'"):  # fmt: skip
            assert not accepts(tomli.loads(wrong)), wrong


WHOLE = """\
src = ["shop"]
roots = ["."]
[domains]
shop = ["shop/**"]
[roles]
test = ["checks/**"]
[canonical]
Price = "shop.money:Price"
"shop.Order" = { place = "shop.orders:Order", deprecated = ["shop.old"], reason = 'a "quoted" one' }
[[overrides]]
paths = ["shop/vendored/**"]
ignore = ["duplication"]
severity = { import-cycle = "note" }
[[overrides]]
paths = ["shop/old/**"]
ignore = ["imports"]
"""


class TestReport:
    def saved(self, here: Path) -> Path:
        write(here, {"shop/b.py": "class Order\n"})
        run("check", "--select", "unparsable-file", "--format", "json", "--output", "json:a.json")
        return here / "a.json"

    def test_it_is_told_as_it_would_have_been(self, here: Path) -> None:
        self.saved(here)
        for name in ("lines", "github", "gitlab", "sarif", "json", "junit", "markdown"):
            direct = run("check", "--select", "unparsable-file", "--format", name).out
            assert run("report", "a.json", "--format", name).out == direct, name

    def test_it_reads_standard_input_and_writes_files(self, here: Path) -> None:
        data = self.saved(here).read_bytes()
        done = run("report", "-", "--output", "lines:b.txt", stdin=data)
        assert done.code == 0
        assert (here / "b.txt").read_text(encoding="utf-8") == done.out

    def test_a_file_that_is_no_report_is_2(self) -> None:
        assert run("report", "pyproject.toml").code == 2
        assert run("report", "nowhere.json").code == 2


class TestProblemMatcher:
    def test_both_consumers_get_json(self) -> None:
        owners = ["ssotlint-error", "ssotlint-note", "ssotlint-warning"]
        github = json.loads(run("problem-matcher", "github").out)["problemMatcher"]
        assert sorted(matcher["owner"] for matcher in github) == owners
        vscode = json.loads(run("problem-matcher", "vscode").out)
        assert sorted(matcher["owner"] for matcher in vscode) == owners

    def test_another_is_2(self) -> None:
        assert run("problem-matcher", "emacs").code == 2


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_the_script_is_one_that_the_shell_accepts(self, shell: str) -> None:
        script = run("completion", shell).out
        assert "_SSOTLINT_COMPLETE" in script
        if program := shutil.which(shell):
            subprocess.run([program, "-n"], input=script, text=True, check=True)

    def test_names_of_rules_are_offered(self) -> None:
        words = "ssotlint check --select imports,unpars"
        done = subprocess.run(
            [sys.executable, "-m", "ssotlint"],
            env={**os.environ, "_SSOTLINT_COMPLETE": "bash_complete", "COMP_WORDS": words,
                 "COMP_CWORD": "3"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stdout == "plain,imports,unparsable-file\n"


def test_rules_and_explain_say_what_there_is() -> None:
    assert "unparsable-file" in run("rules").out
    rows = json.loads(run("rules", "--format", "json").out)
    assert {row["name"] for row in rows} >= {"unparsable-file", "duplicate-helper"}
    assert run("explain", "unparsable-file").out.startswith("# unparsable-file")


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("unparsable-file", 'extend-exclude = ["templates/*.py"]'),
        ("missing-owner", 'ignore = ["missing-owner"]'),
        ("stale-baseline", "`--baseline-stale=ignore`"),
    ],
)
def test_explain_shows_no_comment_where_none_is_read(rule: str, told: str) -> None:
    page = run("explain", rule).out.partition("## How to silence it\n\n")[2].partition("\n## ")[0]
    assert told in page
    assert "# ssotlint:" not in page
    comment = "# ssotlint: ignore[import-cycle] -- why it is right here"
    assert comment in run("explain", "import-cycle").out


@pytest.mark.parametrize(
    "command",
    ["check", "where x", "graph", "plan", "init", "registry", "baseline create", "config"],
)
def test_a_root_that_is_no_folder_is_refused(here: Path, command: str) -> None:
    for root in (here / "gone", here / "pyproject.toml"):
        done = run(*command.split(), "--root", str(root))
        assert (done.code, done.out) == (2, "")
        assert done.err.endswith(f"{root}: there is no such folder\n")


def test_a_process_of_its_own_says_all_before_it_ends() -> None:
    """It does not take apart what it knows: nothing that was said may be lost for that."""
    command = [sys.executable, "-m", "ssotlint", "rules"]
    alone = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (alone.returncode, alone.stdout, alone.stderr) == (0, run("rules").out, "")


def test_a_process_whose_reader_has_gone_ends_without_a_word(here: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "ssotlint", "check", "--format", "json", str(here)]
    (here / "shop.py").write_text("RATE = 1\n", encoding="utf-8")
    done = subprocess.run(command, check=False, stdout=writes, stderr=subprocess.PIPE, text=True)
    os.close(writes)
    assert done.stderr == ""
