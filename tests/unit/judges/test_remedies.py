"""What is said can be done about a copy: it must be possible, and change nothing else."""

from textwrap import indent

import pytest

from ssotlint.detectors.clones import ClonesEvidence
from tests.unit.judges.copying import COLLECT, METHOD, Cases, Told


def test_a_function_that_says_the_same_is_imported(told: Told) -> None:
    files = {"app/a.py": COLLECT, "app/b.py": COLLECT}

    assert told(files) == [("app.a.collect", "app.b.collect", "importable")]


USED = "from app.a import collect\ncollect([])\n"


def test_what_nobody_calls_goes_where_all_call_the_other(told: Told) -> None:
    files = {"app/a.py": COLLECT, "app/b.py": COLLECT, "app/c.py": USED}

    assert told(files) == [("app.a.collect", "app.b.collect", "left")]


def test_what_an_annotation_names_is_read(told: Told) -> None:
    private = COLLECT.replace("collect(", "_collect(")
    page = "def page(found: Annotated[list, Depends(_collect)]): ..."
    files = {"app/a.py": f"{private}\n_collect([])", "app/b.py": f"{private}\n{page}"}

    assert [done for _, _, done in told(files)] == ["importable"]


def test_a_message_in_another_form_says_the_same(told: Told) -> None:
    warned = COLLECT.replace("return", 'logger.warning("%s orders", found)\n    return')
    files = {
        "app/a.py": warned,
        "app/b.py": warned.replace('"%s orders", found', 'f"{found} orders"'),
    }

    assert [done for _, _, done in told(files)] == ["importable"]


def test_the_same_words_in_another_order_say_another_thing(told: Told) -> None:
    warned = COLLECT.replace("return", 'raise ValueError("orders below stock")\n    return')
    files = {
        "app/a.py": warned,
        "app/b.py": warned.replace("orders below stock", "stock below orders"),
    }

    assert [done for _, _, done in told(files)] == ["edited"]


def test_a_method_that_asks_nothing_of_its_object_is_what_the_function_is(told: Told) -> None:
    files = {"app/a.py": COLLECT, "app/b.py": f"class Cart:{METHOD}"}

    assert told(files) == [("app.a.collect", "app.b.Cart.collect", "called")]


def test_what_python_calls_is_no_waste(told: Told) -> None:
    hook = COLLECT.replace("collect", "__getattr__")
    files = {"app/a.py": f"{hook}\n__getattr__([])", "app/b.py": hook}

    assert [done for _, _, done in told(files)] == ["importable"]


@pytest.mark.parametrize(
    "user",
    [
        pytest.param("from app import b\nb.collect([])", id="named through its module"),
        pytest.param("def run(plug):\n    return plug.collect([])", id="what a framework may call"),
        pytest.param(
            "def run(plug):\n    return getattr(plug, 'collect')([])", id="named in a text"
        ),
        pytest.param("from app.b import *", id="all names of its module"),
    ],
)
def test_what_somebody_may_call_is_no_waste(told: Told, user: str) -> None:
    files = {"app/a.py": COLLECT, "app/b.py": COLLECT, "app/c.py": USED, "app/d.py": user}

    assert [done for _, _, done in told(files)] == ["importable"]


@pytest.mark.parametrize(
    ("head", "old", "new"),
    [
        pytest.param("", '"nothing to collect"', '"no orders"', id="another message"),
        pytest.param("", "order.paid", "__opts__[order.paid]", id="what a loader puts there"),
        pytest.param("from app.z import cached\n", "def", "@cached\ndef", id="another decorator"),
        pytest.param("", "def", "async def", id="a coroutine"),
    ],
)
def test_what_is_not_quite_the_same_is_not_deleted(
    told: Told, head: str, old: str, new: str
) -> None:
    copy = head + COLLECT.replace(old, new, 1)
    original = COLLECT.replace("order.paid", "__opts__[order.paid]") if "__" in new else COLLECT
    files = {"app/a.py": original, "app/b.py": copy, "app/z.py": "def cached(f): return f"}

    assert [done for _, _, done in told(files)] == ["edited"]


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        pytest.param("(orders,", "(this, orders,", "edited", id="another one in front"),
        pytest.param("limit=10)", "limit=10, *, strict)", "edited", id="a word that must be given"),
        pytest.param("orders", "carts", "importable", id="another name"),
    ],
)
def test_what_is_called_otherwise_stands_for_nothing(
    old: str, new: str, remedy: str, told: Told
) -> None:
    files = {"app/a.py": COLLECT.replace(old, new), "app/b.py": COLLECT}

    assert [done for _, _, done in told(files)] == [remedy]


def test_a_global_of_another_meaning_is_handed_over(told: Told) -> None:
    more = "".join(f"    found.append(Loader(orders.part{i}, limit))\n" for i in range(9))
    reads = COLLECT.replace("    found.sort()\n", more)

    found = told({"app/a.py": f"from x import Loader\n{reads}",
                  "app/b.py": f"class Loader: ...\n{reads}"})  # fmt: skip

    assert found == [("app.a.collect", "app.b.collect", "edited")]


def test_a_global_is_the_same_under_a_name_of_each_module(told: Told) -> None:
    reads = "from oslo import cfg\nCONF = cfg.CONF\n" + COLLECT.replace("order.paid", "CONF.paid")

    assert told({"app/a.py": reads, "app/b.py": reads})[0][2] == "importable"
    other = reads.replace("cfg.CONF", "cfg.MORE")
    assert told({"app/a.py": reads, "app/b.py": other}) == []


def test_a_library_offers_one_thing_by_several_paths(told: Told) -> None:
    reads = COLLECT.replace("order.paid", "isinstance(order, Start)")
    files = {
        "app/a.py": "from flows.events import Start\n" + reads,
        "app/b.py": "from app.flows import Start\n" + reads,
        "app/flows.py": "from flows import Start\n",
    }

    assert told(files)[0][2] == "importable"


LAYERS = "".join(f"class {{0}}{part}:\n    size = 1\n" for part in ("Start", "Stop", "Data"))


def test_classes_called_after_their_modules_are_passed(cases: Cases) -> None:
    def layer(word: str) -> str:
        reads = METHOD.replace("order.paid", f"isinstance(order, {word}Start)")
        return LAYERS.format(word) + f"class {word}Layer:{reads}"

    (case,) = cases({"app/__init__.py": "", "app/tcp.py": layer("Tcp"), "app/udp.py": layer("Udp")})
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert evidence.edited
    assert evidence.differences == ("`UdpStart` instead of `TcpStart`",)


def test_what_is_put_around_one_alone_is_told(cases: Cases) -> None:
    cached = "@cached\n@override\n" + COLLECT.strip()

    (case,) = cases({"app/__init__.py": "", "app/a.py": COLLECT, "app/b.py": cached})
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert evidence.edited
    assert evidence.differences == ("lacks `@cached`",)


def test_one_file_has_one_name(told: Told) -> None:
    reads = METHOD.replace("order.number)", "__name__)")

    found = told({"app/a.py": f"class Left:{reads}\nclass Right:{reads}"})

    assert [done for _, _, done in found] == ["method"]


def test_what_a_file_finds_beside_itself_its_neighbour_finds_too(told: Told) -> None:
    reads = COLLECT.replace("order.number)", "__file__)")
    deep = {"app/x/__init__.py": "import app.y.b", "app/y/__init__.py": "", "app/y/b.py": reads}

    assert told({"app/a.py": reads, "app/b.py": reads})[0][2] == "importable"
    assert told({"app/a.py": "", "app/b.py": "", "app/x/a.py": reads, **deep})[0][2] == "edited"


@pytest.mark.parametrize(
    ("path", "done"),
    [
        pytest.param(".store", "parted", id="each takes it from its own package"),
        pytest.param("..store", "movable", id="both take it from the package around"),
        pytest.param("app.store", "movable", id="both take it by its whole name"),
    ],
)
def test_a_relative_import_means_what_lies_in_that_place(told: Told, path: str, done: str) -> None:
    takes = COLLECT.replace("    found = []", f"    from {path} import keep\n    found = [keep()]")
    files = {
        f"app/{folder}{name}.py": ""
        for folder in ("", "x/", "y/")
        for name in ("__init__", "store")
    }

    found = told({**files, "app/x/a.py": takes, "app/y/b.py": takes})

    assert found == [("app.x.a.collect", "app.y.b.collect", done)]


def test_what_the_owner_cannot_give_moves(told: Told) -> None:
    files = {
        "app/x/__init__.py": "", "app/y/__init__.py": "", "app/x/a.py": COLLECT,
        "app/y/b.py": COLLECT,
    }  # fmt: skip

    assert told(files) == [("app.x.a.collect", "app.y.b.collect", "movable")]


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
        ("collect", "a mixin, or a class between theirs and app.x.base.Base"),
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
    assert evidence.home == "a mixin, or a class between theirs and app.x.base.Base"


@pytest.mark.parametrize(
    ("asked", "home"),
    [
        ("collect", "a mixin, or a class between theirs and app.base.Base"),
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
    assert home == "a mixin, or a class between theirs and app.x.base.Sized"


@pytest.mark.parametrize(
    ("header", "manner"),
    [
        ("class Right:{}", "in a base class, or as a function that both call"),
        ("class Right(object):{}", "in a base class, or as a function that both call"),
        ("class Right(red.Model):{}", "in a mixin, or as a function that both call"),
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

    assert evidence.manner == "as a function that both call"


def test_a_method_that_asks_no_object_is_called_where_it_is(told: Told) -> None:
    static = f"class {{}}:\n    @staticmethod{indent(COLLECT, '    ')}"
    files = {f"app/{name}.py": static.format(name.title()) for name in ("left", "right")}

    assert told(files) == [("app.left.Left.collect", "app.right.Right.collect", "called")]


@pytest.mark.parametrize(
    ("bases", "home"),
    [
        ("Base", "a mixin, or a class between theirs and app.x.base.Base"),
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


REGISTRY = """
HANDLED: dict = {value}


def implements(function):
    def decorator(own):
        HANDLED[function] = own
        notes.append((function.name, own.name, function.module, own.module, "taken over"))
        if function.kind == own.kind and function.place != own.place:
            refuse(function, own, function.place, own.place)
        return own
    return decorator
"""


@pytest.mark.parametrize(
    ("value", "remedy"), [("{}", "edited"), ('{"sum": 1, "max": 2}', "importable")]
)
def test_a_collection_that_begins_empty_is_filled_by_each_module_for_itself(
    value: str, remedy: str, told: Told
) -> None:
    files = {f"app/{letter}.py": REGISTRY.replace("{value}", value) for letter in "ab"}

    assert told(files) == [("app.a.implements", "app.b.implements", remedy)]


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
