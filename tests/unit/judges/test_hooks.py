"""What the judge says of copies that a framework, or a set of packages, asks for."""

from pathlib import Path

import pytest

from ssotlint.detectors import clones
from ssotlint.detectors.view import View
from ssotlint.judges.clones import innocence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.options import Options
from tests.unit.judges.copying import HOOK, ORIGINAL, Judge, beside_the_original, evidence, replaced
from tests.worlds import draw

_REGISTERED = """
from app.driver import write

@{decorator}
def _write(rows, stamp):
    found = []
    for row in rows:
        if row.paid:
            found.append((row.name, stamp))
    if not found:
        raise LookupError(stamp)
    {more}
    found.sort()
    return found
"""


@pytest.mark.parametrize(
    ("decorators", "more", "found"),
    [
        (('write.for_case("red")', 'write.for_case("blue")'), "check(found)", 0),
        (('write.for_case("red")', 'write.for_case("red")'), "check(found)", 1),
        (('write.for_case("red")', 'write.for_case("blue")'), "pass", 1),
    ],
    ids=["two cases", "one case", "equal"],
)
def test_cases_of_one_function_do_not_drift(
    decorators: tuple[str, str], more: str, found: int, judged: Judge
) -> None:
    one, other = (
        _REGISTERED.format(decorator=decorator, more=said)
        for decorator, said in zip(decorators, ("pass", more), strict=True)
    )

    files = {"app/driver.py": "write = make()\n", "app/a.py": one, "app/b.py": other}
    assert len(judged(files)) == found


# Plug-ins that are no strangers to each other: one imports from the next.
KNOWING = {f"app/p{i}/uses.py": "import app.p0.base\n" for i in range(1, 5)} | {
    "app/p0/base.py": "A = 1\n"
}


def test_plug_ins_that_are_strangers_share_nothing(judged: Judge) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)}
    files |= {f"app/p{i}/const.py": ORIGINAL for i in range(2)}

    assert judged(files) == {}
    assert set(judged({**files, "app/p1/b.py": ORIGINAL})) == {"app.p1.b.collect"}
    assert len(judged({**files, "app/a.py": ORIGINAL})) == 3


def test_much_code_is_worth_knowing_of_where_each_plug_in_is_on_its_own(judged: Judge) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)}
    files |= {f"app/p{i}/const.py": HOOK.replace("host.data[NAME]", "host.data") for i in range(2)}

    assert evidence(judged(files)["app.p1.const.leave"]).strange


STRANGE = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)}
OTHER = HOOK.replace("host.m3(entry, 3)", "host.n3(entry)")
LESS, OTHER_LESS = ("\n".join(text.split("\n")[:23]) for text in (HOOK, OTHER))


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((HOOK, OTHER), 1),  # very much
        ((LESS, OTHER_LESS), 0),
        ((LESS, LESS), 1),
        ((LESS, OTHER_LESS.replace("leave(", "depart(")), 1),
        ((LESS, OTHER_LESS, OTHER_LESS), 2),
    ],
    ids=["much", "otherwise", "equal", "another name", "three"],
)
def test_two_strangers_alone_may_each_do_it_in_their_own_way(
    texts: tuple[str, ...], found: int, judged: Judge
) -> None:
    told = (text.replace("host.data[NAME]", "host.data") for text in texts)
    files = {f"app/p{i}/const.py": text for i, text in enumerate(told)}

    assert len(judged(STRANGE | files)) == found


def test_plug_ins_repeat_each_other_and_do_not_drift(judged: Judge) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)} | KNOWING
    copy = replaced(("found[:limit]", "found[: limit - 1]"))

    member = judged(files | {"app/p0/a.py": ORIGINAL, "app/p1/a.py": copy})["app.p1.a.collect"]

    assert member.verdict == "equal"


COUNTED = """
def count(raw):
    parts = [part.strip() for part in raw.split(",") if part.strip()]
    if len(parts) <= {number}:
        raise ValueError("an address needs a street and a city")
    street, *rest = parts
    return {{"street": street, "city": {city}.title(), "lines": len(parts) - 1}}
"""
USUAL, STRAY = (COUNTED.format(number=number, city="rest[-1]") for number in (1, 2))
OTHERS = tuple(f"\ndef count(raw):\n    return raw.m{i}(raw.n{i}, {i})\n" for i in range(3))


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((USUAL, USUAL, USUAL, STRAY), 1),  # so few may have copied it
        ((STRAY, USUAL, USUAL, USUAL, USUAL), 1),
        ((USUAL, USUAL, USUAL, USUAL, STRAY), 1),
        ((USUAL, USUAL, USUAL, STRAY, *OTHERS[:2]), 1),
        ((USUAL, USUAL, USUAL, STRAY, *OTHERS), 0),
        ((USUAL, USUAL, STRAY, *OTHERS), 0),
    ],
    ids=["four", "first of five", "last of five", "half", "less than half", "two"],
)
def test_who_says_nearly_what_most_files_side_by_side_say_has_drifted(
    texts: tuple[str, ...], found: int, judged: Judge
) -> None:
    told = judged({f"app/part_{i}.py": text for i, text in enumerate(texts)})

    assert [member.verdict for member in told.values()].count("diverged") == found


@pytest.mark.parametrize("renamed", ["app/a.py", "app/z.py"])
def test_what_has_drifted_from_its_namesakes_is_told_wherever_one_of_another_name_stands(
    renamed: str, judged: Judge
) -> None:
    files = {f"app/part_{i}.py": USUAL for i in range(3)} | {"app/part_3.py": STRAY}

    told = judged({**files, renamed: USUAL.replace("count(", "count_again(")})

    assert told["app.part_3.count"].verdict == "diverged"


def test_a_hook_for_a_thing_of_its_own_has_not_drifted_from_those_that_read_like_it(
    judged: Judge,
) -> None:
    texts = [
        COUNTED.format(number=1 + (i > 3), city="TABLE[raw]").replace(
            "    street, *",
            "    for part in parts:\n        TABLE[part] = len(part) + len(raw)\n    street, *",
        )
        for i in range(5)
    ]
    own = {f"app/part_{i}.py": f'TABLE = {{"{i}": "{i}"}}\n{text}' for i, text in enumerate(texts)}
    one = {
        path: text.replace('TABLE = {"', "from app.tables import TABLE  # ")
        for path, text in own.items()
    }

    assert judged(own) == {}
    assert "app.part_4.count" in judged({**one, "app/tables.py": "TABLE = {}\n"})


def test_equal_hooks_that_hand_out_what_is_their_own_are_left_in_peace(judged: Judge) -> None:
    hook = "\nasync def unload(host, entry):\n    done = await host.unload(entry, PARTS)\n"
    hook += "    if done:\n        host.data[NAME].pop(entry.key)\n    for one in PARTS:\n"
    hook += "        host.remove(NAME, one)\n    return done\n"
    files = {f"app/p{i}/hook.py": f'NAME = "{i}"\nPARTS = ["{i}"]\n{hook}' for i in range(5)}
    shared = {f"app/p{i}/hook.py": f'NAME = "all"\nPARTS = ["one"]\n{hook}' for i in range(5)}
    files |= KNOWING
    shared |= KNOWING

    assert judged(files) == {}
    assert len(judged(shared)) == 4


HOOKS = {f"app/p{i}/hook.py": f'NAME = "{i}"\n{HOOK}' for i in range(5)} | KNOWING


WORKING = replaced(("order.total > limit", "order.total >= limit"))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"app/a.py": ORIGINAL, "app/b.py": WORKING}, ""),
        (HOOKS, "a framework asks for both, and each has something of its own for `NAME`"),
        ({"app/a.py": ORIGINAL, "app/b.py": ORIGINAL.replace(
            "limit=10):", "limit=10):  # ssotlint: copy-of app.a.collect")},
         "it still says what its original says"),
    ],
)  # fmt: skip
def test_the_judge_gives_its_reason(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    world = draw(tmp_path, files)
    view = View(world.index, world.graph, world.config)
    excerpts = Excerpts(tmp_path)

    (case,) = clones.detect(view, Options())
    owner = case.members[case.canonical or 0]
    found = {innocence(owner, m, excerpts) for m in case.members if m.suspect}

    assert found == {expected}


def test_what_packages_of_one_shape_say_otherwise_may_be_on_purpose(judged: Judge) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)} | KNOWING
    equal = {"app/p0/a.py": ORIGINAL, "app/p1/a.py": ORIGINAL}
    edited = equal | {"app/p1/a.py": replaced(("found[:limit]", "found[: limit - 1]"))}

    assert not evidence(judged(files | equal)["app.p1.a.collect"]).asked
    assert evidence(judged(files | edited)["app.p1.a.collect"]).asked


def test_what_calls_its_own_by_the_same_name_may_be_its_own_on_purpose(judged: Judge) -> None:
    body = "    rows = [{0}(row) for row in load(day)]\n    for row in rows:\n        store(row, day)\n"
    body += "    if not rows:\n        raise LookupError(day)\n    report(len(rows), day)\n"
    body += "    for row in reversed(rows):\n        archive(row, day, kind=row.kind)\n"
    body += (
        "    archive(day, len(rows), kind='all')\n    report(sum(row.total for row in rows), day)\n"
    )
    body = f"def run(day):\n{body.format('KIND')}    return rows\n"
    files = {f"app/{name}.py": f"KIND = '{name}'\n{body}" for name in "ab"}

    assert evidence(judged(files)["app.b.run"]).asked
    assert evidence(judged(files)["app.b.run"]).differences == ("calls another `KIND`",)
    read = {path: text.replace("KIND(row)", "(row, KIND)") for path, text in files.items()}
    told = evidence(judged(read)["app.b.run"]).differences
    assert told == ("`KIND` stands for something else",)
    same = {path: text.replace("'a'", "'b'") for path, text in files.items()}
    assert not evidence(judged(same)["app.b.run"]).asked


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# Copied from app.a", "Copied from app.a"),
        ("# Find the first orders.\n# Keep in sync with app.a!", "Find the first orders. Keep in sync with app.a!"),
        ("# Mirrors the `collect` of app.a", "Mirrors the `collect` of app.a"),
        ("# Takes a deep copy of the orders", ""),
        ("# The rows that were copied from the form", ""),
    ],
)  # fmt: skip
def test_a_comment_that_knows_of_the_copy_is_its_reason(
    comment: str, said: str, judged: Judge
) -> None:
    member = beside_the_original(judged, f"\n{comment}\n{ORIGINAL.lstrip()}")

    assert member is not None
    assert (evidence(member).purpose, evidence(member).on_purpose) == (said, bool(said))


@pytest.mark.parametrize(
    "comment",
    [
        "# Copied from app.a to avoid the import",
        "# Same as app.a.collect; duplicated here so this\n# module stays importable without the driver",
        "# It remains separately implemented for each\n# kind of order.",
        "# DO NOT EDIT MANUALLY!\n# This method was auto-generated.",
        "# Deliberately duplicated here",
        "# Mirrors the `collect` of app.a (not imported: that needs a driver)",
        "# This function needs to be duplicated: orders cannot depend on a.",
        "# override to not take the lock",
        "# Defined here locally to avoid a circular import",
        '"""Run as a script: there should be no imports from the project."""\n',
    ],
)
def test_a_copy_that_says_why_it_is_one_has_been_decided(comment: str, judged: Judge) -> None:
    assert beside_the_original(judged, f"{comment}\n{ORIGINAL.lstrip()}") is None


ENTRY = """
@register({kind})
def _link(one):
    return f"{{plain(one)}}({{linked(one.kind, one.owner)}}, {{linked(one.other, one.owner)}})"
"""


ACTION = """
@register({kind})
async def set_level(config, action, arguments):
    parent = await codegen.variable(config["id"])
    var = codegen.make(action, parent)
    level = await codegen.templated(config["level"], arguments, float)
    codegen.add(var.set_level(level))
    return var
"""


@pytest.mark.parametrize("entry", [ENTRY, ACTION])
@pytest.mark.parametrize(
    ("kinds", "told"), [(("Nullable", "Required"), False), (("Any", "Any"), True)]
)
def test_a_brief_function_that_a_decorator_hands_over_for_something_else_is_an_entry_of_a_table(
    entry: str, kinds: tuple[str, str], told: bool, judged: Judge
) -> None:
    files = {
        f"app/{letter}.py": entry.format(kind=kind)
        for letter, kind in zip("ab", kinds, strict=True)
    }

    assert bool(judged(files)) is told


RECORD = """
class {name}:
    def describe(self):
        said = {made}(
            number=self.number, owner=text_of(self.owner), made=self.date, state=self.state
        )
        if self.error is not None:
            said["error"] = self.error
        {more}return said
"""


@pytest.mark.parametrize(("more", "told"), [("", False), ("send(said)\n        ", True)])
def test_what_only_says_what_its_object_holds_is_what_the_object_is(
    more: str, told: bool, judged: Judge
) -> None:
    files = {
        f"app/{letter}.py": RECORD.format(name=name, made="Output", more=more)
        for letter, name in (("a", "Run"), ("b", "Job"))
    }

    assert bool(judged(files)) is told


def test_handlers_that_only_pass_on_are_no_copies_though_they_come_together(judged: Judge) -> None:
    names = ("begin", "finish", "revoke", "reject")
    text = "from app import base, signals\n\n" + "\n".join(
        f"@signals.{name}.connect\ndef on_{name}(sender, **rest):\n    base.on_{name}(sender, **rest)\n"
        for name in names
    )
    files = {f"app/{name}.py": text for name in ("light", "heavy", "docs")}

    assert judged({"app/base.py": "", "app/signals.py": ""} | files) == {}
    free = {path: text.replace("@signals", "# @signals") for path, text in files.items()}
    assert judged({"app/base.py": "", "app/signals.py": ""} | free)


COMPONENT = """
from app.base import codegen

async def to_code(config):
    var = codegen.variable(config["id"])
    await codegen.register(var, config)
    if level := config.get("level"):
        codegen.add(var.set_level(level))
    codegen.add(var.{start}())
"""


def test_what_a_framework_asks_every_module_for_may_be_the_same_in_two(judged: Judge) -> None:
    base = {"app/base.py": "codegen = make()\n"}
    two = {f"app/p{i}.py": COMPONENT.format(start="start") for i in range(2)}
    more = {f"app/p{i}.py": COMPONENT.format(start=f"start_{i}") for i in range(2, 30)}

    assert judged(base | two).keys() == {"app.p1.to_code"}
    assert judged(base | two | more) == {}


@pytest.mark.parametrize(
    ("bearers", "copy", "found"), [(30, OTHER, 0), (30, HOOK, 1), (0, OTHER, 1)]
)
def test_a_function_that_is_asked_for_by_its_name_answers_in_its_own_way(
    bearers: int, copy: str, found: int, judged: Judge
) -> None:
    one, other = (text.replace("host.data[NAME]", "host.data") for text in (HOOK, copy))
    files = {
        f"app/o{i}.py": f"def leave(host, entry):\n    entry.m{i}({i})\n    return host.o{i}(entry)\n"
        for i in range(bearers)
    }

    assert len(judged({**files, "app/a.py": one, "app/b.py": other})) == found
