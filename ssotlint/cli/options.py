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
    for option in (
        click.option("--config", type=click.Path(path_type=Path),
                     help="Read the configuration from this file."),
        click.option("--root", type=click.Path(path_type=Path),
                     help="The project root; found by itself when not given."),
    ):  # fmt: skip
        function = option(function)
    return function


def remembering(function: _Function) -> _Function:
    """``--cache-dir`` and ``--no-cache``: where a run remembers what files say."""
    for option in (
        click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
        click.option("--cache-dir", type=click.Path(path_type=Path), envvar="SSOTLINT_CACHE_DIR",
                     help="Folder of the cache, instead of .ssotlint_cache in the root."),
    ):  # fmt: skip
        function = option(function)
    return function


def reporting(function: _Function) -> _Function:
    """``--format`` and ``--output``: how a report is written, and where."""
    for option in (
        click.option("--output", "outputs", multiple=True, metavar="FORMAT:FILE",
                     help="Also write the report to a file; may be given several times."),
        click.option("--format", "format_", default="",
                     help="One of those below; by default text at a terminal, else lines."),
    ):  # fmt: skip
        function = option(function)
    return function


def showing(function: _Function) -> _Function:
    """``--color`` and ``--width``: what the terminal can show."""
    for option in (
        click.option("--width", type=click.IntRange(40, 400), help="Columns of the text report."),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto",
                     help="Colours in the text report."),
    ):  # fmt: skip
        function = option(function)
    return function
