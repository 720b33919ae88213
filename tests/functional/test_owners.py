"""Declared owners: what the project says of its code is checked like code."""

from collections.abc import Mapping
from pathlib import Path

from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import check_world, investigate
from ssotlint.model.report import Finding
from tests.worlds import write

MONEY = {"shop/__init__.py": "", "shop/money.py": "class Price:\n    pass\n"}


def check(root: Path, files: Mapping[str, str], *select: str) -> list[Finding]:
    report = check_world({**MONEY, **files}, root, select=select or ("owners",))
    assert report.faults == ()
    return list(report.findings)


def test_a_wrong_place_is_told_at_its_line_with_the_place_that_is_meant(tmp_path: Path) -> None:
    text = (
        '[tool.ssotlint]\nsrc = ["."]\n\n[tool.ssotlint.canonical]\nPrice = "shop.prices:Price"\n'
    )
    (finding,) = check(tmp_path, {"pyproject.toml": text})
    assert (finding.rule, finding.place.path, finding.place.line) == (
        "missing-owner", "pyproject.toml", 5,
    )  # fmt: skip
    assert finding.message.endswith("there is no module shop.prices; shop.money.Price is")


def test_a_declaration_that_moves_takes_its_finding_along(tmp_path: Path) -> None:
    """What is remembered of the project is what another layout of its settings says, too."""
    write(tmp_path, {**MONEY, "ssotlint.toml": '[canonical]\nPrice = "shop.prices:Price"\n'})
    request = Request(paths=(tmp_path,), root=tmp_path, cache=tmp_path / "memory", jobs=1)

    def lines() -> list[int]:
        return [f.place.line for f in investigate(open_project(request), request).findings]

    before = lines()
    settings = tmp_path / "ssotlint.toml"
    settings.write_text("# owners\n\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")

    assert (before, lines()) == ([2], [4])


def test_an_extended_file_is_told_by_its_own_name(tmp_path: Path) -> None:
    files = {
        "ssotlint.toml": 'extend = "lint/owners.toml"\n',
        "lint/owners.toml": '[canonical]\nPrice = "shop.prices:Price"\n',
    }
    (finding,) = check(tmp_path, files)
    assert (finding.place.path, finding.place.line) == ("lint/owners.toml", 2)


def test_a_rival_in_another_service_is_no_rival(tmp_path: Path) -> None:
    files = {
        "ssotlint.toml": '[canonical]\nPrice = "shop.money:Price"\n',
        "depot/__init__.py": "", "depot/money.py": "class Price:\n    cents = 1\n",
    }  # fmt: skip
    assert check(tmp_path, files) == []


def test_a_rival_of_what_all_share_is_one_everywhere(tmp_path: Path) -> None:
    files = {
        "ssotlint.toml": '[canonical]\nPrice = "shared.money:Price"\n',
        "shared/__init__.py": "", "shared/money.py": "class Price:\n    cents = 1\n",
    }  # fmt: skip
    (finding,) = check(tmp_path, files)
    assert (finding.rule, finding.symbol) == ("rival-definition", "shop.money.Price")
    assert finding.canonical is not None
    assert finding.canonical.symbol == "shared.money.Price"


def test_one_that_extends_its_owner_is_a_note(tmp_path: Path) -> None:
    files = {
        "ssotlint.toml": '[canonical]\nPrice = "shop.money:Price"\n',
        "shop/sale.py": "from shop import money\n\n\nclass Price(money.Price):\n    cut = 2\n",
    }
    (finding,) = check(tmp_path, files)
    assert (finding.rule, finding.severity.value) == ("rival-definition", "note")


def test_a_double_in_a_test_is_no_rival(tmp_path: Path) -> None:
    files = {
        "ssotlint.toml": '[canonical]\nPrice = "shop.money:Price"\n',
        "tests/test_a.py": "class Price:\n    pass\n",
    }
    assert check(tmp_path, files) == []


def test_a_rival_absorbs_the_copy_that_it_is(tmp_path: Path) -> None:
    body = (
        "def describe(state):\n    if state is None:\n        return 'unknown'\n"
        "    name = getattr(state, 'name', None)\n    if name and len(name) > 1:\n"
        "        return name.lower().strip()\n    return str(state)\n"
    )
    files = {
        "ssotlint.toml": '[canonical]\ndescribe = "shop.b:describe"\n',
        "shop/a.py": body, "shop/b.py": body,
    }  # fmt: skip
    (finding,) = check(tmp_path, files, "owners", "duplication")
    assert (finding.rule, finding.symbol) == ("rival-definition", "shop.a.describe")
    assert finding.also == ("duplicate-helper",)


DEPRECATED = '[canonical.Price]\nplace = "shop.money:Price"\ndeprecated = ["shop.old"]\n'
OLD = {
    "shop/old.py": "from shop.money import Price\n",
    "shop/bill.py": "from shop.old import Price\n",
}


def test_an_import_that_is_left_is_a_note_until_the_migration_is_complete(tmp_path: Path) -> None:
    (note,) = check(tmp_path / "a", {**OLD, "ssotlint.toml": DEPRECATED})
    (error,) = check(tmp_path / "b", {**OLD, "ssotlint.toml": f"{DEPRECATED}complete = true\n"})
    assert (note.rule, note.severity.value) == ("deprecated-path", "note")
    assert (error.rule, error.severity.value) == ("deprecated-path", "error")
    assert error.remedy == "Import shop.money.Price: `from shop.money import Price`."


def test_tests_import_deprecated_paths_too(tmp_path: Path) -> None:
    files = {**OLD, "shop/bill.py": "", "tests/test_a.py": "from shop.old import Price as P\n"}
    (finding,) = check(tmp_path, {**files, "ssotlint.toml": DEPRECATED})
    assert finding.remedy.endswith("`from shop.money import Price as P`.")


def test_a_part_of_the_project_knows_an_owner_outside_of_it(tmp_path: Path) -> None:
    files = {
        "ssotlint.toml": '[canonical]\nPrice = "shared.money:Price"\n',
        "shared/__init__.py": "", "shared/money.py": "class Price:\n    cents = 1\n",
    }  # fmt: skip
    check(tmp_path, files)
    request = Request(root=tmp_path, paths=(tmp_path / "shop",), select=("owners",), jobs=1)
    report = investigate(open_project(request), request)
    assert [finding.symbol for finding in report.findings] == ["shop.money.Price"]


def test_one_call_goes_through_a_declared_factory(tmp_path: Path) -> None:
    files = {
        "ssotlint.toml": "[canonical.Cart]\nplace = 'shop.carts:Cart'\nfactory = 'shop.carts:create_cart'\n",
        "shop/__init__.py": "",
        "shop/carts.py": (
            "class Cart:\n    def __init__(self, user):\n        self.user = user\n\n\n"
            "def create_cart(user):\n    return Cart(user)\n"
        ),
        "shop/web.py": "from shop.carts import create_cart\n\n\ndef enter(user):\n    return create_cart(user)\n",
        "shop/batch.py": "from shop.carts import Cart\n\n\ndef restore(user):\n    return Cart(user)\n",
    }
    report = check_world(files, tmp_path, select=["bypassed-factory"])
    assert [finding.message for finding in report.findings] == [
        "Cart is constructed here; shop.carts.create_cart makes it (1 call goes through it)"
    ]
