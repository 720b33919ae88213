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
    @{decorator}
    def is_fixed(self):
        rules = shop.loaded.rules
        {kept}return isinstance(self.rule, rules.Fixed) and self.rule.lasts
"""


@pytest.mark.parametrize("decorator", ["cached_property", "rules.property(is_fixed=True)"])
@pytest.mark.parametrize(
    ("kept", "told"), [("", False), ("self.rules = rules.known(self)\n        ", True)]
)
def test_a_name_for_what_is_there_leaves_a_property_one_statement(
    judged: Judge, decorator: str, kept: str, *, told: bool
) -> None:
    files = {
        f"app/{n.lower()}.py": KNOWING.format(decorator=decorator, name=n, kept=kept)
        for n in ("One", "Two")
    }

    assert bool(judged(files)) is told


KEEPING = """
def keep(path, text):
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        print("kept {{path}}")
        return True
    except Exception as error:
        {told}
        return False
"""


@pytest.mark.parametrize(("folder", "told"), [("scripts", False), ("app", True)])
def test_what_scripts_print_makes_it_no_more(judged: Judge, folder: str, *, told: bool) -> None:
    text = KEEPING.format(told="print('failed', path, error)")

    assert bool(judged({f"{folder}/a.py": text, f"{folder}/b.py": text})) is told


MOVING = """
class {name}:
    def run(self, root):
        rows = [{rows}]
        for row in rows:
            path = root / row["file"]
            self.change(path, row["old"], row["new"])
        self.tell(len(rows), self.failed)
{more}        return self.failed == 0
"""


def test_a_script_may_be_mostly_the_table_that_it_works_off(judged: Judge) -> None:
    def told(folder: str, count: int, more: str = "") -> bool:
        files = {
            f"{folder}/{name.lower()}.py": MOVING.format(
                name=name,
                more=more,
                rows=", ".join(
                    f'{{"file": "{name}{i}", "old": "{name}", "new": {i}}}' for i in range(count)
                ),
            )
            for name in ("Orders", "Prices")
        }
        return bool(judged(files))

    assert told("scripts", 1)
    assert not told("scripts", 12)
    assert told("app", 12)
    assert told("scripts", 12, more="        self.note(rows[0], self.total, root)\n" * 3)


HEARING = """
class {name}({base}):
    def heard(self, key, value, _):
        name = self.name_of(key)
        self.say("{text}", self.cluster.name, name, value)
        {guard}self.send(f"{{self.number}}_{{SIGNAL}}", key, name, value)
"""


@pytest.mark.parametrize(
    ("text", "guard", "told"),
    [("all of it", "if name == 'mode':\n            ", False), ("some of it", "", True)],
)
def test_an_override_of_a_few_words_may_do_most_of_it_in_its_own_way(
    judged: Judge, text: str, guard: str, *, told: bool
) -> None:
    head = "from app.base import Base\n"
    files = {
        "app/base.py": HEARING.format(name="Base", base="", text="some of it", guard=""),
        **{
            f"app/{n.lower()}.py": head
            + HEARING.format(name=n, base="Base", text=text, guard=guard)
            for n in ("Fan", "Lamp", "Lock")
        },
    }

    assert bool(judged(files)) is told


CHECKING = """
class {name}:
    def check(self, zone):
        try:
            zones = [one.name for one in self.zones.list(detailed=False)]
            if zone not in zones:
                LOG.info("Zone %s was not found. %s", zone, zones)
                raise UnknownZone(what="{told}", zone=zone)
        except Exception:
            LOG.exception("{told} failed to list its zones")
            raise
"""


@pytest.mark.parametrize(
    ("words", "told"), [(("nova", "cinder"), False), (("a service", "the other"), True)]
)
def test_what_tells_of_its_own_place_in_a_few_words_is_told_for_that(
    judged: Judge, words: tuple[str, str], *, told: bool
) -> None:
    files = {
        f"app/{folder}/{folder}_driver.py": CHECKING.format(name=folder.title(), told=word)
        for folder, word in zip(("nova", "cinder"), words, strict=True)
    }

    assert bool(judged(files)) is told
