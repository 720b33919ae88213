"""Names that annotations say: no shape holds those, and frameworks read them.

``Annotated[Session, Depends(opened)]`` calls ``opened``, though no code does.
"""

import re
from collections.abc import Iterator

from ssotlint.index.index import Module
from ssotlint.model.facts import Surface


class Annotations:
    """Asks what annotations name; remembers each answer."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def say(self, module: Module, name: str) -> bool:
        """Whether an annotation in a file has a name."""
        found = self._known.get(module.path)
        if found is None:
            found = self._known[module.path] = module.picked(_words)
        return name in found


def _words(surface: Surface) -> frozenset[str]:
    """All words of the annotations of a file."""
    return frozenset(re.split(r"\W+", " ".join(_texts(surface))))


def _texts(surface: Surface) -> Iterator[str]:
    for row in surface.definitions:
        yield row.signature.returns
        yield from (parameter.annotation for parameter in row.signature.parameters)
    yield from (row.annotation for row in surface.bindings)
