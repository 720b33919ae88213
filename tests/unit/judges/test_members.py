"""A member is missing when the class neither binds nor sets it, however that is spelled."""

from pathlib import Path

import pytest

from ssotlint.detectors.members import MemberEvidence
from ssotlint.engine.session import check_world
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.members import judge
from ssotlint.model.case import Case, Member
from ssotlint.model.place import Place, Span

_USE = "def use(shop):\n    return shop.total\n"


@pytest.mark.parametrize(
    "body",
    [
        "def total(self): ...",
        "async  def total(self): ...",
        "def \\\n    total(self): ...",
        "class total: ...",
        "total = 1",
        "total: int",
        "total: int = 1",
        "a = total = 1",
        "(total) = 1",
        "(total  # all\n    ) = 1",
        "def f(self): self.total = 1",
        "def f(self): self.total \\\n        = 1",
        "def f(self): self . total=1",
        "def f(self): setattr(self, 'total', 1)",
        'names = ["total"]',
        "names = '''total'''",
        "price = 1; total = 2",
        "if price:\n        total = 1",
        "@made('total')\n    def f(self): ...",
        "def f(self):\n        '''Its total.'''\n        self.total = 1",
    ],
)
def test_a_class_that_makes_the_member_has_it(body: str, tmp_path: Path) -> None:
    assert _judged(f"class Shop:\n    {body}\n", tmp_path) is None


def test_what_the_head_of_a_class_says_counts(tmp_path: Path) -> None:
    assert _judged("class Shop(Base, keys='total'):\n    price = 1\n", tmp_path) is None


@pytest.mark.parametrize(
    "body",
    [
        "price = 1",
        "total_price = subtotal(x=1)",
        "def f(self): return self.total",
        "def f(self): return total == 1",
        "def f(self, total): return f(total=total)",
        "def f(self, total: int = 1): ...",
        "'the total of all'",
    ],
)
def test_a_class_that_only_speaks_of_the_member_lacks_it(body: str, tmp_path: Path) -> None:
    judged = _judged(f"class Shop:\n    {body}\n", tmp_path)

    assert judged is not None
    assert [m.place.span for m in judged.members if m.suspect] == [Span(2, 17, 2, 22)]


def test_what_a_text_sets_on_a_module_may_be_there_when_that_has_been_run(tmp_path: Path) -> None:
    def told(folder: str, text: str) -> list[str]:
        test = (
            f"import shop\n\nCODE = '''\n{text}\n'''\n\n\ndef test():\n    assert shop.seen == 1\n"
        )
        files = {"shop/__init__.py": "OPEN = True\n", "tests/test_shop.py": test}
        return [f.rule for f in check_world(files, tmp_path / folder).findings]

    assert told("set", "import shop\nshop.seen = 1") == []
    assert told("asked", "import shop\nprint(shop.seen == 1)") == ["missing-member"]
    assert told("of another", "import shop\nmy.shop.seen = 1") == ["missing-member"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app/help.py", "TEXT = '''Say:\nshop.seen = 1\n'''\n\n\ndef show():\n    return shop.seen\n"),
        ("app/help.py", "def show():\n    '''Say:\n    shop.seen = 1\n    '''\n    return shop.seen\n"),
        ("tests/test_shop.py", "def test():\n    '''Says:\n    shop.seen = 1\n    '''\n    assert shop.seen\n"),
        ("tests/test_shop.py", "'''Once:\nshop.seen = 1\n'''\n\n\ndef test():\n    assert shop.seen\n"),
    ],
)  # fmt: skip
def test_what_a_text_shows_that_nobody_runs_is_not_there(
    path: str, text: str, tmp_path: Path
) -> None:
    files = {"shop/__init__.py": "OPEN = True\n", path: f"import shop\n\n{text}"}

    assert [f.rule for f in check_world(files, tmp_path).findings] == ["missing-member"]


def _judged(shop: str, folder: Path) -> Case | None:
    (folder / "shop.py").write_text(shop)
    (folder / "use.py").write_text(_USE)
    end = len(shop.splitlines())
    header = Place("shop.py", Span(1, 1, 1, 12))
    extent = Place("shop.py", Span(1, 1, end, len(shop.splitlines()[-1]) + 1))
    evidence = MemberEvidence(member="total", holder="shop.Shop", written="shop.total")
    use = Member(
        place=Place("use.py", Span(2, 12, 2, 22)),
        symbol="use.use",
        extent=Place("use.py", Span(1, 1, 2, 22)),
        evidence=evidence,
    )
    holder = Member(
        place=header, symbol="shop.Shop", extent=extent, evidence=evidence, suspect=False
    )
    case = Case(detector="members", subject="shop.Shop.total", title="", members=(use, holder))
    return judge(case, Excerpts(folder), None)
