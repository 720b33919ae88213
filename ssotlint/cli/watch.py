"""`ssotlint check --watch`: check again whenever a file that matters has changed.

Two fixed lines tell where a check begins and ends; the problem matcher for VS Code knows them.
"""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from ssotlint.cli.console import put
from ssotlint.model.errors import InputError
from ssotlint.model.numbers import counted
from ssotlint.project.root import BASELINE_FILE
from ssotlint.project.walk import PYTHON
from ssotlint.report.problem_matcher import WATCH_BEGINS, WATCH_ENDS

_ENDINGS = (*PYTHON, ".toml", ".gitignore", BASELINE_FILE)
_QUIET = ("/.git/", "/.ssotlint_cache/", "/__pycache__/", "/.venv/", "/node_modules/")


def watch(root: Path, check: Callable[[], int]) -> NoReturn:
    """Check now and after each change below ``root``; ``check`` prints and counts findings.

    Wrong input is told, and ends nothing: the file is being edited. Raises InputError when the
    extra that watches is not installed.
    """
    try:
        import watchfiles
    except ImportError as error:
        remedy = "install `ssotlint[watch]`"
        raise InputError("--watch needs the library watchfiles", remedy=remedy) from error
    gc.enable()  # here one run follows another
    _once(check)
    for _ in watchfiles.watch(root, watch_filter=_matters, raise_interrupt=True):
        _once(check)
    raise KeyboardInterrupt


def _once(check: Callable[[], int]) -> None:
    _say(WATCH_BEGINS)
    found = 0
    try:
        found = check()
    except InputError as error:
        _say(f"ssotlint: {error}")
    _say(f"{WATCH_ENDS}{counted(found, 'finding')}")


def _matters(change: object, path: str) -> bool:
    del change
    plain = path.replace("\\", "/")
    return plain.endswith(_ENDINGS) and not any(part in plain for part in _QUIET)


def _say(line: str) -> None:
    put(f"{line}\n")
