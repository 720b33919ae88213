"""Where a name leads: re-exports, renames, conditions, and what cannot be known."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ssotlint.graph.resolution import Resolution, Status
from tests.worlds import draw

Resolve = Callable[[Mapping[str, str]], Resolution]
NAMESPACE = {
    "shop/cart.py": "class Cart: ...",
    "shop/desk.py": "from shop.cart import Cart\nfrom shop.core.rates import RATE",
}
"""A folder without ``__init__``, and an import of something that it does not hold."""


@pytest.fixture
def last_import(tmp_path: Path) -> Resolve:
    """The resolution of the last import of ``app.py`` (or of the file that comes last)."""

    def resolve(files: Mapping[str, str]) -> Resolution:
        world = draw(tmp_path, files)
        path = "app.py" if "app.py" in files else list(files)[-1]
        module = world.index.by_path[path]
        return world.graph.resolver.imported(module, module.surface.imports[-1])

    return resolve


def test_a_definition_is_its_own_origin(last_import: Resolve) -> None:
    answer = last_import({"shop.py": "class Cart: ...", "app.py": "from shop import Cart"})

    assert answer.symbol == "shop.Cart"
    assert [(s.module, s.line) for s in answer.chain] == [("shop", 1)]


def test_a_chain_of_renames_ends_at_the_definition(last_import: Resolve) -> None:
    answer = last_import({
        "origin.py": "class Cart: ...\nBasket = Cart",
        "facade.py": "from origin import Basket as Trolley",
        "app.py": "from facade import Trolley",
    })  # fmt: skip

    assert answer.symbol == "origin.Cart"
    assert [f"{s.module}.{s.name}" for s in answer.chain] == [
        "facade.Trolley", "origin.Basket", "origin.Cart",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("exports", "status"),
    [
        ("", Status.SYMBOL),
        ("__all__ = ['Cart']", Status.SYMBOL),
        ("__all__ = ['Other']\nOther = 1", Status.MISSING_NAME),
        ("__all__ = ['Other']\n__all__ += ['Cart']\nOther = 1", Status.SYMBOL),
    ],
)
def test_a_star_import_brings_what_all_lists(
    last_import: Resolve, exports: str, status: Status
) -> None:
    answer = last_import({
        "origin.py": f"class Cart: ...\n{exports}",
        "facade.py": "from origin import *",
        "app.py": "from facade import Cart",
    })  # fmt: skip

    assert answer.status is status


def test_a_star_import_brings_no_private_name(last_import: Resolve) -> None:
    answer = last_import({
        "origin.py": "_secret = 1",
        "facade.py": "from origin import *",
        "app.py": "from facade import _secret",
    })  # fmt: skip

    assert answer.status is Status.MISSING_NAME


def test_a_star_import_from_outside_may_bring_anything(last_import: Resolve) -> None:
    answer = last_import({
        "facade.py": "from somewhere_else import *",
        "app.py": "from facade import Cart",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


def test_of_several_star_imports_the_last_that_has_the_name_counts(last_import: Resolve) -> None:
    answer = last_import({
        "one.py": "Cart = 1",
        "two.py": "Cart = 2",
        "three.py": "Other = 3",
        "facade.py": "from one import *\nfrom two import *\nfrom three import *",
        "app.py": "from facade import Cart",
    })  # fmt: skip

    assert answer.symbol == "two.Cart"


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    from origin import Cart\nexcept ImportError:\n    Cart = None",
        "try:\n    from origin import Cart\nexcept ImportError:\n    class Cart: ...",
        "import typing\nfrom origin import Cart\nif typing.TYPE_CHECKING:\n    from other import Cart",
        "from contextlib import suppress\nwith suppress(ImportError):\n    from origin import Cart",
        "if True:\n    from origin import Cart",
        "import origin\nCart = origin.Cart",
        "import origin as o\nCart = o.Cart",
        "from origin import Cart\nCart = Cart",
    ],
)
def test_what_runs_counts_and_not_its_fallback(last_import: Resolve, text: str) -> None:
    answer = last_import({
        "origin.py": "class Cart: ...",
        "other.py": "class Cart: ...",
        "facade.py": text,
        "app.py": "from facade import Cart",
    })  # fmt: skip

    assert answer.symbol == "origin.Cart"


def test_a_fallback_counts_when_what_it_replaces_does_not_exist(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/facade.py":
            "try:\n    from shop.gone import Cart\nexcept ImportError:\n    class Cart: ...",
        "app.py": "from shop.facade import Cart",
    })  # fmt: skip

    assert answer.symbol == "shop.facade.Cart"
    assert not answer.certain


@pytest.mark.parametrize(
    "text",
    [
        "for Cart in (1, 2): ...",
        "with open('x') as Cart: ...",
        "try:\n    Cart = 1\nfinally:\n    pass",
        "if x := 1:\n    Cart = 1",
        "(Cart := 1)",
        "Cart, other = 1, 2",
        "def _load():\n    global Cart\n    Cart = 1",
        "while True:\n    Cart = 1",
        "import os as Cart",
        "match 1:\n    case 1:\n        Cart = 2",
        "async def Cart(): ...",
        "Cart: int = 1",
    ],
)
def test_whatever_binds_a_name_makes_it_exist(last_import: Resolve, text: str) -> None:
    answer = last_import({"shop.py": text, "app.py": "from shop import Cart"})

    assert not answer.is_missing


@pytest.mark.parametrize("text", ["", "Cart: int", "Cart = 1\ndel Cart", "def f():\n    Cart = 1"])
def test_a_name_that_nothing_binds_is_missing(last_import: Resolve, text: str) -> None:
    answer = last_import({"shop.py": text, "app.py": "from shop import Cart"})

    assert answer.status is Status.MISSING_NAME
    assert answer.missing == "shop.Cart"


@pytest.mark.parametrize(
    "text",
    [
        "def __getattr__(name): ...",
        "from lazy import attach\n__getattr__, __dir__, __all__ = attach(__name__)",
        "globals().update(make())",
        "import sys\nsys.modules[__name__] = make()",
        "exec(code)",
        "(((",
        "from zope.deprecation import moved\nmoved('shop.base', '7.0')",
    ],
)
def test_of_code_that_makes_names_nothing_is_claimed(last_import: Resolve, text: str) -> None:
    answer = last_import({"shop.py": text, "app.py": "from shop import Cart"})

    assert answer.status is Status.UNKNOWN


def test_a_name_for_type_checkers_alone_is_told_apart(last_import: Resolve) -> None:
    answer = last_import({
        "origin.py": "class Cart: ...",
        "facade.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
                     "    from origin import Cart",
        "app.py": "from facade import Cart",
    })  # fmt: skip

    assert answer.symbol == "origin.Cart"
    assert answer.typing_only


@pytest.mark.parametrize(
    "setting", ["facade.Cart = Cart", "def install():\n    facade.Cart = Cart"]
)
def test_a_name_that_another_module_sets_is_there_at_run_time(
    last_import: Resolve, setting: str
) -> None:
    answer = last_import({
        "origin.py": f"import facade\nclass Cart: ...\n{setting}",
        "facade.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
                     "    from origin import Cart",
        "app.py": "from facade import Cart",
    })  # fmt: skip

    assert answer.symbol == "origin.Cart"
    assert not answer.typing_only


def test_a_binding_of_the_package_wins_over_its_submodule(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "from shop.cart import cart",
        "shop/cart.py": "def cart(): ...",
        "app.py": "from shop import cart",
    })  # fmt: skip

    assert (answer.status, answer.symbol) == (Status.SYMBOL, "shop.cart.cart")


def test_a_package_that_imports_its_own_submodule_binds_that(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "from . import cart",
        "shop/cart.py": "",
        "app.py": "from shop import cart",
    })  # fmt: skip

    assert (answer.status, answer.symbol) == (Status.MODULE, "shop.cart")


def test_a_star_import_wins_over_a_submodule_of_that_name(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "from .impl import *",
        "shop/impl.py": "def cart(): ...",
        "shop/cart.py": "",
        "app.py": "from shop import cart",
    })  # fmt: skip

    assert answer.symbol == "shop.impl.cart"
    assert not answer.certain  # who asks while the package is loaded gets the submodule


@pytest.mark.parametrize(
    ("statement", "symbol"),
    [
        ("from . import tax", "shop.money.tax"),
        ("from .tax import RATE", "shop.money.tax.RATE"),
        ("from .. import cart", "shop.cart"),
        ("from ..cart import Cart", "shop.cart.Cart"),
    ],
)
def test_relative_imports_start_at_the_package(
    last_import: Resolve, statement: str, symbol: str
) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/cart.py": "class Cart: ...",
        "shop/money/__init__.py": "",
        "shop/money/tax.py": "RATE = 20",
        "shop/money/price.py": statement,
    })  # fmt: skip

    assert answer.symbol == symbol


def test_a_relative_import_above_the_root_does_not_exist(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/cart.py": "from ...other import name",
    })  # fmt: skip

    assert answer.status is Status.MISSING_MODULE


def test_a_folder_that_somebody_puts_into_a_package_may_import_its_siblings(
    last_import: Resolve,
) -> None:
    answer = last_import({"const.py": "A = 1", "sensor.py": "from .const import A"})

    assert answer.status is Status.UNKNOWN


def test_a_namespace_package_has_its_modules_and_nothing_else(last_import: Resolve) -> None:
    files = {
        "plugins/mail.py": "class Mail: ...",
        "first.py": "from plugins.mail import Mail",
    }

    assert last_import({**files, "app.py": "from plugins import mail"}).symbol == "plugins.mail"
    assert last_import({**files, "app.py": "from plugins import gone"}).is_missing


def test_a_folder_that_supplies_nothing_is_not_the_distribution_of_its_name(
    last_import: Resolve,
) -> None:
    answer = last_import({
        "alembic/env.py": "from alembic import context",
        "app.py": "from alembic import op",
    })  # fmt: skip

    assert answer.status is Status.EXTERNAL


def test_what_is_not_ours_is_external(last_import: Resolve) -> None:
    answer = last_import({"app.py": "from requests.adapters import HTTPAdapter"})

    assert answer.status is Status.EXTERNAL


def test_a_module_called_like_the_standard_library_does_not_take_its_names(
    last_import: Resolve,
) -> None:
    answer = last_import({
        "email/__init__.py": "",
        "email/own.py": "",
        "app.py": "from email.mime.text import MIMEText",
    })  # fmt: skip

    assert answer.status is Status.EXTERNAL


def test_a_script_sees_the_files_beside_it(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "scripts/helper.py": "def run(): ...",
        "scripts/release.py": "from helper import run",
    })  # fmt: skip

    assert answer.symbol == "scripts.helper.run"


def test_what_stands_beside_a_script_goes_before_what_other_roots_have(
    last_import: Resolve,
) -> None:
    answer = last_import({
        "mail/pyproject.toml": "",
        "mail/helper.py": "",
        "scripts/helper.py": "def run(): ...",
        "scripts/release.py": "from helper import run",
    })  # fmt: skip

    assert answer.symbol == "scripts.helper.run"


def test_a_module_that_only_warns_and_passes_on_can_be_read(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/base.py": "",
        "shop/old.py": "import warnings\nfrom shop.base import *\nwarnings.warn('old')",
        "app.py": "from shop.old import Cart",
    })  # fmt: skip

    assert answer.status is Status.MISSING_NAME


def test_a_module_of_a_package_does_not(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/redis.py": "class Client: ...",
        "shop/cache.py": "from redis import Redis",
    })  # fmt: skip

    assert answer.status is Status.EXTERNAL


def test_a_test_sees_the_helpers_of_the_folder_above(last_import: Resolve) -> None:
    answer = last_import({
        "tests/helpers.py": "def fake(): ...",
        "tests/unit/test_cart.py": "from helpers import fake",
    })  # fmt: skip

    assert answer.symbol == "tests.helpers.fake"


def test_the_own_root_comes_first(last_import: Resolve) -> None:
    files = {
        "services/mail/pyproject.toml": "",
        "services/mail/app/__init__.py": "",
        "services/mail/app/db.py": "class Session: ...",
        "services/pay/pyproject.toml": "",
        "services/pay/app/__init__.py": "",
        "services/pay/app/db.py": "class Session: ...",
        "services/pay/app/main.py": "from app.db import Session",
    }

    answer = last_import(files)

    assert answer.module is not None
    assert answer.module.path == "services/pay/app/db.py"


def test_an_extension_module_may_have_any_name(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/_fast.cpython-311-x86_64-linux-gnu.so": "",
        "app.py": "from shop._fast import quote",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


def test_a_stub_declares_what_its_extension_module_has(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/fast.pyi": "LIMIT: int\ndef quote(text: str) -> str: ...",
        "app.py": "from shop.fast import LIMIT",
    })  # fmt: skip

    assert answer.symbol == "shop.fast.LIMIT"


def test_a_module_wins_over_its_stub(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/cart.pyi": "class Cart: ...",
        "shop/cart.py": "class Cart: ...",
        "app.py": "from shop.cart import Cart",
    })  # fmt: skip

    assert answer.module is not None
    assert answer.module.path == "shop/cart.py"


def test_a_circle_of_re_exports_ends(last_import: Resolve) -> None:
    answer = last_import({
        "one.py": "from two import Cart",
        "two.py": "from one import Cart",
        "app.py": "from one import Cart",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


def test_behind_a_broken_import_nothing_is_claimed(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/facade.py": "from shop.gone import Cart",
        "app.py": "from shop.facade import Cart",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


def test_a_package_with_a_path_of_its_own_may_have_other_submodules(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "import pkgutil\n__path__ = pkgutil.extend_path(__path__, __name__)",
        "app.py": "import shop.plugins.mail",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


def test_a_stub_says_more_than_the_extension_module_beside_it(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/fast.abi3.so": "",
        "shop/fast.pyi": "def quote(text: str) -> str: ...",
        "app.py": "from shop.fast import quote",
    })  # fmt: skip

    assert answer.symbol == "shop.fast.quote"


def test_a_name_that_another_module_sets_may_be_there(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "from shop import config\nconfig.RATE = 20",
        "shop/config.py": "",
        "app.py": "from shop.config import RATE",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


def test_a_star_import_brings_no_submodule_that_nobody_has_loaded(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "from shop.money import *",
        "shop/tests/__init__.py": "",
        "shop/money/__init__.py": "",
        "shop/money/tests/__init__.py": "",
        "app.py": "from shop import tests",
    })  # fmt: skip

    assert answer.symbol == "shop.tests"


@pytest.mark.parametrize(
    ("metadata", "text"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["shop-core>=2"]'),
        ("pyproject.toml", '[tool.poetry.dependencies]\nshop-core = "^2.0"'),
        ("requirements.txt", "requests\nshop.core[fast]==2.1  # rates"),
        ("requirements-dev.txt", "Shop_Core"),
        ("shop-1.0.dist-info/METADATA", "Requires-Dist: shop-core (==2.5.0)"),
        ("setup.py", "from setuptools import setup\nsetup(install_requires=['shop-core-types'])"),
        ("setup.cfg", "[options]\ninstall_requires =\n    requests\n    shop-core>=2\n"),
        ("Pipfile", '[packages]\nshop-core = "*"'),
    ],
)
def test_a_needed_distribution_may_add_to_a_namespace_package(
    last_import: Resolve, metadata: str, text: str
) -> None:
    """``poetry`` has no ``__init__``: ``poetry.core`` is installed beside it."""
    answer = last_import({
        metadata: text,
        **NAMESPACE,
    })  # fmt: skip

    assert answer.status is Status.EXTERNAL


@pytest.mark.parametrize(
    ("metadata", "text"),
    [
        ("pyproject.toml", '[project.scripts]\nshop = "shop.core.rates:main"'),
        ("pyproject.toml", "not toml at all: shop-core"),
        ("requirements.txt", "# shop-core is ours"),
        ("README.txt", "shop-core"),
    ],
)
def test_what_is_only_spoken_of_is_not_needed(
    last_import: Resolve, metadata: str, text: str
) -> None:
    answer = last_import({
        metadata: text,
        **NAMESPACE,
    })  # fmt: skip

    assert answer.status is Status.MISSING_MODULE


def test_what_nobody_needs_is_missing_in_a_namespace_package(last_import: Resolve) -> None:
    answer = last_import({
        "requirements.txt": "shop-tools",
        **NAMESPACE,
    })  # fmt: skip

    assert answer.status is Status.MISSING_MODULE


def test_nobody_knows_what_a_name_is_that_is_declared_before_its_submodule(
    last_import: Resolve,
) -> None:
    answer = last_import({
        "shop/__init__.py": "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from .tills import Till\n    till: Till",
        "shop/tills.py": "class Till: ...",
        "shop/till.py": "import sys\ndel sys.modules['shop.till']\nfrom shop import tills",
        "app.py": "from shop import till",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


def test_what_is_declared_for_type_checkers_alone_may_come_from_anywhere(
    last_import: Resolve,
) -> None:
    answer = last_import({
        "shop.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    rate: int",
        "app.py": "from shop import rate",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


def test_a_package_that_extends_its_path_may_have_other_submodules(last_import: Resolve) -> None:
    answer = last_import({
        "shop/plugins/__init__.py": "from shop.paths import more\n__path__.extend(more(__name__))",
        "shop/__init__.py": "",
        "shop/paths.py": "def more(name): ...",
        "app.py": "from shop.plugins.tax import RATE",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


def test_the_name_of_the_folder_around_means_the_folder(last_import: Resolve) -> None:
    """``shop`` in ``shop/desk.py`` is not ``shop/shop.py``."""
    answer = last_import({
        "requirements.txt": "shop-core",
        "shop/shop.py": "class Shop: ...",
        "shop/cart.py": "from shop.shop import Shop",
        "shop/desk.py": "from shop.core.rates import RATE",
    })  # fmt: skip

    assert answer.status is Status.EXTERNAL


def test_a_file_below_a_package_does_not_see_the_files_beside_it(last_import: Resolve) -> None:
    """``openai`` in ``litellm/llms/openai/common.py`` is not ``litellm/llms/openai/openai.py``."""
    answer = last_import({
        "shop/__init__.py": "",
        "shop/clients/stripe/stripe.py": "class Stripe: ...",
        "shop/clients/stripe/common.py": "from stripe.types import Charge",
    })  # fmt: skip

    assert answer.status is Status.EXTERNAL


def test_a_submodule_that_type_checkers_are_told_of_is_there(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from shop import tills",
        "shop/tills.py": "",
        "app.py": "from shop import tills",
    })  # fmt: skip

    assert (answer.status, answer.symbol, answer.typing_only) == (
        Status.MODULE,
        "shop.tills",
        False,
    )


def test_an_import_of_a_global_name_in_a_function_binds_it(last_import: Resolve) -> None:
    answer = last_import({
        "compat.py": "def choose():\n    global core\n    from vendor import core",
        "app.py": "from compat import core",
    })  # fmt: skip

    assert not answer.is_missing


def test_a_folder_of_folders_is_filled_from_several_distributions(last_import: Resolve) -> None:
    """``google`` holds nothing but folders, and ``google-auth`` is needed: so is more of it."""
    files = {
        "corp/cloud/queue/__init__.py": "class Queue: ...",
        "corp/cloud/queue/desk.py": "from corp.cloud.queue import Queue\nfrom corp.rpc import code",
    }

    assert last_import(files).status is Status.MISSING_MODULE
    assert last_import({"requirements.txt": "corp-auth", **files}).status is (Status.EXTERNAL)


def test_what_a_function_sets_is_there_though_the_module_only_annotates_it(
    last_import: Resolve,
) -> None:
    answer = last_import(
        {
            "shop.py": "rate: int\n\ndef load():\n    global rate\n    rate = 20\n",
            "app.py": "from shop import rate",
        }
    )
    assert answer.status is Status.SYMBOL


@pytest.mark.parametrize(
    "body",
    [
        "    sys._getframe(1).f_globals[name.__name__ + 'Py'] = name",
        "    frame = sys._getframe(1)\n    frame.f_globals['CartPy'] = name",
        "    setattr(sys.modules[name.__module__], 'CartPy', name)",
        "    def inner():\n        sys._getframe(2).f_globals['CartPy'] = name\n    inner()",
    ],
)
@pytest.mark.parametrize("use", ["@tools.twice\nclass Cart: ...", "x = tools.twice(len)"])
def test_of_a_module_that_lets_others_bind_names_in_it_nothing_is_claimed(
    last_import: Resolve, body: str, use: str
) -> None:
    files = {
        "tools.py": f"import sys\n\ndef twice(name):\n{body}\n    return name\n",
        "shop.py": f"import tools\n\n{use}\n",
        "app.py": "from shop import CartPy",
    }
    assert last_import(files).status is Status.UNKNOWN
    assert last_import({**files, "shop.py": "import tools"}).is_missing
