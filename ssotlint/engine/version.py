"""Digests of our own source, so that nobody bumps a cache version from memory."""

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


@cache
def skimmer_digest() -> str:
    """What facts depend on besides the text: the skimmer, its words and the Python version."""
    files = [
        *(_PACKAGE / "facts").glob("*.py"),
        _PACKAGE / "model" / "facts.py",
        _PACKAGE / "model" / "signature.py",
        _PACKAGE / "model" / "place.py",
        _PACKAGE / "project" / "generated.py",
        _PACKAGE / "project" / "text.py",
        _PACKAGE / "index" / "codec.py",
        _PACKAGE / "index" / "store.py",
    ]
    return digest_of(files)


@cache
def source_state() -> str:
    """A digest of the stamps of all our source, as it was when this process first asked."""
    stamps = repr(stamps_of(sorted(_PACKAGE.rglob("*.py"))))
    return blake2b(stamps.encode("utf-8", "replace"), digest_size=16).hexdigest()


def digest_of(files: list[Path]) -> str:
    """A digest of some of our source files and of the Python that runs them."""
    digest = blake2b(repr(sys.version_info).encode(), digest_size=8)
    for path in sorted(files):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamps_of(files: Iterable[Path]) -> list[tuple[str, int, int]]:
    """Name, modification time in ns and size of each file: enough to see that it was replaced."""
    found = []
    for path in files:
        status = path.stat()
        found.append((path.name, status.st_mtime_ns, status.st_size))
    return found
