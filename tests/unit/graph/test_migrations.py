"""What is old, what is new, and who stands on which side."""

from pathlib import Path

import pytest

from ssotlint.graph.migrations import Migration, migrations
from ssotlint.model.source import Role
from tests.worlds import draw


def _found(root: Path, files: dict[str, str]) -> list[Migration]:
    world = draw(root, files)
    owned = [m for m in world.index.modules if m.source.role is Role.PRODUCTION]
    return list(migrations(owned, world.graph, world.config.canonical))


def _left(migration: Migration) -> list[str]:
    return [use.module.name for use in migration.left]


def _moved(migration: Migration) -> list[str]:
    return [use.module.name for use in migration.moved]


MONEY = {"shop/__init__.py": "", "shop/money.py": "class Price: ...\n\ndef tax(): ...\n"}


def test_a_former_home_has_importers_on_both_sides(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, MONEY | {
        "shop/prices.py": "from shop.money import Price",
        "cart/old.py": "from shop.prices import Price",
        "cart/new.py": "from shop.money import Price",
    })  # fmt: skip

    assert (found.symbol, found.successor) == ("shop.prices", "shop.money.Price")
    assert (_left(found), _moved(found)) == (["cart.old"], ["cart.new"])


def test_of_several_symbols_the_new_home_is_the_module(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, MONEY | {
        "shop/prices.py": "from shop.money import Price, tax",
        "cart/old.py": "from shop.prices import Price, tax",
        "cart/new.py": "from shop.money import Price, tax",
    })  # fmt: skip

    assert found.successor == "shop.money"


def test_a_complete_migration_is_none(tmp_path: Path) -> None:
    files = {
        "shop/prices.py": "from shop.money import Price",
        "cart/new.py": "from shop.money import Price",
    }

    assert _found(tmp_path, MONEY | files) == []


def test_one_that_has_not_begun_is_none(tmp_path: Path) -> None:
    files = {
        "shop/prices.py": "from shop.money import Price",
        "shop/till.py": "from shop.money import Price",
        "cart/old.py": "from shop.prices import Price",
    }

    assert _found(tmp_path, MONEY | files) == [], "the new home's own package was always there"


def test_a_module_that_defines_something_is_a_home_itself(tmp_path: Path) -> None:
    files = {
        "shop/prices.py": "from shop.money import Price\n\ndef discount(price): return price",
        "cart/old.py": "from shop.prices import Price",
        "cart/new.py": "from shop.money import Price",
    }

    assert _found(tmp_path, MONEY | files) == []


def test_a_path_that_is_offered_name_by_name_is_a_public_one(tmp_path: Path) -> None:
    files = {
        "shop/prices.py": "from shop.money import Price as Price",
        "cart/old.py": "from shop.prices import Price",
        "cart/new.py": "from shop.money import Price",
    }

    assert _found(tmp_path, MONEY | files) == []


def test_what_deals_with_obsolete_things_is_no_old_version(tmp_path: Path) -> None:
    assert _found(tmp_path, {
        "app/__init__.py": "",
        "app/rows.py": "def delete(rows): ...\n\ndef delete_obsolete(rows): ...",
        "app/desk.py": "from app.rows import delete_obsolete",
        "app/web.py": "from app.rows import delete",
    }) == []  # fmt: skip


def test_a_package_with_modules_is_a_facade(tmp_path: Path) -> None:
    files = {
        "api/__init__.py": "from shop.money import Price",
        "api/routes.py": "",
        "cart/old.py": "from api import Price",
        "cart/new.py": "from shop.money import Price",
    }

    assert _found(tmp_path, MONEY | files) == []


@pytest.mark.parametrize("old", ["LegacyBiller", "DeprecatedBiller"])
def test_a_legacy_definition_stands_beside_its_heir(old: str, tmp_path: Path) -> None:
    (found,) = _found(tmp_path, {
        "app/__init__.py": "",
        "app/bills.py": f"class Biller: ...\n\nclass {old}: ...",
        "app/desk.py": f"from app.bills import {old}",
        "app/web.py": "from app.bills import Biller",
    })  # fmt: skip

    assert (found.symbol, found.successor) == (f"app.bills.{old}", "app.bills.Biller")
    assert (_left(found), _moved(found)) == (["app.desk"], ["app.web"])


def test_with_two_heirs_nobody_knows_which(tmp_path: Path) -> None:
    (*found,) = _found(tmp_path, {
        "app/__init__.py": "",
        "app/old/bills.py": "class LegacyBiller: ...",
        "app/one/bills.py": "class Biller: ...",
        "app/two/bills.py": "class Biller: ...",
        "app/desk.py": "from app.old.bills import LegacyBiller",
        "app/web.py": "from app.one.bills import Biller",
    })  # fmt: skip

    assert found == []


def test_a_subclass_is_a_variant_and_no_former_self(tmp_path: Path) -> None:
    found = _found(tmp_path, {
        "app/__init__.py": "",
        "app/bills.py": "class Biller: ...\n\nclass LegacyBiller(Biller): ...",
        "app/desk.py": "from app.bills import LegacyBiller",
        "app/web.py": "from app.bills import Biller",
    })  # fmt: skip

    assert found == []


def test_a_word_that_only_describes_makes_no_pair_across_modules(tmp_path: Path) -> None:
    found = _found(tmp_path, {
        "app/__init__.py": "",
        "app/rules.py": "class DeprecatedEvidence: ...",
        "app/model.py": "class Evidence: ...",
        "app/desk.py": "from app.rules import DeprecatedEvidence",
        "app/web.py": "from app.model import Evidence",
    })  # fmt: skip

    assert found == []


def test_of_symbols_that_went_to_several_modules_each_has_its_own_home(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, MONEY | {
        "shop/vat.py": "class Vat: ...\n",
        "shop/prices.py": "from shop.money import Price\nfrom shop.vat import Vat",
        "cart/old.py": "from shop.prices import Vat",
        "cart/older.py": "from shop.prices import Price",
        "cart/new.py": "from shop.money import Price\nfrom shop.vat import Vat",
    })  # fmt: skip

    assert (found.successor, *found.others) == ("shop.money.Price", "shop.vat.Vat")
