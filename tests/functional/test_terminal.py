"""The door's manners: watching, colour, links, encodings, and where GitHub looks."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssotlint.report.problem_matcher import problem_matcher
from tests.command import run
from tests.worlds import write

ONLY = ("--select", "unresolved-import")
LOST = "from shop.lost import x\n"


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, {"pyproject.toml": "[tool.ssotlint]\n", "shop/__init__.py": "",
                     "shop/a.py": LOST})  # fmt: skip
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Watch:
    """A running ``check --watch`` and what it has printed."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ssotlint", "check", "--watch", "--quiet", *ONLY],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        background = json.loads(problem_matcher("vscode"))[0]["background"]
        self._begins = re.compile(background["beginsPattern"])
        self._ends = re.compile(background["endsPattern"])

    def check(self) -> list[str]:
        """The lines of the next check, without those that tell where it begins and ends."""
        stream = self._process.stdout
        assert stream is not None
        assert self._begins.search(stream.readline().rstrip("\n"))
        lines: list[str] = []
        while not self._ends.search(line := stream.readline().rstrip("\n")):
            assert line or self._process.poll() is None
            lines.append(line)
        return lines

    def stop(self) -> int:
        self._process.terminate()
        self._process.communicate()
        return self._process.returncode


@pytest.fixture
def watching(shop: Path) -> Iterator[Watch]:
    watch = Watch(shop)
    yield watch
    watch.stop()


class TestWatch:
    def test_each_change_is_checked_between_two_fixed_lines(
        self, shop: Path, watching: Watch
    ) -> None:
        assert [line.partition(":")[0] for line in watching.check()] == ["shop/a.py"]
        time.sleep(0.5)  # until the system has begun to watch
        write(shop, {"shop/a.py": ""})
        assert watching.check() == []
        write(shop, {"shop/b.py": LOST})
        assert [line.partition(":")[0] for line in watching.check()] == ["shop/b.py"]

    def test_a_configuration_that_is_being_edited_ends_nothing(
        self, shop: Path, watching: Watch
    ) -> None:
        watching.check()
        time.sleep(0.5)
        write(shop, {"pyproject.toml": "[tool.ssotlint]\nsrcs = 1\n"})
        (line,) = watching.check()
        assert line.startswith("ssotlint: pyproject.toml:2: srcs: there is no such key")
        write(shop, {"pyproject.toml": "[tool.ssotlint]\n"})
        assert len(watching.check()) == 1


class TestColor:
    @pytest.mark.parametrize(
        ("environment", "arguments", "colored"),
        [
            ({}, (), False),
            ({"FORCE_COLOR": "1"}, (), True),
            ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
            ({"NO_COLOR": ""}, ("--color", "always"), True),
            ({"NO_COLOR": "1"}, ("--color", "always"), True),
            ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ],
    )
    def test_what_decides(
        self, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str],
        arguments: tuple[str, ...], colored: bool,
    ) -> None:  # fmt: skip
        for name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        done = run("check", *ONLY, "--format", "text", *arguments)
        assert ("\x1b[" in done.out) is colored

    def test_a_file_has_no_colour(self, shop: Path) -> None:
        run("check", *ONLY, "--color", "always", "--output", "text:out.txt")
        assert "\x1b" not in (shop / "out.txt").read_text(encoding="utf-8")

    def test_links_only_where_they_are_wanted(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        link = f"\x1b]8;;{shop.as_uri()}/shop/a.py"
        arguments = ("check", *ONLY, "--format", "text", "--color", "always")
        monkeypatch.setenv("FORCE_HYPERLINK", "1")
        assert link in run(*arguments).out
        monkeypatch.setenv("FORCE_HYPERLINK", "0")
        assert "\x1b]8" not in run(*arguments).out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_no_terminal_is_too_old(shop: Path, encoding: str) -> None:
    write(shop, {"shop/日本.py": LOST})
    done = subprocess.run(
        [sys.executable, "-m", "ssotlint", "check", *ONLY, "--format", "text"],
        capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    shown = done.stdout.decode(encoding)
    assert ("日本" in shown) is (encoding == "utf-8")


class TestGitHub:
    def test_paths_are_those_of_the_repository(self, shop: Path) -> None:
        (shop.parent / ".git").mkdir(exist_ok=True)
        try:
            line = run("check", *ONLY, "--format", "github").lines[0]
        finally:
            (shop.parent / ".git").rmdir()
        assert f"file={shop.name}/shop/a.py," in line

    def test_the_job_summary_is_added_to_what_stands_there(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        summary = shop / "summary.md"
        summary.write_text("# Before\n", encoding="utf-8")
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        run("check", *ONLY, "--format", "lines")
        assert summary.read_text(encoding="utf-8") == "# Before\n"
        run("check", *ONLY, "--format", "github")
        text = summary.read_text(encoding="utf-8")
        assert text.startswith("# Before\n## ssotlint: 1 finding")


def test_overrides_say_what_is_different_in_some_files(shop: Path) -> None:
    write(shop, {
        "shop/b.py": LOST, "shop/old/__init__.py": "", "shop/old/c.py": LOST,
        "pyproject.toml": """\
            [tool.ssotlint]
            [[tool.ssotlint.overrides]]
            paths = ["shop/old/**"]
            ignore = ["imports"]
            [[tool.ssotlint.overrides]]
            paths = ["shop/**"]
            severity = { imports = "warning" }
            [[tool.ssotlint.overrides]]
            paths = ["b.py"]
            severity = { unresolved-import = "note", imports = "error" }
            """,
    })  # fmt: skip
    done = run("check", *ONLY)
    assert [line.split(":")[::3][:2] for line in done.lines] == [
        ["shop/a.py", " warning"], ["shop/b.py", " note"],
    ]  # fmt: skip
