"""A program beside the package that it starts is no module that somebody lost."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world

_PROGRAM = "import shop\n\n\ndef say(name):\n    print(shop, name)\n\n\n"
_GUARD = 'if __name__ == "__main__":\n    say(1)\n'
_RULE = "shadowed-module"


def _told(folder: Path, program: str, **more: str) -> bool:
    files = {"shop/__init__.py": "OPEN = True\n", "shop.py": program}
    report = check_world(files | {f"{name}.py": text for name, text in more.items()}, folder,
                         select=[_RULE])  # fmt: skip
    return bool(report.findings)


@pytest.mark.parametrize(
    "end",
    [
        _GUARD,
        'if "__main__" == __name__:\n    say(1)\n',
        f"{_GUARD}\n\ndef end():\n    say(2)\n",
        f"try:\n    say(0)\nexcept OSError:\n    pass\n{_GUARD}",
    ],
)
def test_what_is_run_may_define_what_it_needs(end: str, tmp_path: Path) -> None:
    assert not _told(tmp_path, _PROGRAM + end)


@pytest.mark.parametrize(
    "end",
    [
        'NAMES = "__main__"\n',
        'if say.__name__ == "__main__":\n    say(1)\n',
        'def run(task):\n    if task == "__main__":\n        say(1)\n',
        "def run():\n    " + _GUARD.replace("\n ", "\n     "),
        'say(run_name="__main__")\n',
    ],
)
def test_a_text_that_speaks_of_programs_makes_none(end: str, tmp_path: Path) -> None:
    assert _told(tmp_path, _PROGRAM + end)


def test_what_somebody_wants_of_a_program_is_lost(tmp_path: Path) -> None:
    program = _PROGRAM + _GUARD

    assert _told(tmp_path / "wanted", program, use="from shop import say\n\nsay(3)\n")
    assert not _told(tmp_path / "other", program, use="from shop import OPEN\n\nprint(OPEN)\n")
