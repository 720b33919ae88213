"""Singletons: which forms are seen, what is one fault, and what is none."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world
from ssotlint.model.report import Finding, Report

MANAGER = """
class SessionManager:
    def __init__(self):
        self.sessions = {}

    def open(self, user):
        self.sessions[user] = []
"""


def report(root: Path, **files: str) -> Report:
    named = {f"shop/{name}.py": text for name, text in files.items()}
    found = check_world({"shop/__init__.py": ""} | named, root)
    assert found.faults == ()
    return found


def singletons(found: Report) -> list[Finding]:
    return [f for f in found.findings if f.family == "singletons"]


def rules(found: Report) -> list[str]:
    return [f.rule for f in singletons(found)]


def test_a_class_with_new_a_getter_and_an_accessor_is_one_finding(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        sessions="""
class SessionManager:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.sessions = {}
        return cls._instance

    @classmethod
    def get_instance(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance

    def open(self, user):
        self.sessions[user] = []


_manager = SessionManager()


def get_session_manager():
    return _manager
""",
        web="from shop.sessions import get_session_manager\n\n"
        "def show(): return get_session_manager(), get_session_manager(), get_session_manager()\n",
    )

    (finding,) = singletons(found)

    assert finding.rule == "singleton-class"
    assert "singleton-accessor" in finding.also
    members = {m.symbol for m in found.groups[finding.group].members}
    assert members == {
        "shop.sessions.SessionManager",
        "shop.sessions.SessionManager._instance",
        "shop.sessions._manager",
        "shop.sessions.get_session_manager",
    }


def test_two_ways_are_one_group_and_the_most_used_one_stays(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        sessions=MANAGER + "\n\nsession_manager = SessionManager()\n",
        admin="""
from shop.sessions import SessionManager

_manager = None


def get_session_manager():
    global _manager
    if _manager is None:
        _manager = SessionManager()
    return _manager
""",
        web="""
from shop.admin import get_session_manager


def login(user):
    get_session_manager().open(user)
""",
    )

    (finding,) = singletons(found)

    assert (finding.rule, finding.symbol) == (
        "competing-instances",
        "shop.sessions.session_manager",
    )
    assert finding.canonical is not None
    assert finding.canonical.symbol == "shop.admin.get_session_manager"
    assert "get_session_manager (1 caller)" in finding.message
    assert set(finding.also) == {"singleton-accessor"}


def test_a_name_that_fetches_the_only_instance_is_no_rival(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        sessions=MANAGER
        + """

_manager = None


def get_session_manager():
    global _manager
    if _manager is None:
        _manager = SessionManager()
    return _manager
""",
        web="from shop.sessions import get_session_manager\n\nmanager = get_session_manager()\n",
    )

    assert rules(found) == ["singleton-accessor"]


def test_an_accessor_that_asks_the_factory_is_not_beside_it(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        sessions=MANAGER
        + """

def create_session_manager():
    return SessionManager()


_manager = None


def get_session_manager():
    global _manager
    if _manager is None:
        _manager = create_session_manager()
    return _manager


def login(user):
    get_session_manager().open(user)
""",
    )

    assert rules(found) == ["singleton-accessor"]


def test_a_definition_that_a_later_one_replaces_keeps_nothing(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        sessions=MANAGER
        + """

_manager = None


def get_session_manager():
    global _manager
    if _manager is None:
        _manager = SessionManager()
    return _manager


def get_session_manager():
    return SessionManager()
""",
    )

    assert rules(found) == []


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


@pytest.mark.parametrize("name", ["logger", "central_trail", "_voice"])
def test_a_logger_is_known_by_what_it_can_be_told(tmp_path: Path, name: str) -> None:
    levels = "\n".join(
        f"    def {level}(self, text):\n        self.last = text" for level in
        ("debug", "info", "warning", "error")
    )  # fmt: skip
    trail = f"class Trail:\n{levels}\n\n\n{name} = Trail()\n"
    use = f"from shop.trail import {name}\n"

    assert rules(report(tmp_path / "one", trail=trail, till=use, web=use, jobs=use)) == []
    untold = trail.replace("def debug", "def whisper").replace(name, "trail")
    use = "from shop.trail import trail\n"
    assert rules(report(tmp_path / "other", trail=untold, till=use, web=use, jobs=use)) == [
        "module-level-instance"
    ]


def test_what_few_modules_use_is_their_own_affair(tmp_path: Path) -> None:
    private = f"{MANAGER}\n\nmanager = SessionManager()\n"

    assert rules(report(tmp_path / "one", sessions=private)) == []
    use = "from shop.sessions import manager\n"
    assert rules(report(tmp_path / "two", sessions=private, web=use, jobs=use)) == []
    assert rules(report(tmp_path / "three", sessions=private, web=use, jobs=use, till=use)) == [
        "module-level-instance"
    ]


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


def test_who_inherits_what_keeps_the_instance_is_told_where_arguments_are_lost(
    tmp_path: Path,
) -> None:
    found = report(
        tmp_path,
        hooks="""
class Single(type):
    _made = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls._made:
            cls._made[cls] = super().__call__(*args, **kwargs)
        return cls._made[cls]


class Hook(metaclass=Single):
    def keep(self, value):
        self.value = value


class Plain(Hook):
    def drop(self):
        self.value = None


class Named(Hook):
    def __init__(self, name):
        self.value = name
""",
    )
    assert sorted(f.symbol for f in singletons(found)) == ["shop.hooks.Hook", "shop.hooks.Named"]


def test_one_instance_a_key_is_a_note(tmp_path: Path) -> None:
    counter = """
class Counter:
    _counters = {}

    def __new__(cls, tag):
        if tag in cls._counters:
            return cls._counters[tag]
        instance = super().__new__(cls)
        cls._counters[tag] = instance
        return instance

    def __init__(self, tag):
        self.seen = []

    def count(self, number):
        self.seen.append(number)
"""
    found = singletons(report(tmp_path, counters=counter))

    assert [(f.rule, f.severity.value) for f in found] == [("singleton-class", "note")]


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


def test_an_instance_that_is_named_as_a_class_is_used_as_one(tmp_path: Path) -> None:
    def told(name: str, special: str) -> list[str]:
        users = {f"user{n}": f"from shop.sessions import {name}\n" for n in range(3)}
        method = f"    def {special}(self, user):\n        return self.sessions[user]\n"
        text = f"{MANAGER}\n{method}\n\n{name} = SessionManager()\n"
        return rules(report(tmp_path / f"{name}{special}", sessions=text, **users))

    assert told("manager", "__call__") == ["module-level-instance"]
    assert told("Manager", "rows") == ["module-level-instance"]
    assert told("Manager", "__call__") == told("Manager", "__getattr__") == []


def test_who_only_forgets_its_instance_has_nothing_that_changes(tmp_path: Path) -> None:
    text = """
import os

class Switches:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    @classmethod
    def reset(cls):
        cls._instance = None

    def is_on(self, name):
        {}
        return os.environ.get(name)
"""
    assert rules(report(tmp_path / "none", switches=text.format(""))) == []
    told = rules(report(tmp_path / "last", switches=text.format("self.last = name")))
    assert told == ["singleton-class"]


TILL = """
from till_tools import Single, synchronized


class Till{meta}:
    _instance = None

    def __init__(self):
        self.lines = []

    def add(self, line):
        self.lines.append(line)

    @classmethod{decorator}
    def get_instance(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance
"""


@pytest.mark.parametrize(
    ("decorator", "meta", "unguarded"),
    [
        ("", "", True),
        ('\n    @synchronized("tills")', "", False),
        ('\n    @measured("tills")', "", True),
        ("", "(metaclass=Single)", False),
    ],
)
def test_a_lock_may_be_a_decorator_or_in_a_metaclass_that_is_not_here(
    tmp_path: Path, decorator: str, meta: str, unguarded: bool
) -> None:
    text = TILL.format(decorator=decorator, meta=meta)
    (finding,) = singletons(report(tmp_path, tills=text))
    assert finding.rule == "singleton-class"
    assert ("no lock" in finding.message) is unguarded


@pytest.mark.parametrize(
    ("returned", "told"),
    [("self", []), ("cls._first", ["singleton-class"])],
)
def test_a_class_that_makes_a_new_one_each_time_and_shares_a_table_is_none(
    tmp_path: Path, returned: str, told: list[str]
) -> None:
    text = f"""
class Register:
    _first = None

    def __new__(cls):
        if cls._first is None:
            cls._first = object.__new__(cls)
            cls._first.rows = {{}}
        self = object.__new__(cls)
        self.rows = cls._first.rows
        return {returned}

    def add(self, key, row):
        self.last = key
        self.rows[key] = row
"""
    assert rules(report(tmp_path, registers=text)) == told
