"""Projects of which it is noted what is asked."""

from pathlib import Path

import pytest

from tests.unit.engine.asking import Asked


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """A project, and the detectors that its last run asked."""
    return Asked(tmp_path, monkeypatch)
