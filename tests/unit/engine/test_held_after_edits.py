"""What is told of calls through what a class keeps, after an edit of what that hangs on."""

import pytest

from tests.unit.engine.asking import Asked

_FILES = {
    "shop/till.py": "class Till:\n    async def close(self):\n        return 1\n",
    "shop/base.py": "class Base:\n    def rest(self):\n        return 1\n",
    "shop/desk.py": "from shop.base import Base\nfrom shop.till import Till\n\n\n"
    "class Desk(Base):\n    def __init__(self):\n        self.till = Till()\n\n"
    "    def shut(self):\n        self.till.close()\n",
    "shop/main.py": "from shop.desk import Desk\n\n\ndef run(drawer):\n    desk = Desk()\n"
    "    desk.rest = drawer\n    return desk.till\n",
}  # fmt: skip
_LACKING = "object has no attribute 'lock'"
_DROPPED = "the coroutine is never awaited"


def _goes_and_comes_back(
    project: Asked, question: str, told: str, edit: tuple[str, str, str]
) -> None:
    """An edit asks a question again, after which something is told no more; so does undoing it."""
    path, old, new = edit
    assert told in project.project.warm()
    assert question in project.edit(path, old, new)
    assert told not in project.project.warm()
    assert question in project.edit(path, new, old)
    assert told in project.project.warm()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("shop/desk.py", "self.till = Till()", "self.till = None or Till()"),
        (
            "shop/desk.py",
            "    def shut",
            "    def swap(self, x):\n        self.till = x\n\n    def shut",
        ),
        ("shop/desk.py", "self.till.close()", "x = self.till.close"),
        ("shop/till.py", "async def", "def"),
        ("shop/till.py", "async def close", "async def open"),
        ("shop/base.py", "return 1", "self.till = 1"),
        ("shop/base.py", "return 1", "self.__dict__.update(till=1)"),
        ("shop/base.py", "def rest", "def till"),
        ("shop/main.py", "desk.rest = drawer", "desk.till = drawer"),
        ("shop/main.py", "desk.rest = drawer", "desk.till.close = drawer"),
    ],
)
def test_an_edit_of_what_it_hangs_on_silences_it_and_brings_it_back(
    project: Asked, path: str, old: str, new: str
) -> None:
    project.run({**project.project.files, **_FILES})
    _goes_and_comes_back(project, "calls", _DROPPED, (path, old, new))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("shop/desk.py", "self.till = Till()", "self.till = None or Till()"),
        ("shop/till.py", "def close", "def lock"),
        ("shop/base.py", "return 1", "self.till = 1"),
        ("shop/main.py", "desk.rest = drawer", "desk.till = drawer"),
        ("shop/main.py", "desk.rest = drawer", "desk.till.lock = drawer"),
    ],
)
def test_so_does_one_of_a_member_that_is_missing(
    project: Asked, path: str, old: str, new: str
) -> None:
    desk = _FILES["shop/desk.py"].replace("close()", "lock(1)")
    project.run({**project.project.files, **_FILES, "shop/desk.py": desk})
    _goes_and_comes_back(project, "members", _LACKING, (path, old, new))


def test_an_attribute_of_another_name_asks_nobody(project: Asked) -> None:
    project.run({**project.project.files, **_FILES})
    assert "calls" not in project.edit("shop/main.py", "desk.rest = drawer", "desk.room = drawer")


def test_a_file_that_sets_it_comes_and_goes(project: Asked) -> None:
    files = {**project.project.files, **_FILES}
    project.run(files)
    project.run({**files, "shop/more.py": "def put(desk, x):\n    desk.till = x\n"})
    assert _DROPPED not in project.project.warm()
    project.run(files)
    assert _DROPPED in project.project.warm()


def test_a_file_that_reads_it_asks_nobody(project: Asked) -> None:
    project.run({**project.project.files, **_FILES})
    assert "calls" not in project.edit("shop/plain.py", "return x", "return x.till")
    assert "calls" in project.edit("shop/plain.py", "return x.till", "x.till = 17\n    return x")
    assert _DROPPED not in project.project.warm()
