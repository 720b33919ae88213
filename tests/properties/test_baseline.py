"""Random edits of a package with accepted copies: the verdict is what the edits did.

Moving, renaming and reformatting are nothing new; one copy more is, in whatever group; a copy that
says something else now is; and what has gone is asked back.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ssotlint.engine import keeping
from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import investigate
from ssotlint.model.report import Report
from ssotlint.project.root import BASELINE_FILE
from tests.strategies import examples

BODIES = {
    "describe_state": """
def {name}(state{notes}):
    if state is None:
        return "unknown"
    label = getattr(state, "name", None)
    if label and len(label) > {number}:
        return label.lower().strip()
    return str(state)
""",
    "pack_lines": """
def {name}(lines{notes}):
    packed = []
    for line in lines:
        if not line.sent and line.weight >= {number}:
            packed.append((line.number, line.weight))
    packed.sort(key=lambda pair: pair[1])
    return dict(enumerate(packed))
""",
    "parse_address": """
def {name}(raw{notes}):
    parts = [part.strip() for part in raw.split(",") if part.strip()]
    if len(parts) <= {number}:
        raise ValueError("an address needs a street and a city")
    street, *rest = parts
    return {{"street": street, "city": rest[-1].title(), "lines": len(parts) - 1}}
""",
}


@dataclass
class Copy:
    """A function in a module of its own."""

    group: str
    name: str
    number: int = 1
    notes: str = ""
    doc: str = ""

    def text(self) -> str:
        return self.doc + BODIES[self.group].format(
            name=self.name, number=self.number, notes=self.notes
        )


@dataclass
class Shop:
    """A package, and how its groups looked when they were accepted."""

    copies: dict[str, Copy] = field(default_factory=dict)  # by module
    accepted: Counter[str] = field(default_factory=Counter)
    drifted: set[str] = field(default_factory=set)
    fresh: int = 0

    def write(self, root: Path) -> None:
        shutil.rmtree(root / "shop", ignore_errors=True)
        (root / "shop").mkdir()
        (root / "shop" / "__init__.py").touch()
        for module, copy in self.copies.items():
            (root / "shop" / f"{module}.py").write_text(copy.text(), encoding="utf-8")

    def module(self) -> str:
        self.fresh += 1
        return f"part_{self.fresh}"

    def drifts(self) -> set[str]:
        """The groups of which a copy says something else, unless it has gone again."""
        return {c.group for c in self.copies.values() if c.number != 1}

    def is_told(self) -> bool:
        """Whether each copy that says something else stands beside a namesake that does not.

        Under another name it may be another function.
        """
        equal = {(c.group, c.name) for c in self.copies.values() if c.number == 1}
        return all((c.group, c.name) in equal for c in self.copies.values() if c.number != 1)

    def equal(self, group: str) -> int:
        return sum(c.group == group and c.number == 1 for c in self.copies.values())


Edit = Callable[[Shop, str], None]


def move(shop: Shop, module: str) -> None:
    shop.copies[shop.module()] = shop.copies.pop(module)


def rename(shop: Shop, module: str) -> None:
    shop.copies[module].name += "_again"


def reformat(shop: Shop, module: str) -> None:
    shop.copies[module].doc = '"""What a reader should know."""\n\n# and more\n\n'
    shop.copies[module].notes = ": object  # a note\n"


def copy(shop: Shop, module: str) -> None:
    old = shop.copies[module]
    shop.copies[shop.module()] = Copy(old.group, old.name, old.number)


def delete(shop: Shop, module: str) -> None:
    del shop.copies[module]


def swap(shop: Shop, module: str) -> None:
    """One copy of this goes, one of something else comes."""
    gone = shop.copies.pop(module)
    other = next((c for c in shop.copies.values() if c.group != gone.group), None)
    if other is not None:
        shop.copies[shop.module()] = Copy(other.group, other.name, other.number)


def drift(shop: Shop, module: str) -> None:
    changed = shop.copies[module]
    same = [c for c in shop.copies.values() if c.group == changed.group and c.name == changed.name]
    if len(same) > 1 and changed.group not in shop.drifted:  # it still has its namesakes
        changed.number = 2
        shop.drifted.add(changed.group)


EDITS: tuple[Edit, ...] = (move, rename, reformat, copy, delete, swap, drift)


def check(root: Path) -> Report:
    request = Request(root=root, use_cache=False, jobs=1)
    report = investigate(open_project(request), request)
    assert report.faults == ()
    return report


def accepted(root: Path) -> Shop:
    """A shop whose copies are all accepted."""
    shop = started(root)
    (root / BASELINE_FILE).write_text(_baseline(), encoding="utf-8")
    return shop


@cache
def _baseline() -> str:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        started(root).write(root)
        assert len(check(root).findings) == 1 + 2 + 3
        keeping.create(Request(root=root, use_cache=False, jobs=1))
        assert check(root).findings == ()
        return (root / BASELINE_FILE).read_text(encoding="utf-8")


def started(root: Path) -> Shop:
    (root / "pyproject.toml").write_text(
        '[tool.ssotlint]\nselect = ["duplication", "stale-baseline"]\n', encoding="utf-8"
    )
    shop = Shop()
    for group, number in zip(BODIES, (2, 3, 4), strict=True):
        for _ in range(number):
            shop.copies[shop.module()] = Copy(group, group)
    shop.accepted = Counter(c.group for c in shop.copies.values())
    return shop


@settings(max_examples=examples(40, 400), deadline=None)
@example([(drift, 5), (move, 5), (copy, 6)])  # five namesakes, of which four are equal
@example([(swap, 0), (swap, 0), (swap, 0), (drift, 0), (swap, 0)])  # what drifted went again
@example([(rename, 5), (copy, 60), (drift, 1)])  # it has its namesakes, not the name of the first
@example(
    [(rename, 3), (copy, 57), (drift, 1)]
)  # of which there are as many of one name as of another
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 99)), min_size=1, max_size=5))
def test_the_verdict_is_what_the_edits_did(script: list[tuple[Edit, int]]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shop = accepted(root)
        for edit, number in script:
            modules = sorted(shop.copies)
            if modules:
                edit(shop, modules[number % len(modules)])
        assume(shop.is_told())
        shop.write(root)
        report = check(root)

    found = Counter(finding.rule for finding in report.findings)
    more = fewer = 0
    drifts = shop.drifts()
    for group, before in shop.accepted.items():
        equal = shop.equal(group)
        more += max(0, equal - before) if equal > 1 else 0
        if group not in drifts:
            left = equal if equal > 1 else 0
            # With the last copy of a group the one to keep goes unsaid.
            fewer += max(0, before - (left or 1))
    if not drifts:
        assert (found["duplicate-helper"], found["stale-baseline"]) == (more, fewer)
        assert found["diverged-copies"] == 0
    assert bool(report.findings) == bool(more or fewer or drifts)
