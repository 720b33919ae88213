"""Judging a case: what is remembered of a verdict is the verdict."""

from pathlib import Path

import pytest

from ssotlint.detectors import clones
from ssotlint.detectors.view import View
from ssotlint.engine import judging
from ssotlint.engine.detection import Question
from ssotlint.engine.workers import Workers
from ssotlint.index.store import Store
from ssotlint.judges.clones import judge
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case
from ssotlint.model.options import Options
from ssotlint.project.text import digest
from tests.unit.judges.copying import COLLECT, METHOD
from tests.worlds import draw

PASSES_ON = f'class Old:\n    """Compatibility wrapper of New."""\n{METHOD}'
FILES = {
    "a function, called by nobody": {"app/a.py": COLLECT, "app/b.py": COLLECT},
    "a method, and its class goes": {
        "app/a.py": PASSES_ON, "app/b.py": f"class New:{METHOD}",
        "app/user.py": "from app.a import Old\n\n\ndef use():\n    return Old()\n",
    },
    "a method of a class that goes, and a function": {
        "app/a.py": PASSES_ON, "app/b.py": COLLECT,
        "app/user.py": "from app.a import Old\n\n\ndef use():\n    return Old()\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
def test_a_verdict_is_told_and_remembered_as_it_was_found(
    tmp_path: Path, files: dict[str, str]
) -> None:
    world = draw(tmp_path, files)
    options = Options()
    suspects = list(clones.detect(View(world.index, world.graph, world.config), options))
    digests = {path: digest((tmp_path / path).read_bytes()) for path in files}

    def judged(store: Store) -> list[Case]:
        with Workers(1) as workers:
            question = Question("clones", (), options, cases=list(suspects))
            judging.begin(question, digests, tmp_path, store, workers).end(store)
        return question.cases

    store = Store(None)
    verdicts = (judge(case, Excerpts(tmp_path), options) for case in suspects)
    found = [case for case in verdicts if case is not None]
    assert found
    assert judged(store) == found
    assert judged(store) == found
