"""What can be done about a copy of a method: what a base, or a class between, could say."""

import pytest

from ssotlint.detectors.clones import ClonesEvidence
from tests.unit.judges.copying import COLLECT, METHOD, Cases, Told


def test_an_override_that_says_what_is_inherited_goes(told: Told) -> None:
    files = {
        "app/base.py": f"class Base:{METHOD}",
        "app/a.py": f"from app.base import Base\nclass Left(Base):{METHOD}",
        "app/b.py": f"class Alone:{METHOD}",
    }

    assert told(files) == [
        ("app.base.Base.collect", "app.a.Left.collect", "inherited"),
        ("app.b.Alone.collect", "app.base.Base.collect", "method"),
    ] or told(files) == [
        ("app.base.Base.collect", "app.a.Left.collect", "inherited"),
        ("app.base.Base.collect", "app.b.Alone.collect", "method"),
    ]


def test_an_override_that_only_logs_in_other_words_goes(told: Told) -> None:
    ours, theirs = (
        METHOD.replace("found.sort()", f"found.sort()\n        logger.info('{word}')")
        for word in ("taken", "Collected.")
    )
    files = {
        "app/base.py": f"class Base:{ours}",
        "app/a.py": f"from app.base import Base\nclass Left(Base):{theirs}",
    }

    assert told(files) == [("app.base.Base.collect", "app.a.Left.collect", "inherited")]


@pytest.mark.parametrize(
    ("heir", "said", "done"),
    [
        ("Left", "{0}(found).rows", "hooked"),
        ("Base", "{0}(found).rows", "hooked"),
        ("Left", "super({0}, self).collect(orders, found)", "inherited"),
    ],
)
def test_an_override_that_says_its_class_says_another_thing(
    told: Told, heir: str, said: str, done: str
) -> None:
    def method(name: str) -> str:
        return METHOD.replace("found[:limit]", said.format(name))

    files = {
        "app/base.py": f"class Base:{method('Base')}",
        "app/a.py": f"from app import base\nclass {heir}(base.Base):{method(heir)}",
    }

    assert told(files) == [("app.base.Base.collect", f"app.a.{heir}.collect", done)]


def test_an_override_is_held_against_its_base_and_no_stranger(told: Told) -> None:
    edited = METHOD.replace("found.sort()", "found.reverse()")
    files = {
        "app/base.py": f"class Base:{METHOD}",
        "app/a.py": f"from app.base import Base\nclass Left(Base):{edited}",
        "app/b.py": f"class Alone:{edited}",
    }

    assert ("app.base.Base.collect", "app.a.Left.collect", "hooked") in told(files)


@pytest.mark.parametrize(
    ("held", "home"),
    [
        ("run", "their common base app.x.base.Base or a class between"),
        ("collect", "a mixin, or in a class between these classes and app.x.base.Base"),
    ],
)
def test_siblings_say_it_once_above_them_where_nothing_else_is_replaced(
    held: str, home: str, cases: Cases
) -> None:
    head = "from app.x.base import Base\n"
    (case,) = cases({
        "app/__init__.py": "",
        "app/x/__init__.py": "",
        "app/x/base.py": f"class Base:\n    def {held}(self, *orders): return 1",
        "app/x/a.py": f"{head}class Left(Base):{METHOD}",
        "app/x/b.py": f"{head}class Right(Base):{METHOD}",
    })  # fmt: skip
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert (evidence.raised, evidence.home) == (True, home)


def test_a_base_that_serves_many_is_left_to_them(cases: Cases) -> None:
    head = "from app.x.base import Base\n"
    (case,) = cases({
        "app/__init__.py": "",
        "app/x/__init__.py": "",
        "app/x/base.py": "class Base: ...",
        "app/x/a.py": f"{head}class Left(Base):{METHOD}",
        "app/x/b.py": f"{head}class Right(Base):{METHOD}",
        **{f"app/x/c{i}.py": f"{head}class Other{i}(Base): ..." for i in range(7)},
    })  # fmt: skip
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert evidence.home == "a mixin, or in a class between these classes and app.x.base.Base"


@pytest.mark.parametrize(
    ("asked", "home"),
    [
        ("collect", "a mixin, or in a class between these classes and app.base.Base"),
        ("close", ""),  # it knows nothing of what both say
    ],
)
def test_classes_of_one_package_get_a_class_between_theirs_and_a_base_from_elsewhere(
    asked: str, home: str, cases: Cases
) -> None:
    head = "from app.base import Base\n"
    (case,) = cases({
        "app/__init__.py": "",
        "app/base.py": f"class Base:\n    def {asked}(self):\n        raise NotImplementedError",
        "app/x/__init__.py": "",
        "app/x/a.py": f"{head}class Left(Base):{METHOD}",
        "app/x/b.py": f"{head}class Right(Base):{METHOD}",
    })  # fmt: skip
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert (evidence.raised, evidence.home) == (bool(home), home)


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("@abstractmethod\n    def collect(self): ...", id="abstract"),
        pytest.param("def collect(self): raise NotImplementedError", id="not implemented"),
    ],
)
def test_a_base_can_say_itself_what_it_only_asks_for(asked: str, cases: Cases) -> None:
    head = "from app.x.base import Base\n"
    (case,) = cases({
        "app/__init__.py": "",
        "app/x/__init__.py": "",
        "app/x/base.py": f"class Base:\n    {asked}",
        "app/x/a.py": f"{head}class Left(Base):{METHOD}",
        "app/x/b.py": f"{head}class Right(Base):{METHOD}",
    })  # fmt: skip
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert evidence.home == "their common base app.x.base.Base or a class between"


def _pair(cases: Cases, base: str, *classes: str) -> ClonesEvidence:
    """What is told of the second of two classes, in two files beside that of their base."""
    names = ("left", "right")
    files = {f"app/x/{name}.py": text for name, text in zip(names, classes, strict=True)}
    package = {"app/__init__.py": "", "app/x/__init__.py": "", "app/x/base.py": base}
    (case,) = cases({**package, **files})
    evidence = case.members[1].evidence
    assert isinstance(evidence, ClonesEvidence)
    return evidence


@pytest.mark.parametrize(
    ("bases", "home"),
    [
        ("Base", "their common base app.x.base.Base or a class between"),
        ("Base, {}.Row", "their common base app.x.base.Base or a class between"),
        ("{}.Row, Base", "a mixin that stands before the other bases of each"),
    ],
)
def test_what_asks_super_for_what_comes_before_their_base_is_not_said_in_that(
    bases: str, home: str, cases: Cases
) -> None:
    asks = METHOD.replace("found.sort()", "found.sort(key=super().key)")
    texts = [
        f"import {lib}\nfrom app.x.base import Base\nclass Cart({bases.format(lib)}):{asks}"
        for lib in ("red", "blue")
    ]

    assert _pair(cases, "class Base: ...\n", *texts).home == home


@pytest.mark.parametrize("order", ["Base, Sized", "Sized, Base"])
def test_of_two_bases_that_has_it_which_has_most_of_what_is_read(order: str, cases: Cases) -> None:
    reads = METHOD.replace("order.number)", "self.size + self.own)")
    base = "class Base:\n    kind = 1\nclass Sized:\n    size = 1\n"
    own = "\n    def __init__(self):\n        self.own = 1\n"
    text = f"from app.x.base import Base, Sized\nclass {{}}({order}):{reads}{own}"

    home = _pair(cases, base, text.format("Left"), text.format("Right")).home
    assert home == "a mixin, or in a class between these classes and app.x.base.Sized"


@pytest.mark.parametrize(
    ("header", "manner"),
    [
        ("class Right:{}", "a base class, or to a function that both call"),
        ("class Right(object):{}", "a base class, or to a function that both call"),
        ("class Right(red.Model):{}", "a mixin, or to a function that both call"),
    ],
)
def test_classes_with_bases_of_their_own_take_a_mixin(
    header: str, manner: str, cases: Cases
) -> None:
    left, right = f"class Left:{METHOD}", f"import red\n{header.format(METHOD)}"
    evidence = _pair(cases, "", left, right)

    assert (evidence.method, evidence.manner) == (True, manner)


def test_what_a_function_says_after_a_method_is_no_base_class(cases: Cases) -> None:
    private = COLLECT.replace("collect(", "_collect(")
    used = f"class Cart:{METHOD}\nCart().collect([])\n"
    evidence = _pair(cases, "", used, f"{private}\n_collect([])\n")

    assert evidence.manner == "a function that both call"


@pytest.mark.parametrize(
    ("bases", "home"),
    [
        ("Base", "a mixin, or in a class between these classes and app.x.base.Base"),
        ("Base, Sized", "their common base app.x.base.Sized or a class between"),
    ],
)
def test_a_base_holds_what_reads_no_more_than_the_base_has(
    bases: str, home: str, cases: Cases
) -> None:
    reads = METHOD.replace("order.number)", "self.size)")
    own = "" if "Sized" in bases else "\n    def grow(self):\n        self.size = 1\n"
    head = "from app.x.base import Base, Sized\n"
    (case,) = cases({
        "app/__init__.py": "",
        "app/x/__init__.py": "",
        "app/x/base.py": "class Base:\n    kind = 1\nclass Sized:\n    size = 1\n",
        "app/x/a.py": f"{head}class Left({bases}):{reads}{own}",
        "app/x/b.py": f"{head}class Right({bases}):{reads}{own}",
    })  # fmt: skip
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert evidence.home == home


FOUND = METHOD.replace("return found[:limit]", "return found")


@pytest.mark.parametrize(
    ("method", "place", "remedy"),
    [
        pytest.param(
            FOUND, "found.sort()\n        self.tell(found)", "overriding", id="at the end"
        ),
        pytest.param(
            METHOD, "found.sort()\n        self.tell(found)", "hooked", id="in what it returns"
        ),
        pytest.param(FOUND, "self.tell(found)\n        found.sort()", "hooked", id="in the midst"),
    ],
)
def test_an_override_that_does_more_than_what_it_inherits_calls_it(
    told: Told, method: str, place: str, remedy: str
) -> None:
    more = method.replace("found.sort()", place)
    files = {
        "app/base.py": f"class Base:{method}",
        "app/a.py": f"from app.base import Base\nclass Left(Base):{more}",
        "app/b.py": f"class Alone:{more}",
    }

    assert ("app.base.Base.collect", "app.a.Left.collect", remedy) in told(files)


def test_what_two_bases_share_is_asked_after_both(told: Told) -> None:
    base = "class Base:\n    def collect(self, orders, limit=10):\n        return orders\n"
    files = {
        "app/base.py": base,
        "app/mixin.py": "from app.base import Base\nclass Mixin(Base):\n    kind = 1\n",
        "app/a.py": f"from app.base import Base\nclass One(Base):{METHOD}",
        "app/b.py": "from app.a import One\nfrom app.mixin import Mixin\n"
        f"class Two(Mixin, One):{METHOD}",
    }
    assert told(files) == [("app.a.One.collect", "app.b.Two.collect", "inherited")]
