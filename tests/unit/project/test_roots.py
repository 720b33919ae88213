"""Import roots and dotted names, inferred from names alone."""

from pathlib import Path

import pytest

from ssotlint.model.config import Config
from ssotlint.model.errors import InputError
from tests.unit.project.world import look, plant


def modules(root: Path, drawn: str, config: Config | None = None) -> dict[str, tuple[str, str]]:
    """Path -> (root, module) of every file of a drawing."""
    tree = look(plant(root, drawn), config=config)
    return {source.path: (source.root, source.module) for source in tree.sources}


def test_flat_layout(tmp_path: Path) -> None:
    assert modules(tmp_path, "pyproject.toml\nshop/__init__.py\nshop/money.py\nsetup.py") == {
        "setup.py": ("", "setup"),
        "shop/__init__.py": ("", "shop"),
        "shop/money.py": ("", "shop.money"),
    }


def test_src_layout(tmp_path: Path) -> None:
    assert modules(tmp_path, "src/shop/__init__.py\nsrc/shop/money.py\nsrc/main.py") == {
        "src/main.py": ("src", "main"),
        "src/shop/__init__.py": ("src", "shop"),
        "src/shop/money.py": ("src", "shop.money"),
    }


def test_src_that_is_a_package_is_part_of_the_name(tmp_path: Path) -> None:
    assert modules(tmp_path, "src/__init__.py\nsrc/money.py")["src/money.py"] == ("", "src.money")


@pytest.mark.parametrize("name", ["lib", "python"])
def test_a_library_folder_holds_packages_and_no_modules(tmp_path: Path, name: str) -> None:
    found = modules(tmp_path, f"{name}/rucio/__init__.py\nother/__init__.py")
    assert found[f"{name}/rucio/__init__.py"] == (name, "rucio")
    found = modules(tmp_path, f"{name}/helpers.py")
    assert found[f"{name}/rucio/__init__.py"] == ("", f"{name}.rucio")


def test_services_with_projects_of_their_own(tmp_path: Path) -> None:
    found = modules(
        tmp_path,
        """
        services/a/pyproject.toml
        services/a/app/__init__.py
        services/a/main.py
        services/b/requirements.txt
        services/b/app/core/x.py
        """,
    )
    assert found == {
        "services/a/app/__init__.py": ("services/a", "app"),
        "services/a/main.py": ("services/a", "main"),
        "services/b/app/core/x.py": ("services/b", "app.core.x"),
    }


def test_what_a_part_of_a_package_requires_makes_it_no_project(tmp_path: Path) -> None:
    found = modules(
        tmp_path,
        """
        shop/__init__.py
        shop/ext/__init__.py
        shop/ext/mail/requirements.txt
        shop/ext/mail/send.py
        shop/new_project/pyproject.toml
        shop/new_project/app/__init__.py
        """,
    )
    assert found["shop/ext/mail/send.py"] == ("", "shop.ext.mail.send")
    assert found["shop/new_project/app/__init__.py"] == ("shop/new_project", "app")


def test_a_configured_project_inside_another_is_one_of_its_own(tmp_path: Path) -> None:
    found = modules(tmp_path, "fixtures/chat/ssotlint.toml\nfixtures/chat/shared/x.py\na.py")
    assert found["fixtures/chat/shared/x.py"] == ("fixtures/chat", "shared.x")


def test_services_side_by_side_without_build_files(tmp_path: Path) -> None:
    found = modules(
        tmp_path,
        """
        billing/app/__init__.py
        billing/app/x.py
        billing/worker.py
        orders/app/__init__.py
        orders/app/x.py
        """,
    )
    assert found["billing/app/x.py"] == ("billing", "app.x")
    assert found["orders/app/x.py"] == ("orders", "app.x")
    assert found["billing/worker.py"] == ("billing", "worker")


def test_services_in_a_folder_that_is_named_for_them(tmp_path: Path) -> None:
    found = modules(tmp_path, "services/a/billing/__init__.py\nservices/b/orders/__init__.py")
    assert set(found.values()) == {("services/a", "billing"), ("services/b", "orders")}


def test_tests_of_one_name_do_not_make_services(tmp_path: Path) -> None:
    found = modules(
        tmp_path,
        """
        backend/app/__init__.py
        backend/tests/__init__.py
        accounts/tests/__init__.py
        """,
    )
    assert found["backend/app/__init__.py"] == ("", "backend.app")


def test_namesakes_deep_in_a_namespace_or_in_tests_do_not_either(tmp_path: Path) -> None:
    found = modules(
        tmp_path,
        """
        backend/services/a/handlers/__init__.py
        backend/services/b/handlers/__init__.py
        tests/unit/app/__init__.py
        tests/integration/app/__init__.py
        """,
    )
    assert {root for root, _ in found.values()} == {""}


@pytest.mark.parametrize("init", ["", "backend/__init__.py"])
def test_a_namespace_is_named_as_a_package_is(tmp_path: Path, init: str) -> None:
    found = modules(tmp_path, f"pyproject.toml\n{init}\nbackend/app/__init__.py\nbackend/app/x.py")
    assert found["backend/app/x.py"] == ("", "backend.app.x")


def test_namespaces_all_the_way(tmp_path: Path) -> None:
    found = modules(tmp_path, "cloud/storage/api/client.py\ncloud/compute/api/client.py")
    assert found == {
        "cloud/compute/api/client.py": ("", "cloud.compute.api.client"),
        "cloud/storage/api/client.py": ("", "cloud.storage.api.client"),
    }


def test_a_namespace_inside_a_package_belongs_to_it(tmp_path: Path) -> None:
    found = modules(tmp_path, "shop/__init__.py\nshop/parts/money.py\nshop/parts/lib/x.py")
    assert found["shop/parts/money.py"] == ("", "shop.parts.money")
    assert found["shop/parts/lib/x.py"] == ("", "shop.parts.lib.x")


def test_a_build_file_inside_a_package_begins_nothing(tmp_path: Path) -> None:
    found = modules(tmp_path, "auth/__init__.py\nauth/pyproject.toml\nauth/core/__init__.py")
    assert found["auth/core/__init__.py"] == ("", "auth.core")


def test_a_module_and_a_package_of_one_name_are_both_there(tmp_path: Path) -> None:
    found = modules(tmp_path, "shop/__init__.py\nshop/x.py\nshop/x/__init__.py\nshop/x/y.py")
    assert found["shop/x.py"] == found["shop/x/__init__.py"] == ("", "shop.x")


def test_a_stub_has_the_name_of_its_module(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, "shop/__init__.py\nshop/x.py\nshop/x.pyi\nshop/__init__.pyi"))
    assert [(s.path, s.module, s.is_stub, s.is_package) for s in tree.sources] == [
        ("shop/__init__.py", "shop", False, True),
        ("shop/__init__.pyi", "shop", True, True),
        ("shop/x.py", "shop.x", False, False),
        ("shop/x.pyi", "shop.x", True, False),
    ]


def test_names_that_cannot_be_imported_are_mistaken_for_no_others(tmp_path: Path) -> None:
    found = modules(tmp_path, "my-tools/run.py\napp/__init__.py\napp/x.v2.py\napp/x/v2.py")
    assert found["my-tools/run.py"] == ("", "my-tools.run")
    assert found["app/x.v2.py"] == ("", "app.x-v2")
    assert found["app/x/v2.py"] == ("", "app.x.v2")


def test_a_folder_with_such_a_name_that_holds_packages_is_a_root(tmp_path: Path) -> None:
    found = modules(tmp_path, "my-service/app/__init__.py\nmy-service/app/x.py")
    assert found["my-service/app/x.py"] == ("my-service", "app.x")


def test_what_scripts_and_tests_need_installed_makes_no_roots(tmp_path: Path) -> None:
    found = modules(tmp_path, "scripts/requirements.txt\nscripts/x.py\ntests/setup.cfg\ntests/y.py")
    assert found == {"scripts/x.py": ("", "scripts.x"), "tests/y.py": ("", "tests.y")}


def test_a_script_called_setup_makes_no_root(tmp_path: Path) -> None:
    plant(tmp_path, "", {"deploy/setup.py": "print()", "pkg/setup.py": "setup(name='x')"})
    found = modules(tmp_path, "deploy/x.py\npkg/y.py")
    assert found["deploy/x.py"] == ("", "deploy.x")
    assert found["pkg/y.py"] == ("pkg", "y")


def test_a_module_of_a_package_that_defines_setup_makes_no_root(tmp_path: Path) -> None:
    text = "async def setup(): ...\n\n\nasync def main():\n    await setup()\n\n\nsetup()\n"
    plant(tmp_path, "", {"app/__init__.py": "", "app/steps/setup.py": text})
    found = modules(tmp_path, "app/steps/run.py")
    assert found["app/steps/setup.py"] == ("", "app.steps.setup")
    assert found["app/steps/run.py"] == ("", "app.steps.run")


def test_copies_in_a_backup_do_not_take_the_names_of_what_they_copy(tmp_path: Path) -> None:
    found = modules(tmp_path, "backups/old-tree/pyproject.toml\nbackups/old-tree/app/__init__.py")
    assert found["backups/old-tree/app/__init__.py"] == ("", "backups.old-tree.app")


def test_an_init_in_the_root_itself_is_a_module(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, "__init__.py\nx.py"))
    assert [(s.module, s.package) for s in tree.sources] == [("__init__", ""), ("x", "")]


def test_declared_roots_win(tmp_path: Path) -> None:
    drawn = "src/shop/x.py\nother/pyproject.toml\nother/y.py\nz.py"
    assert modules(tmp_path, drawn, Config(roots=(".",))) == {
        "other/y.py": ("", "other.y"),
        "src/shop/x.py": ("", "src.shop.x"),
        "z.py": ("", "z"),
    }
    found = modules(tmp_path, "", Config(roots=("src/shop",)))
    assert found["src/shop/x.py"] == ("src/shop", "x")
    assert found["other/y.py"] == ("other", "y")


def test_a_declared_root_outside_of_the_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="outside"):
        modules(tmp_path, "x.py", Config(roots=("..",)))


def test_a_declared_root_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='roots 1: there is no folder "gone"'):
        modules(tmp_path, "x.py", Config(roots=("gone",)))


def test_candidates_for_absolute_imports_in_their_order(tmp_path: Path) -> None:
    drawn = (
        "src/shop/__init__.py\ntests/unit/test_x.py\nscripts/run.py\nextra/x.py\nshop/y/__init__.py"
    )
    tree = look(plant(tmp_path, drawn), config=Config(roots=("extra",)))
    assert tree.roots == ("extra", "", "src", "scripts", "tests/unit")


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ("from django.core import management", "goods.rows"),
        ("class Manager: ...", "shop.goods.rows"),
    ],
)
def test_a_module_called_manage_begins_no_project(tmp_path: Path, text: str, module: str) -> None:
    drawn = "shop/__init__.py\nshop/goods/manage.py\nshop/goods/rows.py"
    tree = look(plant(tmp_path, drawn, {"shop/goods/manage.py": text}))
    named = {source.path: source.module for source in tree.sources}["shop/goods/rows.py"]
    assert named.endswith(module.rpartition(".")[2])
    assert (named == "shop.goods.rows") is (module == "shop.goods.rows")
