"""Plans as programs read them, and how they are carried out on a copy of a project."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from ssotlint.engine.request import Request
from ssotlint.plan.planning import planned
from ssotlint.report import plan as told
from tests.functional.plan_answers import ANSWERS

CHATAPP = Path(__file__).resolve().parents[2] / "fixtures" / "chatapp"
Step = dict[str, Any]

# A function that is long enough to be told when it is copied.
HELPER = """def label(value):
    if value is None:
        return "unknown"
    name = getattr(value, "name", None)
    if isinstance(name, str):
        return name.lower()
    return str(value)
"""

# Imports each module in a process of its own, and prints those that can be imported.
IMPORTER = """
import asyncio, contextlib, dataclasses, datetime, difflib, enum, hashlib, hmac, importlib
import json, logging, os, re, sys, typing
for name in sys.argv[1:]:
    if not os.fork():
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 2)
        try:
            importlib.import_module(name)
        except BaseException:
            os._exit(1)
        os._exit(0)
    if os.wait()[1] == 0:
        print(name)
"""


def plan_of(root: Path, *names: str) -> dict[str, Any]:
    """The plan as programs read it."""
    request = Request(root=root, jobs=1, use_cache=False)
    found: dict[str, Any] = json.loads(told.json(planned(request, names)))
    return found


def carry_out(step: Step, root: Path) -> None:
    """Apply the edits of a step and delete what it says, nothing else."""
    for edit in sorted(step["edits"], key=lambda e: (e["path"], -e["line"])):
        path = root / edit["path"]
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        old = edit["old"].splitlines(keepends=True)
        start = edit["line"] - 1
        assert lines[start : start + len(old)] == old, (step["key"], edit)
        lines[start : start + len(old)] = edit["new"].splitlines(keepends=True)
        path.write_text("".join(lines), encoding="utf-8")
    for path in step["deletes"]:
        (root / path).unlink()


def answer(step: Step, root: Path) -> None:
    """Do what the step asks a person to do."""
    for path, changes in ANSWERS[step["key"]].items():
        if not changes:
            (root / path).unlink()
            continue
        text = (root / path).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, (step["key"], path, old)
            text = text.replace(old, new)
        (root / path).write_text(text, encoding="utf-8")


def modules(root: Path) -> list[str]:
    names = [p.relative_to(root).with_suffix("").as_posix() for p in sorted(root.rglob("*.py"))]
    return [n.replace("/", ".").removesuffix(".__init__") for n in names if "__main__" not in n]


def importable(root: Path) -> set[str]:
    """The modules that can be imported first."""
    done = run(root, "-c", IMPORTER, *modules(root))
    return set(done.split())


def run(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def copied(root: Path) -> Path:
    return Path(
        shutil.copytree(CHATAPP, root / "app", ignore=shutil.ignore_patterns("__pycache__"))
    )
