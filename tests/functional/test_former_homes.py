"""How loudly a former home is told of."""

from pathlib import Path
from typing import cast

import pytest

from ssotlint.detectors.forwarders import ForwardersEvidence
from ssotlint.engine.session import check_world
from ssotlint.model.severity import Severity

MONEY = {"shop/__init__.py": "", "shop/money.py": "class Price:\n    pass\n"}
WARNS = 'import warnings\n\nwarnings.warn("import shop.money", DeprecationWarning, stacklevel=2)\n'


@pytest.mark.parametrize(
    ("warns", "severity", "remedy"),
    [
        (WARNS, Severity.NOTE, "Delete it when nobody outside needs it any more: "),
        ("", Severity.WARNING, "Delete it: "),
    ],
)
def test_what_warns_those_who_are_not_here_is_a_note(
    tmp_path: Path, warns: str, severity: Severity, remedy: str
) -> None:
    prices = f'"""Old home of Price."""\n\n{warns}from shop.money import Price\n'
    report = check_world({**MONEY, "shop/prices.py": prices}, tmp_path, select=("reexport-shim",))
    (finding,) = report.findings
    assert finding.severity is severity
    assert finding.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("", 0, id="it lists what there is"),
        pytest.param("\nfrom rates import show\n\nshow(Price0)\n", 1, id="it works with it"),
    ],
)
def test_who_does_something_with_what_it_takes_is_an_importer(
    tmp_path: Path, text: str, left: int
) -> None:
    old = {
        f"shop/old{n}.py": f'"""Old home of Price{n}."""\n\nfrom shop.money import Price{n}\n'
        for n in range(3)
    }
    money = "".join(f"class Price{n}:\n    pass\n\n\n" for n in range(3))
    every = "".join(f"from shop.old{n} import Price{n}\n" for n in range(3))
    world = {**MONEY, "shop/money.py": money, **old, "shop/every.py": every + text}
    found = check_world(world, tmp_path, select=("reexport-shim",)).findings
    assert [cast("ForwardersEvidence", f.evidence).left for f in found] == [left] * 3 * left


def test_a_group_lists_who_is_left_and_a_remedy_the_first_of_them(tmp_path: Path) -> None:
    old = (
        '"""Old home of Price."""\n\nfrom shop.money import Price\nfrom shop.notes import HINT\n\n'
        '__all__ = ["Price"]\n'
    )
    users = {f"shop/user{n}.py": "from shop.old import Price\n" for n in range(9)}
    world = {**MONEY, "shop/notes.py": "HINT = 'shop'\n", "shop/old.py": old, **users}
    (finding,) = check_world(world, tmp_path, select=("reexport-shim",)).findings
    assert "shop.user5, 3 more to shop.money, then delete it" in finding.remedy
    assert finding.message.endswith("names of shop.money; 9 importers are left")


@pytest.mark.parametrize(
    ("why", "user", "found"),
    [
        ("older shop models name this path", "", 0),
        ("older shop models name this path", "from shop.old import Price\n", 1),
        ("older shops name this path", "", 1),
    ],
)
def test_a_path_that_saved_things_name_is_not_idle(
    tmp_path: Path, why: str, user: str, found: int
) -> None:
    old = (
        f"# Kept for backward compatibility: {why}. It will be removed soon.\n"
        "from shop.money import Price\n"
    )
    world = {**MONEY, "shop/old.py": old, "shop/user.py": user}
    assert len(check_world(world, tmp_path, select=("reexport-shim",)).findings) == found


@pytest.mark.parametrize("starred", ["", "*"])
def test_who_takes_a_name_from_one_of_two_modules_is_a_former_home(
    tmp_path: Path, starred: str
) -> None:
    old = (
        f'"""Old home of Price."""\n\ntry:\n    from shop.money import Price\n'
        f"except{starred} ImportError:\n    from shop.coins import Price\n"
    )
    world = {**MONEY, "shop/prices.py": old, "shop/use.py": "from shop.prices import Price\n"}
    report = check_world(world, tmp_path, select=("reexport-shim",))
    assert [f.place.path for f in report.findings] == ["shop/prices.py"]
