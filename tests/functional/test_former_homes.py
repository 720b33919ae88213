"""How loudly a former home is told of."""

from pathlib import Path

import pytest

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
