"""The examples for CI and editors say what our commands understand."""

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml

from ssotlint.report.problem_matcher import problem_matcher
from tests.command import run
from tests.worlds import write

EXAMPLES = Path(__file__).parents[2] / "examples"
ROOT = EXAMPLES.parent


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, {"pyproject.toml": "[tool.ssotlint]\n", "shop/__init__.py": "",
                     "shop/a.py": "from shop.lost import x\n"})  # fmt: skip
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands(value: object) -> list[str]:
    """Every text in some YAML or JSON that runs ssotlint."""
    if isinstance(value, str):
        lines = [line.strip() for line in value.splitlines()]
        return [line for line in lines if line.startswith("ssotlint ")]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [command for inner in values for command in commands(inner)]


def read(name: str) -> object:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


@pytest.mark.parametrize("name", ["github-action.yml", "gitlab-ci.yml", "vscode-tasks.json"])
def test_every_command_is_understood(name: str) -> None:
    found = commands(read(name))
    assert found
    for command in found:
        words = shlex.split(re.sub(r"--diff \S+|--watch", "", command))
        done = run(*words[1:])
        assert done.code == 1, f"{command}: {done.err}"


def test_gitlab_gets_the_reports_that_it_is_told_of(shop: Path) -> None:
    job = read("gitlab-ci.yml")
    assert isinstance(job, dict)
    for command in commands(job["ssotlint"]["script"]):
        run(*shlex.split(command)[1:])
    for report in job["ssotlint"]["artifacts"]["reports"].values():
        assert (shop / report).is_file()


def test_the_tasks_have_the_matchers_that_we_print() -> None:
    tasks = read("vscode-tasks.json")
    assert isinstance(tasks, dict)
    once, watching = tasks["tasks"]
    printed = json.loads(problem_matcher("vscode"))
    assert watching["isBackground"] is True
    assert watching["problemMatcher"] == printed
    for matcher in printed:
        del matcher["background"]
    assert once["problemMatcher"] == printed


def test_the_hooks_are_those_that_we_ship() -> None:
    shipped = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    text = (EXAMPLES / "pre-commit-config.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"- id: ([\w-]+)", text)) == {hook["id"] for hook in shipped}
