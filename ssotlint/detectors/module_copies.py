"""Which files are written more than once: backups, copied trees, `_v2` twins.

A file is compared as one bag of statements, headers without what they hold. Candidates say the
same as a whole, or share functions that few files have: those are counted in an inverted index.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePosixPath
from typing import NamedTuple

from ssotlint.detectors.canonical import Candidate, Owners
from ssotlint.detectors.domains import Borders, CopyEvidence, compatible
from ssotlint.detectors.fragments import Variant, parts_of, wholes_of
from ssotlint.detectors.stars import stars
from ssotlint.detectors.view import View
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.facts import Body
from ssotlint.model.place import Span

# A file of fewer statements is a page of definitions, which their own rules compare.
_LEAST = 12
_SEVERAL = 2  # a file that defines one thing is that thing
# Definitions that only lead to others: a framework wants to find them in each place.
_NO_WORK = frozenset((Body.STUB, Body.DELEGATE, Body.PRESET, Body.ACCESSOR, Body.CONSTANT))
_ALIKE = 0.85  # of the weight of the statements
_SHARED = 0.5  # of the functions that a file must share to be compared
_LISTED = 4
# What more files hold is a habit and no trace of copying.
_COMMON = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleCopiesEvidence(CopyEvidence):
    """What two files have in common.

    ``similarity`` is the share of their statements; ``definitions`` counts the functions and
    classes of the copy, ``equal`` those that say the same in both; ``differences`` names the
    others. ``cycle`` is the import cycle that sharing would make.
    """

    similarity: float = 0.0
    definitions: int = 0
    equal: int = 0
    differences: tuple[str, ...] = ()
    cycle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModuleCopiesOptions:
    """None."""


EVIDENCE = ModuleCopiesEvidence
OPTIONS = ModuleCopiesOptions
VERDICTS: tuple[str, ...] = ()


class _File(NamedTuple):
    """A file as what it says as a whole and, by qualified name, in its definitions."""

    module: Module
    whole: Variant
    parts: dict[str, str]
    works: bool  # whether a definition does more than to lead to others


def detect(view: View, options: ModuleCopiesOptions) -> Iterator[Case]:
    """One case a group of files, the canonical one first."""
    del options
    files = _files(view)
    edges: dict[int, dict[int, float]] = defaultdict(dict)
    for i, j in _candidates(files):
        share = _alike(files[i], files[j])
        if share >= _ALIKE:
            edges[i][j] = edges[j][i] = share
    owners, importers = Owners(view), _importers(view)
    for centre, around in stars([1] * len(files), edges).items():
        if around:
            nodes = (centre, *around)
            able = [n for n in nodes if all(n == o or o in edges[n] for o in nodes)]
            yield _case([files[n] for n in nodes], [files[n] for n in able], owners, importers)


def _alike(first: _File, second: _File) -> float:
    if not compatible(first.whole.domain, second.whole.domain):
        return 0.0
    if min(first.whole.bag.size, second.whole.bag.size) < _LEAST:
        return 0.0
    if not (first.works and second.works) and not _are_twins(first.module, second.module):
        return 0.0
    return first.whole.bag.shared(second.whole.bag)


def _are_twins(first: Module, second: Module) -> bool:
    """Whether one file is named after the other beside it: ``locator_refactored.py``."""
    (folder, name), (other, twin) = (
        (path.parent, path.stem) for path in map(PurePosixPath, (first.path, second.path))
    )
    return folder == other and (name.startswith(twin) or twin.startswith(name))


def _candidates(files: list[_File]) -> list[tuple[int, int]]:
    """Pairs of positions, each once, in order."""
    holders: dict[str, list[int]] = defaultdict(list)
    wholes: dict[str, list[int]] = defaultdict(list)
    for position, one in enumerate(files):
        wholes[one.whole.text].append(position)
        for text in set(one.parts.values()):
            holders[text].append(position)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if len(held) <= _COMMON:
            shared.update(combinations(held, 2))
    found = {pair for held in wholes.values() if len(held) <= _COMMON
             for pair in combinations(held, 2)}  # fmt: skip
    for (i, j), count in shared.items():
        if count >= _SHARED * min(len(files[i].parts), len(files[j].parts)):
            found.add((i, j))
    return sorted(found)


def _files(view: View) -> list[_File]:
    borders = Borders(view)
    found: list[_File] = []
    for module, text in wholes_of(view):
        if module.path.endswith("__init__.py"):
            continue  # it collects what others define
        rows = module.surface.definitions
        own = [row for row in rows if row.owner < 0]
        if len(own) < _SEVERAL:
            continue
        names = [row.qualname for row in rows]
        parts = dict(zip(names, parts_of(module, text), strict=True))
        works = any(row.body not in _NO_WORK for row in own)
        found.append(_File(module, Variant(text, borders.of(module)), parts, works))
    return sorted(found, key=lambda file: file.module.path)


def _importers(view: View) -> dict[str, set[str]]:
    """The files that import something from each module, by its dotted name."""
    found: dict[str, set[str]] = defaultdict(set)
    for use in view.graph.importers.uses:
        found[use.base].add(use.module.path)
    return found


def _case(files: list[_File], able: list[_File], owners: Owners,
          importers: dict[str, set[str]]) -> Case:  # fmt: skip
    choice = owners.choose(
        [Candidate(f.module.name, f.module, len(importers[f.module.name])) for f in able]
    )
    owner = able[choice.position]
    copies = sorted((f for f in files if f is not owner), key=lambda file: file.module.path)
    return Case(
        detector="module_copies", subject=owner.module.name, title=f"copies of {owner.module.path}",
        members=tuple(_member(f, owner, owners, importers) for f in (owner, *copies)),
        canonical=0, why=choice.why,
    )  # fmt: skip


def _member(file: _File, owner: _File, owners: Owners, importers: dict[str, set[str]]) -> Member:
    module = file.module
    place = module.place(Span(1, 1, max(module.surface.lines, 1), 1))
    differences = _differences(owner.parts, file.parts)
    return Member(
        place=place,
        symbol=module.name,
        extent=place,
        evidence=ModuleCopiesEvidence(
            proof="statements",
            similarity=round(_alike(owner, file), 3),
            definitions=len(file.parts),
            equal=sum(owner.parts.get(name) == text for name, text in file.parts.items()),
            differences=(*differences[:_LISTED], *_more(differences)),
            cycle=owners.cycle(owner.module, module),
        ),
        suspect=file is not owner,
        target=module.path,
        importers=len(importers[module.name]),
        drifted=bool(differences) and file is not owner,
    )


def _differences(ours: dict[str, str], theirs: dict[str, str]) -> list[str]:
    """The innermost definitions that one lacks or that say something else."""
    lacks = [f"lacks `{name}`" for name in ours if name not in theirs]
    adds = [f"adds `{name}`" for name in theirs if name not in ours]
    edited = [name for name, text in theirs.items() if ours.get(name, text) != text]
    inner = [n for n in edited if not any(o.startswith(f"{n}.") for o in edited)]
    return [*(f"edits `{name}`" for name in inner), *lacks, *adds]


def _more(differences: list[str]) -> tuple[str, ...]:
    more = len(differences) - _LISTED
    return (f"and {more} more",) if more > 0 else ()
