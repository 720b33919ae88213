"""Functions of this tool that are remembered by their names."""

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any

HOMES: tuple[str, ...] = ("ssotlint.",)


def function_of(module: str, name: str) -> Callable[..., Any] | None:
    """The function of a name; None where its module is none of ours.

    Such a name was written by nobody of ours into a cache that came with a project.
    """
    if not module.startswith(HOMES):
        return None
    found: Callable[..., Any] = resolve_name(f"{module}:{name}")
    return found
