"""`check --staged`: what git has staged is judged, wherever and however it lies."""

import os
import subprocess
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


class TestStaged:
    def test_what_is_staged_counts_and_not_what_lies_on_the_disk(self, shop: Path) -> None:
        put(shop, "c", DESCRIBE)
        assert told(run("check", "--staged")) == []
        git(shop, "add", ".")
        assert told(run("check", "--staged")) == ["shop/c.py:1 duplicate-helper"]
        put(shop, "c", "")
        assert told(run("check", "--staged")) == ["shop/c.py:1 duplicate-helper"]
        put(shop, "d", DESCRIBE)
        put(shop, "orders", "from shop.lost import y\n")
        assert told(run("check", "--staged")) == ["shop/c.py:1 duplicate-helper"]

    def test_a_staged_deletion_breaks_importers(self, shop: Path) -> None:
        git(shop, "rm", "-q", "--cached", "shop/money.py")
        assert told(run("check", "--staged")) == ["shop/bills.py:1 unresolved-import"]

    def test_the_frame_shows_the_staged_text(self, shop: Path) -> None:
        put(shop, "orders", "from shop.lost import z\n")
        git(shop, "add", ".")
        put(shop, "orders", "# nothing\n")
        done = run("check", "--staged", "--format", "json")
        assert "import z" in done.out

    def test_a_file_that_git_assumes_to_be_unchanged_is_staged_as_it_was(self, shop: Path) -> None:
        git(shop, "update-index", "--assume-unchanged", "shop/b.py")
        put(shop, "c", DESCRIBE)
        git(shop, "add", ".")
        run("check", "--staged")
        put(shop, "b", "from shop.nowhere import x\n")
        assert told(run("check", "--staged")) == ["shop/c.py:1 duplicate-helper"]

    def test_what_was_built_here_is_there_in_every_state(self, shop: Path) -> None:
        write(shop, {".gitignore": ".ssotlint_cache/\n*.so\n", "shop/fast.so": ""})
        put(shop, "uses", "from shop.fast import sums\n")
        git(shop, "add", ".")
        assert told(run("check", "--staged")) == []
        git(shop, "commit", "-qm", "two")
        put(shop, "a", "# not staged\n")  # so that what is staged does not lie on the disk
        put(shop, "uses", "from shop.fast import sums, means\n")
        git(shop, "add", "shop/uses.py")
        assert told(run("check", "--staged")) == []
        (shop / "shop" / "fast.so").unlink()
        assert told(run("check", "--staged")) == ["shop/uses.py:1 unresolved-import"]

    def test_what_a_sparse_checkout_leaves_out_is_staged(self, shop: Path) -> None:
        git(shop, "sparse-checkout", "set", "--no-cone", "/*", "!/shop/money.py")
        assert not (shop / "shop" / "money.py").exists()
        put(shop, "bills", "from shop.money import Price, Tax\n")
        git(shop, "add", "shop/bills.py")
        assert told(run("check", "--staged")) == []

    def test_what_a_sparse_checkout_leaves_out_was_deleted_by_nobody(self, shop: Path) -> None:
        git(shop, "sparse-checkout", "set", "--no-cone", "/*", "!/shop/money.py")
        assert told(run("check", "--diff", "HEAD")) == []

    def test_a_path_that_is_not_staged_is_2(self, shop: Path) -> None:
        put(shop, "new", "")
        assert run("check", "--staged", "shop/new.py").code == 2

    def test_before_the_first_commit_everything_is_new(
        self, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = tmp_path_factory.mktemp("first")
        write(place, {"pyproject.toml": CONFIGURATION, "shop/__init__.py": "",
                      "shop/orders.py": "from shop.lost import x\n"})  # fmt: skip
        git(place, "init", "-q")
        git(place, "add", ".")
        monkeypatch.chdir(place)
        assert told(run("check", "--staged")) == ["shop/orders.py:1 unresolved-import"]

    def test_a_conflict_is_looked_at_as_ours(self, shop: Path) -> None:
        git(shop, "checkout", "-qb", "work")
        put(shop, "orders", "X = 1\n")
        git(shop, "commit", "-qam", "work")
        git(shop, "checkout", "-q", "main")
        put(shop, "orders", "X = 2\n")
        git(shop, "commit", "-qam", "main")
        with pytest.raises(subprocess.CalledProcessError):
            git(shop, "merge", "-q", "work")
        assert told(run("check", "--staged")) == []


class TestLinks:
    """Imports may go through links to folders."""

    @pytest.fixture(autouse=True)
    def _other(self, shop: Path) -> None:
        write(shop, {"lib/other/__init__.py": "", "lib/other/x.py": "def f():\n    return 1\n"})
        put(shop, "uses", "from shop.other.x import f\n")
        (shop / "shop" / "other").symlink_to("../lib/other")
        git(shop, "add", "lib")
        git(shop, "commit", "-qm", "two")

    @pytest.mark.parametrize("edited", [False, True])
    def test_one_that_is_not_staged_leads_nowhere(self, shop: Path, *, edited: bool) -> None:
        git(shop, "add", "shop/uses.py")
        if edited:
            put(shop, "a", f"{DESCRIBE}# not staged\n")
        assert told(run("check", "--staged")) == ["shop/uses.py:1 unresolved-import"]

    @pytest.mark.parametrize("edited", [False, True])
    @pytest.mark.parametrize("how", ["staged", "ignored"])
    def test_one_that_is_staged_or_ignored_by_git_is_there(
        self, shop: Path, how: str, *, edited: bool
    ) -> None:
        if how == "ignored":
            write(shop, {".gitignore": ".ssotlint_cache/\nother\n"})
        git(shop, "add", ".")
        if edited:
            put(shop, "a", f"{DESCRIBE}# not staged\n")
        assert told(run("check", "--staged")) == []

    def test_one_that_is_staged_was_in_no_revision_before(self, shop: Path) -> None:
        reason = "# ssotlint: ignore[unresolved-import] -- whoever builds it links it"
        put(shop, "uses", f"from shop.other.x import f  {reason}\n")
        write(shop, {".gitignore": ".ssotlint_cache/\n"})
        git(shop, "add", "shop/uses.py", ".gitignore")
        git(shop, "commit", "-qm", "three")
        git(shop, "add", "shop/other")
        assert told(run("check", "--staged")) == ["shop/uses.py:1 unused-suppression"]


class TestCompiled:
    """A link that is called as a compiled module is one: a revision has it as it was."""

    def test_one_that_leads_to_nothing_is_no_fault(self, shop: Path) -> None:
        (shop / "shop" / "fast.so").symlink_to("../build/fast.so")
        git(shop, "add", ".")
        git(shop, "commit", "-qm", "two")
        put(shop, "uses", "from shop.fast import sums\n")
        assert told(run("check", "--diff", "HEAD")) == []

    def test_what_it_leads_to_is_left_alone(
        self, shop: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        built = tmp_path_factory.mktemp("built") / "fast.so"
        built.touch()
        os.utime(built, (1_000_000_000, 1_000_000_000))
        (shop / "shop" / "fast.so").symlink_to(built)
        git(shop, "add", ".")
        git(shop, "commit", "-qm", "two")
        put(shop, "uses", "from shop.fast import sums\n")
        assert told(run("check", "--diff", "HEAD")) == []
        assert built.stat().st_mtime == 1_000_000_000

    def test_nothing_is_made_where_a_link_of_a_revision_leads(
        self, shop: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        elsewhere = tmp_path_factory.mktemp("elsewhere")
        (shop / "lib").symlink_to(elsewhere)
        git(shop, "add", ".")
        git(shop, "commit", "-qm", "two")
        (shop / "lib").unlink()
        write(shop, {"lib/__init__.py": "", "lib/fast.so": ""})
        assert told(run("check", "--diff", "HEAD")) == []
        assert not any(elsewhere.iterdir())


class TestSubmodules:
    """Of another repository a commit names a commit, and its files lie on the disk alone."""

    @pytest.fixture(autouse=True)
    def _sub(self, shop: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        other = tmp_path_factory.mktemp("other")
        write(other, {"__init__.py": "", "x.py": "def f():\n    return 1\n", "y/z.py": "N = 1\n"})
        (other / "link").symlink_to("y")
        git(other, "init", "-q")
        git(other, "add", ".")
        git(other, "commit", "-qm", "one")
        allowed = ("-c", "protocol.file.allow=always")
        git(shop, *allowed, "submodule", "add", "-q", str(other), "shop/sub")
        git(shop, "commit", "-qm", "two")

    @pytest.mark.parametrize("edited", [False, True])
    def test_its_files_are_there(self, shop: Path, *, edited: bool) -> None:
        put(shop, "uses", "from shop.sub.x import f\nfrom shop.sub.x import g\n")
        git(shop, "add", ".")
        if edited:
            put(shop, "a", f"{DESCRIBE}# not staged\n")
        assert told(run("check", "--staged")) == ["shop/uses.py:2 unresolved-import"]

    @pytest.mark.parametrize("edited", [False, True])
    def test_links_to_folders_in_it_lead_there(self, shop: Path, *, edited: bool) -> None:
        put(shop, "uses", "from shop.sub.link.z import N\n")
        git(shop, "add", ".")
        if edited:
            put(shop, "a", f"{DESCRIBE}# not staged\n")
        assert told(run("check", "--staged")) == []

    def test_what_is_known_of_a_revision_counts_while_they_lie_there_as_then(
        self, shop: Path
    ) -> None:
        put(shop, "uses", "from shop.sub.x import f\n")
        git(shop, "add", ".")
        assert told(run("check", "--staged")) == []
        git(shop, "commit", "-qm", "three")
        (shop / "shop" / "sub" / "x.py").unlink()
        assert told(run("check", "--staged", "--select", "unresolved-import")) == []
        assert told(run("check", "--diff", "HEAD")) == []


class TestContents:
    """Git may keep another content than it lays on the disk."""

    @pytest.fixture(autouse=True)
    def _filtered(self, shop: Path) -> None:
        write(shop, {".gitattributes": "shop/s*cret.py filter=rot\n"})
        for key in ("clean", "smudge"):
            git(shop, "config", f"filter.rot.{key}", "tr a-z n-za-m")
        git(shop, "config", "filter.rot.required", "true")
        git(shop, "add", ".gitattributes")

    @pytest.mark.parametrize("name", ["secret", "se cret", "sécret"])
    def test_what_a_filter_makes_of_it_is_read(self, shop: Path, name: str) -> None:
        put(shop, name, DESCRIBE)
        git(shop, "add", ".")
        assert told(run("check", "--staged")) == [f"shop/{name}.py:1 duplicate-helper"]
        put(shop, name, "X = 1\n")
        put(shop, "bills", "X = 1\n")
        assert told(run("check", "--staged")) == [f"shop/{name}.py:1 duplicate-helper"]
        git(shop, "commit", "-qm", "two")
        assert told(run("check", "--staged")) == []
        assert told(run("check", "--diff", "HEAD")) == []

    def test_a_filter_that_is_not_there_is_told(self, shop: Path) -> None:
        put(shop, "secret", DESCRIBE)
        git(shop, "add", ".")
        put(shop, "secret", "X = 1\n")
        git(shop, "config", "filter.rot.smudge", "false")
        done = run("check", "--staged")
        assert (done.code, done.out) == (2, "")
        assert "git cat-file" in done.err

    def test_what_was_seen_while_it_was_locked_is_not_told_when_it_is_not(self, shop: Path) -> None:
        put(shop, "secret", DESCRIBE)
        git(shop, "add", ".")
        git(shop, "commit", "-qm", "two")
        put(shop, "secret", "X = 1\n")
        keys = [f"filter.rot.{key}" for key in ("clean", "smudge", "required")]
        said = [git(shop, "config", key).strip() for key in keys]
        for key in keys:
            git(shop, "config", "--unset", key)
        locked = run("check", "--diff", "HEAD")
        for key, value in zip(keys, said, strict=True):
            git(shop, "config", key, value)
        put(shop, "secret", DESCRIBE)
        assert told(run("check", "--diff", "HEAD")) == []
        assert locked.code == 0

    def test_line_ends_are_as_git_lays_them_on_the_disk(self, shop: Path) -> None:
        git(shop, "config", "core.autocrlf", "true")
        put(shop, "c", DESCRIBE.replace("\n", "\r\n"))
        git(shop, "add", ".")
        assert told(run("check", "--staged")) == ["shop/c.py:1 duplicate-helper"]
        put(shop, "c", "")
        assert told(run("check", "--staged")) == ["shop/c.py:1 duplicate-helper"]


def test_of_a_file_that_is_to_be_added_later_nothing_is_staged(shop: Path) -> None:
    put(shop, "new", DESCRIBE)
    put(shop, "uses", "from shop.new import describe\n")
    git(shop, "add", "-N", "shop/new.py")
    git(shop, "add", "shop/uses.py")
    done = run("check", "--staged")
    assert told(done) == ["shop/uses.py:1 unresolved-import"]
    assert "shop.new does not exist" in done.out
    (shop / "shop/new.py").unlink()
    assert "shop.new does not exist" in run("check", "--staged").out


def test_what_is_staged_and_gone_is_staged(shop: Path) -> None:
    put(shop, "new", "")
    put(shop, "uses", "from shop import new\n")
    git(shop, "add", ".")
    (shop / "shop/new.py").unlink()
    assert told(run("check", "--staged")) == []


def test_what_a_project_needs_is_read_as_it_is_staged(shop: Path) -> None:
    write(shop, {"cloud/here.py": "y = 1\n", "requirements-dev.txt": "cloud-there\n"})
    put(shop, "uses", "from cloud.here import y\nfrom cloud.there import x\n")
    git(shop, "add", ".")
    assert told(run("check", "--staged")) == []
    put(shop, "a", f"{DESCRIBE}# not staged\n")
    assert told(run("check", "--staged")) == []


def test_metadata_that_git_ignores_count_in_every_state(shop: Path) -> None:
    write(shop, {".gitignore": ".ssotlint_cache/\n*.egg-info/\n", "cloud/here.py": "y = 1\n",
                 "shop.egg-info/requires.txt": "cloud-there\n"})  # fmt: skip
    put(shop, "uses", "from cloud.here import y\nfrom cloud.there import x\n")
    git(shop, "add", ".")
    assert told(run("check", "--staged")) == []
    put(shop, "a", f"{DESCRIBE}# not staged\n")
    assert told(run("check", "--staged")) == []


def test_what_one_clone_leaves_out_is_left_out_of_its_other_working_trees(
    shop: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("more") / "tree"
    git(shop, "worktree", "add", "-q", str(other))
    write(shop, {".git/info/exclude": "shop/c*.py\n"})
    put(other, "c", DESCRIBE)
    git(other, "add", "-f", "shop/c.py")
    monkeypatch.chdir(other)
    assert told(run("check", "--staged")) == []
    put(other, "a", f"{DESCRIBE}# not staged\n")
    assert told(run("check", "--staged")) == []


def test_a_path_that_is_a_link_is_what_it_leads_to(shop: Path) -> None:
    put(shop, "uses", "from shop.money import Rate\n")
    (shop / "here.py").symlink_to(shop / "shop" / "uses.py")
    git(shop, "add", ".")
    put(shop, "a", f"{DESCRIBE}# not staged\n")
    assert told(run("check", "--staged", "here.py")) == ["shop/uses.py:1 unresolved-import"]
