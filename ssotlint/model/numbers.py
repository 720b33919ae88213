"""Numbers as people are told them."""

from collections.abc import Sequence

_FEW = 6


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 copy", "1,200 files"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def few(names: Sequence[str]) -> tuple[str, ...]:
    """The first of some names, and how many there are besides: a group lists all of them."""
    more = len(names) - _FEW
    return (*names[:_FEW], f"{more:,} more") if more > 1 else tuple(names)


def first(told: Sequence[str], most: int) -> tuple[str, ...]:
    """The first of what is to be told, and how much there is besides: "and 3 more"."""
    more = len(told) - most
    return (*told[:most], f"and {more:,} more") if more > 0 else tuple(told)


def listed(told: Sequence[str], most: int, mark: str = ", ") -> str:
    """The same in a sentence, with ``mark`` between: "a, b and 3 more"."""
    more = len(told) - most
    return mark.join(told[:most]) + (f" and {more:,} more" if more > 0 else "")


def percent(share: float) -> int:
    """A share in whole percent: a hundred only where nothing is missing."""
    return 100 if share >= 1 else min(round(share * 100), 99)
