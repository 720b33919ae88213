"""Which decorators keep the result of a function: those of functools, however they are imported."""

from pathlib import Path

import pytest

from ssotlint.graph.known import Known
from tests.worlds import draw


@pytest.mark.parametrize(
    ("head", "decorator", "cache"),
    [
        ("import functools", "functools.cache", "functools.cache"),
        ("from functools import lru_cache", "lru_cache(maxsize=1)", "lru_cache"),
        ("from functools import cache as once", "once", "once"),
        ("from shop.regions import region", "region.cache", ""),
        ("from dogpile import cache", "cache", ""),
        ("def cache(function): ...", "cache", ""),
    ],
)
def test_a_cache_is_one_of_functools(head: str, decorator: str, cache: str, tmp_path: Path) -> None:
    text = f"{head}\n@{decorator}\ndef get_stock(): ...\n"
    world = draw(tmp_path, {"shop/stock.py": text, "shop/regions.py": "region = make()\n"})
    module = world.index.by_path["shop/stock.py"]
    position = [row.name for row in module.surface.definitions].index("get_stock")

    assert world.graph.callees.callables.cache(Known(module, position)) == cache
