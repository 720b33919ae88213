"""Which imports are said to fail."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world


def test_what_lies_in_a_folder_that_is_not_read_may_be_there(tmp_path: Path) -> None:
    bundled = {
        f"shop/bundled/{name}": ""
        for name in ("__init__.py", "attrs-1.dist-info/METADATA", "rich-1.dist-info/METADATA")
    }
    orders = "from shop import bundled\nfrom shop.bundled import attrs\nfrom shop import sold\n"
    files = {"shop/__init__.py": "", "shop/orders.py": orders} | bundled

    (finding,) = check_world(files, tmp_path).findings

    assert finding.message.startswith("shop.sold does not exist")


def test_what_is_compiled_is_named_by_the_file_that_builds_it(tmp_path: Path) -> None:
    orders = "from shop.speed import add\nfrom shop.heat import warm\n"
    extension = 'EXTENSIONS = [Extension("shop.speed", ["src/speed.c"])]\n'
    files = {
        "shop/__init__.py": "",
        "shop/orders.py": orders,
        "shop/setup_package.py": extension,
        "shop/names.py": 'NAMES = ["shop.heat"]\n',
    }

    (finding,) = check_world(files, tmp_path).findings

    assert finding.message.startswith("shop.heat does not exist")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("from shop.core import run  # pylint: disable=import-error\n", False),
        ("from shop.core import run  # type: ignore[import-not-found]\n", False),
        ("from shop.core import (  # pyright: ignore[reportMissingImports]\n    run,\n)\n", False),
        ("from shop.core import run  # pylint: enable=import-error\n", True),
        ("# pylint: disable=import-error\nimport numpy\n\nfrom shop.core import run\n", True),
        ("# pylint: disable=import-error\nfrom shop.core import run\n", True),
    ],
)
def test_a_comment_for_another_linter_counts_in_its_statement(
    text: str, told: bool, tmp_path: Path
) -> None:
    report = check_world({"shop/__init__.py": "", "shop/built.py": text}, tmp_path)

    assert [f.rule for f in report.findings] == ["unresolved-import"] * told


def test_who_compiles_what_it_cannot_import_knows_that_it_lacks(tmp_path: Path) -> None:
    tried = "try:\n    from shop import speed_cpu\nexcept:\n    speed_cpu = {}\n"
    load = "from torch.utils import cpp_extension\n\n"
    built = load + tried.format("cpp_extension.load('speed_cpu', ['speed.cpp'])")
    files = {"shop/__init__.py": "", "shop/fast.py": built}
    assert check_world(files, tmp_path / "built").findings == ()

    for name, text in (("none", tried.format("None")), ("another", load + tried.format("None"))):
        files["shop/fast.py"] = text
        (finding,) = check_world(files, tmp_path / name).findings
        assert finding.rule == "unresolved-import"


def test_a_file_for_a_release_asks_for_what_that_has(tmp_path: Path) -> None:
    late = "def run():\n    from shop.tills import Till\n\n    return Till\n"
    early = "from shop.tills import Till\n\nprint(Till)\n"

    def told(path: str, text: str, beside: str = "v20") -> list[str]:
        folder = path.partition("/")[0]
        files = {f"{name}/__init__.py": "" for name in ("shop", folder)}
        files |= {path: text, f"{folder}/{beside}.py": ""}
        name = path.replace("/", "-") + text[:3] + beside
        return [f.place.path for f in check_world(files, tmp_path / name).findings]

    assert told("bench/v14.py", late) == []
    assert told("bench/v14.py", late, "other") == ["bench/v14.py"]
    places = ("bench/till.py", "shop/v14.py", "api/v14.py")
    for path, text in (("bench/v14.py", early), *((place, late) for place in places)):
        assert told(path, text) == [path]


def test_imports_that_fail_with_it_stand_in_the_order_of_their_lines(tmp_path: Path) -> None:
    early, late = "\n" * 8 + "import shop.orders\n", "\nimport shop.orders as orders\n"
    files = {
        "shop/__init__.py": "",
        "shop/orders.py": "from shop.lost import x\n",
        "shop/bills.py": early + late,
    }

    (finding,) = check_world(files, tmp_path).findings

    assert [one.place.line for one in finding.related] == [9, 11]


@pytest.mark.parametrize(
    ("statement", "cause"),
    [
        ("from shop.gone import clip", "the one definition of clip is shop.text.clip"),
        ("from shop.desk import clip", "the one definition of that name is shop.text.clip"),
    ],
)
def test_what_is_missing_is_told_with_the_name_that_is_defined_elsewhere(
    tmp_path: Path, statement: str, cause: str
) -> None:
    text = "def clip(text, limit):\n    return text[:limit]\n"
    files = {"shop/__init__.py": "", "shop/text.py": text, "shop/desk.py": "A = 1\n",
             "shop/use.py": f"{statement}\n\nprint(clip)\n"}  # fmt: skip
    (found,) = check_world(files, tmp_path, select=("unresolved-import",)).findings
    assert found.message.endswith(f"does not exist: {cause}")


@pytest.mark.parametrize(
    ("handler", "told"),
    [
        ("except ImportError as e:\n        assert 'moved' in str(e)", False),
        ("except ImportError as e:\n        self.assertIn('moved', str(e))", False),
        ("except ImportError as e:\n        assert order is None", True),
        ("except ImportError:\n        assert True", True),
        ("except ImportError as e:\n        print(e)", True),
    ],
)
def test_who_asserts_what_the_failure_says_expects_it(
    handler: str, told: bool, tmp_path: Path
) -> None:
    test = f"def test_old(self, order=None):\n    try:\n        from shop.old import x\n    {handler}\n"
    report = check_world({"shop/__init__.py": "", "tests/test_old.py": test}, tmp_path)

    assert [f.rule for f in report.findings] == ["unresolved-import"] * told


def test_what_is_asserted_of_a_failure_outside_of_tests_is_a_check(tmp_path: Path) -> None:
    text = "try:\n    from shop.old import x\nexcept ImportError as e:\n    assert e.name\n    x = None\n"
    report = check_world({"shop/__init__.py": "", "shop/new.py": text}, tmp_path)

    assert [f.rule for f in report.findings] == ["unresolved-import"]


_RIGHT, _OLD = "from shop.carts import Cart", "from shop.baskets import Cart"


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        pytest.param("tests/test_paths.py", (_RIGHT, _OLD), False, id="tries both"),
        pytest.param("tests/test_paths.py", ("pass", _OLD), True, id="only the old one"),
        pytest.param("shop/paths.py", (_RIGHT, _OLD), True, id="no test"),
    ],
)
def test_a_test_may_try_the_paths_that_a_name_had(
    path: str, body: tuple[str, str], *, told: bool, tmp_path: Path
) -> None:
    one, other = body
    text = (
        "def test_paths(which):\n    try:\n        if which:\n"
        f"            {one}\n        else:\n            {other}\n"
        "        return Cart()\n    except Exception:\n        return None\n"
    )
    files = {"shop/__init__.py": "", "shop/carts.py": "class Cart:\n    lines = ()\n", path: text}

    assert bool(check_world(files, tmp_path, select=("unresolved-import",)).findings) == told


def test_a_fallback_that_is_gone_is_told_in_a_test_too(tmp_path: Path) -> None:
    text = (
        "def test_cart():\n    try:\n"
        f"        {_RIGHT}\n    except ImportError:\n        {_OLD}\n    assert Cart()\n"
    )
    files = {
        "shop/__init__.py": "",
        "shop/carts.py": "class Cart:\n    lines = ()\n",
        "tests/test_cart.py": text,
    }

    (finding,) = check_world(files, tmp_path, select=("unresolved-import",)).findings
    assert finding.severity.value == "note"
