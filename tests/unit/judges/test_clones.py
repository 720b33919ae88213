"""What the judge says of a copy: equal or drifted, of which type, and what it does otherwise."""

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent, indent

import pytest

from ssotlint.detectors import clones
from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.detectors.view import View
from ssotlint.judges.clones import innocence, judge
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Member
from tests.worlds import draw

Judge = Callable[[Mapping[str, str]], dict[str, Member]]

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


@pytest.fixture
def judged(tmp_path: Path) -> Judge:
    """The confirmed members of all groups of a world, by symbol; canonical ones are left out."""

    def confirm(files: Mapping[str, str]) -> dict[str, Member]:
        world = draw(tmp_path, files)
        view = View(world.index, world.graph, world.config)
        options = clones.ClonesOptions()
        verdicts = [
            judge(case, Excerpts(tmp_path), options) for case in clones.detect(view, options)
        ]
        return {m.symbol: m for case in verdicts if case for m in case.members if m.suspect}

    return confirm


def _beside_the_original(judged: Judge, copy: str) -> Member | None:
    return judged({"app/a.py": ORIGINAL, "app/b.py": copy}).get("app.b.collect")


def _evidence(member: Member) -> ClonesEvidence:
    assert isinstance(member.evidence, ClonesEvidence)
    return member.evidence


def _replaced(*edits: tuple[str, str]) -> str:
    text = ORIGINAL
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("edits", "clone_type"),
    [
        pytest.param([], 1, id="the same text"),
        pytest.param([('"""Numbers of the first paid orders."""', "# …")], 1, id="no docstring"),
        pytest.param([("orders, limit=10", "orders: list, limit: int = 10")], 1, id="annotations"),
        pytest.param([("found", "numbers")], 2, id="another local name"),
    ],
)
def test_what_does_not_count_leaves_an_equal_copy(
    judged: Judge, edits: list[tuple[str, str]], clone_type: int
) -> None:
    member = _beside_the_original(judged, _replaced(*edits))

    assert member is not None
    assert member.verdict == "equal"
    assert not member.drifted
    assert (_evidence(member).clone_type, _evidence(member).similarity) == (clone_type, 1.0)
    assert _evidence(member).differences == ()


@pytest.mark.parametrize(
    ("edits", "differences"),
    [
        pytest.param(
            [("taken %s", "an order: %s")],
            (('`logger.info("an order: %s", order.number)` instead of '
             '`logger.info("taken %s", order.number)` (another message)'),),
            id="log text",
        ),
        pytest.param(
            [('            logger.info("taken %s", order.number)\n', "")],
            ('lacks `logger.info("taken %s", order.number)`',),
            id="nothing is logged",
        ),
        pytest.param(
            [("nothing to collect", "no orders")],
            (('`raise ValueError("no orders")` instead of '
             '`raise ValueError("nothing to collect")` (another message)'),),
            id="the message of an error",
        ),
    ],
)  # fmt: skip
def test_what_is_told_to_people_is_named_and_changes_nothing(
    judged: Judge, edits: list[tuple[str, str]], differences: tuple[str, ...]
) -> None:
    member = _beside_the_original(judged, _replaced(*edits))

    assert member is not None
    assert member.verdict == "equal"
    assert _evidence(member).clone_type == 3
    assert _evidence(member).differences == differences


DRIFT = {
    "a guard is missing": (
        [('    if not orders:\n        raise ValueError("nothing to collect")\n', "")],
        ("lacks `if not orders:`", 'lacks `raise ValueError("nothing to collect")`'),
    ),
    "a guard is added": (
        [("    found.sort()", "    if not found:\n        return None\n    found.sort()")],
        ("adds `if not found:`", "adds `return None`"),
    ),
    "another bound": (
        [("return found[:limit]", "return found[: limit - 1]")],
        ("`return found[: limit - 1]` instead of `return found[:limit]` (another bound)",),
    ),
    "another comparison": (
        [("order.total > limit", "order.total >= limit")],
        (("`if order.paid and order.total >= limit:` instead of "
         "`if order.paid and order.total > limit:` (another bound)"),),
    ),
    "another connective": (
        [("order.paid and", "order.paid or")],
        (("`if order.paid or order.total > limit:` instead of "
         "`if order.paid and order.total > limit:` (another condition)"),),
    ),
}  # fmt: skip
OTHERWISE = {
    "another default": (
        [("limit=10", "limit=20")],
        ("`limit=20` instead of `limit=10` (another default)",),
    ),
    "another attribute": (
        [("found.append(order.number)", "found.append(order.code)")],
        ("`found.append(order.code)` instead of `found.append(order.number)` (another name)",),
    ),
    "another variable": (
        [("found[:limit]", "orders[:limit]")],
        ("`return orders[:limit]` instead of `return found[:limit]` (another variable)",),
    ),
    "another order": (
        [("    found.sort()\n", ""), ("    found = []\n", "    found = []\n    found.sort()\n")],
        ("`found.sort()` stands elsewhere",),
    ),
    "another nesting": (
        [("\n    found.sort()", "\n        found.sort()")],
        ("`found.sort()` stands elsewhere",),
    ),
    "wrapped": (
        [("    found.sort()", "    with lock:\n        found.sort()")],
        ("adds `with lock:`",),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "differences"), DRIFT.values(), ids=DRIFT)
def test_what_contradicts_the_original_is_drift_and_is_shown(
    judged: Judge, edits: list[tuple[str, str]], differences: tuple[str, ...]
) -> None:
    member = _beside_the_original(judged, _replaced(*edits))

    assert member is not None
    assert member.verdict == "diverged"
    assert member.drifted
    assert _evidence(member).differences == differences


@pytest.mark.parametrize(("edits", "differences"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_may_differ_on_purpose_is_told_and_no_drift(
    judged: Judge, edits: list[tuple[str, str]], differences: tuple[str, ...]
) -> None:
    member = _beside_the_original(judged, _replaced(*edits))

    assert member is not None
    assert member.verdict == "equal"
    assert _evidence(member).edited
    assert _evidence(member).differences == differences


NO_DRIFT = {
    "what it alone is given": (
        [
            ("orders, limit=10", "orders, limit=10, chosen=None"),
            ("    found = []\n", "    if chosen is not None:\n        return chosen\n    found = []\n"),
        ]
    ),
    "other things in another way": (
        [("order.paid and order.total > limit", 'order.kind == "sale" and "paid" in order.marks')]
    ),
    "another number": [("limit=10", "limit=10, pause=3"), ("found.sort()", "found.sort(key=2)")],
    "an error in place of another": (
        [
            (
                "    found.sort()",
                "    try:\n        found.sort()\n    except TypeError as error:\n        raise ValueError from error",
            )
        ]
    ),
    "another way to the same end": (
        [
            (
                "    found.sort()\n",
                "    if limit is None:\n        found = sorted(orders)\n    else:\n        found.sort()\n",
            )
        ]
    ),
    "another attribute with a default": [("order.number)\n", 'order.fields.get("code"))\n')],
}  # fmt: skip


@pytest.mark.parametrize("edits", NO_DRIFT.values(), ids=NO_DRIFT)
def test_what_speaks_of_other_things_is_no_drift(
    judged: Judge, edits: list[tuple[str, str]]
) -> None:
    member = _beside_the_original(judged, _replaced(*edits))

    assert member is not None
    assert member.verdict == "equal"
    assert _evidence(member).edited


def test_the_same_thing_with_a_default_is_drift(judged: Judge) -> None:
    lenient = _replaced(
        ("found.append(order.number)", 'found.append(getattr(order, "number", None))')
    )

    member = _beside_the_original(judged, lenient)

    assert member is not None
    assert member.verdict == "diverged"


def test_a_guard_among_much_else_that_differs_is_no_drift(judged: Judge) -> None:
    """Two reports of one pattern: each says in its own way what it tells."""
    adapted = _replaced(
        ("    found = []\n", "    found = [orders.title]\n"),
        ("found[:limit]", "found[: limit - 1]"),
        ("    found.sort()\n", "    found.append(orders.end)\n    found.sort()\n"),
    )

    member = _beside_the_original(judged, adapted)

    assert member is not None
    assert member.verdict == "equal"
    assert _evidence(member).differences[0].endswith("(another bound)")


def test_statements_that_have_nothing_but_their_form_in_common_are_no_pair(judged: Judge) -> None:
    other = _replaced(
        ("    found.sort()\n", "    size = 3\n    place = None\n    found.sort(size, place)\n")
    )
    first = _replaced(
        ("    found = []\n", "    found = []\n    spare = {}\n    spare.update(first=1)\n")
    )

    (member,) = judged({"app/a.py": first, "app/b.py": other}).values()

    edits = [(e.canonical_code, e.code) for e in _evidence(member).edits if e.kind == "edited"]
    assert edits == [("found.sort()", "found.sort(size, place)")]


def test_texts_of_the_same_words_are_one_message(judged: Judge) -> None:
    told = _replaced(("found.sort()", 'found.append("PASS: all orders are paid")'))

    (member,) = judged({"app/a.py": told, "app/b.py": told.replace("PASS:", "  PASS: ")}).values()

    assert (member.verdict, _evidence(member).edited) == ("equal", False)


def test_what_is_not_equal_differs(judged: Judge) -> None:
    negated = _replaced(("if not orders:", "if not orders == []:"))
    plain = _replaced(("if not orders:", "if orders != []:"))

    (member,) = judged({"app/a.py": negated, "app/b.py": plain}).values()

    assert (member.verdict, _evidence(member).differences) == ("equal", ())


def test_another_error_that_is_caught_is_one_difference(judged: Judge) -> None:
    guarded = _replaced(
        ("    found.sort()", "    try:\n        found.sort()\n    except TypeError:\n        pass")
    )
    other = guarded.replace("except TypeError", "except (KeyError, codec.CodecError)")

    (member,) = judged({"app/a.py": guarded, "app/b.py": other}).values()

    (edit,) = _evidence(member).edits
    assert edit.canonical_code == "except TypeError:"


def test_what_decides_is_told_first(judged: Judge) -> None:
    member = _beside_the_original(
        judged, _replaced(("found = []", "found = list()"), ("found[:limit]", "found[: limit - 1]"))
    )

    assert member is not None
    assert member.verdict == "diverged"
    assert [edit.decides for edit in _evidence(member).edits] == [False, True]
    assert _evidence(member).differences[0].endswith("(another bound)")


MORE_WORK = {
    "another case": "    if coordinator.paused:\n        return [Light(key) for key in known]\n",
    "something besides": "    if coordinator.paused:\n        coordinator.resume()\n",
}


@pytest.mark.parametrize("more", MORE_WORK.values(), ids=MORE_WORK)
def test_a_condition_for_what_the_other_does_not_do_is_no_guard(more: str, judged: Judge) -> None:
    longer = ADAPTED.replace("    fresh = []\n", f"    fresh = []\n{more}")

    (member,) = judged({"app/a.py": ADAPTED, "app/b.py": longer}).values()

    assert (member.verdict, _evidence(member).edited) == ("equal", True)


def test_a_result_that_only_one_hands_out_is_no_guard(judged: Judge) -> None:
    silent = _replaced(("    return found[:limit]\n", ""))

    member = _beside_the_original(judged, silent)

    assert member is not None
    assert member.verdict == "equal"


def test_differences_are_data_too_with_their_lines(judged: Judge) -> None:
    member = _beside_the_original(judged, _replaced(("limit:\n", "9:\n")))

    assert member is not None
    (edit,) = _evidence(member).edits
    assert (edit.kind, edit.line, edit.canonical_line) == ("edited", 8, 8)
    assert edit.code == "if order.paid and order.total > 9:"
    assert edit.canonical_code == "if order.paid and order.total > limit:"


def test_a_renamed_variable_is_no_difference_beside_a_change(judged: Judge) -> None:
    member = _beside_the_original(
        judged, _replaced(("found", "numbers"), ("order.paid and ", ""), ("limit=10", "limit=10"))
    )

    assert member is not None
    assert [edit.canonical_code for edit in _evidence(member).edits] == [
        "if order.paid and order.total > limit:"
    ]


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
    sibling = _replaced(edit, ("def collect", "def gather"))

    assert judged({"app/a.py": ORIGINAL, "app/b.py": sibling}) == {}


def test_under_another_name_an_edited_copy_is_a_copy(judged: Judge) -> None:
    edited = _replaced(
        ("def collect", "def gather"), ("    found.sort()", "    found.reverse()\n    found.sort()")
    )
    found = judged({"app/a.py": ORIGINAL, "app/b.py": edited})["app.b.gather"]

    assert found.verdict == "equal"
    assert _evidence(found).clone_type == 3
    assert _evidence(found).differences == ("adds `found.reverse()`",)


def test_an_override_that_repeats_its_base_is_a_copy_that_did_not_drift(judged: Judge) -> None:
    """What a base asks for is said again by those below it: they differ on purpose."""

    def method(text: str) -> str:
        return text.replace("collect(orders", "collect(self, orders").replace("\n", "\n    ")

    body = method(ORIGINAL)
    edited = method(_replaced(("    found.sort()", "    found.reverse()\n    found.sort()")))
    found = judged({
        "app/a.py": f"class Base:{body}",
        "app/b.py": f"from app.a import Base\nclass Left(Base):{edited}",
    })  # fmt: skip

    assert found["app.b.Left.collect"].verdict == "equal"
    assert _evidence(found["app.b.Left.collect"]).differences == ("adds `found.reverse()`",)


def test_the_cycle_in_the_way_is_named(judged: Judge) -> None:
    files = {
        "app/a.py": f"import app.b\n{ORIGINAL}\ncollect([])",
        "app/b.py": f"import app.c\n{ORIGINAL.replace('collect', '_collect')}\n_collect([])",
        "app/c.py": "import app.a\n",
    }

    (member,) = judged({**files, "app/c.py": ""}).values()
    assert _evidence(member).hindrance == ""  # `a` imports from `b` already

    (member,) = judged(files).values()
    assert "app.a -> app.b -> app.a" in _evidence(member).hindrance


PLAIN_CLIENT = dedent("""
    class Client:
        def send(self, request, limit=3):
            if request.closed:
                raise RuntimeError("closed")
            for hook in self.hooks["request"]:
                hook(request)
            request.headers["agent"] = self.agent
            response = self.handle(request)
            try:
                if request.follow and limit > 0:
                    response.read()
                    return self.send(response.next, limit - 1)
                return response
            except BaseException:
                response.close()
                raise
    """)
ASYNC_CLIENT = dedent("""
    class AsyncClient:
        async def send(self, request, limit=3):
            if request.closed:
                raise RuntimeError("closed")
            for hook in self.hooks["request"]:
                await hook(request)
            request.headers["agent"] = self.agent
            response = await self.handle(request)
            try:
                if request.follow and limit > 0:
                    await response.aread()
                    return await self.send(response.next, limit - 1)
                return response
            except BaseException:
                await response.aclose()
                raise
    """)


def test_an_asynchronous_twin_says_the_same_with_other_names(judged: Judge) -> None:
    courier = ASYNC_CLIENT.replace("AsyncClient", "Courier")

    found = judged({"app/a.py": PLAIN_CLIENT, "app/b.py": courier})

    (member,) = found.values()
    assert member.verdict == "equal"
    assert _evidence(member).differences == ("is asynchronous",)
    assert _evidence(member).edited  # neither can stand for the other


WRAPPER = """
def wrap_{0}sync_view(view):
    @functools.wraps(view)
    {1}def wrapped(request):
        client = get_client()
        if client is None or not client.spans:
            return view(request)
        with start_span(op="view", name=request.match.name, origin=client.origin):
            return view(request)

    return wrapped
"""


def test_a_wrapper_that_is_asynchronous_inside_is_the_twin_of_a_plain_one(judged: Judge) -> None:
    files = {
        "app/views.py": WRAPPER.format("", ""),
        "app/asgi.py": WRAPPER.format("a", "async "),
    }

    assert judged(files) == {}


def test_what_is_done_in_its_own_way_asynchronously_is_no_copy(judged: Judge) -> None:
    edited = _replaced(
        ("def collect", "async def collect"), ("    found.sort()", "    found.reverse()")
    )
    unguarded = edited.replace("if not orders:", "if orders is None:")

    assert _beside_the_original(judged, edited) is None
    assert _beside_the_original(judged, unguarded.replace("paid and", "paid or")) is not None


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

    assert (member.verdict, _evidence(member).differences) == ("equal", differences)


def test_helpers_of_two_names_are_what_they_do(judged: Judge) -> None:
    helper = "def {0}(value):\n    return send(value.strip(), value.kind)\n"
    text = _replaced(("found.append(order.number)", "found.append({0}(order))"))
    files = {
        f"app/{letter}.py": f"{helper.format(name)}\n{text.replace('{0}', name)}"
        for letter, name in (("a", "clean"), ("b", "cleaned"))
    }

    member = judged(files)["app.b.collect"]

    assert (member.verdict, _evidence(member).differences) == ("equal", ())


def test_brief_functions_that_hand_out_what_others_give_are_two_things(judged: Judge) -> None:
    text = "def match(expr, opts=None):\n    if not opts:\n        opts = OPTIONS\n    found = Minions(opts)\n    return found.check_{}(expr, opts)\n"
    files = {f"app/{name}.py": text.format(name) for name in ("cache", "pillar", "grain")}

    assert judged(files) == {}


def test_what_reads_alike_is_matched_by_the_names_of_variables(judged: Judge) -> None:
    first = """
def options(given, user):
    load = {}
    compile = {}
    if given.version:
        load["version"] = given.version
    if given.populate:
        load["populate"] = given.populate
        compile["populate"] = user.populate
    return load, compile
"""
    second = first.replace(
        "    load = {}\n    compile = {}\n",
        "    compile = {}\n    load = {}\n    load['user'] = user\n",
    )

    member = judged({"app/a.py": first, "app/b.py": second})["app.b.options"]

    assert _evidence(member).differences == (
        "`compile = {}` stands elsewhere",
        "adds `load['user'] = user`",
    )


def test_another_condition_around_the_same_is_one_difference(judged: Judge) -> None:
    member = _beside_the_original(
        judged, _replaced(("if not orders:", "if len(list(filter(None, orders))) == 0:"))
    )

    assert member is not None
    (edit,) = _evidence(member).edits
    assert edit.canonical_code == "if not orders:"


def test_a_plain_and_an_asynchronous_interface_to_one_thing_are_no_copies(judged: Judge) -> None:
    assert judged({"app/a.py": PLAIN_CLIENT + ASYNC_CLIENT}) == {}
    assert judged({"app/a.py": PLAIN_CLIENT, "app/b.py": ASYNC_CLIENT}) == {}


def test_two_plain_functions_may_differ_by_such_a_name(judged: Judge) -> None:
    member = _beside_the_original(judged, _replaced(("order.paid and", "order.apaid and")))

    assert member is not None
    assert _evidence(member).edited


QUOTED = {
    "one parameter of many": (
        [("orders, limit=10", 'orders, limit=10, mode="rb", *, depth=None')],
        ('adds the parameters `mode="rb", depth=None`',),
    ),
    "a comment above": (
        [
            (
                "    found.sort()",
                "    # Always collect.\n    if limit:  # not 0\n        found.sort()",
            )
        ],
        ("adds `if limit:`",),
    ),
    "a comment inside": (
        [("found[:limit]", "found[  # cut\n        : limit - 1\n    ]")],
        ("`return found[ : limit - 1 ]` instead of `return found[:limit]` (another bound)",),
    ),
}


@pytest.mark.parametrize(("edits", "differences"), QUOTED.values(), ids=QUOTED)
def test_differences_show_what_differs_and_no_comments(
    judged: Judge, edits: list[tuple[str, str]], differences: tuple[str, ...]
) -> None:
    member = _beside_the_original(judged, _replaced(*edits))

    assert member is not None
    assert _evidence(member).differences == differences


def test_long_code_is_shown_from_shortly_before_the_difference(judged: Judge) -> None:
    long = ", ".join(f"self_explaining_{i}" for i in range(9))
    files = {
        f"app/{name}.py": _replaced(("found.sort()", f"found.sort({long}, {last})"))
        for name, last in (("a", "forward"), ("b", "backward"))
    }

    (edit,) = _evidence(judged(files)["app.b.collect"]).edits
    assert edit.code.endswith("backward)")
    assert edit.canonical_code.endswith("forward)")
    assert len(edit.code) < len(long)


def test_parameters_that_change_places_are_another_behaviour(judged: Judge) -> None:
    first = "def read(data, files, name):\n    getter = data.get\n    if getter is None:\n        return files\n    found = getter(name)\n    return [found, name, data.size]\n"
    second = first.replace("data.get", "files.get").replace("return files", "return data")

    found = judged({"app/a.py": first, "app/b.py": second})

    assert [_evidence(m).edited for m in found.values()] == [True]


def test_functions_that_only_print_are_copies_when_they_print_the_same(judged: Judge) -> None:
    banner = "def banner():\n" + "\n".join(
        f'    print("== line {i} of the shop ==")' for i in range(9)
    )
    other = banner.replace("of the shop", "of another shop")

    assert judged({"app/a.py": banner, "app/b.py": other}) == {}
    assert judged({"app/a.py": banner, "app/b.py": banner}).keys() == {"app.b.banner"}


ADAPTED = """
def setup(coordinator, known, add):
    fresh = []
    for key in coordinator.keys - known:
        known.add(key)
        fresh.append(Light(coordinator, key))
    add(fresh)
    return fresh
"""


def test_a_pattern_adapted_to_other_things_has_not_drifted(judged: Judge) -> None:
    adapted = ADAPTED.replace("Light", "Switch")

    assert judged({"app/a.py": ADAPTED, "app/b.py": adapted}) == {}


def test_a_guard_that_one_copy_lacks_has_drifted(judged: Judge) -> None:
    guarded = ADAPTED.replace(
        "    fresh = []\n", "    fresh = []\n    if coordinator.paused:\n        return fresh\n"
    )

    (member,) = judged({"app/a.py": ADAPTED, "app/b.py": guarded}).values()

    assert member.verdict == "diverged"


def test_a_name_read_from_its_module_is_the_name(judged: Judge) -> None:
    body = """
def check(value, rules):
    problems = []
    for rule in rules:
        try:
            rule(value)
        except {0}Late as error:
            problems.extend(error.details)
    if problems:
        raise {0}Late(problems)
"""
    files = {
        "app/errors.py": "class Late(Exception):\n    details = ()\n",
        "app/a.py": "from app.errors import Late\n" + body.format(""),
        "app/b.py": "from app import errors\n" + body.format("errors."),
    }

    (member,) = judged(files).values()

    assert (member.verdict, _evidence(member).differences) == ("equal", ())


def test_what_tells_two_places_apart_is_no_drift(judged: Judge) -> None:
    board = """
def info(hub):
    found = hub.board()
    if found is None:
        raise LookupError
    if found.kind != "green":
        raise LookupError
    entries = [entry.key for entry in hub.entries() if entry.board == found.name]
    return [found.name, found.kind, entries, sorted(entry.upper() for entry in entries)]
"""
    files = {"app/green.py": board, "app/yellow.py": board.replace("green", "yellow")}

    (member,) = judged(files).values()

    assert member.verdict == "equal"


def test_a_declared_copy_is_reported_when_it_drifts(judged: Judge) -> None:
    equal = ORIGINAL.replace("def collect", "# ssotlint: copy-of app.a.collect\ndef collect")
    drifted = equal.replace("order.total > limit", "order.total >= limit")

    assert judged({"app/a.py": ORIGINAL, "app/b.py": equal}) == {}
    (member,) = judged({"app/a.py": ORIGINAL, "app/b.py": drifted}).values()
    assert (member.symbol, member.verdict) == ("app.b.collect", "diverged")


BOX = """
class Box(Base):
    LIMIT = 3
    first, last = 0, 9

    class Meta:
        # what is told of it
        order = "size"

    if LIMIT:  # as the others
        LEAST = 1

    def collect(self, orders):
        found = [order for order in orders if order.total > self.LIMIT]
        found.sort()
        return found

    def close(self):
        self.lid.shut()
        self.lid = None
"""
CRATE = BOX.replace("class Box", "# ssotlint: copy-of app.a.Box\nclass Crate")
BASE = "class Base:\n    pass\n\n\n"
BROKEN = {
    "`collect` `found.reverse()` instead of `found.sort()` (another name)": (
        "found.sort", "found.reverse",
    ),
    "`LIMIT = 4` instead of `LIMIT = 3`": ("LIMIT = 3", "LIMIT = 4"),
    "lacks `LIMIT`": ("    LIMIT = 3\n", ""),
    "lacks `close`": (
        "    def close(self):\n        self.lid.shut()\n        self.lid = None\n", "",
    ),
    "adds `open`": ("    def close", "    def open(self):\n        pass\n\n    def close"),
    "adds `first, last = 0, 8`": ("0, 9", "0, 8"),
    "adds `if LIMIT: LEAST = 2`": ("LEAST = 1", "LEAST = 2"),
    "adds `@final`": ("class Crate", "@final\nclass Crate"),
    "`(Other)` instead of `(Base)`": ("Base", "Other"),
    "`class Meta: order = 'age'` instead of `class Meta: order = 'size'`": ('"size"', '"age"'),
}  # fmt: skip


def test_a_declared_class_that_says_the_same_is_left_in_peace(judged: Judge) -> None:
    told = CRATE.replace("# what is told of it", "# the same").replace("found", "kept")
    other_docstring = told.replace("    LIMIT = 3", '    """A box."""\n\n    LIMIT = 3')

    assert judged({"app/a.py": BASE + BOX, "app/b.py": BASE + other_docstring}) == {}


@pytest.mark.parametrize(("difference", "edit"), BROKEN.items(), ids=BROKEN)
def test_a_declared_class_promises_all_that_its_original_holds(
    judged: Judge, difference: str, edit: tuple[str, str]
) -> None:
    assert edit[0] in CRATE

    (member,) = judged({"app/a.py": BASE + BOX, "app/b.py": BASE + CRATE.replace(*edit)}).values()

    assert (member.symbol, member.verdict) == ("app.b.Crate", "diverged")
    assert difference in _evidence(member).differences


def test_a_declared_copy_may_stand_inside_of_a_function(judged: Judge) -> None:
    inner = ORIGINAL.replace("def collect", "# ssotlint: copy-of app.a.collect\ndef collect")
    rows = "".join(f"    {row}\n" for row in inner.strip().splitlines())
    maker = f"def made():\n{rows}    return collect\n"
    drifted = maker.replace("order.total > limit", "order.total >= limit")
    symbol = "app.b.made.<locals>.collect"

    assert symbol not in judged({"app/a.py": ORIGINAL, "app/b.py": maker})
    assert judged({"app/a.py": ORIGINAL, "app/b.py": drifted})[symbol].verdict == "diverged"


def test_what_was_added_to_a_declared_class_is_sought_elsewhere(judged: Judge) -> None:
    body = "".join(f"    {row}\n" for row in ORIGINAL.strip().splitlines())
    shelf = f"\n\nclass Shelf:\n{body.replace('collect', 'gather')}"
    added = CRATE + "\n" + body.replace("collect", "gather") + shelf

    found = judged({"app/a.py": BASE + BOX, "app/b.py": BASE + added})

    assert {symbol: member.verdict for symbol, member in found.items()} == {
        "app.b.Crate": "diverged",
        "app.b.Shelf.gather": "equal",
    }


CALLED_OUT = {
    "a guard is missing": ("if not key:\n            continue\n        ", ""),
    "a guard was added": ("if key in", "if value is None:\n            break\n        if key in"),
    "an equality test instead of a substring test": (
        '"token" in key.strip().lower()', 'key.strip().lower() == "token"',
    ),
    "a prefix test instead of a substring test": (
        '"token" in key.strip().lower()', 'key.strip().startswith("token")',
    ),
    "an equality test instead of a test for a part": (
        '"token" in value.labels', 'value.label == "token"',
    ),
    "another bound": ("len(kept) < 10", "len(kept) <= 10"),
    "another key": ('record["name"]', 'record["title"]'),
    "fails without a default": ('record.get("size", 0)', 'record["size"]'),
    "in another order": ("kept.sort()\n    kept.reverse()", "kept.reverse()\n    kept.sort()"),
}  # fmt: skip
CLEANER = """
def clean(record, known):
    kept = []
    for key, value in record.items():
        if not key:
            continue
        if "token" in key.strip().lower():
            continue
        if "token" in value.labels:
            continue
        if key in known and len(kept) < 10:
            kept.append(value)
    kept.sort()
    kept.reverse()
    return record["name"], kept, record.get("size", 0)
"""


@pytest.mark.parametrize(("effect", "edit"), CALLED_OUT.items(), ids=CALLED_OUT)
def test_what_a_difference_does_is_called_by_name(
    judged: Judge, effect: str, edit: tuple[str, str]
) -> None:
    assert edit[0] in CLEANER

    (member,) = judged({"app/a.py": CLEANER, "app/b.py": CLEANER.replace(*edit, 1)}).values()

    assert effect in {one.effect for one in _evidence(member).edits if one.changes}


@pytest.mark.parametrize(
    ("whole", "test"),
    [
        ("key", "a test for a part"),
        ("value.labels", "a test for a part"),
        ("key.lower().split()", "a test for a part"),
        ("names(key.lower())", "a test for a part"),
        ("{one.lower() for one in known}", "a test for a part"),
        ("key.lower()", "a substring test"),
        ("value.name.strip().removeprefix('x')", "a substring test"),
        ("str(key)", "a substring test"),
        ("f'{key} {value}'", "a substring test"),
    ],
)
def test_a_substring_is_spoken_of_where_the_whole_is_surely_a_text(
    judged: Judge, whole: str, test: str
) -> None:
    asked = CLEANER.replace("value.labels", whole)
    other = asked.replace(f'"token" in {whole}', f'"token" == {whole}')

    (member,) = judged({"app/a.py": asked, "app/b.py": other}).values()

    assert f"an equality test instead of {test}" in {one.effect for one in _evidence(member).edits}


def test_a_name_for_an_error_that_is_only_told_changes_nothing(judged: Judge) -> None:
    save = (
        "def save(path, rows):\n    try:\n        with open(path, 'w', encoding='utf-8') as file:\n"
        "            file.write(', '.join(row.name.strip() for row in rows))\n        return True\n"
        "    except OSError as error:\n        print(f'lost: {error}')\n        return False\n"
    )
    silent = save.replace(" as error", "").replace("        print(f'lost: {error}')\n", "")

    (member,) = judged({"app/a.py": save, "app/b.py": silent}).values()

    assert member.verdict == "equal"


def test_a_plain_and_an_asynchronous_function_in_one_file_are_left_in_peace(judged: Judge) -> None:
    """Neither can call the other, whatever they are called."""
    twin = ORIGINAL.replace("def collect", "async def fetch")

    assert judged({"app/a.py": ORIGINAL + twin}) == {}


@pytest.mark.parametrize(
    ("name", "copies"),
    [pytest.param("collect", False, id="public"), pytest.param("_collect", True, id="private")],
)
def test_twins_in_two_files_mirror_what_is_public(name: str, copies: bool, judged: Judge) -> None:
    method = ORIGINAL.replace("collect(orders", f"{name}(self, orders").replace("\n", "\n    ")

    found = judged(
        {"app/plain.py": f"class Shop:{method}", "app/aio.py": f"class AsyncShop:{method}"}
    )

    assert bool(found) is copies


def test_what_is_imported_inside_of_a_copy_is_no_drift(judged: Judge) -> None:
    text = f"import math\n{_replaced(('order.total', 'math.ceil(order.total)'))}"
    inside = text.replace("import math\n", "").replace(
        "    found = []\n", "    import math\n    found = []\n"
    )
    member = judged({"app/a.py": text, "app/b.py": inside}).get("app.b.collect")

    assert member is not None
    assert member.verdict == "equal"
    assert _evidence(member).differences == ("adds `import math`",)


def test_another_thing_imported_under_the_name_is_told(judged: Judge) -> None:
    text = _replaced(
        ("    found = []\n", "    from red import cut\n\n    found = []\n"),
        ("order.total", "cut(order.total)"),
    )
    member = judged({"app/a.py": text, "app/b.py": text.replace("red", "blue")})["app.b.collect"]

    assert _evidence(member).edited


def _registered(case: str, key: str) -> str:
    return f"""
from app.driver import write

@write.for_case("{case}")
def _write(rows, stamp):
    found = []
    for row in rows:
        if row.{key}:
            found.append((row.{key}, stamp))
    found.sort()
    return found
"""


def test_cases_of_one_function_do_not_drift(judged: Judge) -> None:
    driver = {"app/driver.py": "write = make()\n"}
    files = {"app/a.py": _registered("red", "name"), "app/b.py": _registered("blue", "title")}
    alike = {"app/a.py": _registered("red", "name"), "app/b.py": _registered("blue", "name")}

    assert judged(driver | files) == {}
    assert set(judged(driver | alike)) == {"app.b._write"}


def test_what_one_takes_and_the_other_works_out_is_adapted(judged: Judge) -> None:
    taking = """
def state(up, down):
    if up > 0 and down > 0:
        return "both"
    if up > 0:
        return "up"
    return "down" if down > 0 else "idle"
"""
    working = taking.replace(
        "def state(up, down):\n",
        "def state(link):\n    up = link.data.up\n    down = link.data.down\n",
    )

    assert judged({"app/a.py": taking, "app/b.py": working}) == {}


# Plug-ins that are no strangers to each other: one imports from the next.
KNOWING = {f"app/p{i}/uses.py": "import app.p0.base\n" for i in range(1, 5)} | {
    "app/p0/base.py": "A = 1\n"
}


def test_plug_ins_that_are_strangers_share_nothing(judged: Judge) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)}
    files |= {f"app/p{i}/const.py": ORIGINAL for i in range(2)}

    assert judged(files) == {}
    assert set(judged({**files, "app/p1/b.py": ORIGINAL})) == {"app.p1.b.collect"}
    assert len(judged({**files, "app/a.py": ORIGINAL})) == 3


def test_much_code_is_worth_knowing_of_where_each_plug_in_is_on_its_own(judged: Judge) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)}
    files |= {f"app/p{i}/const.py": HOOK.replace("host.data[NAME]", "host.data") for i in range(2)}

    assert _evidence(judged(files)["app.p1.const.leave"]).strange


def test_plug_ins_repeat_each_other_and_do_not_drift(judged: Judge) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)} | KNOWING
    copy = _replaced(("found[:limit]", "found[: limit - 1]"))

    member = judged(files | {"app/p0/a.py": ORIGINAL, "app/p1/a.py": copy})["app.p1.a.collect"]

    assert member.verdict == "equal"


def test_equal_hooks_that_hand_out_what_is_their_own_are_left_in_peace(judged: Judge) -> None:
    hook = "\nasync def unload(host, entry):\n    done = await host.unload(entry, PARTS)\n"
    hook += "    if done:\n        host.data[NAME].pop(entry.key)\n    for one in PARTS:\n"
    hook += "        host.remove(NAME, one)\n    return done\n"
    files = {f"app/p{i}/hook.py": f'NAME = "{i}"\nPARTS = ["{i}"]\n{hook}' for i in range(5)}
    shared = {f"app/p{i}/hook.py": f'NAME = "all"\nPARTS = ["one"]\n{hook}' for i in range(5)}
    files |= KNOWING
    shared |= KNOWING

    assert judged(files) == {}
    assert len(judged(shared)) == 4


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


def test_an_example_is_read_without_the_others(judged: Judge) -> None:
    assert judged({"app/examples/a.py": ORIGINAL, "app/examples/b.py": ORIGINAL}) == {}
    assert judged({"app/templates/x/a.py": ORIGINAL, "app/templates/y/a.py": ORIGINAL}) == {}
    assert judged({"app/a.py": ORIGINAL, "app/b.py": ORIGINAL}).keys() == {"app.b.collect"}


def test_namesakes_that_differ_much_may_be_two_things(judged: Judge) -> None:
    near = _beside_the_original(judged, _replaced(("order.total > limit", "order.total >= limit")))
    far = _beside_the_original(
        judged,
        _replaced(
            ('    if not orders:\n        raise ValueError("nothing to collect")\n', ""),
            ("    found.sort()\n", "    limit = limit + 1\n"),
            ("found[:limit]", "sorted(set(found), reverse=True)"),
        ),
    )

    assert near is not None
    assert far is not None
    assert (_evidence(near).distant, _evidence(far).distant) == (False, True)


HOOK = "\nasync def leave(host, entry):\n    host.data[NAME].pop(entry.key)\n" + "".join(
    f"    if host.m{i}(entry, {i}):\n        entry.n{i} = host.o{i} + {i}\n" for i in range(24)
)
HOOKS = {f"app/p{i}/hook.py": f'NAME = "{i}"\n{HOOK}' for i in range(5)} | KNOWING
WORKING = _replaced(("order.total > limit", "order.total >= limit"))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"app/a.py": ORIGINAL, "app/b.py": WORKING}, ""),
        (HOOKS, "a framework asks for both, and each has something of its own for `NAME`"),
        ({"app/a.py": ORIGINAL, "app/b.py": ORIGINAL.replace(
            "limit=10):", "limit=10):  # ssotlint: copy-of app.a.collect")},
         "it still says what its original says"),
    ],
)  # fmt: skip
def test_the_judge_gives_its_reason(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    world = draw(tmp_path, files)
    view = View(world.index, world.graph, world.config)
    excerpts = Excerpts(tmp_path)

    (case,) = clones.detect(view, clones.ClonesOptions())
    owner = case.members[case.canonical or 0]
    found = {innocence(owner, m, excerpts) for m in case.members if m.suspect}

    assert found == {expected}


def test_what_packages_of_one_shape_say_otherwise_may_be_on_purpose(judged: Judge) -> None:
    files = {f"app/p{i}/const.py": f"A = {i}\n" for i in range(5)} | KNOWING
    equal = {"app/p0/a.py": ORIGINAL, "app/p1/a.py": ORIGINAL}
    edited = equal | {"app/p1/a.py": _replaced(("found[:limit]", "found[: limit - 1]"))}

    assert not _evidence(judged(files | equal)["app.p1.a.collect"]).asked
    assert _evidence(judged(files | edited)["app.p1.a.collect"]).asked


def test_what_calls_its_own_by_the_same_name_may_be_its_own_on_purpose(judged: Judge) -> None:
    body = "    rows = [{0}(row) for row in load(day)]\n    for row in rows:\n        store(row, day)\n"
    body += "    if not rows:\n        raise LookupError(day)\n    report(len(rows), day)\n"
    body += "    for row in reversed(rows):\n        archive(row, day, kind=row.kind)\n"
    body += (
        "    archive(day, len(rows), kind='all')\n    report(sum(row.total for row in rows), day)\n"
    )
    body = f"def run(day):\n{body.format('KIND')}    return rows\n"
    files = {f"app/{name}.py": f"KIND = '{name}'\n{body}" for name in "ab"}

    assert _evidence(judged(files)["app.b.run"]).asked
    same = {path: text.replace("'a'", "'b'") for path, text in files.items()}
    assert not _evidence(judged(same)["app.b.run"]).asked


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# Copied from app.a to avoid the import", "Copied from app.a to avoid the import"),
        ("# Find the first orders.\n# Keep in sync with app.a!", "Find the first orders. Keep in sync with app.a!"),
        ("# It remains separately implemented for each\n# kind of order.",
         "It remains separately implemented for each kind of order."),
        ("# Deliberately duplicated here", "Deliberately duplicated here"),
        ("# Mirrors the `collect` of app.a (not imported: that needs a driver)",
         "Mirrors the `collect` of app.a (not imported: that needs a driver)"),
        ("# Takes a deep copy of the orders", ""),
        ("# The rows that were copied from the form", ""),
    ],
)  # fmt: skip
def test_a_comment_that_knows_of_the_copy_is_its_reason(
    comment: str, said: str, judged: Judge
) -> None:
    member = _beside_the_original(judged, f"\n{comment}\n{ORIGINAL.lstrip()}")

    assert member is not None
    assert (_evidence(member).purpose, _evidence(member).on_purpose) == (said, bool(said))


def test_a_message_in_another_form_changes_nothing(judged: Judge) -> None:
    copy = _replaced(('"taken %s", order.number', 'f"taken {order.number}"'))

    member = _beside_the_original(judged, copy)

    assert member is not None
    assert member.verdict == "equal"
    assert [edit.why for edit in _evidence(member).edits] == ["message"]


def test_what_reads_the_same_is_not_told(judged: Judge) -> None:
    copy = _replaced(
        ("orders, limit=10", "orders, context, limit=10"),
        ("    found = []\n", "    shown = [context]\n    found = []\n    found += shown[1:]\n"),
    )

    member = _beside_the_original(judged, copy)

    assert member is not None
    assert not any("reads the same" in text for text in _evidence(member).differences)


def test_other_parameters_are_no_other_defaults(judged: Judge) -> None:
    copy = _replaced(
        ("orders, limit=10", "orders, most=10, fewest=2"),
        ("limit", "most"),
        ("found.sort()", "found.sort(key=fewest)"),
    )

    member = _beside_the_original(judged, copy)

    assert member is not None
    assert not any("another default" in text for text in _evidence(member).differences)


def test_what_one_is_given_and_the_other_works_out_may_be_two_things(judged: Judge) -> None:
    working = _replaced(("    found = []\n", "    size = len(orders)\n    found = []\n"),
                        ("found[:limit]", "found[:size]"))  # fmt: skip
    given = _replaced(("limit=10", "size, limit=10"), ("found[:limit]", "found[:size]"))

    member = judged({"app/a.py": working, "app/b.py": given})["app.b.collect"]

    assert _evidence(member).distant


def test_what_lies_in_a_folder_that_no_import_can_name_stands_alone(judged: Judge) -> None:
    here = {"app/__init__.py": "", "app/x-mail/a.py": ORIGINAL, "app/x-chat/a.py": ORIGINAL}
    one = {"app/__init__.py": "", "app/x-mail/a.py": ORIGINAL, "app/x-mail/b.py": ORIGINAL}

    assert judged(here) == {}
    assert len(judged(one)) == 1


def test_a_migration_keeps_what_it_needs_of_the_code(judged: Judge) -> None:
    assert judged({"app/a.py": ORIGINAL, "app/migrations/tools/a.py": ORIGINAL}) == {}
    inside = {"app/migrations/tools/a.py": ORIGINAL, "app/migrations/tools/b.py": ORIGINAL}
    assert len(judged(inside)) == 1


def test_handlers_that_only_pass_on_are_no_copies_though_they_come_together(judged: Judge) -> None:
    names = ("begin", "finish", "revoke", "reject")
    text = "from app import base, signals\n\n" + "\n".join(
        f"@signals.{name}.connect\ndef on_{name}(sender, **rest):\n    base.on_{name}(sender, **rest)\n"
        for name in names
    )
    files = {f"app/{name}.py": text for name in ("light", "heavy", "docs")}

    assert judged({"app/base.py": "", "app/signals.py": ""} | files) == {}
    free = {path: text.replace("@signals", "# @signals") for path, text in files.items()}
    assert judged({"app/base.py": "", "app/signals.py": ""} | free)


def test_one_number_is_no_other_default(judged: Judge) -> None:
    member = _beside_the_original(judged, _replaced(("limit=10", "limit=10.0")))

    assert member is not None
    assert member.verdict == "equal"
    assert _beside_the_original(judged, _replaced(("limit=10", "limit=100"))) is not None


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


def test_each_module_has_a_logger_of_its_own(judged: Judge) -> None:
    text = f"import logging\nlogger = logging.getLogger({{}})\n{ORIGINAL}"
    files = {"app/a.py": text.format("__name__"), "app/b.py": text.format('"app"')}

    assert _evidence(judged(files)["app.b.collect"]).other_names == ()


def test_what_a_revision_needs_of_the_code_it_keeps(judged: Judge) -> None:
    assert judged({"app/a.py": ORIGINAL, "app/backfill_75868b020152.py": ORIGINAL}) == {}


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


def test_what_two_classes_offer_plainly_and_asynchronously_may_differ(judged: Judge) -> None:
    plain = "class SyncReader:\n" + indent(
        _replaced(("(orders, limit", "(self, orders, limit")), "    "
    )
    asynchronous = plain.replace("SyncReader", "AsyncReader").replace(
        "def collect", "async def collect"
    )
    edited = asynchronous.replace("found[:limit]", "found[: limit - 1]")

    assert judged({"app/a.py": plain, "app/b.py": edited}) == {}


def test_a_question_that_comes_after_another_one_says_so(judged: Judge) -> None:
    first = "        if order.late:\n            continue\n        elif order.paid and order.total > limit:\n"
    copy = _replaced(("        if order.paid and order.total > limit:\n", first))

    member = _beside_the_original(judged, copy)

    assert member is not None
    told = " ".join(_evidence(member).differences)
    assert "reads the same" not in told


def test_cases_of_shipped_test_classes_are_no_copies(judged: Judge) -> None:
    case = "class {}TestCase:\n" + indent(
        ORIGINAL.replace("(orders", "(self, orders").replace("collect", "test_collect"), "    "
    )
    files = {f"app/testing/{name}.py": case.format(name.title()) for name in ("listing", "detail")}

    assert judged(files) == {}


SHIM = """
def fetch(self, rows, query=None):
    warnings.warn("fetch() is deprecated: use load()", RemovedInShop3Warning, stacklevel=2)
    if query is None:
        return self.load(rows)
    return self.load(rows, [query])
"""


def test_functions_that_warn_of_their_end_need_no_home(judged: Judge) -> None:
    files = {
        f"app/{name}.py": f"class {name.title()}:{indent(SHIM, '    ')}" for name in ("one", "two")
    }
    assert judged(files) == {}
    lasting = {
        path: text.replace("RemovedInShop3Warning", "Notice") for path, text in files.items()
    }
    assert set(judged(lasting)) == {"app.two.Two.fetch"}


def test_a_name_that_is_read_as_an_attribute_stands_for_nothing(judged: Judge) -> None:
    reading = HOOK.replace("host.data[NAME]", "host.success")
    files = {f"app/{name}.py": f"success = '{name}'\n{reading}" for name in "ab"}
    (member,) = judged(files).values()
    assert _evidence(member).other_names == ()


def test_what_an_edited_copy_needs_is_no_import(judged: Judge) -> None:
    edited = _replaced(("found[:limit]", "found[: limit - 1]")).replace("collect", "gather")
    found = judged({"app/a.py": ORIGINAL, "app/b.py": edited})
    assert [(e.edited, e.importable) for e in map(_evidence, found.values())] == [(True, False)]


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
