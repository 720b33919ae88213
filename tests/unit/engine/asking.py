"""A small project, and which questions are asked again after an edit of it."""

from pathlib import Path

import pytest

from ssotlint.detectors.view import View
from ssotlint.engine import detection
from ssotlint.model.report import Fault
from tests.editing import Edited

FILES = {
    "shop/__init__.py": "",
    "shop/money.py": """
import os


def total(prices):
    result = 0
    for price in prices:
        result = result + price
    return result


def name():
    return os.name
""",
    "shop/cart.py": """
from shop.money import total
from shop.nowhere import tax


def checkout(prices):
    return total(prices, 1, 2)
""",
    "shop/plain.py": "def plain(x):\n    return x\n",
    "tests/test_cart.py": """
from shop.cart import checkout


def test_checkout():
    value = checkout([1])
    assert value
""",
}
COPIED = """
def spread(prices, rate):
    found = {}
    for name, price in prices.items():
        if price > rate:
            found[name] = price * rate
        else:
            found[name] = price - rate
    return sorted(found.items())
"""
WITH_CALLS = {"calls"}
WITH_SHAPES = {"clones", "module_copies"}


class Asked:
    """A project, and the detectors that its last run asked."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = Edited(home, settled=True)
        self.asked: set[str] = set()
        detect = detection.detect

        def noted(question: detection.Question, view: View) -> Fault | None:
            if not detection.round_of(question.detector):
                self.asked.add(question.detector)
            return detect(question, view)

        monkeypatch.setattr(detection, "detect", noted)
        self.run(FILES)

    def run(self, files: dict[str, str]) -> set[str]:
        """The detectors that are asked when the files are these; the report is that from nothing."""
        self.project.sync(files)
        self.asked.clear()
        report = self.project.warm()
        asked = set(self.asked)
        assert report == self.project.cold()
        return asked

    def add(self, **files: str) -> set[str]:
        """What is asked when modules of the shop come, or say something else."""
        told = {f"shop/{name}.py": text for name, text in files.items()}
        return self.run({**self.project.files, **told})

    def edit(self, path: str, old: str, new: str) -> set[str]:
        """What is asked after a replacement in one file."""
        text = self.project.files[path]
        assert old in text
        return self.run({**self.project.files, path: text.replace(old, new)})


def with_copy(project: Asked) -> None:
    """Add a file that says what another one says."""
    files = project.project.files
    project.run({**files, "shop/sums.py": files["shop/money.py"]})
