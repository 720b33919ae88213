from ssotlint.report.page import Page


def _must_not() -> bytes:
    raise AssertionError("it was said before")


def test_a_piece_that_an_earlier_text_has_is_taken_from_there() -> None:
    first = Page()
    first.put(b"[")
    first.piece(b"one", lambda: b"1, ")
    first.piece(b"two", lambda: b"22]")
    then = Page(bytes(first.text()), first.spans)
    then.piece(b"two", _must_not)
    then.piece(b"three", lambda: b"3")
    assert bytes(then.text()) == b"22]3"
    assert Page(bytes(then.text()), then.spans).spans == {}
    assert {key: bytes(then.text())[a : a + b] for key, (a, b) in then.spans.items()} == {
        b"two": b"22]",
        b"three": b"3",
    }


def test_a_piece_without_a_key_is_made_each_time() -> None:
    first = Page()
    first.piece(b"", lambda: b"1")
    then = Page(bytes(first.text()), first.spans)
    then.piece(b"", lambda: b"2")
    assert bytes(then.text()) == b"2"


def test_what_stands_in_both_texts_in_a_row_is_one_part() -> None:
    first, then = Page(), Page(b"[1, 22]", {b"one": (1, 1), b"two": (4, 2)})
    for page in (first, then):
        page.put(b"[")
        page.piece(b"one", lambda: b"1")
        page.put(b", ")
        page.piece(b"two", lambda: b"22")
        page.put(b"]")
    assert first.text().parts == [b"[1, 22]"]
    assert then.text().parts == [(0, 7)]
    assert bytes(first.text()) == bytes(then.text())


def test_what_is_put_otherwise_stands_between_parts() -> None:
    page = Page(b"[1, 22]", {b"one": (1, 1), b"two": (4, 2)})
    page.put(b"[")
    page.piece(b"two", _must_not)
    page.put(b"; ")
    page.piece(b"three", lambda: b"3")
    page.put(b"]")
    assert page.text().parts == [(0, 1), (4, 2), b"; 3", (6, 1)]
    assert bytes(page.text()) == b"[22; 3]"


def test_lines_behind_another_one_are_taken_over() -> None:
    earlier = b"one\ntwo\nthree\nfour"
    page = Page(earlier)
    page.lines(b"one\n2\nthree\n4")
    assert page.text().parts == [(0, 4), b"2\n", (8, 6), b"4"]
    page = Page(earlier)
    page.lines(b"1\n2\nthree\nfour")
    assert page.text().parts == [b"1\n2\n", (8, 10)]
    page = Page()
    page.lines(earlier)
    assert page.text().parts == [earlier]


def test_many_pieces_say_what_they_say_one_by_one() -> None:
    rows = [(b"[", b"one"), (b", ", b"two"), (b"; ", b"three"), (b", ", b""), (b", ", b"one")]
    made = [b"1", b"22", b"333", b"4444", b"1"]
    first = Page()
    first.pieces(rows, made.__getitem__)
    assert bytes(first.text()) == b"[1, 22; 333, 4444, 1"
    earlier = b"[1, 22, 333, 4444, 1"
    for key, start, size in ((b"one", 1, 1), (b"two", 4, 2), (b"three", 8, 3)):
        assert earlier[start : start + size] == made[[b"one", b"two", b"three"].index(key)]
    then = Page(earlier, {b"one": (1, 1), b"two": (4, 2), b"three": (8, 3)})
    then.pieces(rows, made.__getitem__)
    assert bytes(then.text()) == bytes(first.text())
    assert (then.size, then.spans) == (first.size, first.spans)
    assert then.text().parts[:3] == [(0, 6), b"; ", (8, 5)]


def test_lines_are_found_beside_many_others() -> None:
    earlier = b"".join(b"line %d\n" % number for number in range(1_000))
    page = Page(earlier)
    page.lines(earlier.replace(b"line 500\n", b"other\n"))
    (before, other, after) = page.text().parts
    assert other == b"other\n"
    assert before == (0, earlier.index(b"line 500\n"))
    assert after == (earlier.index(b"line 501\n"), len(earlier) - earlier.index(b"line 501\n"))
