"""A migration that stopped half way is one finding, not one for each import that is left."""

from pathlib import Path

from ssotlint.engine.session import check_world

FILES = {
    "shop/__init__.py": "",
    "shop/money/__init__.py": "",
    "shop/money/price.py": "class Price:\n    def __init__(self, amount):\n        self.amount = amount\n",
    "shop/prices.py": '"""Old home of Price."""\n\nfrom shop.money.price import Price\n',
    "cart/old.py": "from shop.prices import Price\n\nEMPTY = Price(0)\n",
    "cart/older.py": "from shop.prices import Price\n\nNONE = Price(0)\n",
    "cart/new.py": "from shop.money.price import Price\n\nFREE = Price(0)\n",
    "cart/newer.py": "from shop.money.price import Price\n\nFREE = Price(0)\n",
}
RULES = ["partial-migration", "competing-import-paths"]


def test_the_imports_that_are_left_fold_into_it(tmp_path: Path) -> None:
    (finding,) = check_world(FILES, tmp_path, select=RULES).findings

    assert (finding.rule, finding.place.path) == ("partial-migration", "shop/prices.py")
    assert finding.also == ("competing-import-paths",)


def test_its_group_lists_who_is_left_and_who_has_moved(tmp_path: Path) -> None:
    report = check_world(FILES, tmp_path, select=RULES)

    (group,) = report.groups.values()
    sides = [(member.place.path, member.note) for member in group.members[2:]]
    assert sides == [
        ("cart/old.py", "still imports the old one"),
        ("cart/older.py", "still imports the old one"),
        ("cart/new.py", "imports the new one"),
        ("cart/newer.py", "imports the new one"),
    ]


def test_without_it_the_imports_are_told_one_by_one(tmp_path: Path) -> None:
    found = check_world(FILES, tmp_path, select=["competing-import-paths"]).findings

    assert [finding.place.path for finding in found] == ["cart/old.py", "cart/older.py"]


def test_a_module_that_does_not_call_itself_old_is_one_more_path(tmp_path: Path) -> None:
    offered = {
        "shop/prices.py": '"""What plug-ins may use."""\n\nfrom shop.money.price import Price\n'
    }

    found = check_world(FILES | offered, tmp_path, select=RULES).findings

    assert {finding.rule for finding in found} == {"competing-import-paths"}


def test_a_warning_says_so_too(tmp_path: Path) -> None:
    text = (
        "import warnings\n\nfrom shop.money.price import Price\n\n"
        'warnings.warn("use shop.money.price", DeprecationWarning, stacklevel=2)\n'
    )

    (finding,) = check_world(FILES | {"shop/prices.py": text}, tmp_path, select=RULES).findings

    assert finding.rule == "partial-migration"


def test_who_imports_what_is_called_alike_in_another_root_takes_no_part(tmp_path: Path) -> None:
    before = {
        "shop/__init__.py": "",
        "shop/billing.py": "class Biller:\n    def bill(self, order):\n        return order.total()\n\n\n"
        'class LegacyBiller:\n    """Replaced by Biller."""\n\n    def send(self, order, printer):\n        printer.print(order)\n',
        "shop/desk.py": "from shop.billing import LegacyBiller\n\nDESK = LegacyBiller()\n",
        "shop/web.py": "from shop.billing import Biller\n\nWEB = Biller()\n",
    }
    homes = {
        "shop/money/__init__.py": "",
        "shop/money/price.py": "class Price:\n    pass\n",
        "shop/prices.py": '"""Old home of Price."""\n\nfrom shop.money.price import Price\n',
        "shop/old.py": "from shop.prices import Price\n\nEMPTY = Price()\n",
        "shop/new.py": "from shop.money.price import Price\n\nFREE = Price()\n",
    }
    files = {
        f"{root}/{path}": text
        for root in ("one", "two")
        for path, text in {**before, **homes}.items()
    }
    report = check_world(files, tmp_path, select=["partial-migration"])

    roots = [{m.place.path.partition("/")[0] for m in g.members} for g in report.groups.values()]
    assert sorted(map(sorted, roots)) == [["one"], ["one"], ["two"], ["two"]]


def test_what_went_to_several_modules_is_sent_to_the_one_that_has_it(tmp_path: Path) -> None:
    split = {
        "shop/money/vat.py": "class Vat:\n    rate = 20\n",
        "shop/prices.py": '"""Old home of Price."""\n\nfrom shop.money.price import Price\n'
        "from shop.money.vat import Vat\n",
        "cart/older.py": "from shop.prices import Vat\n\nNONE = Vat()\n",
        "cart/newer.py": "from shop.money.vat import Vat\n\nFREE = Vat()\n",
    }

    (finding,) = check_world(FILES | split, tmp_path, select=["partial-migration"]).findings

    assert "shop.money.price.Price, shop.money.vat.Vat the new" in finding.message
    assert "to shop.money.price.Price or shop.money.vat.Vat, then" in finding.remedy
