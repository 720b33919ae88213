"""What identifies a name that means two things."""

from pathlib import Path

from ssotlint.engine.session import check_world

TWICE = """class Basket:
    lines = ()


Cart = Basket


class Cart(Basket):
    saved = False
"""


def test_a_line_more_changes_no_fingerprint(tmp_path: Path) -> None:
    found = [
        check_world({"shop.py": text}, tmp_path / name, select=("ambiguous-name",)).findings
        for name, text in (("one", TWICE), ("other", f"# a note\n{TWICE}"))
    ]

    assert [[f.fingerprint for f in findings] for findings in found] == [
        [found[0][0].fingerprint]
    ] * 2
