"""What the tests of detectors of copies write down again and again."""

from collections.abc import Callable, Mapping
from textwrap import dedent

from ssotlint.detectors.class_copies import ClassCopiesEvidence
from ssotlint.model.case import Member
from tests.worlds import edited

Copies = Callable[[Mapping[str, str]], dict[str, Member]]
Suspect = Callable[[Mapping[str, str]], list[list[str]]]

SLUG = """
def slug(title):
    words = [word.strip().lower() for word in title.split()]
    kept = [word for word in words if word.isalnum()]
    if not kept:
        raise ValueError("a title needs a word")
    return "-".join(kept)
"""
METHOD = SLUG.replace("slug(title)", "slug(self, title)").replace("\n", "\n    ")
ACCOUNT = dedent('''
    class Account:
        """Money of somebody."""

        currency: str = "EUR"

        def __init__(self, owner):
            self.owner = owner
            self.entries = []

        def book(self, amount, reason):
            if not reason:
                raise ValueError("a booking needs a reason")
            self.entries.append((amount, reason))
            self.entries.sort()

        def balance(self):
            total = 0
            for amount, _ in self.entries:
                total += amount
            return round(total, 2)

        def statement(self):
            lines = [f"{amount} {reason}" for amount, reason in self.entries]
            return "\\n".join([self.owner, *lines])
    ''')


def class_evidence(member: Member) -> ClassCopiesEvidence:
    assert isinstance(member.evidence, ClassCopiesEvidence)
    return member.evidence


def account(*edits: tuple[str, str]) -> str:
    """The class ``ACCOUNT`` after some replacements."""
    return edited(ACCOUNT, *edits)
