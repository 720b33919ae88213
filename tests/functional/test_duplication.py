"""Copies of classes and of their methods are told once."""

from pathlib import Path

from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import check_world, investigate
from ssotlint.model.report import Report
from tests.worlds import write

METHODS = """
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
"""
CLASS = f"class Account:{METHODS}"
FREE = METHODS.partition("    def balance")[0]


def _report(root: Path, files: dict[str, str], *ignore: str) -> Report:
    write(root, files)
    request = Request(
        paths=(root,), root=root, jobs=1, use_cache=False, select=("duplication",), ignore=ignore
    )
    return investigate(open_project(request), request)


def _rows(report: Report) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f.rule, f.symbol, f.also) for f in report.findings]


def test_the_methods_of_a_copied_class_are_part_of_its_finding(tmp_path: Path) -> None:
    report = _report(tmp_path, {"app/a.py": CLASS, "app/b.py": CLASS})

    assert _rows(report) == [("duplicate-class", "app.b.Account", ("duplicate-helper",))]


def test_without_the_rule_for_classes_the_methods_are_told(tmp_path: Path) -> None:
    report = _report(tmp_path, {"app/a.py": CLASS, "app/b.py": CLASS}, "duplicate-class")

    assert _rows(report) == [
        ("duplicate-helper", "app.b.Account.book", ()),
        ("duplicate-helper", "app.b.Account.balance", ()),
    ]


def test_a_copy_of_a_method_elsewhere_is_a_finding_of_its_own(tmp_path: Path) -> None:
    """The class that owns one copied method besides is no copy of the two classes."""
    files = {"app/a.py": CLASS, "app/b.py": CLASS, "app/c.py": f"class Till:{FREE}"}

    assert _rows(_report(tmp_path, files)) == [
        ("duplicate-class", "app.b.Account", ("duplicate-helper",)),
        ("duplicate-helper", "app.c.Till.book", ()),
    ]


def test_a_stub_repeats_nothing(tmp_path: Path) -> None:
    enum = 'from enum import Enum\n\n\nclass JoinStyle(str, Enum):\n    miter = "miter"\n    round = "round"\n'
    report = _report(tmp_path, {"app/styles.py": enum, "app/styles.pyi": enum})

    assert _rows(report) == []


def test_what_two_copied_files_hold_is_told_once_whichever_owns_it(tmp_path: Path) -> None:
    """The public file is kept; of its methods those in ``_book.py``, first in the alphabet."""
    text = f"""{CLASS}

def late(orders, today):
    found = [order for order in orders if order.due < today]
    found.sort(key=lambda order: order.due)
    return [order.number for order in found]


def total(orders):
    found = 0
    for order in orders:
        found += order.price * order.amount
    return found
"""
    text = text.replace("def b", "def _b")
    files = {"app/_book.py": text, "app/book.py": text}

    assert [rule for rule, _, _ in _rows(_report(tmp_path, files))] == ["duplicate-module"]


SETTER = """
class {}:
    def with_limit(self, limit):
        if limit is not self.limit:
            self = self.copied()
            self.limit = limit
        return self
"""


def test_a_guarded_setter_that_returns_its_object_is_no_copy(tmp_path: Path) -> None:
    files = {"app/a.py": SETTER.format("Query"), "app/b.py": SETTER.format("Select")}
    assert _rows(_report(tmp_path, files)) == []


WALK = """
def {}(stack, prefix):
    depth = len(stack) - 1
    while depth >= 0 and prefix not in stack[depth].names:
        depth = stack[depth].parent.level
    stack.visited.add(prefix)
    {}
"""


def test_a_brief_edited_function_under_another_name_is_a_note(tmp_path: Path) -> None:
    files = {
        "app/a.py": WALK.format("found_at", "return depth"),
        "app/b.py": WALK.format("level_of", "stack.level = depth\n    return depth"),
    }
    found = [(f.rule, f.severity.value) for f in _report(tmp_path, files).findings]
    assert found == [("duplicate-helper", "note")]


def test_brief_functions_that_answer_two_questions_are_no_copies(tmp_path: Path) -> None:
    files = {
        "app/a.py": WALK.format("found_at", "return depth"),
        "app/b.py": WALK.format("is_known", "return depth >= 0"),
    }
    assert _report(tmp_path, files).findings == ()


def test_copies_in_two_scripts_that_drifted_are_no_error(tmp_path: Path) -> None:
    """Each is run for itself: nothing that ships gets the wrong one."""
    text = (
        "def redact(record):\n    clean = {{}}\n    for key, value in record.items():\n"
        "        if {0}:\n            clean[key] = '***'\n"
        "        elif isinstance(value, dict):\n            clean[key] = redact(value)\n"
        "        else:\n            clean[key] = value\n    return clean\n\n\n"
        "if __name__ == '__main__':\n    print(redact({{'token': 1}}))\n"
    )
    tests = (
        "any(secret in key.lower() for secret in ('password', 'token'))",
        "key.lower() in ('password', 'token')",
    )

    def told(folder: str, root: Path) -> list[str]:
        files = {f"{folder}/export{n}.py": text.format(test) for n, test in enumerate(tests)}
        report = check_world(files, root, select=["diverged-copies"])
        return [finding.severity.value for finding in report.findings]

    assert told("scripts", tmp_path / "scripts") == ["warning"]
    assert told("shop", tmp_path / "shop") == ["error"]
