"""Whether an edited function meets another one is told by what both say, not by what they share."""

import pytest

from tests.unit.engine.asking import Asked

_COMMON = """
    rows = shop.rows(limit=9)
    rows.sort(key=shop.key)
    shop.keep(rows, again=True)
"""
_OTHER = """
    if shop.is_open and not shop.is_full(today=True):
        shop.close(at=shop.hours.last, by=shop.owner)
    for one in shop.doors:
        one.lock(twice=one.is_old, key=shop.keys[one])
"""
_ANOTHER = """
    total = sum(one.price * one.count for one in shop.things if one.count)
    shop.book(total, tax=shop.rates.of(total), seen=[total])
    with shop.opened(total) as book:
        book.write(str(total).strip().lower())
"""


def test_two_that_share_half_and_are_no_copies_ask_nobody(project: Asked) -> None:
    one = f"def closed(shop):{_COMMON}{_OTHER}"
    project.add(one=one, two=f"def booked(shop):{_ANOTHER}")
    asked = project.edit("shop/two.py", _ANOTHER, f"{_COMMON}{_ANOTHER}")
    assert "clones" not in asked
    assert "clones" in project.edit("shop/two.py", _ANOTHER, _OTHER)


def _mains(project: Asked, count: int, *, named: bool = True) -> None:
    """Scripts with a function of one name, in a folder each."""
    end = '\n\nif __name__ == "__main__":\n    launch()\n' if named else ""
    project.add(**{
        f"p{n}/__init__": "" for n in range(count)
    } | {
        f"p{n}/run": f"def launch():\n    step_{n}.run({n})\n    return made_{n}(at={n}, of=made_{n}.all)\n{end}"
        for n in range(count)
    })  # fmt: skip


_MAIN = "def launch():\n    other.go(7)\n    return [other.of(one) for one in other.all(by=3)]\n"


def test_one_more_of_a_name_that_many_bear_asks_nobody(project: Asked) -> None:
    _mains(project, 9)
    text = project.project.files["shop/plain.py"]
    assert "clones" not in project.edit("shop/plain.py", text, f"{_MAIN}\n\n{text}")
    assert "clones" not in project.edit("shop/plain.py", f"{_MAIN}\n\n", "")


@pytest.mark.parametrize("count", [4, 11, 19, 32])
def test_one_more_of_a_name_asks_where_it_makes_another_kind_of_name(
    project: Asked, count: int
) -> None:
    _mains(project, count)
    text = project.project.files["shop/plain.py"]
    assert "clones" in project.edit("shop/plain.py", text, f"{_MAIN}\n\n{text}")
    project.add(more="x = 1\n")  # else all is as the last record has it when it goes
    assert "clones" in project.edit("shop/plain.py", f"{_MAIN}\n\n", "")


def test_one_more_that_nobody_names_asks_where_it_may_be_a_hook(project: Asked) -> None:
    files = {f"p{n}": f"def launch():\n    step_{n}.run({n}, by=step_{n}.all)\n" for n in range(6)}
    project.add(**files)
    text = project.project.files["shop/plain.py"]
    assert "clones" in project.edit("shop/plain.py", text, f"{_MAIN}\n\n{text}")


def test_one_more_hook_asks_where_most_of_them_say_one_thing(project: Asked) -> None:
    end = "    if len(rows) <= {}:\n        raise ValueError('none')\n    return rows\n"
    usual, stray = (f"def launch(shop):{_COMMON}{end.format(n)}" for n in (1, 2))
    others = {f"p{n}": f"def launch():\n    step_{n}.run({n}, by=step_{n}.all)\n" for n in range(2)}
    project.add(a=usual, b=usual, c=usual, d=stray, **others)
    assert '"rule": "diverged-copies"' in project.project.warm()
    text = project.project.files["shop/plain.py"]
    assert "clones" in project.edit("shop/plain.py", text, f"{_MAIN}\n\n{text}")
    assert '"rule": "diverged-copies"' not in project.project.warm()
    assert "clones" in project.edit("shop/plain.py", f"{_MAIN}\n\n", "")
    assert '"rule": "diverged-copies"' in project.project.warm()
    assert "clones" in project.edit("shop/a.py", end.format(1), end.format(3))
    assert '"rule": "diverged-copies"' not in project.project.warm()


def test_a_name_that_nobody_reads_any_more_asks_where_its_function_is_told_of(
    project: Asked,
) -> None:
    copy = f"def _gathered(shop):{_COMMON}    return rows\n"
    user = "\n\ndef taken(shop):\n    return shop.taken(_gathered(shop), by=shop.name)\n"
    lone = "def _alone(x):\n    return x.alone(1, 2)\n"
    project.add(a=copy + user, b=copy.replace("_gathered", "_gather") + "\n\nprint(_gather)\n",
          c=lone + user.replace("_gathered", "_alone").replace("def taken", "def given"))  # fmt: skip
    assert '"rule": "duplicate-helper"' in project.project.warm()
    assert "clones" in project.edit("shop/a.py", user, "\n")
    given = user.replace("_gathered", "_alone").replace("def taken", "def given")
    assert "clones" not in project.edit("shop/c.py", given, "\n")


_KIND = """
class Kind:
    def __init__(self, x):
        self.x = x
        self.rows = [x]

    def shown(self):
        return [str(one).strip().lower() for one in self.rows if one.ready(self.x)]


"""
_GATHER = """
def gather(shop):
    rows = [Kind(one) for one in shop.rows if one]
    for one in rows:
        one.shown()
    return sorted(rows)
"""


def test_a_method_makes_a_class_another_one_for_those_that_name_it(project: Asked) -> None:
    project.add(a=_KIND + _GATHER, b=_KIND + _GATHER)
    more = "    def more(self):\n        return [self.x, 'some', 7]\n\n    def shown(self)"
    assert "clones" in project.edit("shop/a.py", "    def shown(self)", more)
    assert "clones" in project.edit("shop/a.py", more, "    def shown(self)")


def test_a_body_of_a_class_that_a_copy_names_asks_where_it_becomes_that_of_another(
    project: Asked,
) -> None:
    own = _KIND.replace("[x]", "[x, x.first]").replace(".lower()", ".upper()")
    project.add(a=_KIND + _GATHER, b=own + _GATHER)
    assert "clones" not in project.edit("shop/b.py", ".upper()", ".title()")
    assert "clones" in project.edit("shop/b.py", ".title()", ".lower()")
