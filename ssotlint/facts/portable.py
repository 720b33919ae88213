"""Shapes that are the same on every Python."""

from hashlib import blake2b

from ssotlint.facts.alphabet import KIND

# The characters of node kinds count the classes of `ast`, and each Python has its own.
_NAMES = {ord(letter): f"<{node.__name__}>" for node, letter in reversed(KIND.items())}
_NAMED = 2  # a definition begins with its kind and its name


def body_digest(shape: str, start: int, end: int) -> str:
    """16 hexadecimal digits for the parameters and the body of the definition at a range."""
    return text_digest(shape[start + _NAMED : end].translate(_NAMES))


def module_digest(shape: str) -> str:
    """16 hexadecimal digits for all code of a file."""
    return text_digest(shape.translate(_NAMES))


def text_digest(text: str) -> str:
    """16 hexadecimal digits for any text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
