"""Which overrides are held against their base."""

from pathlib import Path
from textwrap import dedent

import pytest

from ssotlint.detectors import overrides
from ssotlint.detectors.view import View
from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import check_world, investigate
from ssotlint.model.options import Allowing
from ssotlint.model.severity import Severity
from tests.worlds import draw, write


def refused(root: Path, source: str) -> list[tuple[str, ...]]:
    world = draw(root, {"shop.py": dedent(source)})
    view = View(world.index, world.graph, world.config)
    cases = overrides.detect(view, Allowing())
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


STORE = """
from abc import ABC, abstractmethod


class Store(ABC):
    @abstractmethod
    def rows(self, limit=20, where=None): ...
"""
BELOW = "\n\nclass {}(Store):\n    def rows(self, limit=20):\n        return list(range(limit))\n"
STORES = ("Sql", "Files", "Memory")


def test_what_many_lack_alike_is_told_once_at_the_base_that_has_got_it(tmp_path: Path) -> None:
    world = {"shop.py": STORE + "".join(map(BELOW.format, STORES))}
    (finding,) = check_world(world, tmp_path, select=("incompatible-override",)).findings
    assert (finding.symbol, finding.place.line) == ("shop.Store.rows", 7)
    assert finding.message.endswith("it takes no where; 2 other overrides cannot, either")
    assert finding.remedy == (
        "Let every override keep what shop.Store.rows promises, "
        "or let it promise no more than they keep."
    )

    two = {"shop.py": STORE + "".join(map(BELOW.format, STORES[:2]))}
    found = check_world(two, tmp_path, select=("incompatible-override",)).findings
    assert [f.symbol for f in found] == ["shop.Sql.rows", "shop.Files.rows"]
    assert found[0].remedy.startswith("Take what shop.Store.rows takes; give what is added a def")


def test_nothing_is_told_at_a_base_that_nobody_asks_about(tmp_path: Path) -> None:
    start = "from shop.base import Store\n"
    below = {f"shop/stores/{n.lower()}.py": start + BELOW.format(n) for n in STORES}
    shop = {"shop/__init__.py": "", "shop/base.py": STORE}
    write(tmp_path, shop | below)

    def told(path: str) -> list[str]:
        request = Request(
            root=tmp_path, paths=(tmp_path / path,), use_cache=False, jobs=1,
            select=("incompatible-override",),
        )  # fmt: skip
        return [f.symbol for f in investigate(open_project(request), request).findings]

    every = [f"shop.stores.{name.lower()}.{name}.rows" for name in sorted(STORES)]
    assert told("shop/stores") == every
    assert told("shop/stores/sql.py") == ["shop.stores.sql.Sql.rows"]
    assert told("shop") == ["shop.base.Store.rows"]


@pytest.mark.parametrize("line", ["    def rows", "class Kiosk", "from shop"])
def test_an_exception_at_one_of_many_is_for_that_one(tmp_path: Path, line: str) -> None:
    kiosk = f"from shop.base import Store\n{BELOW.format('Kiosk')}"
    kind = "ignore-file" if line.startswith("from") else "ignore"
    why = f"# ssotlint: {kind}[incompatible-override] -- it has no index"
    kiosk = kiosk.replace(line, f"{' ' * (len(line) - len(line.lstrip()))}{why}\n{line}", 1)
    shop = {"shop/__init__.py": "", "shop/kiosk.py": kiosk}
    select = ("incompatible-override", "unused-suppression")

    more = {"shop/base.py": STORE + "".join(map(BELOW.format, STORES))}
    (finding,) = check_world(shop | more, tmp_path, select=select).findings
    assert finding.symbol == "shop.base.Store.rows"
    assert finding.message.endswith("; 2 other overrides cannot, either")

    two = {"shop/base.py": STORE + "".join(map(BELOW.format, STORES[:2]))}
    found = check_world(shop | two, tmp_path, select=select).findings
    assert [f.symbol for f in found] == ["shop.base.Sql.rows", "shop.base.Files.rows"]


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


def test_a_call_in_a_method_that_only_overridden_ones_call_is_never_made(tmp_path: Path) -> None:
    source = """
        class Loss:
            def loss(self, rows):
                return self.assigned(rows)
            def assigned(self, rows):
                return self.decode(rows)
            def decode(self, rows):
                return rows
        class Turned(Loss):
            {}
            def decode(self, rows, angle):
                return rows, angle
        """
    own = "def loss(self, rows): return self.decode(rows, 90)"
    assert refused(tmp_path / "own", source.format(own)) == []
    assert refused(tmp_path / "none", source.format("pass")) == [("requires angle",)]

    made = "\ndef check(rows):\n    loss = Loss()\n    return loss.assigned(rows)\n"
    assert refused(tmp_path / "asked", dedent(source.format(own)) + made)
    above = "def loss(self, rows): return super().loss(rows)"
    assert refused(tmp_path / "above", source.format(above)) == [("requires angle",)]


def test_a_base_that_forgets_to_take_itself_is_not_held_against_others(tmp_path: Path) -> None:
    source = """
        from abc import ABC, abstractmethod
        class Sampler(ABC):
            @abstractmethod
            def pick({}): ...
        class Fast(Sampler):
            def pick(self, scores, seeds):
                return scores, seeds
        """
    assert refused(tmp_path / "forgotten", source.format("scores, seeds")) == []
    assert refused(tmp_path / "nothing", source.format("")) == []
    assert refused(tmp_path / "less", source.format("self, scores")) == [("requires seeds",)]
    assert refused(tmp_path / "other", source.format("this, scores")) == [("requires seeds",)]


def test_a_base_that_takes_itself_among_all_else_can_be_called(tmp_path: Path) -> None:
    source = """
        class Sampler:
            def run(self):
                return self.pick(1, 2)
            def pick(*scores):
                return scores
        class Fast(Sampler):
            def pick(self, scores):
                return scores
        """
    assert len(refused(tmp_path, source)) == 1


def test_what_comes_in_another_order_is_required_by_both(tmp_path: Path) -> None:
    source = """
        from abc import ABC, abstractmethod
        class Rates(ABC):
            @abstractmethod
            def add(self, cost, level=None): ...
        class Table(Rates):
            def add(self, level, cost):
                return level, cost
        """
    assert refused(tmp_path, source) == [("takes cost in another place",)]


def test_a_class_in_a_module_for_coroutines_is_awaited_as_one_expects(tmp_path: Path) -> None:
    base = "class Client:\n    def load(self):\n        self.read()\n    def read(self):\n        return 1\n"
    own = "from shop.base import Client as Plain\nclass Client(Plain):\n    async def read(self):\n        return 2\n"
    files = {"shop/__init__.py": "", "shop/base.py": base}

    def told(module: str) -> list[str]:
        world = {**files, f"shop/{module}.py": own}
        return [f.rule for f in check_world(world, tmp_path / module).findings]

    assert told("async_support") == []
    assert told("later") == ["incompatible-override"]


def test_where_no_override_keeps_to_an_abstract_base_that_may_be_out_of_date(
    tmp_path: Path,
) -> None:
    source = """
        from abc import ABC, abstractmethod
        class Wrapper(ABC):
            @abstractmethod
            def drop(self): ...
        class Neutron(Wrapper):
            def drop(self, network):
                return network
        """
    more = "class Nova(Wrapper):\n    def drop(self):\n        return 1\n"

    def remedy(name: str, text: str) -> str:
        (finding,) = check_world({"shop.py": text}, tmp_path / name).findings
        return finding.remedy

    assert "as no override keeps to it" in remedy("alone", dedent(source))
    assert "as no override keeps to it" not in remedy("beside", dedent(source) + more)


SERVICE = """
from abc import ABC, abstractmethod


class Service(ABC):
    async def run(self):
        await self.start(1)

    @abstractmethod
    async def start(self, port): ...


class Local(Service):
    def start(self, {}):
        self.port = 1
"""


@pytest.mark.parametrize(
    ("takes", "remedy"),
    [
        ("port", "Make it `async def`, as shop.Service.start is, and await it where it is called."),
        ("port, host", ("Take what shop.Service.start takes; give what is added a default; make it "
         "`async def`, as shop.Service.start is, and await it where it is called")),
    ],
)  # fmt: skip
def test_what_is_plain_where_the_base_is_awaited_is_told_to_be_async(
    tmp_path: Path, takes: str, remedy: str
) -> None:
    (finding,) = check_world({"shop.py": SERVICE.format(takes)}, tmp_path).findings
    assert finding.rule == "incompatible-override"
    assert finding.remedy.startswith(remedy)


def test_a_comment_for_a_checker_right_above_is_an_answer(tmp_path: Path) -> None:
    source = """
        class Exporter:
            def run(self, rows):
                return self.write(rows, header=True)
            def write(self, rows, header=False):
                return rows
        class Csv(Exporter):
            # {}
            def write(self, rows):
                return rows
        """

    def told(said: str) -> int:
        return len(check_world({"shop.py": dedent(source.format(said))}, tmp_path / said).findings)

    answers = ("pyre-fixme[14]: `write` is inconsistent.", "pyre-ignore[15]", "pyre-fixme: later")
    assert [told(said) for said in answers] == [0, 0, 0]
    assert [told(said) for said in ("writes rows", "pyre-fixme[3]: No type.")] == [1, 1]
