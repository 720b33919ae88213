"""What each member of a class weighs when two classes are compared."""

from ssotlint.judges.class_parts import parts_of
from ssotlint.model.place import Span
from ssotlint.syntax.excerpt import excerpt

POLICY = """class Policy(Base):
    limit = 3

    def config(self, rows):
        return super().config(rows)

    def shared(self):
        \"\"\"Layers that hold the same.\"\"\"
        return []

    def held(self):
        return super().shared()

    def forward(self, rows):
        self.rows = sorted(rows)
        return self.model(self.rows)
"""


def test_a_method_that_only_hands_on_or_returns_nothing_weighs_nothing() -> None:
    rows = POLICY.splitlines()
    parts = parts_of(excerpt(rows, Span(1, 1, len(rows), len(rows[-1]) + 1), 1))

    assert {name: part.weight for name, part in parts.items() if name} == {
        "limit": 1, "config": 0, "shared": 0, "held": 2, "forward": 3,
    }  # fmt: skip
