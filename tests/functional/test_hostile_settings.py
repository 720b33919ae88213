"""What users and projects wish for cannot hang a run, crash it, or move a cursor."""

import unicodedata
from pathlib import Path

import pytest

from tests.command import run
from tests.worlds import write

RULE = """\
since = "0.1.0"
severity = "note"
patterns = ['{pattern}']
summary = "Something is called."
rationale = "Because."
remedy = "Do not."
message = "found"

[[bad]]
title = "a call"
"a.py" = '''
g(1)  # <- own-rule
'''

[[good]]
title = "none"
"a.py" = '''
x = 1
'''
"""
STARS, DEEP = "*a" * 40 + "b", "**/a/" * 25 + "zz"


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    numbers = ", ".join(str(number % 3) for number in range(60))
    deep = "/".join("a" * 40)
    write(tmp_path, {f"shop/{'a' * 90}.py": f"x = g({numbers})\n", f"{deep}/x.py": "y = 1\n"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("glob", [STARS, DEEP, "?*" * 40 + "z", "[!z]*" * 30 + "z", "[a" * 50])
@pytest.mark.parametrize(
    "setting",
    [
        'exclude = ["{}"]', 'extend-exclude = ["{}"]', 'shared = ["{}"]',
        '[domains]\nx = ["{}"]', '[roles]\ntest = ["{}"]',
        '[[overrides]]\npaths = ["{}"]\nignore = ["imports"]',
    ],
)  # fmt: skip
def test_no_glob_takes_for_ever(shop: Path, setting: str, glob: str) -> None:
    write(shop, {"ssotlint.toml": setting.format(glob) + "\n"})
    assert run("check").code == 0


@pytest.mark.parametrize("glob", [STARS, DEEP])
def test_nor_one_of_git(shop: Path, glob: str) -> None:
    write(shop, {".gitignore": glob + "\n"})
    assert run("check").code == 0


def with_pattern(shop: Path, pattern: str) -> None:
    write(shop, {"lint/own/own-rule.toml": RULE.format(pattern=pattern)})
    write(shop, {"ssotlint.toml": 'rule-packs = ["lint"]\n'})


@pytest.mark.parametrize(
    "between", ["1", "$X", "h($...C, 1, $...D)"], ids=["numbers", "one name", "calls"]
)
def test_no_pattern_takes_for_ever(shop: Path, between: str) -> None:
    holes = ", ".join(f"$...A{number}, {between}" for number in range(12))
    with_pattern(shop, f"g({holes}, 9)")
    assert run("check").code == 0


def test_a_pattern_that_is_none_is_wrong_use_and_names_its_file(shop: Path) -> None:
    with_pattern(shop, "g($x)")
    done = run("check")
    assert done.code == 2
    assert "lint/own/own-rule.toml: the pattern 'g($x)' cannot be used" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "name", ["a" * 300, "a/" * 3000 + "a", "a\\u0000b", "\\u001b[31m", "\\ud800"]
)
@pytest.mark.parametrize(
    "setting",
    ['src = ["{}"]', 'roots = ["{}"]', 'extend = "{}"', 'rule-packs = ["{}"]',
     'select = ["{}"]', '[canonical]\n"{}" = 1'],
)  # fmt: skip
def test_no_name_of_the_configuration_makes_it_crash(shop: Path, setting: str, name: str) -> None:
    write(shop, {"ssotlint.toml": setting.format(name) + "\n"})
    done = run("check")
    assert done.code == 2
    assert done.err.startswith("ssotlint: ssotlint.toml:")
    assert [c for c in done.err if unicodedata.category(c) == "Cc" and c != "\n"] == []


@pytest.mark.parametrize(
    "command", ["check", "where", "graph", "explain", "rule test", "report", "check --config"]
)
def test_no_argument_makes_it_crash(command: str) -> None:
    for name in ("a" * 300, "a" * 300 + ".py", "\x1b[31m"):
        done = run(*command.split(), name)
        assert done.code == 2, done.err
        assert [c for c in done.err if unicodedata.category(c) == "Cc" and c != "\n"] == []
