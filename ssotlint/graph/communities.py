"""Which boxes of a picture hang together."""

from collections import defaultdict
from collections.abc import Iterable

from ssotlint.graph.boxes import Box, Boxes
from ssotlint.model.picture import Kind

UNUSED, ALIKE, ASIDE = 10_000, 10_001, 10_002
"""Groups that are no communities, behind those that are."""
_LONELY = (Kind.UNUSED, Kind.KEEP)
_IMPORTING = (Kind.IMPORTER, Kind.FOLD, Kind.TESTS, Kind.PASSES)
_APART = {Kind.ALIKE: ALIKE, Kind.ASIDE: ASIDE}


class _Groups:
    """Keys in groups that are joined one by one."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._leader = {key: key for key in keys}

    def add(self, key: str) -> None:
        self._leader[key] = key

    def find(self, key: str) -> str:
        while self._leader[key] != key:
            key = self._leader[key]
        return key

    def join(self, first: str, second: str) -> None:
        one, two = self.find(first), self.find(second)
        self._leader[max(one, two)] = min(one, two)

    def all(self) -> list[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self._leader:
            found[self.find(key)].append(key)
        return list(found.values())


def part(boxes: Boxes) -> None:
    """Give each box its community: what production code joins; tests go where they import from."""
    groups = _Groups(boxes.all)
    for source, target, _ in boxes.lines:
        if boxes.all[source].kind is not Kind.TESTS:
            groups.join(source, target)
    _share_tests(boxes, groups)
    companies: list[list[str]] = []
    for company in groups.all():
        first = boxes.all[company[0]]
        if len(company) > 1 or first.kind not in (*_LONELY, *_APART):
            companies.append(company)
        else:
            first.group = _APART.get(first.kind, UNUSED)
    companies.sort(key=lambda company: (-importing(boxes.all[k] for k in company), company))
    for number, company in enumerate(companies):
        for key in company:
            boxes.all[key].group = number


def importing(company: Iterable[Box]) -> int:
    """How many files of a community import something."""
    return sum(len(box.modules) for box in company if box.kind in _IMPORTING)


def _share_tests(boxes: Boxes, groups: _Groups) -> None:
    """Tests stand in each community that they import from: they join none with another."""
    for key in [key for key, box in boxes.all.items() if box.kind is Kind.TESTS]:
        arrows = [arrow for arrow in boxes.lines if arrow[0] == key]
        homes = sorted({groups.find(target) for _, target, _ in arrows})
        parts = {h: [a for a in arrows if groups.find(a[1]) == h] for h in homes}
        box = boxes.all[key]
        for number, (home, own) in enumerate(parts.items()):
            copy = key if number == 0 else f"{key} {number}"
            using = {line.path for arrow in own for line in boxes.lines[arrow]}
            modules = [m for m in box.modules if m.path in using]
            words = ["they import from other communities too"] if len(homes) > 1 else []
            boxes.all[copy] = Box(Kind.TESTS, modules, words=words)
            groups.add(copy)
            groups.join(copy, home)
            for arrow in own if number else ():
                boxes.lines[copy, arrow[1], arrow[2]] = boxes.lines.pop(arrow)
