"""How the judge tells what a copy does otherwise."""

import pytest

from ssotlint.detectors.clones import Edit
from ssotlint.judges.differences import sentences
from tests.unit.judges.copying import ORIGINAL, Judge, beside_the_original, evidence, replaced


@pytest.mark.parametrize(
    ("edits", "differences"),
    [
        pytest.param(
            [("taken %s", "an order: %s")],
            (('`logger.info("an order: %s", order.number)` instead of '
             '`logger.info("taken %s", order.number)` (another message)'),),
            id="log text",
        ),
        pytest.param(
            [('            logger.info("taken %s", order.number)\n', "")],
            ('lacks `logger.info("taken %s", order.number)`',),
            id="nothing is logged",
        ),
        pytest.param(
            [("nothing to collect", "no orders")],
            (('`raise ValueError("no orders")` instead of '
             '`raise ValueError("nothing to collect")` (another message)'),),
            id="the message of an error",
        ),
    ],
)  # fmt: skip
def test_what_is_told_to_people_is_named_and_changes_nothing(
    judged: Judge, edits: list[tuple[str, str]], differences: tuple[str, ...]
) -> None:
    member = beside_the_original(judged, replaced(*edits))

    assert member is not None
    assert member.verdict == "equal"
    assert evidence(member).clone_type == 3
    assert evidence(member).differences == differences


def test_statements_that_have_nothing_but_their_form_in_common_are_no_pair(judged: Judge) -> None:
    other = replaced(
        ("    found.sort()\n", "    size = 3\n    place = None\n    found.sort(size, place)\n")
    )
    first = replaced(
        ("    found = []\n", "    found = []\n    spare = {}\n    spare.update(first=1)\n")
    )

    (member,) = judged({"app/a.py": first, "app/b.py": other}).values()

    edits = [(e.canonical_code, e.code) for e in evidence(member).edits if e.kind == "edited"]
    assert edits == [("found.sort()", "found.sort(size, place)")]


def test_texts_of_the_same_words_are_one_message(judged: Judge) -> None:
    told = replaced(("found.sort()", 'found.append("PASS: all orders are paid")'))

    (member,) = judged({"app/a.py": told, "app/b.py": told.replace("PASS:", "  PASS: ")}).values()

    assert (member.verdict, evidence(member).edited) == ("equal", False)


def test_what_is_not_equal_differs(judged: Judge) -> None:
    negated = replaced(("if not orders:", "if not orders == []:"))
    plain = replaced(("if not orders:", "if orders != []:"))

    (member,) = judged({"app/a.py": negated, "app/b.py": plain}).values()

    assert (member.verdict, evidence(member).differences) == ("equal", ())


def test_another_error_that_is_caught_is_one_difference(judged: Judge) -> None:
    guarded = replaced(
        ("    found.sort()", "    try:\n        found.sort()\n    except TypeError:\n        pass")
    )
    other = guarded.replace("except TypeError", "except (KeyError, codec.CodecError)")

    (member,) = judged({"app/a.py": guarded, "app/b.py": other}).values()

    (edit,) = evidence(member).edits
    assert edit.canonical_code == "except TypeError:"


def test_handlers_of_groups_of_errors_are_told_like_others(judged: Judge) -> None:
    guarded = replaced(
        ("    found.sort()", "    try:\n        found.sort()\n    except TypeError:\n        pass")
    )
    of_groups = guarded.replace("except TypeError", "except* TypeError")

    (bare,) = judged({"app/a.py": ORIGINAL, "app/b.py": of_groups}).values()
    (other,) = judged({"app/a.py": guarded, "app/b.py": of_groups}).values()

    assert evidence(bare).differences == ("adds `try:`", "adds `except* TypeError:`")
    assert [(e.canonical_code, e.code) for e in evidence(other).edits] == [
        ("except TypeError:", "except* TypeError:")
    ]


def test_differences_are_data_too_with_their_lines(judged: Judge) -> None:
    member = beside_the_original(judged, replaced(("limit:\n", "9:\n")))

    assert member is not None
    (edit,) = evidence(member).edits
    assert (edit.kind, edit.line, edit.canonical_line) == ("edited", 8, 8)
    assert edit.code == "if order.paid and order.total > 9:"
    assert edit.canonical_code == "if order.paid and order.total > limit:"


def test_what_differs_several_times_is_said_once_and_the_rest_is_counted() -> None:
    edits = [
        Edit(kind="added", why="statement", code=code)
        for code in ("stop()", "go()", "stop()", "a()", "b()")
    ]

    assert sentences(edits) == ("adds `stop()`, 2 times", "adds `go()`", "adds `a()`", "adds `b()`")
    assert sentences(edits, 2) == ("adds `stop()`, 2 times", "adds `go()`", "and 2 more")


def test_a_renamed_variable_is_no_difference_beside_a_change(judged: Judge) -> None:
    member = beside_the_original(
        judged, replaced(("found", "numbers"), ("order.paid and ", ""), ("limit=10", "limit=10"))
    )

    assert member is not None
    assert [edit.canonical_code for edit in evidence(member).edits] == [
        "if order.paid and order.total > limit:"
    ]


def test_what_reads_alike_is_matched_by_the_names_of_variables(judged: Judge) -> None:
    first = """
def options(given, user):
    load = {}
    compile = {}
    if given.version:
        load["version"] = given.version
    if given.populate:
        load["populate"] = given.populate
        compile["populate"] = user.populate
    return load, compile
"""
    second = first.replace(
        "    load = {}\n    compile = {}\n",
        "    compile = {}\n    load = {}\n    load['user'] = user\n",
    )

    member = judged({"app/a.py": first, "app/b.py": second})["app.b.options"]

    assert evidence(member).differences == (
        "`compile = {}` stands elsewhere",
        "adds `load['user'] = user`",
    )


def test_another_condition_around_the_same_is_one_difference(judged: Judge) -> None:
    member = beside_the_original(
        judged, replaced(("if not orders:", "if len(list(filter(None, orders))) == 0:"))
    )

    assert member is not None
    (edit,) = evidence(member).edits
    assert edit.canonical_code == "if not orders:"


QUOTED = {
    "one parameter of many": (
        [("orders, limit=10", 'orders, limit=10, mode="rb", *, depth=None')],
        ('also takes `mode="rb", depth=None`',),
    ),
    "another message elsewhere": (
        [
            ('            logger.info("taken %s", order.number)\n', ""),
            (
                "    found.sort()",
                '        logger.info("an order: %s", order.number)\n    found.sort()',
            ),
        ],
        (
            (
                '`logger.info("an order: %s", order.number)` instead of '
                '`logger.info("taken %s", order.number)` (another message), elsewhere'
            ),
        ),
    ),
    "a comment above": (
        [
            (
                "    found.sort()",
                "    # Always collect.\n    if limit:  # not 0\n        found.sort()",
            )
        ],
        ("adds `if limit:`",),
    ),
    "a comment inside": (
        [("found[:limit]", "found[  # cut\n        : limit - 1\n    ]")],
        ("`return found[ : limit - 1 ]` instead of `return found[:limit]` (another bound)",),
    ),
}


@pytest.mark.parametrize(("edits", "differences"), QUOTED.values(), ids=QUOTED)
def test_differences_show_what_differs_and_no_comments(
    judged: Judge, edits: list[tuple[str, str]], differences: tuple[str, ...]
) -> None:
    member = beside_the_original(judged, replaced(*edits))

    assert member is not None
    assert evidence(member).differences == differences


def test_a_parameter_less_is_told(judged: Judge) -> None:
    more = replaced(("orders, limit=10", "orders, limit=10, depth=None"))
    member = judged({"app/a.py": more, "app/b.py": ORIGINAL})["app.b.collect"]
    assert evidence(member).differences == ("does not take `depth=None`",)


def test_long_code_is_shown_from_shortly_before_the_difference(judged: Judge) -> None:
    long = ", ".join(f"self_explaining_{i}" for i in range(9))
    files = {
        f"app/{name}.py": replaced(("found.sort()", f"found.sort({long}, {last})"))
        for name, last in (("a", "forward"), ("b", "backward"))
    }

    (edit,) = evidence(judged(files)["app.b.collect"]).edits
    assert edit.code.endswith("backward)")
    assert edit.canonical_code.endswith("forward)")
    assert len(edit.code) < len(long)


def test_functions_that_only_print_are_copies_when_they_print_the_same(judged: Judge) -> None:
    banner = "def banner():\n" + "\n".join(
        f'    print("== line {i} of the shop ==")' for i in range(9)
    )
    other = banner.replace("of the shop", "of another shop")

    assert judged({"app/a.py": banner, "app/b.py": other}) == {}
    assert judged({"app/a.py": banner, "app/b.py": banner}).keys() == {"app.b.banner"}


def test_a_message_in_another_form_changes_nothing(judged: Judge) -> None:
    copy = replaced(('"taken %s", order.number', 'f"taken {order.number}"'))

    member = beside_the_original(judged, copy)

    assert member is not None
    assert member.verdict == "equal"
    assert [edit.why for edit in evidence(member).edits] == ["message"]


def test_what_reads_the_same_is_not_told(judged: Judge) -> None:
    copy = replaced(
        ("orders, limit=10", "orders, context, limit=10"),
        ("    found = []\n", "    shown = [context]\n    found = []\n    found += shown[1:]\n"),
    )

    member = beside_the_original(judged, copy)

    assert member is not None
    assert not any("reads the same" in text for text in evidence(member).differences)


def test_other_parameters_are_no_other_defaults(judged: Judge) -> None:
    copy = replaced(
        ("orders, limit=10", "orders, most=10, fewest=2"),
        ("limit", "most"),
        ("found.sort()", "found.sort(key=fewest)"),
    )

    member = beside_the_original(judged, copy)

    assert member is not None
    assert not any("another default" in text for text in evidence(member).differences)


def test_one_number_is_no_other_default(judged: Judge) -> None:
    member = beside_the_original(judged, replaced(("limit=10", "limit=10.0")))

    assert member is not None
    assert member.verdict == "equal"
    assert beside_the_original(judged, replaced(("limit=10", "limit=100"))) is not None


def test_a_question_that_comes_after_another_one_says_so(judged: Judge) -> None:
    first = "        if order.late:\n            continue\n        elif order.paid and order.total > limit:\n"
    copy = replaced(("        if order.paid and order.total > limit:\n", first))

    member = beside_the_original(judged, copy)

    assert member is not None
    told = " ".join(evidence(member).differences)
    assert "reads the same" not in told
