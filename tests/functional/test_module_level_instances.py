"""What is made while a module is imported, and cannot fail with what it is given."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world

FRAMES = """
class Frame:
    def __init__(self, name, indices=None):
        self.names = []
        if indices is not None:
            for index in indices:
                if not isinstance(index, str):
                    raise TypeError("indices must be strings")
        self.name = name


frame = Frame("N")
"""


def test_an_error_about_an_argument_is_the_callers_own(tmp_path: Path) -> None:
    report = check_world({"shop.py": FRAMES}, tmp_path, select=("module-level-instance",))

    assert [f.message for f in report.findings if "may raise" in f.message] == []


CHECKED = """
class Config:
    def __init__(self, stores):
        self.stores = stores
        self._check()

    def _check(self):
        labels = [store.label for store in self.stores]
        if len(labels) > len(set(labels)):
            raise ValueError("two stores of one name")


config = Config(stores=[])
"""


def test_an_error_about_fields_is_no_news_of_the_machine(tmp_path: Path) -> None:
    report = check_world({"shop.py": CHECKED}, tmp_path, select=("module-level-instance",))

    assert report.findings == ()


SETTINGS = """
class AppSettings:
    @staticmethod
    def secret():
        return None
"""
SIGNED = """
from settings import AppSettings


class Signer:
    def __init__(self):
        self.secret = self._secret()

    def _secret(self):
        secret = AppSettings.secret()
        if not secret:
            raise ValueError("no secret")
        return secret


signer = Signer()
"""


def test_settings_are_what_the_machine_says(tmp_path: Path) -> None:
    files = {"settings.py": SETTINGS, "signer.py": SIGNED}
    report = check_world(files, tmp_path, select=("module-level-instance",))

    assert ["may raise ValueError" in f.message for f in report.findings] == [True]


MONITORED = """
import threading


class Monitor:
    def __init__(self):
        threading.Thread(target=print).start()


monitor = Monitor()
"""


def test_where_a_program_starts_it_may_make_what_it_needs(tmp_path: Path) -> None:
    report = check_world(
        {"shop/__init__.py": "", "shop/main.py": MONITORED, "shop/watching.py": MONITORED},
        tmp_path,
        select=("module-level-instance",),
    )

    assert [f.place.path for f in report.findings] == ["shop/watching.py"]


ASKED = """
import os


def secret():
    return os.environ.get("SECRET")


class Signer:
    def __init__(self):
        self.key = secret()
        if not self.key:
            raise RuntimeError("no secret")


signer = Signer()
"""


def test_what_a_function_answers_may_be_what_the_machine_says(tmp_path: Path) -> None:
    report = check_world({"signer.py": ASKED}, tmp_path, select=("module-level-instance",))

    assert ["may raise RuntimeError" in f.message for f in report.findings] == [True]


CACHED = """
from functools import lru_cache


class Rates:
    def __init__(self):
        self.seen = {}

    @lru_cache(maxsize=None)
    def of(self, name):
        self.seen[name] = len(self.seen)
        return self.seen[name]


rates = Rates()
"""


@pytest.mark.parametrize(("user", "told"), [("", 0), ("import prices\n", 1)])
def test_what_a_cache_holds_for_ever_counts_once_somebody_takes_its_file(
    tmp_path: Path, user: str, told: int
) -> None:
    files = {"prices.py": CACHED, "shop.py": user}
    report = check_world(files, tmp_path, select=("module-level-instance",))

    assert len(report.findings) == told
