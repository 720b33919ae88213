"""What is kept of the texts of a report, and what the next run makes of it."""

from contextlib import closing
from pathlib import Path

import pytest

from ssotlint.engine import texts
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.request import Request
from ssotlint.engine.run import run
from tests.editing import Edited

MANY = {
    f"shop/part{number}.py": f"from shop.nowhere{number} import tax{number}\n"
    for number in range(40)
}
FILES = {"shop/__init__.py": "", **MANY}
FIRST = "shop/part0.py"


class Kept:
    """A project whose files were written long ago, and what is kept of its texts."""

    def __init__(self, home: Path) -> None:
        self.edited = Edited(home, settled=True)
        self.edited.sync(FILES)

    def told(self, *formats: str) -> tuple[bytes, ...]:
        return run(self._request(formats)).texts

    def cold(self, *formats: str) -> tuple[bytes, ...]:
        root = self.edited.root
        return run(Request(paths=(root,), root=root, formats=formats, use_cache=False)).texts

    def wholes(self) -> dict[str, str]:
        """By the name of each text which one is kept whole."""
        project = self.project()
        with closing(project.store):
            last = texts.last(project)
        assert last is not None
        return last.texts

    def project(self) -> Project:
        return open_project(self._request(("json",)))

    def edit(self, path: str, text: str) -> None:
        self.edited.sync({**self.edited.files, path: text})

    def _request(self, formats: tuple[str, ...]) -> Request:
        root = self.edited.root
        return Request(
            paths=(root,), root=root, formats=formats, jobs=1, cache=self.edited.home / "cache"
        )


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_after_an_edit_a_text_is_not_kept_whole_once_more(kept: Kept) -> None:
    kept.told("json")
    before = kept.wholes()
    for number in range(3):
        kept.edit(FIRST, "# a note\n" * number + FILES[FIRST])
        assert kept.told("json") == kept.cold("json")
        assert kept.told("json") == kept.cold("json")
        assert kept.wholes() == before


def test_a_text_that_shares_little_is_kept_whole(kept: Kept) -> None:
    kept.told("json")
    before = kept.wholes()
    kept.edited.sync({path: f"# a note\n{text}" for path, text in FILES.items()})
    for _ in range(2):
        assert kept.told("json") == kept.cold("json")
    assert kept.wholes() != before


def test_texts_in_several_formats_are_kept_beside_each_other(kept: Kept) -> None:
    formats = "json", "lines", "sarif", "text"
    for name in formats:
        kept.told(name)
    kept.edit(FIRST, f"# a note\n{FILES[FIRST]}")
    for name in (*formats, *formats):
        assert kept.told(name) == kept.cold(name)


def test_a_text_whose_whole_is_gone_is_made_anew(kept: Kept) -> None:
    kept.told("json")
    kept.edit(FIRST, f"# a note\n{FILES[FIRST]}")
    kept.told("json")
    project = kept.project()
    with closing(project.store):
        keys = [f"{whole} {name}" for name, whole in kept.wholes().items()]
        project.store.forget(f"report {project.memory}", keys)
    assert kept.told("json") == kept.cold("json")
