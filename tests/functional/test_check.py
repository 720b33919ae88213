"""`ssotlint check`: what it looks at, what it says, and how it ends."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ssotlint.detectors import unparsable
from tests.command import run
from tests.functional.test_cache import OWN_RULE
from tests.worlds import write

CLEAN = {"pyproject.toml": "[tool.ssotlint]\n", "shop/__init__.py": "", "shop/a.py": "X = 1\n"}
BROKEN = {"shop/b.py": "class Order\n    pass\n"}
ONLY = ("--select", "unparsable-file")


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, CLEAN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestEnding:
    def test_nothing_found_is_0(self) -> None:
        assert run("check", *ONLY).code == 0

    def test_a_finding_is_1(self, shop: Path) -> None:
        write(shop, BROKEN)
        done = run("check", *ONLY)
        assert (done.code, done.lines) == (
            1,
            ["shop/b.py:1:12: error: cannot be parsed: expected ':' [unparsable-file]"],
        )

    def test_a_finding_below_the_fail_level_is_0(self, shop: Path) -> None:
        write(shop, BROKEN)
        (shop / "pyproject.toml").write_text(
            '[tool.ssotlint.rules.unparsable-file]\nseverity = "note"\n', encoding="utf-8"
        )
        assert run("check", *ONLY).code == 0
        assert run("check", *ONLY, "--fail-level", "note").code == 1

    def test_exit_zero_turns_1_into_0_and_nothing_else(self, shop: Path) -> None:
        write(shop, BROKEN)
        assert run("check", *ONLY, "--exit-zero").code == 0
        assert run("check", "nowhere", "--exit-zero").code == 2

    def test_a_bug_of_ours_is_3_and_the_other_rules_finish(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(shop, {"shop/c.py": "from shop.nowhere import x\n"})
        monkeypatch.delattr(unparsable, "detect")
        done = run("check", "--select", "unparsable-file,unresolved-import", "--exit-zero")
        assert done.code == 3
        assert "a bug of ours in unparsable-file" in done.err
        assert "shop.nowhere" in done.out

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="what is broken here is broken in a fork")
    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_a_bug_of_ours_in_reading_names_the_file(
        self, shop: Path, jobs: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(shop, {f"shop/m{number}.py": f"x = {number}\n" for number in range(60)})

        def skim(_: str) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("ssotlint.facts.skim", skim)
        done = run("check", "--jobs", jobs)
        assert done.code == 3
        assert "ZeroDivisionError" in done.err
        assert "ssotlint was reading shop/" in done.err

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="what is broken here is broken in a fork")
    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_a_bug_of_a_judge_is_told_with_its_case_and_the_other_rules_finish(
        self, shop: Path, jobs: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls = "".join(f"def f{n}(a):\n    return a\n\n\nf{n}()\n" for n in range(120))
        write(shop, {"shop/c.py": f"from shop.nowhere import x\n{calls}"})

        def judge(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("ssotlint.judges.calls.judge", judge)
        done = run("check", "--jobs", jobs, "--no-cache")
        assert done.code == 3
        told = "a bug of ours in banned-construction, incompatible-call, misused-coroutine: "
        assert f"{told}ZeroDivisionError" in done.err
        assert "(judging shop.c.f0" in done.err
        assert "shop.nowhere" in done.out

    def test_a_bug_of_ours_in_a_rule_of_theirs_names_the_rule(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(shop, {
            "shop/c.py": "from shop.nowhere import x\nprint(x)\n",
            "ssotlint.toml": 'rule-packs = ["lint"]\n',
        })  # fmt: skip
        write(shop, {"lint/ours/own-rule.toml": OWN_RULE})

        def judge(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("ssotlint.judges.patterns.judge", judge)
        done = run("check", "--jobs", "1", "--no-cache")
        assert done.code == 3
        assert "a bug of ours in own-rule: ZeroDivisionError" in done.err
        assert "shop.nowhere" in done.out

    def test_a_bug_of_ours_in_a_format_is_3_with_a_report_to_paste(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def render(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("ssotlint.report.junit.render", render)
        done = run("check", "--format", "junit", "--exit-zero")
        assert done.code == 3
        assert "please report it with what follows" in done.err
        assert "ZeroDivisionError" in done.err
        assert run("check", "--format", "lines").code == 0  # nothing that lasts is broken

    def test_an_interrupt_is_130(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "ssotlint", "report", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        with process:
            assert process.stdin is not None
            process.stdin.write(b" " * 500_000)  # more than a pipe holds: somebody reads it
            process.stdin.flush()  # now it waits for a report that does not come
            process.send_signal(signal.SIGINT)
            _, told = process.communicate()
        assert (process.returncode, told.decode()) == (130, "\nssotlint: interrupted\n")

    def test_an_interrupt_that_python_drops_comes_again(self) -> None:
        """What is raised while something is freed goes nowhere."""
        script = (
            "import signal, time\n"
            "from ssotlint.cli import main as door\n"
            "class Freed:\n"
            "    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
            "def long(*_, **__):\n"
            "    Freed()\n"
            "    time.sleep(30)\n"
            "door.__globals__['commands'].main = long\n"
            "door()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], check=False, capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (130, "\nssotlint: interrupted\n"[1:])

    @pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
    def test_an_interrupt_while_it_starts_tells_no_trace(self, shop: Path) -> None:
        """The command line is loaded by then, or is not."""
        (shop / "slow").mkdir()
        (shop / "slow" / "click.py").write_text(
            "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n", encoding="utf-8"
        )
        done = subprocess.run(
            [sys.executable, "-m", "ssotlint", "--version"], check=False, capture_output=True,
            text=True, env={**os.environ, "PYTHONPATH": "slow", "PYTHONSAFEPATH": "1"},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (-signal.SIGINT, "")


class TestWrongUse:
    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["check", "nowhere"], "nowhere: there is no such file or folder"),
            (["check", "--select", "unparsable-fil"], 'did you mean "unparsable-file"?'),
            (["check", "--format", "yaml"], "no format is called 'yaml'"),
            (["check", "--output", "json"], "'json' is not FORMAT:FILE (formats: text, lines,"),
            (["check", "--output", "yaml:x"], "no format is called 'yaml'"),
            (["check", "--config", "nowhere.toml"], "nowhere.toml: the configuration cannot"),
            (["check", "--color", "sometimes"], "'sometimes' is not one of"),
            (["chek"], "No such command 'chek'"),
            (["explain", "unparsable-fil"], 'did you mean "unparsable-file"?'),
        ],
    )
    def test_is_2_and_says_what_is_wrong(self, arguments: list[str], told: str) -> None:
        done = run(*arguments)
        assert (done.code, done.out) == (2, "")
        assert told in done.err

    def test_an_empty_scope_is_2(self, shop: Path) -> None:
        write(shop, {"docs/index.md": "# Shop\n"})
        done = run("check", "docs")
        assert (done.code, done.err) == (2, "ssotlint: no Python files in docs\n")

    def test_what_is_left_out_is_named_when_nothing_is_left(self, shop: Path) -> None:
        (shop / "pyproject.toml").write_text(
            '[tool.ssotlint]\nextend-exclude = ["shop"]\n', encoding="utf-8"
        )
        done = run("check")
        assert done.code == 2
        assert "shop is excluded" in done.err

    def test_a_path_outside_of_the_project_is_2(self) -> None:
        done = run("check", "--root", "shop", "pyproject.toml")
        assert done.code == 2
        assert "lies outside of the project" in done.err

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ('[tool.ssotlint]\nsrcs = ["shop"]\n', "pyproject.toml:2: srcs: there is no such key"),
            ('[tool.ssotlint]\nsrcs = ["shop"]\n', 'did you mean "src"?'),
            ('[tool.ssotlint]\nsrc = "shop"\n', 'src: "shop" is not a list of'),
            ('[tool.ssotlint]\nsrc = ["sho"]\n', 'pyproject.toml:2: src 1: there is no "sho"'),
            (
                '[tool.ssotlint]\nrule-packs = ["lnt"]\n',
                'pyproject.toml:2: rule-packs 1: there is no folder "lnt"',
            ),
            ("[tool.ssotlint\n", "pyproject.toml:1: this is no TOML"),
            (
                '[tool.ssotlint.rules.unparsable-fil]\nseverity = "note"\n',
                'rules.unparsable-fil: there is no rule "unparsable-fil" (did you mean',
            ),
            (
                "[tool.ssotlint.rules.unresolved-import]\nalow = []\n",
                "pyproject.toml:2: rules.unresolved-import.alow: the rule has no such option (did",
            ),
        ],
    )
    def test_a_broken_configuration_names_file_line_key_and_the_nearest(
        self, shop: Path, text: str, told: str
    ) -> None:
        (shop / "pyproject.toml").write_text(text, encoding="utf-8")
        done = run("check", *ONLY)
        assert done.code == 2
        assert told in done.err

    def test_a_table_that_belongs_in_the_other_file_is_known(self, shop: Path) -> None:
        (shop / "ssotlint.toml").write_text("[tool.ssotlint]\nsrc = []\n", encoding="utf-8")
        done = run("check", *ONLY)
        assert done.code == 2
        assert "ssotlint.toml:1: tool: there is no such key" in done.err
        assert "in ssotlint.toml keys stand at the top, without [tool.ssotlint]" in done.err


class TestWhereItLooks:
    def test_a_path_inside_a_package_knows_the_whole_project(self, shop: Path) -> None:
        write(shop, {"shop/deep/__init__.py": "", "shop/deep/c.py": "from shop.a import X, Y\n"})
        done = run("check", "shop/deep", "--select", "unresolved-import")
        assert (done.code, len(done.lines)) == (1, 1)
        assert "shop.a" in done.out

    def test_a_single_file_is_reported_alone(self, shop: Path) -> None:
        write(shop, {**BROKEN, "shop/c.py": "class\n"})
        done = run("check", *ONLY, "shop/c.py")
        assert [line.partition(":")[0] for line in done.lines] == ["shop/c.py"]

    def test_files_of_one_name_that_nobody_has_read_are_no_matter(self, shop: Path) -> None:
        write(shop, {"other/__init__.py": "", "other/b.py": "Y = 1\n", "other/b/__init__.py": ""})
        assert run("check", "other").code == 1
        assert run("check", "shop").code == 0

    def test_links_and_compiled_modules_are_known_and_count_as_read_nowhere(
        self, shop: Path
    ) -> None:
        (shop / "linked").symlink_to("shop")
        write(shop, {"shop/fast.cpython-311-x86_64-linux-gnu.so": "", "use.py": "import linked.a"})

        assert "; read 3 files, 2 lines; " in run("check").err

    def test_below_the_root_paths_are_those_of_the_working_directory(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(shop, BROKEN)
        monkeypatch.chdir(shop / "shop")
        done = run("check", *ONLY)
        assert done.out.startswith("b.py:1:12: ")

    def test_above_the_root_they_are_too(self, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(shop, BROKEN)
        monkeypatch.chdir(shop.parent)
        done = run("check", *ONLY, shop.name)
        assert done.out.startswith(f"{shop.name}/shop/b.py:1:12: ")

    def test_json_paths_are_relative_to_the_root_from_anywhere(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(shop, BROKEN)
        at_root = run("check", *ONLY, "--format", "json").out
        monkeypatch.chdir(shop / "shop")
        assert run("check", *ONLY, "--format", "json").out == at_root
        assert json.loads(at_root)["findings"][0]["path"] == "shop/b.py"

    def test_several_roots_each_have_their_names(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(tmp_path, {
            "pyproject.toml": '[tool.ssotlint]\nroots = ["back/src", "front/src"]\n',
            "back/src/back/__init__.py": "", "back/src/back/a.py": "X = 1\n",
            "front/src/front/__init__.py": "",
            "front/src/front/b.py": "from back.a import X, Y\n",
        })  # fmt: skip
        monkeypatch.chdir(tmp_path)
        done = run("check", "--select", "unresolved-import")
        assert [line.partition(":")[0] for line in done.lines] == ["front/src/front/b.py"]
        assert "back.a has no Y" in done.out or "Y" in done.out

    def test_sources_of_the_configuration_are_reported_and_nothing_else(self, shop: Path) -> None:
        write(shop, {**BROKEN, "other/c.py": "class\n"})
        (shop / "pyproject.toml").write_text('[tool.ssotlint]\nsrc = ["other"]\n', encoding="utf-8")
        done = run("check", *ONLY)
        assert [line.partition(":")[0] for line in done.lines] == ["other/c.py"]


def test_one_run_serves_a_screen_and_several_files(shop: Path) -> None:
    write(shop, BROKEN)
    done = run("check", *ONLY, "--output", "json:out.json", "--output", "gitlab:gl.json")
    assert done.lines[0].startswith("shop/b.py:1:12: error")
    assert len(json.loads((shop / "out.json").read_text(encoding="utf-8"))["findings"]) == 1
    assert len(json.loads((shop / "gl.json").read_text(encoding="utf-8"))) == 1


def test_a_file_that_cannot_be_written_is_2() -> None:
    done = run("check", *ONLY, "--output", "json:no/where.json")
    assert done.code == 2
    assert "no/where.json: cannot write" in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full")
def test_a_full_disk_is_told_in_a_line(shop: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ssotlint", "check", "--format", "json"],
            cwd=shop, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("ssotlint: standard output: cannot write: No space left")


@pytest.mark.skipif(sys.platform == "win32", reason="streams that are closed")
@pytest.mark.parametrize("stream", [0, 1, 2])
def test_a_stream_that_is_closed_changes_no_exit_code(shop: Path, stream: int) -> None:
    write(shop, BROKEN)
    command = [sys.executable, "-m", "ssotlint", "check"]
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {stream}>&-', "sh", *command], cwd=shop, check=False,
        capture_output=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
