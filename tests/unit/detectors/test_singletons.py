"""Singletons: which forms are seen, what is one fault, and what is none."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world
from tests.unit.detectors.holding import MANAGER, report, rules, singletons


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


def test_what_each_call_makes_anew_ignores_no_argument_and_has_no_first_call(
    tmp_path: Path,
) -> None:
    kept = "        if cls._instance is None:\n            cls._instance = cls()\n"
    text = TILL.format(decorator="", meta="").replace("(self):", "(self, name):", 1)
    text = text.replace("get_instance(cls)", "get_instance(cls, name)").replace(
        "cls()", "cls(name)"
    )
    kept = kept.replace("cls()", "cls(name)")
    (once,) = singletons(report(tmp_path / "once", tills=text))
    (anew,) = singletons(
        report(tmp_path / "anew", tills=text.replace(kept, "        cls._instance = cls(name)\n"))
    )
    matched = "        match cls._instance:\n            case None:\n                cls._instance = cls(name)\n"
    (chosen,) = singletons(report(tmp_path / "chosen", tills=text.replace(kept, matched)))
    assert "later arguments are ignored, that no lock" in once.message
    assert "later arguments are ignored, that no lock" in chosen.message
    assert "`get_instance` keeps the instance" in anew.message
    assert "cannot see" not in anew.message


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


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("reactor.run()", []),
        ('if __name__ == "__main__":\n    reactor.run()', []),
        ("def go():\n    reactor.run()", ["module-level-instance"]),
        ("reactor.stop()", ["module-level-instance"]),
    ],
)
def test_what_goes_on_until_somebody_stops_it_is_a_program(
    tmp_path: Path, last: str, told: list[str]
) -> None:
    """It makes what it needs when it is run, as nobody imports it."""
    text = f"""
import socket

from twisted.internet import reactor


class Poller:
    def __init__(self):
        self.changes = socket.create_connection(("changes", 80))

    def ask(self):
        self.last = self.changes.recv(99)
        return self.last


poller = Poller()
reactor.callLater(60, poller.ask)
{last}
"""
    assert rules(report(tmp_path, polling=text)) == told


BOX = """
class Box:
    def __init__(self):
        self.rows = []

    def put(self, row):
        self.rows.append(row)


_box = Box()


def get_box():
    return _box
"""


def test_where_an_instance_is_kept_is_told_once(tmp_path: Path) -> None:
    use = "from shop.box import get_box\n\n\ndef put(row):\n    get_box().put(row)\n"
    files = {"shop/__init__.py": "", "shop/box.py": BOX, "shop/use.py": use}
    (found,) = check_world(files, tmp_path, select=("singleton-accessor",)).findings
    assert found.message.count("_box") == 2  # of get_box, and where it is kept


@pytest.mark.parametrize("lock", ["if True:", "with _lock:"])
def test_an_accessor_tells_what_its_callers_cannot_see(tmp_path: Path, lock: str) -> None:
    text = f"""
import threading

_lock = threading.Lock()
_till = None


class Till:
    def __init__(self):
        self.coins = []

    def put(self, coin):
        self.coins.append(coin)


def get_till():
    global _till
    {lock}
        if _till is None:
            _till = Till()
    return _till
"""
    web = "from shop.tills import get_till\n\n\ndef pay(coin):\n    get_till().put(coin)\n"
    (finding,) = singletons(report(tmp_path, tills=text, web=web))

    assert finding.rule == "singleton-accessor"
    assert "callers cannot see" in finding.message
    assert ("no lock guards the first call" in finding.message) is (lock != "with _lock:")
