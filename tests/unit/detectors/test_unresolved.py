"""Which imports are said to fail."""

from pathlib import Path

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


def test_a_comment_for_another_linter_counts_from_its_line_on(tmp_path: Path) -> None:
    said = "# pylint: disable=import-error, invalid-name\n"
    files = {"shop/__init__.py": "", "shop/built.py": f"{said}\nfrom shop.core import run\n"}
    assert check_world(files, tmp_path / "above").findings == ()

    files["shop/built.py"] = f"from shop.core import run\n\n{said}"
    (finding,) = check_world(files, tmp_path / "below").findings
    assert finding.rule == "unresolved-import"


def test_who_compiles_what_it_cannot_import_knows_that_it_lacks(tmp_path: Path) -> None:
    tried = "try:\n    from shop import speed_cpu\nexcept:\n    speed_cpu = {}\n"
    load = "from torch.utils import cpp_extension\n\n"
    built = load + tried.format("cpp_extension.load('speed_cpu', ['speed.cpp'])")
    files = {"shop/__init__.py": "", "shop/fast.py": built}
    assert check_world(files, tmp_path / "built").findings == ()

    files["shop/fast.py"] = tried.format("None")
    (finding,) = check_world(files, tmp_path / "lacks").findings
    assert finding.rule == "unresolved-import"


def test_a_file_for_a_release_asks_for_what_that_has(tmp_path: Path) -> None:
    late = "def run():\n    from shop.tills import Till\n\n    return Till\n"
    early = "from shop.tills import Till\n\nprint(Till)\n"

    def told(path: str, text: str) -> list[str]:
        files = {"shop/__init__.py": "", "bench/__init__.py": "", path: text}
        name = path.replace("/", "-") + text[:3]
        return [f.place.path for f in check_world(files, tmp_path / name).findings]

    assert told("bench/v14.py", late) == []
    for path, text in (("bench/v14.py", early), ("bench/till.py", late), ("shop/v14.py", late)):
        assert told(path, text) == [path]
