"""Which classes are taken for copies of each other, and what is proved of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent, indent

import pytest

from ssotlint.detectors import class_copies
from ssotlint.detectors.class_copies import ClassCopiesEvidence
from ssotlint.detectors.view import View
from ssotlint.judges.class_copies import judge
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case, Member
from ssotlint.model.place import Place, Span
from tests.worlds import draw

Copies = Callable[[Mapping[str, str]], dict[str, Member]]

ACCOUNT = dedent('''
    class Account:
        """Money of somebody."""

        currency: str = "EUR"

        def __init__(self, owner):
            self.owner = owner
            self.entries = []

        def book(self, amount, reason):
            if not reason:
                raise ValueError("a booking needs a reason")
            self.entries.append((amount, reason))
            self.entries.sort()

        def balance(self):
            total = 0
            for amount, _ in self.entries:
                total += amount
            return round(total, 2)

        def statement(self):
            lines = [f"{amount} {reason}" for amount, reason in self.entries]
            return "\\n".join([self.owner, *lines])
    ''')


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    """The confirmed copies in a world, by symbol; canonical ones are left out."""

    def find(files: Mapping[str, str]) -> dict[str, Member]:
        world = draw(tmp_path, files)
        view = View(world.index, world.graph, world.config)
        options = class_copies.ClassCopiesOptions()
        cases = [
            judge(case, Excerpts(tmp_path), options) for case in class_copies.detect(view, options)
        ]
        return {m.symbol: m for case in cases if case for m in case.members if m.suspect}

    return find


def _evidence(member: Member) -> ClassCopiesEvidence:
    assert isinstance(member.evidence, ClassCopiesEvidence)
    return member.evidence


def _replaced(*edits: tuple[str, str]) -> str:
    text = ACCOUNT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("edits", "differences", "drifted"),
    [
        pytest.param([], (), False, id="the same text"),
        pytest.param([("Money of somebody.", "An account.")], (), False, id="another docstring"),
        pytest.param([("total", "summed")], (), False, id="other names of variables"),
        pytest.param(
            [("a booking needs a reason", "why?")],
            (('`book` `raise ValueError("why?")` instead of '
             '`raise ValueError("a booking needs a reason")` (another message)'),),
            False,
            id="another message",
        ),
        pytest.param(
            [("round(total, 2)", "round(total, 3)")],
            (("`balance` `return round(total, 3)` instead of `return round(total, 2)` "
             "(another number)"),),
            True,
            id="another bound",
        ),
        pytest.param(
            [('str = "EUR"', 'str = "USD"')],
            ('`currency: str = "USD"` instead of `currency: str = "EUR"`',),
            True,
            id="another value",
        ),
        pytest.param(
            [("    def balance", "    def owner_name(self):\n        return self.owner.strip()\n\n    def balance")],
            ("adds `owner_name`",),
            True,
            id="another member",
        ),
    ],
)  # fmt: skip
def test_namesakes_are_compared_member_by_member(
    copies: Copies, edits: list[tuple[str, str]], differences: tuple[str, ...], drifted: bool
) -> None:
    found = copies({"app/a.py": ACCOUNT, "app/b.py": _replaced(*edits)})

    assert list(found) == ["app.b.Account"]
    assert _evidence(found["app.b.Account"]).differences == differences
    assert found["app.b.Account"].drifted is drifted


def test_another_name_does_not_hide_a_copy(copies: Copies) -> None:
    renamed = _replaced(("class Account", "class Ledger"))

    assert list(copies({"app/a.py": ACCOUNT, "app/b.py": renamed})) == ["app.b.Ledger"]


def test_a_class_that_names_itself_is_a_copy_of_one_that_names_itself(copies: Copies) -> None:
    edit = (
        "    def balance",
        "    def empty(self):\n        return Account(self.owner)\n\n    def balance",
    )
    renamed = _replaced(edit, ("Account", "Ledger"))
    found = copies({"app/a.py": _replaced(edit), "app/b.py": renamed})

    assert _evidence(found["app.b.Ledger"]).similarity == 1.0


def test_what_is_half_as_alike_is_no_copy(copies: Copies) -> None:
    other = dedent("""
        class Account:
            def __init__(self, owner):
                self.owner = owner
                self.entries = []

            def book(self, amount, reason):
                with self.lock:
                    self.log.append((amount, reason, self.clock.now()))

            def balance(self):
                return self.cache.get_or(self.owner, self.summed)
        """)

    assert copies({"app/a.py": ACCOUNT, "app/b.py": other}) == {}


def test_a_subclass_that_says_much_again_is_no_copy_of_its_base(copies: Copies) -> None:
    below = "from app.a import Account\n" + _replaced(
        ("class Account", "class Savings(Account)"),
        ("        self.entries.append((amount, reason))\n", "        self.add(amount)\n"),
        ("            total += amount\n", "            total += amount * self.rate\n"),
    )

    assert copies({"app/a.py": ACCOUNT, "app/b.py": below}) == {}


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
    edited = _replaced(("round(total, 2)", "round(total, 3)"))

    found = copies(files | {"app/p0/a.py": ACCOUNT, "app/p1/a.py": edited})

    assert _evidence(found["app.p1.a.Account"]).asked
    equal = copies(files | {"app/p0/a.py": ACCOUNT, "app/p1/a.py": ACCOUNT})
    assert not _evidence(equal["app.p1.a.Account"]).asked


def test_plug_ins_that_do_not_know_each_other_share_nothing(copies: Copies) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)}
    files |= {"app/p0/const.py": ACCOUNT, "app/p1/const.py": ACCOUNT}

    assert copies(files) == {}
    assert set(copies({**files, "app/p1/b.py": ACCOUNT})) == {"app.p1.b.Account"}


@pytest.mark.parametrize(
    ("edits", "base"),
    [
        pytest.param(
            [("class Account:", "class Account(Switch):")],
            "a base class beside bank.accounts.Account",
            id="other bases",
        ),
        pytest.param(
            [("class Account:", "class Purse:")],
            "a base class beside bank.accounts.Account",
            id="another name",
        ),
    ],
)
def test_what_is_another_kind_of_thing_shares_a_base(
    copies: Copies, edits: list[tuple[str, str]], base: str
) -> None:
    found = copies({
        "bank/accounts.py": ACCOUNT,
        "bank/orders.py": "from bank.accounts import Account\n",
        "bank/other.py": _replaced(*edits),
    })  # fmt: skip
    (copy,) = found.values()
    evidence = _evidence(copy)
    assert (evidence.based, evidence.base) == (True, base)
    assert not evidence.owned


def test_a_base_between_is_named_where_two_have_one_in_common(copies: Copies) -> None:
    found = copies({
        "bank/base.py": "class Entity:\n    def load(self): return open(self.path)\n",
        "bank/accounts.py": "from bank.base import Entity\n" + _replaced(
            ("class Account:", "class Account(Entity, Light):")
        ),
        "bank/other.py": "from bank.base import Entity\n" + _replaced(
            ("class Account:", "class Account(Entity, Switch):")
        ),
    })  # fmt: skip
    (copy,) = found.values()
    assert _evidence(copy).base == "a class between theirs and bank.base.Entity"


def test_an_heir_deletes_what_it_repeats(copies: Copies) -> None:
    found = copies({
        "bank/other.py": ACCOUNT,
        "bank/accounts.py": "from bank import other\n" + _replaced(
            ("class Account:", "class Account(other.Account):")
        ),
    })  # fmt: skip
    assert _evidence(found["bank.accounts.Account"]).derived


def test_a_helper_that_means_something_else_is_told(copies: Copies) -> None:
    uses = [("self.entries.sort()", "self.entries = arranged(self.entries)")]
    found = copies({
        "bank/accounts.py": "def arranged(rows): return sorted(rows)\n" + _replaced(*uses),
        "bank/other.py": "def arranged(rows): return rows[:100]\n" + _replaced(*uses),
    })  # fmt: skip
    evidence = _evidence(found["bank.other.Account"])
    assert evidence.differences == ("`arranged` stands for something else",)
    assert evidence.asked
    assert evidence.drifted


def test_a_method_may_bear_the_name_of_a_helper(copies: Copies) -> None:
    uses = [
        ("self.entries.sort()", "self.entries = [e for e in self.entries if balance(e)]"),
    ]
    found = copies({
        "bank/accounts.py": "def balance(entry): return entry[0]\n" + _replaced(*uses),
        "bank/other.py": "def balance(entry): return entry[1] > 3\n" + _replaced(*uses),
    })  # fmt: skip
    assert _evidence(found["bank.other.Account"]).other_names == ("balance",)


def test_an_enumeration_is_not_extended(copies: Copies) -> None:
    base = "class Auto(Enum):\n    @staticmethod\n    def auto(): return 1\n"
    members = "\n".join(f"    {name} = Auto.auto()" for name in "ABCDEFGH")
    more = "\n    def order(self):\n        return 'desc'\n"
    found = copies({
        "bank/base.py": "from enum import Enum\n" + base,
        "bank/accounts.py": "from bank.base import Auto\nclass Sort(Auto):\n" + members,
        "bank/other.py": "from bank.base import Auto\nclass Sort(Auto):\n" + members + more,
    })  # fmt: skip
    evidence = next(iter(map(_evidence, found.values())))
    assert (evidence.owned, evidence.enumerated, evidence.parted) == (True, True, False)


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


@pytest.mark.parametrize(
    ("comment", "told"), [("", False), ("# Copied from app.money\n", True)], ids=["none", "known"]
)
def test_what_lives_on_took_the_place_of_a_class_in_a_folder_called_legacy(
    comment: str, told: bool, copies: Copies
) -> None:
    files = {"app/legacy/money.py": f"{comment}{ACCOUNT.lstrip()}", "app/money.py": ACCOUNT}

    assert bool(copies(files)) is told


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
    assert all(_evidence(member).cross_domain for member in found.values())


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


def test_run_across_domains_tells_what_plug_ins_declare(tmp_path: Path) -> None:
    world = draw(tmp_path, _vendors(EVENT))
    view = View(world.index, world.graph, replace(world.config, cross_domain=True))
    (case,) = class_copies.detect(view, class_copies.ClassCopiesOptions())

    assert [_evidence(m).cross_domain for m in case.members if m.suspect] == [True]


def test_what_plug_ins_do_alike_is_noted(copies: Copies) -> None:
    (copy,) = copies(_vendors(ACCOUNT)).values()

    assert _evidence(copy).asked


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

    assert [_evidence(m).asked for m in found.values()] == [True] * told


def test_named_tuple_is_not_extended(copies: Copies) -> None:
    said = SPEC.format(base="NamedTuple", own="session")
    method = "\n    def first(self):\n        return self.joins[0]\n"
    (copy,) = copies({"app/a.py": said, "app/b.py": said + method}).values()

    assert not _evidence(copy).parted


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

    assert _evidence(found["app.b.Done"]).differences == differences


def test_what_stands_in_two_functions_of_one_file_is_moved_out_of_them(copies: Copies) -> None:
    week, year = (
        f"def {name}():\n{indent(ACCOUNT, '    ')}\n    return Account\n"
        for name in ("week", "year")
    )
    (near,) = copies({"app/__init__.py": "", "app/a.py": week + year}).values()
    (far,) = copies({"app/a.py": week, "app/b.py": year}).values()
    one, other = _evidence(near), _evidence(far)

    assert (one.lifted, one.movable, one.home, one.hindrance) == (True, False, "app.a itself", "")
    assert (other.lifted, other.movable, other.home) == (False, True, "a module of app")


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


def test_a_base_of_one_name_that_is_another_class_is_another_base(copies: Copies) -> None:
    held = ACCOUNT.replace("class Account:", "class Account(Ledger):")
    ledger = "class Ledger:\n    def close(self):\n        self.open = {}\n"
    files = {
        "app/__init__.py": "",
        "app/a.py": ledger.format("False") + held,
        "app/b.py": ledger.format("None") + held,
    }
    (member,) = copies(files).values()

    assert isinstance(member.evidence, ClassCopiesEvidence)
    assert member.evidence.differences == ("`Ledger` is another class",)
    assert (member.evidence.owned, member.evidence.based) == (False, True)


FILLED_IN = """
try:
    from books import Ledger
except ImportError:
    class Ledger:
        {0} = None
"""


def test_a_base_that_fills_in_for_an_import_is_what_could_not_be_imported(copies: Copies) -> None:
    held = ACCOUNT.replace("class Account:", "class Account(Ledger):")
    files = {
        "app/__init__.py": "",
        "app/a.py": FILLED_IN.format("close") + held,
        "app/b.py": FILLED_IN.format("open") + held,
    }
    (member,) = copies(files).values()

    assert isinstance(member.evidence, ClassCopiesEvidence)
    assert member.evidence.differences == ()


def test_a_base_that_was_copied_too_is_the_same(copies: Copies) -> None:
    held = ACCOUNT.replace("class Account:", "class Account(Ledger):")
    ledger = "class Ledger:\n    def close(self):\n        self.open = False\n"
    files = {"app/__init__.py": "", "app/a.py": ledger + held, "app/b.py": ledger + held}

    (member,) = [m for m in copies(files).values() if m.symbol == "app.b.Account"]
    assert isinstance(member.evidence, ClassCopiesEvidence)
    assert member.evidence.owned


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


def test_what_is_put_around_a_method_is_a_difference(copies: Copies) -> None:
    guarded = ACCOUNT.replace("    def book(", "    @allowed\n    def book(")

    (member,) = copies({"app/a.py": ACCOUNT, "app/b.py": guarded}).values()

    evidence = member.evidence
    assert isinstance(evidence, ClassCopiesEvidence)
    assert evidence.differences == ("`book` adds `@allowed`",)
    assert evidence.similarity < 1.0


COLORS = """
class Colors:
    RED = '\\033[91m'
    GREEN = "\\x1b[92m"
    BOLD = '\\033[1m\\033[4m'
    BLUE = '\\033[94m'
    PINK = '\\033[95m'
    END = '\\033[0m'
"""


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", 0),
        ("    WORD = 'blue and pink'\n", 1),
        ("    def paint(self, text):\n        return self.RED + text + self.END\n", 1),
    ],
)
def test_colors_of_a_terminal_are_everybodys(more: str, found: int, copies: Copies) -> None:
    files = {f"bank/{name}.py": COLORS + more for name in ("report", "audit")}

    assert len(copies(files)) == found


LAYER = """
class {name}(Module):
    def __init__(self, config, index, prefix=""):
        super().__init__()
        self.index = index
        self.drops = config.drops and not config.frozen
        self.hooks = [hook(config) for hook in config.hooks]
        self.kept = list(config.kept or ())
        self.seen = 0
        {own}
        self.before = Norm(config.size, eps=config.eps, prefix=prefix)
        self.after = Norm(config.size, eps=config.eps, prefix=prefix)

    def forward(self, states, rest=None):
        if rest is None:
            rest, states = states, self.before(states)
        else:
            states, rest = self.before(states, rest)
        states = self.attention(states)
        states, rest = self.after(states, rest)
        if self.drops:
            states, rest = self.drop(states, index=self.index), self.drop(rest, index=self.index)
        for hook in self.hooks:
            if hook.wants(self.index, states):
                hook.take(self.index, states, rest)
        self.seen += states.size
        self.kept = [one for one in self.kept if one.index < self.index or one.held]
        return self.inner(states), rest
"""
PLAIN = (
    "self.attention = Attention(config.size, config.heads, prefix=prefix)",
    "self.inner = Inner(config.size, config.inner, prefix=prefix)",
    "self.scale = config.scale",
    "self.heads = config.heads",
    "self.width = config.width",
)
MIXED = (
    "self.attention = Attention(config.size, rope=config.rope, window=config.window)",
    "self.inner = Experts(config.size, index, config.experts)",
    "self.scale = config.scale * 2",
    "self.heads = config.groups",
    "self.width = config.size // 4",
    "self.sparse = index in config.sparse and not config.dense",
)


@pytest.mark.parametrize(
    ("own", "name", "others", "is_told"),
    [
        (MIXED, "MixedLayer", (), False),
        (MIXED[:1] + PLAIN[1:], "MixedLayer", (), True),
        (MIXED, "Layer", (), True),
        (MIXED, "Layer", ("Norm",), False),
        (MIXED[:1] + PLAIN[1:], "Layer", ("Norm",), True),
    ],
    ids=["in many ways", "in one way", "by one name", "of other things", "hardly"],
)  # fmt: skip
def test_what_is_made_in_many_other_ways_is_another_class(
    own: tuple[str, ...], name: str, others: tuple[str, ...], is_told: bool, tmp_path: Path
) -> None:
    members = []
    for path, called, said in (("a.py", "Layer", PLAIN), ("b.py", name, own)):
        text = LAYER.format(name=called, own="\n        ".join(said)).strip()
        (tmp_path / path).write_text(text)
        rows = text.splitlines()
        place = Place(path, Span(1, 1, len(rows), len(rows[-1]) + 1))
        evidence = ClassCopiesEvidence(methods=2, same_name=called == "Layer", other_names=others)
        members.append(Member(place=place, symbol=f"{path[0]}.{called}", extent=place,
                              evidence=evidence, suspect=path == "b.py"))  # fmt: skip
    case = Case(detector="class_copies", subject="", title="", members=tuple(members), canonical=0)

    found = judge(case, Excerpts(tmp_path), class_copies.ClassCopiesOptions())

    assert (found is not None) is is_told
