"""The scope in which a fact must be single."""

from pathlib import Path

from ssotlint.model.config import Config
from tests.unit.project.world import look, plant


def domains(root: Path, drawn: str, config: Config | None = None) -> dict[str, str]:
    tree = look(plant(root, drawn), config=config)
    return {source.path: source.domain for source in tree.sources}


def test_a_domain_is_a_top_level_package(tmp_path: Path) -> None:
    assert domains(
        tmp_path,
        """
        auth_service/core/__init__.py
        auth_service/main.py
        backend/__init__.py
        backend/app/x.py
        backend/alembic/versions/1.py
        """,
    ) == {
        "auth_service/core/__init__.py": "auth_service",
        "auth_service/main.py": "auth_service",
        "backend/__init__.py": "backend",
        "backend/alembic/versions/1.py": "backend",
        "backend/app/x.py": "backend",
    }


def test_tests_scripts_and_backups_have_none_by_where_they_lie(tmp_path: Path) -> None:
    found = domains(tmp_path, "app/__init__.py\napp/tests/x.py\nscripts/x.py\nrun.py\nbackup/x.py")
    assert {path: domain for path, domain in found.items() if domain} == {"app/__init__.py": "app"}


def test_shared_packages_belong_to_all(tmp_path: Path) -> None:
    drawn = "shared/__init__.py\ncommon/x.py\nkit/__init__.py\napp/shared/__init__.py"
    assert domains(tmp_path, drawn) == {
        "app/shared/__init__.py": "app",
        "common/x.py": "shared",
        "kit/__init__.py": "kit",
        "shared/__init__.py": "shared",
    }
    assert domains(tmp_path, "", Config(shared=("kit",)))["shared/__init__.py"] == "shared"
    assert domains(tmp_path, "", Config(shared=("kit",)))["common/x.py"] == "common"
    assert domains(tmp_path, "", Config(shared=("kit",)))["kit/__init__.py"] == "shared"


def test_what_lies_in_a_shared_folder_belongs_to_all(tmp_path: Path) -> None:
    drawn = "libs/money/src/money/__init__.py\nservices/a/app/__init__.py"
    assert domains(tmp_path, drawn) == {
        "libs/money/src/money/__init__.py": "shared",
        "services/a/app/__init__.py": "app",
    }


def test_a_library_layout_shares_nothing(tmp_path: Path) -> None:
    drawn = "lib/rucio/__init__.py\nlib/other/__init__.py"
    assert set(domains(tmp_path, drawn).values()) == {"rucio", "other"}


def test_packages_of_one_name_are_told_apart_by_their_roots(tmp_path: Path) -> None:
    drawn = "services/a/app/__init__.py\nservices/b/app/__init__.py\nservices/b/main.py"
    assert domains(tmp_path, drawn) == {
        "services/a/app/__init__.py": "services/a:app",
        "services/b/app/__init__.py": "services/b:app",
        "services/b/main.py": "services/b:app",
    }


def test_tests_of_one_name_tell_no_packages_apart(tmp_path: Path) -> None:
    drawn = "a/pyproject.toml\na/app/__init__.py\nb/pyproject.toml\nb/tests/app/__init__.py"
    assert domains(tmp_path, drawn)["a/app/__init__.py"] == "app"


def test_the_modules_of_a_service_without_packages_are_one_domain(tmp_path: Path) -> None:
    drawn = "services/a/requirements.txt\nservices/a/main.py\nservices/a/db.py\nx/__init__.py"
    found = domains(tmp_path, drawn)
    assert found["services/a/main.py"] == found["services/a/db.py"] == "services/a"


def test_a_root_inside_a_package_is_of_its_domain(tmp_path: Path) -> None:
    drawn = "shop/__init__.py\nshop/template/pyproject.toml\nshop/template/x.py"
    assert domains(tmp_path, drawn)["shop/template/x.py"] == "shop"


def test_declared_domains_win_and_the_last_of_them_first(tmp_path: Path) -> None:
    config = Config(domains={"sales": ("app/",), "money": ("app/money/", "tests/money")})
    drawn = "app/__init__.py\napp/money/__init__.py\ntests/money/test_x.py\ntests/test_y.py"
    assert domains(tmp_path, drawn, config) == {
        "app/__init__.py": "sales",
        "app/money/__init__.py": "money",
        "tests/money/test_x.py": "money",
        "tests/test_y.py": "",
    }
