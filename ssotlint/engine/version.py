"""Digests of our own source, so that nobody bumps a cache version from memory."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ssotlint.rulebook.location import rule_files, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssotlint.index.store import Store

_PACKAGE = Path(__file__).parent.parent
_Stamp = tuple[str, int, int, int]
"""Name, times in ns of modification and of the last change, and size of a file."""
_states: dict[str, str] = {}  # by the stamps of our source
_TOOL = "tool"  # the kind under which the digest of our source is kept


@cache
def skimmer_digest() -> str:
    """What facts depend on besides the text: the skimmer, its words and the Python version."""
    files = [
        *(_PACKAGE / "facts").glob("*.py"),
        _PACKAGE / "model" / "facts.py",
        _PACKAGE / "model" / "signature.py",
        _PACKAGE / "model" / "place.py",
        _PACKAGE / "project" / "generated.py",
        _PACKAGE / "project" / "identifiers.py",
        _PACKAGE / "project" / "text.py",
        _PACKAGE / "index" / "codec.py",
        _PACKAGE / "index" / "store.py",
    ]
    return digest_of(files)


def source_state(store: Store) -> str:
    """What names all our source, rules and libraries, as they were when this process first asked.

    They are not read again while none has another stamp: another installation of the same code,
    as a CI job makes one for each run, is the same tool.
    """
    stamps = _stamps()
    if stamps not in _states:
        known = store.recall(_TOOL, stamps)
        if known is None:
            known = f"{digest_of(_files())} {libraries()}".encode()
            store.remember(_TOOL, {stamps: known}, only=True)
        _states[stamps] = known.decode()
    return _states[stamps]


@cache
def _stamps() -> str:
    # Where libraries are installed, each installation changes the folder.
    files = [*_stamped(str(_PACKAGE), ".py"), *_stamped(str(shipped()), ".toml")]
    installed = Path(msgspec.__file__).parents[1]
    told = repr((str(_PACKAGE), files, _stamp(installed.name, installed.stat())))
    return blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _files() -> list[Path]:
    return [*sorted(_PACKAGE.rglob("*.py")), *rule_files()]


def libraries() -> str:
    """The releases of the libraries on which a verdict may depend."""
    from importlib.metadata import version  # hardly a run has to know

    return " ".join(version(name) for name in ("libcst", "msgspec", "networkx", "rapidfuzz"))


def digest_of(files: list[Path]) -> str:
    """A digest of some of our source files and of the Python that runs them."""
    digest = blake2b(repr(sys.version_info).encode(), digest_size=8)
    for path in sorted(files, key=lambda path: (path.parts[-2:], path)):  # wherever they lie
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _stamped(folder: str, ending: str) -> Iterator[_Stamp]:
    """The stamps of the files below a folder that end so, in their order.

    Images of containers may give all files one time of modification; that of the last change is the
    system's. A path for each file would take twice the time of asking the system.
    """
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.name.endswith(ending):
            yield _stamp(entry.name, entry.stat())
        elif entry.is_dir(follow_symlinks=False):
            yield from _stamped(entry.path, ending)


def _stamp(name: str, status: os.stat_result) -> _Stamp:
    return name, status.st_mtime_ns, status.st_ctime_ns, status.st_size
