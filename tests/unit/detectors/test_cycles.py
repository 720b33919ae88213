"""Which circles are told, and where they are to be cut."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world

ROUTED = "from shop.api import routes\n\n\n@routes.get('/')\ndef show(): return []\n"
MAKES = "from framework import Routes\n\nroutes = Routes('api')\n"
LOADS = "from shop.api import carts\n"


def told(root: Path, files: dict[str, str]) -> list[str]:
    report = check_world({"shop/__init__.py": "", **files}, root, select=["import-cycle"])
    return [f"{f.place.path}:{f.place.line}" for f in report.findings]


def test_a_package_may_load_what_registers_with_what_it_has_made(tmp_path: Path) -> None:
    files = {"shop/api/__init__.py": f"{MAKES}\n{LOADS}", "shop/api/carts.py": ROUTED}
    assert told(tmp_path, files) == []


@pytest.mark.parametrize(
    ("package", "module"),
    [
        pytest.param(f"{LOADS}\n{MAKES}", ROUTED, id="made below the import: it crashes"),
        pytest.param(
            f"def routes(f): return f\n\n\n{LOADS}", ROUTED.replace(".get('/')", ""),
            id="a decorator that registers with nothing",
        ),
        pytest.param(
            f"{MAKES}class Price: ...\n\n\n{LOADS}", ROUTED.replace("routes\n", "routes, Price\n"),
            id="not only what it decorates with",
        ),
    ],
)  # fmt: skip
def test_other_decorators_excuse_no_circle(tmp_path: Path, package: str, module: str) -> None:
    files = {"shop/api/__init__.py": package, "shop/api/carts.py": module}
    assert told(tmp_path, files) == ["shop/api/carts.py:1"]


def test_what_a_package_does_not_have_closes_no_circle(tmp_path: Path) -> None:
    carts = "try:\n    from shop.api import speedups\nexcept ImportError:\n    speedups = None\n"
    files = {"shop/api/__init__.py": "from shop.api.carts import speedups as fast\n"}
    assert told(tmp_path / "missing", {**files, "shop/api/carts.py": carts}) == []

    there = {**files, "shop/api/carts.py": carts.replace("speedups\n", "PRICE\n", 1)}
    there["shop/api/__init__.py"] += "PRICE = 1\n"
    assert told(tmp_path / "there", there) == ["shop/api/carts.py:2"]


def test_it_is_cut_where_a_module_takes_from_its_package_what_it_could_have_beside_it(
    tmp_path: Path,
) -> None:
    files = {
        "shop/api/__init__.py": "from shop.api.a_form import Form\nfrom shop.api.base import Base\n",
        "shop/api/a_form.py": "from shop.api.b_field import Field\n\nclass Form: field = Field\n",
        "shop/api/b_field.py": "from shop.api.c_text import Text\n\nclass Field: text = Text\n",
        "shop/api/c_text.py": "from shop.api import Base\n\nclass Text(Base): ...\n",
        "shop/api/base.py": "class Base: ...\n",
    }
    assert told(tmp_path, files) == ["shop/api/c_text.py:1"]
