"""What the judge says of a copy: which type it is, and when it is none."""

from textwrap import indent

import pytest

from tests.unit.judges.copying import HOOK, ORIGINAL, Judge, beside_the_original, evidence, replaced


@pytest.mark.parametrize(
    ("edits", "clone_type"),
    [
        pytest.param([], 1, id="the same text"),
        pytest.param([('"""Numbers of the first paid orders."""', "# …")], 1, id="no docstring"),
        pytest.param([("orders, limit=10", "orders: list, limit: int = 10")], 1, id="annotations"),
        pytest.param([("found", "numbers")], 2, id="another local name"),
    ],
)
def test_what_does_not_count_leaves_an_equal_copy(
    judged: Judge, edits: list[tuple[str, str]], clone_type: int
) -> None:
    member = beside_the_original(judged, replaced(*edits))

    assert member is not None
    assert member.verdict == "equal"
    assert not member.drifted
    assert (evidence(member).clone_type, evidence(member).similarity) == (clone_type, 1.0)
    assert evidence(member).differences == ()


def test_an_override_that_repeats_its_base_is_a_copy_that_did_not_drift(judged: Judge) -> None:
    """What a base asks for is said again by those below it: they differ on purpose."""

    def method(text: str) -> str:
        return text.replace("collect(orders", "collect(self, orders").replace("\n", "\n    ")

    body = method(ORIGINAL)
    edited = method(replaced(("    found.sort()", "    found.reverse()\n    found.sort()")))
    found = judged({
        "app/a.py": f"class Base:{body}",
        "app/b.py": f"from app.a import Base\nclass Left(Base):{edited}",
    })  # fmt: skip

    assert found["app.b.Left.collect"].verdict == "equal"
    assert evidence(found["app.b.Left.collect"]).differences == ("adds `found.reverse()`",)


def test_the_cycle_in_the_way_is_named(judged: Judge) -> None:
    files = {
        "app/a.py": f"import app.b\n{ORIGINAL}\ncollect([])",
        "app/b.py": f"import app.c\n{ORIGINAL.replace('collect', '_collect')}\n_collect([])",
        "app/c.py": "import app.a\n",
    }

    (member,) = judged({**files, "app/c.py": ""}).values()
    assert evidence(member).hindrance == ""  # `a` imports from `b` already

    (member,) = judged(files).values()
    assert "app.a -> app.b -> app.a" in evidence(member).hindrance


def test_a_name_read_from_its_module_is_the_name(judged: Judge) -> None:
    body = """
def check(value, rules):
    problems = []
    for rule in rules:
        try:
            rule(value)
        except {0}Late as error:
            problems.extend(error.details)
    if problems:
        raise {0}Late(problems)
"""
    files = {
        "app/errors.py": "class Late(Exception):\n    details = ()\n",
        "app/a.py": "from app.errors import Late\n" + body.format(""),
        "app/b.py": "from app import errors\n" + body.format("errors."),
    }

    (member,) = judged(files).values()

    assert (member.verdict, evidence(member).differences) == ("equal", ())


def test_an_example_is_read_without_the_others(judged: Judge) -> None:
    assert judged({"app/examples/a.py": ORIGINAL, "app/examples/b.py": ORIGINAL}) == {}
    assert judged({"app/templates/x/a.py": ORIGINAL, "app/templates/y/a.py": ORIGINAL}) == {}
    assert judged({"app/a.py": ORIGINAL, "app/b.py": ORIGINAL}).keys() == {"app.b.collect"}


def test_what_lies_in_a_folder_that_no_import_can_name_stands_alone(judged: Judge) -> None:
    here = {"app/__init__.py": "", "app/x-mail/a.py": ORIGINAL, "app/x-chat/a.py": ORIGINAL}
    one = {"app/__init__.py": "", "app/x-mail/a.py": ORIGINAL, "app/x-mail/b.py": ORIGINAL}

    assert judged(here) == {}
    assert len(judged(one)) == 1


def test_a_migration_keeps_what_it_needs_of_the_code(judged: Judge) -> None:
    assert judged({"app/a.py": ORIGINAL, "app/migrations/tools/a.py": ORIGINAL}) == {}
    inside = {"app/migrations/tools/a.py": ORIGINAL, "app/migrations/tools/b.py": ORIGINAL}
    assert len(judged(inside)) == 1


def test_each_module_has_a_logger_of_its_own(judged: Judge) -> None:
    text = f"import logging\nlogger = logging.getLogger({{}})\n{ORIGINAL}"
    files = {"app/a.py": text.format("__name__"), "app/b.py": text.format('"app"')}

    assert evidence(judged(files)["app.b.collect"]).other_names == ()


@pytest.mark.parametrize(
    ("imported", "same"),
    [
        ("from red import cut", True),
        ("import red.deep.cut as cut", True),
        ("import red.other as cut", False),
        ("import red as cut", False),
        ("from blue import cut", False),
    ],
)
def test_what_a_library_offers_may_be_imported_in_two_ways(
    imported: str, same: bool, judged: Judge
) -> None:
    text = replaced(("order.total", "cut(order.total)"))
    files = {"app/a.py": f"import red.cut as cut\n{text}", "app/b.py": f"{imported}\n{text}"}

    assert bool(judged(files)) is same


def test_a_part_of_a_library_under_the_name_of_the_whole_is_another_thing(judged: Judge) -> None:
    text = replaced(("order.total", "red(order.total)"))
    files = {"app/a.py": f"import red\n{text}", "app/b.py": f"import red.rich as red\n{text}"}
    assert judged(files) == {}

    files["app/b.py"] = f"import red.rich\n{text}"
    assert len(judged(files)) == 1


def test_what_a_revision_needs_of_the_code_it_keeps(judged: Judge) -> None:
    assert judged({"app/a.py": ORIGINAL, "app/backfill_75868b020152.py": ORIGINAL}) == {}


def test_cases_of_shipped_test_classes_are_no_copies(judged: Judge) -> None:
    case = "class {}TestCase:\n" + indent(
        ORIGINAL.replace("(orders", "(self, orders").replace("collect", "test_collect"), "    "
    )
    files = {f"app/testing/{name}.py": case.format(name.title()) for name in ("listing", "detail")}

    assert judged(files) == {}


def test_a_name_that_is_read_as_an_attribute_stands_for_nothing(judged: Judge) -> None:
    reading = HOOK.replace("host.data[NAME]", "host.success")
    files = {f"app/{name}.py": f"success = '{name}'\n{reading}" for name in "ab"}
    (member,) = judged(files).values()
    assert evidence(member).other_names == ()


def test_what_an_edited_copy_needs_is_no_import(judged: Judge) -> None:
    edited = replaced(("found[:limit]", "found[: limit - 1]")).replace("collect", "gather")
    found = judged({"app/a.py": ORIGINAL, "app/b.py": edited})
    assert [(e.edited, e.importable) for e in map(evidence, found.values())] == [(True, False)]


SPENT = (
    f'{ORIGINAL}\n\nfor path in ("C:/Users/anna/shop/a.py",):\n    path.write_text(collect(path))\n'
)


@pytest.mark.parametrize(
    ("edit", "is_told"),
    [(("", ""), False), (("anna", "user"), True), (("write_text", "show"), True),
     (("def collect", "def test_it():\n    pass\n\n\ndef collect"), True)],
)  # fmt: skip
def test_scripts_that_rewrote_the_files_of_one_person_were_run_for_good(
    judged: Judge, edit: tuple[str, str], is_told: bool
) -> None:
    other = SPENT.replace(*edit) if edit[0] else SPENT

    found = judged({"scripts/fix_a.py": SPENT, "scripts/fix_b.py": other})

    assert bool(found) is is_told


def test_what_ships_is_never_a_script_that_was_run_for_good(judged: Judge) -> None:
    assert judged({"app/a.py": SPENT, "app/b.py": SPENT}).keys() == {"app.b.collect"}


def test_what_shows_how_a_file_is_used_is_no_copy(judged: Judge) -> None:
    shown = f'import z\n\nif __name__ == "__main__":\n{indent(ORIGINAL, "    ")}'
    asked = shown.replace('__name__ == "__main__"', "z.FAST")

    assert judged({"app/a.py": shown, "app/b.py": shown}) == {}
    assert set(judged({"app/a.py": asked, "app/b.py": asked})) == {"app.b.collect"}


def test_what_is_called_a_demo_shows_how_something_is_used(judged: Judge) -> None:
    for name, told in (("demo_all", False), ("sample2a", False), ("example_of_all", False),
                       ("sample", True), ("demo", True)):  # fmt: skip
        shown = ORIGINAL.replace("def collect", f"def {name}")
        assert bool(judged({"app/a.py": shown, "app/b.py": shown})) is told


@pytest.mark.parametrize(("user", "told"), [("", False), ("from app.benchmarks import b", True)])
def test_what_a_benchmark_measures_is_no_copy(judged: Judge, user: str, *, told: bool) -> None:
    files = {
        "app/a.py": ORIGINAL,
        "app/benchmarks/b.py": ORIGINAL,
        "app/c.py": user,
        "app/__init__.py": "",
        "app/benchmarks/__init__.py": "",
    }

    assert bool(judged({**files, "app/d.py": "from app import a, c\n"})) is told


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("http27", "http3x"), False),
        (("http2", "http3"), True),
        (("rates_29", "rates_30"), True),
    ],
)
def test_of_files_for_two_pythons_a_program_loads_one(
    judged: Judge, names: tuple[str, str], *, told: bool
) -> None:
    assert bool(judged({f"app/{name}.py": ORIGINAL for name in names})) is told


def test_an_example_that_others_take_is_no_demo(judged: Judge) -> None:
    rows = ORIGINAL.replace("def collect", "def example_rows")
    users = {
        f"app/use_{name}.py": f"from app.{name} import example_rows\nROWS = example_rows([])\n"
        for name in "ab"
    }

    assert judged({"app/a.py": rows, "app/b.py": rows}) == {}
    assert judged({"app/a.py": rows, "app/b.py": rows} | users).keys() == {"app.b.example_rows"}


@pytest.mark.parametrize(
    ("edit", "told"),
    [("found[:limit]", True), ("torch.first(found, limit)", False), ("found[: limit - 1]", True)],
)
def test_what_each_does_with_its_own_library_is_no_copy(
    judged: Judge, edit: str, *, told: bool
) -> None:
    files = {
        "app/x/a.py": f"import torch\n{replaced(('found[:limit]', edit))}",
        "app/y/b.py": f"import mxnet\n{ORIGINAL}",
    }

    assert bool(judged(files)) is told
    assert judged({**files, "app/y/b.py": f"import torch\n{ORIGINAL}"}) != {}
    assert judged({**files, "app/y/b.py": ORIGINAL}) != {}


FRAME = """from {library}


class Frame:
    def copied(self):
        found = Frame()
        {call}
        {fields}
        found.tracker = self.tracker
        found.events = self.events
        return found
"""
_FIELDS = [f"found.{name} = self.{name}" for name in ("data", "buffer", "size")]
_ASKED = [f"if self.{row.rpartition('.')[2]} is not None:\n            {row}" for row in _FIELDS]


@pytest.mark.parametrize(
    ("library", "folder", "found"),
    [("blue import address", "y", 0), ("blue import address", "x", 1), ("red import lib", "y", 1)],
    ids=["another library", "side by side", "one library"],
)
def test_what_differs_much_and_is_made_for_another_library_is_no_copy(
    library: str, folder: str, found: int, judged: Judge
) -> None:
    one, other = (
        FRAME.format(library=library, call=call, fields="\n        ".join(rows))
        for library, call, rows in (
            ("red import lib", "lib.copy(found.message, self.message)", _FIELDS),
            (library, "found.message = self.message", _ASKED),
        )
    )

    assert len(judged({"app/x/a.py": one, f"app/{folder}/b.py": other})) == found


CHOOSING = """
def strip_tags(text):
    kept = sub("<think>.*?</think>", "", text).strip()
    if kept:
        return kept
    found = findall("<think>(.*?)</think>", text)
    {end}
"""


@pytest.mark.parametrize(
    ("end", "is_equal"),
    [
        ("return found[-1].strip() if found else text", True),
        ("return found[-1].strip() if not found else text", False),
        ("return text if found else found[-1].strip()", False),
        ("return found[-1].strip() if found else None", False),
    ],
)
def test_what_is_decided_in_an_expression_is_decided_all_the_same(
    judged: Judge, end: str, *, is_equal: bool
) -> None:
    first = CHOOSING.format(end="if found:\n        return found[-1].strip()\n    return text")

    (member,) = judged({"app/a.py": first, "app/b.py": CHOOSING.format(end=end)}).values()

    assert (evidence(member).differences == ()) is is_equal
    assert (member.verdict == "equal" and evidence(member).clone_type == 2) is is_equal
