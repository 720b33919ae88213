"""Files that nobody would write on purpose: each is told in a line, and all commands go on."""

import ctypes
import os
import socket
import stat
import subprocess
import sys
import unicodedata
from contextlib import suppress
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
PIPES = (".gitignore", "pyproject.toml", "requirements.txt", "setup.cfg", "setup.py", "conftest.py",
         ".git/config", "x.egg-info/requires.txt")  # fmt: skip
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
    odd_files(tmp_path / "shop", monkeypatch)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def odd_files(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no file, and would keep a reader waiting, or leads round in circles."""
    for name in ("pipe.py", *(f"sub/{name}" for name in PIPES)):
        (shop / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(shop / name)
    with suppress(PermissionError):  # who may make a device
        os.mknod(shop / "null.py", stat.S_IFCHR | 0o600, os.makedev(1, 5))
    monkeypatch.chdir(shop)  # the name of a socket is a short one
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.py")
    for name, target in {
        "zeros.py": "/dev/zero", "loop.py": "loop.py", "up": "..", "again": "../shop",
        "sub/one": "../other", "other/two": "../sub",
    }.items():  # fmt: skip
        (shop / name).parent.mkdir(exist_ok=True)
        (shop / name).symlink_to(target)
    (shop / "folder.py").mkdir()


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


def drop_privileges() -> None:
    """Let modes of files count for a process of root, too."""
    for capability in (1, 2):  # DAC_OVERRIDE, DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP, for what it starts


def test_what_may_not_be_read_is_told(shop: Path) -> None:
    (shop / "shop" / "secret.py").write_text("x = 1\n")
    for name in ("folder.py", "secret.py"):
        (shop / "shop" / name).chmod(0)
    done = subprocess.run(
        [sys.executable, "-m", "ssotlint", "check"], preexec_fn=drop_privileges, check=False,
        capture_output=True, text=True, errors="replace",
    )  # fmt: skip
    (shop / "shop" / "folder.py").chmod(0o700)
    if "secret.py" not in done.stdout and os.getuid() == 0:
        pytest.skip("root keeps the right to read all")
    assert "folder.py:1:1: error: cannot be parsed: cannot be listed" in done.stdout
    assert "secret.py:1:1: error: cannot be parsed: " in done.stdout
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def test_names_of_every_script_are_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of each block of Unicode; Python takes those for one that say the same (NFKC)."""
    spelled = [chr(code) for code in range(128, 0x110000, 61) if chr(code).isidentifier()]
    names = {unicodedata.normalize("NFKC", name) for name in spelled}
    home = tmp_path / "scripts"
    write(home, {
        "lib.py": "".join(f"def {name}(a): return a\n" for name in sorted(names)),
        "use.py": "from lib import *\n" + "".join(f"{name}()\n" for name in spelled),
    })  # fmt: skip
    monkeypatch.chdir(home)
    told = [line for line in run("check").lines if "[incompatible-call]" in line]
    assert len(told) == len(spelled) > 1000
