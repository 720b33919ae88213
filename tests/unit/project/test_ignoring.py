import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssotlint.project.ignoring import Patterns, selector

EXPECTED = [
    # pattern, paths that it leaves out, paths that it does not speak of
    ("build", "build a/build build.d/build", "builds a/build.py"),
    ("build/", "build/ a/build/", "build a/build"),
    ("/build", "build build/", "a/build"),
    ("*.log", "x.log a/x.log .log", "x.logs x.log.py"),
    ("doc/*.py", "doc/x.py", "x.py a/doc/x.py doc/a/x.py"),
    ("doc/**", "doc/x.py doc/a/x.py doc/a/", "doc doc/ a/doc/x.py"),
    ("**/doc", "doc a/doc a/b/doc", "docs"),
    ("**/a/b", "a/b x/a/b x/y/a/b", "b a/x/b"),
    ("a/**/b", "a/b a/x/b a/x/y/b", "b x/a/b a/bb"),
    ("**", "a a/b", ""),
    ("*", "a a/b .a", ""),
    ("x?.py", "xa.py a/xb.py", "x.py xab.py x/.py"),
    ("*.py[cod]", "x.pyc a/x.pyo", "x.py x.pyx"),
    ("[a-c].py", "a.py c.py", "d.py"),
    ("[!a-c].py", "d.py", "a.py"),
    (r"\#x", "#x", "x"),
    (r"\!x", "!x", "x"),
    (r"x\*", "x*", "xy"),
    ("x   ", "x", ""),
    (r"x\ ", "", "x"),
    ("# a comment", "", "a comment"),
    ("", "", "a"),
    ("/", "", "a"),
    ("*a*b*c", "abc xaybzc a/abc", "acb abcd"),
    ("a**b", "ab axb", "a/b"),
]


def says(patterns: Patterns, path: str) -> bool | None:
    name = path.rstrip("/").rpartition("/")[2]
    return patterns.verdict(name, path.rstrip("/"), folder=path.endswith("/"))


@pytest.mark.parametrize(("pattern", "out", "silent"), EXPECTED)
def test_one_pattern(pattern: str, out: str, silent: str) -> None:
    patterns = Patterns([pattern])
    assert {path: says(patterns, path) for path in out.split()} == dict.fromkeys(out.split(), True)
    assert {path: says(patterns, path) for path in silent.split()} == dict.fromkeys(silent.split())


def test_the_last_pattern_that_fits_decides() -> None:
    patterns = Patterns(["*.py", "!keep.py", "a/keep.py"])
    assert says(patterns, "x.py") is True
    assert says(patterns, "keep.py") is False
    assert says(patterns, "a/keep.py") is True


def test_a_selector_takes_what_lies_in_a_folder() -> None:
    selects = selector(["legacy/", "tests/**/data"])
    assert [path for path in ("legacy/a/b.py", "tests/x/data/y.py", "tests/data.py") if selects(path)] == [
        "legacy/a/b.py",
        "tests/x/data/y.py",
    ]  # fmt: skip
    assert not selector([])("anything.py")


_NAMES = st.text("ab.", min_size=1, max_size=3).filter(lambda name: name.strip("."))
_PATHS = st.lists(_NAMES, min_size=1, max_size=4).map("/".join)
_PARTS = st.one_of(
    _NAMES,
    st.sampled_from(
        ["*", "**", "?", "*a", "a*", "*.b", "a*b*", "[ab]", "[a-b]*", "[!a]", "\\a", "a?"]
    ),
)
_PATTERNS = st.builds(
    lambda negated, anchored, parts, folder: negated + anchored + "/".join(parts) + folder,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(_PARTS, min_size=1, max_size=4),
    st.sampled_from(["", "", "/"]),
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", folder], check=True)
    return folder


@settings(deadline=None)  # a process each
@given(lines=st.lists(_PATTERNS, min_size=1, max_size=4), paths=st.lists(_PATHS, min_size=1))
def test_agrees_with_git(repository: Path, lines: list[str], paths: list[str]) -> None:
    (repository / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
    answer = subprocess.run(
        ["git", "check-ignore", "--no-index", "-z", "--stdin"],
        cwd=repository, check=False, capture_output=True, text=True, input="\0".join(paths),
    )  # fmt: skip
    patterns = Patterns(lines)
    expected = [path for path in paths if _left_out(patterns, path)]
    assert answer.stdout.split("\0")[:-1] == expected


def test_the_table_agrees_with_git(repository: Path) -> None:
    for pattern, out, silent in EXPECTED:
        test_agrees_with_git.hypothesis.inner_test(  # type: ignore[attr-defined]
            repository, [pattern], [p for p in (*out.split(), *silent.split()) if p[-1] != "/"]
        )


def _left_out(patterns: Patterns, path: str) -> bool:
    """Entry by entry, as a walk asks: below a folder that is left out nobody looks."""
    parts = path.split("/")
    return any(
        says(patterns, "/".join(parts[:size]) + ("/" if size < len(parts) else ""))
        for size in range(1, len(parts) + 1)
    )


@pytest.mark.parametrize(
    "pattern", ["*a" * 40 + "b", "**/a/" * 20 + "b", "[a-b]*" * 30 + "c", "a*" * 100 + "b"]
)
def test_no_pattern_takes_long(pattern: str) -> None:
    start = time.perf_counter()
    patterns = Patterns([pattern])
    assert not says(patterns, "/".join(["a"] * 60) + "/" + "a" * 200 + "x")
    assert time.perf_counter() - start < 1
