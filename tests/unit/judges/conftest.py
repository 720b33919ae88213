"""Worlds whose copies are judged."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssotlint.detectors import clones
from ssotlint.detectors.view import View
from ssotlint.judges.clones import judge
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Member
from tests.unit.judges.copying import Judge
from tests.worlds import draw


@pytest.fixture
def judged(tmp_path: Path) -> Judge:
    """The confirmed members of all groups of a world, by symbol; canonical ones are left out."""

    def confirm(files: Mapping[str, str]) -> dict[str, Member]:
        world = draw(tmp_path, files)
        view = View(world.index, world.graph, world.config)
        options = clones.ClonesOptions()
        verdicts = [
            judge(case, Excerpts(tmp_path), options) for case in clones.detect(view, options)
        ]
        return {m.symbol: m for case in verdicts if case for m in case.members if m.suspect}

    return confirm
