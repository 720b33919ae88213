"""Rows of texts as bytes."""

from hypothesis import given
from hypothesis import strategies as st

from ssotlint.index.rows import packed, unpacked

CELLS = st.text(st.characters(exclude_characters="\0"), min_size=1)


@given(st.lists(st.lists(CELLS, min_size=1)))
def test_rows_come_back_as_they_were_put_in_lone_surrogates_too(rows: list[list[str]]) -> None:
    assert unpacked(packed(rows)) == rows
