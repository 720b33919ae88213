"""Equal functions of so few words that two may have come to them on their own."""

import pytest

from tests.unit.judges.copying import Judge

READING = """
class {name}:
    def _read(self, path):
        try:
            with open(path, encoding="utf-8") as file:
                return {read}
        except {error}:
            return None
"""


@pytest.mark.parametrize(
    ("folder", "read", "told"),
    [("scripts", "file.read()", False), ("app", "file.read()", True),
     ("scripts", "parsed(file)", True)],
)  # fmt: skip
def test_two_scripts_may_read_a_file_in_their_own_way(
    judged: Judge, folder: str, read: str, *, told: bool
) -> None:
    files = {
        f"{folder}/{name.lower()}.py": READING.format(name=name, read=read, error="OSError")
        for name in ("Notes", "Prices", "Orders")
    }

    assert bool(judged(files)) is told


ABORTING = """
from app.views import View
class {name}(View):
    async def delete(self, request, number):
        try:
            self.orders.abort(number)
        except UnknownOrder:
            return self.told("no such order", Status.NOT_FOUND)
        return self.told("aborted")
"""


def test_a_class_between_two_packages_takes_more_than_a_few_words(judged: Judge) -> None:
    """Unless they stand side by side, or are more than two."""

    def told(*paths: str) -> bool:
        files = {"app/views.py": "class View:\n    def told(self, text, status=200): ...\n"}
        for path in paths:
            name = path.rpartition("/")[2].title()
            files[f"app/{path}.py"] = ABORTING.format(name=name)
        return bool(judged(files))

    assert not told("shop/cart", "mail/letter")
    assert told("shop/cart", "shop/order")
    assert told("shop/cart", "mail/letter", "bank/bill")


KNOWING = """
class {name}:
    @cached_property
    def is_fixed(self):
        rules = shop.loaded.rules
        {kept}return isinstance(self.rule, rules.Fixed) and self.rule.lasts
"""


@pytest.mark.parametrize(
    ("kept", "told"), [("", False), ("self.rules = rules.known(self)\n        ", True)]
)
def test_a_name_for_what_is_there_leaves_a_property_one_statement(
    judged: Judge, kept: str, *, told: bool
) -> None:
    files = {f"app/{n.lower()}.py": KNOWING.format(name=n, kept=kept) for n in ("One", "Two")}

    assert bool(judged(files)) is told
