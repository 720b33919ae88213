"""An accepted copy that is edited: what it does otherwise decides whether that is new."""

import json
import subprocess
from pathlib import Path

import pytest

from ssotlint.project.root import BASELINE_FILE
from tests.command import run
from tests.functional.repositories import put

LOAD = """import json
import time


def load(path, ttl):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            age = time.time() - path.stat().st_mtime
            if age < ttl:
                return json.loads(path.read_text())
    except OSError:
        print("nothing can be read of", path)
    return None
"""
CLASS = """class Cache:
    limit = 10
    names = ["a", "b"]

    def __init__(self, root):
        self.root = root
        self.known = {}

    def read(self, name):
        if name not in self.known:
            self.known[name] = (self.root / name).read_text()
        return self.known[name]

    def drop(self, name):
        self.known.pop(name, None)
        return len(self.known) < self.limit
"""
MODULE = (
    LOAD
    + """

def save(path, value):
    text = json.dumps(value, indent=2)
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.write("\\n")
    return len(text)


def sizes(paths):
    found = {}
    for path in paths:
        if path.is_file():
            found[path.name] = path.stat().st_size
    return found
"""
)
RATES = 'RATES = {"de": 19, "fr": 20, "it": 22, "es": 21}\n'
OTHERWISE = [
    ("return None", "return {}"),
    ("exist_ok=True", "exist_ok=False"),
    ("except OSError", "except ValueError"),
    ("age < ttl", "age > ttl"),
    ("age < ttl", "age <= ttl"),
    ("path.exists()", "path.is_file()"),
    ("    return None\n", ""),
    ("        path.parent.mkdir(parents=True, exist_ok=True)\n", ""),
]
ALIKE = [
    ("age", "years"),
    ("(path, ttl)", "(path: object, ttl: int) -> object"),
    ("    try:\n", '    """What is known."""\n    # as long as it is fresh\n    try:\n'),
    ("json.loads(path.read_text())", "json.loads(\n                    path.read_text()\n                )"),
    ('"nothing can be read of"', '"cannot read"'),
]  # fmt: skip


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.ssotlint]\nselect = ["duplication", "stale-baseline"]\n', encoding="utf-8"
    )
    put(tmp_path, "__init__", "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def news(*asked: str) -> int:
    """How many findings are new, notes too."""
    return len(run("check", *asked).lines)


def accept(shop: Path, original: str, copy: str) -> None:
    put(shop, "a", original)
    put(shop, "b", copy)
    assert news() >= 1
    run("baseline", "create")
    assert news() == 0


@pytest.mark.parametrize(("old", "new"), OTHERWISE)
def test_a_copy_that_does_something_else_is_new(shop: Path, old: str, new: str) -> None:
    accept(shop, LOAD, LOAD)
    put(shop, "b", LOAD.replace(old, new))
    done = run("check")
    assert len(done.lines) == 1
    assert "stale" not in done.out


def test_one_other_value_at_the_end_is_one_edit_and_no_mere_advice(shop: Path) -> None:
    accept(shop, LOAD, LOAD)
    put(shop, "b", LOAD.replace("return None", "return {}"))
    done = run("check")
    assert "warning: " in done.out
    assert "`return {}` instead of `return None`" in done.out
    assert done.code == 1


@pytest.mark.parametrize(("old", "new"), OTHERWISE)
def test_so_is_its_copy_when_the_original_does(shop: Path, old: str, new: str) -> None:
    accept(shop, LOAD, LOAD)
    put(shop, "a", LOAD.replace(old, new))
    assert news() == 1


@pytest.mark.parametrize(("old", "new"), ALIKE)
@pytest.mark.parametrize("copy", [LOAD, LOAD.replace("return None", "return {}")])
def test_a_copy_that_does_the_same_is_known(shop: Path, copy: str, old: str, new: str) -> None:
    accept(shop, LOAD, copy)
    put(shop, "b", copy.replace(old, new))
    assert news() == news("--no-cache") == 0


@pytest.mark.parametrize("copy", [LOAD, LOAD.replace("return None", "return {}"), MODULE])
def test_so_is_one_that_is_moved(shop: Path, copy: str) -> None:
    accept(shop, MODULE if copy == MODULE else LOAD, copy)
    (shop / "shop" / "b.py").rename(shop / "shop" / "moved.py")
    assert news() == 0


def test_so_is_one_that_differs_as_it_did_when_both_are_edited(shop: Path) -> None:
    copy = LOAD.replace("return None", "return {}")
    accept(shop, LOAD, copy)
    for name, text in (("a", LOAD), ("b", copy)):
        put(shop, name, text.replace("exist_ok=True", "exist_ok=False"))
    assert news() == 0


def test_one_that_differs_in_more_or_otherwise_is_new(shop: Path) -> None:
    copy = LOAD.replace("return None", "return {}")
    accept(shop, LOAD, copy)
    for edited in (copy.replace("OSError", "ValueError"), copy.replace("{}", "[]")):
        put(shop, "b", edited)
        assert news() == 1


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (CLASS, "limit = 10", "limit = 20"),
        (CLASS, "pop(name, None)", "pop(name)"),
        (CLASS, "    def drop", "    @staticmethod_like\n    def drop"),
        (CLASS, "class Cache:", "class Cache(dict):"),
        (MODULE, "indent=2", "indent=4"),
        (MODULE, "path.is_file()", "path.exists()"),
        (RATES, "19", "16"),
    ],
)
def test_classes_modules_and_constants_too(shop: Path, text: str, old: str, new: str) -> None:
    accept(shop, text, text)
    put(shop, "b", text.replace(old, new))
    assert news() == 1
    put(shop, "b", f"# A note.\n\n\n{text}")
    assert news() == 0


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (CLASS, '["a", "b"]', "[\n        'a',  # first\n        'b',\n    ]"),
        (CLASS, "    def drop", "    # A note.\n\n    def drop"),
        (RATES, '{"de": 19, ', "{\n    'de': 19,  # since 2007\n    "),
        (MODULE, "found", "sizes"),
    ],
)
def test_another_layout_of_them_is_known(shop: Path, text: str, old: str, new: str) -> None:
    accept(shop, text, text)
    put(shop, "b", text.replace(old, new))
    assert news() == 0


def test_two_that_were_accepted_before_differences_were_written_down_are_known(shop: Path) -> None:
    copy = LOAD.replace("return None", "return {}")
    accept(shop, LOAD, copy)
    file = shop / BASELINE_FILE
    rows = json.loads(file.read_text(encoding="utf-8"))
    assert [m.pop("difference", "") != "" for m in rows[1]["members"]] == [False, True]
    file.write_text(json.dumps(rows), encoding="utf-8")
    assert news() == 0
    put(shop, "b", copy.replace("OSError", "ValueError"))
    assert news() == 1


def test_what_a_commit_does_to_a_copy_is_caused_by_it(shop: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e", *arguments], check=True)

    put(shop, "a", LOAD)
    put(shop, "b", LOAD)
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "equal")
    assert news("--diff", "HEAD") == 0
    put(shop, "b", LOAD.replace("return None", "return {}"))
    assert news("--diff", "HEAD") == 1
