"""A small repository, and what a run about a change in it says."""

import subprocess
from pathlib import Path

from tests.command import Done
from tests.worlds import write

DESCRIBE = """\
def describe(state):
    if state is None:
        return "unknown"
    name = getattr(state, "name", None)
    if name and len(name) > 1:
        return name.lower().strip()
    return str(state)
"""
CONFIGURATION = '[tool.ssotlint]\nselect = ["duplication", "unresolved-import", "hygiene"]\n'


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def put(shop: Path, name: str, text: str) -> None:
    write(shop, {f"shop/{name}.py": text})


def told(done: Done) -> list[str]:
    """`file:line rule` of each finding."""
    assert done.code in {0, 1}, done.err
    rows = [(line.split(":"), line.rpartition("[")[2][:-1]) for line in done.lines]
    return [f"{row[0]}:{row[1]} {rule}" for row, rule in rows]


def make(folder: Path) -> None:
    """A repository with a pair of copies and an import that leads nowhere."""
    (folder / "pyproject.toml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / ".gitignore").write_text(".ssotlint_cache/\nbuilt.py\n", encoding="utf-8")
    put(folder, "__init__", "")
    put(folder, "a", DESCRIBE)
    put(folder, "b", f"{DESCRIBE}\n\ndef other():\n    return 1\n")
    put(folder, "orders", "from shop.lost import x\n")
    put(folder, "money", "class Price:\n    pass\n\n\nclass Tax:\n    pass\n")
    put(folder, "bills", "from shop.money import Price\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
