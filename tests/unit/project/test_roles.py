"""What files are there for, told by paths."""

from pathlib import Path

import pytest

from ssotlint.model.config import Config
from ssotlint.model.source import Role
from ssotlint.project.roles import refined
from tests.unit.project.world import by_path, look, plant

PACKAGE = "app/__init__.py\n"


def role(root: Path, drawn: str, path: str, config: Config | None = None) -> str:
    return by_path(look(plant(root, drawn), config=config))[path].role.value


def roles(root: Path, drawn: str) -> dict[str, str]:
    return {source.path: source.role.value for source in look(plant(root, drawn)).sources}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("app/money.py", "production"),
        ("app/__main__.py", "production"),
        ("app/tools/hammer.py", "production"),
        ("app/migrations/runner.py", "production"),
        ("app/threshold_copy_editor.py", "production"),
        ("tests/helpers/x.py", "test"),
        ("app/tests/helpers.py", "test"),
        ("app/test_data/module.py", "test"),
        ("app/io/testdata/module.py", "test"),
        ("app/test_money.py", "test"),
        ("app/money_test.py", "test"),
        ("app/conftest.py", "test"),
        ("app/tests.py", "test"),
        ("test/helpers.py", "test"),
        ("testing/helpers.py", "test"),
        ("test_framework/ssot/base.py", "test"),
        ("integration-tests/base.py", "test"),
        ("e2e/login.py", "test"),
        ("tests/scripts/x.py", "test"),
        ("tests/migrations/0001_x.py", "test"),
        ("scripts/deploy.py", "script"),
        ("scripts/test_deploy.py", "test"),
        ("tools/release.py", "script"),
        ("tools/lib/helpers.py", "script"),
        ("bin/run.py", "script"),
        ("examples/hello.py", "script"),
        ("cookbook/04_flows/two_steps.py", "script"),
        ("tutorials/first.py", "script"),
        ("benchmarks/walk.py", "script"),
        ("docs/conf.py", "script"),
        (".github/check.py", "script"),
        ("database_scripts/seed.py", "script"),
        ("dev-tools/x.py", "script"),
        ("terraform-staging/migrate.py", "script"),
        ("app/scripts/load.py", "script"),
        ("fix_everything.py", "script"),
        ("setup.py", "script"),
        ("alembic/versions/3f_add_users.py", "migration"),
        ("alembic/env.py", "migration"),
        ("app/migrations/0001_initial.py", "migration"),
        ("app/migrations/versions/x.py", "migration"),
        ("scripts/migrations/0002_x.py", "migration"),
        ("app/_migrations/versions/sqlite/2022_06_add_users.py", "migration"),
        ("app/_migrations/env.py", "migration"),
        ("app/user_migrations/0003_x.py", "migration"),
        ("app/api_pb2.py", "generated"),
        ("app/api_pb2_grpc.py", "generated"),
        ("app/api_pb2.pyi", "generated"),
        ("app/client.generated.py", "generated"),
        ("app/client_generated.py", "production"),
        ("app/generated/client.py", "generated"),
        ("shop-1.2.post1.data/scripts/shop.py", "generated"),
        ("tests/api_pb2.py", "generated"),
        ("backup/app/money.py", "backup"),
        ("backups/2025/app/money.py", "backup"),
        ("backup_untracked_20250910_171903/x.py", "backup"),
        ("old_code/x.py", "backup"),
        ("archive/x.py", "backup"),
        ("app.bak/x.py", "backup"),
        ("scripts/archived/x.py", "backup"),
        ("app/archived/x.py", "backup"),
        ("backup/tests/test_x.py", "backup"),
        ("app/money_backup_20250910.py", "backup"),
        ("app/money.backup.py", "backup"),
        ("app/money.bak.py", "backup"),
        ("app/Copy of money.py", "backup"),
        ("app/money copy.py", "backup"),
        ("app/money (1).py", "backup"),
    ],
)
def test_one_path(tmp_path: Path, path: str, expected: str) -> None:
    assert role(tmp_path, PACKAGE + path, path) == expected


@pytest.mark.parametrize(
    ("folder", "expected"),
    [("test_suite", "test"), ("testing", "production"), ("ab_tests", "production")],
)
def test_what_lies_beside_tests_under_their_name_is_for_them(
    tmp_path: Path, folder: str, expected: str
) -> None:
    world = f"{PACKAGE}app/{folder}/__init__.py\napp/{folder}/tests/test_a.py\n"
    path = f"app/{folder}/parts.py"

    assert role(tmp_path, world + path, path) == expected


@pytest.mark.parametrize("name", ["money_backup", "money_old", "money_ORIGINAL", "old_money"])
def test_a_copy_lies_beside_what_it_copies(tmp_path: Path, name: str) -> None:
    path = f"app/{name}.py"
    assert role(tmp_path, PACKAGE + path, path) == "production"
    assert role(tmp_path, "app/money.py", path) == "backup"


def test_what_a_distribution_is_called_makes_no_scripts(tmp_path: Path) -> None:
    assert roles(
        tmp_path,
        """
        lib/acme-tools/pyproject.toml
        lib/acme-tools/src/acme_tools/__init__.py
        lib/acme-tools/src/acme_tools/saw.py
        lib/loose-tools/saw.py
        """,
    ) == {
        "lib/acme-tools/src/acme_tools/__init__.py": "production",
        "lib/acme-tools/src/acme_tools/saw.py": "production",
        "lib/loose-tools/saw.py": "script",
    }


def test_a_feature_may_be_called_backup(tmp_path: Path) -> None:
    assert roles(
        tmp_path,
        """
        app/__init__.py
        app/backup/__init__.py
        app/backup/service.py
        app/zone/__init__.py
        app/zone/backup.py
        backup_service/__init__.py
        """,
    ) == dict.fromkeys(
        [
            "app/__init__.py",
            "app/backup/__init__.py",
            "app/backup/service.py",
            "app/zone/__init__.py",
            "app/zone/backup.py",
            "backup_service/__init__.py",
        ],
        "production",
    )


def test_a_package_that_lies_beside_what_it_copies_is_a_backup(tmp_path: Path) -> None:
    found = roles(tmp_path, "app/__init__.py\napp/a/__init__.py\napp/a_backup/__init__.py")
    assert found["app/a_backup/__init__.py"] == "backup"


def test_helpers_that_a_package_ships_for_tests_are_production(tmp_path: Path) -> None:
    drawn = "web/__init__.py\nweb/test/__init__.py\nweb/test/client.py"
    assert role(tmp_path, drawn, "web/test/client.py") == "production"
    assert role(tmp_path, "web/test/test_x.py", "web/test/client.py") == "test"


def test_a_package_may_call_its_parts_scripts(tmp_path: Path) -> None:
    drawn = "home/__init__.py\nhome/scripts/__init__.py\nhome/scripts/check.py"
    assert role(tmp_path, drawn, "home/scripts/check.py") == "production"


def test_demos_show_how_a_package_is_used_though_they_can_be_imported(tmp_path: Path) -> None:
    drawn = "home/__init__.py\nhome/demos/__init__.py\nhome/demos/check.py"
    assert role(tmp_path, drawn, "home/demos/check.py") == "script"


def test_the_modules_of_a_project_without_packages_are_its_code(tmp_path: Path) -> None:
    assert roles(tmp_path, "six.py\nsetup.py\ntest_six.py") == {
        "setup.py": "script",
        "six.py": "production",
        "test_six.py": "test",
    }


def test_the_init_of_migrations_is_one_of_them(tmp_path: Path) -> None:
    drawn = "app/__init__.py\napp/migrations/__init__.py"
    assert role(tmp_path, drawn, "app/migrations/__init__.py") == "production"
    assert role(tmp_path, "app/migrations/0001_x.py", "app/migrations/__init__.py") == "migration"


def test_declared_roles_win_and_the_last_of_them_first(tmp_path: Path) -> None:
    config = Config(roles={"production": ("scripts/",), "test": ("scripts/checks/*.py",)})
    drawn = "app/__init__.py\nscripts/a.py\nscripts/checks/b.py\ntests/c.py"
    found = by_path(look(plant(tmp_path, drawn), config=config))
    assert found["scripts/a.py"].role is Role.PRODUCTION
    assert found["scripts/checks/b.py"].role is Role.TEST
    assert found["tests/c.py"].role is Role.TEST


def test_content_may_tell_that_a_file_is_generated(tmp_path: Path) -> None:
    found = by_path(look(plant(tmp_path, "app/__init__.py\napp/x.py\nbackup/y.py")))
    source = found["app/x.py"]
    assert refined(source, Config(), generated=True).role is Role.GENERATED
    assert refined(source, Config(), generated=False) is source
    assert refined(found["backup/y.py"], Config(), generated=True).role is Role.BACKUP
    declared = Config(roles={"production": ("app/",)})
    assert refined(source, declared, generated=True) is source


def test_alembic_keeps_its_revisions_beside_its_env(tmp_path: Path) -> None:
    path = "app/db/versions/3f_add_users.py"
    assert role(tmp_path, PACKAGE + path, path) == "production"
    assert role(tmp_path, "app/db/env.py", path) == "migration"
