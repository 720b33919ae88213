"""XML elements as text, for the formats that are XML."""

from collections.abc import Mapping
from html import escape

from ssotlint.report.escape import plain

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def element(name: str, attributes: Mapping[str, str | int], content: str = "") -> str:
    """An element; ``content`` is XML already, attribute values are made safe here."""
    words = "".join(f' {key}="{safe(str(value))}"' for key, value in attributes.items())
    return f"<{name}{words}>{content}</{name}>" if content else f"<{name}{words}/>"


def safe(text: str) -> str:
    """Text on one line, fit for an attribute or for the content of an element."""
    return escape(plain(text))


def block(elements: list[str]) -> str:
    """Elements as the content of another one, each on a line of its own."""
    return "\n" + "".join(f"{one}\n" for one in elements) if elements else ""
