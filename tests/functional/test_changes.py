"""`check --diff` and `--focus`: what a change caused, and nothing else."""

import sqlite3
from pathlib import Path

import pytest

from tests.command import run
from tests.functional.repositories import CONFIGURATION, DESCRIBE, git, make, put, told
from tests.worlds import write


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a pair of copies and an import that leads nowhere."""
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert len(run("check").lines) == 2
    return tmp_path


class TestDiff:
    def test_an_unchanged_tree_has_caused_nothing(self) -> None:
        done = run("check", "--diff", "HEAD")
        assert (done.code, told(done)) == (0, [])

    def test_a_new_copy_is_told_alone(self, shop: Path) -> None:
        put(shop, "c", DESCRIBE)
        assert told(run("check", "--diff", "HEAD")) == ["shop/c.py:1 duplicate-helper"]
        git(shop, "add", ".")
        assert told(run("check", "--diff", "HEAD")) == ["shop/c.py:1 duplicate-helper"]
        git(shop, "commit", "-qm", "two")
        assert told(run("check", "--diff", "HEAD")) == []
        assert told(run("check", "--diff", "HEAD~1")) == ["shop/c.py:1 duplicate-helper"]

    def test_a_deleted_name_breaks_lines_that_nobody_touched(self, shop: Path) -> None:
        put(shop, "money", "class Tax:\n    pass\n")
        assert told(run("check", "--diff", "HEAD")) == ["shop/bills.py:1 unresolved-import"]

    def test_a_deleted_file_does_too(self, shop: Path) -> None:
        (shop / "shop" / "money.py").unlink()
        assert told(run("check", "--diff", "HEAD")) == ["shop/bills.py:1 unresolved-import"]

    def test_an_edit_beside_a_known_finding_does_not_tell_it(self, shop: Path) -> None:
        put(shop, "b", f"{DESCRIBE}\n\ndef other():\n    return 2\n")
        assert told(run("check", "--diff", "HEAD")) == []

    def test_an_edit_on_a_known_finding_tells_it(self, shop: Path) -> None:
        put(shop, "orders", "from shop.lost import x  # for now\n")
        assert told(run("check", "--diff", "HEAD")) == ["shop/orders.py:1 unresolved-import"]

    def test_an_edit_of_the_other_place_of_a_group_tells_it(self, shop: Path) -> None:
        put(shop, "a", DESCRIBE.replace("    name =", "    # its name\n    name ="))
        assert told(run("check", "--diff", "HEAD")) == ["shop/b.py:1 duplicate-helper"]

    def test_lines_that_are_gone_are_a_change_of_what_is_around_them(self, shop: Path) -> None:
        put(shop, "a", f"# one\n# two\n{DESCRIBE}")
        git(shop, "commit", "-qam", "two")
        put(shop, "a", DESCRIBE)  # above the definition: not inside of it
        assert told(run("check", "--diff", "HEAD")) == []

    def test_a_moved_file_has_caused_nothing(self, shop: Path) -> None:
        git(shop, "mv", "shop/b.py", "shop/moved.py")
        git(shop, "mv", "shop/orders.py", "shop/purchases.py")
        assert told(run("check", "--diff", "HEAD")) == []

    def test_the_baseline_counts_as_well(self, shop: Path) -> None:
        put(shop, "c", DESCRIBE)
        run("baseline", "create")
        put(shop, "d", DESCRIBE)
        assert told(run("check", "--diff", "HEAD")) == ["shop/d.py:1 duplicate-helper"]

    def test_nothing_is_said_to_be_stale(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "")
        assert told(run("check", "--diff", "HEAD")) == []

    def test_a_group_that_is_accepted_was_accepted_as_it_was(self, shop: Path) -> None:
        put(shop, "a", f"# ssotlint: ignore[duplicate-helper] -- they part soon\n{DESCRIBE}")
        git(shop, "commit", "-qam", "two")
        assert told(run("check", "--diff", "HEAD")) == []
        put(shop, "c", DESCRIBE)
        done = run("check", "--diff", "HEAD")
        assert told(done) == ["shop/c.py:1 duplicate-helper"]
        assert "joined the group" in done.out

    def test_paths_narrow_what_is_reported(self, shop: Path) -> None:
        put(shop, "c", DESCRIBE)
        put(shop, "orders", "from shop.lost import x, y\n")
        assert told(run("check", "--diff", "HEAD", "shop/orders.py")) == [
            "shop/orders.py:1 unresolved-import"
        ]

    def test_a_project_below_the_top_of_the_repository(
        self, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        top = tmp_path_factory.mktemp("top")
        write(top, {
            ".gitignore": "made/\n", "other/x.py": "",
            "back/pyproject.toml": CONFIGURATION, "back/shop/__init__.py": "",
            "back/shop/a.py": DESCRIBE, "back/made/z.py": DESCRIBE,
        })  # fmt: skip
        git(top, "init", "-q")
        git(top, "add", ".")
        git(top, "commit", "-qm", "one")
        monkeypatch.chdir(top / "back")
        assert told(run("check", "--diff", "HEAD")) == []
        put(top / "back", "b", DESCRIBE)
        assert told(run("check", "--diff", "HEAD")) == ["shop/b.py:1 duplicate-helper"]

    def test_the_first_version_of_a_project_may_be_empty(self, shop: Path) -> None:
        git(shop, "checkout", "-q", "--orphan", "empty")
        git(shop, "rm", "-rfq", "--cached", ".")
        git(shop, "commit", "-q", "--allow-empty", "-m", "nothing")
        assert len(told(run("check", "--diff", "HEAD"))) == 2

    def test_where_a_branch_began(self, shop: Path) -> None:
        git(shop, "checkout", "-qb", "work")
        put(shop, "c", DESCRIBE)
        git(shop, "add", ".")
        git(shop, "commit", "-qm", "work")
        git(shop, "checkout", "-q", "main")
        put(shop, "orders", "")
        git(shop, "commit", "-qam", "repaired")
        git(shop, "checkout", "-q", "work")
        assert told(run("check", "--diff", "main...")) == ["shop/c.py:1 duplicate-helper"]
        assert len(told(run("check", "--diff", "main"))) == 2

    def test_the_cache_makes_no_difference(self, shop: Path) -> None:
        put(shop, "c", DESCRIBE)
        cold = run("check", "--diff", "HEAD", "--no-cache")
        assert run("check", "--diff", "HEAD").out == cold.out
        assert run("check", "--diff", "HEAD").out == cold.out
        assert list((shop / ".ssotlint_cache").glob("state-*")) == []

    def test_damaged_facts_of_a_revision_are_found_out_again(self, shop: Path) -> None:
        put(shop, "a", "from shop.money import Price\n")
        git(shop, "commit", "-qam", "two")
        run("check")
        put(shop, "a", DESCRIBE)
        run("check")
        (cache,) = (shop / ".ssotlint_cache").glob("facts-*.sqlite")
        with sqlite3.connect(cache) as connection:
            connection.execute("UPDATE facts SET head = x'00', surface = x'00'")
        connection.close()
        cold = run("check", "--diff", "HEAD", "--no-cache")
        assert run("check", "--diff", "HEAD")[:2] == cold[:2]

    def test_a_revision_is_looked_at_once(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(shop, "c", DESCRIBE)
        assert told(run("check", "--diff", "HEAD")) == ["shop/c.py:1 duplicate-helper"]
        put(shop, "d", DESCRIBE)
        monkeypatch.delattr("ssotlint.engine.changes.examined_aside")
        assert told(run("check", "--diff", "HEAD")) == [
            "shop/c.py:1 duplicate-helper", "shop/d.py:1 duplicate-helper",
        ]  # fmt: skip

    def test_what_was_staged_is_known_when_it_is_committed(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("check", "--staged")
        monkeypatch.delattr("ssotlint.engine.changes.examined_aside")
        for name in ("c", "d"):
            put(shop, name, DESCRIBE)
            git(shop, "add", ".")
            assert told(run("check", "--staged")) == [f"shop/{name}.py:1 duplicate-helper"]
            git(shop, "commit", "-qm", name)
        assert told(run("check", "--staged")) == []

    def test_other_rules_look_at_a_revision_again(self, shop: Path) -> None:
        put(shop, "orders", "from shop.lost import x, y\n")
        assert told(run("check", "--diff", "HEAD", "--select", "duplication")) == []
        assert len(told(run("check", "--diff", "HEAD", "--select", "unresolved-import"))) == 1

    def test_a_list_to_focus_on_is_no_narrower_look_at_a_revision(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(shop, "c", DESCRIBE)
        git(shop, "add", ".")
        git(shop, "commit", "-qm", "two")
        put(shop, "d", DESCRIBE)
        run("check", "--diff", "HEAD", "shop/a.py")
        focus = ("check", "--diff", "HEAD", "--focus")
        assert told(run(*focus, "shop/a.py")) == ["shop/d.py:1 duplicate-helper"]
        monkeypatch.delattr("ssotlint.engine.changes.examined_aside")
        assert told(run(*focus, "shop/d.py")) == ["shop/d.py:1 duplicate-helper"]
        assert told(run("check", "--diff", "HEAD")) == ["shop/d.py:1 duplicate-helper"]

    def test_a_file_that_git_assumes_to_be_unchanged_may_be_changed(self, shop: Path) -> None:
        git(shop, "update-index", "--assume-unchanged", "shop/b.py")
        put(shop, "b", "from shop.nowhere import x\n")
        assert told(run("check", "--diff", "HEAD")) == ["shop/b.py:1 unresolved-import"]
        put(shop, "b", DESCRIBE)
        assert told(run("check", "--diff", "HEAD")) == []

    def test_a_crash_is_not_remembered_of_a_revision(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(shop, "c", DESCRIBE)
        git(shop, "add", ".")
        git(shop, "commit", "-qm", "two")
        with monkeypatch.context() as patched:
            patched.setattr("ssotlint.judges.clones.judge", None)
            assert run("check", "--diff", "HEAD", "--jobs", "1").code == 3
        assert told(run("check", "--diff", "HEAD")) == []

    def test_each_commit_of_many_is_told_as_from_nothing(self, shop: Path) -> None:
        steps = (
            ("c", DESCRIBE), ("money", "class Price:\n    pass\n"), ("c", "X = 1\n"),
            ("orders", f"{DESCRIBE}\n\nfrom shop.money import Tax\n"), ("b", "Y = 2\n"),
        )  # fmt: skip
        for name, text in steps:
            put(shop, name, text)
            git(shop, "add", ".")
            for way in (("--staged",), ("--diff", "HEAD"), ("--diff", "HEAD~1"), ()):
                if way[-1:] == ("HEAD~1",) and name == "c" and text == DESCRIBE:
                    continue  # there is only one commit
                said = run("check", *way, "--format", "json").out
                assert said == run("check", *way, "--format", "json", "--no-cache").out
            git(shop, "commit", "-qm", name)


class TestWrongUse:
    def test_an_unknown_revision_is_2(self) -> None:
        done = run("check", "--diff", "nowhere")
        assert done.code == 2
        assert '"nowhere" is no revision of this repository' in done.err

    def test_a_shallow_clone_is_told_how_to_get_it(
        self, shop: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = git(shop, "rev-parse", "HEAD").strip()
        put(shop, "c", DESCRIBE)
        git(shop, "add", ".")
        git(shop, "commit", "-qm", "two")
        place = tmp_path_factory.mktemp("clone")
        git(place, "clone", "-q", "--depth=1", f"file://{shop}", "shop")
        monkeypatch.chdir(place / "shop")
        done = run("check", "--diff", first)
        assert done.code == 2
        assert "is not in this shallow clone" in done.err
        assert "fetch-depth: 0" in done.err

    def test_no_repository_is_2(
        self, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = tmp_path_factory.mktemp("plain")
        write(place, {"shop/a.py": ""})
        monkeypatch.chdir(place)
        done = run("check", "--diff", "HEAD")
        assert done.code == 2
        assert "this is no git repository" in done.err


class TestLines:
    """Which lines a change touches does not depend on how somebody likes to see changes."""

    def test_settings_for_people_change_nothing(self, shop: Path) -> None:
        for key, value in {
            "diff.interHunkContext": "20", "diff.noprefix": "true", "color.ui": "always",
            "diff.renames": "copies", "diff.mnemonicPrefix": "true", "diff.external": "false",
        }.items():  # fmt: skip
            git(shop, "config", key, value)
        put(shop, "orders", "Y = 1\nfrom shop.lost import x\nX = 1\n")
        assert told(run("check", "--diff", "HEAD")) == []

    def test_lines_around_changes_that_somebody_wants_to_see_are_no_changes(
        self, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(shop, "a", f"X = 1\n{DESCRIBE}")
        put(shop, "orders", "from shop.lost import x  # new\n")
        monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=9")
        assert told(run("check", "--diff", "HEAD")) == ["shop/orders.py:1 unresolved-import"]

    def test_files_that_git_takes_for_no_text_have_lines(self, shop: Path) -> None:
        write(shop, {".gitattributes": "*.py -diff\n"})
        put(shop, "orders", "from shop.lost import x, y\n")
        assert told(run("check", "--diff", "HEAD")) == ["shop/orders.py:1 unresolved-import"]

    def test_a_line_that_looks_like_the_head_of_a_change_is_none(self, shop: Path) -> None:
        put(shop, "orders", 'X = """\n"""\nY = 1\nfrom shop.lost import x\n')
        git(shop, "commit", "-qam", "two")
        put(shop, "orders", 'X = """\n++ b/shop/a.py\n"""\nY = 1\nfrom shop.lost import x  # old\n')
        assert told(run("check", "--diff", "HEAD")) == ["shop/orders.py:5 unresolved-import"]


class TestFocus:
    def test_files_narrow_the_report_and_not_the_knowledge(self) -> None:
        assert told(run("check", "--focus", "shop/b.py")) == ["shop/b.py:1 duplicate-helper"]
        assert told(run("check", "--focus", "shop/orders.py")) == [
            "shop/orders.py:1 unresolved-import"
        ]

    def test_a_file_takes_part_by_the_other_place_of_a_group(self) -> None:
        assert told(run("check", "--focus", "shop/a.py")) == ["shop/b.py:1 duplicate-helper"]

    def test_a_file_causes_what_others_want_of_it(self, shop: Path) -> None:
        put(shop, "money", "")
        assert told(run("check", "--focus", "shop/money.py")) == [
            "shop/bills.py:1 unresolved-import"
        ]
        (shop / "shop" / "money.py").unlink()
        assert told(run("check", "--focus", "shop/money.py")) == [
            "shop/bills.py:1 unresolved-import"
        ]

    @pytest.mark.parametrize("path", ["shop/money.py", "README.md", "shop/nowhere.py"])
    def test_a_list_that_selects_nothing_is_0(self, path: str) -> None:
        done = run("check", "--focus", path)
        assert (done.code, done.lines) == (0, [])

    def test_the_root_is_all_that_there_is(self) -> None:
        assert told(run("check", "--focus", ".")) == told(run("check"))

    def test_no_list_at_all_is_0(self) -> None:
        done = run("check", "--focus")
        assert (done.code, done.lines) == (0, [])

    def test_the_parts_of_a_list_find_together_what_the_list_finds(self) -> None:
        names = ["shop/a.py", "shop/b.py", "shop/orders.py", "shop/money.py"]
        whole = told(run("check", "--focus", *names))
        parts = [line for name in names for line in told(run("check", "--focus", name))]
        assert sorted(set(parts)) == sorted(whole)

    def test_files_from_below_the_root(self, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(shop / "shop")
        assert told(run("check", "--focus", "b.py")) == ["b.py:1 duplicate-helper"]

    def test_the_baseline_counts_and_nothing_is_stale(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "")
        put(shop, "c", DESCRIBE)
        assert told(run("check", "--focus", "shop/orders.py")) == []
        assert told(run("check", "--focus", "shop/a.py")) == ["shop/c.py:1 duplicate-helper"]

    def test_focus_and_staged_together(self, shop: Path) -> None:
        put(shop, "c", DESCRIBE)
        put(shop, "orders", "from shop.lost import x, y\n")
        git(shop, "add", ".")
        assert told(run("check", "--focus", "--staged", "shop/c.py")) == [
            "shop/c.py:1 duplicate-helper"
        ]
