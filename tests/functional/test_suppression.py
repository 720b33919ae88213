"""Exceptions in the code: what they silence, what they leave, and what is said of wrong ones."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import investigate
from ssotlint.model.report import Report
from ssotlint.model.severity import Severity
from tests.worlds import write

HYGIENE = ("unused-suppression", "unknown-suppression")


def check(
    root: Path, files: Mapping[str, str], *select: str, paths: tuple[str, ...] = ()
) -> Report:
    write(root, {"pyproject.toml": "[tool.ssotlint]\n", "shop/__init__.py": "", **files})
    request = Request(
        root=root, paths=tuple(root / p for p in paths), use_cache=False, jobs=1,
        select=select or ("unresolved-import", "competing-import-paths", *HYGIENE),
    )  # fmt: skip
    report = investigate(open_project(request), request)
    assert report.faults == ()
    return report


def found(report: Report) -> list[str]:
    return [f"{f.place.path}:{f.place.line} {f.rule}" for f in report.findings]


LOST = "from shop.lost import x"


class TestPlaces:
    @pytest.mark.parametrize(
        "text",
        [
            f"{LOST}  # ssotlint: ignore[unresolved-import] -- why\n",
            f"{LOST}  # ssotlint: ignore[imports] -- why\n",
            f"{LOST}  # ssotlint: ignore[import-cycle, unresolved-import] -- why\n",
            f"{LOST}  # noqa: E501  # ssotlint:ignore[unresolved-import]--why\n",
            f"# ssotlint: ignore[unresolved-import] -- why\n{LOST}\n",
            f"# ssotlint: ignore[unresolved-import] -- why\n\n{LOST}\n",
            f"# ssotlint: ignore[unresolved-import] -- why\n# and another word\n{LOST}\n",
            "from shop.lost import (\n    x,  # ssotlint: ignore[unresolved-import] -- why\n)\n",
            "from shop.lost import (\n    x,\n)  # ssotlint: ignore[unresolved-import] -- why\n",
            "from shop.lost import (\n    # ssotlint: ignore[unresolved-import] -- why\n    x,\n)\n",
            f"def f():  # ssotlint: ignore[unresolved-import] -- why\n    y = 1\n    {LOST}\n",
            f"def f(\n    a,  # ssotlint: ignore[unresolved-import] -- why\n):\n    {LOST}\n",
            f"# ssotlint: ignore[unresolved-import] -- why\n@cache\ndef f():\n    {LOST}\n",
            f"@cache  # ssotlint: ignore[unresolved-import] -- why\ndef f():\n    {LOST}\n",
            f"@cache\n# ssotlint: ignore[unresolved-import] -- why\ndef f():\n    {LOST}\n",
            f"class A:  # ssotlint: ignore[unresolved-import] -- why\n    def f(self):\n        {LOST}\n",
            f"def f(): {LOST}  # ssotlint: ignore[unresolved-import] -- why\n",
            f"# ssotlint: ignore-file[unresolved-import] -- why\n\n{LOST}\n",
            f'"""A module."""\n# ssotlint: ignore-file[unresolved-import] -- why\n{LOST}\n',
        ],
    )
    def test_where_an_exception_is_made(self, tmp_path: Path, text: str) -> None:
        report = check(tmp_path, {"shop/a.py": text}, "unresolved-import", *HYGIENE)
        assert (found(report), report.suppressed) == ([], 1)

    @pytest.mark.parametrize(
        "text",
        [
            f"{LOST}\n# ssotlint: ignore[unresolved-import] -- why\n",
            f"{LOST}\ndef f():\n    # ssotlint: ignore[unresolved-import] -- why\n    y = 1\n",
            f"def f():\n    y = 1  # ssotlint: ignore[unresolved-import] -- why\n    {LOST}\n",
            f"def f():\n    # ssotlint: ignore[unresolved-import] -- why\n    y = 1\n    {LOST}\n",
            f"if 1:  # ssotlint: ignore[unresolved-import] -- why\n    {LOST}\n",
        ],
    )
    def test_where_none_is_made_and_what_is_said_of_it(self, tmp_path: Path, text: str) -> None:
        report = check(tmp_path, {"shop/a.py": text})
        rules = [f.rule for f in report.findings]
        assert sorted(rules) == ["unresolved-import", "unused-suppression"]

    def test_another_rule_is_not_silenced(self, tmp_path: Path) -> None:
        text = f"{LOST}  # ssotlint: ignore[import-cycle] -- why\n"
        assert found(check(tmp_path, {"shop/a.py": text})) == ["shop/a.py:1 unresolved-import"]


class TestReason:
    def test_without_a_reason_nothing_is_silenced_and_the_finding_says_why(
        self, tmp_path: Path
    ) -> None:
        text = f"{LOST}  # ssotlint: ignore[unresolved-import]\n"
        (finding,) = check(tmp_path, {"shop/a.py": text}).findings
        assert finding.rule == "unresolved-import"
        assert finding.message.endswith("(the suppression in line 1 gives no reason: `-- why`)")

    def test_one_that_has_a_reason_is_enough(self, tmp_path: Path) -> None:
        text = (
            "# ssotlint: ignore[unresolved-import] -- why\n"
            f"{LOST}  # ssotlint: ignore[unresolved-import]\n"
        )
        assert found(check(tmp_path, {"shop/a.py": text})) == []


class TestWrongOnes:
    def test_what_silences_nothing_is_told_at_the_comment(self, tmp_path: Path) -> None:
        text = "X = 1  # ssotlint: ignore[unresolved-import] -- why\n"
        (finding,) = check(tmp_path, {"shop/a.py": text}).findings
        assert (finding.rule, finding.place.span[:2]) == ("unused-suppression", (1, 8))

    def test_a_rule_that_was_not_asked_makes_no_exception_unused(self, tmp_path: Path) -> None:
        text = "X = 1  # ssotlint: ignore[unresolved-import] -- why\n"
        report = check(tmp_path, {"shop/a.py": text}, "unparsable-file", *HYGIENE)
        assert found(report) == []

    def test_a_part_of_the_project_makes_none_unused_that_needs_two_places(
        self, tmp_path: Path
    ) -> None:
        text = "X = 1  # ssotlint: ignore[competing-import-paths] -- why\n"
        files = {"shop/a.py": text, "shop/b.py": ""}
        assert found(check(tmp_path, files, paths=("shop/a.py",))) == []
        assert found(check(tmp_path, files)) == ["shop/a.py:1 unused-suppression"]

    def test_tests_are_not_asked_by_rules_that_do_not_report_there(self, tmp_path: Path) -> None:
        text = "X = 1  # ssotlint: ignore[competing-import-paths] -- why\n"
        assert found(check(tmp_path, {"tests/test_a.py": text})) == []

    def test_an_unknown_name_is_told_with_the_nearest(self, tmp_path: Path) -> None:
        text = "X = 1  # ssotlint: ignore[unresolved-imports] -- why\n"
        (finding,) = check(tmp_path, {"shop/a.py": text}).findings
        assert finding.rule == "unknown-suppression"
        assert finding.message.endswith(
            "there is no rule or family unresolved-imports; is unresolved-import meant?"
        )

    def test_a_wrong_exception_can_be_excepted(self, tmp_path: Path) -> None:
        text = (
            "# ssotlint: ignore[unused-suppression] -- needed where the build has run\n"
            "X = 1  # ssotlint: ignore[unresolved-import] -- why\n"
        )
        assert found(check(tmp_path, {"shop/a.py": text})) == []

    def test_a_file_exception_below_the_top_is_none(self, tmp_path: Path) -> None:
        text = f"{LOST}\n# ssotlint: ignore-file[unresolved-import] -- why\n"
        report = check(tmp_path, {"shop/a.py": text})
        assert [f.rule for f in report.findings] == ["unresolved-import", "unknown-suppression"]


PATHS = {
    "shop/__init__.py": "from shop.money import Price\n__all__ = ['Price']\n",
    "shop/money.py": "class Price:\n    pass\n",
    "a.py": "from shop import Price\n",
    "b.py": "from shop import Price\n",
    "c.py": "from shop.money import Price\n",
    "d.py": "from shop.money import Price\n",
    "e.py": "from shop import Price\n",
    "f.py": "from shop import Price\n",
    **{f"g{number}.py": "from shop import Price\n" for number in range(4)},
}


class TestGroups:
    def check(self, root: Path, **changed: str) -> Report:
        files = {**PATHS, **{f"{name}.py": text for name, text in changed.items()}}
        return check(root, files, "competing-import-paths", *HYGIENE)

    def test_a_silenced_member_leaves_its_group(self, tmp_path: Path) -> None:
        before = self.check(tmp_path)
        assert found(before) == ["c.py:1 competing-import-paths", "d.py:1 competing-import-paths"]
        why = "  # ssotlint: ignore[competing-import-paths] -- why\n"
        after = self.check(tmp_path, c=PATHS["c.py"].rstrip() + why)
        assert found(after) == ["d.py:1 competing-import-paths"]
        (group,) = after.groups.values()
        assert "c.py" not in {member.place.path for member in group.members}
        assert group.canonical is not None
        old = next(iter(before.groups.values()))
        assert old.canonical is not None
        assert group.members[group.canonical].symbol == old.members[old.canonical].symbol

    def test_the_others_keep_their_fingerprints(self, tmp_path: Path) -> None:
        before = {f.place.path: f.fingerprint for f in self.check(tmp_path).findings}
        why = "  # ssotlint: ignore[competing-import-paths] -- why\n"
        after = self.check(tmp_path, c=PATHS["c.py"].rstrip() + why)
        assert {f.place.path: f.fingerprint for f in after.findings} == {"d.py": before["d.py"]}

    def test_an_exception_at_the_canonical_member_accepts_the_group(self, tmp_path: Path) -> None:
        before = self.check(tmp_path)
        (group,) = before.groups.values()
        assert group.canonical is not None
        place = group.members[group.canonical].place
        lines = (tmp_path / place.path).read_text(encoding="utf-8").splitlines()
        lines[place.line - 1] += "  # ssotlint: ignore[competing-import-paths] -- why"
        (tmp_path / place.path).write_text("\n".join(lines) + "\n", encoding="utf-8")
        request = Request(
            root=tmp_path, use_cache=False, select=("competing-import-paths", *HYGIENE)
        )
        after = investigate(open_project(request), request)
        assert (found(after), after.suppressed) == ([], 2)


class TestDeclaredCopies:
    SLUG = 'def slug(title):\n    words = [word.strip() for word in title.split()]\n    return "-".join(words)\n'
    RULES = ("diverged-copies", "duplicate-helper", "unknown-original")

    def test_a_misspelled_original_is_a_finding_that_names_the_one_that_is_meant(
        self, tmp_path: Path
    ) -> None:
        copy = f"# ssotlint: copy-of shop.txt.slug\n{self.SLUG}"

        (finding,) = check(
            tmp_path, {"shop/text.py": self.SLUG, "shop/offline.py": copy}, *self.RULES
        ).findings

        assert (finding.rule, finding.place.path, finding.place.span.line) == (
            "unknown-original", "shop/offline.py", 1,
        )  # fmt: skip
        assert "there is no function, class or constant shop.txt.slug" in finding.message
        assert "shop.text.slug" in finding.remedy

    def test_an_original_outside_of_the_checked_paths_is_read(self, tmp_path: Path) -> None:
        files = {
            "shop/text.py": self.SLUG,
            "shop/offline.py": f"# ssotlint: copy-of shop.text.slug\n{self.SLUG}",
            "shop/online.py": f"# ssotlint: copy-of shop.text.slug\n{self.SLUG.replace('strip', 'lower')}",
        }

        report = check(tmp_path, files, *self.RULES, paths=("shop/offline.py", "shop/online.py"))

        assert found(report) == ["shop/online.py:2 diverged-copies"]

    def test_an_original_may_be_named_through_a_facade_and_stand_in_tests(
        self, tmp_path: Path
    ) -> None:
        files = {
            "shop/__init__.py": "from shop.text import slug as slug\n",
            "shop/text.py": self.SLUG,
            "shop/a.py": f"# ssotlint: copy-of shop.slug\n{self.SLUG.replace('strip', 'lower')}",
            "tests/helpers.py": self.SLUG,
            "shop/b.py": f"# ssotlint: copy-of tests.helpers.slug\n{self.SLUG.replace('-', '_')}",
        }

        assert found(check(tmp_path, files, *self.RULES)) == [
            "shop/a.py:2 diverged-copies", "shop/b.py:2 diverged-copies",
        ]  # fmt: skip

    def test_a_decorator_is_a_part_of_what_is_promised(self, tmp_path: Path) -> None:
        kept = f"import functools\n\n\n@functools.cache\n{self.SLUG}"
        copy = f"# ssotlint: copy-of shop.text.slug\n{self.SLUG}"

        (finding,) = check(
            tmp_path, {"shop/text.py": kept, "shop/offline.py": copy}, *self.RULES
        ).findings

        assert finding.message == (
            "shop.offline.slug has drifted from shop.text.slug (99% alike): "
            "lacks `@functools.cache`"
        )

    def test_a_constant_is_held_to_its_value_however_small(self, tmp_path: Path) -> None:
        def shop(copy: str) -> Report:
            files = {
                "shop/text.py": "LIMIT = 3\nRATES = {'a': LIMIT, 'b': 2}\n",
                "shop/offline.py": copy,
            }
            return check(tmp_path, files, "duplicate-constant", "unknown-original")

        equal = shop("_MOST: int = 3  # ssotlint: copy-of shop.text.LIMIT\n")
        (number,) = shop("_MOST: int = 4  # ssotlint: copy-of shop.text.LIMIT\n").findings
        (table,) = shop(
            "# ssotlint: copy-of shop.text.RATES\nRATES = {\n    'a': 3,\n    'b': 2,\n}\n"
        ).findings

        assert equal.findings == ()
        assert (number.severity, number.place.span.line) == (Severity.WARNING, 1)
        assert number.message == (
            "shop.offline._MOST repeats shop.text.LIMIT, but differs: `4` instead of `3`"
        )
        assert (table.place.span.line, table.message) == (
            2, "shop.offline.RATES repeats shop.text.RATES, but differs: `'a'` is `3` instead of `LIMIT`",
        )  # fmt: skip

    def test_a_declared_constant_is_no_finding_beside_its_namesakes(self, tmp_path: Path) -> None:
        states = "STATES = ('new', 'paid', 'packed', 'sent', 'late')\n"
        declared = f"# ssotlint: copy-of shop.states.STATES\n{states}"

        assert found(check(
            tmp_path, {"shop/states.py": states, "shop/a.py": declared, "shop/t.py": states},
            "duplicate-constant",
        )) == ["shop/t.py:1 duplicate-constant"]  # fmt: skip

    @pytest.mark.parametrize(
        ("original", "expected"),
        [
            ("shop.text", "shop.text is a module, and only functions, classes and constants are"),
            ("shop.text.LIMIT", "shop.text.LIMIT is a constant, and this is a function"),
            ("json.loads", "json.loads is not of this project, whose code alone is read"),
            ("slug", "there is no function, class or constant slug; is shop.offline.slug meant?"),
        ],
    )
    def test_an_original_that_cannot_be_compared_says_what_it_is(
        self, tmp_path: Path, original: str, expected: str
    ) -> None:
        copy = f"# ssotlint: copy-of {original}\ndef plain(title):\n    return title.strip()\n"
        text = f"LIMIT = 3\n\n\n{self.SLUG}"
        files = {"shop/text.py": text, "shop/offline.py": f"{copy}\n\n{self.SLUG}"}

        messages = [f.message for f in check(tmp_path, files, "unknown-original").findings]

        assert len(messages) == 1
        assert expected in messages[0]


@pytest.mark.parametrize("selector", ["import-cycle", "imports"])
def test_an_exception_for_a_circle_covers_that_one_alone(tmp_path: Path, selector: str) -> None:
    ours = f"# ssotlint: ignore[{selector}] -- a known cycle, see #12 on circular imports"
    report = check(tmp_path, {
        "shop/orders.py": f"from shop.customers import C  {ours}\nfrom shop.bills import Bill\n",
        "shop/customers.py": "from shop.orders import Order\n",
        "shop/bills.py": "from shop.orders import Order\n",
    }, "import-cycle", *HYGIENE)  # fmt: skip
    assert (found(report), report.suppressed) == (["shop/orders.py:2 import-cycle"], 1)


def test_a_bug_of_one_rule_leaves_no_claim_open_but_those_about_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr("ssotlint.detectors.unresolved.detect", lost)
    names = ("unresolved-import", "import-cycle", "imports", "no-such-rule")
    text = "".join(f"A = {n!r}  # ssotlint: ignore[{n}] -- it was needed\n" for n in names)
    write(tmp_path, {"pyproject.toml": "[tool.ssotlint]\n", "shop.py": text})
    request = Request(root=tmp_path, use_cache=False, jobs=1, select=("imports", *HYGIENE))
    report = investigate(open_project(request), request)

    assert [fault.where for fault in report.faults] == ["unresolved-import"]
    assert found(report) == ["shop.py:2 unused-suppression", "shop.py:4 unknown-suppression"]
