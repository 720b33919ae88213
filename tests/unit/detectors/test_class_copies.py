"""Which classes are taken for copies of each other, and what is proved and told of them."""

from pathlib import Path
from textwrap import dedent, indent

import pytest

from ssotlint.detectors.class_copies import ClassCopiesEvidence
from ssotlint.judges.class_copies import judge
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Options
from ssotlint.model.place import Place, Span
from tests.unit.detectors.copying import ACCOUNT, Copies, account, class_evidence


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
    found = copies({"app/a.py": ACCOUNT, "app/b.py": account(*edits)})

    assert list(found) == ["app.b.Account"]
    assert class_evidence(found["app.b.Account"]).differences == differences
    assert found["app.b.Account"].drifted is drifted


def test_another_name_does_not_hide_a_copy(copies: Copies) -> None:
    renamed = account(("class Account", "class Ledger"))

    assert list(copies({"app/a.py": ACCOUNT, "app/b.py": renamed})) == ["app.b.Ledger"]


def test_a_class_that_names_itself_is_a_copy_of_one_that_names_itself(copies: Copies) -> None:
    edit = (
        "    def balance",
        "    def empty(self):\n        return Account(self.owner)\n\n    def balance",
    )
    renamed = account(edit, ("Account", "Ledger"))
    found = copies({"app/a.py": account(edit), "app/b.py": renamed})

    assert class_evidence(found["app.b.Ledger"]).similarity == 1.0


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
    below = "from app.a import Account\n" + account(
        ("class Account", "class Savings(Account)"),
        ("        self.entries.append((amount, reason))\n", "        self.add(amount)\n"),
        ("            total += amount\n", "            total += amount * self.rate\n"),
    )

    assert copies({"app/a.py": ACCOUNT, "app/b.py": below}) == {}


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
        "bank/other.py": account(*edits),
    })  # fmt: skip
    (copy,) = found.values()
    evidence = class_evidence(copy)
    assert (evidence.based, evidence.base) == (True, base)
    assert not evidence.owned


def test_a_base_between_is_named_where_two_have_one_in_common(copies: Copies) -> None:
    found = copies({
        "bank/base.py": "class Entity:\n    def load(self): return open(self.path)\n",
        "bank/accounts.py": "from bank.base import Entity\n" + account(
            ("class Account:", "class Account(Entity, Light):")
        ),
        "bank/other.py": "from bank.base import Entity\n" + account(
            ("class Account:", "class Account(Entity, Switch):")
        ),
    })  # fmt: skip
    (copy,) = found.values()
    assert class_evidence(copy).base == "a class between these classes and bank.base.Entity"


def test_an_heir_deletes_what_it_repeats(copies: Copies) -> None:
    found = copies({
        "bank/other.py": ACCOUNT,
        "bank/accounts.py": "from bank import other\n" + account(
            ("class Account:", "class Account(other.Account):")
        ),
    })  # fmt: skip
    assert class_evidence(found["bank.accounts.Account"]).derived


def test_a_helper_that_means_something_else_is_told(copies: Copies) -> None:
    uses = [("self.entries.sort()", "self.entries = arranged(self.entries)")]
    found = copies({
        "bank/accounts.py": "def arranged(rows): return sorted(rows)\n" + account(*uses),
        "bank/other.py": "def arranged(rows): return rows[:100]\n" + account(*uses),
    })  # fmt: skip
    evidence = class_evidence(found["bank.other.Account"])
    assert evidence.differences == ("`arranged` stands for something else",)
    assert evidence.asked
    assert evidence.drifted


def test_a_method_may_bear_the_name_of_a_helper(copies: Copies) -> None:
    uses = [
        ("self.entries.sort()", "self.entries = [e for e in self.entries if balance(e)]"),
    ]
    found = copies({
        "bank/accounts.py": "def balance(entry): return entry[0]\n" + account(*uses),
        "bank/other.py": "def balance(entry): return entry[1] > 3\n" + account(*uses),
    })  # fmt: skip
    assert class_evidence(found["bank.other.Account"]).other_names == ("balance",)


def test_an_enumeration_is_not_extended(copies: Copies) -> None:
    base = "class Auto(Enum):\n    @staticmethod\n    def auto(): return 1\n"
    members = "\n".join(f"    {name} = Auto.auto()" for name in "ABCDEFGH")
    more = "\n    def order(self):\n        return 'desc'\n"
    found = copies({
        "bank/base.py": "from enum import Enum\n" + base,
        "bank/accounts.py": "from bank.base import Auto\nclass Sort(Auto):\n" + members,
        "bank/other.py": "from bank.base import Auto\nclass Sort(Auto):\n" + members + more,
    })  # fmt: skip
    evidence = next(iter(map(class_evidence, found.values())))
    assert (evidence.owned, evidence.enumerated, evidence.parted) == (True, True, False)


@pytest.mark.parametrize(
    ("comment", "told"), [("", False), ("# Copied from app.money\n", True)], ids=["none", "known"]
)
def test_what_lives_on_took_the_place_of_a_class_in_a_folder_called_legacy(
    comment: str, told: bool, copies: Copies
) -> None:
    files = {"app/legacy/money.py": f"{comment}{ACCOUNT.lstrip()}", "app/money.py": ACCOUNT}

    assert bool(copies(files)) is told


def test_what_stands_in_two_functions_of_one_file_is_moved_out_of_them(copies: Copies) -> None:
    week, year = (
        f"def {name}():\n{indent(ACCOUNT, '    ')}\n    return Account\n"
        for name in ("week", "year")
    )
    (near,) = copies({"app/__init__.py": "", "app/a.py": week + year}).values()
    (far,) = copies({"app/a.py": week, "app/b.py": year}).values()
    one, other = class_evidence(near), class_evidence(far)

    assert (one.lifted, one.movable, one.home, one.hindrance) == (True, False, "app.a itself", "")
    assert (other.lifted, other.movable, other.home) == (False, True, "a module of app")


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
        members.append(Member(place=place, symbol=f"{path[0]}.{called}",
                              evidence=evidence, suspect=path == "b.py"))  # fmt: skip
    case = Case(detector="class_copies", subject="", title="", members=tuple(members), canonical=0)

    found = judge(case, Excerpts(tmp_path), Options())

    assert (found is not None) is is_told
