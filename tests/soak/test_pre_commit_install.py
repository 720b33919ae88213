"""The hook as strangers get it: pre-commit fetches this repository, builds it and installs it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.repositories import DESCRIBE
from tests.functional.test_pre_commit import ROOT, call, git
from tests.worlds import write

pytestmark = pytest.mark.soak


def test_the_hook_installs_itself_and_finds_a_copy(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not in a checkout")
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    shop = tmp_path / "shop"
    write(shop, {
        ".pre-commit-config.yaml":
            f"repos:\n- repo: {ROOT.as_posix()}\n  rev: {revision}\n  hooks:\n  - id: ssotlint\n",
        "pyproject.toml": '[tool.ssotlint]\nselect = ["duplication"]\n',
        "shop/__init__.py": "", "shop/a.py": DESCRIBE,
    })  # fmt: skip
    git(shop, "init", "-q")
    git(shop, "add", ".")
    clean = call(shop, sys.executable, "-m", "pre_commit", "run", "--all-files", code="")
    assert clean.returncode == 0, clean.stdout + clean.stderr
    write(shop, {"shop/b.py": DESCRIBE})
    git(shop, "add", ".")
    failing = call(shop, sys.executable, "-m", "pre_commit", "run", "--all-files", code="")
    assert failing.returncode == 1
    assert "shop/b.py:1:1: warning:" in failing.stdout + failing.stderr
