"""Reports in the hands of programs that are too large for every run: they need npm and node."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ssotlint.model.report import Report
from ssotlint.report import render
from ssotlint.report.problem_matcher import problem_matcher
from tests.unit.report.sample import clean, sample, single

pytestmark = pytest.mark.soak

_MULTITOOL = "@microsoft/sarif-multitool-linux@5.7.0"
# The only advice that is not taken: there is no page of the tool to point to yet.
_DECLINED = {"SARIF2005"}


@pytest.fixture(scope="session")
def multitool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Microsoft's validator: the schema of the standard and the rules of its prose."""
    npm = shutil.which("npm")
    if npm is None or sys.platform != "linux":
        pytest.skip("the SARIF validator comes from npm, for Linux")
    folder = tmp_path_factory.mktemp("multitool")
    command = [npm, "install", "--silent", "--ignore-scripts", "--prefix", str(folder), _MULTITOOL]
    subprocess.run(command, check=True, timeout=300)
    program = folder / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("report", [sample(), clean(), single()], ids=["sample", "clean", "single"])
def test_sarif_is_valid(multitool: Path, tmp_path: Path, report: Report) -> None:
    file, log = tmp_path / "report.sarif", tmp_path / "log.sarif"
    file.write_text(render("sarif", report), encoding="utf-8")
    command = [str(multitool), "validate", str(file), "--rule-kind", "Sarif;Ghas"]
    subprocess.run([*command, "--output", str(log)], check=True, timeout=120, capture_output=True)
    runs = json.loads(log.read_text(encoding="utf-8-sig"))["runs"]
    results = [result for run in runs for result in run["results"]]
    assert [result for result in results if result["ruleId"] not in _DECLINED] == []


def test_matchers_read_our_lines_in_javascript() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("VS Code's expressions are those of node")
    script = """
        const {matchers, lines} = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        const read = lines.map(line => matchers
            .map(m => [m.severity, new RegExp(m.pattern.regexp).exec(line)])
            .filter(([, match]) => match)
            .map(([severity, match]) => [severity, match[1], match[2], match[5]]));
        console.log(JSON.stringify(read));
    """
    lines = render("lines", sample()).splitlines()
    given = json.dumps({"matchers": json.loads(problem_matcher("vscode")), "lines": lines})
    done = subprocess.run(
        [node, "-e", script], input=given, capture_output=True, text=True, check=True, timeout=60
    )
    words = {"error": "error", "warning": "warning", "note": "info"}
    expected = [
        [[words[f.severity], text.split(f":{f.place.line}:")[0], str(f.place.line), f.rule]]
        for text, f in zip(lines, sample().findings, strict=True)
    ]
    assert json.loads(done.stdout) == expected
