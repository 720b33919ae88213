"""The built wheel works in an environment that has never seen the checkout."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; dependencies are seen where they are installed here."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # A path in a .pth file is searched for modules, its own .pth files (our checkout) are not.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts / "python"


def test_it_holds_the_rules_and_the_marker_for_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    rules = {p.relative_to(ROOT / "rules").as_posix() for p in (ROOT / "rules").rglob("*.toml")}
    assert {f"ssotlint/_rules/{rule}" for rule in rules} <= names
    assert "ssotlint/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "fixtures/", "rules/"))]


def test_it_runs_from_there(installed: Path, tmp_path: Path) -> None:
    where = run(installed, "-c", "import ssotlint; print(ssotlint.__file__)", cwd=tmp_path)
    assert str(installed.parent.parent) in where
    assert "ssotlint, version" in run(installed, "-m", "ssotlint", "--version", cwd=tmp_path)


def test_it_checks_a_project(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("")
    (tmp_path / "app" / "a.py").write_text("from app.gone import thing\n")
    command = [str(installed), "-m", "ssotlint", "check", "--format", "lines", "app"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stderr
    assert "app/a.py:1:1: error: app.gone does not exist" in done.stdout
