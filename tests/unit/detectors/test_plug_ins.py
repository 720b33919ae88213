"""Which packages are of one shape and stand side by side."""

from pathlib import Path

import pytest

from ssotlint.detectors.plug_ins import PlugIns
from ssotlint.detectors.view import View
from tests.worlds import draw

FIVE = [f"app/parts/p{i}" for i in range(5)]


@pytest.mark.parametrize(
    ("names", "first", "second", "apart", "asked"),
    [
        pytest.param(["const"], "p0/const", "p1/const", True, True, id="one file in five packages"),
        pytest.param(["const", "own"], "p0/own", "p1/const", True, False, id="another file there"),
        pytest.param(["const", "own"], "p0/own", "p0/const", False, False, id="in one package"),
        pytest.param(["{i}"], "p0/0", "p1/1", False, False, id="each has files of its own"),
    ],
)
def test_packages_that_have_a_file_in_common_are_plug_ins(
    names: list[str], first: str, second: str, apart: bool, asked: bool, tmp_path: Path
) -> None:
    files = {
        f"{folder}/{name.format(i=i)}.py": "A = 1\n"
        for i, folder in enumerate(FIVE)
        for name in names
    }
    world = draw(tmp_path, files)
    ours, theirs = (world.index.by_path[f"app/parts/{name}.py"] for name in (first, second))
    plug_ins = PlugIns(View(world.index, world.graph, world.config))

    assert plug_ins.are_apart(ours, theirs) is apart
    assert plug_ins.are_asked(ours, theirs) is asked


def test_a_file_that_five_packages_of_many_have_is_asked_of_each(tmp_path: Path) -> None:
    files = {f"app/parts/p{i}/const.py": "A = 1\n" for i in range(20)}
    files |= {f"{folder}/hook.py": "B = 1\n" for folder in FIVE}
    world = draw(tmp_path, files)
    ours, theirs = (world.index.by_path[f"{folder}/hook.py"] for folder in FIVE[:2])

    assert PlugIns(View(world.index, world.graph, world.config)).are_asked(ours, theirs)


def test_four_packages_may_be_alike_by_chance(tmp_path: Path) -> None:
    world = draw(tmp_path, {f"{folder}/const.py": "A = 1\n" for folder in FIVE[:4]})
    ours, theirs, *_ = world.index.modules

    assert not PlugIns(View(world.index, world.graph, world.config)).are_apart(ours, theirs)


@pytest.mark.parametrize(("shared", "apart"), [(3, True), (2, False)])
def test_two_packages_with_most_files_in_common_are_of_one_shape(
    shared: int, apart: bool, tmp_path: Path
) -> None:
    files = {f"app/{name}/f{i}.py": "A = 1\n" for name in ("c", "cpp") for i in range(shared)}
    world = draw(tmp_path, files)
    ours, theirs = (world.index.by_path[f"app/{name}/f0.py"] for name in ("c", "cpp"))

    assert PlugIns(View(world.index, world.graph, world.config)).are_apart(ours, theirs) is apart
