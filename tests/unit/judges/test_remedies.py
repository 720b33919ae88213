"""What can be done about a copy of a function: what may be imported, and what must be told."""

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
        pytest.param("(orders,", "(this, orders,", "fitted", id="another one in front"),
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


def test_one_decorator_with_other_arguments_is_one_difference(cases: Cases) -> None:
    """That one lacks what the other has, and the other way round, is noise."""
    ours = '@routes.put("/a")\n@cached\n' + COLLECT.strip()
    theirs = '@routes.put("/b")\n@counted\n' + COLLECT.strip()

    (case,) = cases({"app/__init__.py": "", "app/a.py": ours, "app/b.py": theirs})
    evidence = case.members[1].evidence

    assert isinstance(evidence, ClonesEvidence)
    assert evidence.differences == (
        '`@routes.put("/b")` instead of `@routes.put("/a")` (another decorator)',
        "lacks `@cached`",
        "adds `@counted`",
    )


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


def test_a_method_that_asks_no_object_is_called_where_it_is(told: Told) -> None:
    static = f"class {{}}:\n    @staticmethod{indent(COLLECT, '    ')}"
    files = {f"app/{name}.py": static.format(name.title()) for name in ("left", "right")}

    assert told(files) == [("app.left.Left.collect", "app.right.Right.collect", "called")]


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
