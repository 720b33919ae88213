"""Roots that hold a package of one name, as services do: each speaks of its own."""

from pathlib import Path

from ssotlint.engine.session import check_world

GATHERED = """def gathered(orders, limit, rates):
    found = {}
    for order in orders:
        if order.total > limit and order.country in rates:
            known = found.setdefault(order.country, [])
            known.append(order.total * rates[order.country])
    total = sum(max(rows) for rows in found.values() if rows)
    for country, rows in sorted(found.items()):
        print(country, len(rows), min(rows), total)
    return total, sorted(found)
"""
OTHER = GATHERED.replace("max(rows)", "min(rows)")
DECLARED = "# ssotlint: copy-of shop.text.gathered\n"
PACKAGES = {"one/shop/__init__.py": "", "two/shop/__init__.py": ""}
RULES = ["duplication", "hygiene"]


def test_what_one_lacks_is_no_gap_of_the_other(tmp_path: Path) -> None:
    user = "from shop.till import opened\nfrom shop.gone import x\n"
    files = {f"{root}/shop/{name}": text for root in ("one", "two")
             for name, text in {"till.py": "drawer = []\n", "user.py": user}.items()}  # fmt: skip

    report = check_world(PACKAGES | files, tmp_path, select=["unresolved-import"])

    assert [len(group.members) for group in report.groups.values()] == [1] * 4
    assert not any("imports of it are left" in one.message for one in report.findings)


def test_what_the_other_has_is_no_import_that_works(tmp_path: Path) -> None:
    files = {
        "one/shop/till.py": "def opened():\n    pass\n", "two/shop/till.py": "drawer = []\n",
        "two/shop/user.py": "from shop.till import opened\n",
    }  # fmt: skip

    (one,) = check_world(PACKAGES | files, tmp_path, select=["unresolved-import"]).findings

    assert one.message.endswith("one/shop/till.py has it, under another root")
    assert "likely" not in one.remedy


def test_a_declared_copy_is_held_against_the_original_of_its_root(tmp_path: Path) -> None:
    files = {
        "one/shop/text.py": OTHER, "two/shop/text.py": GATHERED,
        "two/shop/copy.py": DECLARED + GATHERED,
    }  # fmt: skip

    assert check_world(PACKAGES | files, tmp_path, select=RULES).findings == ()


def test_what_the_other_root_has_may_be_declared_under_its_own_name(tmp_path: Path) -> None:
    for copy, original in (("one", "two"), ("two", "one")):
        files = {
            f"{copy}/shop/text.py": DECLARED + GATHERED, f"{original}/shop/text.py": OTHER,
        }  # fmt: skip

        (one,) = check_world(PACKAGES | files, tmp_path / copy, select=RULES).findings

        assert (one.rule, one.place.path) == ("diverged-copies", f"{copy}/shop/text.py")


def test_a_copy_that_one_declares_is_none_that_the_other_does(tmp_path: Path) -> None:
    renamed = GATHERED.replace("def gathered", "def taken")
    files = {
        "one/shop/text.py": GATHERED, "one/shop/copy.py": DECLARED + renamed,
        "two/shop/text.py": GATHERED, "two/shop/copy.py": renamed,
    }  # fmt: skip

    report = check_world(PACKAGES | files, tmp_path, select=RULES)

    assert {one.place.path.partition("/")[0] for one in report.findings} == {"two"}
