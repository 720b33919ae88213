"""Symbols that reach their importers through several paths, and the imports that should change."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from ssotlint.detectors.domains import shown
from ssotlint.detectors.split import Split, common, is_for_itself
from ssotlint.detectors.view import View
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.paths import Choice, Path, Reach, changes
from ssotlint.graph.reaches import VOTING, Reaches
from ssotlint.index.index import Module
from ssotlint.index.names import taken_from
from ssotlint.index.picks import decorating, defines, imports
from ssotlint.model.dotted import is_below
from ssotlint.model.facts import Context, Import
from ssotlint.model.value import replace
from ssotlint.project.vendored import vendored

_VOCABULARY = 3  # modules
_SEVERAL = 2  # files are no coincidence


def splits_of(view: View, allowed: Sequence[str]) -> Iterator[Split]:
    """The splits of each domain, by symbol; ``allowed`` are globs of symbols that may be split."""
    splits = list(_splits(view, allowed))
    moving = {(use.module.path, use.row): split for split in splits for use in split.wrong}
    for split in splits:
        wrong = tuple(use for use in split.wrong if not _is_torn(split, use, moving, view))
        if wrong:
            yield replace(split, wrong=wrong)


def _splits(view: View, allowed: Sequence[str]) -> Iterator[Split]:
    graph = view.graph
    usual = view.roles == VOTING
    reaches = graph.reaches if usual else Reaches(graph.importers, graph.domains, view.roles)
    for domain, symbol, reach in sorted(reaches.all(), key=lambda row: (row[1], row[0])):
        several = len({path.module.path for path in reach.paths}) > 1 and not symbol.endswith("__")
        if several and not any(fnmatchcase(symbol, glob) for glob in allowed):
            choice = reaches.choice(domain, reach, view.config.canonical)
            split = Split(symbol, reach, choice, reaches.through, (), domain)
            wrong = _wrong(symbol, reach, choice, view)
            yield replace(split, wrong=tuple(use for use in wrong if split.convinces(use)))


def beside(use: ImportUse) -> list[Import]:
    """The imports of a file from the module from which one is, as it is written there; itself too."""
    said = use.row.module, use.row.level
    rows = (
        use.module.asked(taken_from(*said)).imports if use.row.name else use.module.picked(imports)
    )
    return [row for row in rows if (row.module, row.level) == said]


def statement_of(use: ImportUse) -> list[Import]:
    """The imports of the statement in which one stands."""
    return [row for row in beside(use) if row.span == use.row.span]


def _is_torn(
    split: Split, use: ImportUse, moving: Mapping[tuple[str, Import], Split], view: View
) -> bool:
    """Whether a statement takes something else from the same place that would not go along.

    What a module only has for itself has come from several homes, and goes back to each of them.
    """
    origin, own = split.reach.origin, use.module
    at_home = use.named is origin
    if not at_home and (split.is_decided or not split.is_offered(use)):
        return False
    wanted = split.choice.wanted(own).module
    together = at_home or split.is_meant(use)
    rows = [row for row in statement_of(use) if row != use.row]
    kin = {u.row for u in view.graph.importers.by_module[own.path] if u.answer.module is origin}
    for row in rows:
        other = moving.get((own.path, row))
        if other is None and (together or row in kin):
            return True
        if other is not None and row in kin and other.choice.wanted(own).module is not wanted:
            return True
    return False


def _wrong(symbol: str, reach: Reach, choice: Choice, view: View) -> Iterator[ImportUse]:
    vocabulary = _is_vocabulary(reach)
    for path in reach.paths:
        if path.module is choice.path.module:
            continue  # two names in one module are one path
        if _is_another_value(path, choice) or _adds_to(path, reach.origin):
            continue
        if not choice.declared and _is_door_to(path, reach):
            continue
        if not choice.declared and vendored(choice.home.module.path):
            continue  # what others wrote is reached as it may
        for use in path.uses:
            if vendored(use.module.path) or use.module.source.is_stub:
                continue
            aside = vocabulary and path.module is not reach.origin and _comes_along(use)
            if not aside and not _may_stay(use, path, choice, symbol, view):
                yield use


def _is_vocabulary(reach: Reach) -> bool:
    """Whether several modules hand a symbol out together with what they define themselves.

    So do interfaces of one kind: each has its own schema, which is the common one as yet.
    """
    handing = [
        path for path in reach.paths
        if path.module is not reach.origin and any(map(_comes_along, path.uses))
    ]  # fmt: skip
    return len(handing) >= _VOCABULARY


def _comes_along(use: ImportUse) -> bool:
    """Whether the file takes something as well that the named module itself defines."""
    if use.named is None:
        return False
    names = {row.name for row in beside(use)}
    for name in names:
        use.named.asked(name)
    return any(row.owner < 0 and row.name in names for row in use.named.said.definitions)


def _is_another_value(path: Path, choice: Choice) -> bool:
    """Whether a module has called a constant something else: that may change on its own."""
    home = choice.home
    defined = any(
        d.owner < 0 and d.name == home.name for d in home.module.asked(home.name).definitions
    )
    return path.name != home.name and path.module is not home.module and not defined


def _adds_to(path: Path, origin: Module) -> bool:
    """Whether a module registers what it defines with the symbol while it is loaded.

    `@routes.get("/")`: who imports `routes` from there wants them to be filled.
    """
    return path.module is not origin and path.name in path.module.picked(decorating)


def _is_door_to(path: Path, reach: Reach) -> bool:
    """Whether all who are outside of the package of a symbol take it from one module of another.

    Such is a layer in front of that package, for several that are of neither: nobody reaches past it.
    """
    own, parts = path.module, reach.origin.name.split(".")
    package = ".".join(parts[: common(own.name, reach.origin.name) + 1])
    if package == reach.origin.name or is_below(own.name, package):
        return False
    outside = [
        use for other in reach.paths for use in other.uses
        if use.module is not own and not is_below(use.module.name, package)
    ]  # fmt: skip
    served = {u.module.path for u in outside if not is_below(u.module.name, own.source.package)}
    return len(served) >= _SEVERAL and all(use.named is own for use in outside)


def _may_stay(use: ImportUse, path: Path, choice: Choice, symbol: str, view: View) -> bool:
    """Whether an import has a reason to use another path than most.

    A package collects what it offers, from its own modules or, where it defines nothing, from
    others; and a module that the canonical one loads cannot load that in turn.
    """
    origin, own, wanted = choice.home.module, use.module, choice.wanted(use.module)
    if not choice.binds(own) and _is_fine(own, path, choice, symbol, view):
        return True
    if wanted.module is own or wanted.module is path.module or wanted.text == path.text:
        return True  # it says so already: two trees may have a module of one name
    if path.module is origin and _is_near(use, wanted.module, origin, choice):
        return True
    if own.source.is_package and (
        path.module.name.startswith(f"{own.name}.") or not own.picked(defines)
    ):
        return True
    aside = Context.TYPING if path.module is origin else Context.DEFERRED | Context.TYPING
    if use.row.context & aside or wanted.module is origin:
        return False
    return view.graph.loads(wanted.module.path, own.path)


def _is_near(use: ImportUse, wanted: Module, origin: Module, choice: Choice) -> bool:
    """Whether a module may go to the origin: it is nearer, stands beside both, or loads nothing."""
    if choice.declared:
        return False
    if use.row.context & Context.TYPING or not (
        choice.path.is_facade_of(origin) or is_for_itself(origin, use.module)
    ):
        return True
    own = use.module.name
    return common(own, origin.name) > common(own, wanted.name) or (
        use.module.source.package == origin.source.package == wanted.source.package
    )


def _is_fine(own: Module, path: Path, choice: Choice, symbol: str, view: View) -> bool:
    """Whether a path is none to leave, whatever most use.

    It was made for others and goes around no facade; or it is another name: one of the module's
    own, as for a type, or one that is better known than the symbol's.
    """
    origin, wanted = choice.home.module, choice.wanted(own)
    counter = path.is_counter() and not changes(origin, choice.home.name)
    # An example shows what those outside would write.
    told = bool(shown(own)) and path.is_collection(origin)
    if choice.leaves_open(own) or counter or told:
        return True
    if path.is_address(origin):
        return path.module is not origin or _is_inside(own, origin, symbol, view)
    if not path.is_public and choice.home.is_public:
        return True
    if _is_door(own, path, origin):
        return True
    if path.name == wanted.name:
        return False
    meant = not wanted.is_public or _has_several_names(symbol, path.module, view)
    return meant or path.importers >= wanted.importers


def _has_several_names(symbol: str, module: Module, view: View) -> bool:
    """Whether a module gives a symbol several names: each says what it stands for."""
    aliases = view.graph.aliases.get(symbol, ())
    return len({a.binding.name for a in aliases if a.module is module}) > 1


def _is_door(own: Module, path: Path, origin: Module) -> bool:
    """Whether a package lets in what is from elsewhere through one of its modules, and own is in it."""
    package = path.module.source.package
    return own.source.package == package and not origin.name.startswith(f"{package}.")


def _is_inside(own: Module, origin: Module, symbol: str, view: View) -> bool:
    """Whether a module lies in a package that offers the symbol of one of its modules.

    Such modules import from the origin or from the package, as they like.
    """
    resolver = view.graph.resolver
    name = symbol.rpartition(".")[2]
    parts = own.name.split(".")
    for size in range(1, len(parts) + own.source.is_package):
        package = ".".join(parts[:size])
        around = resolver.table.find(package, own) if origin.name.startswith(package) else None
        if around is None or not Path(around, name).is_facade_of(origin):
            continue
        offered = name in resolver.tops.scope(around) or resolver.tops.stars(around)
        if offered and resolver.attribute(around, name).symbol == symbol:
            return True
    return False
