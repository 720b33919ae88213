"""A folder that was copied is one finding, and nothing of what its files hold."""

from pathlib import Path

import pytest

from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import investigate
from ssotlint.model.report import Finding
from tests.worlds import write

NAMES = ("bills", "carts", "dues", "fees", "gifts", "hires", "loans", "notes", "orders", "taxes")


def module(name: str, more: str = "") -> str:
    """A file that says what no file of another name says."""
    return f"""
from shop.core import database

LIMIT = {len(name)}


def load_{name}(path):
    rows = database.{name}(path)
    chosen = [row for row in rows if row["{name}_paid"]]
    return sorted(chosen, key=lambda row: row["{name}_date"])


def total_{name}(found, today):
    amount = 0
    for {name[:-1]} in found:
        if {name[:-1]}["{name}_due"] < today:
            amount += {name[:-1]}["{name}_price"] * LIMIT
    return amount


class {name.title()}:
    def __init__(self, {name}):
        self.{name} = {name}

    def late(self, today):
        if not self.{name}:
            raise LookupError("{name}")
        return [one for one in self.{name} if one["{name}_due"] < today]
{more}"""


def tree(folder: str, names: tuple[str, ...] = NAMES, **edited: str) -> dict[str, str]:
    """A package of modules; ``edited`` are texts that some of them have besides."""
    files = {f"{folder}/{name}.py": module(name, edited.get(name, "")) for name in names}
    return {f"{folder}/__init__.py": "", **files}


USED = {"main.py": "from shop.orders import load_orders\n"}


def found(root: Path, files: dict[str, str], **asked: object) -> list[Finding]:
    """The findings of a small project, those about paths of imports aside."""
    write(root, files)
    request = Request(
        paths=(root,), root=root, jobs=1, use_cache=False,
        ignore=("imports", "factories"), **asked,  # type: ignore[arg-type]
    )  # fmt: skip
    report = investigate(open_project(request), request)
    assert not report.faults
    return list(report.findings)


def rows(findings: list[Finding]) -> list[tuple[str, str, str]]:
    """Rule, severity and message of each."""
    return [(f.rule, f.severity.value, f.message) for f in findings]


EQUAL = "(11 files, 11 equal, 100% alike)"


@pytest.mark.parametrize("folder", ["backup/shop", "old/shop", "shop_backup", "shop.bak"])
def test_a_backup_is_one_note(tmp_path: Path, folder: str) -> None:
    files = {**tree("shop"), **tree(folder), **USED}

    assert rows(found(tmp_path, files)) == [
        ("duplicate-module", "note", f"{folder}/ repeats shop/ {EQUAL}")
    ]


@pytest.mark.parametrize("folder", ["shop_v2", "shop_new", "shop/next"])
def test_a_twin_beside_or_inside_is_one_warning(tmp_path: Path, folder: str) -> None:
    files = {**tree("shop"), **tree(folder), **USED}

    assert rows(found(tmp_path, files)) == [
        ("duplicate-module", "warning", f"{folder}/ repeats shop/ {EQUAL}")
    ]


def test_it_names_what_was_edited_what_is_lacking_and_what_is_new(tmp_path: Path) -> None:
    late = "\n\ndef late(found, today):\n    return [one for one in found if one.due < today]\n"
    copy = tree("shop_v2", NAMES[:8], bills=late) | {"shop_v2/extra/more.py": module("mores")}
    files = {**tree("shop"), **copy, **USED}

    (finding,) = found(tmp_path, files)

    assert finding.message.startswith("shop_v2/ repeats shop/ (10 files, 8 equal, 1 edited, ")
    assert finding.message.endswith(
        "edits `bills.py`; lacks `orders.py`; lacks `taxes.py`; adds `extra/`"
    )


def test_what_a_copied_tree_adds_is_looked_at(tmp_path: Path) -> None:
    files = {
        **tree("shop"), **tree("shop_v2"), **USED,
        "shop_v2/own.py": module("owners"), "shop_v2/mine.py": module("owners"),
    }  # fmt: skip

    messages = [f.message for f in found(tmp_path, files) if f.rule == "duplicate-module"]

    assert len(messages) == 2
    assert "shop_v2/own.py repeats shop_v2/mine.py (100% alike)" in messages


def test_three_copies_are_one_group(tmp_path: Path) -> None:
    files = {**tree("shop"), **tree("shop_v2"), **tree("shop_v3"), **USED}

    findings = found(tmp_path, files)

    assert [f.message for f in findings] == [
        f"shop_v2/ repeats shop/ {EQUAL}", f"shop_v3/ repeats shop/ {EQUAL}"
    ]  # fmt: skip
    assert {f.group for f in findings} == {findings[0].group}


def test_a_part_of_a_tree_is_a_copy_of_it(tmp_path: Path) -> None:
    files = {**tree("app/shop"), **tree("app/kiosk", NAMES[:7]), "app/__init__.py": ""}
    files |= {f"app/kiosk/{name}.py": module(f"other{name}s") for name in ("x", "y", "z")}
    files["app/use.py"] = "from app.shop.orders import load_orders\n"

    (finding,) = found(tmp_path, files)

    assert finding.message.startswith("app/kiosk/ repeats app/shop/ (11 files, 8 equal, ")


def test_a_few_files_of_many_are_copies_by_themselves(tmp_path: Path) -> None:
    files = {**tree("app/shop"), **tree("app/kiosk", NAMES[:2]), "app/__init__.py": ""}
    files |= {f"app/kiosk/{name}.py": module(f"other{name}s") for name in NAMES[2:]}

    assert [f.message for f in found(tmp_path, files)] == [
        f"app/shop/{name}.py repeats app/kiosk/{name}.py (100% alike)" for name in NAMES[:2]
    ]


def test_nested_trees_are_told_at_the_top(tmp_path: Path) -> None:
    parts = {"": NAMES[:3], "/stock": NAMES[3:6], "/stock/deep": NAMES[6:]}
    files = dict(USED)
    for part, names in parts.items():
        files |= tree(f"shop{part}", names) | tree(f"shop_v2{part}", names)

    assert [f.message for f in found(tmp_path, files)] == [
        "shop_v2/ repeats shop/ (13 files, 13 equal, 100% alike)"
    ]


def test_a_backup_of_several_folders_is_one(tmp_path: Path) -> None:
    files = {**tree("shop"), **tree("tools", ("pumps", "wires")), **USED}
    files |= {f"backup/2025/{path}": text for path, text in files.items() if "/" in path}

    assert [f.message for f in found(tmp_path, files)] == [
        "backup/2025/ repeats ./ (14 files, 14 equal, 100% alike)"
    ]


def test_a_backup_of_tests_is_told_too(tmp_path: Path) -> None:
    tests = tree("tests", ("test_bills", "test_carts", "test_dues"))
    files = {**tree("shop"), **tests, **{f"backup/{path}": text for path, text in tests.items()}}

    assert [f.message for f in found(tmp_path, files)] == [
        "backup/tests/ repeats tests/ (4 files, 4 equal, 100% alike)"
    ]


def test_a_vendored_copy_of_our_own_is_a_note(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "", **tree("app/shop"), **tree("app/vendor/shop"),
        "app/vendor/__init__.py": "", "app/use.py": "from app.shop.orders import load_orders\n",
    }  # fmt: skip

    assert rows(found(tmp_path, files)) == [
        ("duplicate-module", "note", f"app/vendor/shop/ repeats app/shop/ {EQUAL}")
    ]


def test_roots_of_one_domain_are_one_place(tmp_path: Path) -> None:
    config = (
        '[tool.ssotlint]\nsrc = ["web/src", "jobs/src"]\n[tool.ssotlint.domains]\none = ["**"]\n'
    )
    files = {
        "pyproject.toml": config, **tree("web/src/shop"), **tree("jobs/src/trade"),
        "web/src/use.py": "from shop.orders import load_orders\n",
    }  # fmt: skip

    assert [f.message for f in found(tmp_path, files)] == [
        f"jobs/src/trade/ repeats web/src/shop/ {EQUAL}"
    ]


def test_services_may_be_twins_unless_asked(tmp_path: Path) -> None:
    files = {**tree("billing/shop"), **tree("mailing/shop")}
    files |= {"billing/__init__.py": "", "mailing/__init__.py": ""}
    assert found(tmp_path, files) == []

    config = {"pyproject.toml": "[tool.ssotlint]\ncross-domain = true\n"}

    assert rows(found(tmp_path, files | config)) == [
        ("duplicate-module", "note", "mailing/ repeats billing/ (12 files, 12 equal, 100% alike)")
    ]


def test_imports_that_lead_into_the_copy_are_no_edits(tmp_path: Path) -> None:
    copy = {
        path: text.replace("shop.core", "shop_v2.core") for path, text in tree("shop_v2").items()
    }

    assert [f.message for f in found(tmp_path, {**tree("shop"), **copy, **USED})] == [
        f"shop_v2/ repeats shop/ {EQUAL}"
    ]


def test_without_the_rule_the_parts_are_told(tmp_path: Path) -> None:
    files = {**tree("shop", NAMES[:2]), **tree("shop/kiosk", NAMES[:2]), **USED}
    write(tmp_path, files)

    findings = found(tmp_path, files, select=("duplicate-class",))

    assert [f.rule for f in findings] == ["duplicate-class"] * 2


def test_it_is_silenced_above_the_package(tmp_path: Path) -> None:
    silence = "# ssotlint: ignore-file[duplicate-module] -- kept until March\n"
    files = {**tree("shop"), **tree("shop_v2"), **USED, "shop_v2/__init__.py": silence}

    assert found(tmp_path, files) == []


def test_a_file_that_says_something_else_is_not_alike_in_full(tmp_path: Path) -> None:
    text = module("owners") + "\n\ndef main():\n    print('{0}')\n"
    files = {"shop/one.py": text.format("Ready"), "shop/two.py": text.format("[OK] Ready")}

    (message,) = (f.message for f in found(tmp_path, files) if f.rule == "duplicate-module")

    assert message.endswith("(99% alike); edits `main`")
