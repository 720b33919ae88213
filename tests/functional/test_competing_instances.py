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


def test_modules_of_which_one_is_taken_under_one_name_are_a_choice(tmp_path: Path) -> None:
    files = {"shop/clients.py": CLIENT, "shop/slow.py": _user(""), "shop/fast.py": _user("")}
    chosen = (
        "def choose(kind):\n"
        "    if kind:\n        from shop import slow as shim\n"
        "    else:\n        from shop import fast as {}\n"
        "    return shim.client\n"
    )
    one = {**files, "shop/chosen.py": chosen.format("shim")}
    assert _rivals(tmp_path / "one", one) == []

    two = {**files, "shop/chosen.py": chosen.format("other")}
    assert len(_rivals(tmp_path / "two", two)) == 2

    outright = {"shop/desk.py": "from shop.slow import client\n"}
    assert len(_rivals(tmp_path / "outright", one | outright)) == 1
    tested = {"tests/test_slow.py": "from shop.slow import client\n"}
    assert _rivals(tmp_path / "tested", one | tested) == []


def test_a_choice_of_something_else_in_their_modules_is_none_of_them(tmp_path: Path) -> None:
    files = {"shop/clients.py": CLIENT, "shop/slow.py": _user(""), "shop/fast.py": _user("")}
    for path in ("shop/slow.py", "shop/fast.py"):
        files[path] += "LIMIT = 1\n"
    chosen = "import sys\n\nif sys.argv:\n    from shop.slow import {0}\nelse:\n    from shop.fast import {0}\n"
    limit = files | {"shop/chosen.py": chosen.format("LIMIT")}
    assert len(_rivals(tmp_path / "limit", limit)) == 2
    client = files | {"shop/chosen.py": chosen.format("client")}
    assert _rivals(tmp_path / "client", client) == []


SHARED = """
class Rows:
    def __init__(self):
        self.rows = []

    def add(self, row):
        self.rows.append(row)


class Plot:
    @property
    def rows(self) -> Rows:
        if self._rows is None:
            self._rows = Rows()
        return self._rows
"""


def test_what_a_script_makes_for_itself_is_not_there_for_everybody(tmp_path: Path) -> None:
    files = {"shop/one.py": SHARED, "shop/two.py": SHARED.replace("Plot", "Table")}
    files["shop/two.py"] = files["shop/two.py"].replace("class Rows", "class _Rows").replace(
        "class _Rows:\n    def __init__(self):\n        self.rows = []\n\n    def add(self, row):"
        "\n        self.rows.append(row)\n", "from shop.one import Rows\n"
    )  # fmt: skip
    uses = (
        "from shop.one import Plot\n\nplot = Plot()\n",
        "from shop.two import Table\n\ntable = Table()\n",
    )

    def told(folder: str) -> int:
        users = {f"{folder}/a.py": uses[0], f"{folder}/b.py": uses[1]}
        return len(_rivals(tmp_path / folder.replace("/", "-"), {**files, **users}))

    assert told("shop") == 2
    assert told("scripts") == 0


def test_the_uses_of_each_name_are_told_apart(tmp_path: Path) -> None:
    """What a reader looks up is the name: it has to be there as often as is said."""
    files = {
        "shop/clients.py": CLIENT,
        "shop/orders.py": "from shop.clients import RateClient\n\nclient = RateClient()\n\n\n"
        "def get_rate_client():\n    return client\n",
        "shop/refunds.py": _user(""),
        "shop/desk.py": "from shop.orders import client\n",
        "shop/web.py": "from shop.orders import client, get_rate_client\n\n\n"
        "def rate():\n    return get_rate_client().rates\n",
    }
    report = check_world(
        {"shop/__init__.py": "", **files}, tmp_path, select=("competing-instances",)
    )

    (finding,) = report.findings
    assert "get_rate_client (1 caller and 2 importers of client)" in finding.message


def test_accessors_that_nobody_calls_of_classes_that_share_a_name_are_no_rivals(
    tmp_path: Path,
) -> None:
    made = "\n\n_client = None\n\n\ndef get_{0}():\n    global _client\n    if _client is None:\n"
    accessor = made + "        _client = RateClient()\n    return _client\n"
    other = "class RateClient:\n    def __init__(self):\n        self.seen = []\n\n"
    other += "    def ask(self, key):\n        self.seen.append(key)\n"
    files = {
        "shop/orders.py": CLIENT + accessor.format("rate_client"),
        "shop/refunds.py": other + accessor.format("refund_client"),
    }

    assert _rivals(tmp_path, files) == []
