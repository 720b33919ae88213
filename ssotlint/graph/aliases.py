"""Other names that modules give to what they import or define: ``Name = Other``."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ssotlint.graph.resolution import Status
from ssotlint.graph.resolver import Resolver
from ssotlint.index import codec
from ssotlint.index.aspect import Aspect
from ssotlint.index.found import found_out
from ssotlint.index.index import Index, Module
from ssotlint.index.names import number
from ssotlint.model.facts import Binding, BindingKind
from ssotlint.model.place import NOWHERE

_ALIAS = BindingKind.ALIAS

ALIASES = "aliases"
"""The aspect of a file that tells which names it gives to what is defined elsewhere."""


class Alias(NamedTuple):
    """An assignment of one name to another at module level."""

    module: Module
    binding: Binding

    @property
    def symbol(self) -> str:
        """Dotted name of the alias."""
        return f"{self.module.name}.{self.binding.name}"


class Named(NamedTuple):
    """An alias of a file: the position of its binding, its origin, and what else it says."""

    position: int
    symbol: str
    said: str


_named = codec.reader(tuple[Named, ...])


class Aliases:
    """The aliases of all files by the dotted name of their origin; remembered file by file."""

    def __init__(self, index: Index, resolver: Resolver) -> None:
        self._index, self._resolver = index, resolver
        self.naming: Aspect[None, tuple[Named, ...]] = Aspect(
            name=ALIASES,
            part="",
            covers=lambda _: True,
            decode=lambda _: None,
            look=lambda module, _: tuple(self._of(module)),
            pack=codec.packed,
            unpack=_named,
            gist=lambda rows, *_: codec.packed([row[1:] for row in rows]),
            told=lambda _, rows: (("", _asked(row.symbol), row.said) for row in rows),
        )

    def get(self, symbol: str, default: object = None) -> list[Alias]:
        """The aliases of something; [] where there are none."""
        del default
        self._index.reads.names.add(number("", _asked(symbol)))
        found = ((self._index.by_path[path], row) for path, row in self._all.get(symbol, ()))
        return [Alias(module, module.said.bindings[row.position]) for module, row in found]

    @cached_property
    def _all(self) -> dict[str, list[tuple[str, Named]]]:
        found: dict[str, list[tuple[str, Named]]] = defaultdict(list)
        known = found_out(self._index, self.naming)
        for module in self._index.all:
            for row in known.get(module.path, ()):
                found[row.symbol].append((module.path, row))
        return found

    def _of(self, module: Module) -> Iterator[Named]:
        for position, binding in enumerate(module.said.bindings):
            symbol = aliased(module, binding, self._resolver)
            if symbol:
                yield Named(position, symbol, repr((module.path, binding._replace(span=NOWHERE))))


def _asked(symbol: str) -> str:
    return f"alias {symbol}"


def aliased(module: Module, binding: Binding, resolver: Resolver) -> str:
    """The dotted name of what an assignment gives another name to, "" when it does not."""
    if binding.kind is not _ALIAS or binding.owner >= 0:
        return ""
    answer = resolver.dotted(module, binding.value)
    itself = answer.module is module and answer.name == binding.name
    return answer.symbol if answer.status is Status.SYMBOL and not itself else ""
