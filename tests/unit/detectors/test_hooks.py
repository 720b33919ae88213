"""Which functions a framework asks of each plug-in, as far as the code shows it."""

from pathlib import Path

import pytest

from ssotlint.detectors.functions import Functions
from ssotlint.detectors.hooks import Hooks
from ssotlint.detectors.view import View
from tests.worlds import draw

HOOK = "def describe(state):\n    return {'state': state}\n"


@pytest.mark.parametrize(
    ("places", "more", "expected"),
    [
        pytest.param("app/p{}/hook.py", {}, True, id="one-file-in-each-of-five-packages"),
        pytest.param("app/p{}/hook{}.py", {}, False, id="files-of-other-names"),
        pytest.param("app/{}_user.py", {}, True, id="five-files-in-one-folder"),
        pytest.param("p{}/app/hook.py", {}, False, id="packages-far-from-each-other"),
        pytest.param(
            "app/p{}/hook.py",
            {"app/user.py": "from app.p3.hook import describe\n"},
            False,
            id="one-of-them-is-imported",
        ),
        pytest.param(
            "app/p{}/hook.py",
            {"app/p3/hook.py": f"{HOOK}\nSTATE = describe('on')\n"},
            False,
            id="its-own-file-calls-one-of-them",
        ),
    ],
)
def test_a_hook_stands_in_five_plug_ins_and_nobody_names_it(
    places: str, more: dict[str, str], expected: bool, tmp_path: Path
) -> None:
    files = {places.format(i, i): HOOK for i in range(5)}
    world = draw(tmp_path, files | more)
    view = View(world.index, world.graph, world.config)
    functions = Functions(view)
    first, *_, last = map(functions.opened, functions)

    assert Hooks(view, functions).are_siblings(first, last) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("11112", {"4"}, id="four-of-five"),
        pytest.param("111234", {"3", "4", "5"}, id="half"),
        pytest.param("1112345", set[str](), id="less"),
        pytest.param("1112", set[str](), id="no-hooks"),
    ],
)
def test_who_says_something_else_than_most_hooks_strays_from_them(
    said: str, expected: set[str], tmp_path: Path
) -> None:
    files = {
        f"app/m{i}.py": HOOK.replace("state}", f"state.of({number})}}")
        for i, number in enumerate(said)
    }
    world = draw(tmp_path, files)
    view = View(world.index, world.graph, world.config)
    functions = Functions(view)
    hooks = Hooks(view, functions)
    first, *rest = map(functions.opened, functions)

    strays = {one.symbol.split(".")[1][1:] for one in rest if hooks.is_stray(first, one)}
    assert strays == expected
