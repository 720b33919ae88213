"""`ssotlint baseline`: what is accepted, what is new, and what is asked back."""

import json
import subprocess
from pathlib import Path

import pytest

from ssotlint.project.root import BASELINE_FILE
from tests.command import Done, run
from tests.functional.repositories import CONFIGURATION, DESCRIBE, put
from tests.worlds import write


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text(CONFIGURATION, encoding="utf-8")
    put(tmp_path, "__init__", "")
    put(tmp_path, "a", DESCRIBE)
    put(tmp_path, "b", DESCRIBE)
    put(tmp_path, "orders", "from shop.lost import x\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(done: Done) -> list[str]:
    """`file rule` of each finding."""
    return [f"{line.partition(':')[0]} {line.rpartition('[')[2][:-1]}" for line in done.lines]


def entries(shop: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads((shop / BASELINE_FILE).read_text(encoding="utf-8"))
    return rows[1:]


class TestFile:
    def test_it_accepts_what_is_there(self) -> None:
        assert run("check").code == 1
        done = run("baseline", "create")
        assert (done.code, done.out) == (
            0, f"{BASELINE_FILE}: 2 accepted findings in 2 groups\n"
        )  # fmt: skip
        after = run("check")
        assert (after.code, after.out) == (0, "")
        assert "2 baselined" in after.err

    def test_one_mistake_made_three_times_in_a_function_is_accepted_three_times(
        self, shop: Path
    ) -> None:
        (shop / "pyproject.toml").write_text('[tool.ssotlint]\nselect = ["factories"]\n')
        call = "    pick(1, 2, 3)\n"
        put(shop, "picking", f"def pick(one):\n    return one\n\n\ndef use():\n{call * 3}")
        assert "3 accepted findings" in run("baseline", "create").out
        assert run("check").code == 0
        put(shop, "picking", f"def pick(one):\n    return one\n\n\ndef use():\n{call * 4}")
        assert len(run("check").lines) == 1

    def test_a_check_never_makes_one(self, shop: Path) -> None:
        run("check")
        assert not (shop / BASELINE_FILE).exists()

    def test_one_entry_a_line_that_lists_the_whole_group(self, shop: Path) -> None:
        run("baseline", "create")
        lines = (shop / BASELINE_FILE).read_text(encoding="utf-8").splitlines()
        assert len(lines) == 4
        assert [line[0] for line in lines] == ["[", ",", ",", "]"]
        copies, lost = entries(shop)
        assert copies["rules"] == ["duplicate-helper"]
        members = copies["members"]
        assert isinstance(members, list)
        assert [(m["symbol"], m.get("rule")) for m in members] == [
            ("shop.a.describe", None), ("shop.b.describe", "duplicate-helper"),
        ]  # fmt: skip
        assert "line" not in json.dumps([copies, lost])

    def test_it_is_the_same_in_another_checkout(
        self, shop: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("baseline", "create")
        other = tmp_path_factory.mktemp("other")
        for path in sorted(shop.rglob("*.py"), reverse=True):
            text = path.read_text(encoding="utf-8")
            write(other, {path.relative_to(shop).as_posix(): f"# moved down\n\n{text}"})
        (other / "pyproject.toml").write_text(CONFIGURATION, encoding="utf-8")
        monkeypatch.chdir(other)
        run("baseline", "create")
        assert (other / BASELINE_FILE).read_bytes() == (shop / BASELINE_FILE).read_bytes()

    def test_two_branches_that_accept_other_things_merge(self, shop: Path) -> None:
        def git(*arguments: str) -> None:
            subprocess.run(
                ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments],
                cwd=shop, check=True, capture_output=True,
            )  # fmt: skip

        git("init", "-q", "-b", "main")
        run("baseline", "create")
        git("add", ".")
        git("commit", "-qm", "one")
        git("checkout", "-qb", "left")
        put(shop, "early", "from shop.absent import x\n")
        run("baseline", "update")
        git("add", ".")
        git("commit", "-qm", "left")
        git("checkout", "-q", "main")
        put(shop, "zlate", "from shop.zzz import x\n")
        run("baseline", "update")
        git("add", ".")
        git("commit", "-qm", "right")
        git("merge", "-q", "left")
        assert run("check").code == 0

    def test_it_is_not_made_twice(self) -> None:
        run("baseline", "create")
        done = run("baseline", "create")
        assert done.code == 2
        assert "there is a baseline already" in done.err

    @pytest.mark.parametrize("what", ["update", "prune", "show"])
    def test_what_is_not_there_cannot_be_renewed(self, what: str) -> None:
        done = run("baseline", what)
        assert done.code == 2
        assert "`ssotlint baseline create` makes one" in done.err

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("{}", ":1: the baseline is no JSON array"),
            ("[]", ":1: this is no baseline"),
            ('[{"ssotlint-baseline": 1}\n<<<<<<< HEAD\n]', ":2: the baseline is no JSON"),
            ('[{"ssotlint-baseline": 1}\n,{"rules": []}\n]', ":2: this is no entry"),
            ('[{"ssotlint-baseline": 1}\n,7\n]', ":2: this is no entry"),
            ('[{"ssotlint-baseline": 9}]', "a baseline of version 9; known is 1"),
            ('[{"ssotlint-baseline": 1}', ":1: the baseline is no JSON"),
        ],
    )
    def test_a_broken_one_is_2_with_its_line(self, shop: Path, text: str, reason: str) -> None:
        (shop / BASELINE_FILE).write_text(text, encoding="utf-8")
        done = run("check")
        assert done.code == 2
        assert f"{BASELINE_FILE}{reason}" in done.err or reason in done.err

    def test_another_file_can_be_named(self, shop: Path) -> None:
        run("baseline", "create", "--baseline", "known.json")
        assert run("check").code == 1
        assert run("check", "--baseline", "known.json").code == 0
        assert run("check", "--baseline", "lost.json").code == 2
        assert not (shop / BASELINE_FILE).exists()

    def test_it_can_be_left_aside(self) -> None:
        run("baseline", "create")
        assert run("check", "--no-baseline").code == 1

    def test_show_tells_what_is_accepted(self) -> None:
        run("baseline", "create")
        assert run("baseline", "show").lines == [
            "duplicate-helper",
            "  * shop.a.describe  shop/a.py",
            "    shop.b.describe  shop/b.py",
            "unresolved-import",
            "    shop.orders (shop.lost)  shop/orders.py",
            "     1 duplicate-helper",
            "     1 unresolved-import",
            "2 accepted findings in 2 groups",
        ]


class TestNew:
    def test_one_copy_more_fails_alone(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "c", DESCRIBE)
        assert told(run("check")) == ["shop/c.py duplicate-helper"]

    def test_one_copy_more_that_becomes_the_canonical_one_fails_too(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "Aa", DESCRIBE)  # the first in the alphabet
        done = run("check")
        assert told(done) == ["shop/a.py duplicate-helper"]
        assert "(shop.Aa.describe is new)" in done.out

    def test_a_copy_that_drifts_fails(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "b", DESCRIBE.replace("> 1", ">= 1"))
        assert "diverged-copies" in told(run("check"))[0]

    def test_the_canonical_one_that_drifts_fails(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "a", DESCRIBE.replace("> 1", ">= 1"))
        assert "diverged-copies" in told(run("check"))[0]

    def test_the_same_fault_in_another_place_fails(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "refunds", "from shop.lost import x\n")
        assert told(run("check")) == ["shop/refunds.py unresolved-import"]

    def test_a_fault_that_goes_and_another_that_comes_do_not_cancel(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "from shop.gone import x\n")
        assert told(run("check")) == [
            f"{BASELINE_FILE} stale-baseline", "shop/orders.py unresolved-import"
        ]  # fmt: skip

    def test_moved_and_renamed_is_not_new(self, shop: Path) -> None:
        run("baseline", "create")
        (shop / "shop" / "b.py").rename(shop / "shop" / "renamed.py")
        (shop / "shop" / "orders.py").rename(shop / "shop" / "purchases.py")
        put(shop, "a", f'"""Notes."""\n\n\n{DESCRIBE.replace("describe", "tell")}')
        assert run("check").code == 0

    @pytest.mark.parametrize(
        "text",
        [
            "def go(a):\n    return a\n\n\ndef run():\n    return go(1, 2)\n",
            "class Box:\n    pass\n\n\ndef run():\n    return Box().shut()\n",
        ],
    )
    def test_a_moved_file_takes_along_what_its_findings_are_about(
        self, shop: Path, text: str
    ) -> None:
        (shop / "pyproject.toml").write_text("[tool.ssotlint]\n", encoding="utf-8")
        put(shop, "carts", text)
        assert any("shop/carts.py" in line for line in run("check").lines)
        run("baseline", "create")
        (shop / "shop" / "carts.py").rename(shop / "shop" / "baskets.py")
        assert run("check").code == 0
        put(shop, "carts", text)
        assert run("check").code == 1


class TestStale:
    def test_what_is_gone_is_asked_back(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "")
        done = run("check")
        assert (done.code, told(done)) == (1, [f"{BASELINE_FILE} stale-baseline"])
        assert done.out.startswith(f"{BASELINE_FILE}:3:1: warning: the baseline accepts")

    def test_with_the_last_finding_of_a_group_goes_what_it_should_keep(self, shop: Path) -> None:
        """Nobody has seen a finding there: it is no second thing that is gone."""
        run("baseline", "create")
        put(shop, "a", "")
        put(shop, "b", "")
        (line,) = run("check").lines
        assert "accepts duplicate-helper of shop.b.describe, which is not there" in line
        assert "`ssotlint baseline prune`" in line
        run("baseline", "prune")
        assert run("check").code == 0

    def test_what_a_group_should_keep_is_told_where_the_group_stays(self, shop: Path) -> None:
        put(shop, "c", DESCRIBE)
        run("baseline", "create")
        put(shop, "a", "")
        lines = [line for line in run("check").lines if "to keep" in line]
        assert [line.count("of shop.a.describe (the one to keep),") for line in lines] == [1]

    def test_unless_nobody_wants_to_know(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "")
        assert run("check", "--baseline-stale=ignore").code == 0

    def test_prune_takes_it_out_and_adds_nothing(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "")
        put(shop, "c", DESCRIBE)
        assert run("baseline", "prune").out.endswith("0 added, 1 removed\n")
        assert told(run("check")) == ["shop/c.py duplicate-helper"]

    def test_update_takes_it_out_and_accepts_the_rest(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "")
        put(shop, "c", DESCRIBE)
        assert run("baseline", "update").out.endswith("1 added, 1 removed\n")
        assert run("check").code == 0

    def test_update_keeps_reasons(self, shop: Path) -> None:
        run("baseline", "create")
        path = shop / BASELINE_FILE
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace('"rules": ["unre', '"reason": "made by the build", "rules": ["unre'),
            encoding="utf-8",
        )
        put(shop, "c", DESCRIBE)
        run("baseline", "update")
        assert entries(shop)[-1]["reason"] == "made by the build"

    def test_a_deleted_file_leaves_stale_entries(self, shop: Path) -> None:
        run("baseline", "create")
        (shop / "shop" / "orders.py").unlink()
        assert told(run("check")) == [f"{BASELINE_FILE} stale-baseline"]

    def test_what_another_python_may_not_read_is_not_stale(self, shop: Path) -> None:
        put(shop, "orders", "def\n")
        run("baseline", "create")
        put(shop, "orders", "x = 1\n")
        assert run("check").code == 0
        (shop / "shop" / "orders.py").unlink()
        assert told(run("check")) == [f"{BASELINE_FILE} stale-baseline"]

    def test_rules_that_were_not_asked_judge_nothing(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "")
        assert run("check", "--select", "duplication,stale-baseline").code == 0

    def test_a_part_of_the_project_judges_what_lies_in_it(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "")
        put(shop, "b", "")
        assert run("check", "shop/a.py").code == 0
        assert told(run("check", "shop/orders.py")) == [f"{BASELINE_FILE} stale-baseline"]

    def test_a_file_that_cannot_be_read_judges_nothing(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "def\n")
        assert told(run("check")) == ["shop/orders.py unparsable-file"]

    def test_what_is_silenced_in_the_code_needs_no_entry(self, shop: Path) -> None:
        run("baseline", "create")
        put(shop, "orders", "from shop.lost import x  # ssotlint: ignore[imports] -- why\n")
        assert told(run("check")) == [f"{BASELINE_FILE} stale-baseline"]


def test_a_circle_that_joins_a_knot_is_new(shop: Path) -> None:
    (shop / "pyproject.toml").write_text('[tool.ssotlint]\nselect = ["import-cycle"]\n')
    put(shop, "orders", "from shop.customers import Customer\nfrom shop.bills import Bill\n")
    put(shop, "customers", "from shop.orders import Order\n")
    put(shop, "bills", "from shop.orders import Order\n")
    run("baseline", "create")
    assert run("check").code == 0
    with (shop / "shop/orders.py").open("a", encoding="utf-8") as file:
        file.write("from shop.stores import Store\n")
    put(shop, "stores", "from shop.orders import Order\n")
    done = run("check")
    assert (done.code, [line.partition(" ")[0] for line in done.lines]) == (
        1,
        ["shop/orders.py:3:1:"],
    )


class TestAcceptedGroups:
    """An exception at the canonical member accepts the group as it is."""

    def accept(self, shop: Path) -> None:
        put(shop, "a", f"# ssotlint: ignore[duplicate-helper] -- they part soon\n{DESCRIBE}")

    def test_new_members_are_findings_where_the_baseline_knows_the_group(self, shop: Path) -> None:
        self.accept(shop)
        assert told(run("check")) == ["shop/orders.py unresolved-import"]
        run("baseline", "create")
        put(shop, "c", DESCRIBE)
        done = run("check")
        assert told(done) == ["shop/c.py duplicate-helper"]
        assert "joined the group after that was accepted" in done.out
        run("baseline", "update")
        assert run("check").code == 0

    def test_the_entry_of_an_accepted_group_is_not_stale(self, shop: Path) -> None:
        self.accept(shop)
        run("baseline", "create")
        assert run("check").code == 0


def test_the_verdict_is_remembered_for_an_unchanged_project_only(shop: Path) -> None:
    assert run("check").code == 1
    run("baseline", "create")
    assert [run("check").code for _ in range(2)] == [0, 0]
    (shop / BASELINE_FILE).unlink()
    assert run("check").code == 1
