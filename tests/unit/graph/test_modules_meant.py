"""Which module a dotted name means: roots, scripts, relative imports, namespace packages."""

import pytest

from ssotlint.graph.resolution import Status
from tests.unit.graph.resolving import Resolve

NAMESPACE = {
    "shop/cart.py": "class Cart: ...",
    "shop/desk.py": "from shop.cart import Cart\nfrom shop.core.rates import RATE",
}
"""A folder without ``__init__``, and an import of something that it does not hold."""


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


@pytest.mark.parametrize(
    ("metadata", "text"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["shop-core>=2"]'),
        ("pyproject.toml", '[tool.poetry.dependencies]\nshop-core = "^2.0"'),
        ("requirements.txt", "requests\nshop.core[fast]==2.1  # rates"),
        ("requirements-dev.txt", "Shop_Core"),
        ("shop-1.0.dist-info/METADATA", "Requires-Dist: shop-core (==2.5.0)"),
        ("shop-1.0.dist-info/METADATA", "Name: shop\n"),
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


def test_a_core_may_have_all_that_a_namespace_package_lacks(last_import: Resolve) -> None:
    """``pymatgen`` has no ``__init__`` and needs ``pymatgen-core``, which has most of it."""
    files = {
        "shop/cart.py": "class Cart: ...",
        "shop/desk.py": "from shop.cart import Cart\nfrom shop.rates import RATE",
    }

    assert last_import({"requirements.txt": "shop-core", **files}).status is Status.EXTERNAL
    assert last_import({"requirements.txt": "shop-tax", **files}).status is Status.MISSING_MODULE


@pytest.mark.parametrize(
    ("needed", "user", "status"),
    [
        ("build>=1.2", "tests/test_app.py", Status.EXTERNAL),
        ("tools", "tests/test_app.py", Status.SYMBOL),
        ("build>=1.2", "tests/samples/one/app.py", Status.SYMBOL),
    ],
)
def test_a_distribution_that_is_needed_is_no_file_of_a_project_that_tests_work_on(
    last_import: Resolve, needed: str, user: str, status: Status
) -> None:
    answer = last_import({
        "pyproject.toml": f'[project]\nname = "shop"\ndependencies = ["{needed}"]',
        "tests/samples/one/pyproject.toml": '[project]\nname = "one"',
        "tests/samples/one/build.py": "def extend(): ...",
        user: "from build import extend",
    })  # fmt: skip

    assert answer.status is status


def test_what_nobody_needs_is_missing_in_a_namespace_package(last_import: Resolve) -> None:
    answer = last_import({
        "requirements.txt": "shop-tools",
        **NAMESPACE,
    })  # fmt: skip

    assert answer.status is Status.MISSING_MODULE


def test_a_folder_in_a_package_beside_a_script_needs_no_init(last_import: Resolve) -> None:
    answer = last_import({
        "bench/src/__init__.py": "",
        "bench/src/tills/till.py": "class Till: ...",
        "bench/src/run.py": "from src.tills.till import Till\n\nif __name__ == '__main__':\n    Till()",
    })  # fmt: skip

    assert answer.symbol == "bench.src.tills.till.Till"


@pytest.mark.parametrize(
    ("around", "status"),
    [
        ("__path__ = __import__('pkgutil').extend_path(__path__, __name__)", Status.UNKNOWN),
        ("", Status.MISSING_MODULE),
    ],
)
def test_others_put_parts_below_a_package_that_says_so(
    last_import: Resolve, around: str, status: Status
) -> None:
    answer = last_import({
        "shop/__init__.py": around,
        "shop/till/cart/price.py": "class Cart: ...",
        "shop/till/cart/desk.py": "from shop.till.cart.price import Cart\n"
        "from shop.till.base.rates import RATE",
    })  # fmt: skip

    assert answer.status is status


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


def test_a_folder_of_folders_is_filled_from_several_distributions(last_import: Resolve) -> None:
    """``google`` holds nothing but folders, and ``google-auth`` is needed: so is more of it."""
    files = {
        "corp/cloud/queue/__init__.py": "class Queue: ...",
        "corp/cloud/queue/desk.py": "from corp.cloud.queue import Queue\nfrom corp.rpc import code",
    }

    assert last_import(files).status is Status.MISSING_MODULE
    assert last_import({"requirements.txt": "corp-auth", **files}).status is Status.EXTERNAL


def test_tests_are_left_out_of_what_is_installed(last_import: Resolve) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/tags.py": "",
        "shop/app.py": "from shop.tests.data import TAG",
    }
    installed = {"shop-1.0.dist-info/METADATA": "Name: shop\n"}
    assert last_import(files).status is Status.MISSING_MODULE
    assert last_import({**installed, **files}).status is Status.UNKNOWN


@pytest.mark.parametrize(
    "use", ["from shop.tills.touch import Till", "from shop.tills import touch"]
)
def test_a_package_that_says_where_else_its_parts_are_may_get_some_from_there(
    last_import: Resolve, use: str
) -> None:
    files = {"shop/__init__.py": "", "shop/tills/__init__.py": "", "app.py": use}
    assert last_import(files).is_missing
    extends = "from pkgutil import extend_path\n\n__path__ = extend_path(__path__, __name__)\n"
    assert last_import({**files, "shop/__init__.py": extends}).status is Status.UNKNOWN
