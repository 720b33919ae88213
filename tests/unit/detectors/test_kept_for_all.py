"""What a module makes while it is loaded, and containers that everybody fills."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world
from tests.unit.detectors.holding import MANAGER, report, rules, singletons


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "self.url = os.environ['PRICES']",
            "raises KeyError where the environment lacks a setting",
        ),
        ("self.link = sqlite3.connect('prices')", "opens a connection"),
        ("threading.Thread(target=print).start()", "starts a thread"),
        ("self.text = open('prices').read()", "opens a file"),
        ("if not os.path.exists('prices'): raise OSError", "may raise OSError"),
    ],
)
def test_a_construction_that_may_fail_is_a_warning(tmp_path: Path, body: str, says: str) -> None:
    found = report(
        tmp_path,
        prices=f"""
import os
import sqlite3
import threading


class PriceList:
    def __init__(self):
        {body}


price_list = PriceList()
""",
    )

    (finding,) = singletons(found)

    assert (finding.rule, str(finding.severity)) == ("module-level-instance", "warning")
    assert f"{says} (shop/prices.py:9)" in finding.message


@pytest.mark.parametrize(
    "body",
    [
        "if limit < 0: raise ValueError",
        "limit = abs(limit)\n        if limit > 9: raise ValueError",
        "try:\n            sqlite3.connect('prices')\n        except OSError:\n            pass",
        "os.environ['PRICES'] = str(limit)",
        "if 'PRICES' in os.environ:\n            self.url = os.environ['PRICES']",
        "self.url = os.environ['PRICES'] if 'PRICES' in os.environ else ''",
        "if 'PRICES' not in os.environ:\n            return\n        self.url = os.environ['PRICES']",
        "if self.kind not in KINDS: raise ValueError(self.kind)",
    ],
)
def test_what_the_caller_decides_or_somebody_catches_does_no_harm(
    tmp_path: Path, body: str
) -> None:
    found = report(
        tmp_path,
        prices=f"""
import os
import sqlite3


class PriceList:
    def __init__(self, limit):
        {body}


price_list = PriceList(3)
""",
    )

    assert rules(found) == []


@pytest.mark.parametrize(
    "base",
    ["fastapi.FastAPI", "click.Group", "celery.Celery", "logging.Handler", "flask.Blueprint"],
)
def test_objects_of_frameworks_are_one_a_process_on_purpose(tmp_path: Path, base: str) -> None:
    package, _, name = base.rpartition(".")
    found = report(
        tmp_path,
        web=f"""
from {package} import {name}


class Shop({name}):
    def add(self, item):
        self.items = [item]


shop = Shop()


def get_shop():
    return shop
""",
    )

    assert rules(found) == []


def test_what_a_script_makes_while_it_runs_is_its_own_affair(tmp_path: Path) -> None:
    script = "from shop.sessions import SessionManager\n\nmanager = SessionManager()\n"
    files = {"shop/__init__.py": "", "shop/sessions.py": MANAGER, "scripts/show.py": script}

    assert rules(check_world(files, tmp_path / "alone")) == []
    for name in ("run", "try", "time"):
        files[f"scripts/{name}.py"] = "from scripts.show import manager\n\nmanager.open('me')\n"
    assert rules(check_world(files, tmp_path / "imported")) == ["module-level-instance"]


def test_a_mark_that_is_set_and_taken_away_is_no_shared_state(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        show="""
_shown = set()


def show(item):
    if id(item) in _shown:
        return "..."
    _shown.add(id(item))
    text = str(item)
    _shown.discard(id(item))
    return text
""",
    )

    assert rules(found) == []


def test_what_belongs_to_nobody_in_particular_is_silent(tmp_path: Path) -> None:
    found = report(tmp_path, log="_lines = []\n\n\ndef keep(line):\n    _lines.append(line)\n")

    assert singletons(found) == []


def test_who_leaves_a_table_again_is_a_note(tmp_path: Path) -> None:
    text = """
_channels = {}

def enter(channel):
    _channels[channel.client_id] = channel

def leave(client_id):
    _channels.pop(client_id, None)
"""
    (finding,) = singletons(report(tmp_path, channels=text))

    assert (finding.rule, str(finding.severity)) == ("shared-mutable-state", "note")


def test_a_local_variable_of_the_name_is_another_one(tmp_path: Path) -> None:
    text = """
sessions = []

def collect(rows):
    sessions = []
    for session in rows:
        sessions.append(session)
    return sessions
"""
    assert singletons(report(tmp_path, rows=text)) == []


def test_fields_that_somebody_assigns_may_make_a_construction_fail(tmp_path: Path) -> None:
    archive = """
import os


class Archive:
    name = "today"

    def __init__(self):
        self.name = os.environ.get("ARCHIVE")
        self._check()

    def _check(self):
        if not self.name:
            raise ValueError("no name")


archive = Archive()
"""
    found = singletons(report(tmp_path, archive=archive))

    assert [(f.rule, f.severity.value) for f in found] == [("module-level-instance", "warning")]


def test_what_is_filled_under_a_lock_of_the_class_is_meant_for_all(tmp_path: Path) -> None:
    text = """
import threading

class Connections:
    _lock = {}
    _ends = {{}}

    def open(self, name, until):
        with {}:
            self._ends[name] = until
"""

    def told(lock: str, held: str) -> list[str]:
        found = report(tmp_path / f"{lock[:4]}{held}", connections=text.format(lock, held))
        return rules(found)

    assert told("None", "self._lock") == ["shared-mutable-state"]
    assert told("threading.Lock()", "self._other") == ["shared-mutable-state"]
    assert told("threading.Lock()", "self._lock") == []


def test_who_puts_in_a_number_under_a_name_counts(tmp_path: Path) -> None:
    """Unless the name is somebody's, or it is no number that starts at the same for all."""
    text = """
class Visits:
    seen = {{}}

    def begin(self, {name}):
        self.seen[{name}] = {value}

    def end(self, {name}):
        return self.seen[{name}]
"""

    def told(name: str, value: str) -> list[str]:
        folder = tmp_path / f"{name} {value}"
        return rules(report(folder, visits=text.format(name=name, value=value)))

    assert told("page", "0") == told("page", "0.5") == []
    assert told("page", "[]") == told("user", "0") == ["shared-mutable-state"]


def test_an_instance_that_is_named_as_a_class_is_used_as_one(tmp_path: Path) -> None:
    def told(name: str, special: str) -> list[str]:
        users = {f"user{n}": f"from shop.sessions import {name}\n" for n in range(3)}
        method = f"    def {special}(self, user):\n        return self.sessions[user]\n"
        text = f"{MANAGER}\n{method}\n\n{name} = SessionManager()\n"
        return rules(report(tmp_path / f"{name}{special}", sessions=text, **users))

    assert told("manager", "__call__") == ["module-level-instance"]
    assert told("Manager", "rows") == ["module-level-instance"]
    assert told("Manager", "__call__") == told("Manager", "__getattr__") == []


def test_an_accessor_of_one_of_several_that_nothing_changes_hands_out_a_constant(
    tmp_path: Path,
) -> None:
    rates = """
class Rates:
    def __init__(self, base):
        self.base = base

    def of(self, country):
        {}
        return self.base + len(country)

{}

def get_rates() -> Rates:
    return PLAIN
"""
    till = (
        "from shop.rates import get_rates\n\n"
        "def show(): return get_rates().of('de'), get_rates(), get_rates(), get_rates()\n"
    )

    def told(folder: str, made: str, body: str = "pass") -> int:
        found = report(tmp_path / folder, rates=rates.format(body, made), till=till)
        return rules(found).count("singleton-accessor")

    several = "PLAIN = Rates(19)\nREDUCED = Rates(7)"
    assert told("one of two", several) == 0
    assert told("the only one", "PLAIN = Rates(19)") == 1
    assert told("it changes", several, "self.last = country") == 1
