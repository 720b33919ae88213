"""Names that may come about in a way that cannot be read, and those declared for others."""

import pytest

from ssotlint.graph.resolution import Status
from tests.unit.graph.resolving import Resolve


def test_a_star_import_from_outside_may_bring_anything(last_import: Resolve) -> None:
    answer = last_import({
        "facade.py": "from somewhere_else import *",
        "app.py": "from facade import Cart",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


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


@pytest.mark.parametrize("built", ["_fast.cpython-311-x86_64-linux-gnu.so", "_fast.pyx"])
def test_an_extension_module_may_have_any_name(last_import: Resolve, built: str) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        f"shop/{built}": "",
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
        "    here = inspect.getmodule(inspect.currentframe().f_back)\n    here.CartPy = name",
        "    sys.meta_path.append(Moved('shop.CartPy', name))",
        "    sys.modules[f'{name.__module__}.CartPy'] = name",
    ],
)
@pytest.mark.parametrize(
    "use",
    [
        "@tools.twice\nclass Cart: ...",
        "x = tools.twice(len)",
        "tools.twice(len)",
        "with tools.quiet():\n    tools.fill(1, tools.twice(len))",
        "from tools import twice\ntwice(len)\ndel twice",
    ],
)
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


def test_a_deleted_name_of_a_submodule_can_still_be_imported(last_import: Resolve) -> None:
    package = {"shop/__init__.py": "from shop import keys\nrate = 1\n\ndel keys, rate\n"}
    answer = last_import(
        {**package, "shop/keys.py": "KEY = 1\n", "app.py": "from shop import keys"}
    )
    assert (answer.status, answer.symbol) == (Status.MODULE, "shop.keys")
    assert last_import({**package, "app.py": "from shop import rate"}).is_missing


@pytest.mark.parametrize(
    "plugs",
    [
        "from shop import attrs\n\ndef register(name, value):\n    setattr(attrs, name, value)\n",
        "def register(name, value):\n    from shop import attrs\n    setattr(attrs, name, value)\n",
        "from shop import attrs as a\n\nsetattr(a, 'colour', 1)\n",
    ],
)
def test_what_plug_ins_set_on_a_module_may_be_there(last_import: Resolve, plugs: str) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/attrs.py": "size = 1\n",
        "shop/plugs.py": plugs,
        "app.py": "from shop.attrs import colour",
    }
    assert last_import(files).status is Status.UNKNOWN
    assert last_import({**files, "shop/plugs.py": "from shop import attrs"}).is_missing


def test_a_module_that_is_handed_to_what_sets_names_may_have_any(last_import: Resolve) -> None:
    copy = (
        "def copy(source, target):\n    for key in dir(source):\n        setattr(target, key, 1)\n"
    )
    files = {
        "shop/__init__.py": f"{copy}\nfrom shop import core\nimport qt\n\nif qt.ready:\n    copy(qt, core)\n",
        "shop/core.py": "size = 1\n",
        "app.py": "from shop.core import Rect",
    }
    assert last_import(files).status is Status.UNKNOWN
    kept = files["shop/__init__.py"].replace("setattr(target, key, 1)", "print(key)")
    assert last_import({**files, "shop/__init__.py": kept}).is_missing


def test_what_a_test_sets_under_any_name_makes_nothing_sure_unsure(last_import: Resolve) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/attrs.py": "size = 1\n",
        "tests/test_attrs.py": "from shop import attrs\n\ndef put(name):\n    setattr(attrs, name, 1)\n",
        "app.py": "from shop.attrs import colour",
    }
    assert last_import(files).is_missing


def test_what_a_star_from_elsewhere_brings_is_not_for_type_checkers_alone(
    last_import: Resolve,
) -> None:
    core = (
        "from typing import TYPE_CHECKING\n\n{star}if TYPE_CHECKING:\n    from shop._p import pq\n"
    )
    files = {"shop/__init__.py": "", "shop/_p.py": "pq = 1\n"}
    app = {"app.py": "from shop.core import pq"}
    given = {"shop/core.py": core.format(star="from qt.core import *\n")}
    assert last_import({**files, **given, **app}).status is Status.UNKNOWN
    assert last_import({**files, "shop/core.py": core.format(star=""), **app}).typing_only


def test_what_the_stub_beside_a_module_has_may_be_there(last_import: Resolve) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/core.py": "def fill(): ...\n",
        "shop/core.pyi": "from qt.core import *\n",
        "app.py": "from shop.core import Rect",
    }
    assert last_import(files).status is Status.UNKNOWN
    assert last_import({**files, "shop/core.pyi": "def fill() -> None: ...\n"}).is_missing
