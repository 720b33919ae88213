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
