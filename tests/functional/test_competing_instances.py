"""Instances that look like rivals and are none."""

from pathlib import Path

from ssotlint.engine.session import check_world

CLIENT = """
class RateClient:
    def __init__(self, name=""):
        self.name = name
        self.rates = {}

    def learn(self, key, rate):
        self.rates[key] = rate
"""
SINGLE = """
class Single(type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        cls._one = None

    def __call__(cls, *args, **kwargs):
        if cls._one is None:
            cls._one = super().__call__(*args, **kwargs)
        return cls._one
"""


def _rivals(root: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    report = check_world({"shop/__init__.py": "", **files}, root, select=("competing-instances",))
    return [(f.symbol, f.severity.value) for f in report.findings]


def _user(argument: str) -> str:
    return f"from shop.clients import RateClient\n\nclient = RateClient({argument})\n"


def test_instances_with_texts_of_their_own_are_told_apart_on_purpose(tmp_path: Path) -> None:
    files = {"shop/orders.py": _user("'orders'"), "shop/refunds.py": _user("'refunds'")}

    assert _rivals(tmp_path, {"shop/clients.py": CLIENT, **files}) == []


def test_another_number_is_no_name(tmp_path: Path) -> None:
    files = {"shop/orders.py": _user("5"), "shop/refunds.py": _user("10")}

    assert len(_rivals(tmp_path, {"shop/clients.py": CLIENT, **files})) == 2


def test_instances_that_nobody_else_uses_are_a_note(tmp_path: Path) -> None:
    files = {"shop/orders.py": _user(""), "shop/refunds.py": _user("")}

    assert _rivals(tmp_path, {"shop/clients.py": CLIENT, **files}) == [
        ("shop.orders.client", "note"),
        ("shop.refunds.client", "note"),
    ]


def test_an_instance_that_is_imported_makes_its_rivals_a_warning(tmp_path: Path) -> None:
    files = {"shop/orders.py": _user(""), "shop/refunds.py": _user("")}
    files["shop/desk.py"] = "from shop.orders import client\n"

    assert _rivals(tmp_path, {"shop/clients.py": CLIENT, **files}) == [
        ("shop.refunds.client", "warning")
    ]


def test_a_metaclass_hands_out_one_and_the_same_whoever_asks(tmp_path: Path) -> None:
    """As of ansible's ``Display``: a hundred modules say ``display = Display()``."""
    client = CLIENT.replace("RateClient", "RateClient(metaclass=Single)")
    files = {"shop/orders.py": _user(""), "shop/refunds.py": _user("")}
    files |= {
        "shop/single.py": SINGLE,
        "shop/clients.py": f"from shop.single import Single\n{client}",
    }

    assert _rivals(tmp_path, files) == []


def test_a_class_may_keep_one_of_its_many_instances(tmp_path: Path) -> None:
    """As matplotlib's ``Path.unit_rectangle``: who wants another path makes one."""
    shapes = """
class Outline:
    _unit = None

    def __init__(self, points):
        self.points = points

    @classmethod
    def unit(cls):
        if cls._unit is None:
            cls._unit = cls([(0, 0), (1, 1)])
        return cls._unit
"""
    files = {
        "shop/__init__.py": "",
        "shop/shapes.py": shapes,
        "shop/desk.py": "from shop.shapes import Outline\n\n\ndef desk():\n    return Outline([])\n",
    }
    report = check_world(files, tmp_path, select=("singleton-class",))

    assert [f.symbol for f in report.findings] == []
