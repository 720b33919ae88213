"""Programs that nobody would write, through the whole pipeline: no rule crashes on any."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssotlint.engine.session import check_world

pytestmark = pytest.mark.soak
hypothesmith = pytest.importorskip("hypothesmith")


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(hypothesmith.from_node(auto_target=False), min_size=1, max_size=3))
def test_every_program_is_checked_to_the_end(texts: list[str]) -> None:
    files = {"lib/__init__.py": "from lib.m0 import *\n"}
    files |= {f"lib/m{number}.py": text for number, text in enumerate(texts)}
    files |= {f"other/n{number}.py": text for number, text in enumerate(texts)}
    with TemporaryDirectory() as folder:
        report = check_world(files, Path(folder))
    assert report.faults == ()
