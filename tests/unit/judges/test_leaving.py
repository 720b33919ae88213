"""Copies of which one says that it goes: it takes its copy with it, or can be deleted."""

import pytest

from tests.unit.judges.copying import COLLECT, METHOD, Told


@pytest.mark.parametrize(
    ("comment", "found"), [("", 0), ("# Copied from app.a\n", 1)], ids=["none", "known"]
)
def test_what_stands_in_a_folder_called_legacy_stays_as_it_was(
    comment: str, found: int, told: Told
) -> None:
    old = f"{comment}{COLLECT.lstrip()}"

    assert len(told({"app/legacy/a.py": old, "app/a.py": COLLECT})) == found


def test_what_differs_a_little_between_two_in_legacy_stays_so(told: Told) -> None:
    edited = COLLECT.replace("found.sort()", "found.reverse()\n    found.sort()")

    def found(other: str, path: str = "app/legacy/b.py") -> bool:
        return bool(told({"app/legacy/a.py": COLLECT, path: other}))

    assert not found(edited)
    assert found(COLLECT)
    assert bool(told({"app/a.py": COLLECT, "app/b.py": edited}))


@pytest.mark.parametrize(
    ("docstring", "is_told"),
    [("Warning: `Old` will be deprecated in future.", False),
     ("Warning: `Rows` will be deprecated in future.", True)],
)  # fmt: skip
def test_a_docstring_says_that_the_class_will_be_deprecated(
    docstring: str, told: Told, *, is_told: bool
) -> None:
    old = f'class Old:\n    """Of orders.\n\n    {docstring}\n    """{METHOD}'

    found = told({"app/a.py": old, "app/b.py": COLLECT})

    assert bool(found) is is_told


@pytest.mark.parametrize(
    "docstring",
    ["This module has been deprecated and will be removed.", "Deprecated, use the other."],
)
def test_what_is_deprecated_goes_and_takes_its_copy_with_it(told: Told, docstring: str) -> None:
    assert told({"app/a.py": f'"""{docstring}"""\n{COLLECT}', "app/b.py": COLLECT}) == []


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ('    def __init__(self):\n        warn("Old is deprecated and goes")\n', []),
        ('    """Compatibility wrapper of New."""\n', ["goes"]),
        ('    """Of orders."""\n', ["method"]),
    ],
    ids=["warns", "passes on", "stays"],
)
def test_a_class_that_goes_takes_its_methods_along_unless_it_should_pass_them_on(
    head: str, found: list[str], told: Told
) -> None:
    method = METHOD.replace("found.sort", "self.sort")
    old, new = f"class Old:\n{head}{method}", f"class New:{method}"

    for files in ({"app/a.py": old, "app/b.py": new}, {"app/a.py": new, "app/b.py": old}):
        assert [way for _, _, way in told(files)] == found


LONG = METHOD + "".join(f"        self.n{i} = orders.get(n{i}, {i})\n" for i in range(6))


@pytest.mark.parametrize(
    ("method", "edit", "is_told"),
    [(LONG, ("found.sort", "found.rank"), True), (METHOD, ("found.sort", "found.rank"), False),
     (LONG, ("found.sort()", "limit += 1\n        found.rank(limit)\n        found.sort()"), False)],
    ids=["one word", "little", "more"],
)  # fmt: skip
def test_much_of_a_class_that_goes_lives_on_where_it_is_written_nearly_word_for_word(
    method: str, edit: tuple[str, str], told: Told, *, is_told: bool
) -> None:
    method = method.replace("        return found[:limit]\n", "") + "        return found[:limit]\n"
    old = f'class Old:\n    """DEPRECATED: use Rows."""\n{method}'
    new = f"class Rows:\n{method.replace(*edit)}"

    assert bool(told({"app/a.py": old, "app/b.py": new})) is is_told


def test_that_a_member_goes_says_nothing_of_its_class(told: Told) -> None:
    warns = '    def __init__(self, rows=None):\n        rows and warn("Old.rows is deprecated")\n'
    old, new = f"class Old:\n{warns}{METHOD}", f"class New:{METHOD}"

    assert "goes" not in {way for _, _, way in told({"app/a.py": new, "app/b.py": old})}


def test_what_deals_with_legacy_rows_is_no_legacy(told: Told) -> None:
    """Its name ends, or begins, with the word where it is."""
    for name, goes in (("update_legacy_rows", False), ("legacy_rows", True), ("rows_legacy", True)):
        body = COLLECT.replace("collect(", f"{name}(")
        files = {"app/a.py": body.replace("legacy", "rows"), "app/b.py": body}
        assert ("goes" in {way for _, _, way in told(files)}) is goes


_WARN = 'warnings.warn("use the other one", DeprecationWarning)'


def begun(first: str) -> str:
    """The function with more words where it begins."""
    return COLLECT.replace("    found = []", f"{first}\n    found = []")


@pytest.mark.parametrize(
    ("old", "goes"),
    [
        pytest.param(
            COLLECT.replace(":\n", ':\n    """Deprecated, use the other."""\n', 1), True,
            id="its docstring says so",
        ),
        pytest.param(f'@deprecated("use the other"){COLLECT}', True, id="a decorator says so"),
        pytest.param(f'@deprecated_name("rows"){COLLECT}', False, id="a decorator on a name"),
        pytest.param(
            begun(f"    {_WARN}"), True, id="it warns"
        ),
        pytest.param(
            begun('    shop.display_warning("`collect` is deprecated")'),
            True, id="it tells people so",
        ),
        pytest.param(
            begun(f"    if limit:\n        {_WARN}"), False,
            id="it warns at times",
        ),
        pytest.param(
            begun("    filterwarnings('ignore', '', DeprecationWarning)"),
            False, id="it silences a warning",
        ),
        pytest.param(
            begun("    logger.warning('removing deprecated rows')"),
            False, id="it logs about deprecated things",
        ),
        pytest.param(
            begun("    self.log.warning('deprecated rows')"),
            False, id="what a logger says begins so",
        ),
        pytest.param(
            begun("    warn('removing deprecated rows')"),
            False, id="it warns of deprecated things",
        ),
        pytest.param(
            begun("    warn('`shop.collect` deprecated since 2.0')"),
            True, id="it warns of itself",
        ),
        pytest.param(
            begun("    warn('Deprecated: use the other')"),
            True, id="its warning begins so",
        ),
        pytest.param(
            begun("    raise ValueError('no deprecated rows')"),
            False, id="it refuses deprecated things",
        ),
        pytest.param(
            COLLECT.replace(":\n", ':\n    """Of orders.\n\n    .. deprecated:: 2.0\n    """\n', 1),
            True, id="a directive says so",
        ),
        pytest.param(
            COLLECT.replace(
                ":\n", ':\n    """Of orders.\n\n    limit : int\n        .. deprecated:: 2.0\n    """\n', 1
            ),
            False, id="a directive says so of a parameter",
        ),
    ],
)  # fmt: skip
def test_what_is_deprecated_goes_before_what_took_its_place(
    old: str, goes: bool, told: Told
) -> None:
    assert ("goes" in {way for _, _, way in told({"app/a.py": COLLECT, "app/b.py": old})}) is goes
    assert (not told({"app/a.py": old, "app/b.py": old})) is goes  # two that go are nobody's


def test_a_copy_that_says_so_is_told_though_its_module_goes(told: Told) -> None:
    module = f'"""This module is deprecated."""\n{COLLECT}'

    assert told({"app/a.py": COLLECT, "app/b.py": module}) == []
    known = module.replace("\ndef", "\n# Copied from app.a\ndef")
    assert [ours for ours, _, _ in told({"app/a.py": COLLECT, "app/b.py": known})] == [
        "app.a.collect"
    ]


def test_a_module_that_warns_whoever_loads_it_goes(told: Told) -> None:
    warns = 'warn("`app.a` is deprecated and will be removed", FutureWarning, stacklevel=2)'

    assert told({"app/a.py": f"{warns}\n{COLLECT}", "app/b.py": COLLECT}) == []


@pytest.mark.parametrize("other", ["found[: limit + 1]", "sorted(found)[:limit]"])
def test_what_goes_and_does_something_else_is_no_copy(other: str, told: Told) -> None:
    old = begun(f"    {_WARN}")

    assert [way for _, _, way in told({"app/a.py": COLLECT, "app/b.py": old})] == ["goes"]
    old = old.replace("found[:limit]", other)
    assert told({"app/a.py": COLLECT, "app/b.py": old}) == []


def test_a_compatibility_layer_owns_nothing(told: Told) -> None:
    said = '    """Compatibility layer: passes on to New."""\n'
    files = {"app/a.py": f"class Old:\n{said}{METHOD}", "app/b.py": f"class New:{METHOD}"}

    assert told(files) == [("app.b.New.collect", "app.a.Old.collect", "goes")]


def test_what_has_a_compatibility_layer_is_none(told: Told) -> None:
    said = '    """Base of all.\n\n    There is a compatibility layer for old names.\n    """\n'
    files = {"app/a.py": f"class One:\n{said}{METHOD}", "app/b.py": f"class New:{METHOD}"}

    assert "goes" not in {way for _, _, way in told(files)}


def test_what_is_called_legacy_can_be_deleted_and_is_a_copy_of_what_is_too(told: Told) -> None:
    assert told({"app/legacy_a.py": COLLECT, "app/b.py": COLLECT}) == [
        ("app.b.collect", "app.legacy_a.collect", "goes")
    ]
    assert told({"app/legacy_a.py": COLLECT, "app/legacy_b.py": COLLECT, "app/b.py": ""}) == [
        ("app.legacy_a.collect", "app.legacy_b.collect", "importable")
    ]


def test_a_class_that_is_called_legacy_takes_its_methods_along(told: Told) -> None:
    files = {"app/legacycart.py": f"class LegacyCart:{METHOD}", "app/b.py": f"class Cart:{METHOD}"}

    assert told(files) == []


def test_what_is_called_legacy_and_does_something_else_is_another_thing(told: Told) -> None:
    def found(old: str) -> bool:
        return bool(told({"app/legacy_a.py": old, "app/b.py": COLLECT}))

    assert found(COLLECT)
    assert not found(COLLECT.replace("limit=10", "limit=20"))
    assert not found(COLLECT.replace("found.sort()", "found.sort()\n    found.append(limit)"))
