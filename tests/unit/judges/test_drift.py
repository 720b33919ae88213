"""What the judge calls drift, and by what name."""

import pytest

from tests.unit.judges.copying import Judge, beside_the_original, evidence, replaced

DRIFT = {
    "a guard is missing": (
        [('    if not orders:\n        raise ValueError("nothing to collect")\n', "")],
        ("lacks `if not orders:`", 'lacks `raise ValueError("nothing to collect")`'),
    ),
    "a guard is added": (
        [("    found.sort()", "    if not found:\n        return None\n    found.sort()")],
        ("adds `if not found:`", "adds `return None`"),
    ),
    "another bound": (
        [("return found[:limit]", "return found[: limit - 1]")],
        ("`return found[: limit - 1]` instead of `return found[:limit]` (another bound)",),
    ),
    "another comparison": (
        [("order.total > limit", "order.total >= limit")],
        (("`if order.paid and order.total >= limit:` instead of "
         "`if order.paid and order.total > limit:` (another bound)"),),
    ),
    "another connective": (
        [("order.paid and", "order.paid or")],
        (("`if order.paid or order.total > limit:` instead of "
         "`if order.paid and order.total > limit:` (another condition)"),),
    ),
}  # fmt: skip
OTHERWISE = {
    "another default": (
        [("limit=10", "limit=20")],
        ("`limit=20` instead of `limit=10` (another default)",),
    ),
    "another attribute": (
        [("found.append(order.number)", "found.append(order.code)")],
        ("`found.append(order.code)` instead of `found.append(order.number)` (another name)",),
    ),
    "another variable": (
        [("found[:limit]", "orders[:limit]")],
        ("`return orders[:limit]` instead of `return found[:limit]` (another variable)",),
    ),
    "another order": (
        [("    found.sort()\n", ""), ("    found = []\n", "    found = []\n    found.sort()\n")],
        ("`found.sort()` stands elsewhere",),
    ),
    "another nesting": (
        [("\n    found.sort()", "\n        found.sort()")],
        ("`found.sort()` stands elsewhere",),
    ),
    "wrapped": (
        [("    found.sort()", "    with lock:\n        found.sort()")],
        ("adds `with lock:`",),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "differences"), DRIFT.values(), ids=DRIFT)
def test_what_contradicts_the_original_is_drift_and_is_shown(
    judged: Judge, edits: list[tuple[str, str]], differences: tuple[str, ...]
) -> None:
    member = beside_the_original(judged, replaced(*edits))

    assert member is not None
    assert member.verdict == "diverged"
    assert member.drifted
    assert evidence(member).differences == differences


@pytest.mark.parametrize(("edits", "differences"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_may_differ_on_purpose_is_told_and_no_drift(
    judged: Judge, edits: list[tuple[str, str]], differences: tuple[str, ...]
) -> None:
    member = beside_the_original(judged, replaced(*edits))

    assert member is not None
    assert member.verdict == "equal"
    assert evidence(member).edited
    assert evidence(member).differences == differences


NO_DRIFT = {
    "what it alone is given": (
        [
            ("orders, limit=10", "orders, limit=10, chosen=None"),
            ("    found = []\n", "    if chosen is not None:\n        return chosen\n    found = []\n"),
        ]
    ),
    "other things in another way": (
        [("order.paid and order.total > limit", 'order.kind == "sale" and "paid" in order.marks')]
    ),
    "another number": [("limit=10", "limit=10, pause=3"), ("found.sort()", "found.sort(key=2)")],
    "an error in place of another": (
        [
            (
                "    found.sort()",
                "    try:\n        found.sort()\n    except TypeError as error:\n        raise ValueError from error",
            )
        ]
    ),
    "another way to the same end": (
        [
            (
                "    found.sort()\n",
                "    if limit is None:\n        found = sorted(orders)\n    else:\n        found.sort()\n",
            )
        ]
    ),
    "another attribute with a default": [("order.number)\n", 'order.fields.get("code"))\n')],
}  # fmt: skip


@pytest.mark.parametrize("edits", NO_DRIFT.values(), ids=NO_DRIFT)
def test_what_speaks_of_other_things_is_no_drift(
    judged: Judge, edits: list[tuple[str, str]]
) -> None:
    member = beside_the_original(judged, replaced(*edits))

    assert member is not None
    assert member.verdict == "equal"
    assert evidence(member).edited


def test_the_same_thing_with_a_default_is_drift(judged: Judge) -> None:
    lenient = replaced(
        ("found.append(order.number)", 'found.append(getattr(order, "number", None))')
    )

    member = beside_the_original(judged, lenient)

    assert member is not None
    assert member.verdict == "diverged"


def test_a_guard_among_much_else_that_differs_is_no_drift(judged: Judge) -> None:
    """Two reports of one pattern: each says in its own way what it tells."""
    adapted = replaced(
        ("    found = []\n", "    found = [orders.title]\n"),
        ("found[:limit]", "found[: limit - 1]"),
        ("    found.sort()\n", "    found.append(orders.end)\n    found.sort()\n"),
    )

    member = beside_the_original(judged, adapted)

    assert member is not None
    assert member.verdict == "equal"
    assert evidence(member).differences[0].endswith("(another bound)")


def test_what_decides_is_told_first(judged: Judge) -> None:
    member = beside_the_original(
        judged, replaced(("found = []", "found = list()"), ("found[:limit]", "found[: limit - 1]"))
    )

    assert member is not None
    assert member.verdict == "diverged"
    assert [edit.decides for edit in evidence(member).edits] == [False, True]
    assert evidence(member).differences[0].endswith("(another bound)")


MORE_WORK = {
    "another case": "    if coordinator.paused:\n        return [Light(key) for key in known]\n",
    "something besides": "    if coordinator.paused:\n        coordinator.resume()\n",
}


@pytest.mark.parametrize("more", MORE_WORK.values(), ids=MORE_WORK)
def test_a_condition_for_what_the_other_does_not_do_is_no_guard(more: str, judged: Judge) -> None:
    longer = ADAPTED.replace("    fresh = []\n", f"    fresh = []\n{more}")

    (member,) = judged({"app/a.py": ADAPTED, "app/b.py": longer}).values()

    assert (member.verdict, evidence(member).edited) == ("equal", True)


def test_a_result_that_only_one_hands_out_is_no_guard(judged: Judge) -> None:
    silent = replaced(("    return found[:limit]\n", ""))

    member = beside_the_original(judged, silent)

    assert member is not None
    assert member.verdict == "equal"


def test_parameters_that_change_places_are_another_behaviour(judged: Judge) -> None:
    first = "def read(data, files, name):\n    getter = data.get\n    if getter is None:\n        return files\n    found = getter(name)\n    return [found, name, data.size]\n"
    second = first.replace("data.get", "files.get").replace("return files", "return data")

    found = judged({"app/a.py": first, "app/b.py": second})

    assert [evidence(m).edited for m in found.values()] == [True]


ADAPTED = """
def setup(coordinator, known, add):
    fresh = []
    for key in coordinator.keys - known:
        known.add(key)
        fresh.append(Light(coordinator, key))
    add(fresh)
    return fresh
"""


def test_a_pattern_adapted_to_other_things_has_not_drifted(judged: Judge) -> None:
    adapted = ADAPTED.replace("Light", "Switch")

    assert judged({"app/a.py": ADAPTED, "app/b.py": adapted}) == {}


def test_a_guard_that_one_copy_lacks_has_drifted(judged: Judge) -> None:
    guarded = ADAPTED.replace(
        "    fresh = []\n", "    fresh = []\n    if coordinator.paused:\n        return fresh\n"
    )

    (member,) = judged({"app/a.py": ADAPTED, "app/b.py": guarded}).values()

    assert member.verdict == "diverged"


def test_what_tells_two_places_apart_is_no_drift(judged: Judge) -> None:
    board = """
def info(hub):
    found = hub.board()
    if found is None:
        raise LookupError
    if found.kind != "green":
        raise LookupError
    entries = [entry.key for entry in hub.entries() if entry.board == found.name]
    return [found.name, found.kind, entries, sorted(entry.upper() for entry in entries)]
"""
    files = {"app/green.py": board, "app/yellow.py": board.replace("green", "yellow")}

    (member,) = judged(files).values()

    assert member.verdict == "equal"


CALLED_OUT = {
    "a guard is missing": ("if not key:\n            continue\n        ", ""),
    "a guard was added": ("if key in", "if value is None:\n            break\n        if key in"),
    "an equality test instead of a substring test": (
        '"token" in key.strip().lower()', 'key.strip().lower() == "token"',
    ),
    "a prefix test instead of a substring test": (
        '"token" in key.strip().lower()', 'key.strip().startswith("token")',
    ),
    "an equality test instead of a test for a part": (
        '"token" in value.labels', 'value.label == "token"',
    ),
    "another bound": ("len(kept) < 10", "len(kept) <= 10"),
    "another key": ('record["name"]', 'record["title"]'),
    "fails without a default": ('record.get("size", 0)', 'record["size"]'),
    "in another order": ("kept.sort()\n    kept.reverse()", "kept.reverse()\n    kept.sort()"),
}  # fmt: skip
CLEANER = """
def clean(record, known):
    kept = []
    for key, value in record.items():
        if not key:
            continue
        if "token" in key.strip().lower():
            continue
        if "token" in value.labels:
            continue
        if key in known and len(kept) < 10:
            kept.append(value)
    kept.sort()
    kept.reverse()
    return record["name"], kept, record.get("size", 0)
"""


def test_a_getter_of_another_name_is_no_default(judged: Judge) -> None:
    got = CLEANER.replace('record.get("size", 0)', 'record.getter("size", 0)')

    (member,) = judged({"app/a.py": CLEANER, "app/b.py": got}).values()

    assert not any("default" in one.effect for one in evidence(member).edits)


@pytest.mark.parametrize(("effect", "edit"), CALLED_OUT.items(), ids=CALLED_OUT)
def test_what_a_difference_does_is_called_by_name(
    judged: Judge, effect: str, edit: tuple[str, str]
) -> None:
    assert edit[0] in CLEANER

    (member,) = judged({"app/a.py": CLEANER, "app/b.py": CLEANER.replace(*edit, 1)}).values()

    assert effect in {one.effect for one in evidence(member).edits if one.changes}


@pytest.mark.parametrize(
    ("whole", "test"),
    [
        ("key", "a test for a part"),
        ("value.labels", "a test for a part"),
        ("key.lower().split()", "a test for a part"),
        ("names(key.lower())", "a test for a part"),
        ("{one.lower() for one in known}", "a test for a part"),
        ("key.lower()", "a substring test"),
        ("value.name.strip().removeprefix('x')", "a substring test"),
        ("str(key)", "a substring test"),
        ("f'{key} {value}'", "a substring test"),
    ],
)
def test_a_substring_is_spoken_of_where_the_whole_is_surely_a_text(
    judged: Judge, whole: str, test: str
) -> None:
    asked = CLEANER.replace("value.labels", whole)
    other = asked.replace(f'"token" in {whole}', f'"token" == {whole}')

    (member,) = judged({"app/a.py": asked, "app/b.py": other}).values()

    assert f"an equality test instead of {test}" in {one.effect for one in evidence(member).edits}


def test_other_things_that_are_sought_in_another_way_are_no_other_test(judged: Judge) -> None:
    other = CLEANER.replace('"token" in value.labels', 'value.label == "secret"')

    (member,) = judged({"app/a.py": CLEANER, "app/b.py": other}).values()

    assert not any("test" in one.effect for one in evidence(member).edits)


def test_a_name_for_an_error_that_is_only_told_changes_nothing(judged: Judge) -> None:
    save = (
        "def save(path, rows):\n    try:\n        with open(path, 'w', encoding='utf-8') as file:\n"
        "            file.write(', '.join(row.name.strip() for row in rows))\n        return True\n"
        "    except OSError as error:\n        print(f'lost: {error}')\n        return False\n"
    )
    silent = save.replace(" as error", "").replace("        print(f'lost: {error}')\n", "")

    (member,) = judged({"app/a.py": save, "app/b.py": silent}).values()

    assert member.verdict == "equal"


def test_what_is_imported_inside_of_a_copy_is_no_drift(judged: Judge) -> None:
    text = f"import math\n{replaced(('order.total', 'math.ceil(order.total)'))}"
    inside = text.replace("import math\n", "").replace(
        "    found = []\n", "    import math\n    found = []\n"
    )
    member = judged({"app/a.py": text, "app/b.py": inside}).get("app.b.collect")

    assert member is not None
    assert member.verdict == "equal"
    assert evidence(member).differences == ()


def test_another_thing_imported_under_the_name_is_told(judged: Judge) -> None:
    text = replaced(
        ("    found = []\n", "    from red import cut\n\n    found = []\n"),
        ("order.total", "cut(order.total)"),
    )
    member = judged({"app/a.py": text, "app/b.py": text.replace("red", "blue")})["app.b.collect"]

    assert evidence(member).edited
