"""The text of a first configuration, and the file that it goes to."""

import json
import re
from pathlib import Path
from textwrap import indent

from ssotlint.model.errors import InputError
from ssotlint.project.configuration import shown
from ssotlint.project.root import OWN_FILE, SHARED_FILE, is_configured, leads_away


def header(name: str, *, shared: bool) -> str:
    """The header of a table in our own file or, below ``tool``, in a shared one."""
    parts = [*(["tool", "ssotlint"] if shared else []), *([name] if name else [])]
    return f"[{'.'.join(parts)}]" if parts else ""


def key(name: str) -> str:
    """A name as the key of a table."""
    plain = name.replace("_", "").replace("-", "")
    return name if plain.isalnum() and plain.isascii() else text(name)


def text(value: str) -> str:
    """A text of TOML: what JSON writes is one."""
    return json.dumps(value, ensure_ascii=False)


def target(root: Path) -> Path:
    """Where a first configuration goes: to ``pyproject.toml`` where there is one.

    Raises InputError when the project has a configuration already.
    """
    if is_configured(root):
        own = root / OWN_FILE
        path = own if own.is_file() else root / SHARED_FILE
        remedy = "`ssotlint config` tells what holds, `--print` what would be proposed"
        raise InputError("there is a configuration already", path=shown(path), remedy=remedy)
    shared = root / SHARED_FILE
    path = shared if shared.is_file() else root / OWN_FILE
    _stay(path, root)
    return path


HOOKS_FILE = ".pre-commit-config.yaml"
HOOKS = """\
- repo: local
  hooks:
  - id: ssotlint
    name: ssotlint
    entry: ssotlint check
    language: system
    # A fault between two files may stand in one that is not staged, so it always looks at all.
    always_run: true
    pass_filenames: false
    require_serial: true
"""
"""A hook that runs the ssotlint that is installed."""


_LISTED = re.compile(r"^repos:.*\n(?:[^\S\n]*(?:#.*)?\n)*( +)- ", re.MULTILINE)


def hook_beside(path: Path) -> str:
    """The hook as deep as the hooks that a file lists already: YAML takes no other."""
    found = _LISTED.search(path.read_text(encoding="utf-8", errors="replace"))
    return indent(HOOKS, found[1] if found else "")


def hook(root: Path) -> bool:
    """Write a configuration of pre-commit that runs ssotlint, where there is none at all.

    Tells whether the hook is there now: YAML that people have written is not changed.
    """
    path = root / HOOKS_FILE
    if path.exists():
        return "ssotlint" in path.read_text(encoding="utf-8", errors="replace")
    _stay(path, root)
    try:
        path.write_text(f"repos:\n{HOOKS}", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error
    return True


def append(path: Path, lines: str) -> None:
    """Write a configuration behind what a file holds; raises InputError when that is refused."""
    try:
        data = path.read_bytes() if path.exists() else b""
        end = b"\r\n" if b"\r\n" in data else b"\n"
        gap = b"" if not data else end if data.endswith(b"\n") else end * 2
        path.write_bytes(data + gap + lines.replace("\n", end.decode()).encode())
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error


def _stay(path: Path, root: Path) -> None:
    """A link that came with the project must not say which file of the user's is written."""
    if leads_away(path, root):
        remedy = "remove the link, or write the file by hand (`--print` shows what would be in it)"
        raise InputError("is a link that leaves the project", path=str(path), remedy=remedy)
    if path.exists() and not path.is_file():
        raise InputError("is no regular file", path=str(path))
