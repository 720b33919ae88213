"""Options that several commands have."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from ssotlint.report import FORMATS

_Function = TypeVar("_Function", bound=Callable[..., object])

FORMATS_SHOWN = "\b\n" + "\n".join(["Formats:", *(f"  {n:13}{who}" for n, who in FORMATS.items())])
"""The end of the help of a command that writes reports."""


def locating(function: _Function) -> _Function:
    """``--root`` and ``--config``: which project it is, and what it says of itself."""
    return _given(
        function,
        click.option("--root", type=click.Path(path_type=Path),
                     help="The project root; found by itself when not given."),
        click.option("--config", type=click.Path(path_type=Path),
                     help="Read the configuration from this file."),
    )  # fmt: skip


def remembering(function: _Function) -> _Function:
    """``--cache-dir`` and ``--no-cache``: where a run remembers what files say."""
    return _given(
        function,
        click.option("--cache-dir", type=click.Path(path_type=Path), envvar="SSOTLINT_CACHE_DIR",
                     help="Folder of the cache, instead of .ssotlint_cache in the root."),
        click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
    )  # fmt: skip


def reporting(function: _Function) -> _Function:
    """``--format`` and ``--output``: how a report is written, and where."""
    return _given(
        function,
        click.option("--format", "format_", default="",
                     help="One of those below; by default text at a terminal, else lines."),
        click.option("--output", "outputs", multiple=True, metavar="FORMAT:FILE",
                     help="Also write the report to a file; may be given several times."),
    )  # fmt: skip


def showing(function: _Function) -> _Function:
    """``--color`` and ``--width``: what the terminal can show."""
    return _given(
        function,
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto",
                     help="Colours in the text report."),
        click.option("--width", type=click.IntRange(40, 400), help="Columns of the text report."),
    )  # fmt: skip


def _given(function: _Function, *options: Callable[[_Function], _Function]) -> _Function:
    """A command with options, which its help lists in this order."""
    for option in reversed(options):
        function = option(function)
    return function
