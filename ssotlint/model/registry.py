"""Which import everybody should use."""

from typing import NamedTuple


class Registered(NamedTuple):
    """A symbol with its canonical import; sorts by domain, then by the module to import from.

    ``kind`` is class, function or value; ``origin`` is the module that defines it, and ``path``
    and ``line`` tell where.
    ``importers`` counts the files that import it by whatever path, ``others`` the paths beside the
    canonical one with the files that use each. ``why`` says what makes the path canonical.
    """

    domain: str
    module: str
    name: str
    kind: str
    origin: str
    path: str
    line: int
    importers: int
    why: str
    others: tuple[tuple[str, int], ...] = ()

    @property
    def statement(self) -> str:
        """The import that everybody should use."""
        return f"from {self.module} import {self.name}"
