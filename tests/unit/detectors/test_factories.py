"""Which factories of one name are said to conflict."""

from collections.abc import Mapping
from pathlib import Path

from ssotlint.detectors import factories
from ssotlint.detectors.view import View
from ssotlint.model.case import Case
from tests.worlds import draw

RETRY = """
class RetryWrapper: ...
def get_retry_wrapper(name): return RetryWrapper()
"""
OTHER_RETRY = """
class RetryWrapper: ...
async def get_retry_wrapper(name, limit): return RetryWrapper()
"""


def _cases(root: Path, files: Mapping[str, str]) -> list[Case]:
    world = draw(root, files)
    view = View(world.index, world.graph, world.config)
    return list(factories.detect(view, factories.FactoryOptions()))


def test_two_modules_with_unlike_factories_of_one_name_conflict(tmp_path: Path) -> None:
    use = "from shop.{} import get_retry_wrapper\nget_retry_wrapper('x')\n"
    files = {
        "shop/retry.py": RETRY,
        "shop/again.py": OTHER_RETRY,
        "app/one.py": use.format("retry"),
        "app/two.py": use.format("again"),
    }

    assert [case.subject for case in _cases(tmp_path, files)] == ["get_retry_wrapper"]


def test_a_module_in_the_shadow_of_a_package_conflicts_with_nothing(tmp_path: Path) -> None:
    """Only one of them can be imported: nobody can take the one for the other."""
    files = {
        "shop/__init__.py": "",
        "shop/retry.py": RETRY,
        "shop/retry/__init__.py": OTHER_RETRY,
        "app/one.py": "from shop.retry import get_retry_wrapper\nget_retry_wrapper('x', 3)\n",
    }

    assert _cases(tmp_path, files) == []


def test_a_stub_for_a_failed_import_conflicts_with_nothing(tmp_path: Path) -> None:
    stub = OTHER_RETRY.strip().replace("\n", "\n    ")
    use = "from shop.{} import get_retry_wrapper\nget_retry_wrapper('x')\n"
    files = {
        "shop/retry.py": RETRY,
        "shop/facade.py": "try:\n    from shop.retry import get_retry_wrapper\n"
        f"except ImportError:\n    {stub}\n",
        "app/one.py": use.format("retry"),
        "app/two.py": use.format("facade"),
    }

    assert _cases(tmp_path, files) == []


def test_parts_of_two_designs_are_called_alike_on_purpose(tmp_path: Path) -> None:
    one = "class PriceTag:\n    def __init__(self, price, unit): ...\n"
    other = "class PriceTag:\n    def __init__(self, price, unit, tax): ...\n"
    use = "from shop.{} import PriceTag\nPriceTag(1, 'EUR'{})\n"

    def names(first: str, second: str, folder: str) -> list[str]:
        files = {
            f"shop/{first.replace('.', '/')}.py": one,
            f"shop/{second.replace('.', '/')}.py": other,
            "app/one.py": use.format(first, ""),
            "app/two.py": use.format(second, ", 2"),
        }
        return [case.subject for case in _cases(tmp_path / folder, files)]

    assert names("web.tags", "paper.tags", "parallel") == []
    assert names("web.tags", "paper.labels", "elsewhere") == ["PriceTag"]
