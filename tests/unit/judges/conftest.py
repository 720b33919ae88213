"""Worlds whose copies are judged."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssotlint.detectors import clones
from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.detectors.view import View
from ssotlint.judges.clones import judge
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Options
from tests.unit.judges.copying import Cases, Judge, Told
from tests.worlds import draw

_REMEDIES = (
    "goes", "unread", "left", "inherited", "overriding", "hooked",
    "importable", "called", "movable", "method", "raised", "edited",
    "parted", "fitted", "kept", "moved",
)  # fmt: skip


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    """The confirmed groups of a world."""

    def find(files: Mapping[str, str]) -> list[Case]:
        world = draw(tmp_path, files)
        view = View(world.index, world.graph, world.config, entries=world.tree.entries)
        options = Options()
        found = (judge(case, Excerpts(tmp_path), options) for case in clones.detect(view, options))
        return [case for case in found if case is not None]

    return find


@pytest.fixture
def judged(cases: Cases) -> Judge:
    """The confirmed members of all groups of a world, by symbol; canonical ones are left out."""

    def confirm(files: Mapping[str, str]) -> dict[str, Member]:
        return {m.symbol: m for case in cases(files) for m in case.members if m.suspect}

    return confirm


@pytest.fixture
def told(cases: Cases) -> Told:
    """Of each copy its owner, itself, and what can be done."""

    def tell(files: Mapping[str, str]) -> list[tuple[str, str, str]]:
        found = []
        for case in cases({"app/__init__.py": "", **files}):
            owner, *copies = case.members
            for copy in copies:
                assert isinstance(copy.evidence, ClonesEvidence)
                done = [name for name in _REMEDIES if getattr(copy.evidence, name)]
                found.append((owner.symbol, copy.symbol, " ".join(done)))
        return found

    return tell
