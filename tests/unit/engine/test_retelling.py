"""Which reports are told again after an edit, and which are found out anew."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from ssotlint.engine import attempt, ledger
from ssotlint.engine.cases import packed
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.request import Request
from ssotlint.engine.retelling import Retelling
from ssotlint.engine.run import run
from ssotlint.engine.shifts import Shifts
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.place import Place, Span
from ssotlint.model.value import replace
from ssotlint.report import FORMATS
from ssotlint.rulebook.book import load
from tests.editing import Edited

BODY = """
    found = []
    for row in rows:
        if row and row not in found:
            found.append(row)
    total = len(found)
    return sorted(found), total
"""
FILES = {
    "shop/__init__.py": "",
    "shop/money.py": f"def gather(rows):{BODY}",
    "shop/cart.py": f"from shop.nowhere import tax\n\n\ndef gather(rows):{BODY}",
    "shop/plain.py": "def plain(x):\n    y = x\n    return y\n",
    "tests/test_cart.py": """
from shop.cart import gather, missing


def test_gather():
    value = gather([1], 2)
    assert value
""",
}
TEST = "tests/test_cart.py"


class Retold:
    """A project whose files were written long ago, and whether its last report was told again."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = Edited(home, settled=True)
        self.told = False
        self.opened = False
        self.judged: set[str] = set()
        retold, judged = attempt.retold, Retelling._judged

        def noted(project: Project, request: Request) -> attempt.Retold:
            self.judged = set()
            found = retold(project, request)
            self.told, self.opened = found.report is not None, found.opened is not None
            return found

        def judging(self_: Retelling, number: int, suspects: Sequence[Case]) -> list[bytes]:
            self.judged.add(self_.question(number).detector)
            return judged(self_, number, suspects)

        monkeypatch.setattr(attempt, "retold", noted)
        monkeypatch.setattr(Retelling, "_judged", judging)
        self.run(FILES)

    def run(self, files: dict[str, str]) -> bool:
        """Whether the report is told again when the files are these; it is that from nothing."""
        self.project.sync(files)
        report, told, opened, judged = self.project.warm(), self.told, self.opened, self.judged
        assert report == self.project.cold()
        self.opened, self.judged = opened, judged
        return told

    def edit(self, path: str, old: str, new: str) -> bool:
        """The same after a replacement in one file."""
        text = self.project.files[path]
        assert old in text
        return self.run({**self.project.files, path: text.replace(old, new, 1)})

    def known(self, cache: str) -> dict[str, object]:
        """What is known by name after a run with a cache."""
        root = self.project.root
        request = Request(root=root, paths=(root,), formats=("json",), jobs=1,
                          cache=self.project.home / cache)  # fmt: skip
        run(request)
        project = open_project(request)
        names = ("gather", "plain", "test_gather")
        found: dict[str, object] = {name: ledger.recall(project, name) for name in names}
        found["favourites"] = ledger.favourites(project)
        project.store.close()
        return found


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Retold:
    return Retold(tmp_path, monkeypatch)


def test_findings_that_move_in_a_file_are_told_where_they_stand_now(project: Retold) -> None:
    assert project.edit(TEST, "from", "# a note\n\nfrom")


def test_a_body_of_a_test_is_nobodys_business(project: Retold) -> None:
    assert project.edit(TEST, "    assert value", "    other = 1\n    assert value")


def test_what_a_judge_would_read_the_same_is_not_judged_again(project: Retold) -> None:
    assert project.edit(TEST, "from", "# a note\n\nfrom")
    assert "calls" not in project.judged
    assert project.edit(TEST, "    assert value", "    other = 1\n    assert value")
    assert "calls" in project.judged
    assert project.edit("shop/cart.py", "total = len(found)", "total = len(found)  # of them")
    assert "calls" in project.judged


def test_an_import_that_fails_is_judged_again_for_what_may_supply_it(project: Retold) -> None:
    body = "total = len(found)"
    assert project.edit("shop/cart.py", body, "more = found\n    total = len(more)")
    assert "unresolved" not in project.judged
    supplied = 'sys.modules["shop.nowhere"] = found\n    total = len(more)'
    assert project.edit("shop/cart.py", "total = len(more)", supplied)
    assert "unresolved" in project.judged


def test_what_a_test_says_elsewhere_acquits_a_call(project: Retold) -> None:
    mocked = '\n\ndef test_other(monkeypatch):\n    monkeypatch.setattr("shop.cart.gather", 1)\n'
    last = "    assert value\n"
    project.edit(TEST, last, last + mocked)
    assert '"rule": "incompatible-call"' not in project.project.warm()


def test_several_edits_count_from_the_last_run_that_found_out(project: Retold) -> None:
    assert project.edit(TEST, "from", "# a note\n\nfrom")
    assert project.edit(TEST, "# a note", "# a note\n\n# and another")
    assert project.edit("shop/cart.py", "def", "# a third\ndef")
    assert project.edit("shop/plain.py", "def", "# a fourth\ndef")


def test_a_file_that_is_as_it_was_is_told_as_it_was(project: Retold) -> None:
    before = dict(project.project.files)
    assert project.edit(TEST, "from", "# a note\n\nfrom")
    assert project.run(before)


def test_every_format_tells_the_same_as_from_nothing(project: Retold) -> None:
    formats = tuple(sorted(FORMATS.keys() - {"statistics"}))
    root = project.project.root
    request = Request(root=root, paths=(root,), formats=formats, jobs=1)
    run(replace(request, cache=project.project.home / "cache"))
    text = project.project.files[TEST]
    project.project.sync({**project.project.files, TEST: f"# a note\n{text}"})
    again = run(replace(request, cache=project.project.home / "cache"))
    assert project.told
    assert again.texts == run(replace(request, use_cache=False)).texts


def test_a_copy_that_is_edited_is_told_with_what_is_said_of_it_now(project: Retold) -> None:
    """So it is after edits by which nobody asks for it again, and after the end of one of those."""
    edits = [
        ("shop/cart.py", "total = len(found)", "total = 0"),
        (TEST, "    assert value", "    other = 1\n    assert value"),
    ]
    assert [(project.edit(*edit), project.opened) for edit in edits] == [
        (True, True),
        (True, False),
    ]
    assert project.edit("shop/cart.py", "def", "# a note\n\ndef")
    assert project.edit(TEST, "    other = 1\n", "")
    assert project.edit("shop/cart.py", "total = 0", "total = len(found)")


def test_a_copy_that_joins_others_is_told(project: Retold) -> None:
    assert project.edit("shop/plain.py", "def plain", f"def gather(rows):{BODY}\n\ndef plain")


def test_a_line_in_a_text_is_told_as_it_is_now(project: Retold) -> None:
    """Of imports in a circle the lines are told."""
    till = "from shop.drawer import Drawer\n\n\nclass Till:\n    drawer = Drawer\n"
    drawer = "from shop import till\n\n\nclass Drawer:\n    till = till.Till\n"
    project.run({**project.project.files, "shop/till.py": till, "shop/drawer.py": drawer})
    assert "shop.till:1" in project.project.warm()
    assert project.edit("shop/till.py", "from", "# a note\n\nfrom")
    assert "shop.till:3" in project.project.warm()
    assert project.edit("shop/plain.py", "y = x", "y = x + 1")
    assert project.edit("shop/till.py", "class", "# a note\nclass")


def test_a_call_that_comes_is_told(project: Retold) -> None:
    assert project.edit(TEST, "    assert value", "    gather(1, 2, 3)\n    assert value")


def test_a_name_that_nobody_asks_for_is_nobodys_business(project: Retold) -> None:
    assert project.edit("shop/plain.py", "def plain", "def other(x):\n    pass\n\n\ndef plain")
    assert project.opened
    assert project.edit("shop/cart.py", "def", "# a note\ndef")
    assert project.edit("shop/plain.py", "def plain", "import json\n\n\ndef plain")


def test_a_name_that_somebody_asks_for_is_told(project: Retold) -> None:
    assert project.edit("shop/cart.py", "def", "def missing():\n    pass\n\n\ndef")
    assert project.edit("shop/cart.py", "def missing", "def lost")


def test_a_call_that_reaches_what_it_reached_is_nobodys_business(project: Retold) -> None:
    other = "from shop.nothing import lost\n\n\ndef other(x):\n    y = x\n    return lost(y)\n"
    project.run({**project.project.files, "shop/other.py": other})
    assert project.edit("shop/other.py", "lost(y)", "lost(y, lost(x))")
    assert project.opened
    assert "calls" not in project.judged
    assert project.edit("shop/other.py", "lost(x)", "other(x, 1)")
    assert "calls" in project.judged


def test_from_where_most_take_what_others_pass_on_is_known_by_name_after_an_edit(
    project: Retold,
) -> None:
    user = "from shop.{} import {}\n"
    others = sorted(load().rules.keys() - {"unparsable-file"})  # none that looks at imports
    off = "".join(f"[rules.{name}]\nenabled = false\n" for name in others)
    more = {
        "ssotlint.toml": off,
        "shop/made.py": "def first(x):\n    return x\n\n\ndef second(y):\n    return [y]\n",
        "shop/api.py": "from shop.made import first, second\n\n__all__ = ['first', 'second']\n",
        **{f"shop/user{n}.py": user.format("api", "first") for n in range(3)},
        "shop/last.py": "import json\n",
    }
    project.run({**project.project.files, **more})
    project.edit("shop/last.py", "import json", "from shop.api import second")
    assert project.known("cache") == project.known("another")
    project.edit("shop/last.py", "from shop.api", "from shop.made")
    assert project.known("cache") == project.known("another")


def test_an_exception_in_the_code_is_found_out_anew(project: Retold) -> None:
    said = "from shop.cart import gather, missing  # ssotlint: ignore[imports] -- known"
    assert not project.edit(TEST, "from shop.cart import gather, missing", said)
    assert not project.edit(TEST, "from", "# a note\n\nfrom")


def test_a_file_that_cannot_be_read_is_told(project: Retold) -> None:
    assert project.edit(TEST, "def", "deff")
    assert project.edit(TEST, "deff", "def other():\n    pass\n\n\ndef")


def test_another_file_is_found_out_anew(project: Retold) -> None:
    assert not project.run({**project.project.files, "shop/more.py": "x = 1\n"})


def test_what_is_known_by_name_moves_along(project: Retold) -> None:
    assert project.edit("shop/cart.py", "def", "# a note\ndef")
    assert project.edit("shop/money.py", "def", "# a note\ndef")
    assert project.known("cache") == project.known("another")


def test_what_is_known_by_name_moves_back(project: Retold) -> None:
    assert project.edit("shop/cart.py", "def", "# a note\ndef")
    assert project.edit("shop/money.py", "def", "# a note\ndef")
    assert project.edit("shop/cart.py", "# a note\ndef", "def")
    assert project.known("cache") == project.known("another")
    assert project.edit("shop/money.py", "# a note\ndef", "def")
    assert project.known("cache") == project.known("third")


def test_facts_that_are_damaged_are_found_out_anew(project: Retold) -> None:
    (cache,) = (project.project.home / "cache").glob("facts-*.sqlite")
    with closing(sqlite3.connect(cache)) as connection, connection:
        connection.execute("UPDATE facts SET shape = x'00'")
    assert not project.edit(TEST, "from", "# a note\n\nfrom")


def at(*spans: tuple[int, int, int, int], path: str = "a.py", symbol: str = "a.f",
       note: str = "") -> bytes:  # fmt: skip
    """A case whose members stand at some spans."""
    places = [Place(path, Span(*span)) for span in spans]
    members = tuple(
        Member(place=place, symbol=symbol, evidence=Evidence(), note=note) for place in places
    )
    return packed(Case(detector="clones", subject="a.f", title="f", members=members))


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (at((1, 1, 9, 1), (1, 1, 2, 9)), at((1, 1, 10, 1), (2, 1, 3, 9)), False),
        (at((2, 1, 2, 9)), at((3, 1, 3, 9)), True),
        (at((2, 1, 2, 9), (5, 1, 6, 1)), at((2, 1, 2, 9), (7, 1, 8, 1)), True),
        (at((2, 1, 2, 9), (5, 1, 6, 1)), at((7, 1, 7, 9), (5, 1, 6, 1)), False),
        (at((2, 1, 2, 3), (2, 4, 2, 6)), at((2, 1, 2, 3), (3, 1, 3, 3)), False),
        (at((2, 1, 2, 9), path="b.py"), at((3, 1, 3, 9), path="b.py"), False),
        (at((2, 1, 2, 9)), at((2, 1, 2, 9), symbol="a.g"), False),
        (at((2, 1, 2, 9)), at((2, 1, 2, 9), (5, 1, 6, 1)), False),
        (at((2, 1, 2, 9)), at((2, 1, 2, 9), note="other"), True),
    ],
)
def test_places_may_move_as_long_as_they_keep_order_and_lines(
    before: bytes, after: bytes, kept: bool
) -> None:
    shifts = Shifts({"a.py"})
    shifts.compare(before, after)
    assert shifts.keep_order() == kept


def test_a_method_of_a_class_that_others_use_is_nobodys_business(project: Retold) -> None:
    base = "class Base:\n    def rate(self):\n        value = 1\n        return value\n"
    test = "from tests.base import Base\n\n\nclass TestBase(Base):\n    def test(self):\n"
    test += "        assert self.rate()\n        assert self.rats()\n"
    project.run({**project.project.files, "tests/base.py": base, "tests/test_base.py": test})
    assert project.edit("tests/base.py", "value = 1", "value = 2")
    assert '"rule": "missing-member"' in project.project.warm()
    project.edit("tests/base.py", "value = 2", "setattr(self, 'rats', 2)")
    assert '"rule": "missing-member"' not in project.project.warm()


def test_what_is_imported_together_and_then_apart_is_found_out_anew(project: Retold) -> None:
    priced = {
        "shop/sums/__init__.py": "from shop.sums.price import Price\nfrom shop.sums.rate import Rate\n"
        '__all__ = ["Price", "Rate"]\n',
        "shop/sums/rate.py": "class Rate: ...\n",
        "shop/sums/price.py": "class Price: ...\n\n\nclass Rounding: ...\n",
        "shop/orders.py": "from shop.sums import Price\n\nfree = Price()\n",
        "desk/till.py": "from shop.sums import Price\n\nopen = Price()\n",
        "shop/tax.py": "from shop.sums import Rate\n"
        "from shop.sums.price import Price, Rounding\n\nused = Rate, Price, Rounding\n",
    }
    project.run({**FILES, **priced})
    project.edit("shop/tax.py", "Price, Rounding", "Price\nfrom shop.sums.price import Rounding")
    assert "competing-import-paths" in project.project.warm()


def test_what_a_declared_copy_is_said_of_is_found_out_anew(project: Retold) -> None:
    head = "class Cart:  # ssotlint: copy-of shop.wagon.Cart"
    body = """
    def add(self, row):
        self.rows = [row]
        if row:
            self.total = row
        return self.rows

    def drop(self, row):
        for one in self.rows:
            if one == row:
                self.rows.remove(one)
        return row
"""
    copy = f"{head}{body}\n\nclass Other:\n    x = 1\n"
    project.run({**FILES, "shop/wagon.py": f"class Cart:{body}", "shop/basket.py": copy})
    moved = copy.replace(head, "class Cart:").replace("Other:", f"Other:{head[11:]}")
    project.run({**project.project.files, "shop/basket.py": moved})
    assert "duplicate-class" in project.project.warm()


def test_what_was_seen_to_hold_is_not_asked_again(project: Retold) -> None:
    path, added = "shop/plain.py", "def late(x):\n    return ['later', x, 7]\n\n\ndef plain"
    edits = [
        (path, "def plain", added), (path, "['later', x, 7]", "['later', 8, x, 7]"),
        (TEST, "    assert value", "    other = 1\n    assert value"),
    ]  # fmt: skip
    assert [(project.edit(*edit), project.opened) for edit in edits] == [
        (True, True), (True, False), (True, False),
    ]  # fmt: skip
    project.run({**project.project.files, path: FILES[path]})  # as it was


def test_what_a_look_at_an_edited_file_has_read_is_asked_when_it_changes(project: Retold) -> None:
    """The edited file asks for a class whose members nobody could tell, and then they can."""
    body = "        y = x\n        {}(self)[x] = y\n        return y\n"
    till = f"class Till:\n    def __init__(self, x):\n{body}"
    user = f"from shop.till import Till\n\nprint(Till)\n\n\n{FILES['shop/plain.py']}"
    more = {"shop/till.py": till.format("vars"), "shop/plain.py": user}
    project.run({**project.project.files, **more})
    asking = f"{user}\n\ndef late(x):\n    till = Till(x)\n    return till.size(), [x, 7]\n"
    assert project.run({**project.project.files, "shop/plain.py": asking})
    assert '"rule": "missing-member"' not in project.project.warm()
    project.edit("shop/till.py", "vars", "repr")
    assert '"rule": "missing-member"' in project.project.warm()
