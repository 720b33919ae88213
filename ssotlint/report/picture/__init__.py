"""Pictures: one pure function a format, from a picture to text."""

from importlib import import_module
from typing import Protocol, cast

from ssotlint.model.picture import Picture
from ssotlint.report.options import TextOptions

__all__ = ["PICTURES", "render"]

PICTURES = ("text", "dot", "mermaid", "svg", "html", "json")


class _Format(Protocol):
    def render(self, picture: Picture, options: TextOptions) -> str: ...


def render(name: str, picture: Picture, options: TextOptions | None = None) -> str:
    """A picture in one of the formats."""
    module = cast("_Format", import_module(f"{__name__}.{name}"))
    return module.render(picture, options or TextOptions())
