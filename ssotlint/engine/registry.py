"""Which import everybody should use, for all that is imported across files."""

from collections.abc import Iterator

from ssotlint.engine.world import World
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.paths import Path, paths_of
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.model.facts import BindingKind, Context
from ssotlint.model.registry import Registered
from ssotlint.model.source import Role

_ASIDE = (Role.TEST, Role.BACKUP, Role.GENERATED)


def registered(world: World, least: int) -> list[Registered]:
    """Each symbol that at least so many files import, by domain and module.

    What tests, backups and generated files define for themselves is left out.
    """
    found = [row for symbol in world.graph.importers.by_origin for row in _row(symbol, world)]
    return sorted(row for row in found if row.importers >= least)


def _row(symbol: str, world: World) -> Iterator[Registered]:
    uses = [use for use in world.graph.importers.by_origin[symbol] if _counts(use)]
    if not uses:
        return
    answer = uses[0].answer
    module = answer.module
    if module is None or module.source.role in _ASIDE or not module.source.reported:
        return
    choice = world.graph.reaches.canonical(symbol, world.config.canonical)
    if choice is None:
        return
    paths, wanted = paths_of(uses), choice.path
    yield Registered(
        domain=module.source.domain,
        module=wanted.module.name,
        name=wanted.name,
        kind=_kind(answer),
        origin=module.name,
        path=module.path,
        line=answer.chain[-1].line,
        importers=len({use.module.path for use in uses} - {wanted.module.path}),
        why=choice.why,
        others=tuple(_others(paths, wanted)),
    )


def _others(paths: list[Path], wanted: Path) -> Iterator[tuple[str, int]]:
    """The other paths, without what the facade itself does to be one."""
    for path in paths:
        files = {use.module.path for use in path.uses} - {wanted.module.path}
        if path.text != wanted.text and files:
            yield path.text, len(files)


def _counts(use: ImportUse) -> bool:
    if use.answer.status is not Status.SYMBOL or not use.row.name or use.row.name == "*":
        return False
    return not use.row.context & (Context.FALLBACK | Context.EXPECTED)


def _kind(answer: Resolution) -> str:
    binding, module = answer.binding, answer.module
    if binding is None or module is None or binding.kind is not BindingKind.DEFINITION:
        return "value"
    return "class" if module.surface.definitions[binding.ref].is_class else "function"
