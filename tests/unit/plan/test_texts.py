"""Texts that change while nothing is written, and the edits that say how."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ssotlint.model.plan import Edit
from ssotlint.plan.texts import Texts


def _texts(root: Path, *lines: str) -> Texts:
    (root / "a.py").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return Texts(root)


def test_an_edit_names_the_lines_that_it_replaces(tmp_path: Path) -> None:
    texts = _texts(tmp_path, "one", "two", "three")

    texts.replace("a.py", 1, 2, ["zwei"], "German")

    assert texts.take() == (Edit("a.py", 2, "two\n", "zwei\n", "German"),)


def test_an_insertion_repeats_the_line_that_it_follows(tmp_path: Path) -> None:
    texts = _texts(tmp_path, "one", "two")

    texts.replace("a.py", 1, 1, ["and"], "more")

    assert texts.take() == (Edit("a.py", 1, "one\n", "one\nand\n", "more"),)


def test_a_line_is_found_again_after_others_moved_it(tmp_path: Path) -> None:
    texts = _texts(tmp_path, "one", "two", "three")

    texts.replace("a.py", 0, 1, [], "away")

    assert texts.at("a.py", 3) == [1]
    assert texts.at("a.py", 1) == []


def test_what_has_been_taken_is_told_once(tmp_path: Path) -> None:
    texts = _texts(tmp_path, "one", "two")
    texts.replace("a.py", 0, 1, ["eins"], "German")
    texts.take()

    texts.replace("a.py", 1, 2, ["zwei"], "German")

    assert texts.take() == (Edit("a.py", 2, "two\n", "zwei\n", "German"),)


def test_what_follows_the_last_line_end_is_no_line(tmp_path: Path) -> None:
    texts = _texts(tmp_path, "one", "two")

    assert texts.lines("a.py") == ["one", "two"]


@given(st.lists(st.sampled_from("abc"), max_size=9), st.lists(st.sampled_from("abc"), max_size=9))
def test_edits_applied_from_the_bottom_up_make_the_new_text(old: list[str], new: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        texts = _texts(Path(folder), *old)
        texts.replace("a.py", 0, len(old), new, "all of it")

        lines = list(old)
        for edit in sorted(texts.take(), key=lambda e: -e.line):
            before = edit.old.splitlines()
            assert lines[edit.line - 1 : edit.line - 1 + len(before)] == before
            lines[edit.line - 1 : edit.line - 1 + len(before)] = edit.new.splitlines()

    assert lines == new
