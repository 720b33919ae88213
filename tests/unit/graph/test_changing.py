"""Which classes make instances that change after they are made."""

from pathlib import Path

import pytest

from ssotlint.graph.known import Known
from tests.worlds import draw

CHANGING = {
    "a part of the constructor that another method calls again": """
        class Cart:
            def __init__(self, lines):
                self._fill(lines)
            def _fill(self, lines):
                self.lines = tuple(lines)
            def again(self, lines):
                self._fill(lines)
    """,
    "a part of the constructor that others get": """
        class Cart:
            def __init__(self, shop):
                shop.tell(self._fill)
                self._fill(())
            def _fill(self, lines):
                self.lines = tuple(lines)
    """,
    "a part of the constructor that a class beside it calls": """
        class Cart:
            def __init__(self, lines):
                self._fill(lines)
            def _fill(self, lines):
                self.lines = tuple(lines)
        class Shop:
            def change(self, cart):
                cart._fill(())
    """,
    "a part of the constructor that leaves a place for others": """
        class Cart:
            def __init__(self, lines):
                self._fill(lines)
            def _fill(self, lines):
                self.best = None
    """,
    "a public part of the constructor": """
        class Cart:
            def __init__(self, lines):
                self.fill(lines)
            def fill(self, lines):
                self.lines = tuple(lines)
    """,
    "an attribute is set later": """
        class Cart:
            def open(self, user):
                self.user = user
    """,
    "a count": """
        class Cart:
            def add(self):
                self.count += 1
    """,
    "a container that a method fills": """
        class Cart:
            def __init__(self):
                self._lines = []
            def add(self, line):
                self._lines.append(line)
    """,
    "a container that is handed out": """
        class Cart:
            def __init__(self):
                self._lines = {}
            def lines(self):
                return self._lines
    """,
    "a container that anybody may fill": """
        class Cart:
            def __init__(self):
                self.lines = []
    """,
    "a container that is written into": """
        class Cart:
            def __init__(self):
                self._lines = {}
            def add(self, key, line):
                self._lines[key] = line
    """,
    "a container of counts": """
        class Cart:
            def __init__(self):
                self._counts = {}
            def add(self, key):
                self._counts[key] += 1
    """,
    "a container that gets another name": """
        class Cart:
            def __init__(self):
                self._lines = []
            def add(self, line):
                lines = self._lines
                lines.append(line)
    """,
    "a flag that is set once": """
        class Cart:
            def start(self):
                if not self.started:
                    self.started = True
    """,
    "an answer that is forgotten": """
        class Cart:
            def total(self):
                if self._total is None:
                    self._total = sum(self.lines)
                return self._total
            def clear(self):
                self._total = None
    """,
    "a part that changes": """
        class Lines:
            def add(self, line):
                self.last = line
        class Cart:
            def __init__(self):
                self._lines = Lines()
    """,
    "what a base changes": """
        class Base:
            def open(self):
                self.user = 1
        class Cart(Base): ...
    """,
}
STEADY = {
    "parts of the constructor": """
        class Cart:
            def __init__(self, lines):
                self._fill(lines)
            def _fill(self, lines):
                self.lines = tuple(lines)
                self._count()
            def _count(self):
                self.count = len(self.lines)
    """,
    "what it is made of": """
        class Cart:
            def __init__(self, user):
                self.user = user
    """,
    "a lock": """
        class Cart:
            def set_lock(self, lock):
                self._lock = lock
    """,
    "an answer that is kept": """
        class Cart:
            def total(self):
                if (total := self._total) is None:
                    total = self._total = sum(self.lines)
                return total
    """,
    "a property that can be set": """
        class Cart:
            @property
            def user(self):
                return self._user
            @user.setter
            def user(self, user):
                self._user = user
    """,
    "properties that can be set, written out": """
        class Cart:
            def _get_user(self):
                return self._user
            def _set_user(self, user):
                self._user = user
            def _get_limit(self):
                return self._limit
            def _set_limit(self, limit):
                self._limit = limit
            user = property(_get_user, _set_user)
            limit = property(_get_limit, _set_limit)
    """,
    "a container that nobody fills": """
        class Cart:
            def __init__(self):
                self._names = []
            def show(self):
                for name in self._names:
                    print(name, len(self._names))
                first, second = self._names
                if self._names[0] == first:
                    second = self._names[1]
                return list(self._names), second
    """,
    "a table that is filled when it is made": """
        class Cart:
            def __init__(self, prices):
                self.prices = {}
                for name, price in prices:
                    self.prices[name] = price
            def price(self, name):
                return self.prices.get(name)
    """,
    "a part that does not change": """
        class Prices:
            def __init__(self):
                self.limit = 3
        class Cart:
            def __init__(self):
                self._prices = Prices()
    """,
}


def _is_mutable(root: Path, text: str) -> bool:
    world = draw(root, {"shop.py": text})
    (module,) = world.index.modules
    found = [
        Known(module, position)
        for position, row in enumerate(module.surface.definitions)
        if row.name == "Cart"
    ]
    return world.graph.attributes.is_mutable(found[0])


@pytest.mark.parametrize("said", CHANGING)
def test_instances_change(tmp_path: Path, said: str) -> None:
    assert _is_mutable(tmp_path, CHANGING[said])


@pytest.mark.parametrize("said", STEADY)
def test_instances_stay_as_they_are(tmp_path: Path, said: str) -> None:
    assert not _is_mutable(tmp_path, STEADY[said])
