"""Files that nobody would write on purpose: each is told in a line, and all commands go on."""

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.command import run
from tests.worlds import write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names of files are any bytes")

LOST = b"from shop.lost import x\n"
NAMES = (
    b"new\nline", b"esc\x1b[31mred", b"tab\tx", b"cr\rx", b"quote\"'<b>&amp;", b"bad\xff\xfe",
    b"colon:12:3: error: x", b"pct%0Ax,y::z", b"]]>", b"`tick`|pipe", b" ", b".", b"-x",
    b"::error::x", "\u202egnp".encode(), "ﬁ名前имя".encode(),
)  # fmt: skip
TEXTS = {
    "empty": (b"", ""),
    "bom": (b"\xef\xbb\xbf" + LOST, "shop.lost does not exist"),
    "utf16": ("x = 1\n".encode("utf-16"), "is UTF-16"),
    "nul": (b"x = 1\0\n", "NUL byte"),
    "feeds": (b"\x0cx = 1\n\x0c" + LOST, "shop.lost does not exist"),
    "returns": (b"x = 1\r" + LOST.replace(b"\n", b"\r"), "shop.lost does not exist"),
    "no_codec": (b"# coding: klingon\n", 'unknown encoding "klingon"'),
    "long_codec": (b"# coding: " + b"k" * 500 + b"\n", "unknown encoding"),
    "lying": (b"# coding: ascii\nx = '\xc3\xa9'\n", "not valid ascii"),
    "rot13": (b"# coding: rot13\nvzcbeg bf\n", "no encoding of Python files"),
    "two_boms": (b"\xef\xbb\xbf\xef\xbb\xbfx = 1\n", "cannot be parsed"),
    "surrogate": (b"x = '\xed\xa0\x80'\n", "not valid utf-8"),
    "half": (b"x = '\\ud800'\ny = {'\\udfff': 1}\n" + LOST, "shop.lost does not exist"),
    "turned": ("x = '\u202e\u2066'\n".encode() + LOST, "shop.lost does not exist"),
    "sequences": (LOST.rstrip() + b"  # \x1b]8;;http://x\x07 \x1b[2J\n", "shop.lost"),
    "script": (b"from shop.lost import y  # </script><script>alert(1)</script>\n", "shop.lost"),
}
COMMANDS = ("check", "check --format text --color always", "plan", "graph", "registry",
            "graph --format html", "graph --format svg", "graph --format dot", "init --print",
            "where x", "baseline create", "baseline show")  # fmt: skip


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, {"shop/__init__.py": ""})
    for odd in NAMES:
        (tmp_path / "shop" / os.fsdecode(odd + b".py")).write_bytes(LOST)
    for name, (data, _) in TEXTS.items():
        (tmp_path / "shop" / f"{name}.py").write_bytes(data)
    (tmp_path / "shop" / "</script><script>alert(1)</script>").mkdir(parents=True)
    (tmp_path / "shop" / "</script><script>alert(1)</script>" / "x.py").write_bytes(LOST)
    os.mkfifo(tmp_path / "shop" / "pipe.py")
    (tmp_path / "shop" / "zeros.py").symlink_to("/dev/zero")
    (tmp_path / "shop" / "loop.py").symlink_to("loop.py")
    (tmp_path / "shop" / "folder.py").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_file_is_told_with_its_line() -> None:
    lines = run("check").lines
    told = {name: [line for line in lines if line.startswith(f"shop/{name}.py:")] for name in TEXTS}
    for name, (_, expected) in TEXTS.items():
        assert len(told[name]) == bool(expected), name
        assert all(expected in line and len(line) < 200 for line in told[name])
    assert sum("shop.lost does not exist" in line for line in lines) >= len(NAMES)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_goes_on_and_moves_no_cursor(command: str) -> None:
    run("baseline", "create") if command == "baseline show" else None
    done = run(*command.split())
    assert done.code in {0, 1}, done.err
    colours = done.out if "--color" not in command else ""
    unsafe = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    for text in (colours, done.err):
        assert {c for c in text if unicodedata.category(c) in unsafe} <= {"\n"}


@pytest.mark.parametrize("command", ["graph", "graph shop.half", "graph x"])
@pytest.mark.parametrize("kind", ["html", "svg"])
def test_a_picture_runs_nothing_of_the_project(command: str, kind: str) -> None:
    done = run(*command.split(), "--format", kind)
    assert "<script>alert" not in done.out
    assert "javascript:" not in done.out


def test_a_folder_that_may_not_be_read_is_told(shop: Path) -> None:
    if os.getuid() == 0:
        pytest.skip("root may read all")
    (shop / "shop" / "folder.py").chmod(0)
    assert "folder.py:1:1: error: cannot be parsed: cannot be listed" in run("check").out
