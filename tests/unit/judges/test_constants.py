"""Which constants are one fact written twice, and what the copy says otherwise."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ssotlint.detectors import constants
from ssotlint.detectors.constants import ConstantsEvidence
from ssotlint.detectors.view import View
from ssotlint.judges.constants import judge
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.options import Options
from tests.worlds import draw

Judge = Callable[[Mapping[str, str]], dict[str, ConstantsEvidence]]


@pytest.fixture
def judged(tmp_path: Path) -> Judge:
    """The evidence of all confirmed members by symbol."""

    def confirm(files: Mapping[str, str]) -> dict[str, ConstantsEvidence]:
        world = draw(tmp_path, files)
        view = View(world.index, world.graph, world.config)
        options = Options()
        cases = [
            judge(case, Excerpts(tmp_path), options) for case in constants.detect(view, options)
        ]
        return {
            m.symbol: m.evidence
            for case in cases if case
            for m in case.members
            if m.suspect and isinstance(m.evidence, ConstantsEvidence)
        }  # fmt: skip

    return confirm


def _two(judged: Judge, first: str, second: str) -> ConstantsEvidence | None:
    found = judged({"app/a.py": first, "app/b.py": second})
    return next(iter(found.values()), None)


@pytest.mark.parametrize(
    "text",
    [
        'STATES = ("new", "paid", "sent")',
        'STATES = frozenset({"new", "paid", "sent"})',
        'RATES = {"de": 19, "fr": 20, "it": 22}',
        'PATTERN = re.compile(r"[a-z]+@[a-z]+\\.com")',
        'BASE = "https://shop.example.com/api"',
        "MAX_UPLOAD_BYTES = 16_000_000",
    ],
)
def test_a_value_that_says_something_is_written_once(judged: Judge, text: str) -> None:
    found = _two(judged, f"import re\n{text}\n", f"import re\n_{text}\n")

    assert found is not None
    assert (found.differs, found.differences) == (False, ())


@pytest.mark.parametrize(
    "text",
    [
        "TIMEOUT = 30",
        'KEYS = ("a", "b")',
        'CONF_HOST_AND_PORT = "host_and_port"',
        "MAX_RETRIES_PER_CALL = 3",
        "ALL_OF_THEM = (ONE, TWO, THREE)",
        'TOPIC_OF_UPDATES = f"{DOMAIN}_updates_of_all"',
    ],
)
def test_what_agrees_by_chance_or_names_other_facts_is_left_in_peace(
    judged: Judge, text: str
) -> None:
    assert _two(judged, f"{text}\n", f"{text}\n") is None


def test_collections_that_drifted_apart_say_in_what(judged: Judge) -> None:
    found = _two(
        judged,
        'RATES = {"de": 19, "fr": 20, "it": 22, "es": 21, "at": 20}\n',
        'RATES = {"de": 19, "fr": 20, "it": 22, "es": 21, "at": 10}\n',
    )

    assert found is not None
    assert found.differences == ('`"at"` is `10` instead of `20`',)


def test_collections_with_little_in_common_are_two_facts(judged: Judge) -> None:
    first = 'KEYS = ("to", "subject", "body", "date")\n'

    assert _two(judged, first, 'KEYS = ("to", "number", "text", "sender")\n') is None


def test_two_numbers_under_one_specific_name_may_be_two_facts(judged: Judge) -> None:
    first, second = "MAX_UPLOAD_BYTES = 16_000\n", "MAX_UPLOAD_BYTES = 32_000\n"
    company = "LOCAL_COUNT_OF_THINGS = 7\n"

    assert _two(judged, first, second) is None
    found = _two(judged, first + company, second + company)
    assert found is not None
    assert found.single


def test_a_module_sets_its_own_default(judged: Judge) -> None:
    def differ(other: str, head: str = "", name: str = "DEFAULT_STEP_SECONDS") -> bool:
        company = "RECONNECT_MAX_SECONDS = 30\n"
        found = judged({"app/maze.py": f"{name} = 0.025\n{company}",
                        f"app/{other}.py": f"{head}{name} = 0.03\n{company}"})  # fmt: skip
        return any(one.differs for one in found.values())

    assert not differ("reach")
    assert differ("reach", name="POLLING_STEP_SECONDS")
    assert differ("reach", head="from app import maze\n")
    assert differ("maze_of_mirrors")


def test_a_short_number_agrees_by_chance_unless_the_files_agree_in_more(judged: Judge) -> None:
    number, company = "RECONNECT_INITIAL_SECONDS = 1.5\n", "RECONNECT_MAX_SECONDS = 30\n"

    assert _two(judged, number, number) is None
    assert _two(judged, number + company, number + company) is not None


def test_a_constant_that_is_put_together_says_what_its_parts_say(judged: Judge) -> None:
    rule = 'READER_OR_OWNER = "(" + ADMIN_REQUIRED_RULE + ") or " + READER\n'

    assert _two(judged, f'READER = "role:reader"\n{rule}', f'READER = "role:any"\n{rule}') is None
    assert _two(
        judged, "MAX_UPLOAD_BYTES = 16 * 1024 * 1024\n", "MAX_UPLOAD_BYTES = 16 * 1024 * 1024\n"
    )


def test_each_place_has_the_codes_that_it_needs(judged: Judge) -> None:
    assert (
        _two(judged, "CODES = {400, 404, 413, 429}\n", "CODES = {400, 404, 413, 429, 529}\n")
        is None
    )


def test_words_that_any_enumeration_has_are_no_sign_of_one_origin(judged: Judge) -> None:
    def lists(name: str, *members: str) -> str:
        rows = "".join(f"    {member} = {number}\n" for number, member in enumerate(members))
        return f"from enum import Enum\nclass {name}(Enum):\n{rows}"

    common = ("PASSED", "FAILED", "SKIPPED")
    two = {
        "app/a.py": lists("CheckStatus", *common, "WARNING"),
        "app/b.py": lists("CheckStatus", *common, "RUNNING"),
    }
    others = {f"app/o{i}.py": lists(f"Other{i}", *common) for i in range(4)}

    assert set(judged(two)) == {"app.b.CheckStatus"}
    assert judged(two | others) == {}


@pytest.mark.parametrize(
    ("members", "other", "known", "told"),
    [
        pytest.param(("LOW", "HIGH", "URGENT"), "y/b", False, False, id="as others list them"),
        pytest.param(("LOW", "HIGH", "URGENT"), "x/b", False, True, id="side by side"),
        pytest.param(("LOW", "HIGH", "URGENT"), "y/b", True, True, id="of which one knows"),
        pytest.param(("LOW", "HIGH", "URGENT"), "y/a_kind", False, True, id="about one thing"),
        pytest.param(("LOW", "HIGH", "URGENT"), "y/b_a", False, False, id="of one kind"),
        pytest.param(("SAND", "CLAY", "PEAT"), "y/b", False, True, id="that nobody else lists"),
    ],
)
def test_equal_enumerations_of_usual_words_are_two(
    judged: Judge, members: tuple[str, ...], other: str, known: bool, told: bool
) -> None:
    def lists(name: str, words: tuple[str, ...]) -> str:
        rows = "".join(f"    {word} = '{word.lower()}'\n" for word in words)
        return f"from enum import Enum\nclass {name}(Enum):\n{rows}"

    head = "import app.x.a\n" if known else ""
    files = {
        "app/x/a.py": lists("Level", members),
        f"app/{other}.py": head + lists("Level", members),
        **{f"app/o{i}.py": lists(f"Other{i}", ("LOW", "HIGH", "URGENT")) for i in range(4)},
    }

    assert bool(judged(files)) is told


def test_an_enumeration_is_a_constant(judged: Judge) -> None:
    state = "from enum import Enum\nclass State(Enum):\n    NEW = 1\n    PAID = 2\n    SENT = 3\n    LATE = 4\n"

    found = _two(judged, state, state.replace("LATE = 4", "LOST = 5"))

    assert found is not None
    assert found.differences == ("lacks `LATE`", "adds `LOST`")


@pytest.mark.parametrize(("other", "told"), [("app/b", True), ("app/shop/b", False)])
def test_enumerations_that_each_have_their_own_members_may_be_two(
    judged: Judge, other: str, *, told: bool
) -> None:
    """One that only has more of them has learned something that the other does not know."""
    state = "from enum import Enum\nclass State(Enum):\n    NEW = 1\n    PAID = 2\n    SENT = 3\n    LATE = 4\n"
    lost = state.replace("LATE = 4", "LOST = 5")

    def crossed(copy: str) -> list[bool]:
        found = judged({"app/a.py": state, f"{other}.py": copy})
        return [one.crossed for one in found.values()]

    assert crossed(state + "    LOST = 5\n") == [False]
    assert crossed(lost) == [True]
    assert crossed(f"{lost}    SOLD = 6\n") == ([True] if told else [])


def test_services_may_have_twins(judged: Judge) -> None:
    text = 'STATES = ("new", "paid", "sent")\n'
    files = {"left/__init__.py": "", "left/a.py": text, "right/__init__.py": "", "right/a.py": text}

    assert judged(files) == {}


DOMAINS = ", ".join(f'"d{i}"' for i in range(20))


def test_where_each_has_elements_of_its_own_they_are_two_lists(judged: Judge) -> None:
    ours = ", ".join(f'"a{i}"' for i in range(8))
    theirs = ", ".join(f'"b{i}"' for i in range(4))

    assert (
        _two(judged, f"DOMAINS = {{{DOMAINS}, {ours}}}\n", f"DOMAINS = {{{DOMAINS}, {theirs}}}\n")
        is None
    )


def test_each_dialect_has_words_of_its_own_though_two_are_alike(judged: Judge) -> None:
    words = {
        "app/a.py": f'WORDS = {{{DOMAINS}, "set"}}\n',
        "app/b.py": f'WORDS = {{{DOMAINS}, "of"}}\n',
    }
    other = {"app/c.py": f"WORDS = {{{', '.join(repr(f'c{i}') for i in range(20))}}}\n"}

    assert set(judged(words)) == {"app.b.WORDS"}
    assert judged(words | other) == {}


def test_packages_of_one_shape_may_say_other_things(judged: Judge) -> None:
    files = {f"app/p{i}/const.py": f"NAME_{i} = 1\n" for i in range(5)}
    known = {"app/p1/uses.py": "import app.p0.const\n"}
    drifted = {
        "app/p0/const.py": f"STATES = {{{DOMAINS}}}\n",
        "app/p1/const.py": f'STATES = {{{DOMAINS}, "late"}}\n',
    }
    equal = dict.fromkeys(drifted, drifted["app/p0/const.py"])

    assert judged(files | equal) == {}
    assert judged(files | known | drifted) == {}
    assert set(judged(files | known | equal)) == {"app.p1.const.STATES"}


def test_two_numbers_may_agree_by_chance(judged: Judge) -> None:
    found = _two(judged, "MAX_UPLOAD_BYTES = 16_000\n", "MAX_UPLOAD_BYTES = 16_000\n")

    assert found is not None
    assert found.single


@pytest.mark.parametrize(
    "text",
    [
        'GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"',
        'STREAM_MEDIA_TYPE = "text/event-stream"',
        'NAMESPACE_OF_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
        'TAG_OF_DRAWINGS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"',
        'OWN_HOSTS = {"localhost", "127.0.0.1", "::1"}',
        'LINE_BREAKS = re.compile(r"\\r\\n|\\r|\\n")',
        'MAGIC_OF_FILES = b"SQLite format 3\\x00"',
        'COLOR_OF_WARNINGS = "\\033[1m\\033[38;5;208m"',
        "SECONDS_PER_DAY = 86400",
    ],
)
def test_what_a_standard_has_fixed_may_be_said_anywhere(judged: Judge, text: str) -> None:
    assert _two(judged, f"import re\n{text}\n", f"import re\n{text}\n") is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("WARNING_BUFFER_TIME = 1500", "WARNING_BUFFER_TIME = 1.5"),
        (
            'NO_ACCESS_PATTERN = re.compile("no access: " + "bigquery.jobs.create")',
            'NO_ACCESS_PATTERN = re.compile("no access: " + "datastore.databases.create")',
        ),
    ],
)
def test_one_amount_in_two_units_and_two_texts_are_no_drift(
    judged: Judge, first: str, second: str
) -> None:
    company = "MAX_UPLOAD_BYTES = 16_000_000\n"

    found = judged({"app/a.py": f"{first}\n{company}", "app/b.py": f"{second}\n{company}"})

    assert set(found) == {"app.b.MAX_UPLOAD_BYTES"}


def test_a_copy_that_nobody_reads_can_go(judged: Judge) -> None:
    limit = "MAX_UPLOAD_BYTES = 16_000_000\n"
    reads = f"{limit}\ndef fits(size): return size < MAX_UPLOAD_BYTES\n"
    user = "from app import b\n\ndef fits(size): return size < b.MAX_UPLOAD_BYTES\n"

    def copy(**files: str) -> ConstantsEvidence:
        (found,) = judged({f"app/{name}.py": text for name, text in files.items()}).values()
        return found

    assert copy(a=reads, b=limit).unread
    assert copy(a=reads, b=reads).owned
    assert copy(a=reads, b=limit, user=user).owned
    page = "def page(size: Annotated[int, Query(le=MAX_UPLOAD_BYTES)]): ...\n"
    assert copy(a=reads, b=limit + page).owned


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("_WAIT_FIRST_SECONDS = 1.0\n_KEPT = 7\n", "", False),
        ("_WAIT_FIRST_SECONDS = 17.5\n_KEPT = 7\n", "", True),
        ("_WAIT_FIRST_SECONDS = 30\n_KEPT = 7\n", "from app.x.a import wait\n", True),
        ('_KINDS = ["new", "paid", "sent"]\n', "", False),
        ('KINDS = ["new", "paid", "sent"]\n', "", True),
    ],
)
def test_a_private_setting_is_the_own_affair_of_a_module_that_knows_nothing_of_the_other(
    first: str, second: str, told: bool, judged: Judge
) -> None:
    other = "x" if "SECONDS" in first else "y"
    packages = {f"app/{name}/__init__.py": "" for name in ("", "x", other)}
    files = packages | {"app/x/a.py": first, f"app/{other}/b.py": second + first}

    assert any(symbol.rpartition(".")[2] != "_KEPT" for symbol in judged(files)) is told


@pytest.mark.parametrize(
    ("names", "imported", "told"),
    [
        (("settings_docker", "settings_example"), "", False),
        (("settings/live", "settings/local"), "", False),
        (("settings_docker", "settings_live"), "from app.settings_docker import run\n", True),
        (("docker", "live"), "", True),
    ],
)
def test_settings_among_which_one_is_chosen_each_state_all(
    names: tuple[str, str], imported: str, told: bool, judged: Judge
) -> None:
    text = 'BACKENDS = ["app.auth.Mail", "app.auth.Token", "app.auth.Single"]\n'
    first, second = names
    files = {"app/__init__.py": "", f"app/{first}.py": text}

    assert bool(judged(files | {f"app/{second}.py": imported + text})) is told


@pytest.mark.parametrize(
    ("comment", "found"),
    [("# Duplicated here to avoid importing the shop", False), ("# What a shop has", True)],
)
def test_a_value_that_says_why_it_is_written_twice_is_decided(
    judged: Judge, comment: str, *, found: bool
) -> None:
    states = 'STATES_OF_ORDERS = ("new", "paid", "sent", "late")\n'

    assert (_two(judged, states, f"{comment}\n{states}") is not None) is found


@pytest.mark.parametrize(("other", "found"), [("17_000", True), ("{9: 16_000}", False)])
def test_a_collection_contradicts_no_single_value(
    judged: Judge, other: str, *, found: bool
) -> None:
    both = "MAX_UPLOAD_FILES = 12_000\n"
    one, another = (f"MAX_UPLOAD_BYTES = {value}\n{both}" for value in ("16_000", other))

    told = judged({"app/a.py": one, "app/b.py": another})
    assert ("app.b.MAX_UPLOAD_BYTES" in told) is found
