from ssotlint.report.page import Page


def _must_not() -> bytes:
    raise AssertionError("it was said before")


def test_a_piece_that_an_earlier_text_has_is_taken_from_there() -> None:
    first = Page()
    first.put(b"[")
    first.piece(b"one", lambda: b"1, ")
    first.piece(b"two", lambda: b"22]")
    then = Page(first.text(), first.spans)
    then.piece(b"two", _must_not)
    then.piece(b"three", lambda: b"3")
    assert then.text() == b"22]3"
    assert Page(then.text(), then.spans).spans == {}
    assert {key: then.text()[a : a + b] for key, (a, b) in then.spans.items()} == {
        b"two": b"22]",
        b"three": b"3",
    }


def test_a_piece_without_a_key_is_made_each_time() -> None:
    first = Page()
    first.piece(b"", lambda: b"1")
    then = Page(first.text(), first.spans)
    then.piece(b"", lambda: b"2")
    assert then.text() == b"2"
