"""Options that several commands have."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

_Function = TypeVar("_Function", bound=Callable[..., object])


def remembering(function: _Function) -> _Function:
    """``--cache-dir`` and ``--no-cache``: where a run remembers what files say."""
    for option in (
        click.option("--no-cache", is_flag=True, help="Remember nothing, recall nothing."),
        click.option("--cache-dir", type=click.Path(path_type=Path), envvar="SSOTLINT_CACHE_DIR",
                     help="Where facts are remembered."),
    ):  # fmt: skip
        function = option(function)
    return function
