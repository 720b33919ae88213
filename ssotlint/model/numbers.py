"""Numbers as people are told them."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 copy", "1,200 files"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent(share: float) -> int:
    """A share in whole percent: a hundred only where nothing is missing."""
    return 100 if share >= 1 else min(round(share * 100), 99)
