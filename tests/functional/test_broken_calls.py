"""What is told of calls that cannot work."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world


def test_a_method_of_ours_without_a_receiver_cannot_be_called_on_an_instance(
    tmp_path: Path,
) -> None:
    code = (
        "class Till:\n    def count(coins):\n        return coins\n\n\n"
        "def close():\n    till = Till()\n    return till.count([1])\n"
    )
    report = check_world({"shop.py": code}, tmp_path, select=("factories",))

    assert [f.rule for f in report.findings] == ["incompatible-call"]


def test_what_a_wrong_alias_causes_is_one_group_under_it(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/carts.py": "async def create_cart(user, limit):\n    return user, limit\n",
        "shop/visits.py": "def open_visit(user):\n    return user\n",
        "shop/mobile.py": "from shop.carts import create_cart\n\n\n"
        "async def enter(user):\n    return await create_cart(user, 3)\n",
        "shop/web.py": "from shop.visits import open_visit as create_cart\n\n\n"
        "async def enter(user):\n    return await create_cart(user, 3)\n\n\n"
        "async def turn(user):\n    return await create_cart(user, limit=3)\n\n\n"
        "async def leave(user):\n    return await create_cart(user)\n",
    }
    report = check_world(files, tmp_path, select=("factories",))

    (finding,) = report.findings
    assert (finding.rule, finding.place.path, finding.place.span.line) == (
        "misleading-alias", "shop/web.py", 1
    )  # fmt: skip
    assert "3 calls cannot work" in finding.message
    group = report.groups[finding.group]
    assert {m.place.span.line for m in group.members if m.place.path == "shop/web.py"} == {
        1, 5, 9, 13
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ("", "take"),
        ("1, 2", "2"),
        ("1, (2, 3)", "2, 3"),
        ("1, (2)", "2"),
        ("1, (n for n in ())", "n for n in ()"),
        ("1, ('a' 'b')", "'a' 'b'"),
        ("1, (a).b", "(a).b"),
        ("1, *()", ""),  # perhaps there is no second one
        ("1, größe=2", "größe"),
        ("a=1, b=2", "b"),
        ("1, a=2", "a"),
        ("'é', größe=2, ", "größe"),
        ("\n        1,\n        2,\n    ", "2"),
    ],
)
def test_the_argument_that_is_wrong_is_shown(tmp_path: Path, arguments: str, wrong: str) -> None:
    text = f"def take(a):\n    print(a)\n\n\ndef use(a):\n    take({arguments})\n"
    findings = check_world({"m.py": text}, tmp_path, ("incompatible-call",)).findings
    lines = text.split("\n")
    spans = [finding.place.span for finding in findings]
    assert [lines[s.line - 1][s.column - 1 : s.end_column - 1] for s in spans] == (
        [wrong] if wrong else []
    )


FRESH = """
class Till:
    def __init__(self, name):
        self.name = name

    def pay(self, price):
        return price

    async def close(self):
        return self.name
"""


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Till('a').pay()", "incompatible-call"),
        ("tills.Till('a').pay()", "incompatible-call"),
        ("Till('a').open()", "missing-member"),
        ("Till('a').close()", "misused-coroutine"),
        ("Till('a').pay(5)", ""),
        ("Till('a').name.upper()", ""),
        ("make()('a').pay()", ""),
    ],
)
def test_a_method_of_what_a_call_makes_is_followed(tmp_path: Path, text: str, rule: str) -> None:
    use = f"from shop import tills\nfrom shop.tills import Till\n\n\ndef sell(make):\n    {text}\n"
    files = {"shop/__init__.py": "", "shop/tills.py": FRESH, "shop/use.py": use}
    found = [f.rule for f in check_world(files, tmp_path).findings]
    assert found == [rule] * bool(rule)


def test_what_a_variable_makes_is_not_known(tmp_path: Path) -> None:
    use = (
        "from shop.tills import Till\n\n\ndef sell(make):\n"
        "    Till = make()\n    return Till('a').pay()\n"
    )
    files = {"shop/__init__.py": "", "shop/tills.py": FRESH, "shop/use.py": use}
    assert [f.rule for f in check_world(files, tmp_path).findings] == []


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        pytest.param("lines, rates=1", "rate", id="what is missing"),
        pytest.param("lines, rows=1", "", id="what is missing is called nothing like it"),
        pytest.param("lines, rate=1, row=2", "rows", id="what has no value"),
        pytest.param("lines, rate=1, rows=2, row=3", "", id="what has a value already"),
        pytest.param("lines, row=2", "", id="not what may be left out while another is missing"),
        pytest.param("lines, tax_share=2", "tax_rate", id="unless it begins with the same word"),
    ],
)
def test_what_is_meant_lacks_a_value(tmp_path: Path, arguments: str, meant: str) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/till.py": "def add(lines, rate, rows=3, tax_rate=1):\n    return lines * rate * rows\n",
        "shop/desk.py": f"from shop.till import add\n\nadd({arguments})\n",
    }
    (found,) = check_world(files, tmp_path, select=("incompatible-call",)).findings

    assert found.message.endswith(f" (is {meant} meant?)" if meant else "tax_rate=1)")


def test_a_method_called_on_its_class_misses_its_instance_where_no_base_changes_it(
    tmp_path: Path,
) -> None:
    code = (
        "from unittest import TestCase\n\n\nclass Till(TestCase):\n    def ring(self, price):\n"
        "        return price\n\n\nprint(Till.ring(3))\n"
    )
    files = {"shop/__init__.py": "", "shop/tills.py": code}

    report = check_world(files, tmp_path, select=("factories",))

    assert [f.rule for f in report.findings] == ["incompatible-call"]


def test_what_stands_in_for_what_is_not_installed_here_is_not_what_is_called(
    tmp_path: Path,
) -> None:
    plain = "def add(rows):\n    raise RuntimeError('not supported')\n"
    inside = plain.replace("def", "    def").replace("    raise", "        raise")
    fast = f"try:\n    from shop.fast import add\nexcept ImportError:\n{inside}"
    use = "from shop.slow import add\n\n\ndef total(rows):\n    return add(rows, start=1)\n"

    def told(name: str, slow: str) -> int:
        files = {"shop/__init__.py": "", "shop/slow.py": slow, "shop/use.py": use}
        return len(check_world(files, tmp_path / name, select=("incompatible-call",)).findings)

    assert (told("plain", plain), told("fast", fast)) == (1, 0)


WATCH = """class Watcher:
    def handle_changes(self, changes):
        return changes


def use():
    watcher = Watcher()
    return watcher.{}
"""


@pytest.mark.parametrize(
    ("use", "meant"),
    [
        ("process_changes(1)", True),
        ("process_changes()", False),
        ("process_changes(1, 2)", False),
    ],
)
def test_what_would_refuse_the_arguments_is_not_meant(
    tmp_path: Path, use: str, meant: bool
) -> None:
    (found,) = check_world({"shop.py": WATCH.format(use)}, tmp_path).findings

    assert ("(is handle_changes meant?)" in found.message) == meant
    assert found.remedy.endswith("has: handle_changes." if meant else "or use what it has.")


@pytest.mark.parametrize("starred", ["", "*"])
def test_a_try_of_either_kind_that_waits_for_the_error_ends_the_claim(
    tmp_path: Path, starred: str
) -> None:
    pay = "def pay(price):\n    return price\n\n\n"
    expects = f"try:\n    pay(1, 2)\nexcept{starred} TypeError:\n    print('as it should be')\n"
    adapts = (
        f"def go():\n    try:\n        pay(1, 2)\n    except{starred} Exception:\n        pay(1)\n"
    )
    files = {"shop/expects.py": pay + expects, "shop/adapts.py": pay + adapts}

    assert not check_world(files, tmp_path, select=("incompatible-call",)).findings


@pytest.mark.parametrize(
    "pattern", ["pay", "[pay, _]", "[_, *pay]", "{'pay': _, **pay}", "dict() as pay", "price"]
)
def test_a_name_of_a_pattern_is_no_function_of_the_module(tmp_path: Path, pattern: str) -> None:
    code = f"def pay(price):\n    return price\n\n\ndef go(order):\n    match order:\n        case {pattern}:\n"
    files = {"shop.py": f"{code}            return pay(1, 2)\n"}

    report = check_world(files, tmp_path, select=("incompatible-call",))

    assert bool(report.findings) is (pattern == "price")


def test_a_name_of_a_pattern_outside_of_functions_can_be_imported(tmp_path: Path) -> None:
    code = "import sys\n\nmatch sys.argv:\n    case [first, *rest]:\n        pass\n"
    code += "    case {**options} | dict() as options:\n        pass\n"
    use = "from shop.start import first, options, rest, second\n"
    files = {"shop/__init__.py": "", "shop/start.py": code, "shop/use.py": use}

    report = check_world(files, tmp_path, select=("unresolved-import",))

    assert ["second" in f.message for f in report.findings] == [True]


def test_all_that_is_wrong_with_a_call_is_told_at_once(tmp_path: Path) -> None:
    code = (
        "def order(user, basket):\n    return user, basket\n\n\n"
        "def shop(user):\n    return order(user=user, coupon=3, voucher=4)\n"
    )
    report = check_world({"shop.py": code}, tmp_path, select=("factories",))

    (finding,) = report.findings
    assert finding.message.startswith(
        "order() got an unexpected keyword argument 'coupon', nor does it take voucher,"
        " and it requires basket; it takes (user, basket)"
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("user=1, basket=2", "'user, basket'; it takes"),
        ("user=1, basket=2, coupon=3", "'user, basket', nor does it take coupon; it takes"),
        ("1, basket=2", "'basket'; it takes"),
        ("user=1", "'user', and it requires basket; it takes"),
    ],
)
def test_what_has_to_be_given_by_position_is_named_once(
    tmp_path: Path, given: str, told: str
) -> None:
    code = f"def order(user, basket, /, size=1):\n    return user, basket\n\n\norder({given})\n"
    (finding,) = check_world({"shop.py": code}, tmp_path, select=("factories",)).findings
    assert finding.message == (
        f"order() got some positional-only arguments passed as keyword arguments: {told}"
        " (user, basket, /, size=1)"
    )


_METERS = {
    "shop/__init__.py": "",
    "shop/core.py": "class CoreMeter:\n    def __init__(self, size):\n        self.size = size\n",
    "shop/user.py": "from shop.core import CoreMeter\n\nMETER = CoreMeter(3)\n",
    "shop/meters.py": "class Meter:\n    def __init__(self):\n        self.seen = []\n",
    "shop/desk.py": "from shop.meters import Meter as CoreMeter\n\n\n"
    "class Meter:\n    def __init__(self):\n        self.core = CoreMeter()\n",
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, False),
        ({"shop/desk.py": _METERS["shop/desk.py"].replace("class Meter", "class Desk")}, True),
        ({"shop/desk.py": _METERS["shop/desk.py"].replace("CoreMeter()", "CoreMeter(4)")}, True),
        ({"shop/web.py": "from shop.desk import CoreMeter\n\nMETER = CoreMeter()\n"}, True),
    ],
)
def test_a_module_that_has_the_name_itself_needs_another_for_what_it_imports(
    tmp_path: Path, changed: dict[str, str], *, told: bool
) -> None:
    report = check_world(_METERS | changed, tmp_path, select=("misleading-alias",))

    assert bool(report.findings) == told
