"""Projects on disk that lie as nobody would lay them out, and as some do."""

import os
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random

from tests.editing import drawn, edit, put

_NAMES = (
    "class.py", "import.py", "None.py", "with blank.py", "a-b.py", "[a].py", "*.py", "é.py", "1.py",
    "__main__.py", "a.b.py", ".hidden.py", "new\nline.py", "setup.py", "conftest.py", "-x.py",
    "x.pyi", "x.py.py", "__init__.pyi", "\u202eyp.py", "\x1b[2J.py", ",.py", "x:y.py", "logging.py",
)  # fmt: skip
_TEXTS = (
    b"", b"\xff\xfe\x00", b"def broken(:\n", b"\x00", b"\xef\xbb\xbfx = 1\n", b"x = 1\r\ny = 2\r",
    b"# coding: latin-1\nx = '\xe9'\n", b"# coding: klingon\n", b"from . import *\n",
    b"from .. import x\nfrom ... import y\n", b"import shop\nimport shop.shop\n", b"x = '" + b"a" * 70_000 + b"'\n",
)  # fmt: skip
_MARKS = {
    "pyproject.toml": '[project]\nname = "inner"\n',
    "ssotlint.toml": 'ignore = ["imports"]\n',
    "setup.cfg": "[metadata]\nname = inner\n",
    ".gitignore": "*.pyi\nservice/\n",
    "py.typed": "",
    "shop.so": "",
    "tool": "#!/usr/bin/env python3\nimport shop\n",
}
_SINCE = 500_000_000
_CLOCK = count(1)
_OUTER = ("src", "lib", "src/shop", "build", "vendor", "packages/one", "tests", "shop/tests")


def lay_out(dice: Random, home: Path, *, kept: bool = True) -> Path:
    """A project below ``home``, made of examples of the rules; where names clash and links lead.

    It may be ``kept`` in a repository.
    """
    root = home / "project"
    for path, text in drawn(dice, dice.choice((2, 4, 8))).items():
        put(root / path, text)
    for _ in range(dice.randrange(8)):
        dice.choice(_CHANGES)(dice, root)
    if dice.random() < 0.7:
        settle(root)
    if kept and dice.random() < 0.5:
        _keep(dice, root)
    return root


def files_of(root: Path) -> list[Path]:
    """What lies below a folder, but for git's own; the order depends on the names alone."""
    return _sorted(p for p in root.rglob("*") if p.is_file() and ".git" not in p.parts)


def folders_of(root: Path) -> list[Path]:
    """The folders below one, and it itself."""
    inner = (p for p in root.rglob("*") if p.is_dir() and not {".git", "cache"} & {*p.parts})
    return [root, *_sorted(inner)]


def change(dice: Random, root: Path) -> None:
    """Something comes, goes or is said otherwise."""
    paths = [p for p in files_of(root) if p.suffix in {".py", ".toml"} and not p.is_symlink()]
    texts = {p.relative_to(root).as_posix(): _text(p) for p in paths}
    after = edit(dice, texts)
    for path in texts.keys() - after.keys():
        (root / path).unlink()
    for path, text in after.items():
        if texts.get(path) != text:
            with suppress(FileExistsError, IsADirectoryError, NotADirectoryError):
                put(root / path, text)  # a folder, or a file, lies there
    if dice.random() < 0.7:
        settle(root)


def settle(root: Path) -> None:
    """Let new files look as if they had been written long ago, one a second."""
    for path in files_of(root):
        if path.stat().st_mtime > _SINCE + 1_000_000_000:
            time = _SINCE + next(_CLOCK)
            os.utime(path, (time, time))


def git(root: Path, *arguments: str) -> None:
    """Run git there, as somebody who has a name."""
    who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=os.fsencode)


def _copy(source: Path, target: Path) -> None:
    target.write_bytes(source.read_bytes())


def _keep(dice: Random, root: Path) -> None:
    """A repository with one commit; since then something was edited, and a part of that staged."""
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    for _ in range(dice.randrange(4)):
        change(dice, root)
        if dice.random() < 0.5:
            git(root, "add", "-A")


def _module_beside_package(dice: Random, root: Path) -> None:
    folder = dice.choice(folders_of(root))
    if folder != root:
        _copy(dice.choice(files_of(root)), folder.parent / f"{folder.name}.py")


def _package_beside_module(dice: Random, root: Path) -> None:
    file = dice.choice(files_of(root))
    folder = file.with_suffix("")
    if not folder.exists():
        folder.mkdir()
        _copy(dice.choice(files_of(root)), folder / dice.choice(("__init__.py", file.name)))


def _stub(dice: Random, root: Path) -> None:
    file = dice.choice(files_of(root))
    _copy(dice.choice((file, dice.choice(files_of(root)))), file.with_suffix(".pyi"))


def _without_init(dice: Random, root: Path) -> None:
    inits = [file for file in files_of(root) if file.name == "__init__.py"]
    if inits:
        dice.choice(inits).unlink()


def _with_init(dice: Random, root: Path) -> None:
    (dice.choice(folders_of(root)) / "__init__.py").touch()


def _another_root(dice: Random, root: Path) -> None:
    for file in dice.choices(files_of(root), k=2):
        target = root / dice.choice(_OUTER) / file.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(file, target)


def _odd_name(dice: Random, root: Path) -> None:
    target = dice.choice(folders_of(root)) / dice.choice(_NAMES)
    if not target.exists():
        _copy(dice.choice(files_of(root)), target)


def _odd_folder(dice: Random, root: Path) -> None:
    name = dice.choice(_NAMES)
    target = dice.choice(folders_of(root)) / dice.choice((name, name.removesuffix(".py")))
    if not target.exists():
        target.mkdir()
        _copy(dice.choice(files_of(root)), target / dice.choice(("__init__.py", "shop.py")))


def _odd_text(dice: Random, root: Path) -> None:
    dice.choice(files_of(root)).write_bytes(dice.choice(_TEXTS))


def _mark(dice: Random, root: Path) -> None:
    name = dice.choice(sorted(_MARKS))
    target = dice.choice(folders_of(root)) / name
    if not target.exists():
        target.write_text(_MARKS[name])


def _link(dice: Random, root: Path) -> None:
    around = dice.choice(folders_of(root))
    what = dice.choice((*folders_of(root), *files_of(root), root / "nothing.py", root.parent))
    here = around / dice.choice(("linked", "linked.py", "shop", "shop.py", "__init__.py"))
    if not (here.exists() or here.is_symlink()):
        here.symlink_to(dice.choice((what, Path(os.path.relpath(what, around)))))


_CHANGES = (
    _module_beside_package, _module_beside_package, _package_beside_module, _stub, _without_init,
    _without_init, _with_init, _another_root, _another_root, _odd_name, _odd_folder, _odd_text, _mark,
    _link, _link, change,
)  # fmt: skip
