"""Which overrides are held against their base."""

from pathlib import Path
from textwrap import dedent

from ssotlint.detectors import overrides
from ssotlint.detectors.view import View
from ssotlint.engine.session import check_world
from ssotlint.model.severity import Severity
from tests.worlds import draw


def refused(root: Path, source: str) -> list[tuple[str, ...]]:
    world = draw(root, {"shop.py": dedent(source)})
    view = View(world.index, world.graph, world.config)
    cases = overrides.detect(view, overrides.OverrideOptions())
    return [
        m.evidence.conflicts
        for case in cases for m in case.members
        if m.suspect and isinstance(m.evidence, overrides.OverrideEvidence)
    ]  # fmt: skip


def test_a_call_on_self_that_the_class_below_refuses(tmp_path: Path) -> None:
    source = """
        class Exporter:
            def run(self, rows):
                return self.write(rows, header=True)
            def write(self, rows, header=False, encoding="utf-8"):
                return rows
        class Csv(Exporter):
            def write(self, rows):
                return rows
        """
    assert refused(tmp_path, source) == [("takes no header or encoding",)]


def test_an_override_that_takes_some_of_the_calls_is_made_for_those(tmp_path: Path) -> None:
    source = """
        class Exporter:
            def run(self, rows):
                return self.write(rows)
            def run_with_header(self, rows):
                return self.write(rows, header=True)
            def write(self, rows, header=False):
                return rows
        class Csv(Exporter):
            def write(self, rows):
                return rows
        """
    assert refused(tmp_path, source) == []


def test_a_call_in_a_method_that_the_class_overrides_too_is_never_made(tmp_path: Path) -> None:
    source = """
        class Exporter:
            def run(self, rows):
                return self.write(rows, header=True)
            def write(self, rows, header=False):
                return rows
        class Csv(Exporter):
            def run(self, rows):
                return self.write(rows)
            def write(self, rows):
                return rows
        """
    assert refused(tmp_path, source) == []


def test_a_call_that_the_base_refuses_itself_is_no_fault_of_those_below(tmp_path: Path) -> None:
    source = """
        class Exporter:
            def update(self, rows):
                return self.fit(rows, again=True)
            def fit(self, rows):
                return rows
        class Csv(Exporter):
            def fit(self, rows):
                return list(rows)
        """
    assert refused(tmp_path, source) == []


def test_what_many_lack_alike_is_told_once_at_the_base_that_has_got_it(tmp_path: Path) -> None:
    base = """
from abc import ABC, abstractmethod


class Store(ABC):
    @abstractmethod
    def rows(self, limit=20, where=None): ...
"""
    below = (
        "\n\nclass {}(Store):\n    def rows(self, limit=20):\n        return list(range(limit))\n"
    )
    names = ("Sql", "Files", "Memory")
    world = {"shop.py": base + "".join(map(below.format, names))}
    (finding,) = check_world(world, tmp_path, select=("incompatible-override",)).findings
    assert (finding.symbol, finding.place.line) == ("shop.Store.rows", 7)
    assert finding.message.endswith("it takes no where; 2 other overrides refuse some of it, too")

    two = {"shop.py": base + "".join(map(below.format, names[:2]))}
    found = check_world(two, tmp_path, select=("incompatible-override",)).findings
    assert [f.symbol for f in found] == ["shop.Sql.rows", "shop.Files.rows"]


def test_a_class_that_calls_itself_asynchronous_is_awaited(tmp_path: Path) -> None:
    source = """
        class Stream:
            def load(self):
                rows = self.read()
                return rows
            def read(self):
                return [1]
        class {}Stream(Stream):
            async def read(self):
                return [2]
        """
    assert refused(tmp_path, source.format("Async")) == []
    (conflicts,) = refused(tmp_path, source.format("Fast"))
    assert conflicts == ("is a coroutine function, not a plain function",)


def test_a_method_that_instances_replace_is_not_what_is_called(tmp_path: Path) -> None:
    source = """
        class Page:
            def save(self):
                return self.apply({"colour"})
            def apply(self, options):
                return options
        class PluginPage(Page):
            def __init__(self, plugin):
                self.before = self.apply
                self.apply = plugin.wrapped(self.before)
            def apply(self):
                return set()
        """
    assert refused(tmp_path, source) == []
    kept = source.replace("self.apply = plugin", "self.after = plugin")
    assert refused(tmp_path, kept) == [("takes no options",)]


def test_what_an_abstract_method_promises_in_private_nobody_outside_asks(tmp_path: Path) -> None:
    source = """
        from abc import ABC, abstractmethod
        class Model(ABC):
            @abstractmethod
            def _encode(self, y=None):
                ...
        class Tree(Model):
            def _encode(self, y):
                return y
        """
    assert refused(tmp_path, source) == []


def test_whether_a_call_is_made_is_open_where_others_call_it_as_it_is(tmp_path: Path) -> None:
    source = """
        class Resource:
            def update(self, user):
                return self.may_change(user)
            def may_change(self, user):
                return True
        class Group(Resource):
            def create(self, user, site):
                return self.may_change(user, site)
            def may_change(self, user, site):
                return site
        """
    (finding,) = check_world({"shop.py": dedent(source)}, tmp_path).findings

    assert (finding.rule, finding.severity) == ("incompatible-override", Severity.NOTE)


def test_what_is_lacking_in_the_middle_is_named(tmp_path: Path) -> None:
    source = """
        from abc import ABC, abstractmethod
        class Store(ABC):
            @abstractmethod
            def rows(self, limit=20, where=None, group="day"):
                ...
        class Files(Store):
            def rows(self, limit=20, group="day"):
                return [limit, group]
        """
    assert refused(tmp_path, source) == [("takes no where",)]
