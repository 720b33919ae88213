"""Findings that come or go with an edit are put into the last report, or taken out of it."""

import json

import pytest

from ssotlint.detectors.calls import CallEvidence
from ssotlint.engine.cases import packed
from ssotlint.engine.detection import questions
from ssotlint.engine.edited import OtherwiseError
from ssotlint.engine.turnover import Apart
from ssotlint.model.case import Case, Member
from ssotlint.model.config import Config
from ssotlint.model.place import Place, Span
from ssotlint.project.discovery import Survey
from ssotlint.rulebook.book import load
from ssotlint.rulebook.selection import select
from tests.unit.engine.test_retelling import FILES, TEST, Retold, project

__all__ = ["project"]

HEAD = "from shop.cart import gather, missing"
CALL = "    value = gather([1], 2)\n"


def test_a_finding_comes_and_goes(project: Retold) -> None:
    for text in (f"{HEAD}, lost", HEAD, f"{HEAD}, lost, gone", f"{HEAD}, gone"):
        files = {**project.project.files, TEST: FILES[TEST].replace(HEAD, text)}
        assert project.run(files)
        assert project.opened


def test_equal_findings_of_a_function_bear_ordinals(project: Retold) -> None:
    assert project.edit(TEST, CALL, f"{CALL}    gather([1], 2)\n")
    assert project.edit(TEST, CALL, f"    gather([1], 2)\n{CALL}")
    assert project.edit(TEST, f"{CALL}    gather([1], 2)\n", CALL)


def test_a_finding_that_comes_before_its_equals_takes_the_number_of_one() -> None:
    """What the others say is as it was, but they bear other fingerprints."""
    apart = Apart(questions(select(load(), Config(), ["incompatible-call"]).rules), Config(), ())
    calls = [packed(_call(line)) for line in (3, 4)]

    (last,) = apart.drafts((0, 1), lambda _: calls)
    (alone,) = apart.drafts((0, 0), lambda _: calls[:1])

    assert last.fingerprint != alone.fingerprint
    with pytest.raises(OtherwiseError):
        apart.drafts((0, 0), lambda _: calls)


def _call(line: int) -> Case:
    place = Place("shop.py", Span(line, 1, line, 9))
    evidence = CallEvidence(callee="pay", target="shop.pay")
    member = Member(
        place=place,
        symbol="shop.close",
        evidence=evidence,
        target="shop.pay",
        verdict="incompatible",
    )
    return Case(detector="calls", subject="shop.pay", title="a call", members=(member,))


def test_what_another_finding_may_absorb_is_found_out_anew(project: Retold) -> None:
    """A copied class absorbs its copied methods, which are told until then."""
    method = """
    def gather(self, rows):
        found = []
        for row in rows:
            if row and row not in found:
                found.append((row, self))
        total = len(found)
        return sorted(found), total
"""
    more = (
        "    def drop(self):\n        self.rows = []\n        self.sums = {}\n        return self\n"
    )
    one, other = f"class Basket:{method}{more}", f"class Wagon:{method}"
    project.run({**FILES, "shop/one.py": one, "shop/two.py": other})
    project.run({**project.project.files, "shop/two.py": f"{one}"})
    assert "duplicate-class" in project.project.warm()
    project.run({**project.project.files, "shop/two.py": other})


def test_an_exception_may_stand_where_a_finding_comes(project: Retold) -> None:
    known = "# ssotlint: ignore-file[incompatible-call] -- known\n\n"
    user = f"{known}from shop.till import till\n\n\ndef use(x):\n    y = till(x)\n    return y\n"
    project.run({**FILES, "shop/till.py": "def till(x):\n    return [x]\n", "shop/user.py": user})
    assert not project.edit("shop/till.py", "till(x)", "till(x, y)")
    assert '"suppressed": 1' in project.project.warm()
    assert not project.edit("shop/till.py", "till(x, y)", "till(x)")


def test_a_finding_comes_with_the_severity_of_its_place(project: Retold) -> None:
    override = '[[overrides]]\npaths = ["tests"]\nseverity = {imports = "note"}\n'
    override += '[[overrides]]\npaths = ["shop/plain.py"]\nignore = ["imports"]\n'
    project.run({**FILES, "ssotlint.toml": override})
    assert project.edit(TEST, HEAD, f"{HEAD}, lost")
    assert project.edit("shop/plain.py", "def", "from shop.cart import lost\n\n\ndef")
    found = json.loads(project.project.warm())["findings"]
    assert "shop/plain.py" not in {row["path"] for row in found}
    assert {row["severity"] for row in found if "lost" in row["message"]} == {"note"}


@pytest.mark.parametrize("path", ["shop/able.py", "shop/zebra.py"])
def test_what_is_known_by_name_comes_and_goes(project: Retold, path: str) -> None:
    copied = FILES["shop/money.py"]
    files = {
        **FILES,
        path: "",
        "shop/money.py": copied.replace("total = ", "print(1)\n    total = 2 + "),
    }
    project.run(files)
    for more in ({path: copied}, {}, {"shop/money.py": "x = 1\n"}):
        assert project.run({**files, **more})
        assert project.known("cache") == project.known("another")


def test_what_came_with_a_file_just_written_is_unknown_when_it_is_gone(
    project: Retold, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report of a file that may change and keep its stamp is not what the next run counts from."""
    copied = FILES["shop/money.py"]
    files = {**FILES, "shop/able.py": "", "shop/money.py": "x = 1\n"}
    project.run(files)
    with monkeypatch.context() as clock:
        clock.setattr(Survey, "is_fresh", lambda *_: True)
        assert project.run({**files, "shop/able.py": copied})
    project.run({**files, "shop/plain.py": "def plain(x):\n    return x\n"})
    assert project.known("cache") == project.known("another")


def test_many_edits_in_a_row_are_told(project: Retold) -> None:
    """What was found out is brought up to now before it would count from too many files."""
    names = [f"shop/m{number}.py" for number in range(40)]
    project.run({**FILES, **dict.fromkeys(names, FILES["shop/plain.py"])})
    assert all(project.edit(name, "y = x", "y = x + 1") for name in names)
