"""Small projects, written to disk and read."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from ssotlint.engine.request import Request
from ssotlint.engine.workers import Workers
from ssotlint.engine.world import World, open_world


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files (path to text, indented as in the test) below ``root``."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dedent(text), encoding="utf-8")


def draw(root: Path, files: Mapping[str, str]) -> World:
    """The project that some files make, read and resolved, without a cache."""
    write(root, files)
    return read(root)


def read(root: Path) -> World:
    """The project in a folder, read and resolved, without a cache."""
    with Workers(1) as workers:
        return open_world(Request(paths=(root,), root=root, use_cache=False), workers)


def edited(text: str, *edits: tuple[str, str]) -> str:
    """A text after some replacements, of which each finds something to replace."""
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text
