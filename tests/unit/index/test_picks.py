"""What is taken of a file: whether an edit changes it, wherever on the page it stands."""

from pathlib import Path

import pytest

from ssotlint.facts.alphabet import WORD
from ssotlint.facts.skim import skim
from ssotlint.index.index import Index, Module
from ssotlint.index.names import itself
from ssotlint.index.picks import At, differs, imports, part_of
from ssotlint.model.facts import Binding, Setting, Surface
from tests.worlds import draw

BEFORE = """
from shop.money import total


class Cart:
    rate = 1

    def pay(self):
        return total


def helper():
    return 1
"""


@pytest.fixture(autouse=True)
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The picks of this file are found by their names like those of the product."""
    monkeypatch.setattr("ssotlint.model.ours.HOMES", ("ssotlint.", __name__))


def classes(surface: Surface) -> list[At]:
    return [At(n, row) for n, row in enumerate(surface.definitions) if row.is_class]


def methods(surface: Surface) -> list[At]:
    return [At(n, row) for n, row in enumerate(surface.definitions) if row.owner >= 0]


def called(surface: Surface, *wanted: str) -> list[str]:
    return [row.name for row in surface.definitions if row.name in wanted]


def repeated(_: Surface, text: str, letter: str) -> bool:
    return text.count(letter) > 1


def names(surface: Surface) -> dict[str, list[Binding]]:
    found: dict[str, list[Binding]] = {}
    for row in surface.bindings:
        found.setdefault(row.name, []).append(row)
    return found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("class Cart", "# a note\nclass Cart", set()),
        ("return 1", "value = 1\n    return value", set()),
        ("class Cart", "def first():\n    pass\n\n\nclass Cart", {names}),
        ("class Cart:", "class Cart(list):", {classes}),
        ("def pay(self)", "def pay(self, sum)", {methods}),
        ("rate = 1", "rate = 2", {names}),
        ("import total", "import total as sum", {imports, names}),
        ("class Cart", "class First:\n    def pay(self):\n        pass\n\n\nclass Cart",
         {classes, methods, names}),
    ],
)  # fmt: skip
def test_a_pick_differs_where_what_it_takes_does(old: str, new: str, found: set[object]) -> None:
    assert old in BEFORE
    before, after = skim(BEFORE).surface, skim(BEFORE.replace(old, new)).surface
    known = (classes, methods, names, imports)
    assert {pick for pick in known if differs(part_of(pick), before, after)} == found


def settings(surface: Surface) -> tuple[Setting, ...]:
    return surface.settings


def test_a_read_of_the_environment_is_told_by_the_function_around_it() -> None:
    text = 'import os\n\n\ndef rate():\n    return os.environ.get("RATE", "1")\n'
    beside = text.replace("def rate", "def first():\n    pass\n\n\ndef rate")
    inside = text.replace("def rate", "def other")
    before, *others = (skim(one).surface for one in (text, beside, inside))
    assert before.settings != others[0].settings
    assert [differs(part_of(settings), before, other) for other in others] == [False, True]


@pytest.mark.parametrize(("wanted", "changes"), [(("pay", "more"), True), (("pay",), False)])
def test_a_pick_for_some_texts_differs_where_it_takes_those(
    wanted: tuple[str, ...], *, changes: bool
) -> None:
    after = f"{BEFORE}\n\ndef more():\n    return 1\n"
    part = part_of(called, *wanted)
    assert differs(part, skim(BEFORE).surface, skim(after).surface) is changes


@pytest.mark.parametrize(("new", "changes"), [("value = 1", False), ("value = rate", True)])
def test_a_pick_of_a_shape_differs_where_that_says_what_is_looked_for(
    new: str, *, changes: bool
) -> None:
    one, other = skim(BEFORE), skim(BEFORE.replace("return 1", f"{new}\n    return 1"))
    shapes = (one.shape.text,), (other.shape.text,)
    assert differs(part_of(repeated, WORD["rate"]), one.surface, other.surface, *shapes) is changes


def test_nothing_but_functions_of_ours_is_called_by_the_name_that_a_cache_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "planted.py").write_text("raise SystemExit\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    surface = skim(BEFORE).surface
    for part in ('planted:run:["now"]', 'os:system:["true"]', "ssotlint_planted:run:[]"):
        assert differs(part, surface, surface)


def test_a_method_that_goes_to_the_class_of_the_same_name_is_another_one() -> None:
    one, other = "class A:\n    def f(self): pass\n", "class A:\n    x = 1\n"
    assert differs(part_of(methods), skim(one + other).surface, skim(other + one).surface)


def test_an_import_that_goes_to_another_function_is_another_one() -> None:
    text = "def f():\n    {}\n\n\ndef g():\n    {}\n"
    one, other = text.format("import shop", "pass"), text.format("pass", "import shop")
    assert differs(part_of(imports), skim(one).surface, skim(other).surface)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return draw(tmp_path, {"shop.py": BEFORE}).graph.index


def module(index: Index) -> Module:
    return index.by_path["shop.py"]


def test_who_picks_has_read_no_more(index: Index) -> None:
    with index.recorded() as reads:
        ((position, row),) = module(index).picked(classes)
    assert (position, row.name) == (0, "Cart")
    assert reads.total().paths == {part_of(classes): {"shop.py"}}


def test_who_looks_around_a_definition_has_asked_for_all_that_stands_there(index: Index) -> None:
    with index.recorded() as one:
        assert module(index).near(1).definitions[1].name == "pay"
    with index.recorded() as other:
        assert module(index).near(0).definitions[1].name == "pay"
    assert not one.total().paths
    assert one.all_names() == other.all_names() != set()


def test_who_looks_at_one_definition_has_asked_for_nothing_beside_it(index: Index) -> None:
    with index.recorded() as one:
        assert module(index).definition(1).name == "pay"
    with index.recorded() as other:
        assert module(index).definition(0).name == "Cart"
    assert one.all_names() == {*itself("shop.py", "Cart.pay")}
    assert other.all_names() == {*itself("shop.py", "Cart")}


def test_who_picks_from_a_long_file_again_and_again_looks_through_it_once(tmp_path: Path) -> None:
    """Who asked so for each of thousands of rows would take the square; that he asks is noted."""
    looked: list[str] = []

    def first(surface: Surface) -> str:
        looked.append("once more")
        return surface.bindings[0].name

    text = "".join(f"row{number} = {number}\n" for number in range(3_000))
    index = draw(tmp_path, {"shop.py": text}).graph.index
    for _ in range(3):
        with index.recorded() as reads:
            assert module(index).picked(first) == "row0"
        assert reads.total().paths == {part_of(first): {"shop.py"}}
    assert looked == ["once more"]
