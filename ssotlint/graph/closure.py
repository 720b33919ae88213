"""What some things lead to, by however many steps."""

from collections.abc import Callable, Iterable
from typing import TypeVar

_One = TypeVar("_One")


def closed(begin: Iterable[_One], following: Callable[[_One], Iterable[_One]]) -> set[_One]:
    """Some things, and all to which ``following`` leads from there."""
    waiting = [*begin]
    found = set(waiting)
    while waiting:
        fresh = {*following(waiting.pop())} - found
        found |= fresh
        waiting += fresh
    return found
