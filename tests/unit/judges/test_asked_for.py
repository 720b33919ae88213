"""What the judge says of what a base, a compiler, a language or a program asks for."""

import pytest

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.copies import compare
from ssotlint.judges.slightness import slightness
from tests.unit.judges.copying import Judge, an_excerpt

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
        ours = an_excerpt(ANSWERING.format(refused="pass"))
        theirs = an_excerpt(ANSWERING.format(refused=refused).replace("chat.complete", "create"))
        verdict = compare(ours, theirs, ("generate", "generate"), ("One", "Two"))
        told = ClonesEvidence(class_name="Two", siblings=siblings, other_names=own)
        return slightness(told, verdict, ours, theirs)

    many = "if result.refused:\n        raise Refused(asked, 1)"
    vendor = "a base asks for both, and each does it in its own way with what is its own"
    assert why(many, "VENDOR") == vendor
    assert vendor not in (why("pass", "VENDOR"), why(many), why(many, "VENDOR", siblings=False))
    twice = "result = self.first(result, asked, kind, wanted, messages=messages, told=False)"
    assert why(twice, "VENDOR") != vendor
