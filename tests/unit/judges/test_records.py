"""Methods that say what their object holds, field by field, and those that put it somewhere else."""

import pytest

from tests.unit.judges.copying import Judge

SAVED = """
class {name}:
    def save(self):
        {made}
        {into}.update(key=self.name[:64], rows=len(self.rows), tags=sorted(self.tags), day=self.day)
        {into}.update(first=self.rows[0], last=self.rows[-1], many=len(self.rows) > 10)
        return {given}
"""


@pytest.mark.parametrize(
    ("made", "into", "given", "is_told"),
    [
        ("found = {}", "found", "found", False),
        ("found = {}", "found", "tuple(found.items())", False),
        ("found = {}", "self.found", "found", True),
        ("found = {}", "self.found", "self.found", True),
        ("found = {}", "STORE", "found", True),
        ("found = {}", "STORE", "STORE", True),
    ],
    ids=[
        "its record",
        "made of its record",
        "what it holds",
        "handed out",
        "what all know",
        "all can see",
    ],
)
def test_a_record_is_what_a_method_makes_and_hands_out(
    made: str, into: str, given: str, judged: Judge, *, is_told: bool
) -> None:
    files = {
        f"app/{name.lower()}.py": SAVED.format(name=name, made=made, into=into, given=given)
        for name in ("Page", "Letter")
    }

    assert bool(judged(files)) is is_told
