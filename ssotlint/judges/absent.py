"""What a file says that may have to do with imports which fail."""

_TELLING = ("sys.modules", "importorskip", "__import__")


def words_of(text: str) -> tuple[str, ...]:
    """The words of that kind that stand in a text."""
    return tuple(word for word in _TELLING if word in text)
