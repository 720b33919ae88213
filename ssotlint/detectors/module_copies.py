"""Which files are written more than once: backups, copied trees, `_v2` twins.

A file is compared as one bag of statements, headers without what they hold. Candidates say the
same as a whole, or share functions that few files have: those are counted in an inverted index.
Folders that are copies of each other are told first, and what they hold no more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from pathlib import PurePosixPath
from typing import cast

from ssotlint.detectors.canonical import Candidate, Owners, are_twins
from ssotlint.detectors.counts import Counts, of_file
from ssotlint.detectors.domains import Borders
from ssotlint.detectors.file_crowd import COMMON, SHARED, crowd_of
from ssotlint.detectors.files import COVERS, File, covers_of, files_of
from ssotlint.detectors.plug_ins import PlugIns
from ssotlint.detectors.repeats import ModuleCopiesEvidence, in_words
from ssotlint.detectors.sharing import lowest_package
from ssotlint.detectors.stars import hubs, link, stars
from ssotlint.detectors.tree_copies import TreeCopies
from ssotlint.detectors.tree_search import TreeSearch
from ssotlint.detectors.view import View
from ssotlint.facts.portable import module_digest, text_digest
from ssotlint.graph.imported import Imported
from ssotlint.graph.resolution import Status
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.facts import Surface
from ssotlint.model.options import Options
from ssotlint.model.place import Span
from ssotlint.model.source import Role
from ssotlint.model.value import replace

_NEARLY = 0.999  # of what is alike in all but texts
_ALIKE = 0.85  # of the weight of the statements


EVIDENCE = ModuleCopiesEvidence
OPTIONS = Options
ASPECTS = (covers_of,)
ROLES = frozenset({Role.BACKUP})
"""Where it reports besides: a backup is told as one, and nothing that it holds."""


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a group of folders, and then of files, the canonical one first."""
    files = files_of(view)
    owners, imported = Owners(view), view.graph.imported
    pairs = _candidates(files)
    borders = Borders(view)
    search = TreeSearch(
        files, ((files[i], files[j]) for i, j in pairs), lambda file: borders.around(file.module)
    )
    trees = TreeCopies(search, owners, view)
    yield from trees.cases()
    known = {files[n].path for pair in pairs for n in pair} | search.compared_files
    view.leave(COVERS, lambda numbers: crowd_of(files, numbers, known, search))
    plug_ins = PlugIns(view)

    def share(one: int, other: int) -> float:
        pair = files[one], files[other]
        found = alike(*pair) if trees.told.isdisjoint(file.path for file in pair) else 0.0
        return found if found >= _ALIKE else 0.0

    edges: dict[int, dict[int, float]] = defaultdict(dict)
    link(edges, pairs, share)
    for centre, around in stars([1] * len(files), edges).items():
        if around:
            nodes = (centre, *around)
            able = [files[n] for n in hubs(nodes, edges)]
            case = _case([files[n] for n in nodes], able, owners, view)
            case = _without_asked(case, plug_ins, imported, view)
            if any(member.suspect for member in case.members):
                yield case


def alike(first: File, second: File) -> float:
    """The share of their statements, 0 when one is no copy of the other whatever they say."""
    if not (first.cover.enough and second.cover.enough and first.may_repeat(second)):
        return 0.0
    if not (first.cover.works and second.cover.works) and not _are_twins(first, second):
        return 0.0
    if _are_two_interfaces(first, second):
        return 0.0
    return first.whole.bag.shared(second.whole.bag)


def obstacles(view: View, first: str, second: str) -> Iterator[str]:
    """What keeps two files from being one group, in words, the first to decide in front."""
    known = {file.module.name: file for file in files_of(view)}
    for name in (first, second):
        if name not in known:
            yield f"{name} is no file among which copies are sought"
        elif not known[name].cover.enough:
            yield f"{name} is too small: it takes twelve statements and two definitions"
    if first not in known or second not in known or alike(known[first], known[second]) >= _ALIKE:
        return
    ours, theirs = known[first], known[second]
    if not (ours.cover.works and theirs.cover.works):
        yield "one of them only leads to others, which a framework may ask of each place"
    if _are_two_interfaces(ours, theirs):
        yield "they offer one thing plain and asynchronously"
        return
    share = ours.whole.bag.shared(theirs.whole.bag)
    yield f"{share:.2f} of their statements are equal, and copies have at least {_ALIKE:.2f}"


def _are_two_interfaces(first: File, second: File) -> bool:
    """Whether one file is the asynchronous one of two: ``client.py``, ``asynchronous/client.py``.

    What both say plain is told of each function.
    """
    return are_twins(first.module.name, second.module.name)


def _are_twins(first: File, second: File) -> bool:
    """Whether one file is named after the other beside it: ``locator_refactored.py``."""
    name, twin = (PurePosixPath(file.path).stem for file in (first, second))
    return first.folder == second.folder and (name.startswith(twin) or twin.startswith(name))


def _candidates(files: list[File]) -> list[tuple[int, int]]:
    """Pairs of positions, each once, in order."""
    holders: dict[int, list[int]] = defaultdict(list)
    wholes: dict[int, list[int]] = defaultdict(list)
    for position, one in enumerate(files):
        wholes[one.cover.whole].append(position)
        for part in set(one.cover.parts):
            holders[part].append(position)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if len(held) <= COMMON:
            shared.update(combinations(held, 2))
    found = {pair for held in wholes.values() if len(held) <= COMMON
             for pair in combinations(held, 2)}  # fmt: skip
    for (i, j), count in shared.items():
        if count >= SHARED * min(len(files[i].cover.parts), len(files[j].cover.parts)):
            found.add((i, j))
    return sorted(found)


def _case(files: list[File], able: list[File], owners: Owners, view: View) -> Case:
    imported, counts = view.graph.imported, Counts(view)
    choice = owners.choose(
        [
            Candidate(
                f.module.name, f.module, partial(counts.deciding, of_file(f.path)),
                unread=not imported.is_used(f.path),
            )
            for f in able
        ]
    )  # fmt: skip
    owner = able[choice.position]
    copies = sorted((f for f in files if f is not owner), key=lambda file: file.path)
    return Case(
        detector="module_copies", subject=owner.module.name, title=f"copies of {owner.path}",
        members=tuple(_member(f, owner, owners, view) for f in (owner, *copies)),
        canonical=0, why=choice.why,
    )  # fmt: skip


def _member(file: File, owner: File, owners: Owners, view: View) -> Member:
    module = file.module
    own = [] if file.is_backup else _own_names(owner.module, module, view)
    package = lowest_package(owner.module, module)
    place = module.place(Span(1, 1, max(module.lines, 1), 1))
    differences = _differences(owner.parts, file.parts)
    # Nobody who asks for what the one defines would find it in the other.
    is_whole = not own and not owner.parts.keys().isdisjoint(file.parts)
    return Member(
        place=place,
        symbol=module.name,
        evidence=ModuleCopiesEvidence(
            proof="statements",
            copy=file.path,
            original=owner.path,
            similarity=round(min(alike(owner, file), _NEARLY if differences else 1.0), 3),
            definitions=len(file.parts),
            equal=sum(owner.parts.get(name) == text for name, text in file.parts.items()),
            differences=(*differences, *(f"imports another `{name}`" for name in own)),
            cycle=owners.cycle(owner.module, module) if is_whole else (),
            backup=file.is_backup,
            own=not is_whole,
            whole=is_whole,
            home=f"a module of {package}" if package else "one module",
        ),
        suspect=file is not owner,
        target=file.path,
        counted=of_file(file.path),
        drifted=bool(differences) and file is not owner,
        difference=_difference(owner.parts, file.parts, own) if file is not owner else "",
    )


def _own_names(owner: Module, copy: Module, view: View) -> list[str]:
    """The names under which two files import things of ours that are not the same."""
    resolver = view.graph.resolver

    def meant(module: Module, name: str) -> str:
        answer = resolver.attribute(module, name)
        return answer.symbol if answer.status in (Status.SYMBOL, Status.MODULE) else ""

    names = set(owner.picked(_imports)) & set(copy.picked(_imports))
    pairs = {name: (meant(owner, name), meant(copy, name)) for name in sorted(names)}
    return [name for name, (ours, theirs) in pairs.items() if ours and theirs and ours != theirs]


def _imports(surface: Surface) -> list[str]:
    """The names that a file imports at its top."""
    return [row.bound for row in surface.imports if row.owner < 0]


def _without_asked(case: Case, plug_ins: PlugIns, imported: Imported, view: View) -> Case:
    """The case without what each package of one shape has for itself, or for what loads it.

    A run that asks for the twins in other domains is told.
    """
    owner, *copies = case.members
    modules = view.index.by_path

    def is_asked(copy: Member) -> bool:
        pair = modules[owner.place.path], modules[copy.place.path]
        return plug_ins.are_asked(*pair) and all(
            plug_ins.is_of_either(modules[user], *pair)
            for one in pair
            for user in imported.by(one.path)
        )

    told = view.config.cross_domain
    members = [
        replace(
            copy,
            evidence=replace(cast("ModuleCopiesEvidence", copy.evidence), asked=True),
            suspect=copy.suspect and told,
        )
        if is_asked(copy)
        else copy
        for copy in copies
    ]
    return replace(case, members=(owner, *members))


def _difference(ours: dict[str, str], theirs: dict[str, str], own: list[str]) -> str:
    """A digest of what the definitions of one say otherwise, "" where that is nothing."""
    names = sorted(name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name))
    said = [(name, sorted(_digest(one.get(name)) for one in (ours, theirs))) for name in names]
    return text_digest(repr((said, own))) if said or own else ""


def _digest(text: str | None) -> str:
    return module_digest(text) if text is not None else ""


def _differences(ours: dict[str, str], theirs: dict[str, str]) -> tuple[str, ...]:
    """The innermost definitions that one lacks or that say something else."""
    edited = [name for name, text in theirs.items() if ours.get(name, text) != text]
    return in_words(
        [n for n in edited if not any(o.startswith(f"{n}.") for o in edited)],
        [name for name in ours if name not in theirs],
        [name for name in theirs if name not in ours],
    )
