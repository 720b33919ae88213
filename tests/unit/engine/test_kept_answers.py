"""Which answers of the last run are told again, and what is found out again for the others."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ssotlint.detectors import letters as said
from ssotlint.engine import judging, session
from ssotlint.engine.answers import Answers
from ssotlint.engine.outline import Outline
from ssotlint.graph import callers
from ssotlint.graph.classes import Classes
from ssotlint.index.codec import CallGroup
from ssotlint.index.index import Module
from ssotlint.index.mentions import surface_of
from ssotlint.index.store import Store
from ssotlint.index.tallies import Tally
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Shape, Surface
from ssotlint.model.place import Place, Span
from ssotlint.model.report import Finding, Report
from ssotlint.model.value import replace
from ssotlint.report import json
from ssotlint.report.wire import FindingObject
from tests.editing import Edited
from tests.unit.engine.asking import FILES, Asked


def test_an_answer_moves_along_when_lines_move(project: Asked) -> None:
    before = project.project.cold()
    assert project.edit("shop/cart.py", "\n\ndef", "\n\n\n\n\ndef") == set()
    assert project.project.cold() != before


def test_an_answer_moves_along_with_a_body_that_it_does_not_look_at(project: Asked) -> None:
    asked = project.edit("shop/money.py", "result = 0", "result = 0\n    rest = 1")
    assert not asked & {"calls", "unresolved"}


def test_what_was_innocent_in_an_edited_file_is_judged_again(project: Asked) -> None:
    body = """
_made = None


def made():
    global _made
    if _made is None:
        _made = {kind}
    return _made
"""
    path = "shop/kept.py"
    project.run({**project.project.files, path: body.format(kind="tuple()")})
    project.edit(path, "tuple()", "(None,) and tuple()")
    project.edit(path, "(None,) and tuple()", "list()")


def test_an_answer_that_tells_a_line_is_asked_again_when_that_line_moves(project: Asked) -> None:
    one, other = "from shop import {}\n\n\ndef {}(): ...\n", "from shop import {}\n"
    more = {
        "shop/one.py": one.format("other", "one"),
        "shop/other.py": other.format("one"),
        "shop/use.py": "import shop.one\n",
    }
    project.run({**project.project.files, **more})
    assert "cycles" in project.edit("shop/other.py", "from shop", "# a note\nfrom shop")


def test_an_answer_moves_along_with_an_import_that_does_not_concern_it(project: Asked) -> None:
    asked = project.edit("shop/cart.py", "from shop.money", "import os\nfrom shop.money")
    assert "unresolved" not in asked


def test_an_answer_moves_along_when_the_last_method_of_a_class_goes(project: Asked) -> None:
    last = "\n\n    def last(self):\n        return 2\n"
    text = f"class Way:\n    def first(self):\n        return 1{last}\n\nimport shop.nothing\n"
    project.run({**project.project.files, "shop/way.py": text})
    assert "unresolved" not in project.edit("shop/way.py", last, "\n")


def test_only_the_calls_of_an_edited_file_are_resolved_again(
    project: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[str] = []
    tallies = callers._Sweep.tallies

    def noted(
        sweep: callers._Sweep, module: Module, groups: Iterable[CallGroup]
    ) -> Iterator[Tally]:
        swept.append(module.path)
        return tallies(sweep, module, groups)

    monkeypatch.setattr(callers._Sweep, "tallies", noted)
    files = project.project.files
    path = "tests/test_cart.py"
    project.project.sync({**files, path: files[path].replace("checkout([1])", "checkout([1], 2)")})
    project.project.warm()
    assert swept == [path]


def test_which_names_stand_in_a_file_is_found_out_again_for_edited_files_alone(
    project: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = "_kept = None\n\n\ndef keep(x):\n    global _kept\n    _kept = [x]\n"
    project.run({**project.project.files, "shop/hidden.py": hidden})
    read: list[str] = []

    def noted() -> said.Letters:
        def look(module: Module, shape: Shape) -> str:
            read.append(module.path)
            return letters.look(module, shape)

        return replace(letters, look=look)

    letters = said.letters()
    monkeypatch.setattr(said, "letters", noted)
    files, path = project.project.files, "shop/cart.py"
    project.project.sync({**files, path: f"import os\n{files[path]}\nhere = os.getcwd()\n"})
    project.project.warm()
    assert read == [path]


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("class Cart:\n    def pay(self):\n        return [self]\n", False),
        ("class Wallet(Purse):\n    pass\n", True),
        ("from shop.purse import Other as Purse\n", True),
    ],
)
def test_who_stands_below_whom_is_found_out_again_where_a_class_comes_or_a_base_is_another_one(
    project: Asked, monkeypatch: pytest.MonkeyPatch, text: str, *, again: bool
) -> None:
    purse = "class Purse:\n    def pay(self):\n        self.add()\n\n\nclass Other:\n    pass\n"
    below = "from shop.purse import Purse\n\n\nclass Bag(Purse):\n    pass\n"
    files = {**FILES, "shop/purse.py": purse, "shop/front.py": below}
    files["shop/bag.py"] = "from shop.front import Purse\n\n\nclass Bag(Purse):\n    pass\n"
    project.run(files)
    made: list[int] = []
    find = Classes._all_subclasses

    def noted(classes: Classes) -> object:
        made.append(1)
        return find(classes)

    monkeypatch.setattr(Classes, "_all_subclasses", noted)
    project.project.sync({**files, "shop/front.py": f"{below}\n\n{text}"})
    report = project.project.warm()
    assert bool(made) is again
    assert report == project.project.cold()


def test_a_run_after_an_edit_opens_no_file_that_nobody_asks_for(
    project: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bytes] = []

    def noted(data: bytes, store: Store) -> Surface:
        opened.append(data)
        return surface_of(data, store)

    monkeypatch.setattr("ssotlint.index.unopened.surface_of", noted)
    project.project.settled = True
    files = {path: f"{text}\n" for path, text in FILES.items()}
    project.run(files)
    plain = "class Other(list):\n    rate = 1\n"
    project.project.sync({**files, "shop/plain.py": plain})
    project.project.warm()
    assert opened
    opened.clear()
    project.project.sync({**project.project.files, "shop/plain.py": f"# a note\n{plain}"})
    project.project.warm()
    assert opened == []


def test_a_report_after_an_edit_makes_only_findings_that_say_something_else(
    project: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = project.project.files
    lone = "from shop import gone\n"
    edited = Edited(project.project.home / "edited", settled=True)
    edited.sync({**files, "shop/lone.py": lone})
    edited.warm()
    made: list[str] = []
    finding_of = json.finding_of

    def noted(finding: Finding) -> FindingObject:
        made.append(finding.place.path)
        return finding_of(finding)

    monkeypatch.setattr(json, "finding_of", noted)
    edited.sync({**edited.files, "shop/plain.py": f"# new\n{files['shop/plain.py']}"})
    report = edited.warm()
    assert made == []
    edited.sync({**edited.files, "shop/lone.py": f"# new\n{lone}"})
    assert edited.warm() != report
    assert set(made) == {"shop/lone.py"}
    assert edited.warm() == edited.cold()


def test_one_place_in_two_parts_keeps_what_each_part_says() -> None:
    at = Place("a.py", Span(1, 1, 1, 9))
    members = tuple(
        Member(place=at, symbol="a.x", evidence=Evidence(), importers=n) for n in (3, 0)
    )
    case = Case(detector="d", subject="a.x", title="t", members=members)
    assert judging._positions(case, case) == [0, 1]
    assert judging._positions(case, replace(case, members=members[::-1])) == [1, 0]


def test_what_was_compared_serves_no_answer_but_the_one_found_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "def gather(shop):\n"
    own = f"{head}    kept = {{1: shop}}\n    kept.update(more=shop + 1)\n    return kept\n"
    copy = head + (
        "    rows = shop.rows(limit=9)\n    rows.sort(key=shop.key)\n    for one in rows:\n"
        "        one.sell(at=one.price * 3)\n    shop.keep(rows, again=True)\n"
        "    return [row.name.strip() for row in rows if row.stock]\n"
    )
    project = Edited(tmp_path)
    files = {"shop/__init__.py": "", "shop/a.py": copy, "shop/b.py": own}
    project.sync(files)
    project.warm()
    project.sync({**files, "shop/b.py": copy})

    def stop(_: Answers) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Answers, "keep", stop)
        with pytest.raises(KeyboardInterrupt):
            project.warm()
    assert "duplicate-helper" in project.cold()
    assert project.warm() == project.cold()


def test_an_answer_that_is_found_again_is_told_again(
    project: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who counts the users of a path is asked, and nobody after that for the same edit."""
    ordinary = []
    outlined = session.outlined

    def noted(*given: Any, **named: Any) -> tuple[Report, Outline | None]:  # noqa: ANN401
        ordinary.extend([given] if given[1].use_cache else [])
        return outlined(*given, **named)

    monkeypatch.setattr(session, "outlined", noted)
    path = "shop/money.py"
    asked = project.edit(path, "import os", "import os\n\nfrom shop.plain import plain")
    assert "import_paths" in asked
    assert not ordinary
    assert project.edit(path, "result = 0", "result = 1") == set()
    assert "import_paths" not in project.edit(
        "shop/plain.py", "def", "def late():\n    pass\n\n\ndef"
    )
    assert "unresolved" in project.edit(path, "import plain", "import plain, plane")
    assert not ordinary
