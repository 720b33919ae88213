"""Worlds in which copies are sought."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssotlint.detectors import class_copies, clones
from ssotlint.detectors.view import View
from ssotlint.judges.class_copies import judge
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Member
from ssotlint.model.options import Options
from tests.unit.detectors.copying import Copies, Suspect
from tests.worlds import draw


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    """The confirmed copies in a world, by symbol; canonical ones are left out."""

    def find(files: Mapping[str, str]) -> dict[str, Member]:
        world = draw(tmp_path, files)
        view = View(world.index, world.graph, world.config)
        options = Options()
        cases = [
            judge(case, Excerpts(tmp_path), options) for case in class_copies.detect(view, options)
        ]
        return {m.symbol: m for case in cases if case for m in case.members if m.suspect}

    return find


@pytest.fixture
def suspects(tmp_path: Path) -> Suspect:
    """The groups that are suspected in a world, each the symbols of its members."""

    def detect(files: Mapping[str, str]) -> list[list[str]]:
        world = draw(tmp_path, files)
        view = View(world.index, world.graph, world.config)
        cases = clones.detect(view, Options())
        return [[member.symbol for member in case.members] for case in cases]

    return detect
