"""Which imports are told to take another path, and how loudly."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world
from ssotlint.model.severity import Severity
from tests.functional.plans import plan_of

SHOP = {
    "shop/__init__.py": "",
    "shop/money/__init__.py": "from shop.money.price import Price\n\n__all__ = ['Price']\n",
    "shop/money/price.py": "class Price:\n    pass\n",
}


def told(root: Path, files: dict[str, str]) -> list[tuple[str, Severity]]:
    report = check_world({**SHOP, **files}, root, select=("competing-import-paths",))
    return [(f.place.path, f.severity) for f in report.findings]


def through(module: str, first: int, count: int, *, head: str = "") -> dict[str, str]:
    text = f"{head}from {module} import Price\n\nprint(Price)\n"
    return {f"desks/d{number}.py": text for number in range(first, first + count)}


@pytest.mark.parametrize(
    ("facade", "severity"), [(4, Severity.NOTE), (5, Severity.NOTE), (6, Severity.WARNING)]
)
def test_without_a_clear_majority_it_is_a_note(
    tmp_path: Path, facade: int, severity: Severity
) -> None:
    """Of files that take other things from the package; else hardly anybody may go past it."""
    files = {
        **through("shop.money", 0, facade),
        **through("shop.money.price", 97, 2, head="import shop.money\n"),
    }
    assert told(tmp_path, files) == [("desks/d97.py", severity), ("desks/d98.py", severity)]
    past = through("shop.money.price", 97, 2)
    assert told(tmp_path / "past", {**files, **past}) == []
    most = told(tmp_path / "most", {**through("shop.money", 0, 8), **past})
    assert most == [("desks/d97.py", Severity.WARNING), ("desks/d98.py", Severity.WARNING)]


@pytest.mark.parametrize("facade", [2, 3])
def test_without_a_majority_nobody_has_to_leave_the_definition(tmp_path: Path, facade: int) -> None:
    files = {**through("shop.money", 0, facade), **through("shop.money.price", 97, 2)}
    assert told(tmp_path, files) == []


def test_what_a_module_happens_to_have_needs_no_majority(tmp_path: Path) -> None:
    files = {
        "shop/till.py": "from shop.money import Price\n\n\ndef pay(): return Price()\n",
        **through("shop.till", 0, 1),
        **through("shop.money", 7, 1),
    }
    assert told(tmp_path, files) == [("desks/d0.py", Severity.WARNING)]


COMPONENTS = {
    "shop/parts/param.py": "class Param: ...\n",
    "shop/parts/__init__.py": "",
    "shop/till/base.py": "class Base: ...\n",
    "shop/till/one.py": "from shop.till import Base, Param\n\nprint(Base, Param)\n",
    "desks/a.py": "from shop.parts.param import Param\n\nprint(Param)\n",
    "desks/b.py": "from shop.parts.param import Param\n\nprint(Param)\n",
}


@pytest.mark.parametrize("listed", ["", "__all__ = ['Base']\n"])
def test_a_package_gives_its_own_modules_what_they_need(tmp_path: Path, listed: str) -> None:
    text = f"from shop.parts.param import Param\nfrom shop.till.base import Base\n{listed}"
    assert told(tmp_path, {**COMPONENTS, "shop/till/__init__.py": text}) == []


def test_a_module_that_shows_how_to_import_from_it_means_it(tmp_path: Path) -> None:
    text = "from shop.parts.param import Param\n\n\ndef open_till(): return Param()\n"
    shown = f'"""How to write a part.\n\n    from shop.kit import Param\n"""\n{text}'
    files = {**COMPONENTS, "shop/till/__init__.py": "", "shop/till/one.py": ""}
    files["desks/c.py"] = "from shop.kit import Param\n\nprint(Param)\n"
    assert told(tmp_path, {**files, "shop/kit.py": text}) == [("desks/c.py", Severity.WARNING)]
    assert told(tmp_path, {**files, "shop/kit.py": shown}) == []


def test_names_of_one_home_are_not_torn_apart(tmp_path: Path) -> None:
    files = {
        "shop/base.py": "class Where: ...\n\n\nclass Which: ...\n",
        "shop/types.py": "from shop.base import Where, Which\n\n__all__ = ['Where', 'Which']\n",
        "desks/a.py": "from shop.types import Where, Which\n\nprint(Where, Which)\n",
        **{f"desks/w{n}.py": "from shop.base import Where\n\nprint(Where)\n" for n in range(9)},
    }
    assert told(tmp_path, files) == []
    alone = "from shop.types import Where\n\nprint(Where)\n"
    assert told(tmp_path, {**files, "desks/a.py": alone}) == [("desks/a.py", Severity.WARNING)]


def test_nobody_is_sent_behind_a_package_that_lists_a_private_name(tmp_path: Path) -> None:
    files = {
        "shop/words/__init__.py": "from shop.words.table import _say\n\n__all__ = ['_say']\n",
        "shop/words/table.py": "def _say(text): return text\n",
        "shop/kit.py": "from shop.words import _say\n\n\ndef kit(): return _say('kit')\n",
        "desks/a.py": "from shop.kit import _say\n\nprint(_say('a'))\n",
        **{f"desks/w{n}.py": "from shop.words import _say\n\n_say('w')\n" for n in range(4)},
    }
    report = check_world({**SHOP, **files}, tmp_path, select=("competing-import-paths",))
    assert [f.message for f in report.findings] == [
        "imports _say from shop.kit instead of shop.words"
    ]


def test_what_a_project_declares_needs_no_majority(tmp_path: Path) -> None:
    files = {
        "ssotlint.toml": "[canonical]\n"
        "Price = {place = 'shop.money.price:Price', facade = 'shop.money:Price'}\n",
        **through("shop.money", 0, 2),
        **through("shop.money.price", 7, 2),
    }
    assert {severity for _, severity in told(tmp_path, files)} == {Severity.WARNING}


def test_a_package_that_only_collects_is_no_user(tmp_path: Path) -> None:
    files = {
        "desks/legacy/__init__.py": "",
        "desks/legacy/money/__init__.py": "from shop.money.price import Price\n",
        "desks/legacy/sales.py": "from shop.money.price import Price\n\nprint(Price)\n",
        **through("shop.money", 0, 8),
    }
    assert told(tmp_path, files) == [("desks/legacy/sales.py", Severity.WARNING)]


def test_nobody_mends_what_others_wrote(tmp_path: Path) -> None:
    files = {
        **through("shop.money", 0, 4),
        "desks/third_party/till.py": "from shop.money.price import Price\n\nprint(Price)\n",
    }
    assert told(tmp_path, files) == []


def test_all_who_are_outside_may_go_through_the_layer_in_front(tmp_path: Path) -> None:
    door = "from shop.back.rates import Rate\n\n\nclass Desk:\n    rate = Rate()\n"
    files = {
        "shop/back/__init__.py": "",
        "shop/back/rates.py": "class Rate:\n    pass\n",
        "shop/back/table.py": "from shop.back.rates import Rate\n\n\nclass Table(Rate): ...\n",
        "shop/front/__init__.py": "",
        "shop/front/desk.py": door,
    }
    use = "from shop.front.desk import Desk, Rate\n\nprint(Desk, Rate)\n"
    past = "from shop.back.rates import Rate\n\nprint(Rate)\n"

    def users(name: str, *paths: str, **more: str) -> list[str]:
        world = {**files, **dict.fromkeys(paths, use), **more}
        return [path for path, _ in told(tmp_path / name, world)]

    several = ("shop/a.py", "shop/b.py")
    assert users("several", *several) == []
    assert users("past", *several, **{"shop/c.py": past}) == [*several]
    within = {"shop/back/more.py": past, "shop/back/most.py": past}
    assert users("inside", "shop/front/a.py", "shop/a.py", **within) == ["shop/a.py"]


def test_an_example_takes_what_a_module_collects_as_those_outside_would(tmp_path: Path) -> None:
    text = "from shop.money import Price\n\nprint(Price)\n"
    files = {
        "shop/lab.py": "from shop.money import Price\nfrom shop.notes import *\n",
        "shop/notes.py": "HINT = 1\n",
        **{f"shop/desk{n}.py": text for n in range(3)},
    }
    use = text.replace("shop.money", "shop.lab")
    assert told(tmp_path / "shown", {**files, "examples/show.py": use}) == []
    for name in ("shop/show.py", "scripts/show.py"):
        found = told(tmp_path / name.partition("/")[0], {**files, name: use})
        assert [path for path, _ in found] == [name]


def test_who_goes_past_a_package_late_has_a_reason_whatever_other_ways_there_are(
    tmp_path: Path,
) -> None:
    files = {
        "shop/till.py": "from shop.money import Price\n\n\ndef pay(): return Price()\n",
        **through("shop.till", 0, 1),
        **through("shop.money", 7, 4),
    }
    late = "def show():\n    from shop.money.price import Price\n\n    return Price\n"
    early = "from shop.money.price import Price\n\nprint(Price)\n"
    assert [p for p, _ in told(tmp_path / "late", {**files, "desks/d9.py": late})] == [
        "desks/d0.py"
    ]
    assert [p for p, _ in told(tmp_path / "early", {**files, "desks/d9.py": early})] == [
        "desks/d0.py", "desks/d9.py",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("beside", "package", "found"),
    [
        pytest.param("from shop.sums.total import Sum\n", "", 0, id="from its modules alone"),
        pytest.param("from shop.sums import Sum\n", "", 1, id="from the package as well"),
        pytest.param(
            "from shop.sums.total import Sum\n", "from shop.sums.rate import Rate\n", 1, id="named"
        ),
    ],
)
def test_what_a_package_has_by_stars_alone_may_come_from_where_it_is_defined(
    tmp_path: Path, beside: str, package: str, found: int
) -> None:
    stars = "from shop.sums.rate import *\nfrom shop.sums.total import *\n"
    files = {
        "shop/sums/__init__.py": stars + package,
        "shop/sums/rate.py": "class Rate:\n    pass\n",
        "shop/sums/total.py": "class Sum:\n    pass\n",
        **{f"desks/d{n}.py": "from shop.sums import Rate\n\nprint(Rate)\n" for n in range(8)},
        "desks/d9.py": f"{beside}from shop.sums.rate import Rate\n\nprint(Rate, Sum)\n",
    }
    assert len(told(tmp_path, files)) == found


def test_what_was_written_with_dots_stays_so(tmp_path: Path) -> None:
    root = {
        "shop/__init__.py": "",
        "shop/price.py": "class Price:\n    pass\n\n\nclass Rate:\n    pass\n",
        "shop/cart.py": "from .price import Price\n\n\nclass Cart:\n    price = Price()\n",
        **{f"shop/d{n}.py": "from shop.price import Price\n\nprint(Price)\n" for n in range(3)},
        "shop/till.py": "from .cart import Cart, Price\n\nprint(Cart, Price)\n",
        "shop/desk.py": "from shop.cart import Cart, Price\n\nprint(Cart, Price)\n",
    }
    report = check_world(root, tmp_path, select=("competing-import-paths",))
    plan = plan_of(tmp_path)["steps"][0]

    assert [f.remedy for f in report.findings] == [
        f"Write `from {module} import Price`; the other names of this statement stay."
        for module in ("shop.price", ".price")
    ]
    assert [edit["new"].splitlines()[-1] for edit in plan["edits"]] == [
        "from shop.price import Price", "from .price import Price",
    ]  # fmt: skip


def test_modules_of_one_name_in_two_trees_are_no_two_paths(tmp_path: Path) -> None:
    """Each tree imports from its own one, and says so in the same words."""
    tree = {
        "shared/__init__.py": "",
        "shared/errors.py": "class BadEnvelope(Exception):\n    pass\n",
        "shared/envelope.py": "from shared.errors import BadEnvelope\n\nprint(BadEnvelope)\n",
        "shared/letters.py": "from shared.errors import BadEnvelope\n\nprint(BadEnvelope)\n",
    }
    files = {
        f"{name}/{path}": text for name in ("trees/one", "trees/two") for path, text in tree.items()
    }

    assert told(tmp_path, files) == []


@pytest.mark.parametrize("places", [("web", "desk"), ("web", "web")])
def test_a_symbol_that_two_domains_import_so_is_told_with_the_domain(
    tmp_path: Path, places: tuple[str, str]
) -> None:
    """Each has a group of its own, which nothing else in its title tells from the other."""
    table = "[tool.ssotlint.domains]\n" + "".join(f'{n} = ["{n}/**"]\n' for n in sorted({*places}))
    price = '[tool.ssotlint.canonical]\nPrice = "shop.money.price:Price"\n'
    files = {"pyproject.toml": f'{table}shared = ["shop/**"]\n{price}'}
    for number, place in enumerate(places):
        files[f"{place}/near{number}.py"] = "from shop.money.price import Price\n\nprint(Price)\n"
        files[f"{place}/past{number}.py"] = "from shop.money import Price\n\nprint(Price)\n"
    report = check_world({**SHOP, **files}, tmp_path, select=("competing-import-paths",))
    title = "shop.money.price.Price is imported through 2 paths"
    ends = [f" in {name}" for name in sorted(places)] if places[0] != places[1] else [""]
    assert sorted(group.title for group in report.groups.values()) == [title + end for end in ends]
