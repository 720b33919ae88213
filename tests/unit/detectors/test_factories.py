"""Which factories of one name are said to conflict."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssotlint.detectors import factories
from ssotlint.detectors.view import View
from ssotlint.engine.session import check_world
from ssotlint.model.case import Case
from ssotlint.model.options import Allowing
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
    return list(factories.detect(view, Allowing()))


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


def _facade(stand_in: str) -> str:
    body = stand_in.strip().replace("\n", "\n    ")
    names = "RetryWrapper, get_retry_wrapper"
    return f"try:\n    from shop.retry import {names}\nexcept ImportError:\n    {body}\n"


def test_what_stands_in_for_a_failed_import_must_be_called_in_the_same_way(tmp_path: Path) -> None:
    def found(folder: str, stand_in: str) -> list[str]:
        files = {
            "shop/retry.py": RETRY,
            "shop/facade.py": _facade(stand_in),
            "app/one.py": "from shop.retry import get_retry_wrapper\nget_retry_wrapper('x')\n",
            "app/two.py": "from shop.facade import get_retry_wrapper\nget_retry_wrapper('y')\n",
        }
        return [m.symbol for case in _cases(tmp_path / folder, files)
                for m in case.members if m.suspect]  # fmt: skip

    unlike = ["shop.facade.get_retry_wrapper"]
    assert found("coroutine", OTHER_RETRY) == unlike
    assert found("refusing", "def get_retry_wrapper(): return None") == unlike
    assert found("product", RETRY.replace("(name)", "(name=None)")) == unlike
    assert found("lenient", "def get_retry_wrapper(name=None): return None") == []
    assert found("any", "def get_retry_wrapper(*a, **k): return None") == []
    assert found("closed", "def get_retry_wrapper(): raise RuntimeError('no retries')") == []


def test_each_stand_in_is_compared_with_what_it_replaces(tmp_path: Path) -> None:
    files = {
        "shop/retry.py": RETRY,
        "shop/again.py": RETRY.replace("(name)", "(name, limit)"),
        "shop/facade.py": _facade("def get_retry_wrapper(): return None"),
        "app/one.py": "from shop.again import get_retry_wrapper\nget_retry_wrapper('x', 2)\n",
        "app/two.py": "from shop.again import get_retry_wrapper\nget_retry_wrapper('y', 2)\n",
        "app/six.py": "from shop.retry import get_retry_wrapper\nget_retry_wrapper('z')\n",
    }

    owners = {
        m.symbol: case.members[0].symbol
        for case in _cases(tmp_path, files) for m in case.members if m.suspect
    }  # fmt: skip

    assert owners == {
        "shop.retry.get_retry_wrapper": "shop.again.get_retry_wrapper",
        "shop.facade.get_retry_wrapper": "shop.retry.get_retry_wrapper",
    }


def test_two_examples_of_a_library_are_two_programs(tmp_path: Path) -> None:
    use = "from {0} import create_web_app\ncreate_web_app()\n"
    files = {
        "src/webs/__init__.py": "class WebApp: ...\n",
        "examples/one/src/shop/__init__.py": "from webs import WebApp\n"
        "def create_web_app(): return WebApp()\n",
        "examples/one/src/main.py": use.format("shop"),
        "examples/two/src/blog/__init__.py": "from webs import WebApp\n"
        "def create_web_app(settings=None): return WebApp()\n",
        "examples/two/src/main.py": use.format("blog"),
    }

    assert _cases(tmp_path, files) == []


def test_a_service_and_its_client_that_are_installed_apart_never_meet(tmp_path: Path) -> None:
    """Whoever ties them by an import can take the one for the other."""
    tag = "class PriceTag:\n    def __init__(self, price, unit, tax{}): ...\n"
    use = "from {} import PriceTag\nPriceTag(1, 'EUR', 2{})\n"
    files = {
        "libs/shop/pyproject.toml": "",
        "libs/shop/shop/__init__.py": "",
        "libs/shop/shop/tags.py": tag.format(", shelf"),
        "libs/shop/shop/desk.py": use.format("shop.tags", ", 3"),
        "libs/till/pyproject.toml": "",
        "libs/till/till/__init__.py": "",
        "libs/till/till/prices.py": tag.format(""),
        "libs/till/till/menu.py": use.format("till.prices", ""),
    }
    tie = {"libs/till/till/signs.py": "from shop.desk import PriceTag\n"}

    assert _cases(tmp_path / "apart", files) == []
    assert [c.subject for c in _cases(tmp_path / "tied", {**files, **tie})] == ["PriceTag"]


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


def test_only_what_looks_up_a_name_that_outlives_the_call_is_suspected_of_sharing(
    tmp_path: Path,
) -> None:
    def suspected(folder: str, body: str, head: str = "", given: str = "session") -> bool:
        looked_up = f"def get_stock_service({given}) -> StockService:\n    {body}\n"
        files = {
            "shop/stock.py": "class StockService: ...\n",
            "shop/one.py": f"from shop.stock import StockService\n{head}\n{looked_up}",
            "shop/two.py": "from shop.stock import StockService\n"
            f"def get_stock_service({given}) -> StockService:\n    return StockService()\n",
            "app/a.py": "from shop.one import get_stock_service\nget_stock_service(1)\n",
            "app/b.py": "from shop.two import get_stock_service\nget_stock_service(1)\n",
        }
        return bool(_cases(tmp_path / folder, files))

    assert suspected("module", "return service", "service = load()")
    assert suspected("attribute", "return state.service", "import state")
    assert suspected("star", "return service", "from shop.state import *")
    assert suspected("application", "return session.app.state.service")
    assert suspected("given", "return app.state.service", given="app")

    unpacked = "service, created = session.get_or_create(StockService)\n    return service"
    assert not suspected("unpacked", unpacked)
    assert not suspected("loop", "for service, age in session.all(StockService):\n"
                         "        return service")  # fmt: skip
    assert not suspected("request", "return session.state.service")
    assert not suspected("passed", "return session")


def test_who_calls_by_position_need_not_know_what_parameters_are_called(tmp_path: Path) -> None:
    wrapper = "def get_retry_wrapper({}): return RetryWrapper()\n"
    use = "from shop.{} import get_retry_wrapper\nget_retry_wrapper({}'x')\n"

    def found(folder: str, said: str) -> list[str]:
        files = {
            "shop/retry.py": "class RetryWrapper: ...\n" + wrapper.format("name"),
            "shop/again.py": "from shop.retry import RetryWrapper\n" + wrapper.format("title"),
            "app/one.py": use.format("retry", said),
            "app/two.py": use.format("again", ""),
        }
        return [case.subject for case in _cases(tmp_path / folder, files)]

    assert found("placed", "") == []
    assert found("named", "name=") == ["get_retry_wrapper"]


def _events(*names: str) -> str:
    rows = "".join(
        f"@dataclass\nclass {n}:\n    at: int\n    by: int\n    {{}}: int\n" for n in names
    )
    return "from dataclasses import dataclass\n" + rows


def test_two_vocabularies_beside_each_other_are_two(tmp_path: Path) -> None:
    def found(folder: str, *names: str) -> list[str]:
        events = _events(*names)
        files = {
            "shop/__init__.py": "",
            "shop/orders.py": events.format(*["order"] * len(names)),
            "shop/visits.py": events.format(*["visit"] * len(names)),
        }
        for part, word in (("orders", "order"), ("visits", "visit")):
            calls = "".join(f"{n}(at=1, by=2, {word}=3)\n" for n in names)
            files[f"app/{part}.py"] = f"from shop.{part} import {', '.join(names)}\n{calls}"
        return [case.subject for case in _cases(tmp_path / folder, files)]

    assert found("one", "StartEvent") == ["StartEvent"]
    assert found("four", "StartEvent", "EndEvent", "PauseEvent", "FailEvent") == []


def test_what_is_sent_is_not_what_is_made_of_it(tmp_path: Path) -> None:
    head = "from dataclasses import dataclass\nfrom typing import TypedDict\n"
    row = "class MediaGalleryItem{}:\n    url: str\n    text: str\n    {}: bool\n"
    use = "from shop.{} import MediaGalleryItem\nMediaGalleryItem(url='', text='', {}=True)\n"

    def found(folder: str, sent: str) -> list[str]:
        files = {
            "shop/items.py": f"{head}@dataclass\n{row.format('', 'hidden')}",
            "shop/sent.py": f"{head}{sent}",
            "app/one.py": use.format("items", "hidden"),
            "app/two.py": use.format("sent", "spoiler"),
        }
        return [case.subject for case in _cases(tmp_path / folder, files)]

    assert found("sent", row.format("(TypedDict)", "spoiler")) == []
    assert found("made", "@dataclass\n" + row.format("", "spoiler")) == ["MediaGalleryItem"]


def test_what_is_shipped_for_tests_meets_what_is_not_where_somebody_takes_both(
    tmp_path: Path,
) -> None:
    made = "class WebAnswer:\n    def __init__(self, body, headers=None, {}): ...\n"
    use = "from shop.{} import WebAnswer\n\n\ndef use():\n    return WebAnswer({})\n"

    def told(folder: str, part: str, **more: str) -> list[str]:
        files = {
            "shop/__init__.py": "",
            f"shop/{part}/__init__.py": "", f"shop/{part}/answers.py": made.format("code=1"),
            "shop/mail/__init__.py": "", "shop/mail/replies.py": made.format("*, kind"),
            "shop/mail/use.py": use.format("mail.replies", "'x', kind=2"),
            "tests/test_desk.py": use.format(f"{part}.answers", "'y', code=3"),
            "tests/test_mail.py": use.format("mail.replies", "'y', kind=3"),
        }  # fmt: skip
        files |= {path.replace("__", "/") + ".py": text for path, text in more.items()}
        return [case.subject for case in _cases(tmp_path / folder, files)]

    mail = "from shop.mail.replies import WebAnswer as Mailed\n\nMAILED = Mailed('z', kind=4)\n"
    both = f"from shop.testing.answers import WebAnswer\n{mail}\nWebAnswer('y', code=3)\n"
    assert told("for tests", "testing") == []
    assert told("both", "testing", tests__test_both=both) == ["WebAnswer"]
    assert told("beyond", "testing", shop__door=mail) == ["WebAnswer"]
    assert told("shipped", "desk") == ["WebAnswer"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('    """Deprecated: take that of shop.again."""\n', True),
        ('    """What tries again."""\n', False),
    ],
)
def test_that_the_most_used_one_is_deprecated_is_told(
    tmp_path: Path, line: str, *, told: bool
) -> None:
    use = "from shop.{} import get_retry_wrapper\n\n\nasync def run(): return {}\n"
    old = f"class RetryWrapper: ...\n\n\ndef get_retry_wrapper(name):\n{line}    return RetryWrapper()\n"
    calls = use.format("retry", "get_retry_wrapper('x')")
    files = {
        "shop/__init__.py": "",
        "shop/retry.py": old,
        "shop/again.py": OTHER_RETRY,
        "shop/one.py": calls,
        "shop/three.py": calls,
        "shop/two.py": use.format("again", "await get_retry_wrapper('x', 3)"),
    }
    (finding,) = check_world(files, tmp_path, select=("conflicting-factories",)).findings

    assert finding.symbol == "shop.again.get_retry_wrapper"
    assert ("the latter calls itself deprecated" in finding.message) == told
