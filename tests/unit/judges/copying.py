"""What the tests of the judge of copies write down again and again."""

from collections.abc import Callable, Mapping
from textwrap import dedent, indent

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.model.case import Case, Member
from ssotlint.model.place import Span
from ssotlint.syntax.excerpt import Excerpt, excerpt
from tests.worlds import edited

Cases = Callable[[Mapping[str, str]], list[Case]]
Judge = Callable[[Mapping[str, str]], dict[str, Member]]
Told = Callable[[Mapping[str, str]], list[tuple[str, str, str]]]


ORIGINAL = dedent('''
    def collect(orders, limit=10):
        """Numbers of the first paid orders."""
        found = []
        if not orders:
            raise ValueError("nothing to collect")
        for order in orders:
            if order.paid and order.total > limit:
                found.append(order.number)
                logger.info("taken %s", order.number)
        found.sort()
        return found[:limit]
    ''')

COLLECT = dedent("""
    def collect(orders, limit=10):
        found = []
        if not orders:
            raise ValueError("nothing to collect")
        for order in orders:
            if order.paid and order.total > limit:
                found.append(order.number)
        found.sort()
        return found[:limit]
    """)
METHOD = indent(COLLECT.replace("orders,", "self, orders,"), "    ")


def beside_the_original(judged: Judge, copy: str) -> Member | None:
    return judged({"app/a.py": ORIGINAL, "app/b.py": copy}).get("app.b.collect")


def an_excerpt(text: str) -> Excerpt:
    """The function that stands alone in a text, behind an empty line."""
    rows = text.strip().splitlines()
    return excerpt(rows, Span(2, 1, len(rows), len(rows[-1]) + 1), 1)


def evidence(member: Member) -> ClonesEvidence:
    assert isinstance(member.evidence, ClonesEvidence)
    return member.evidence


def replaced(*edits: tuple[str, str]) -> str:
    return edited(ORIGINAL, *edits)


HOOK = "\nasync def leave(host, entry):\n    host.data[NAME].pop(entry.key)\n" + "".join(
    f"    if host.m{i}(entry, {i}):\n        entry.n{i} = host.o{i} + {i}\n" for i in range(24)
)
