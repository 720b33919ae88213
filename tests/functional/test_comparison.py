"""`ssotlint where A B`: why two things are, or are not, copies."""

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.command import run
from tests.worlds import write

COPIES = {
    "pkg/__init__.py": "",
    "pkg/one.py": """
        def total_of(rows, limit):
            total = 0
            for row in rows:
                if row.price > limit and row.kind in ("a", "b"):
                    total += row.price * row.count
                elif row.price < 0:
                    raise ValueError(row.name)
            return round(total / max(len(rows), 1), 2)

        def read(path):
            with open(path) as stream:
                return stream.read().strip().splitlines()[1:]

        class Empty:
            pass
    """,
}
COPIES["pkg/two.py"] = (
    COPIES["pkg/one.py"].replace("total", "summe").replace("summe_of", "total_of")
)


def compared(first: str, second: str, root: Path) -> dict[str, Any]:
    done = run("where", first, second, "--root", str(root), "--format", "json", "--no-cache")
    assert (done.code, done.err) == (0, "")
    answer: dict[str, Any] = json.loads(done.out)
    return answer


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    write(tmp_path, COPIES)
    return tmp_path


def test_two_copies_are_told_with_their_group() -> None:
    name = "_safe_websocket_state_for_logging"
    answer = compared(f"session_audit.{name}", f"utils.{name}", Path("fixtures/chatapp"))
    assert "diverged-copies" in {group["rule"] for group in answer["together"]}
    assert answer["clone_type"] == 3
    assert 0.7 < answer["similarity"] < 1
    assert len(answer["differences"]) == 1
    assert answer["reasons"] == []


def test_names_that_come_through_other_files_are_compared(tmp_path: Path) -> None:
    """Of the files only those are at hand that define what is compared."""
    text = dedent("""
        def reach(rows, limit):
            kept = [rounded(row) for row in rows if row]
            return rounded(kept[0]) if limit else kept
    """)
    write(tmp_path, {
        "pkg/__init__.py": "",
        "pkg/upper.py": "from upper_numbers import rounded",
        "pkg/lower.py": "from lower_numbers import rounded",
        "pkg/one.py": f"from pkg.upper import rounded\n{text}",
        "pkg/two.py": f"from pkg.lower import rounded\n{text}",
    })  # fmt: skip
    answer = compared("one.reach", "two.reach", tmp_path)
    assert answer["reasons"]
    assert answer["together"] == []


def test_copies_with_other_names_are_of_type_two(copies: Path) -> None:
    answer = compared("one.total_of", "two.total_of", copies)
    assert (answer["clone_type"], answer["similarity"]) == (2, 1.0)


def test_what_is_no_copy_is_told_with_the_reason(copies: Path) -> None:
    answer = compared("one.total_of", "one.read", copies)
    assert not answer["one_class"]
    assert (
        answer["reasons"][0] == "both stand in one file, and what stands side by side are siblings"
    )
    assert "alike, and copies are at least 0.70" in answer["reasons"][1]


def test_a_class_is_no_copy_of_a_function(copies: Path) -> None:
    assert compared("one.Empty", "one.read", copies)["reasons"] == [
        "one is a class and the other a function"
    ]


def test_copies_in_tests_are_told_as_such(copies: Path) -> None:
    write(copies, {"tests/test_it.py": COPIES["pkg/one.py"]})
    answer = compared("pkg.one.total_of", "test_it.total_of", copies)
    assert any("is test code" in reason for reason in answer["reasons"])


def test_a_name_of_several_definitions_must_be_said_in_full(copies: Path) -> None:
    done = run("where", "total_of", "one.read", "--root", str(copies), "--no-cache")
    assert done.code == 2
    assert "say which: pkg.one.total_of, pkg.two.total_of" in done.err


def test_what_bears_no_name_is_no_partner_of_a_comparison(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "x = 1\n"})
    done = run("where", "x", "y", "--root", str(tmp_path))
    assert done.code == 2
    assert "no function, class, constant or module is called y" in done.err


WORK = """
def pick(rows, name):
    found = []
    for row in rows:
        if row.state == name:
            found.append((row.key, row.amount * 2))
    return sorted(found)
"""
LIMITS = "LIMITS = {'a': 1, 'b': 2, 'c': 3, 'd': 4}\n"
BOX = """
class Box:
    size = 3

    def fill(self, things):
        for thing in things:
            if thing.size > self.size:
                raise ValueError("too large")
            self.things.append(thing)

    def weigh(self):
        total = 0
        for thing in self.things:
            total += thing.weight * thing.count
        return total
"""


@pytest.mark.parametrize(
    ("name", "text"), [(".pick", WORK), (".LIMITS", LIMITS), (".Box", BOX), ("", BOX + WORK + BOX.replace("Box", "Bin"))]
)  # fmt: skip
def test_each_kind_of_thing_can_be_held_against_another(
    tmp_path: Path, name: str, text: str
) -> None:
    write(tmp_path, {"app/__init__.py": "", "app/one.py": text, "app/two.py": text})
    answer = compared(f"app.one{name}", f"app.two{name}", tmp_path)
    assert (answer["one_class"], answer["reasons"]) == (True, [])


def reason(tmp_path: Path, files: dict[str, str], first: str, second: str) -> str:
    """The first reason why two things are not in one class."""
    write(tmp_path, {"app/__init__.py": "", **files})
    answer = compared(first, second, tmp_path)
    assert not answer["one_class"]
    return str(answer["reasons"][0])


STUB = "def pick(rows, name):\n    raise NotImplementedError\n"
OTHER = """
def pick(rows, name):
    with open(name) as file:
        for line in file:
            rows.remove(line.strip())
    if len(rows) > 3:
        raise LookupError(name)
    return rows[0]
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (STUB, "app.two.pick is expected to be repeated: its body is a stub"),
        (OTHER, "they are 0."),
        (WORK.replace("name):", "name):  # ssotlint: ignore[duplication] -- it may drift"),
         "copies of pick [duplicate-helper] is not reported: a comment suppresses it"),
        (WORK.replace("name):", "name):  # ssotlint: copy-of app.one.pick"),
         "app.two.pick is a copy on purpose (copy-of), held against its original alone"),
    ],
)  # fmt: skip
def test_why_two_functions_are_no_copies(tmp_path: Path, text: str, expected: str) -> None:
    files = {"app/one.py": WORK, "app/two.py": text}
    assert reason(tmp_path, files, "app.one.pick", "app.two.pick").startswith(expected)


def test_two_domains_are_told(tmp_path: Path) -> None:
    files = {"app/one.py": WORK, "web/__init__.py": "", "web/two.py": WORK}
    assert reason(tmp_path, files, "app.one.pick", "web.two.pick") == (
        "they belong to two domains, app and web"
    )


def test_what_the_baseline_accepts_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "app/__init__.py": "", "app/one.py": WORK})
    write(tmp_path, {"app/two.py": WORK})
    assert run("baseline", "create", "--root", str(tmp_path)).code == 0
    assert reason(tmp_path, {}, "app.one.pick", "app.two.pick") == (
        "copies of pick [duplicate-helper] is not reported: the baseline accepts it"
    )
    told = run("where", "app.one.pick", "app.two.pick", "--root", str(tmp_path), "--no-cache").out
    assert "  copies, not reported:\n" in told
    assert "no copies" not in told


def test_a_part_of_a_copied_whole_is_told_with_it(tmp_path: Path) -> None:
    files = {"app/one.py": BOX, "app/two.py": BOX}
    assert reason(tmp_path, files, "app.one.Box.fill", "app.two.Box.fill") == (
        "copies of fill [duplicate-helper] is not reported: "
        "it is a part of copies of Box [duplicate-class]"
    )


def test_little_is_no_copy(tmp_path: Path) -> None:
    files = {"app/one.py": "def pick(a):\n    return a.b + 1\n"}
    files["app/two.py"] = files["app/one.py"]
    found = reason(tmp_path, files, "app.one.pick", "app.two.pick")
    assert "too small to prove that one is a copy" in found


def test_constants_of_two_names_are_no_copies(tmp_path: Path) -> None:
    files = {"app/one.py": LIMITS, "app/two.py": LIMITS.replace("LIMITS", "BOUNDS")}
    assert reason(tmp_path, files, "app.one.LIMITS", "app.two.BOUNDS") == (
        "constants are compared by their names: LIMITS and BOUNDS"
    )


def test_an_edit_is_checked_before_two_are_compared(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "app/__init__.py": "", "app/one.py": WORK})
    write(tmp_path, {"app/two.py": STUB})
    arguments = ("where", "app.one.pick", "app.two.pick", "--root", str(tmp_path))
    assert "no copies" in run(*arguments, "--cache-dir", str(tmp_path / "kept")).out
    write(tmp_path, {"app/two.py": WORK})
    assert "in one group" in run(*arguments, "--cache-dir", str(tmp_path / "kept")).out


CALLING = """
from app.tools import Builder, Lowering, Tracing


def lower(code, options):
    builder = Builder(None, options)
    visitor = Lowering(builder)
    visitor.transform(code.blocks)
    code.blocks = builder.blocks
    code.checked = True
"""
STATE = """
def state(up, down):
    if up > 0 and down > 0:
        return "both"
    if up > 0:
        return "up"
    return "down" if down > 0 else "idle"
"""
CASE = """
from app.tools import write


@write.for_case("red")
def _write(rows, stamp):
    found = []
    for row in rows:
        if row.name:
            found.append((row.name, stamp))
    found.sort(key=len, reverse=True)
    found.insert(0, (stamp, len(found)))
    return found
"""
ASKING = """
class Shop:
    def ask(self, name):
        rows = self.link.fetch(name)
        if not rows:
            raise LookupError(name)
        found = [row.key for row in rows if row.paid and row.total > 10]
        found.sort()
        return found[:10]
"""
TOOLS = {
    "app/tools.py": "write = make()\nclass Builder: ...\nclass Lowering: ...\nclass Tracing: ...\n"
}


@pytest.mark.parametrize(
    ("text", "edits", "name", "expected"),
    [
        (STATE, {"state(up, down):": "state(link):\n    up = link.data.up\n    down = link.data.down"},
         "state", "each takes parameters that the other does not know"),
        (CASE, {'"red"': '"blue"', "row.name": "row.title"},
         "_write", "a decorator hands over both, each for a case of its own"),
        (CALLING, {"Lowering(builder)": "Tracing(builder, code.name)"},
         "lower", "each speaks of things that the other does not name"),
        (ASKING, {"Shop": "AsyncShop", "def ask": "async def ask", "self.link": "await self.link"},
         "Shop.ask", "they offer one thing plain and asynchronously: neither can call the other"),
        (WORK, {"def pick": "def take", "row.state": "row.phase"},
         "pick", "they follow one pattern, and differ in the words that are filled in"),
        ("LIMITS_OF_ONE = (1, 2)\n", {}, "LIMITS_OF_ONE", "they are equal, and such a value is chosen alike by chance"),
        ("LIMITS = {'a': 1, 'b': 2, 'c': 3, 'd': 4}\n", {"'c': 3, 'd': 4": "'e': 3, 'f': 4"}, "LIMITS",
         "they differ too much to be one fact"),
    ],
)  # fmt: skip
def test_the_judge_says_why_it_tells_two_apart(
    tmp_path: Path, text: str, edits: dict[str, str], name: str, expected: str
) -> None:
    other = text
    for before, after in edits.items():
        assert before in other
        other = other.replace(before, after)
    files = TOOLS | {"app/one.py": text, "app/two.py": other}
    second = name.replace("Shop", "AsyncShop").replace("pick", "take")
    assert reason(tmp_path, files, f"app.one.{name}", f"app.two.{second}") == expected


def test_names_that_stand_for_different_things_are_told(tmp_path: Path) -> None:
    hook = """
async def unload(host, entry):
    done = await host.unload(entry, PARTS)
    if done:
        host.data[NAME].pop(entry.key)
    for one in PARTS:
        host.remove(NAME, one)
    return done
"""
    files = {f"app/p{i}/hook.py": f'NAME = "{i}"\nPARTS = ["{i}"]\n{hook}' for i in range(5)}
    found = reason(tmp_path, files, "app.p0.hook.unload", "app.p1.hook.unload")
    assert found == "`NAME`, `PARTS` stand for something else in each"
