"""`ssotlint where NAME`: all that is known of a name, before somebody writes it again."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.functional.test_cache import OWN_RULE
from tests.worlds import write

SHOP = {
    "shop/__init__.py": 'from shop.money import Price\n__all__ = ["Price"]\n',
    "shop/money.py": "class Price:\n    def pay(self):\n        return 1\n",
    "shop/legacy.py": "from shop.money import Price as OldPrice\n",
    "app.py": "from shop import Price\n",
    "job.py": "from shop.legacy import OldPrice\n",
    "stale.py": "from shop.gone import Price\n",
    "tests/test_price.py": "class Price:\n    pass\n",
}


def asked(name: str, root: Path, *more: str) -> dict[str, Any]:
    done = run("where", name, "--root", str(root), "--format", "json", *more)
    assert not done.err
    answer: dict[str, Any] = json.loads(done.out)
    return answer


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    write(tmp_path, SHOP)
    return tmp_path


def test_it_tells_where_a_symbol_is_defined_and_which_import_to_use(shop: Path) -> None:
    price = asked("Price", shop)["entries"][0]
    assert (price["symbol"], price["kind"], price["canonical"]) == (
        "shop.money.Price",
        "class",
        True,
    )
    assert (price["path"], price["line"]) == ("shop/money.py", 1)
    assert price["import"]["statement"] == "from shop import Price"


def test_it_follows_the_names_under_which_others_offer_it(shop: Path) -> None:
    price = asked("Price", shop)["entries"][0]
    assert [use["path"] for use in price["uses"]] == [
        "app.py", "job.py", "shop/__init__.py", "shop/legacy.py"
    ]  # fmt: skip
    assert {row["path"]: row["files"] for row in price["import_paths"]} == {
        "shop.Price": 1, "shop.legacy.OldPrice": 1, "shop.money.Price": 2
    }  # fmt: skip
    assert [name["symbol"] for name in price["names"]] == ["shop.legacy.OldPrice"]


def test_an_alias_is_told_by_what_it_stands_for(shop: Path) -> None:
    entries = asked("OldPrice", shop)["entries"]
    assert [entry["symbol"] for entry in entries] == ["shop.money.Price"]


def test_what_tests_define_is_never_canonical(shop: Path) -> None:
    entries = asked("Price", shop)["entries"]
    assert [(e["symbol"], e["role"], e["canonical"]) for e in entries] == [
        ("shop.money.Price", "production", True),
        ("tests.test_price.Price", "test", False),
    ]
    assert "only one in production" in entries[0]["why"]


def test_imports_that_lead_nowhere_are_listed(shop: Path) -> None:
    assert [use["path"] for use in asked("Price", shop)["broken"]] == ["stale.py"]


@pytest.mark.parametrize("name", ["money.Price", "shop.money:Price", "shop.money.Price"])
def test_a_dotted_name_means_that_one_alone(shop: Path, name: str) -> None:
    assert [e["symbol"] for e in asked(name, shop)["entries"]] == ["shop.money.Price"]


def test_a_module_has_its_importers(shop: Path) -> None:
    entry = asked("shop.money", shop)["entries"][0]
    assert (entry["kind"], [use["path"] for use in entry["uses"]]) == (
        "module", ["shop/__init__.py", "shop/legacy.py"]
    )  # fmt: skip


def test_a_method_is_found_too(shop: Path) -> None:
    entry = asked("pay", shop)["entries"][0]
    assert (entry["symbol"], entry["kind"]) == ("shop.money.Price.pay", "method")


@pytest.mark.parametrize("typo", ["Pirce", "price", "Prices"])
def test_a_typo_is_answered_with_near_names(shop: Path, typo: str) -> None:
    done = run("where", typo, "--root", str(shop))
    assert done.code == 2
    assert "near: Price" in done.err


def test_a_name_that_is_too_long_for_a_file_is_borne_by_nothing(shop: Path) -> None:
    done = run("where", "x" * 300, "--root", str(shop))
    assert (done.code, "nothing is called" in done.err) == (2, True)


def test_names_are_offered_that_are_there_now(shop: Path) -> None:
    assert "near: Price" in run("where", "Pirce", "--root", str(shop)).err
    for path in ("shop/money.py", "tests/test_price.py"):
        text = (shop / path).read_text(encoding="utf-8")
        (shop / path).write_text(text.replace("class Price", "class Pricing"), encoding="utf-8")
    said = run("where", "Pirce", "--root", str(shop)).err
    assert "Price" not in said.replace("Pirce", "")
    assert "Pricing" in run("where", "Pricin", "--root", str(shop)).err


def test_what_the_check_found_is_told_with_the_name() -> None:
    answer = asked("create_websocket_manager", Path("fixtures/chatapp"), "--no-cache")
    first, *others = answer["entries"]
    assert answer["canonical"] == "chat_backend.websocket_core.factory.create_websocket_manager"
    assert first["facts"][0]["rule"] == "conflicting-factories"
    assert all("cannot replace" in e["facts"][0]["said"] for e in others)


def test_an_edit_is_seen_at_once_and_old_findings_are_told_as_such(shop: Path) -> None:
    assert asked("Price", shop)["entries"][0]["importers"] == 4
    (shop / "more.py").write_text("from shop import Price\n")
    (shop / "job.py").unlink()
    answer = asked("Price", shop)
    assert [use["path"] for use in answer["entries"][0]["uses"]] == [
        "app.py", "more.py", "shop/__init__.py", "shop/legacy.py"
    ]  # fmt: skip
    assert answer["checked"] == "earlier"


def test_a_check_of_the_whole_project_makes_it_of_now_again(shop: Path) -> None:
    asked("Price", shop)
    (shop / "more.py").write_text("from shop import Price\n")
    run("check", str(shop), "--root", str(shop), "--exit-zero")
    assert asked("Price", shop)["checked"] == "now"


def test_a_plan_leaves_what_a_check_has_found_as_it_is(tmp_path: Path) -> None:
    """A plan takes what is accepted for what is left to do; nobody else does."""
    copied = "def total(rows):\n    found = []\n    for row in rows:\n"
    copied += "        if row and row not in found:\n            found.append(row)\n"
    copied += "    return sorted(found)\n"
    write(tmp_path, {"shop/__init__.py": "", "shop/cart.py": copied, "shop/till.py": copied})
    run("check", str(tmp_path), "--root", str(tmp_path))
    run("baseline", "create", "--root", str(tmp_path))
    assert asked("total", tmp_path)["checked"] == "earlier"
    run("check", str(tmp_path), "--root", str(tmp_path))
    before = asked("total", tmp_path)
    assert "the baseline accepts it" in json.dumps(before)
    assert run("plan", "--root", str(tmp_path)).out.startswith("1 step")
    assert asked("total", tmp_path) == before


def test_who_writes_what_was_written_just_before_a_check_makes_it_of_earlier(shop: Path) -> None:
    """A file of the same length, in the same tick of the clock: its stamp tells nothing."""
    path = shop / "app.py"
    os.utime(path, ns=(2**62, 2**62))  # no clock is further
    asked("Price", shop)
    assert asked("Price", shop)["checked"] == "now"
    path.write_text(path.read_text().replace("Price", "Prize"))
    os.utime(path, ns=(2**62, 2**62))
    assert asked("Price", shop)["checked"] == "earlier"


def test_a_warm_answer_is_the_cold_one(shop: Path) -> None:
    cold = asked("Price", shop, "--no-cache")
    assert [asked("Price", shop)["entries"] for _ in range(2)] == [cold["entries"]] * 2


def test_nothing_in_a_page_can_move_a_cursor(tmp_path: Path) -> None:
    write(tmp_path, {"a\x1b[2J.py": "class Price:\n    pass\n"})
    assert "\x1b" not in run("where", "Price", "--root", str(tmp_path)).out


def test_a_file_that_went_and_came_back_is_known_again(shop: Path) -> None:
    before = asked("Price", shop)["entries"]
    text = (shop / "job.py").read_text()
    (shop / "job.py").unlink()
    assert "job.py" not in {use["path"] for use in asked("Price", shop)["entries"][0]["uses"]}
    (shop / "job.py").write_text(text)
    assert asked("Price", shop)["entries"] == before


def test_a_state_that_is_remembered_answers_like_a_fresh_one(shop: Path) -> None:
    for path in shop.rglob("*.py"):
        os.utime(path, (1_000_000_000, 1_000_000_000.5))  # long settled
    first, second, third = (asked("Price", shop) for _ in range(3))
    assert first == second == third
    assert first["checked"] == "now"
    fresh = shop / "fresh.py"
    fresh.write_text("from shop.money import Price\n")
    os.utime(fresh, (1_000_000_000, 1_000_000_000.5))
    assert "fresh.py" in {use["path"] for use in asked("Price", shop)["entries"][0]["uses"]}


def test_a_method_is_told_with_what_the_check_says_of_it(tmp_path: Path) -> None:
    body = "".join(f"        total += self.rate * {n} + amount\n" for n in range(6))
    method = f"    def due(self, amount):\n        total = 0\n{body}        return total\n"
    write(tmp_path, {
        "shop/card.py": f"class Card:\n    rate = 1\n\n{method}",
        "shop/cash.py": f"class Cash:\n    rate = 2\n\n{method}",
    })  # fmt: skip
    run("check", "--root", str(tmp_path))
    told = run("where", "shop.cash.Cash.due", "--root", str(tmp_path)).out
    assert told.startswith("shop.cash.Cash.due: 1 method\n")
    assert "[duplicate-helper]" in told
    assert "shop.card.Card.due" in told


def test_the_one_definition_of_tests_is_shown_as_canonical(shop: Path) -> None:
    write(shop, {"tests/helpers.py": "def make_till():\n    return 1\n"})
    told = run("where", "make_till", "--root", str(shop)).out
    assert "* tests.helpers.make_till()" in told


def test_importers_are_listed_a_file_each(shop: Path) -> None:
    write(shop, {"many.py": "from shop.money import Price\nfrom shop.money import Price as P\n"})
    lines = run("where", "shop.money", "--root", str(shop)).lines
    assert sum("many.py:" in line for line in lines) == 1


def test_what_is_known_is_of_earlier_where_a_rule_of_a_pack_has_changed(shop: Path) -> None:
    write(shop, {
        "ssotlint.toml": 'rule-packs = ["lint"]\n', "lint/ours/own-rule.toml": OWN_RULE,
    })  # fmt: skip
    for path in shop.rglob("*.*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))  # what was just written may change again
    run("check", "--root", str(shop))
    assert asked("Price", shop)["checked"] == "now"
    write(shop, {"lint/ours/own-rule.toml": OWN_RULE.replace("print", "open")})
    assert asked("Price", shop)["checked"] == "earlier"
    (shop / "lint/ours/own-rule.toml").unlink()
    assert asked("Price", shop)["checked"] == "earlier"


# What a base asks for, and two say in the same few words among many who say something else.
ALIKE = """from app.base import Base


class {0}(Base):
    def as_text(self, value):
        return self.codes.get(value) or self.names[value]
"""
OTHER = """from app.base import Base


class O{0}(Base):
    def as_text(self, value):
        return self.a{0}[value]
"""


def test_two_that_agree_by_chance_are_told_from_each_other(tmp_path: Path) -> None:
    others = {f"app/o{i}.py": OTHER.format(i) for i in range(14)}
    base = "class Base:\n    def as_text(self, value):\n        raise NotImplementedError\n"
    both = {f"app/{name.lower()}.py": ALIKE.format(name) for name in ("Left", "Right")}
    write(tmp_path, {"app/__init__.py": "", "app/base.py": base, **both, **others})

    pair = ("app.left.Left.as_text", "app.right.Right.as_text")
    done = run("where", *pair, "--root", str(tmp_path))
    assert (done.code, "no copies" in done.out) == (0, True)


RUN = """
    def run(self, rows, limit):
        found = []
        for row in rows:
            if row.total > limit and row not in found:
                found.append(row.key)
        self.limit = limit
        return sorted(found)
"""
MORE = RUN.replace("run", "again").replace("found", "seen").replace("limit", "least")
MORE += RUN.replace("run", "last").replace("total > limit", "key < limit")
OLD = f'class Jobs:\n    """Deprecated: use NewJobs."""\n{RUN}{MORE}'
NEW = f'\n\nclass NewJobs:\n    """The jobs."""\n{RUN}{MORE}'


def test_what_goes_with_what_is_deprecated_is_told_as_such(tmp_path: Path) -> None:
    write(tmp_path, {"app/__init__.py": "", "app/jobs.py": OLD + NEW})
    for pair in (
        ("app.jobs.Jobs.run", "app.jobs.NewJobs.run"),
        ("app.jobs.Jobs", "app.jobs.NewJobs"),
    ):
        done = run("where", *pair, "--root", str(tmp_path))
        assert "no copies" in done.out
        assert "on its way out" in done.out


def test_an_edition_of_a_package_is_told_as_one_whatever_else_lies_beside(tmp_path: Path) -> None:
    """How all files lie decides that, and not how the two lie that are asked for."""
    editions = {f"app/{v}/{name}.py": f"{name} = 1\n" for v in ("v1", "v2") for name in "abc"}
    copies = {f"app/{at}.py": f"class Rows:\n{RUN}" for at in ("v1/rows", "view")}
    write(tmp_path, {"app/__init__.py": "", **editions, **copies})
    done = run("where", "app.v1.rows.Rows.run", "app.view.Rows.run", "--root", str(tmp_path))
    assert "they belong to two domains, app app/v1/ and app" in done.out
