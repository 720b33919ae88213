"""Within which borders a fact must be single."""

import os.path
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from ssotlint.detectors.view import View
from ssotlint.graph.words import is_release
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.place import Place
from ssotlint.model.source import Role, SourceFile
from ssotlint.model.value import replace
from ssotlint.project.domains import SHARED
from ssotlint.project.vendored import vendored

# `v1`, `v2beta1`, `_4`: a package's own number; folders of examples, of what a generator writes out for
# a new project, and of what others wrote; files that are called examples.
_NUMBERED = re.compile(r"(?<![^/])(?:v\d+\w*|_+\d+)/")
_SOME = 3  # files are no coincidence
_EXAMPLE = re.compile(
    r"(?<![^/])(?:(?:\w+_)?examples|example(?:_\w+)?"
    r"|(?:project|app)_templates?|cookiecutter[^/]*|templates/[^/]+)/"
    r"|(?<![^/])(?:example_[^/]+|(?:\w+_)?examples)\.py\Z"
    r"|(?-i:(?<=[a-z])Example(?![a-z])[^/]*\.py\Z)",
    re.IGNORECASE,
)
# The same, where no package calls a part of its own so: `shop/cookbook/` is about recipes.
_LESSON = re.compile(r"(?<![^/])(?:tutorials?|cookbooks?)/", re.IGNORECASE)
# What a package was on a day is left as it is.
_DATED = re.compile(r"(?<![^/])(?:\w+_)?v?(?:19|20)\d\d_?[01]\d_?[0-3]\d/")
# What a schema was in each version is left as it is, too: `versions/schema_2.py`.
# A number in a word (`oauth2.py`) is none of a version.
_VERSION = re.compile(
    r"(?<![^/])versions/(?:[^/]*(?<![^\W_]))?(?:v\d[a-z\d]*|\d+)(?=[_.])[^/]*\.py$"
)
# A folder of migrations, and what bears the number of a revision.
_MIGRATIONS = re.compile(
    r"(?<![^/])(?:\w+_)?migrations?/|(?<![0-9a-z])(?=[0-9a-f]*\d)[0-9a-f]{12}(?![0-9a-z])"
)


class CopyEvidence(Evidence, frozen=True, kw_only=True):
    """What is told of every copy.

    ``cross_domain`` says that it is another domain's twin; ``on_purpose`` that a comment at one of
    both knows of the other, and ``purpose`` what that says; ``credited`` that a comment names the
    other, or one original of both, by its dotted name. ``hindrance`` says why a copy cannot
    import its owner, ``home`` where both could find it then, and ``homeless`` that there is no such
    place.
    """

    cross_domain: bool = False
    hindrance: str = ""
    home: str = ""
    homeless: bool = False
    on_purpose: bool = False
    purpose: str = ""
    credited: bool = False


class Borders:
    """The domains of a view's modules; what stands in another edition is a domain of its own.

    To a view that crosses them they are all one; editions are not.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._known: dict[str, str] = {}

    def of(self, module: Module) -> str:
        """The domain within which what a module says must be said once."""
        path = module.path
        found = self._known.get(path)
        if found is None:
            edition = self._edition(module) or _unreachable(module) or self._island(path)
            found = self._known[path] = self._in(edition, module)
        return found

    def around(self, module: Module) -> str:
        """The same of a tree: the service that holds a vendored one is answerable for it."""
        return self._in(self._numbered(module.path), module)

    def _in(self, edition: str, module: Module) -> str:
        if self._view.crossing:
            return f" {edition}" if edition else ""
        domain = domain_of(module, self._view)
        world = "" if domain == SHARED else self._view.graph.worlds.of(module)
        return " ".join((domain, *filter(None, (world, edition))))

    def _island(self, path: str) -> str:
        return self._view.graph.worlds.island(path)

    def _edition(self, module: Module) -> str:
        path = module.path
        return (
            vendored(path) or _alone(module) or self._numbered(path) or frozen(path) or _dated(path)
        )

    def _numbered(self, path: str) -> str:
        known = self._view.index.layout(editions)
        return next((f for f in _numbered(path) if f in known), "")


def _alone(module: Module) -> str:
    """The path of what stays without the others, "" for all else.

    An example or a template is to be read alone, and a version of a schema is kept as it was.
    """
    return module.path if shown(module) or _VERSION.search(module.path) else ""


def _unreachable(module: Module) -> str:
    """The folder that no import can name in which a module lies, "" for others.

    What lies in ``skills/google-mail/`` is run from there, and can take nothing from another skill.
    """
    parts = module.name.split(".")[:-1]
    named = next((part for part in parts if not part.isidentifier()), "")
    before, found, _ = module.path.partition(f"/{named}/")
    return f"{before}{found}" if named and found else ""


def frozen(path: str) -> str:
    """The folder of migrations in which a path lies: what they need of the code, they keep."""
    found = _MIGRATIONS.search(path)
    return path[: found.end()] if found is not None else ""


def _dated(path: str) -> str:
    """The folder with a date in its name in which a path lies."""
    found = _DATED.search(path)
    return path[: found.end()] if found is not None else ""


def shown(module: Module) -> str:
    """The folder of examples in which a file lies, "" for none."""
    path = module.path
    found = _EXAMPLE.search(path)
    if found is None and module.source.role is not Role.PRODUCTION:
        found = _LESSON.search(path)
    return path[: found.end()] if found is not None else ""


def editions(sources: Iterable[SourceFile]) -> frozenset[str]:
    """Folders that hold another edition of what stands around them or in their like.

    ``v1/`` is one when half of its files stand around it, or in ``v2/`` beside it, too, or a quarter
    that are three at least. The package keeps an old interface as it was, or prepares a new one,
    and what is alike in both is meant to be.
    """
    files = {source.path for source in sources}
    inside: dict[str, list[str]] = defaultdict(list)
    for path in files:
        for folder in () if path.endswith("__init__.py") else _numbered(path):
            inside[folder].append(path[len(folder) :])
    beside: dict[str, list[str]] = defaultdict(list)
    for folder in inside:
        beside[_around(folder)].append(folder)

    def is_edition(folder: str, names: list[str]) -> bool:
        places = [_around(folder), *(set(beside[_around(folder)]) - {folder})]
        twins = sum(any(place + name in files for place in places) for name in names)
        return len(names) <= 2 * twins or (twins >= _SOME and len(names) <= 4 * twins)

    return frozenset(folder for folder, names in inside.items() if is_edition(folder, names))


def are_releases(first: str, second: str) -> bool:
    """Whether two paths part at a file ``v1.py`` and what stands beside it, ``v2.py`` or ``v2/``.

    They are editions to each other alone: what stands elsewhere, each may repeat no more than
    any other file.
    """
    around = PurePosixPath(os.path.commonpath((first, second)))
    heads = [PurePosixPath(path).relative_to(around).parts for path in (first, second)]
    is_file = any(len(parts) == 1 for parts in heads)
    return (
        first != second
        and is_file
        and all(is_release(parts[0].removesuffix(".py")) for parts in heads)
    )


def _numbered(path: str) -> Iterable[str]:
    """The folders in which a path lies that are called by a number."""
    return [path[: match.end()] for match in _NUMBERED.finditer(path)]


def _around(folder: str) -> str:
    return folder[: folder.rstrip("/").rfind("/") + 1]


def domain_of(module: Module, view: View) -> str:
    """The domain of a file; a test or script without one belongs to what it imports most."""
    return module.source.domain or view.graph.imported.leaning(module.path)


def twins_of(case: Case, view: View, told: Collection[Place]) -> Case:
    """A case found across domains, with one suspect for each domain other than the owner's.

    That is the first which is not ``told`` already: what a domain says twice is told without
    regard to others. What is shared is everybody's own.
    """
    domains = [domain_of(view.index.by_path[m.place.path], view) for m in case.members]
    held = {domains[case.canonical or 0], SHARED}
    members: list[Member] = []
    for member, domain in zip(case.members, domains, strict=True):
        twin = member.suspect and domain not in held and member.place not in told
        if twin:
            held.add(domain)
        evidence = _abroad(member.evidence) if twin else member.evidence
        members.append(replace(member, suspect=twin, evidence=evidence))
    return replace(case, members=tuple(members))


def _abroad(evidence: Evidence) -> Evidence:
    return replace(evidence, cross_domain=True) if isinstance(evidence, CopyEvidence) else evidence


def compatible(first: str, second: str) -> bool:
    """Whether what stands in both domains is one fact said twice."""
    return first == second or SHARED in (first, second)
