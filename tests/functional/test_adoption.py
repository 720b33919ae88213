"""The four commands of docs/adoption.md, on a project that has findings."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command import run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adoption.md").read_text(encoding="utf-8")


def shown() -> list[tuple[str, str]]:
    """(command, what it prints) as the page shows them, without what others print."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("ssotlint "):
                found.append((command.removeprefix("ssotlint "), output))
    return found


def masked(text: str) -> str:
    """Numbers and what they count in the plural: every project has its own."""
    return re.sub(r"\d[\d,.]*", "N", text).replace("\r\n", "\n")


def test_from_nothing_to_green(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "chatapp"
    shutil.copytree(ROOT / "fixtures" / "chatapp", project,
                    ignore=shutil.ignore_patterns(".ssotlint_cache", "ssotlint.toml"))  # fmt: skip
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    (project / "pyproject.toml").write_text('[project]\nname = "chat"\n', encoding="utf-8")
    monkeypatch.chdir(project)
    assert [command for command, _ in shown()] == [
        "init --pre-commit", "baseline create", "check",
    ]  # fmt: skip
    for command, output in shown():
        done = run(*command.split())
        assert done.code == 0, done.err
        assert masked(done.out + done.err) == masked(output)
