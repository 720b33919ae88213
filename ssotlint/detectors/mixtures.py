"""Names that one file imports from several origins, in different functions."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from ssotlint.graph.importers import Importers, ImportUse
from ssotlint.graph.lent import is_sure
from ssotlint.graph.words import stem
from ssotlint.index.index import Module
from ssotlint.model.facts import Context, Definition, Import, Surface

CHOSEN = Context.TYPING | Context.FALLBACK | Context.CONDITIONAL | Context.EXPECTED
"""Where one of several is taken on purpose."""
# Every program has one: what two functions call so for themselves is nobody's to mistake.
_ENTRANCES = frozenset(("app", "cli", "main", "run"))
_SEVERAL = 3  # modules that have a name in common
_VERSION = re.compile(r"v\d+")


def mixtures(module: Module, importers: Importers) -> Iterator[tuple[str, list[ImportUse]]]:
    """Each name that a file imports as several classes or functions, with the imports that do.

    Those at module level alone bind it one after the other: that is told as such.
    """
    by_name: dict[str, list[ImportUse]] = defaultdict(list)
    names = module.picked(imported_again)
    taken = {row.name for rows in names.values() for row in rows}
    for use in importers.bringing(module.path, taken):
        if use.row.bound in names and _counts(use.row, module.said) and is_sure(use.answer):
            by_name[use.row.bound].append(use)
    for name in sorted(by_name):
        uses = _confusable(by_name[name])
        if len({use.answer.symbol for use in uses}) > 1 and _is_mixed(name, uses):
            yield name, uses


def _is_mixed(name: str, uses: list[ImportUse]) -> bool:
    """Whether several imports leave open what a name is."""
    scopes = {use.row.owner for use in uses}
    # Two attempts, one after the other: what the first fails to import the second may.
    attempts = len(scopes) == 1 and all(use.row.context & Context.GUARDED for use in uses)
    apart = name in _ENTRANCES and -1 not in scopes and len(scopes) == len(uses)
    return scopes != {-1} and not attempts and not apart


def imported_again(surface: Surface) -> dict[str, list[Import]]:
    """The names for which a file has several imports, with these."""
    found: dict[str, list[Import]] = defaultdict(list)
    for row in surface.imports:
        if _counts(row, surface):
            found[row.bound].append(row)
    return {name: rows for name, rows in found.items() if len(rows) > 1}


def _counts(row: Import, surface: Surface) -> bool:
    """Whether an import may be mixed up with another; in a class it makes an attribute of that."""
    of_class = row.owner >= 0 and surface.definitions[row.owner].is_class
    return row.name not in ("", "*") and not row.context & CHOSEN and not of_class


def _confusable(uses: list[ImportUse]) -> list[ImportUse]:
    """The imports without those that a function makes for one of several like things.

    Methods of one name in several classes take each what their class stands for. Three modules that
    all have the name are told apart by it, and each function takes one: `http.start.start`,
    `prompts.safety.get_prompt`. So are two that are versions of one.
    """
    rows = [_function(use) for use in uses]
    if all(rows):
        homes = {use.answer.symbol.rpartition(".")[0] for use in uses}
        package = {home.rpartition(".")[0] for home in homes}
        if len(homes) >= _SEVERAL or _are_versions(homes) or _are_parts(package, uses[0].module):
            return []
    uses = [use for use, row in zip(uses, rows, strict=True) if row is None or not _is_local(use)]
    rows = [_function(use) for use in uses]
    methods = Counter(
        row.name for row in dict.fromkeys(rows)
        if row and row.owner >= 0 and not row.name.startswith("__")
    )  # fmt: skip
    return [
        use for use, row in zip(uses, rows, strict=True)
        if row is None or row.owner < 0 or methods[row.name] < 2
    ]  # fmt: skip


def _is_local(use: ImportUse) -> bool:
    """Whether a function gives what it imports another name: that is a variable of its own."""
    return use.row.alias and use.row.bound != use.row.name


def _are_parts(packages: set[str], module: Module) -> bool:
    """Whether modules are parts of one package below the importing one, each for a case of its own."""
    return len(packages) == 1 and next(iter(packages)).startswith(f"{module.source.package}.")


def _are_versions(homes: set[str]) -> bool:
    """Whether modules are one and its next version, of which each function takes one.

    `provider` and `provider_v2`, `events.provider` and `events.v1.provider`.
    """
    return len({tuple(filter(None, map(_unversioned, home.split(".")))) for home in homes}) == 1


def _unversioned(part: str) -> str:
    """A part of a dotted name without the version in it; "" where it is one."""
    return "" if _VERSION.fullmatch(part) else "_".join(stem(part))


def _function(use: ImportUse) -> Definition | None:
    """The function in which an import stands; None at module level."""
    owner = use.row.owner
    row = use.module.definition(owner) if owner >= 0 else None
    return row if row is not None and not row.is_class else None
