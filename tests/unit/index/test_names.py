"""Which questions for names a file answers otherwise after an edit."""

import pytest

from ssotlint.facts.skim import skim
from ssotlint.index.names import USED, differing, number

BEFORE = "class Cart:\n    def pay(self): pass\n"


@pytest.mark.parametrize(
    ("more", "changes"),
    [("def more(): pass\n", False), ("@kept\ndef more(): pass\n", True), ("made = Cart()\n", True)],
)
def test_what_is_used_while_a_file_is_loaded_changes_where_something_is(
    more: str, *, changes: bool
) -> None:
    one, other = skim(BEFORE).surface, skim(f"{BEFORE}\n\n{more}").surface
    assert (number("a.py", USED) in differing("a.py", one, other)) is changes


def test_a_part_that_a_package_takes_before_or_after_it_binds_that_name_is_another() -> None:
    take, bind = "from shop import cart as parts\n", "from shop.cart import cart\n"
    one, other = skim(take + bind).surface, skim(bind + take).surface
    assert number("a.py", "cart") in differing("a.py", one, other)
    assert number("a.py", "cart") not in differing("a.py", one, skim(f"{take}\n{bind}").surface)
