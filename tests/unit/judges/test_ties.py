"""Methods that stay where they are: with their file, with their class, with what stands above."""

import pytest

from tests.unit.judges.copying import Judge

BESIDE = """
{head}
class {name}:
    def settings(self, found):
        folder = Path({place}).resolve().parent
        found.read(folder / "defaults.toml", encoding="utf-8")
        found.set("scripts", str(folder / SCRIPTS))
        return found
"""


@pytest.mark.parametrize(("place", "is_told"), [("__file__", False), ("self.place", True)])
def test_an_heir_finds_what_lies_beside_its_own_file(
    judged: Judge, place: str, *, is_told: bool
) -> None:
    head = "from pathlib import Path\nfrom app.names import SCRIPTS"
    base = BESIDE.format(head=head, name="Store", place=place)
    heir = BESIDE.format(
        head=f"{head}\nfrom app.one.store import Store", name="Shelf(Store)", place=place
    )

    assert bool(judged({"app/one/store.py": base, "app/two/shelf.py": heir})) is is_told


WEIGHED = """
from app.base import Scale

class {name}(Scale):
    def weigh(self, goods, tare=None, unit="{unit}", column="{column}", rounded=None, day=None):
        if tare is not None:
            self.settings.update(tare)
        if rounded is not None:
            self.settings.update(digits=rounded, at=self.places[rounded])
        {then}
        return result
"""
ABOVE = "result = super().weigh(goods=goods, tare=tare, unit=unit, column=column, rounded=rounded, day=day)"
SCALE = {"app/base.py": "class Scale:\n    def weigh(self, goods): return goods\n"}


def test_what_hands_on_to_its_base_gives_defaults_of_its_own(judged: Judge) -> None:
    def copies(then: str, more: str = "", unit: str = "kg") -> object:
        first = WEIGHED.format(name="Old", unit="g", column="weight", then=then)
        other = WEIGHED.format(name="New", unit=unit, column="weight", then=more + then)
        return judged({**SCALE, "app/a.py": first, "app/b.py": other})

    assert copies(ABOVE) == {}
    assert copies(ABOVE, unit="g") != {}
    assert copies(ABOVE.replace("super()", "self.scale")) != {}
    assert copies(ABOVE.replace("unit=unit", "unit=self.unit")) != {}
    assert copies(ABOVE, more="day = day or self.today\n        ") != {}


HANDLED = """
class {name}:
    @expose(template="json:", content_type="application/json")
    @checked("{noun}_id")
    def patch(self, {noun}_id):
        asked = web.request
        context = asked.environ["context"]
        body = asked.body_dict
        if asked.content_type == "application/json-patch":
            raise NotImplementedError("no patches yet")
        {noun} = self.shop.{get}(context, {noun}_id)
        {noun} = Adapter.parse("v2", body, {noun})
        {noun}.validate()
        {noun} = self.shop.{change}(context, {noun})
        web.response.status = 200
        {more}
        return Adapter.render("v2", {noun}, request=asked)
"""


def test_who_handles_a_thing_of_its_own_has_nothing_to_share(judged: Judge) -> None:
    def copies(
        change: str = "update_{}",
        get: str = "get_{}",
        more: str = "",
        *,
        plain: bool = False,
        before: int = 0,
    ) -> object:
        long = "".join(f"        asked.note(context, body, at={i})\n" for i in range(before))
        texts = {
            f"app/{name[0].lower()}.py": HANDLED.format(
                name=name, noun=noun, get=get.format(noun), change=change.format(noun), more=found
            )
            for name, noun, found in (
                ("OrdersController", "order", ""), ("PoliciesController", "policy", more)
            )
        }  # fmt: skip
        return judged({
            path: "\n".join(row for row in text.splitlines() if not plain or "@" not in row)
            .replace("        web.response.status", f"{long}        web.response.status")
            for path, text in texts.items()
        })  # fmt: skip

    assert copies() == {}
    assert copies("update") != {}  # what differs once is a parameter
    assert copies("of_{}s.update", "of_{}s.get") != {}  # and so is an object
    assert copies(more="web.response.day = context.day") != {}  # that names nothing of its own
    assert copies(plain=True) != {}  # no framework calls it
    assert copies(before=5) == {}
    assert copies(before=14) != {}  # what is beside that is much


OVERLOADED = """
from app.chat import Chat

class {name}:
    {handed} = dispatched()

    @{handed}.{way}(str)
    def of_text(self, text):
        if self.template.{done}:
            return self.of_chat(Chat([User(text.strip())]))
        return text
"""


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        ({}, False),
        ({"way": "setter"}, True),
        ({"done": "used(3, 'chat', when=text or '?', how=[text, 7], who=text.lower(), at=(2, 3, 4, 5, 6))"}, True),
    ],
    ids=["registered", "of a property", "much"],
)  # fmt: skip
def test_what_is_handed_to_what_its_class_has_stays_there(
    judged: Judge, change: dict[str, str], *, is_told: bool
) -> None:
    words = {"handed": "take", "way": "register", "done": "used"} | change
    files = {
        f"app/{name.lower()}.py": OVERLOADED.format(name=name, **words) for name in ("Near", "Far")
    }

    assert bool(judged(files)) is is_told


def test_what_is_handed_to_what_all_know_can_be_handed_from_anywhere(judged: Judge) -> None:
    text = OVERLOADED.format(name="{}", handed="take", way="register", done="used")
    text = text.replace("    take = dispatched()\n", "").replace("import Chat", "import Chat, take")

    assert judged({f"app/{n.lower()}.py": text.format(n) for n in ("Near", "Far")}) != {}


PERMITTED = """
class {name}:
    def permits(self, asked, thing=None):
        if not isinstance(asked, (list, tuple)) or not asked:
            raise ValueError("asked has to be a list")
        {more}
        return all(self.permit(one, thing, day=self.day) for one in asked)
"""
_MORE = "\n        ".join(f"self.note(asked, thing, day=self.day, at={i})" for i in range(3))


@pytest.mark.parametrize(
    ("name", "more", "is_told"),
    [("AnonymousUser", "pass", False), ("GuestUser", "pass", True), ("AnonymousUser", _MORE, True)],
)
def test_what_stands_in_for_nobody_mirrors_in_a_few_words_what_is_asked(
    judged: Judge, name: str, more: str, *, is_told: bool
) -> None:
    files = {f"app/{n.lower()}.py": PERMITTED.format(name=n, more=more) for n in ("User", name)}

    assert bool(judged(files)) is is_told


ADDING = """
{head}
class {name}:
    def add(self, found):
        super().add(found)
        if found.is_open and {asked} and (self.chosen or self.given(found.number)):
            self.results.append(found.number)
"""


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [
        ("type(self) is {0}", False),
        ("self.__class__ == {0}", False),
        ("found.kind is {0}", True),
        ("type(self) is Shelf", True),
    ],
)
def test_an_heir_asks_for_its_very_class(judged: Judge, asked: str, *, is_told: bool) -> None:
    base = ADDING.format(head="", name="Store", asked=asked.format("Store"))
    head = "from app.store import Store"
    heir = ADDING.format(head=head, name="Shop(Store)", asked=asked.format("Shop"))

    assert bool(judged({"app/store.py": base, "app/shop.py": heir})) is is_told
