"""Laws 1, 2 and 4: a report depends on what the files say, and on nothing else."""

import json
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ssotlint.engine import inquiry
from tests.editing import Edited, Files, cold_report, drawn, edit, laid_out, put
from tests.strategies import examples

SEEDS = st.integers(0, 2**32)
# So many files that worker processes are started for them.
MANY = {f"many/m{i}.py": f"def f{i}(x):\n    return x * {i}\n" for i in range(60)}


class EditedProject(RuleBasedStateMachine):
    """Law 1: after any edits the report with a cache is the report without one."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.project = Edited(Path(self._folder.name))
        self.past: list[Files] = []

    @initialize(settled=st.booleans())
    def begin(self, settled: bool) -> None:
        """Files that were just written, or long ago: those are not opened again."""
        self.project.settled = settled

    @rule(seed=SEEDS, edits=st.integers(1, 5))
    def edit(self, seed: int, edits: int) -> None:
        """Some edits at once, as between two runs of an editor or two commits."""
        files, dice = dict(self.project.files), Random(seed)
        for _ in range(edits):
            files = edit(dice, files)
        self.past.append(dict(self.project.files))
        self.project.sync(files)

    @precondition(lambda self: self.past)
    @rule(seed=SEEDS)
    def check_out(self, seed: int) -> None:
        """Back to how it was."""
        self.project.sync(Random(seed).choice(self.past))

    @invariant()
    def warm_is_cold(self) -> None:
        cold = self.project.cold()
        assert self.project.warm() == cold
        assert self.project.warm() == cold  # now from the remembered report

    def teardown(self) -> None:
        self._folder.cleanup()


TestEditedProject = EditedProject.TestCase
TestEditedProject.settings = settings(
    max_examples=examples(6, 100),
    stateful_step_count=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@settings(max_examples=examples(8, 100), deadline=None, suppress_health_check=list(HealthCheck))
@given(SEEDS)
def test_neither_order_nor_workers_nor_place_change_the_report(seed: int) -> None:
    """Law 2."""
    with TemporaryDirectory() as folder:
        project = Edited(Path(folder))
        dice = Random(seed)
        project.sync(drawn(dice) | MANY)
        here = project.cold()
        order = sorted(project.files)
        dice.shuffle(order)
        assert project.elsewhere(order) == here
        with patch.object(inquiry, "_MANY", 1):  # suspects, too, are sought in two processes
            assert project.elsewhere(order[::-1], jobs=2) == here
            assert project.warm(jobs=2) == here


@settings(max_examples=examples(10, 200), deadline=None, suppress_health_check=list(HealthCheck))
@given(SEEDS)
def test_layout_changes_places_and_nothing_else(seed: int) -> None:
    """Law 4."""
    dice = Random(seed)
    files = drawn(dice)
    moved = {p: laid_out(dice, t) if p.endswith(".py") else t for p, t in files.items()}
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        before, after = _report(Path(one), files), _report(Path(other), moved)
    assert list(map(_identity, after)) == list(map(_identity, before))


def _report(root: Path, files: Files) -> list[dict[str, Any]]:
    for path, text in files.items():
        put(root / path, text)
    text = cold_report(root)
    return [] if text.startswith("refused") else list(json.loads(text)["findings"])


def _identity(finding: dict[str, Any]) -> tuple[object, ...]:
    names = ("fingerprint", "rule", "path", "symbol", "severity", "also", "role", "domain")
    return tuple(str(finding[name]) for name in names)
