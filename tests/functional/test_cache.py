"""The cache makes runs faster, and never changes what they say."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ssotlint.engine import judging, version
from ssotlint.engine.request import Outcome, Request
from ssotlint.engine.run import run
from ssotlint.facts import skim
from ssotlint.index.store import Store
from ssotlint.model.facts import Facts

FIXTURE = Path(__file__).parents[2] / "fixtures" / "chatapp"
OWN_RULE = """since = "0.1.0"
severity = "note"
patterns = ['print($X)']
summary = "Something is printed."
rationale = "Because."
remedy = "Do not."
message = "{X} is printed"
[[bad]]
title = "a call"
"a.py" = "print(1)  # <- own-rule"
[[good]]
title = "none"
"a.py" = "x = 1"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(FIXTURE, root, ignore=shutil.ignore_patterns(".ssotlint_cache"))
    for path in root.rglob("*.py"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return root


def check(root: Path, cache: Path | None = None) -> Outcome:
    request = Request(paths=(root,), root=root, formats=("json",), jobs=1, cache=cache)
    return run(request)


def cold(root: Path) -> bytes:
    request = Request(paths=(root,), root=root, formats=("json",), jobs=1, use_cache=False)
    return run(request).texts[0]


def cache_file(root: Path) -> Path:
    (found,) = (root / ".ssotlint_cache").glob("facts-*.sqlite")
    return found


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def noise_inside(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for start in range(8192, len(data), 4096):
        data[start + 1000 : start + 1040] = b"\xa5" * 40
    path.write_bytes(data)


def noise(path: Path) -> None:
    path.write_bytes(os.urandom(100_000))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def other_tables(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE facts (something TEXT)")
    connection.close()


def rows_gone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM facts WHERE digest > '8'")
        connection.execute("DELETE FROM memo WHERE kind LIKE 'report%'")
    connection.close()


def values_swapped(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT digest, surface FROM facts ORDER BY digest").fetchall()
        for (digest, _), (_, other) in zip(rows, rows[1:] + rows[:1], strict=True):
            connection.execute("UPDATE facts SET surface = ? WHERE digest = ?", (other, digest))
        connection.execute("DELETE FROM memo WHERE kind LIKE 'report%'")
    connection.close()


DAMAGES: tuple[Callable[[Path], None], ...] = (
    truncated, noise_inside, noise, emptied, folder_instead, other_tables, rows_gone,
    values_swapped,
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda f: f.__name__)
def test_a_damaged_cache_is_no_worse_than_none(
    project: Path, damage: Callable[[Path], None]
) -> None:
    expected = check(project).texts[0]
    path = cache_file(project)
    for leftover in path.parent.glob("*.sqlite-*"):
        leftover.unlink()
    damage(path)

    assert check(project).texts[0] == expected
    assert check(project).texts[0] == expected
    (project / "one_more.py").write_text("x = 1\n", encoding="utf-8")
    assert check(project).texts[0] == cold(project)


def test_a_cache_that_breaks_during_a_run_is_no_worse_than_none(project: Path) -> None:
    """Another process writes over the file while facts are read from it."""
    expected = check(project).texts[0]
    path = cache_file(project)
    (project / "pyproject.toml").write_text("[tool.ssotlint]\n", encoding="utf-8")

    def interfere(stage: str) -> None:
        if stage.startswith("looking for"):
            noise_inside(path)

    request = Request(paths=(project,), root=project, formats=("json",), jobs=1, progress=interfere)
    assert run(request).texts[0] == expected


@pytest.mark.parametrize("inside", [False, True], ids=["no folder can be made", "no file"])
def test_without_a_place_for_a_cache_the_run_says_so_and_goes_on(
    project: Path, tmp_path: Path, inside: bool
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    outcome = check(project, taken / "below" if inside else taken)
    assert outcome.texts[0] == cold(project)
    assert ["working without it" in notice for notice in outcome.notices] == [True]


def test_a_file_that_changes_twice_in_a_tick_of_the_clock_is_read_twice(project: Path) -> None:
    """The stamp stays the same: time and size and inode."""
    path = project / "one_more.py"
    lost = "from chat_backend.lost import a\n"
    path.write_text(lost, encoding="utf-8")
    soon = path.stat().st_mtime_ns + 3_600_000_000_000  # no run is later than that
    os.utime(path, ns=(soon, soon))
    before = check(project).texts[0]

    path.write_text("from json import loads".ljust(len(lost)), encoding="utf-8")
    os.utime(path, ns=(soon, soon))

    after = check(project).texts[0]
    assert after == cold(project)
    assert after != before


def test_two_checkouts_share_a_cache_and_nothing_else(project: Path, tmp_path: Path) -> None:
    other, cache = tmp_path / "other", tmp_path / "cache"
    shutil.copytree(project, other)
    (other / "one_more.py").write_text("from chat_backend.lost import a\n", encoding="utf-8")
    for _ in range(2):
        assert check(project, cache).texts[0] == cold(project)
        assert check(other, cache).texts[0] == cold(other)


def test_a_file_that_changes_between_reading_and_judging_is_not_judged_for_what_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is such a verdict remembered: the next run, with the old text back, says it all."""
    truth, path = cold(project), project / "chat_backend/routes/admin.py"
    text, judge_cases = path.read_bytes(), judging.judge_cases

    def late(task: judging.Task) -> list[judging.Told]:
        path.write_bytes(b"# another file altogether\n")
        return judge_cases(task)

    with monkeypatch.context() as patched:
        patched.setattr(judging, "judge_cases", late)
        said = check(project)
    assert said.faults == ()
    assert said.texts[0] != truth
    path.write_bytes(text)
    assert check(project).texts[0] == truth


def test_files_with_new_stamps_and_old_texts_are_no_new_files(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a look at another branch, or in a fresh checkout with the cache of yesterday."""
    (project / "requirements.txt").write_text("shop-core\n", encoding="utf-8")
    told = check(project)
    for path in (*project.rglob("*.py"), project / "requirements.txt"):
        path.write_bytes(path.read_bytes())
        os.utime(path, (1_700_000_100, 1_700_000_100))
    with monkeypatch.context() as patched:
        patched.delattr("ssotlint.engine.session.outlined")
        assert check(project).texts == told.texts
        assert check(project).texts == told.texts


def test_a_way_in_that_the_metadata_name_from_now_on_is_seen(tmp_path: Path) -> None:
    body = "".join(f"    if host.m{i}(entry, {i}):\n        entry.n{i} = {i}\n" for i in range(9))
    for name in ("carts", "till"):
        path = tmp_path / "shop" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"def settle(host, entry):\n{body}", encoding="utf-8")
    (tmp_path / "shop" / "__init__.py").write_text("import shop.till\n", encoding="utf-8")
    before = check(tmp_path).texts[0]

    metadata = '[project.scripts]\nsettle = "shop.carts:settle"\n'
    (tmp_path / "pyproject.toml").write_text(metadata, encoding="utf-8")

    assert before != check(tmp_path).texts[0] == cold(tmp_path)


def test_a_report_is_told_in_each_format_that_it_was_told_in(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(*formats: str) -> tuple[bytes, ...]:
        return run(Request(paths=(project,), root=project, formats=formats, jobs=1)).texts

    lines, sarif = told("lines")[0], told("sarif")[0]
    monkeypatch.delattr("ssotlint.engine.session.outlined")
    assert told("lines") == (lines,)
    assert told("sarif") == (sarif,)


def test_a_new_checkout_begins_where_its_sibling_stands(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a worktree with the cache of the first one, or a CI job whose checkout lies elsewhere."""
    cache, other = tmp_path / "cache", tmp_path / "other"
    told = check(project, cache)
    shutil.copytree(project, other)
    with monkeypatch.context() as patched:
        patched.delattr("ssotlint.engine.session.outlined")
        assert check(other, cache).texts == told.texts
    (other / "chat_backend/settings.py").write_text("NAME = 'other'\n", encoding="utf-8")
    assert check(other, cache).texts[0] == cold(other)
    assert check(project, cache).texts == told.texts


def test_a_sibling_that_lies_nowhere_any_more_is_forgotten(project: Path, tmp_path: Path) -> None:
    cache, other = tmp_path / "cache", tmp_path / "other"
    check(project, cache)
    (project / "one_more.py").write_text("def half(:\n", encoding="utf-8")
    check(project, cache)
    project.rename(other)
    check(other, cache)
    store = Store(next(cache.glob("facts-*.sqlite")))
    assert len(store.recall_all("roots")) == 1
    assert store.recall_all("asides").keys() <= store.recall_all("roots").keys()


def test_a_file_that_lies_elsewhere_is_not_known_by_its_stamp(
    project: Path, tmp_path: Path
) -> None:
    """Where a checkout is gone, another one gets its inodes; archives give all files one time."""
    cache, other = tmp_path / "cache", tmp_path / "other"
    gone, path = project / "one_more.py", other / "one_more.py"
    gone.write_text("from chat_backend.lost import a\n".ljust(40), encoding="utf-8")
    os.utime(gone, (1, 1))
    check(project, cache)
    shutil.copytree(project, other)
    gone.replace(path)
    shutil.rmtree(project)
    path.write_text("from json import loads\n".ljust(40), encoding="utf-8")
    os.utime(path, (1, 1))
    assert check(other, cache).texts[0] == cold(other)


def test_a_rule_in_a_folder_of_another_name_is_of_another_family(project: Path) -> None:
    (project / "ssotlint.toml").write_text('rule-packs = ["lint"]\n', encoding="utf-8")
    ours, path = project / "lint/ours", project / "one_more.py"
    ours.mkdir(parents=True)
    (ours / "own-rule.toml").write_text(OWN_RULE, encoding="utf-8")
    path.write_text("print(1)\n", encoding="utf-8")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert b'"family": "ours"' in check(project).texts[0]
    ours.rename(project / "lint/theirs")
    assert b'"family": "theirs"' in check(project).texts[0]


def test_what_was_read_elsewhere_is_not_read_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the files count that this checkout alone has: here none, but under other names."""
    cache, other = tmp_path / "cache", tmp_path / "other"
    check(project, cache)
    shutil.copytree(project / "chat_backend", other / "talk_backend")
    monkeypatch.delattr("ssotlint.facts.skim")
    assert check(other, cache).faults == ()


def test_an_edit_in_a_fresh_checkout_is_an_edit_of_one_file(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(project)
    edited = project / "chat_backend/rooms.py"
    edited.write_text(edited.read_text(encoding="utf-8") + "\n\n\nKIND = 17\n", encoding="utf-8")
    for path in project.rglob("*.py"):
        os.utime(path, (1_700_000_200, 1_700_000_200))
    truth, read = cold(project), []

    def skimmed(text: str) -> Facts:
        read.append(text)
        return skim(text)

    monkeypatch.setattr("ssotlint.facts.skim", skimmed)
    assert check(project).texts[0] == truth
    assert {*read} == {edited.read_text(encoding="utf-8")}


def test_another_installation_of_the_same_tool_tells_the_same(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = check(project)
    installed = tmp_path / "site-packages" / "ssotlint"
    shutil.copytree(Path(version.__file__).parents[1], installed)
    monkeypatch.setattr(version, "_PACKAGE", installed)
    version._stamps.cache_clear()
    version._states.clear()
    with monkeypatch.context() as patched:
        patched.delattr("ssotlint.engine.session.outlined")
        assert check(project).texts == told.texts
    (installed / "detectors" / "clones.py").write_text("# another\n", encoding="utf-8")
    version._stamps.cache_clear()
    version._states.clear()
    with monkeypatch.context() as patched:
        patched.delattr("ssotlint.engine.session.outlined")
        with pytest.raises(ImportError):
            check(project)
    version._stamps.cache_clear()
    version._states.clear()


def test_with_another_release_of_a_library_it_is_another_tool(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(project)
    packages = tmp_path / "site-packages"
    (packages / "msgspec").mkdir(parents=True)  # where an installation has just changed the folder
    monkeypatch.setattr("msgspec.__file__", str(packages / "msgspec" / "__init__.py"))
    version._stamps.cache_clear()
    version._states.clear()
    with monkeypatch.context() as patched:
        patched.setattr("importlib.metadata.version", lambda name: f"{name} 99")
        patched.delattr("ssotlint.engine.session.outlined")
        with pytest.raises(ImportError):
            check(project)
    version._stamps.cache_clear()
    version._states.clear()
