"""A first configuration, proposed from what the files say."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from ssotlint.detectors.path_splits import splits_of
from ssotlint.detectors.view import View
from ssotlint.engine.registry import registered
from ssotlint.engine.world import World
from ssotlint.index.index import Module
from ssotlint.model.config import Owner
from ssotlint.model.registry import Registered
from ssotlint.model.source import Role
from ssotlint.model.value import replace
from ssotlint.project.domains import SHARED

_OWNERS = 12
_OPEN = 8
_PLACES = 8  # of one domain; what no glob names keeps the domain that it has
_IMPORTERS = 3  # below, nobody but its own neighbours depends on where it lives


class Rivalry(NamedTuple):
    """A name that is defined more than once in a domain, the most imported definition first."""

    name: str
    places: tuple[str, ...]


class Proposal(NamedTuple):
    """What a project looks like, and which owners it may declare."""

    roots: tuple[tuple[str, int], ...]
    domains: tuple[tuple[str, int, tuple[str, ...]], ...]  # with globs of its files
    roles: tuple[tuple[Role, int, tuple[str, ...]], ...]  # with some folders of each
    owners: tuple[Registered, ...]
    open: tuple[Rivalry, ...]


def propose(world: World) -> Proposal:
    """What the index of a project suggests.

    Owners are the definitions that most files import and whose name nobody else uses in their
    domain; names with several definitions are left open: somebody has to choose.
    """
    modules = [m for m in world.index.all if m.source.reported and m.is_read]
    production = [m for m in modules if m.source.role is Role.PRODUCTION]
    homes = _homes(production)
    rows = [
        row for row in registered(world, _IMPORTERS)
        if row.origin in homes[row.domain, row.name] and not row.name.startswith("_")
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row.importers, row.module, row.name))
    single = _agreed([row for row in rows if len(_places(row, homes)) == 1], world)
    return Proposal(
        roots=_counted(m.source.root or "." for m in production),
        domains=tuple(_domains(production)),
        roles=tuple(_roles(modules)),
        owners=tuple(islice(_distinct(single), _OWNERS)),
        open=tuple(_rivalries(rows, homes))[:_OPEN],
    )


def _agreed(rows: Sequence[Registered], world: World) -> list[Registered]:
    """The rows that, once they are declared, ask nobody to import anything another way.

    A proposal writes down what holds: it does not make imports wrong that were not.
    """
    before = _wrong_imports(world, ())
    after = _wrong_imports(world, [_owner(row) for row in rows])
    return [
        row for row in rows
        if after[f"{row.origin}.{row.name}"] <= before[f"{row.origin}.{row.name}"]
    ]  # fmt: skip


def _wrong_imports(world: World, owners: Iterable[Owner]) -> Counter[str]:
    """By symbol: the imports that would have to change if these owners were declared too."""
    config = replace(world.config, canonical=(*world.config.canonical, *owners))
    splits = splits_of(View(world.index, world.graph, config), ())
    return Counter({split.symbol: len(split.wrong) for split in splits})


def _owner(row: Registered) -> Owner:
    facade = f"{row.module}:{row.name}" if row.module != row.origin else ""
    return Owner(row.name, f"{row.origin}:{row.name}", facade)


def _homes(modules: Iterable[Module]) -> dict[tuple[str, str], list[str]]:
    """By domain and name: the modules that define it at their top."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for module in modules:
        names = {d.name for d in module.surface.definitions if d.owner < 0}
        for name in sorted(names):
            found[module.source.domain, name].append(module.name)
    return found


def _places(row: Registered, homes: dict[tuple[str, str], list[str]]) -> list[str]:
    """The modules that define the name where it must be single: what is shared is everybody's."""
    if row.domain == SHARED:
        return [m for (_, name), held in homes.items() if name == row.name for m in held]
    return [*homes[row.domain, row.name], *homes.get((SHARED, row.name), ())]


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda row: (-row[1], row[0])))


def _domains(modules: Iterable[Module]) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Each domain with its number of files and the folders or loose files that it consists of."""
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for module in modules:
        if module.source.domain:
            places[module.source.domain][_place(module)] += 1
    for domain, _ in _counted(m.source.domain for m in modules if m.source.domain):
        held = places[domain]
        told = sorted(held, key=lambda place: (-held[place], place))[:_PLACES]
        yield domain, sum(held.values()), tuple(told)


def _place(module: Module) -> str:
    """What holds a file, as seen from the project: a folder in its root, or the file."""
    root = f"{module.source.root}/" if module.source.root else ""
    folder, _, rest = module.path.removeprefix(root).partition("/")
    return f"{root}{folder}/**" if rest else module.path


def _roles(modules: Iterable[Module]) -> Iterator[tuple[Role, int, tuple[str, ...]]]:
    """Each role with its number of files and the top folders in which most of them lie."""
    folders: dict[Role, Counter[str]] = defaultdict(Counter)
    for module in modules:
        folders[module.source.role][module.path.partition("/")[0]] += 1
    for role in Role:
        if held := folders.get(role):
            most = sorted(held, key=lambda name: (-held[name], name))[:3]
            yield role, sum(held.values()), tuple(most)


def _distinct(rows: Iterable[Registered]) -> Iterator[Registered]:
    """One row a name: a configuration has one key for each."""
    seen: set[str] = set()
    for row in rows:
        if row.name not in seen:
            seen.add(row.name)
            yield row


def _rivalries(
    rows: Iterable[Registered], homes: dict[tuple[str, str], list[str]]
) -> Iterator[Rivalry]:
    seen: set[str] = set()
    for row in rows:
        modules = _places(row, homes)
        if len(modules) > 1 and row.name not in seen:
            seen.add(row.name)
            ordered = sorted(modules, key=lambda module: (module != row.origin, module))
            yield Rivalry(row.name, tuple(f"{module}:{row.name}" for module in ordered))
