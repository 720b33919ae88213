"""Globals that many files write under one name: who reads one is seen after an edit."""

from pathlib import Path

from tests.editing import Edited

WRITES = "_last = None\n\n\ndef keep(value):\n    global _last\n    _last = value\n"
READERS = (
    "x = 1\n",
    "from m3 import _last\n\nprint(_last)\n",
    "_last = 1\nprint(_last)\n",
    "import m5\n",
    "import m5\n\nprint(m5._last)\n",
    "x = 1\n",
)


def test_who_reads_one_of_many_globals_of_a_name_is_seen_after_an_edit(tmp_path: Path) -> None:
    project = Edited(tmp_path, settled=True)
    files = {f"m{number}.py": WRITES for number in range(20)}
    counts = []
    for reader in READERS:
        project.sync({**files, "reader.py": reader})
        told = project.warm()
        assert told == project.cold()
        counts.append(told.count('"rule": "competing-instances",\n      "family"'))
    assert counts == [20, 19, 20, 20, 19, 20]
