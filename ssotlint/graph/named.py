"""Bindings by name."""

from collections.abc import Iterator, Mapping

from ssotlint.model.facts import Binding


class Named(Mapping[str, list[Binding]]):
    """Bindings by name, in their order.

    Nearly every name is bound once, and hundreds of thousands are held: a list for each would take
    more than all else here.
    """

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: dict[str, Binding | list[Binding]] = {}

    def add(self, row: Binding) -> None:
        """Put a binding behind the others of its name."""
        known = self._rows.get(row.name)
        if known is None:
            self._rows[row.name] = row
        elif isinstance(known, list):
            known.append(row)
        else:
            self._rows[row.name] = [known, row]

    def of(self, name: str) -> list[Binding]:
        """The bindings of a name, [] where it is not bound."""
        known = self._rows.get(name)
        if known is None:
            return []
        return known if isinstance(known, list) else [known]

    def __getitem__(self, name: str) -> list[Binding]:
        """Those of a name that is bound."""
        if name not in self._rows:
            raise KeyError(name)
        return self.of(name)

    def __contains__(self, name: object) -> bool:
        """Whether a name is bound."""
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._rows)

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._rows)


NOTHING = Named()
"""What is bound where nothing is."""
