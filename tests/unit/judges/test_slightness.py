"""What the judge says of brief functions, and of those under another name."""

from textwrap import dedent

import pytest

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.copies import compare
from ssotlint.judges.slightness import slightness
from ssotlint.model.place import Span
from ssotlint.syntax.excerpt import Excerpt, excerpt
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


def test_what_is_written_twice_is_told_whatever_else_it_is_like(judged: Judge) -> None:
    def reads(name: str, size: str, answer: str) -> str:
        return f"""
def {name}(f):
    n = {size}(f)
    assert n >= 0
    data = f.read(n)
    if len(data) == n:
        return {answer}
    raise ValueError(n)
"""

    text, raw = (
        reads("read_text", "size1", "str(data, 'utf-8')"),
        reads("read_raw", "size1", "data"),
    )
    files = {f"app/{name}.py": text for name in "ab"} | {f"app/{name}.py": raw for name in "cde"}

    assert set(judged(files)) == {"app.b.read_text", "app.d.read_raw", "app.e.read_raw"}


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


INDEXES = """
class {name}Editor:
    def _name(self, model, field):
        return "{name}" + model.table + field.column
    def drop_index(self, model, field):
        name = self._name(model, field)
        return self._drop(model, name)
"""
TOLD = """
class {name}Log:
    def tell(self, sender, size):
        if self.layout == "json":
            self._tell_json(sender, size)
        else:
            self._tell_text(sender, size)
"""


@pytest.mark.parametrize("text", [INDEXES, TOLD], ids=["in turn", "by choice"])
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


FIND = """
def find(images):
    order = ["poster", "tile"]
    for purpose in order:
        {more}
        for image in images:
            if image.purpose == purpose and image.width >= 300:
                return image
    return None
"""


def test_of_two_changes_in_a_few_words_no_more_is_claimed_than_a_note(judged: Judge) -> None:
    text = FIND.format(more="seen.add(len(images), purpose)")
    other = _other_images(text)
    found = judged({"app/a.py": text, "app/b.py": other})["app.b.find"]
    assert evidence(found).distant


def test_what_is_left_beside_what_each_says_in_its_own_way_must_be_worth_a_function(
    judged: Judge,
) -> None:
    text = FIND.format(more="seen.add(purpose)")

    assert judged({"app/a.py": text, "app/b.py": _other_images(text)}) == {}
    assert judged({"app/a.py": text, "app/b.py": text}) != {}


def _other_images(text: str) -> str:
    return text.replace('"poster"', '"logo"').replace(
        " and ", " and image.width == image.height and "
    )


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
        ours, theirs = (_function(text) for text in texts)
        verdict = compare(ours, theirs, ("lasted", "lasted"), ("Talk", "Visit"))
        return slightness(ClonesEvidence(class_name="Visit"), verdict, ours, theirs)

    property_ = "a few words about what its own object holds"
    assert why("None", "False") == property_
    assert property_ not in (why("None", "'never'"), why("'never'", "None"))


def _function(text: str) -> Excerpt:
    rows = text.strip().splitlines()
    span = Span(2, 1, len(rows), len(rows[-1]) + 1)
    return excerpt(rows, span, 1)


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


RUNNING = """
from app.base import Command

class {0}Command(Command):
    def __call__(self, app=None, name=None, **options):
        apps = self.resolve(app=app, name=name)
        ready = self.finish(apps=apps.values(), options=options)
        {done}
        state = None
        for _, one in sorted(ready.items()):
            state = self.{verb}(one, **full(state, options))
        return state
"""
COUNTED = (
    "TOTALS[self.kind, 3] += min(9, len(apps)); SEEN.add((self.kind, sorted(apps, key=len)[:9]))"
)
COMMANDS = {"app/base.py": "class Command:\n    def __call__(self): raise NotImplementedError\n"}


@pytest.mark.parametrize(("done", "told"), [("pass", False), (COUNTED, True)])
def test_an_entry_point_that_hands_on_what_it_is_given_is_no_work(
    judged: Judge, done: str, *, told: bool
) -> None:
    files = {
        f"app/{name.lower()}.py": RUNNING.format(name, done=done, verb=name.lower())
        for name in ("Create", "Publish")
    }

    assert bool(judged({**COMMANDS, **files})) is told


WRITING = """
def write(path, text):
    try:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return True
    except Exception as error:
        {told}
        return False
"""


@pytest.mark.parametrize(("folder", "told"), [("scripts", False), ("app", True)])
def test_two_scripts_do_a_few_words_in_their_own_way(
    judged: Judge, folder: str, *, told: bool
) -> None:
    first, other = (WRITING.format(told=text) for text in ("print(error)", "pass"))
    files = {f"{folder}/a.py": first, f"{folder}/b.py": other}

    assert bool(judged(files)) is told
    assert judged({**files, f"{folder}/b.py": first}) != {}


TRAINING = """
class {name}:
    def train(self, batch):
        return {above}.train(batch)

    def train_step(self, batch, **params):
        self.set_training(True, params)
        rows, wanted = unpack(batch.rows, batch.wanted)
        guess = self.infer(rows, **params)
        loss = self.loss_of(guess, wanted, rows=rows, training=True)
        {back}
        return {{"loss": loss, "guess": guess}}
"""


@pytest.mark.parametrize(("above", "told"), [("super()", False), ("self.other", True)])
def test_a_mixin_overrides_what_it_is_put_together_with(
    judged: Judge, above: str, *, told: bool
) -> None:
    net = TRAINING.format(name="Net", above="self.steps", back="loss.backward()")
    fast = TRAINING.format(name="Fast", above=above, back="self.accelerator.backward(loss)")

    assert bool(judged({"app/net.py": net, "app/fast.py": fast})) is told


@pytest.mark.parametrize("size", [1, 12])
def test_much_of_what_a_mixin_does_is_a_copy(judged: Judge, size: int) -> None:
    text = TRAINING.replace(
        "        rows, wanted",
        "".join(f"        self.part_{i}.set(batch.rows[{i}] + {i})\n" for i in range(size))
        + "        rows, wanted",
    )
    net = text.format(name="Net", above="self.steps", back="loss.backward()")
    fast = text.format(name="Fast", above="super()", back="self.accelerator.backward(loss)")

    assert bool(judged({"app/net.py": net, "app/fast.py": fast})) is (size > 1)


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


COMPILED = """
{decorator}
def {name}(rows, size):
    total = 0
    for row in rows:
        if row[0] > size and row[1] not in SKIPPED:
            total += row[0] * row[1]
    return total / {unit}
"""


def test_what_is_written_for_a_compiler_is_another_thing(judged: Judge) -> None:
    plain = COMPILED.format(decorator="@checked", name="weigh", unit=3)
    other = COMPILED.format(decorator="@checked", name="weigh", unit=4)
    compiled = COMPILED.format(decorator="@njit(cache=True)", name="weigh", unit=4)
    drifted, kernel = (
        COMPILED.format(decorator="@triton.jit", name="weigh", unit=unit) for unit in (4, 3)
    )

    assert judged({"app/a.py": plain, "app/b.py": compiled}) == {}
    assert judged({"app/a.py": kernel, "app/b.py": drifted}) != {}
    assert judged({"app/a.py": kernel, "app/b.py": kernel}) != {}
    assert judged({"app/a.py": plain, "app/b.py": other}) != {}


KERNEL = """
{decorator}
def weigh(rows, out, size, step):
    start = program(0) * step
    total = 0
    for at in span(start, size):
        row = load(rows + at, mask=at < size, other=0.0)
        total += row * {scale}
        if row > {least}:
            total -= shift(row, {by})
    store(out + start, total / size, mask=start < size)
    fence(out)
"""


@pytest.mark.parametrize(("decorator", "found"), [("@triton.jit", 0), ("@checked", 1)])
def test_a_kernel_is_written_for_what_it_works_on(
    decorator: str, found: int, judged: Judge
) -> None:
    one = KERNEL.format(decorator=decorator, scale="weight", least=0, by=1)
    other = KERNEL.format(
        decorator=decorator, scale="load(weight + at)", least="load(limits + at)", by=2
    )

    assert len(judged({"app/a.py": one, "app/b.py": other})) == found


WEIGHED = """
@njit(fastmath=True)
def weigh({given}, size):
    total = 0.0
    count = 0
    for at in range(size):
        low = max(0, at - size)
        high = min(size, at + size)
        for other in range(low, high):
            row = rows[other]
            if row > limits[at] and row not in seen:
                total += row * weights[at]
                count += 1
                {worked}
            elif row < limits[other]:
                total -= row * weights[other]
                count -= 1
        if count > size:
            break
    return total / count
"""
WORKED = """drift = total - row
                mean = drift / count
                if mean > 0:
                    total -= mean
                if drift < 0:
                    total += drift
                rows[at] = mean
                limits[at] = drift
                weights[at] = total
                seen.add(mean)
                size -= 1
                count += int(drift)"""


@pytest.mark.parametrize(
    ("decorator", "worked", "found"),
    [("@njit", WORKED, 0), ("@checked", WORKED, 1), ("@njit", "seen.add(row)", 1)],
)
def test_two_for_a_compiler_that_differ_in_many_places_are_two(
    decorator: str, worked: str, found: int, judged: Judge
) -> None:
    one, other = (
        WEIGHED.format(given="rows, limits, weights, seen", worked=text).replace("@njit", decorator)
        for text in ("seen.add(row)\n                size += 1", worked)
    )

    assert len(judged({"app/a.py": one, "app/b.py": other})) == found


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


EMITTING = """
class {0}Writer({1}):
    def stores(self, names):
        lines = []
        for name in sorted(names):
            index = self.indices[name]
            line = f"{{name}}[{{index}}] = {{name}}{2}"
            lines.append(line)
        return lines
"""


@pytest.mark.parametrize(("end", "told"), [(";", False), ("", True)])
def test_each_language_is_written_in_its_own_way(judged: Judge, end: str, *, told: bool) -> None:
    first = f"class Writer: ...\n{EMITTING.format('Plain', 'Writer', '')}"
    other = f"from app.a import Writer\n{EMITTING.format('Braced', 'Writer', end)}"

    assert bool(judged({"app/a.py": first, "app/b.py": other})) is told


JOINING = """
class {0}Writer({1}):
    def writer(self, form):
        each = self.kind.given_for(form).writer(form)
        if each is None:
            return None

        def joined(rows):
            return f"{2}[{{', '.join(rows)}}]"

        def process(value):
            inner = self.applied(value, each, self.depth, joined)
            return inner

        return process
"""


@pytest.mark.parametrize(("base", "told"), [("PlainWriter", True), ("object", False)])
def test_an_heir_could_give_its_text_to_the_method_that_it_overrides(
    judged: Judge, base: str, *, told: bool
) -> None:
    first = JOINING.format("Plain", "object", "")
    other = "from app.a import PlainWriter\n" + JOINING.format("Named", base, "ROW")

    assert bool(judged({"app/a.py": first, "app/b.py": other})) is told


RESETTING = """
class {0}Model({1}):
    def reset(self):
        self.begin_reset()
        self.end_reset()
"""


def test_what_a_foreign_base_asks_for_in_a_few_words_is_no_work(judged: Judge) -> None:
    names = ("Rows", "Cells", "Trees", "Lists", "Words", "Pages")
    foreign = {f"app/{n.lower()}.py": RESETTING.format(n, "qt.Model") for n in names}
    ours = {f"app/{n.lower()}.py": RESETTING.format(n, "Base") for n in names}
    head = "from app.base import Base\n"

    assert judged(foreign) == {}
    assert judged({
        **{path: head + text for path, text in ours.items()},
        "app/base.py": "class Base:\n    def reset(self): raise NotImplementedError\n",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("comment", "count"), [("", 0), ("    # Copied from app.a.Till.finish\n", 2)]
)
def test_what_says_that_it_was_copied_is_a_copy_however_little_it_is(
    comment: str, count: int, judged: Judge
) -> None:
    till = (
        "class Till:\n{}    def finish(self, at):\n"
        "        self.book.close_all(at)\n        self.drawer.open_slowly(at)\n"
    )
    files = {f"app/{name}.py": till.format(comment if name != "a" else "") for name in "abc"}

    assert len(judged(files)) == count


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("LOG.debug('%s' % message)", 0),
        ("LOG.debug('%s' % message)\n        return send(context, 'echo', message, 5)", 5),
        ("LOG.info('%s by %s', message['id'], message['kind'])\n        " * 3, 5),
    ],
    ids=["few", "more", "much"],
)
def test_what_is_logged_in_a_few_words_is_no_work(body: str, found: int, judged: Judge) -> None:
    text = f"class Handler:\n    def echo(self, context, message):\n        {body}\n"
    files = {f"app/{name}.py": f"LOG = getLogger(__name__)\n{text}" for name in "abcdef"}

    assert len(judged({"app/__init__.py": "", **files})) == found


CHOOSING = """
@timed
def choose(order, budget):
    rows = list(order.rows)
    if not rows:
        return None
    {own}
    return rows[0].first
"""


def test_what_has_a_third_in_common_is_for_the_most_part_two_things() -> None:
    """Unless few statements, however long, are all that differs: those can be passed."""

    def why(lines: int, long: str = "", both: int = 6) -> str:
        ours, theirs = (
            _function(CHOOSING.format(own="\n    ".join([
                *(f"budget.add(order.{name}_{i}, rows, day=order.day{long})" for i in range(lines)),
                *(f"budget.spend(rows, {i})" for i in range(both)),
            ])))
            for name in ("of", "at")
        )  # fmt: skip
        verdict = compare(ours, theirs, ("choose", "choose"), ("", ""))
        return slightness(ClonesEvidence(), verdict, ours, theirs)

    apart = "most of what either says, the other says in its own way"
    assert why(12) == apart
    assert apart not in (why(3, ", rate=9" * 9), why(12, both=18))


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


ANSWERING = """
@timed
def generate(self, asked, kind=None, **more):
    messages = self.adapter.format_input(asked)
    wanted = self.adapter.format_kind(kind)
    with errors_of(VENDOR):
        result = self.client.chat.complete(messages=messages, format=wanted, **more)
    {refused}
    answers = [answer.content for answer in result.answers if answer.content is not None]
    return answers[0] if len(answers) == 1 else answers
"""


def test_two_adapters_of_one_interface_each_ask_their_vendor() -> None:
    def why(refused: str, *own: str, siblings: bool = True) -> str:
        ours = _function(ANSWERING.format(refused="pass"))
        theirs = _function(ANSWERING.format(refused=refused).replace("chat.complete", "create"))
        verdict = compare(ours, theirs, ("generate", "generate"), ("One", "Two"))
        told = ClonesEvidence(class_name="Two", siblings=siblings, other_names=own)
        return slightness(told, verdict, ours, theirs)

    many = "if result.refused:\n        raise Refused(asked, 1)"
    vendor = "a base asks for both, and each does it in its own way with what is its own"
    assert why(many, "VENDOR") == vendor
    assert vendor not in (why("pass", "VENDOR"), why(many), why(many, "VENDOR", siblings=False))
    twice = "result = self.first(result, asked, kind, wanted, messages=messages, told=False)"
    assert why(twice, "VENDOR") != vendor


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
