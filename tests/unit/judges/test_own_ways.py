"""What a base asks of two, and each does in its own way: not where it is much, or nearly equal."""

import pytest

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.adaptation import MUCH
from ssotlint.judges.copies import compare
from ssotlint.judges.slightness import slightness
from ssotlint.model.place import Span
from ssotlint.syntax.excerpt import Excerpt, excerpt

_VENDOR = "a base asks for both, and each does it in its own way with what is its own"
_NEARLY = 0.95


def _asking(equal: int, own: int, word: str) -> Excerpt:
    """A method of which some statements are equal in both, and some name what is its own."""
    rows = [
        "def generate(self, asked, kind):",
        *(f"    self.keep(asked, self.part{i}, kind)" for i in range(equal)),
        *(f"    self.{word}{i}(VENDOR, asked.{word})" for i in range(own)),
    ]
    return excerpt(rows, Span(1, 1, len(rows), len(rows[-1]) + 1), 1)


@pytest.mark.parametrize(
    ("equal", "own", "much", "near", "is_own"),
    [
        (16, 6, False, False, True),
        (18, 6, True, False, False),
        (14, 4, False, True, False),
        (4, 2, False, False, False),
    ],
    ids=["in its own way", "much", "nearly equal", "in two places"],
)
def test_each_does_in_its_own_way_what_is_little_and_differs_in_several_places(
    equal: int, own: int, *, much: bool, near: bool, is_own: bool
) -> None:
    ours, theirs = _asking(equal, own, "send"), _asking(equal, own, "call")
    verdict = compare(ours, theirs, ("generate", "generate"), ("One", "Two"))
    told = ClonesEvidence(class_name="Two", siblings=True, other_names=("VENDOR",))

    assert (verdict.size >= MUCH, verdict.similarity >= _NEARLY) == (much, near), verdict
    assert (slightness(told, verdict, ours, theirs) == _VENDOR) is is_own
