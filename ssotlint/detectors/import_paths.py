"""Which symbols are imported through more than one path in a domain?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ssotlint.detectors.scopes import scope_of
from ssotlint.detectors.view import View
from ssotlint.graph.aliases import Alias
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.paths import Choice, Path, choose, paths_of
from ssotlint.graph.resolution import Resolution, Status, Step
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Context
from ssotlint.model.place import Place, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPathsEvidence(Evidence):
    """The path that is used and the one that should be.

    ``imported`` is the symbol by its origin, ``path`` the used ``name`` of the used ``module``,
    ``paths`` are all paths with the number of files that use each, ``statement`` is the text of
    the import that should stand there.
    """

    imported: str
    name: str
    module: str
    path: str
    canonical_path: str
    statement: str = ""
    paths: tuple[str, ...] = ()
    type_checking_only: bool = False


@dataclass(frozen=True, slots=True)
class ImportPathsOptions:
    """Symbols, by their origin and with ``*``, that may be imported from anywhere."""

    allow: tuple[str, ...] = ()


EVIDENCE = ImportPathsEvidence
OPTIONS = ImportPathsOptions
VERDICTS: tuple[str, ...] = ()


def detect(view: View, options: ImportPathsOptions) -> Iterator[Case]:
    """One case a symbol and domain; a suspect each import that does not use the canonical path."""
    owned = {module.path for module in view.owned()}
    for symbol in sorted(view.graph.importers.by_origin):
        if any(fnmatchcase(symbol, glob) for glob in options.allow):
            continue
        by_domain: dict[str, list[ImportUse]] = defaultdict(list)
        for use in view.graph.importers.by_origin[symbol]:
            if use.module.path in owned and _counts(use):
                by_domain[view.graph.domains.of(use.module)].append(use)
        for domain in sorted(by_domain):
            paths = paths_of(by_domain[domain])
            if len({path.module.path for path in paths}) > 1:
                yield from _case(symbol, paths, view)


def _counts(use: ImportUse) -> bool:
    """Whether an import chooses a path: not a module, a star, or what stands in for a failure.

    A module that imports a name to offer it makes a path and is no user of one.
    """
    answer, row = use.answer, use.row
    if answer.status is not Status.SYMBOL or not row.name or row.name == "*":
        return False
    if row.context & (Context.FALLBACK | Context.EXPECTED):
        return False
    return not _is_offered(use)


def _is_offered(use: ImportUse) -> bool:
    """Whether a name is imported for others: ``__all__``, ``X as X``, or a package's collecting."""
    own, row = use.module, use.row
    if row.bound in (own.surface.exports or ()) or (row.alias and row.bound == row.name):
        return True
    is_below = use.base.startswith(f"{own.name}.")
    return own.source.is_package and is_below and not row.context & Context.DEFERRED


def _case(symbol: str, paths: list[Path], view: View) -> Iterator[Case]:
    answer = paths[0].uses[0].answer
    if answer.module is None:
        return
    choice = choose(paths, answer.module, answer.name, view.config.canonical)
    suspects = [
        (path, use)
        for path in paths
        if path.module is not choice.path.module  # two names in one module are one path
        for use in path.uses
        if not _is_at_home(use, path, choice, answer, view)
    ]
    if not suspects:
        return
    counts = tuple(f"{path.text} {path.importers}" for path in paths)
    context = _context(paths, choice, answer, view.graph.aliases.get(symbol, ()))
    members = [_suspect(path, use, choice, symbol, counts) for path, use in suspects]
    members.sort(key=lambda m: (m.place.path, m.place.span, m.target))
    yield Case(
        detector="import_paths",
        subject=symbol,
        title=f"{symbol} is imported through {len(paths)} paths",
        members=(*context, *members),
        canonical=0,
        why=choice.why,
    )


def _is_at_home(use: ImportUse, path: Path, choice: Choice, answer: Resolution, view: View) -> bool:
    """Whether an import has a reason to avoid the canonical path.

    The modules of a package import from the origin or from the package, as they like, and a
    package collects what it offers from its own modules. A module that the canonical one loads
    cannot load that in turn.
    """
    canonical = choice.path
    origin, own = answer.module, use.module
    if canonical.holds(own):
        return True
    if origin is not None and path.is_facade_of(origin) and path.holds(own):
        return True
    if own.source.is_package and path.module.name.startswith(f"{own.name}."):
        return True
    if use.row.context & (Context.DEFERRED | Context.TYPING) or canonical.module is origin:
        return False
    return view.graph.dependencies.reaches(canonical.module.path, use.module.path)


def _context(
    paths: list[Path], choice: Choice, answer: Resolution, aliases: Iterable[Alias]
) -> list[Member]:
    """The binding that the canonical path reaches, then the origin, re-exports and aliases."""
    steps: dict[tuple[str, int], tuple[Step, str]] = {}
    origin = answer.chain[-1]
    if choice.path.uses:
        steps[choice.path.step.path, choice.path.step.line] = (choice.path.step, "canonical path")
    steps.setdefault((origin.path, origin.line), (origin, "where it is defined"))
    for path in paths:
        for step in path.uses[0].answer.chain[:-1]:
            steps.setdefault((step.path, step.line), (step, f"passes it on as {step.name}"))
    for alias in aliases:
        line = alias.binding.span.line
        step = Step(alias.module.name, alias.binding.name, alias.module.path, line)
        steps.setdefault((step.path, line), (step, f"another name of it: {step.name}"))
    return [_member_at(step, note) for step, note in steps.values()]


def _member_at(step: Step, note: str) -> Member:
    place = Place(step.path, Span(step.line, 1, step.line, 1))
    text = f"{step.module}.{step.name}"
    evidence = ImportPathsEvidence(
        imported=text, name=step.name, module=step.module, path=text, canonical_path=""
    )
    return Member(place=place, symbol=text, extent=place, evidence=evidence, suspect=False,
                  target="binding", note=note)  # fmt: skip


def _suspect(
    path: Path, use: ImportUse, choice: Choice, symbol: str, counts: tuple[str, ...]
) -> Member:
    place = use.module.place(use.row.span)
    wanted = choice.path.name
    renamed = f" as {use.row.bound}" if use.row.bound != wanted else ""
    evidence = ImportPathsEvidence(
        imported=symbol,
        name=path.name,
        module=path.module.name,
        path=path.text,
        canonical_path=choice.path.text,
        statement=f"from {choice.path.module.name} import {wanted}{renamed}",
        paths=counts,
        type_checking_only=bool(use.row.context & Context.TYPING),
    )
    return Member(
        place=place,
        symbol=scope_of(use),
        extent=place,
        evidence=evidence,
        target=path.text if use.row.bound == use.row.name else f"{path.text} as {use.row.bound}",
        note=f"imports it from {path.module.name}",
    )
