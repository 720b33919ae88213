"""Law 1 of what is remembered of each file: it is what a look at it finds today.

The modules have so few names that nearly every edit changes what some other module means by one.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.editing import looks, put
from tests.strategies import examples

MODULES = ("shop", "shop.a", "shop.b", "shop.c", "shop.d", "tool", "spaces.one")
PATHS = {name: f"{name.replace('.', '/')}.py" for name in MODULES} | {"shop": "shop/__init__.py"}
NAMES = ("A", "B", "C", "f", "g", "h", "x", "a", "b")
STATEMENTS = (
    "from {m} import {n}", "from {m} import {n}", "from {m} import {n}", "from {m} import {n} as {o}",
    "from {m} import *", "import {m}", "import {m} as {n}", "from . import {n}", "import os as {n}",
    "from dataclasses import dataclass", "from functools import cache as {n}",
    "from abc import ABC as {n}",
    "try:\n    from {m} import {n}\nexcept ImportError:\n    {n} = None",
    "if {o}:\n    from {m} import {n}",
    "def {n}({p}):\n    return {o}({q})",
    "def {n}({p}):\n    from {m} import {o}\n    return {o}({q})",
    "def {n}({p}):\n    global {o}\n    {o} = 1",
    "def {n}({p}):\n    class {o}:\n        pass\n    return {o}({q})",
    "def {n}({p}):\n    made = {o}({q})\n    return made.{n}({q}), made.{o}",
    "@{o}\ndef {n}({p}):\n    return {p}",
    "async def {n}({p}):\n    return 1",
    "def {n}({p}):\n    {o}({q})\n    return {m}.{n}({q}), {m}.{o}.{n}({q})",
    "class {n}({o}):\n    def f(self, {p}):\n        return self.g({q}), self.h, super().f({q})",
    "class {n}:\n    def __init__(self, {p}):\n        self.{p} = 1\n        self.{o} = 2",
    "class {n}({o}, metaclass={n}):\n    x = 1",
    "@dataclass\nclass {n}({o}):\n    {p}: int\n    y: int = 1",
    "class {n}({o}):\n    @classmethod\n    def f(cls, {p}):\n        return cls({q}), cls.g, cls.y",
    "class {n}({o}):\n    def g(self):\n        self.z = self.{p}\n        return self.h({q})",
    "class {n}({m}.{o}):\n    pass",
    "{n} = {o}", "{n} = {o}({q})", "{n} = {m}.{o}", "{n}: int", "del {n}",
    "{n}({q})", "{n}.f({q})", "{n}.{o}({q})", "{m}.{n}.{o}", "{m}.{n}({q})", "{n}.{o} = 1",
    "import {m}\n{m}.{n} = {o}",
    "__all__ = ['{n}', '{o}']",
    "def __getattr__(name):\n    return name",
    "def {n}():\n    import sys\n    sys._getframe(1).f_globals['x'] = 1",
    "{n}()",
)  # fmt: skip


@dataclass
class Web:
    """Modules that use each other's names, each a list of statements."""

    dice: Random
    modules: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in MODULES:
            self.modules[name] = [self.statement() for _ in range(self.dice.randint(3, 9))]

    def statement(self) -> str:
        """Something that binds a name, or uses one."""
        dice = self.dice
        return dice.choice(STATEMENTS).format(
            m=dice.choice(MODULES), n=dice.choice(NAMES), o=dice.choice(NAMES),
            p=dice.choice("xy"), q=dice.choice(("", "1", "1, 2", "y=1")),
        )  # fmt: skip

    def edit(self) -> None:
        """A statement comes, goes, or becomes another; or a module does."""
        if self.dice.random() < 0.3:
            self._come_or_go(self.dice.choice(MODULES))
            return
        rows = self.modules[self.dice.choice(sorted(self.modules))]
        place = self.dice.randrange(len(rows))
        what = self.dice.random()
        if what < 0.4 or len(rows) < 3:
            rows.insert(place, self.statement())
        elif what < 0.7:
            rows[place] = self.statement()
        else:
            del rows[place]

    def _come_or_go(self, name: str) -> None:
        if name not in self.modules:
            self.modules[name] = [self.statement() for _ in range(self.dice.randint(1, 5))]
        elif len(self.modules) > 3:
            del self.modules[name]

    def write(self, root: Path) -> None:
        """Put the modules into a folder, and no others."""
        for name in MODULES:
            if name in self.modules:
                put(root / PATHS[name], "\n\n".join(self.modules[name]) + "\n")
            else:
                (root / PATHS[name]).unlink(missing_ok=True)


@settings(max_examples=examples(25, 500), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_what_is_remembered_of_a_file_is_what_it_means_after_any_edit(seed: int) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        web = Web(Random(seed))
        web.write(root)
        looks(root, Path(folder) / "cache")
        for number in range(6):
            web.edit()
            web.write(root)
            afresh = looks(root, Path(folder) / f"fresh{number}")
            assert looks(root, Path(folder) / "cache") == afresh
