"""Texts that were read and found good, kept in ``tests/snapshots/report``.

``UPDATE_SNAPSHOTS=1 pytest tests/unit/report`` writes them anew; read the difference before it is
committed.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "snapshots" / "report"


def assert_same(name: str, text: str) -> None:
    """Demands that ``text`` is what stands in the snapshot ``name``."""
    file = FOLDER / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    assert file.exists(), f"no snapshot {name}: run with UPDATE_SNAPSHOTS=1"
    assert file.read_bytes().decode() == text
