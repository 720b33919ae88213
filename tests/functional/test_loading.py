"""What a run loads, and that it runs nothing of the project."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worlds import write

CLEAN = {"pyproject.toml": "[tool.ssotlint]\n", "shop/__init__.py": "", "shop/a.py": "X = 1\n"}
HEAVY = ("libcst", "networkx", "rich")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    write(tmp_path, CLEAN)
    return tmp_path


def _loaded(done: subprocess.CompletedProcess[str]) -> set[str]:
    """The modules that a process with ``-X importtime`` has loaded."""
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def test_what_tells_its_version_loads_nothing_else(shop: Path) -> None:
    for option in ("--version", "--help"):
        command = [sys.executable, "-X", "importtime", "-m", "ssotlint", option]
        done = subprocess.run(command, cwd=shop, capture_output=True, text=True, check=True)
        loaded = _loaded(done)
        assert "click" in loaded
        assert loaded.isdisjoint((*HEAVY, "msgspec", "sqlite3", "asyncio", "multiprocessing"))


@pytest.mark.parametrize(
    "settings", ["", '[tool.ssotlint.canonical]\nX = "shop.b:X"\n'], ids=["", "found in settings"]
)
def test_a_run_in_which_nothing_has_changed_loads_no_stage(shop: Path, settings: str) -> None:
    with (shop / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    for path in shop.rglob("*.py"):
        os.utime(path, (1_600_000_000, 1_600_000_000))  # what was just written may change again
    command = [sys.executable, "-X", "importtime", "-m", "ssotlint", "check", "--exit-zero"]
    first, again = (
        subprocess.run(command, cwd=shop, capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    assert first.stdout == again.stdout
    loaded = _loaded(again)
    assert "ssotlint.engine.recall" in loaded
    stages = (*HEAVY, "ssotlint.facts", "ssotlint.graph", "ssotlint.detectors",
              "ssotlint.model.facts", "ssotlint.model.report", "ssotlint.model.rule")  # fmt: skip
    assert loaded.isdisjoint(stages)


def test_nothing_of_the_project_runs_whatever_its_modules_are_called(shop: Path) -> None:
    """Also not where ``python -m`` would look for modules in the working directory."""
    for name in (
        "click",
        "json",
        "ssotlint_plugin",
        "libcst",
        "sqlite3",
        "conftest",
        "sitecustomize",
    ):
        (shop / f"{name}.py").write_text("open('ran', 'a').write(__name__)\n")
    done = subprocess.run(
        [sys.executable, "-m", "ssotlint", "check", "--exit-zero", "--jobs", "2"],
        cwd=shop, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, (shop / "ran").exists()) == (0, False), done.stderr
