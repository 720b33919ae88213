"""What the judge says of functions under another name."""

import pytest

from tests.unit.judges.copying import ORIGINAL, Judge, evidence, replaced

SIBLINGS = {
    "another operator": ("order.total > limit", "order.total < limit"),
    "another callee": ("found.append(order.number)", "found.remove(order.number)"),
    "another sign": ("found[:limit]", "found[:-limit]"),
    "another constant": ("limit=10", "limit=99"),
    "negated": ("order.paid and", "not order.paid and"),
}


@pytest.mark.parametrize("edit", SIBLINGS.values(), ids=SIBLINGS)
def test_under_another_name_another_word_makes_a_sibling(
    judged: Judge, edit: tuple[str, str]
) -> None:
    sibling = replaced(edit, ("def collect", "def gather"))

    assert judged({"app/a.py": ORIGINAL, "app/b.py": sibling}) == {}


def test_under_another_name_an_edited_copy_is_a_copy(judged: Judge) -> None:
    edited = replaced(
        ("def collect", "def gather"), ("    found.sort()", "    found.reverse()\n    found.sort()")
    )
    found = judged({"app/a.py": ORIGINAL, "app/b.py": edited})["app.b.gather"]

    assert found.verdict == "equal"
    assert evidence(found).clone_type == 3
    assert evidence(found).differences == ("adds `found.reverse()`",)


LOCKED = """
def {name}(change):
    def wrapper(stage, *args, **rest):
        stage.lock.{first}()
        {more}
        try:
            found = change(stage, *args, **rest)
        finally:
            stage.lock.{last}()
            {less}
        return found
    return wrapper
"""


def test_what_does_the_same_in_another_order_undoes_it(judged: Judge) -> None:
    apart = LOCKED.format(name="unlocked", first="free", last="hold", more="stage.reset()", less="")
    back = LOCKED.format(name="relocked", first="hold", last="free", more="", less="stage.reset()")

    assert judged({"app/a.py": apart, "app/b.py": back}) == {}
    assert judged({"app/a.py": apart, "app/b.py": apart.replace("unlocked", "without_lock")})


ALERTS = """
class Alerts:
    def process(self, error):
        self.history.append(error)
        pattern = self.patterns.get(error.kind)
        if pattern is None:
            return []
        alerts = self.engine.check(pattern)
        self.{0}(alerts)
        return alerts

    def {0}(self, alerts):
        for alert in alerts:
            {1}(alert)
"""


@pytest.mark.parametrize(
    ("told", "differences"),
    [
        ("send", ()),
        ("drop", ("`self._tell_all(alerts)` instead of `self._tell(alerts)` (another name)",)),
    ],
    ids=["which say the same", "which say something else"],
)
def test_own_methods_of_two_names_are_what_they_do(
    told: str, differences: tuple[str, ...], judged: Judge
) -> None:
    files = {
        "app/a.py": ALERTS.format("_tell", "send"),
        "app/b.py": ALERTS.format("_tell_all", told),
    }

    member = judged(files)["app.b.Alerts.process"]

    assert (member.verdict, evidence(member).differences) == ("equal", differences)


def test_helpers_of_two_names_are_what_they_do(judged: Judge) -> None:
    helper = "def {0}(value):\n    return send(value.strip(), value.kind)\n"
    text = replaced(("found.append(order.number)", "found.append({0}(order))"))
    files = {
        f"app/{letter}.py": f"{helper.format(name)}\n{text.replace('{0}', name)}"
        for letter, name in (("a", "clean"), ("b", "cleaned"))
    }

    member = judged(files)["app.b.collect"]

    assert (member.verdict, evidence(member).differences) == ("equal", ())


def test_brief_functions_that_hand_out_what_others_give_are_two_things(judged: Judge) -> None:
    text = "def match(expr, opts=None):\n    if not opts:\n        opts = OPTIONS\n    found = Minions(opts)\n    return found.check_{}(expr, opts)\n"
    files = {f"app/{name}.py": text.format(name) for name in ("cache", "pillar", "grain")}

    assert judged(files) == {}


def test_what_is_little_and_names_other_things_is_no_copy_under_another_name(judged: Judge) -> None:
    first = """
from app.tools import Builder, Lowering

def lower(code, options):
    builder = Builder(None, options)
    visitor = Lowering(builder)
    visitor.transform(code.blocks)
    code.blocks = builder.blocks
"""
    second = (
        first.replace("Lowering", "Tracing")
        .replace("def lower", "def trace")
        .replace("Tracing(builder)", "Tracing(builder, code.name)")
    )
    tools = "class Builder: ...\nclass Lowering: ...\nclass Tracing: ...\n"

    assert judged({"app/tools.py": tools, "app/a.py": first, "app/b.py": second}) == {}


def test_the_words_of_a_class_name_tell_it_from_another(judged: Judge) -> None:
    counter = """
class CounterStat:
    def tell(self, metric):
        label = metric.labels.add()
        label.name = "type"
        label.value = self.family
        point = metric.points.add()
        point.counter_value.number = self.value
"""
    gauge = counter.replace("CounterStat", "GaugeStat").replace("counter_value", "gauge_value")

    assert judged({"app/a.py": counter, "app/b.py": gauge}) == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            """
class Writer:
    def prefix_in_scope(self, prefix):
        stack = self.prefixes
        for i in range(-1, (len(self.prefixes) + 1) * -1, -1):
            if prefix in stack[i]:
                return True
        return False
""",
            """
class Reader:
    def find_address(self, prefix):
        stack = self.prefixes
        for i in range(-1, (len(self.prefixes) + 1) * -1, -1):
            if prefix in stack[i]:
                return stack[i][prefix]
        return None
""",
            id="two questions",
        ),
        pytest.param(
            """
def copy_tree(node):
    if isinstance(node, dict):
        return {key: copy_tree(value) for key, value in node.items()}
    if isinstance(node, list):
        return [copy_tree(item) for item in node]
    return node
""",
            """
def dates_as_text(node):
    if isinstance(node, date):
        return node.isoformat()
    if isinstance(node, dict):
        return {key: dates_as_text(value) for key, value in node.items()}
    if isinstance(node, list):
        return [dates_as_text(item) for item in node]
    return node
""",
            id="two walks",
        ),
    ],
)
def test_brief_functions_of_one_form_do_two_things(first: str, second: str, judged: Judge) -> None:
    assert judged({"app/a.py": first, "app/b.py": second}) == {}


BLOCK = """
class Block:
    def to_python(self, value):
        if value is None:
            return value
        else:
            try:
                return self.model_class.objects.get(pk=value)
            except self.model_class.DoesNotExist:
                return None
"""
CHOOSER = """
class Chooser:
    def get_instance(self, value):
        if value is None:
            return None
        elif isinstance(value, self.model_class):
            return value
        else:
            try:
                return self.model_class.objects.get(pk=value)
            except self.model_class.DoesNotExist:
                return None
"""


def test_brief_functions_of_two_names_that_differ_in_much_are_two_hands_work(
    judged: Judge,
) -> None:
    files = {"app/a.py": BLOCK, "app/b.py": CHOOSER}
    same_name = CHOOSER.replace("get_instance", "to_python")

    assert judged(files) == {}
    assert judged({**files, "app/b.py": same_name.replace("Chooser", "Block")}) != {}


SERIES = """
def {name}(x, size):
    terms = zeros((size + 1, len(x)), dtype=x.dtype)
    terms[0] = ones(x.shape)
    if size > 0:
        twice = x + x
        terms[1] = twice
        for i in range(2, size + 1):
            terms[i] = {term}
    return rollaxis(terms, 0, terms.ndim)
"""


def test_under_another_name_another_formula_is_another_thing(judged: Judge) -> None:
    first = SERIES.format(name="rising", term="twice * terms[i - 1] - terms[i - 2]")
    other = SERIES.format(name="falling", term="terms[i - 1] - 2 * (i - 1) * terms[i - 2]")
    files = {"app/a.py": first, "app/b.py": other}

    assert judged(files) == {}
    files = {path: text.replace(" * ", "*").replace(" - ", "-") for path, text in files.items()}
    assert judged(files) == {}
    files["app/b.py"] = files["app/a.py"].replace("rising", "falling")
    assert judged(files) != {}


def test_a_dash_in_a_text_is_no_formula(judged: Judge) -> None:
    first = SERIES.format(name="rising", term="terms_of(twice, i, 'a - b')")
    other = SERIES.format(name="falling", term="terms_of(twice, i, 'a / b', terms)")

    assert judged({"app/a.py": first, "app/b.py": other}) != {}


HIDING = """
class {0}Panel:
    def {name}(self, shown):
        {first}
        self.threshold.hide()
        self.threshold_label.hide()
        self.slider.hide()
        self.slider_label.hide()
        self.box.hide(shown)
        {last}
"""


@pytest.mark.parametrize(("name", "told"), [("fade", False), ("dim", True)])
def test_under_another_name_what_only_asks_its_object_is_no_copy(
    judged: Judge, name: str, *, told: bool
) -> None:
    first = HIDING.format("Image", name="dim", first="", last="self.update(3)")
    other = HIDING.format("Cloud", name=name, first="self.show(SHOWN)", last="self.update(3)")

    assert bool(judged({"app/a.py": first, "app/b.py": other})) is told


ANSWERED = """
class {name}:
    def answer(self, rows):
        found = []
        for row in rows:
            if row.open and row.size > self.least:
                found.append(row.name)
        if not found:
            raise LookupError(rows)
        return {giver}(self, found)
"""


@pytest.mark.parametrize(
    ("giver", "found"), [("chart", 0), ("report.chart", 0), ("report.table", 1), ("table", 1)]
)
def test_what_hands_out_what_another_function_gives_is_another_thing(
    giver: str, found: int, judged: Judge
) -> None:
    one = ANSWERED.format(name="Cart", giver="table" if giver == "table" else "report.table")
    other = ANSWERED.format(name="Store", giver=giver)

    assert len(judged({"app/cart.py": one, "app/store.py": other})) == found


WALKED = """
def {name}(node, seen):
    if node is None or node in seen:
        return {nothing}
    seen.add(node)
    {more}
    for child in node.children:
        if child.open and child.size > 3:
            {call}(child, seen)
    return {answer}
"""


@pytest.mark.parametrize(
    ("calls", "answers", "found"),
    [
        (("gather", "visit"), ("seen", "seen"), 0),  # both walk
        (("tell", "tell"), ("len(seen)", "join(seen)"), 0),  # two answers
        (("tell", "tell"), ("seen", "seen"), 1),
    ],
)
def test_brief_functions_of_two_names_that_walk_or_answer_otherwise_are_two(
    calls: tuple[str, str], answers: tuple[str, str], found: int, judged: Judge
) -> None:
    files = {}
    for name, call, answer in zip(("gather", "visit"), calls, answers, strict=True):
        more = "node.mark()" if name == "visit" else "pass"
        nothing = answer if answer == "seen" else f"'{name}'"
        files[f"app/{name}.py"] = WALKED.format(
            name=name, nothing=nothing, more=more, call=call, answer=answer
        )

    assert len(judged(files)) == found


TOLD = """
def {name}(rows, day):
    found = []
    for row in rows:
        if row.open and row.size > day.least:
            found.append((row.name, {kind}))
    if not found:
        raise LookupError(day)
    day.store(sorted(found), kind={kind}, at=row.place)
    return found[: day.most]
"""


@pytest.mark.parametrize(("kinds", "found"), [(("'open'", "'late'"), 1), (("OPEN", "LATE"), 0)])
def test_under_another_name_another_text_can_be_passed(
    kinds: tuple[str, str], found: int, judged: Judge
) -> None:
    one, other = (
        TOLD.format(name=name, kind=kind)
        for name, kind in zip(("opened", "waited"), kinds, strict=True)
    )

    assert len(judged({"app/a.py": one, "app/b.py": other})) == found
