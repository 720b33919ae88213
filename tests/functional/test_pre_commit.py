"""The hooks, run by the real pre-commit; without installing: the command is the one of here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.repositories import DESCRIBE
from tests.worlds import write

ROOT = Path(__file__).parents[2]
CONFIGURATION = '[tool.ssotlint]\nselect = ["duplication", "unresolved-import"]\n'


def call(folder: Path, *command: str, code: str = str(ROOT)) -> subprocess.CompletedProcess[str]:
    """Run a command; ``code`` is where Python finds us before what is installed."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        "PYTHONPATH": code,
        "NO_COLOR": "1",
        **{f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER")
           for what in ("NAME", "EMAIL")},
    }  # fmt: skip
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def git(folder: Path, *arguments: str) -> str:
    done = call(folder, "git", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit(folder: Path, message: str) -> subprocess.CompletedProcess[str]:
    """Commit what is staged, through the hook."""
    return call(folder, "git", "commit", "-m", message)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A repository with our hooks as they are shipped, but for the installation."""
    folder = tmp_path_factory.mktemp("hooks")
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    shipped = folder / ".pre-commit-hooks.yaml"
    shipped.write_text(text.replace("language: python", "language: unsupported"), encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "hooks")
    return f"- repo: {folder.as_posix()}\n  rev: {git(folder, 'rev-parse', 'HEAD').strip()}\n"


@pytest.fixture
def shop(tmp_path: Path, hooks: str, request: pytest.FixtureRequest) -> Path:
    """A repository with a clean package and a hook; the hook's lines come from the test's mark."""
    hook = getattr(request, "param", "ssotlint")
    shop = tmp_path / "shop"
    write(shop, {
        "pyproject.toml": CONFIGURATION,
        ".pre-commit-config.yaml": f"repos:\n{hooks}  hooks:\n  - id: {hook}\n",
        "shop/__init__.py": "", "shop/a.py": DESCRIBE, "shop/money.py": "class Price:\n    pass\n",
        "shop/bills.py": "from shop.money import Price\n",
    })  # fmt: skip
    git(shop, "init", "-q")
    git(shop, "add", ".")
    installed = call(shop, sys.executable, "-m", "pre_commit", "install")
    assert installed.returncode == 0, installed.stderr
    return shop


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    done = call(
        tmp_path, sys.executable, "-m", "pre_commit", "validate-manifest",
        str(ROOT / ".pre-commit-hooks.yaml"),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


class TestWhole:
    def test_a_clean_tree_is_committed_first_and_again(self, shop: Path) -> None:
        first = commit(shop, "first run, nothing is known")
        assert first.returncode == 0, first.stdout + first.stderr
        write(shop, {"shop/c.py": "X = 1\n"})
        git(shop, "add", ".")
        again = commit(shop, "warm run")
        assert again.returncode == 0, again.stdout + again.stderr
        assert git(shop, "status", "--porcelain") == ""  # the cache is nobody's business

    def test_a_fault_stops_the_commit_and_is_told(self, shop: Path) -> None:
        commit(shop, "one")
        write(shop, {"shop/b.py": DESCRIBE})
        git(shop, "add", ".")
        for _ in range(2):  # found, and found again by the warm run
            done = commit(shop, "two")
            assert done.returncode == 1
            assert "shop/b.py:1:1: warning:" in done.stdout + done.stderr

    def test_a_commit_that_only_deletes_is_looked_at_too(self, shop: Path) -> None:
        commit(shop, "one")
        git(shop, "rm", "-q", "shop/money.py")
        done = commit(shop, "two")
        assert done.returncode == 1
        assert "shop/bills.py:1:1: error:" in done.stdout + done.stderr

    def test_of_a_partly_staged_tree_what_is_staged_counts(self, shop: Path) -> None:
        commit(shop, "one")
        write(shop, {"shop/money.py": "class Price:\n    pass\n\n\nVAT = 19\n"})
        git(shop, "add", ".")
        write(shop, {"shop/money.py": "VAT = 19\n"})  # wrong, and not staged
        assert commit(shop, "two").returncode == 0

        write(shop, {"shop/money.py": "VAT = 20\n"})
        git(shop, "add", ".")
        write(shop, {"shop/money.py": "class Price:\n    pass\n"})  # right, and not staged
        assert commit(shop, "three").returncode == 1

    def test_an_untracked_file_counts_as_well(self, shop: Path) -> None:
        write(shop, {"shop/scratch.py": "import shop.gone\n"})
        assert commit(shop, "beside a draft").returncode == 1


@pytest.mark.parametrize("shop", ["ssotlint\n    args: [--staged]"], indirect=True)
class TestStaged:
    def test_an_untracked_file_stops_no_commit_and_what_is_staged_does(self, shop: Path) -> None:
        write(shop, {"shop/scratch.py": "import shop.gone\n"})
        assert commit(shop, "beside a draft").returncode == 0
        git(shop, "add", ".")
        assert commit(shop, "the draft").returncode == 1

    def test_a_run_over_all_files_with_nothing_staged_finds_nothing(self, shop: Path) -> None:
        write(shop, {"shop/orders.py": "from shop.lost import x\n"})
        git(shop, "add", ".")
        git(shop, "commit", "-qm", "as it was", "--no-verify")
        done = call(shop, sys.executable, "-m", "pre_commit", "run", "--all-files")
        assert done.returncode == 0


@pytest.mark.parametrize("shop", ["ssotlint-focus"], indirect=True)
class TestFocus:
    def test_what_the_staged_files_cause_is_told_and_nothing_else(self, shop: Path) -> None:
        write(shop, {"shop/orders.py": "from shop.lost import x\n"})
        git(shop, "add", ".")
        git(shop, "commit", "-qm", "as it was", "--no-verify")
        write(shop, {"shop/c.py": "X = 1\n"})
        git(shop, "add", ".")
        assert commit(shop, "beside what was there").returncode == 0

        write(shop, {"shop/money.py": ""})
        git(shop, "add", ".")
        done = commit(shop, "breaks another file")
        assert done.returncode == 1
        told = done.stdout + done.stderr
        assert "shop/bills.py:1:1: error:" in told
        assert "shop/orders.py" not in told

    def test_a_copy_of_what_is_not_staged_is_found(self, shop: Path) -> None:
        assert commit(shop, "one").returncode == 0
        write(shop, {"shop/b.py": DESCRIBE})
        git(shop, "add", ".")
        done = commit(shop, "two")
        assert done.returncode == 1
        assert "shop/b.py:1:1: warning:" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "shop", ["ssotlint-focus\n    require_serial: false\n    args: [-j1]"], indirect=True
)
def test_a_list_in_parts_that_run_side_by_side_finds_all(shop: Path) -> None:
    write(shop, {f"shop/part_{n}.py": f"from shop.lost_{n} import x\n" for n in range(40)})
    git(shop, "add", ".")
    done = call(shop, sys.executable, "-m", "pre_commit", "run", "--all-files")
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert [n for n in range(40) if f"shop.lost_{n} does not exist" not in told] == []
    assert "bug of ours" not in told
