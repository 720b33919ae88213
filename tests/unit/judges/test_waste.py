"""Which copies nobody reads, and which modules nobody loads."""

import pytest

from ssotlint.detectors.clones import ClonesEvidence
from tests.unit.judges.copying import COLLECT, METHOD, Cases, Told


def test_a_method_that_its_class_calls_is_read_though_nobody_reads_the_class(told: Told) -> None:
    private = METHOD.replace("def collect(", "def _collect(")
    calls = "    def run(self, orders):\n        return self._collect(orders)\n"
    files = {
        "app/a.py": f"class Left:{private}{calls}\nprint(Left())",
        "app/b.py": f"class Right:{private}{calls}",
    }

    assert told(files) == [("app.a.Left._collect", "app.b.Right._collect", "method")]


def test_what_nobody_reads_goes_and_owns_nothing(told: Told) -> None:
    private = COLLECT.replace("collect(", "_collect(")
    files = {"app/a.py": private, "app/b.py": f"{private}\nprint(_collect([]))"}

    assert told(files) == [("app.b._collect", "app.a._collect", "unread")]


def test_a_method_that_is_called_on_what_was_handed_over_is_read(told: Told) -> None:
    private = METHOD.replace("collect(", "_collect(")
    files = {
        "app/a.py": f"class Left:{private}",
        "app/b.py": f"class Right:{private}\nprint(Right()._collect([]))",
        "app/canvas.py": "def show(backend):\n    return backend._collect([])\n",
    }

    assert [done for _, _, done in told(files)] == ["method"]


def test_what_nobody_reads_of_a_derived_class_owns_nothing(told: Told) -> None:
    private = METHOD.replace("collect(", "_collect(")
    files = {
        "app/base.py": "class Base: ...",
        "app/a.py": f"from app.base import Base\nclass Left(Base):{private}\nprint(Left())",
        "app/b.py": f"class Right:{private}\nprint(Right()._collect([]))",
    }

    assert told(files) == [("app.b.Right._collect", "app.a.Left._collect", "unread")]


@pytest.mark.parametrize(
    "base",
    [
        pytest.param(
            "class Base:\n    def run(self): self._collect([])", id="which its base calls"
        ),
        pytest.param("from x import Base", id="of a base that cannot be read"),
        pytest.param(
            "class Base:\n    def run(self, kind): getattr(self, f'_coll_{kind}')",
            id="whose name is put together",
        ),
    ],
)
def test_what_somebody_may_read_of_a_derived_class_is_no_waste(told: Told, base: str) -> None:
    private = METHOD.replace("collect(", "_coll_it(")
    files = {
        "app/base.py": base.replace("_collect", "_coll_it"),
        "app/a.py": f"from app.base import Base\nclass Left(Base):{private}\nprint(Left())",
        "app/b.py": f"class Right:{private}\nprint(Right()._coll_it([]))",
    }

    assert {done for _, _, done in told(files)} == {"method"}


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("'_coll_' + kind", "method"), ("'_coll_%s' % kind", "method"),
        ("'_coll_{}'.format(kind)", "method"), ("'_count_' + kind", "unread"),
    ],
)  # fmt: skip
def test_what_its_own_class_may_call_by_a_name_that_is_put_together_is_no_waste(
    told: Told, name: str, remedy: str
) -> None:
    private = METHOD.replace("collect(", "_coll_it(")
    run = f"\n    def run(self, kind):\n        return getattr(self, {name})(kind)\n"
    files = {
        "app/a.py": f"class Left:{private}{run}\nprint(Left())",
        "app/b.py": f"class Right:{private}\nprint(Right()._coll_it([]))",
    }

    assert [done for _, _, done in told(files)] == [remedy]


LOADED = "from app import b, c, d\nb, c, d"


@pytest.mark.parametrize(
    ("more", "owner"),
    [
        pytest.param({}, "app.b", id="nothing loads it"),
        pytest.param({"tests/test_a.py": "from app import a\na"}, "app.b", id="a test loads it"),
        pytest.param({"app/e.py": "from app import a\na"}, "app.a", id="something loads it"),
        pytest.param(
            {"app/e.py": "import importlib\nimportlib.import_module('app.a')"},
            "app.a",
            id="a text names it",
        ),
        pytest.param(
            {"scripts/check.py": "import importlib\nimportlib.import_module('app.a')"},
            "app.b",
            id="a script looks at it",
        ),
        pytest.param(
            {"app/settings.py": "PARTS = ['app.b', 'app.a.collect']"},
            "app.a",
            id="a setting names what it defines",
        ),
        pytest.param(
            {"tests/settings.py": "PARTS = ['app.a.collect']"},
            "app.b",
            id="a test is set up with it",
        ),
        pytest.param({"app/e.py": "TITLE = 'app.a.collect'"}, "app.b", id="a text is just a text"),
        pytest.param({"lib/a.py": ""}, "app.a", id="others have its name"),
        pytest.param(
            {f"app/x{i}.py": "" for i in range(5)}, "app.a", id="its folder is loaded as a whole"
        ),
    ],
)
def test_what_nothing_loads_owns_nothing(more: dict[str, str], owner: str, told: Told) -> None:
    used = f"{COLLECT}\nprint(collect([]))"
    found = told(
        {
            "app/a.py": used,
            "app/b.py": used,
            **more,
            "app/c.py": "",
            "app/d.py": "",
            "app/main.py": LOADED,
        }
    )

    assert [one for one, _, _ in found] == [f"{owner}.collect"]


@pytest.mark.parametrize(
    ("more", "waste"),
    [
        pytest.param({}, False, id="a library that comes without its tests"),
        pytest.param(
            {"tests/test_c.py": "import app.c\n"}, False, id="a library with hardly a test"
        ),
        pytest.param(
            {"tests/test_c.py": "import app.c\n", "tests/test_d.py": "import app.d\n"},
            True,
            id="its tests do not",
        ),
        pytest.param(
            {"tests/test_b.py": "import app.b\n", "tests/test_d.py": "import app.d\n"},
            False,
            id="its tests do",
        ),
    ],
)
def test_a_module_that_nobody_loads_may_be_deleted_whole(
    more: dict[str, str], waste: bool, cases: Cases
) -> None:
    users = {
        "app/c.py": "", "app/d.py": "", "app/main.py": "from app import a, c, d\na.collect, c, d\n"
    }  # fmt: skip
    private = COLLECT.replace("collect(", "gather(")
    (case,) = cases(
        {"app/__init__.py": "", "app/a.py": COLLECT, "app/b.py": private, **users, **more}
    )
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert (evidence.idle, evidence.waste) == (True, waste)


@pytest.mark.parametrize(
    ("named", "idle"),
    [("app.b:gather", False), ("app.b", False), ("app.other:gather", True), ("app.c", True)],
)
def test_a_way_in_that_the_metadata_name_is_loaded_from_outside(
    named: str, idle: bool, cases: Cases
) -> None:
    private = COLLECT.replace("collect(", "gather(")
    main = "from app import a, c, d\na.collect, c, d\n"
    (case,) = cases(
        {
            "pyproject.toml": f'[project.entry-points.app]\nshop = "{named}"\n',
            "app/__init__.py": "", "app/a.py": COLLECT, "app/b.py": private,
            "app/c.py": "", "app/d.py": "", "app/main.py": main,
        }
    )  # fmt: skip
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert (evidence.idle, evidence.unread) == (idle, False)


def test_a_function_that_the_metadata_name_is_in_use(told: Told) -> None:
    files = {
        "setup.cfg": "[options.entry_points]\nconsole_scripts =\n    collect = app.b:_collect\n",
        "app/a.py": COLLECT.replace("collect(", "_collect("),
        "app/b.py": COLLECT.replace("collect(", "_collect("),
        "app/main.py": "import app.a\nimport app.b\n",
    }

    assert told(files) == [("app.b._collect", "app.a._collect", "unread")]


@pytest.mark.parametrize(
    ("name", "waste"),
    [
        ("app/carts_backup_2", True),
        ("carts_backup_2", True),
        ("app/carts_old_2", True),
        ("app/carts_again", False),  # something takes all files of the folder
        ("app/backup_of_carts", False),
    ],
)
def test_what_is_called_an_old_state_of_a_module_is_loaded_by_nobody(
    name: str, waste: bool, cases: Cases
) -> None:
    cart = f"class Cart:{METHOD}"
    files = {"app/carts.py": cart, f"{name}.py": f"import app.carts\n{cart}"}
    tests = {"tests/test_carts.py": "import app.carts\n"}
    main = {"app/__init__.py": "", "app/main.py": "from app import carts\ncarts.Cart\n"}
    (case,) = cases(main | files | tests)
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert evidence.waste is waste
