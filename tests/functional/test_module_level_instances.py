"""What is made while a module is imported, and cannot fail with what it is given."""

from pathlib import Path

from ssotlint.engine.session import check_world

FRAMES = """
class Frame:
    def __init__(self, name, indices=None):
        self.names = []
        if indices is not None:
            for index in indices:
                if not isinstance(index, str):
                    raise TypeError("indices must be strings")
        self.name = name


frame = Frame("N")
"""


def test_an_error_about_an_argument_is_the_callers_own(tmp_path: Path) -> None:
    report = check_world({"shop.py": FRAMES}, tmp_path, select=("module-level-instance",))

    assert [f.message for f in report.findings if "may raise" in f.message] == []
