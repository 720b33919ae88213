"""What the judge says of methods that speak of what their own object holds."""

from textwrap import dedent

import pytest

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.copies import compare
from ssotlint.judges.slightness import slightness
from tests.unit.judges.copying import Judge, an_excerpt


def test_brief_special_methods_that_differ_are_each_for_their_class(judged: Judge) -> None:
    text = """
class {0}:
    def __lt__(self, other):
        if self.value is None:
            return False
        if other.value is None:
            return True
        return {1}.value < {2}.value
"""
    first, second = text.format("Rising", "self", "other"), text.format("Falling", "other", "self")

    assert judged({"app/a.py": first, "app/b.py": second}) == {}
    same = judged({"app/a.py": first, "app/b.py": first.replace("Rising", "Climbing")})
    assert set(same) == {"app.b.Climbing.__lt__"}


INDEXES = """
class {name}Editor:
    def _name(self, model, field):
        return "{name}" + model.table + field.column
    def drop_index(self, model, field):
        name = self._name(model, field)
        return self._drop(model, name)
"""
ASKING = """
class {name}Log:
    def tell(self, sender, size):
        if self.layout == "json":
            self._tell_json(sender, size)
        else:
            self._tell_text(sender, size)
"""


@pytest.mark.parametrize("text", [INDEXES, ASKING], ids=["in turn", "by choice"])
def test_what_only_asks_its_own_object_says_nothing_twice(judged: Judge, text: str) -> None:
    worlds = {f"app/{n.lower()}.py": text.format(name=n) for n in ("Post", "My", "Oracle")}
    assert judged(worlds) == {}


def test_what_asks_its_own_object_for_what_it_works_out_is_a_copy(judged: Judge) -> None:
    text = INDEXES.replace("self._drop(model, name)", "self._drop(model.table.upper(), name[:63])")
    worlds = {f"app/{n.lower()}.py": text.format(name=n) for n in ("Post", "My", "Oracle")}
    assert "app.post.PostEditor.drop_index" in judged(worlds)


TABLES = """
CIRCUITS, BURNERS, PUMPS = {values}

def build(devices):
    found = []
    for device in devices:
        if device.off or not device.key:
            continue
        device.refresh(10)
        found.extend(rows_of(device.circuits, device.key, CIRCUITS))
        found.extend(rows_of(device.burners, device.key, BURNERS))
        found.extend(rows_of(device.pumps, device.key, PUMPS))
    return found

def rows_of(parts, key, table):
    return [{made} for part in parts]
"""


@pytest.mark.parametrize(("made", "told"), [("(part, key)", True), ("Row(part, 1, table)", False)])
def test_what_names_hardly_anything_but_what_is_its_own_is_no_copy(
    judged: Judge, made: str, *, told: bool
) -> None:
    """Three names may stand for something else, not four."""
    first = TABLES.format(values="[('a',), ('b',), ('c',)]", made="(part, key)")
    other = TABLES.format(values="[('x',), ('y',), ('z',)]", made=made)

    assert ("app.b.build" in judged({"app/a.py": first, "app/b.py": other})) is told


LASTING = """
class {name}:
    @property
    def lasted(self):
        if self.ended and self.began:
            return (self.ended - self.began - self.paused).{unit}()
        return {default}
"""


def test_a_property_of_a_few_words_speaks_of_its_own_object(judged: Judge) -> None:
    """Unless it says a text, a number or a name of the module: that is a fact, and stands twice."""

    def copies(default: str) -> object:
        return judged(
            {
                f"app/{name.lower()}.py": LASTING.format(name=name, unit="minutes", default=default)
                for name in ("Talk", "Visit")
            }
        )

    assert copies("None") == {}
    assert copies("'never'") != {}


def test_a_property_says_a_fact_on_whichever_side_that_stands() -> None:
    """Each speaks of its own object only where neither says a text."""

    def why(first: str, second: str) -> str:
        texts = [
            dedent(LASTING.partition(":\n")[2]).format(unit="minutes", default=default)
            for default in (first, second)
        ]
        ours, theirs = (an_excerpt(text) for text in texts)
        verdict = compare(ours, theirs, ("lasted", "lasted"), ("Talk", "Visit"))
        return slightness(ClonesEvidence(class_name="Visit"), verdict, ours, theirs)

    property_ = "a few words about what its own object holds"
    assert why("None", "False") == property_
    assert property_ not in (why("None", "'never'"), why("'never'", "None"))


SWAPPING = """
class {name}:
    def swap(self, old, new):
        place = self.rows.{find}(old)
        self.rows[place] = new
"""


def test_two_statements_about_what_an_object_holds_are_no_work(judged: Judge) -> None:
    def copies(find: str) -> object:
        names = ("Shelf", "Basket", "Rack")
        texts = {f"app/{n.lower()}.py": SWAPPING.format(name=n, find=find) for n in names}
        return judged(texts)

    assert copies("index") == {}
    assert copies("index(PLACES)[3].of") != {}


LOOKED_UP = """
def {name}(order, found):
    rows = found.{taken}(order.{key})
    if rows is None or rows.{key} < {least}:
        rows = found.{missing}(order.{key})
    found.remember(order, rows, found.day, found.place)
    return rows.first
"""


def test_what_is_passed_costs_as_much_as_what_is_said_once(judged: Judge) -> None:
    """Five differences in what five statements say leave nothing to share."""
    first = LOOKED_UP.format(name="find", taken="take", key="number", least=3, missing="make")
    near = first.replace("found.place", "found.shelf")
    far = LOOKED_UP.format(name="find", taken="pick", key="label", least=7, missing="ask")

    assert judged({"app/a.py": first, "app/b.py": near}) != {}
    assert judged({"app/a.py": first, "app/b.py": far}) == {}


STORED = """
class {0}:
    @staticmethod
    def load(data, path):
        found = {0}()
        found.key = data["key"]
        found.kind = data["kind"]
        found.files = data["files"] or [path]
        found.parts = {parts}
        return found
"""


def test_what_reads_a_record_field_by_field_is_what_the_record_is(judged: Judge) -> None:
    def copies(parts: str) -> object:
        names = ("Package", "Layout")
        return judged({f"app/{n.lower()}.py": STORED.format(n, parts=parts) for n in names})

    assert copies('data["parts"]') == {}
    assert copies('data["parts"]\n        found.check(PARTS)') != {}


FIELDS = """
def {name}_fields(host, entry):
    try:
        found = host.registry.take(entry.number)
        choices = host.capability(found.number, "choices") or []
    except LookupError:
        choices = []
    {kept}
    return {{"fields": Schema({{{made}}})}}
"""


@pytest.mark.parametrize(("choices", "told"), [("choices", False), ("CHOICES", True)])
def test_an_answer_that_is_made_of_what_comes_before_it_can_not_be_passed(
    judged: Judge, choices: str, *, told: bool
) -> None:
    made = f"Needed(OPTION): In({choices}), Optional(FOR): Text(9)"
    first = FIELDS.format(name="condition", kept="host.keep(choices)", made=made)
    made = f"Optional(FROM): In({choices}), Optional(TO): In({choices}), Optional(FOR): Text(9)"
    other = FIELDS.format(name="trigger", kept="host.keep(choices)", made=made)

    assert bool(judged({"app/a.py": first, "app/b.py": other})) is told


DRAINED = """
class {name}:
    def drain(self, {given}):
        rows = list(self.waiting)
        self.waiting.clear()
        for row in rows:
            yield row
"""


def test_four_statements_about_what_an_object_holds_need_not_be_shared_from_far(
    judged: Judge,
) -> None:
    def copies(*paths: str) -> object:
        texts = (DRAINED.format(name=p[-4].upper() + "Queue", given="") for p in paths)
        return judged(dict(zip(paths, texts, strict=True)))

    assert copies("app/one/a.py", "app/two/b.py") == {}
    assert copies("app/one/a.py", "app/one/b.py") != {}
    assert copies("app/one/a.py", "app/two/b.py", "app/three/c.py") != {}


CONFIGURED = """
class {name}(Layer):
    def get_config(self):
        config = super().get_config()
        config.update({{"size": self.size, "rate": self.rate, "kind": say(self.kind), {more}}})
        return config
"""


def test_what_puts_its_fields_beside_those_of_its_base_says_what_it_holds(judged: Judge) -> None:
    def copies(more: str) -> object:
        return judged({
            f"app/{n.lower()}.py": CONFIGURED.format(name=n, more=more) for n in ("Dense", "Sparse")
        })  # fmt: skip

    fields = ", ".join(f'"{n}": self.{n}' for n in ("depth", "bias", "scale", "axis", "seed"))
    assert copies(fields) == {}
    assert copies(fields + '})\n        config.drop({"a": LIMIT, "b": LIMIT') != {}


MADE = """
class {name}:
    def __init__(self, host, port, timeout=None, name=None, retries=3):
        if not host:
            raise ValueError("no host")
        {work}
        self.host = host
        self.port = port
        self.timeout = timeout
        self.name = name
        self.retries = retries
        self.{own}(host)
"""
_REFUSES = "if port < 1024 and timeout is None:\n            raise ValueError(port, name)"
_WORKS = f"{_REFUSES}\n        self.rows = [row.name for row in host.rows]"


@pytest.mark.parametrize(("work", "found"), [(_REFUSES, 0), (_WORKS, 1)])
def test_what_python_asks_for_may_keep_what_it_is_given_in_its_own_way(
    work: str, found: int, judged: Judge
) -> None:
    files = {
        f"app/{name}.py": MADE.format(name=name.title(), own=own, work=work)
        for name, own in (("cart", "fill"), ("store", "lock"))
    }

    assert len(judged(files)) == found


CALLED = """
class {name}:
    def {method}(self, rows):
        found = []
        for row in rows:
            if row.open and row.size > self.least:
                found.append(row.name.lower())
        if not found:
            raise LookupError(len(rows))
        {more}
        return sorted(found)
"""


@pytest.mark.parametrize(
    ("method", "more", "found"),
    [
        ("__call__", "self.tell(found)", 0),
        ("__call__", "pass", 1),
        ("collect", "self.tell(found)", 1),
    ],
)
def test_what_python_asks_for_each_class_answers_for_itself(
    method: str, more: str, found: int, judged: Judge
) -> None:
    one = CALLED.format(name="Cart", method=method, more="pass")
    other = CALLED.format(name="Store", method=method, more=more)

    assert len(judged({"app/cart.py": one, "app/store.py": other})) == found


BOARD = """
def start(board, rows):
    found = []
    for row in rows:
        if row.open and row.size > board.least:
            found.append(row.name)
    board.load("{named}", found)
    if not found:
        raise LookupError(board)
    board.store(found, at=0)
    return sorted(found)
"""


@pytest.mark.parametrize(("first", "second", "found"), [("green", "yellow", 0), ("one", "two", 1)])
def test_what_differs_where_each_names_its_own_place_is_two_things(
    first: str, second: str, found: int, judged: Judge
) -> None:
    files = {"app/green.py": BOARD.format(named=first), "app/yellow.py": BOARD.format(named=second)}

    assert len(judged(files)) == found
