"""What a project brings along cannot make a command write outside of it, or wait."""

import os
from pathlib import Path

import pytest

from ssotlint.project import keys
from tests.command import Done, run
from tests.worlds import write

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes of POSIX")

FILES = {"shop/__init__.py": "", "shop/a.py": "from shop.lost import x\n"}
COMMANDS = ("check", "where a", "graph", "plan", "registry", "baseline create", "init")


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside the project in which we are; nobody may touch it."""
    write(tmp_path / "project", FILES)
    (tmp_path / "project" / ".git").mkdir()
    (tmp_path / "outside").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "outside"


def link(name: str, to: Path) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).symlink_to(to)


def spoken(command: str) -> Done:
    return run(*command.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_a_cache_that_is_a_link_is_not_used(outside: Path, command: str) -> None:
    link(".ssotlint_cache", outside)
    done = spoken(command)
    assert done.code in {0, 1}, done.err
    assert list(outside.iterdir()) == []


def test_that_it_is_not_used_is_said(outside: Path) -> None:
    link(".ssotlint_cache", outside)
    assert "the cache is not used (.ssotlint_cache is a link" in run("check").err
    assert "is a link" not in run("check", "--cache-dir", str(outside)).err
    assert list(outside.glob("facts-*.sqlite"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_cache_that_holds_links_is_not_used(outside: Path, command: str) -> None:
    run("check")
    (kept,) = Path(".ssotlint_cache").glob("facts-*.sqlite")
    kept.unlink()
    (outside / "notes").touch()
    link(str(kept), outside / "notes")
    link(".ssotlint_cache/more", outside / "new")
    assert spoken(command).code in {0, 1}
    assert [(path.name, path.read_bytes()) for path in outside.iterdir()] == [("notes", b"")]


@pytest.mark.parametrize("name", ["CACHEDIR.TAG", ".gitignore"])
def test_a_file_of_the_cache_that_leads_to_nothing_makes_nothing(outside: Path, name: str) -> None:
    """Also where the folder was named by the user, who did not see what lies in it."""
    link(f"mine/{name}", outside / "new")
    run("check", "--cache-dir", "mine")
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("name", [".ssotlint-baseline.json", "ssotlint.toml"])
@pytest.mark.parametrize("there", [False, True])
def test_a_file_that_is_a_link_is_not_written_through(
    outside: Path, name: str, *, there: bool
) -> None:
    if there:
        (outside / "mine").write_text("[]" if name.endswith("json") else "")
    before = [(path.name, path.read_bytes()) for path in outside.iterdir()]
    link(name, outside / "mine")
    for command in COMMANDS[-2:]:
        assert spoken(command).code in {0, 2}
    assert [(path.name, path.read_bytes()) for path in outside.iterdir()] == before


@pytest.mark.parametrize("there", [False, True])
def test_init_writes_no_pyproject_and_no_hook_elsewhere(outside: Path, *, there: bool) -> None:
    if there:
        (outside / "mine").write_text('[project]\nname = "mine"\n')
    before = [(path.name, path.read_bytes()) for path in outside.iterdir()]
    link("pyproject.toml", outside / "mine")
    link(".pre-commit-config.yaml", outside / "hook")
    done = run("init", "--pre-commit")
    assert done.code == 2
    assert "is a link that leaves the project" in done.err
    assert [(path.name, path.read_bytes()) for path in outside.iterdir()] == before


def test_a_link_to_a_file_of_the_project_is_one_of_its_files(outside: Path) -> None:
    assert outside.exists()
    write(Path(), {"build/pyproject.toml": '[project]\nname = "shop"\n'})
    link("pyproject.toml", Path("build/pyproject.toml"))
    assert run("init").code == 0
    assert "[tool.ssotlint]" in Path("build/pyproject.toml").read_text(encoding="utf-8")


def test_no_key_of_the_configuration_names_what_is_written() -> None:
    """Where something is written stands on the command line, or is fixed."""
    named = {key.name for key in keys.CONFIG.keys}
    assert named.isdisjoint({"output", "cache", "cache-dir", "baseline", "report"})
    read = {"extend", "rule-packs"}  # may lie elsewhere: they are read as data
    inside = {key.name for key in keys.CONFIG.keys if key.holds is keys.PATHS}
    assert inside == {"src", "roots"}
    assert read <= named


@pytest.mark.parametrize("path", ["/tmp", "../other", "shop/../../other", "C:/x", "\\\\host\\x"])  # noqa: S108
@pytest.mark.parametrize("key", ["src", "roots"])
def test_a_folder_of_the_configuration_lies_in_the_project(
    outside: Path, key: str, path: str
) -> None:
    assert outside.exists()
    write(Path(), {"ssotlint.toml": f"{key} = ['{path}']\n"})
    done = run("check")
    assert done.code == 2
    assert "ssotlint.toml:1" in done.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "name", [".ssotlint-baseline.json", "ssotlint.toml", ".gitignore", "shop/b.py"]
)
def test_a_pipe_keeps_nobody_waiting(outside: Path, name: str, command: str) -> None:
    assert outside.exists()
    os.mkfifo(name)
    assert spoken(command).code in {0, 1, 2}
