"""What is written into a picture: its conclusions, and the words of each box."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ssotlint.graph.communities import ALIKE, ASIDE, UNUSED, importing
from ssotlint.graph.folding import common_prefix, short
from ssotlint.graph.words import stem
from ssotlint.model.numbers import counted, listed
from ssotlint.model.picture import Kind, Node
from ssotlint.model.source import Role
from ssotlint.model.value import replace

if TYPE_CHECKING:
    from ssotlint.graph.boxes import Box, Boxes, Subject
    from ssotlint.graph.usage import OtherName, Usage

_NAMES = 8  # names that one box shows
_LISTED = 6  # names that a sentence lists
_FEW = 3  # files whose names are told
_TITLES = {
    UNUSED: "nobody imports these",
    ALIKE: "named alike, and something else",
    ASIDE: "stand-ins and copies",
}


def titles(boxes: Boxes) -> dict[int, str]:
    """What is written over each community."""
    companies: dict[int, list[Box]] = defaultdict(list)
    for box in boxes.all.values():
        companies[box.group].append(box)
    several = sum(number not in _TITLES for number in companies) > 1
    found = dict(_TITLES)
    for number, company in companies.items():
        if number not in _TITLES:
            files = importing(company)
            using = f"{counted(files, 'file uses', 'files use')} these"
            found[number] = f"community {number + 1}: {using}" if several else using
    return found


def node(id_: str, box: Box, usage: Usage, prefix: str) -> Node:
    """A box with its words."""
    first, subject = box.modules[0], box.subject
    if box.kind is Kind.ALIKE and subject is not None:
        return _defined(id_, box, subject, prefix)
    if subject is not None:
        users = len(usage.of(subject.symbol))
        said = (
            counted(users, "file imports it", "files import it") if users else "nobody imports it"
        )
        shown = _defined(id_, box, subject, prefix)
        return replace(shown, words=(said, *box.words), importers=users)
    if box.kind in (Kind.FOLD, Kind.TESTS, Kind.ASIDE):
        return _folded(id_, box, prefix)
    package = first.name.rpartition(".")[0] if first.source.is_package else first.source.package
    return Node(
        id=id_, kind=box.kind, label=first.name.rpartition(".")[2], home=short(package, prefix),
        name=first.name, path=first.path, line=1, words=tuple(box.words),
    )  # fmt: skip


def _defined(id_: str, box: Box, subject: Subject, prefix: str) -> Node:
    return Node(
        id=id_, kind=box.kind, label=subject.name, home=short(subject.module.name, prefix),
        name=subject.symbol, path=subject.module.path, line=subject.line, words=tuple(box.words),
    )  # fmt: skip


def _folded(id_: str, box: Box, prefix: str) -> Node:
    """One box for the files of a package, for tests, or for stand-ins."""
    modules = box.modules
    home = common_prefix([m.source.package for m in modules]) or "several packages"
    label = counted(len(modules), "file")
    if box.kind is Kind.TESTS:
        label = f"{label} of tests"
    named = [m.name.rpartition(".")[2] for m in modules] if len(modules) <= _FEW else []
    words = box.words if box.kind is Kind.ASIDE else [*named, *box.words]
    return Node(
        id=id_, kind=box.kind, label=label, home=short(home, prefix) or home, name=home,
        path=modules[0].path, line=1, files=len(modules), words=tuple(words),
    )  # fmt: skip


def other_names(names: Iterable[OtherName], subjects: Mapping[str, Subject]) -> list[str]:
    """The names that a module passes on, with how many files take each."""
    told: dict[str, int] = {}
    for row in names:
        own = subjects[row.symbol].name
        if row.name == own and not row.users:
            continue  # it imports the definition for itself
        shown = row.name if row.name == own else f"{row.name} = {own}"
        told[shown] = max(told.get(shown, 0), row.users)
    words = [f"{name} ({counted(n, 'file')})" if n else f"{name} (unused)"
             for name, n in told.items()]  # fmt: skip
    return _capped(words)


def called(names: Iterable[OtherName], subject: Subject) -> list[str]:
    """The other names that a module gives to what it defines."""
    found = [n for n in names if n.symbol == subject.symbol and n.name != subject.name]
    words = [f"also called {n.name}" + (f" ({counted(n.users, 'file')})" if n.users else "")
             for n in found]  # fmt: skip
    return _capped(words)


def stand_ins(subjects: Iterable[Subject]) -> list[str]:
    """Names of doubles and copies, the most frequent first."""
    count = Counter(subject.name for subject in subjects)
    words = [name if n == 1 else f"{name} ({n} times)"
             for name, n in sorted(count.items(), key=lambda row: (-row[1], row[0]))]  # fmt: skip
    return _capped(words)


def _capped(words: list[str]) -> list[str]:
    if len(words) <= _NAMES:
        return words
    left = len(words) - _NAMES + 1
    return [*words[: _NAMES - 1], f"and {counted(left, 'more name')}"]


def said(usage: Usage, subjects: Mapping[str, Subject], named_alike: Iterable[Subject],
         aside: Mapping[Role, list[Subject]]) -> Iterator[str]:  # fmt: skip
    """What is to be known first: how many there are, what to keep, and who uses the others."""
    used = {symbol: len(usage.of(symbol)) for symbol in subjects}
    renamed = [n.name for n in usage.names if n.name != subjects[n.symbol].name]
    alike = [subject.name for subject in named_alike]
    parts = [
        counted(len(subjects), "definition"),
        counted(len(renamed), "other name") if renamed else "",
        counted(len(alike), "class named alike", "classes named alike") if alike else "",
    ]
    if renamed or alike:
        yield f"{len(subjects) + len(renamed) + len(alike)} in all: {', '.join(filter(None, parts))}"
    yield from _numbers(usage, subjects, used)
    if renamed:
        yield f"other names: {_listed(renamed)}"
    if alike:
        yield f"named alike, and something else: {_listed(alike)}"
    for role, found in aside.items():
        where = "in tests" if role is Role.TEST else f"in {role.value} files"
        yield f"{counted(len(found), 'stand-in')} {where}: {_listed(s.name for s in found)}"
    yield from _measured(usage)
    kept, why = usage.keep
    if kept:
        yield f"keep {kept}: {why}"
    others = [(n, s) for s, n in used.items() if n and s != kept]
    for number, symbol in sorted(others, key=lambda r: (-r[0], r[1]))[:_LISTED]:
        how = ", of the same design" if symbol in usage.kin else " instead" if kept else ""
        yield f"{counted(number, 'file imports', 'files import')} {symbol}{how}"
    idle = [symbol for symbol, n in used.items() if not n and symbol != kept]
    if idle:
        yield f"nobody imports {_listed(symbol.rpartition('.')[2] for symbol in idle)}"


def _numbers(
    usage: Usage, subjects: Mapping[str, Subject], used: Mapping[str, int]
) -> Iterator[str]:
    files = len({path for symbol in subjects for path in usage.of(symbol)})
    total = counted(files, "file imports", "files import")
    if len(used) == 1:
        yield f"1 definition; {total} it"
    else:
        yield (f"{len(used)} definitions, {sum(n > 0 for n in used.values())} of them imported; "
               f"{total} at least one")  # fmt: skip


def _measured(usage: Usage) -> Iterator[str]:
    measured = usage.measured
    if measured is None:
        return
    concept, found = measured
    number = len(concept.designs)
    worst = 1 - 1 / number
    apart = f", {found.communities} communities that share none" if found.communities > 1 else ""
    mixed = f", {counted(len(found.mixing), 'file mixes', 'files mix')} two" if found.mixing else ""
    yield (
        f"{number} unrelated designs, {found.rivals} of them in use{apart}{mixed}; "
        f"fragmentation {found.measure:.2f} (0: all use one, {worst:.2f}: all are used alike)"
    )


def _listed(names: Iterable[str]) -> str:
    unique = sorted(dict.fromkeys(names), key=lambda name: (len(stem(name)), name))
    return listed(unique, _LISTED)
