"""Names that annotations say: no shape holds those, and frameworks read them.

``Annotated[Session, Depends(opened)]`` calls ``opened``, though no code does.
"""

import re
from collections.abc import Iterator

from ssotlint.index.index import Module


class Annotations:
    """Asks what annotations name; remembers each answer."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def say(self, module: Module, name: str) -> bool:
        """Whether an annotation in a file has a name."""
        found = self._known.get(module.path)
        if found is None:
            words = re.split(r"\W+", " ".join(_texts(module)))
            found = self._known[module.path] = frozenset(words)
        return name in found


def _texts(module: Module) -> Iterator[str]:
    for row in module.surface.definitions:
        yield row.signature.returns
        yield from (parameter.annotation for parameter in row.signature.parameters)
    yield from (row.annotation for row in module.surface.bindings)
