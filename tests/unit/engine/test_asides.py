"""A file that cannot be parsed for a while: what is known of before and of meanwhile is kept apart."""

from pathlib import Path

from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from tests.unit.engine.asking import FILES, Asked

CART, MONEY = "shop/cart.py", "shop/money.py"
OPEN = "\n\ndef of_late(value:\n"
AGAIN = {**FILES, CART: FILES[CART] + "\n\ndef later(first):\n    print(first)\n"}


def broken(*paths: str) -> dict[str, str]:
    return FILES | {path: FILES[path] + OPEN for path in paths}


def test_a_file_that_is_repaired_is_an_edit_of_what_it_was(project: Asked) -> None:
    assert "unparsable" in project.run(broken(CART))
    assert not project.run(AGAIN)


def test_a_file_that_is_broken_again_is_known_to_be(project: Asked) -> None:
    project.run(broken(CART))
    project.run(AGAIN)
    for text in (AGAIN[CART] + OPEN, AGAIN[CART] + OPEN + "    x = (\n"):
        assert project.run({**AGAIN, CART: text}) <= {"unparsable"}  # which tells the line
    assert not project.run(FILES)


def test_what_is_edited_while_a_file_is_broken_counts_when_it_is_repaired(project: Asked) -> None:
    project.run(broken(CART))
    total = FILES[MONEY].replace("total(prices)", "total(prices, tax, rate)")
    assert "calls" not in project.run({**broken(CART), MONEY: total})
    assert "calls" in project.run({**FILES, MONEY: total})


def test_the_state_in_which_all_is_whole_is_kept_while_more_breaks(project: Asked) -> None:
    project.run(broken(CART))
    project.run(broken(CART, MONEY))
    project.run(broken(MONEY))
    assert not project.run(FILES)


def test_other_files_that_break_later_are_set_apart_anew(project: Asked) -> None:
    project.run(broken(CART))
    project.run(FILES)
    assert "unparsable" in project.run(broken(MONEY))
    assert not project.run(AGAIN)


def test_a_state_that_is_far_behind_is_not_taken_up_again(project: Asked) -> None:
    project.run(broken(CART))
    more = {f"shop/more{number}.py": f"MORE_{number} = {number}\n" for number in range(12)}
    for path, text in more.items():
        project.project.sync({**project.project.files, path: text})
    project.run({**broken(CART), **more})
    assert "unparsable" in project.run({**FILES, **more})
    assert "unparsable" in project.run({**broken(MONEY), **more})
    assert not project.run({**FILES, **more})


def test_a_file_that_comes_half_written_and_is_finished(project: Asked) -> None:
    project.run({**FILES, "shop/new.py": "def new(\n"})
    assert "unparsable" not in project.run({**FILES, "shop/new.py": "def new():\n    return 1\n"})


def test_a_file_that_was_broken_from_the_start_sets_nothing_apart(
    project: Asked, tmp_path: Path
) -> None:
    files = {**FILES, "shop/template.py": "def {{ name }}(\n"}
    project.run(files)
    memory = _memory(tmp_path)
    project.run({**files, "shop/template.py": "def {{ another }}(\n"})
    assert _memory(tmp_path) == memory


def _memory(home: Path) -> str:
    """What a run that begins now begins with."""
    root = home / "project"
    (cache,) = {path.parent for path in home.rglob("facts-*.sqlite")}
    opened = open_project(Request(paths=(root,), root=root, cache=cache))
    opened.store.close()
    return opened.memory


def test_another_branch_and_back_is_known(project: Asked) -> None:
    here = {**FILES, **{f"shop/m{n}.py": f"def f{n}(x):\n    return x * {n}\n" for n in range(12)}}
    there = {path: text.replace("return x", "return [x, x]") for path, text in here.items()}
    there[MONEY] = there[MONEY].replace("total(prices)", "total(prices, tax, rate)")
    project.run(here)
    assert project.run(there)
    assert not project.run(here)
    assert not project.run(there)
    assert not project.run({**there, CART: AGAIN[CART]})
    assert not project.run(here)
    assert "unparsable" in project.run({**here, CART: FILES[CART] + OPEN})
    assert not project.run(here)
