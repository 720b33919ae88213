"""Other names that modules give to what they import or define: ``Name = Other``."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ssotlint.graph.resolution import Status
from ssotlint.graph.resolver import Resolver
from ssotlint.index.index import Module
from ssotlint.model.facts import Binding, BindingKind


class Alias(NamedTuple):
    """An assignment of one name to another at module level."""

    module: Module
    binding: Binding

    @property
    def symbol(self) -> str:
        """Dotted name of the alias."""
        return f"{self.module.name}.{self.binding.name}"


def aliases_of(modules: Iterable[Module], resolver: Resolver) -> dict[str, list[Alias]]:
    """The aliases in some modules by the dotted name of their origin."""
    found: dict[str, list[Alias]] = defaultdict(list)
    for module in modules:
        for binding in module.surface.bindings:
            symbol = aliased(module, binding, resolver)
            if symbol:
                found[symbol].append(Alias(module, binding))
    return found


def aliased(module: Module, binding: Binding, resolver: Resolver) -> str:
    """The dotted name of what an assignment gives another name to, "" when it does not."""
    if binding.kind is not BindingKind.ALIAS or binding.owner >= 0:
        return ""
    answer = resolver.dotted(module, binding.value)
    itself = answer.module is module and answer.name == binding.name
    return answer.symbol if answer.status is Status.SYMBOL and not itself else ""
