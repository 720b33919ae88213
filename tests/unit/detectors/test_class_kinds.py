"""Which classes are written for a framework, a plug-in or one end of a wire, and are no copies."""

from pathlib import Path
from textwrap import dedent

import pytest

from ssotlint.detectors import class_copies
from ssotlint.detectors.view import View
from ssotlint.model.options import Options
from ssotlint.model.value import replace
from tests.unit.detectors.copying import ACCOUNT, Copies, account, class_evidence
from tests.worlds import draw

FIELDS = """
class {0}(ModelOutput):
    loss: float
    hidden: list[float] | None = None
"""


def test_records_with_few_fields_are_copies_from_the_third_on_when_their_names_end_alike(
    copies: Copies,
) -> None:
    files = {
        f"app/m{i}.py": f"from app.base import ModelOutput\n{FIELDS.format(name)}"
        for i, name in enumerate(("OneModelOutput", "TwoModelOutput", "ThreeModelOutput"))
    }
    base = {"app/__init__.py": "", "app/base.py": "class ModelOutput(dict):\n    pass\n"}

    assert copies(base | dict(list(files.items())[:2])) == {}
    assert sorted(copies(base | files)) == ["app.m1.TwoModelOutput", "app.m2.ThreeModelOutput"]


def test_enums_protocols_and_inner_classes_of_frameworks_are_left_in_peace(copies: Copies) -> None:
    body = """
    class Meta:
        ordering = ("name", "number")
        verbose_name = "article"
        abstract = True
        app_label = "shop"

    class Store(Protocol):
        def load(self, key: str) -> bytes: ...
        def save(self, key: str, data: bytes) -> None: ...
        def drop(self, key: str) -> None: ...
        def keys(self) -> list[str]: ...
    """

    assert copies({"app/a.py": body, "app/b.py": body}) == {}


@pytest.mark.parametrize(
    ("file", "extra", "found"),
    [
        pytest.param("sensor", "", False, id="two methods that are asked of each plug-in"),
        pytest.param("own", "", True, id="in a file that only these two have"),
        pytest.param(
            "sensor",
            "    def value(self):\n        return round(self.table[self.address] / 10, 2)\n",
            True,
            id="a third one is their own",
        ),
    ],
)
def test_a_class_that_says_what_a_framework_asks_is_no_copy_of_the_next_plug_in(
    file: str, extra: str, found: bool, copies: Copies
) -> None:
    text = dedent("""
        class {name}Sensor(Sensor):
            def __init__(self, table, place):
                super().__init__(table)
                self.place = place
                self.level = place.value(table.data)
                self.unit = {unit}

            def handle_update(self, event):
                self.level = self.place.value(self.table.data)
                self.seen = event.time
                if self.level is None:
                    self.report_gone(self.unit)
                for listener in self.table.listeners:
                    listener.tell(self.level)
                self.write_state()

        """)
    files = {f"app/parts/p{i}/sensor.py": "A = 1\n" for i in range(5)}
    files["app/parts/p1/uses.py"] = "import app.parts.p0.sensor\n"  # they are no strangers
    for place, name, unit in (("p0", "Lamp", "place.unit"), ("p1", "Door", '"V"')):
        said = text.format(name=name, unit=unit)
        files[f"app/parts/{place}/{file}.py"] = f"from base import Sensor\n{said}{extra}"

    assert bool(copies(files)) is found


def test_a_table_is_declared_for_each_database(copies: Copies) -> None:
    table = ACCOUNT.replace(
        'currency: str = "EUR"', 'currency: str = "EUR"\n    __tablename__ = "a"'
    )

    assert copies({"app/main.py": table, "app/archive.py": table}) == {}


def test_classes_that_only_refuse_are_no_copies(copies: Copies) -> None:
    gone = "class {}Gone:\n" + "".join(
        f"    def {name}(self, request):\n        raise Gone()\n"
        for name in ("index", "show", "create", "update", "delete", "detail")
    )
    files = {f"app/{name}.py": gone.format(name.title()) for name in ("console", "quota")}

    assert copies(files) == {}


def test_what_plug_ins_say_otherwise_may_be_on_purpose(copies: Copies) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)}
    files["app/p1/uses.py"] = "import app.p0.const\n"
    edited = account(("round(total, 2)", "round(total, 3)"))

    found = copies(files | {"app/p0/a.py": ACCOUNT, "app/p1/a.py": edited})

    assert class_evidence(found["app.p1.a.Account"]).asked
    equal = copies(files | {"app/p0/a.py": ACCOUNT, "app/p1/a.py": ACCOUNT})
    assert not class_evidence(equal["app.p1.a.Account"]).asked


def test_plug_ins_that_do_not_know_each_other_share_nothing(copies: Copies) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)}
    files |= {"app/p0/const.py": ACCOUNT, "app/p1/const.py": ACCOUNT}

    assert copies(files) == {}
    assert set(copies({**files, "app/p1/b.py": ACCOUNT})) == {"app.p1.b.Account"}


@pytest.mark.parametrize(
    ("fields", "base", "told"),
    [
        (5, "BaseModel", False),
        (6, "BaseModel", True),
        (5, "Answer", True),
    ],
    ids=["few fields of a framework's record", "many", "few of a base of ours"],
)
def test_records_of_two_names_that_hold_a_few_fields_are_two(
    fields: int, base: str, told: bool, copies: Copies
) -> None:
    held = "".join(f"    field{i}: int\n" for i in range(fields))
    files = {
        f"app/{letter}.py": f"from app.base import {base}\n\n\nclass {name}UserAnswer({base}):\n{held}"
        for letter, name in (("a", "Mail"), ("b", "Phone"), ("c", "Fax"))
    }
    made = "from pydantic import BaseModel\n\n\nclass Answer(BaseModel):\n    seen: bool\n"

    assert bool(copies({"app/__init__.py": "", "app/base.py": made} | files)) is told


@pytest.mark.parametrize(("folder", "told"), [("beta", False), ("new", True)])
def test_a_record_that_is_tried_out_may_change_before_the_other(
    folder: str, told: bool, copies: Copies
) -> None:
    held = "class Order:\n" + "".join(f"    field{i}: int\n" for i in range(7))
    files = {"app/orders.py": held, f"app/{folder}/__init__.py": "", "app/__init__.py": ""}

    assert bool(copies({**files, f"app/{folder}/orders.py": held})) is told


SIDES = [f"app/{side}/schemas" for side in ("client", "server")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("from dataclasses import dataclass\n\n\n@dataclass\nclass Job:\n    name: str\n    size: int\n    owner: str\n", False),
        (ACCOUNT, True),
    ],
    ids=["a record", "work"],
)  # fmt: skip
def test_records_of_trees_that_leave_each_other_alone_are_two_ends_of_one_thing(
    text: str, told: bool, copies: Copies
) -> None:
    packages = ("app", "app/client", "app/server", *SIDES)
    files = {f"{folder}/__init__.py": "" for folder in packages}
    files |= {f"{folder}/{name}.py": "" for folder in SIDES for name in ("flows", "runs")}
    found = copies(files | {f"{folder}/jobs.py": text for folder in SIDES})

    assert bool(found) is told
    assert all(class_evidence(member).cross_domain for member in found.values())


EVENT = """
class Done(Event):
    type: Literal["done"]
    item: str
    at: float
    index: int = 0
"""
VENDORS = {
    f"app/{vendor}/{name}.py": f"A = {vendor!r}\n"
    for vendor in ("first", "second")
    for name in ("speech", "text", "wire/own")
}


def _vendors(said: str) -> dict[str, str]:
    """Two packages of one shape among few, so that nothing is asked of each."""
    return VENDORS | {f"app/{vendor}/wire/events.py": said for vendor in ("first", "second")}


def test_what_plug_ins_send_is_declared_by_each(copies: Copies) -> None:
    files = _vendors(EVENT)
    knows = {"app/second/uses.py": "import app.first.text\n"}

    assert copies(files) == {}
    assert set(copies(files | knows)) == {"app.second.wire.events.Done"}


def test_trees_of_strangers_may_have_files_of_the_same_dotted_names(tmp_path: Path) -> None:
    files = {
        f"{tree}/shared/{name}.py": EVENT if name in {"events", "again"} else f"A = {tree!r}\n"
        for tree in ("first", "second")
        for name in ("__init__", "speech", "text", "own", "events", "again")
    }
    world = draw(tmp_path, files)
    view = View(world.index, world.graph, world.config)
    cases = class_copies.detect(view, Options())

    assert {module.name for module in world.index.all if module.path in files} == {
        "shared", *(f"shared.{name}" for name in ("speech", "text", "own", "events", "again"))
    }  # fmt: skip
    assert [[m.place.path for m in case.members] for case in cases] == [
        [f"{tree}/shared/again.py", f"{tree}/shared/events.py"] for tree in ("first", "second")
    ]


def test_run_across_domains_tells_what_plug_ins_declare(tmp_path: Path) -> None:
    world = draw(tmp_path, _vendors(EVENT))
    view = View(world.index, world.graph, replace(world.config, cross_domain=True))
    (case,) = class_copies.detect(view, Options())

    assert [class_evidence(m).cross_domain for m in case.members if m.suspect] == [True]


def test_what_plug_ins_do_alike_is_noted(copies: Copies) -> None:
    (copy,) = copies(_vendors(ACCOUNT)).values()

    assert class_evidence(copy).asked


SPEC = """
class Spec({base}):
    model: str
    joins: tuple[str, ...]
    upper: bool
    nested: dict[str, str]
    fields: list[str]
    {own}: str
"""


@pytest.mark.parametrize(
    ("base", "told"), [("NamedTuple", False), ("typing.NamedTuple", False), ("BaseModel", True)]
)
def test_records_of_other_fields_are_two_types(base: str, told: bool, copies: Copies) -> None:
    found = copies({
        "app/a.py": SPEC.format(base=base, own="session"),
        "app/b.py": SPEC.format(base=base, own="trace"),
    })  # fmt: skip

    assert [class_evidence(m).asked for m in found.values()] == [True] * told


def test_named_tuple_is_not_extended(copies: Copies) -> None:
    said = SPEC.format(base="NamedTuple", own="session")
    method = "\n    def first(self):\n        return self.joins[0]\n"
    (copy,) = copies({"app/a.py": said, "app/b.py": said + method}).values()

    assert not class_evidence(copy).parted


@pytest.mark.parametrize(
    ("held", "differences"),
    [("name: str", ()), ("name: bytes", ("`item` holds another `Item`",))],
    ids=["the same", "another"],
)
@pytest.mark.parametrize("deep", [False, True], ids=["itself", "what it holds"])
def test_field_that_means_the_class_beside_it_is_another_one(
    held: str, differences: tuple[str, ...], deep: bool, copies: Copies
) -> None:
    inner = "class Inner(Base):\n    {0}\n\n\nclass Item(Base):\n    inner: Inner\n    key: int\n"
    item = inner if deep else "class Item(Base):\n    {0}\n    key: int\n"
    event = EVENT.replace("item: str", "item: Item | None = None")
    found = copies({
        "app/a.py": item.format("name: str") + event,
        "app/b.py": item.format(held) + event,
    })  # fmt: skip

    assert class_evidence(found["app.b.Done"]).differences == differences


ERRORS = dedent("""
    class {base}(Exception):
        pass


    class Refused({base}):
        pass


    class NoStock(Refused):
        def __init__(self, item, wanted):
            self.item = item
            self.wanted = wanted
            super().__init__(f"not enough of {{item}}: {{wanted}} wanted")
    """)


def test_exceptions_below_two_bases_are_two_however_far_below(copies: Copies) -> None:
    files = {
        "app/__init__.py": "",
        "app/shop.py": ERRORS.format(base="ShopError"),
        "app/depot.py": ERRORS.format(base="DepotError"),
    }
    assert copies(files) == {}


PASSING = """
from app.base import Command

RULES = [Command() for _ in range({steps})]

class PassCommand(Command):
    key = "pass"
    words = ["wait", "hold"]
    help = "combat"
    rules = {rules}
"""


@pytest.mark.parametrize(("rules", "told"), [("RULES", False), ("Command()", True)])
def test_what_holds_its_own_modules_thing_is_no_copy(
    rules: str, told: bool, copies: Copies
) -> None:
    files = {
        f"app/{name}.py": PASSING.format(steps=steps, rules=rules)
        for steps, name in enumerate(("magic", "range", "items"))
    }
    found = copies({"app/base.py": "class Command:\n    key = ''\n", **files})

    assert bool([one for one in found if "PassCommand" in str(one)]) is told
