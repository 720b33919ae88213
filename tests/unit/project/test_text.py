import ast
import codecs
import os
import tokenize
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssotlint.model.errors import InputError
from ssotlint.project import text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"x = 1\r\ny = 2\r", "x = 1\r\ny = 2\r"),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        ("s = 'é'\n".encode(), "s = 'é'\n"),
        ("# coding: latin-1\ns = 'é'\n".encode("latin-1"), "# coding: latin-1\ns = 'é'\n"),
        (
            "#!x\n# vim: fileencoding=cp1252\n€".encode("cp1252"),
            "#!x\n# vim: fileencoding=cp1252\n€",
        ),
        (b"x = 1\n# coding: latin-1\n", "x = 1\n# coding: latin-1\n"),
        (b"\n\n# coding: no-such\n", "\n\n# coding: no-such\n"),
        (b"", ""),
    ],
)
def test_the_encoding_is_what_python_takes(data: bytes, expected: str) -> None:
    assert text.decode(data) == expected


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (b"x = 1\ny = '\x00'\n", 2, "NUL"),
        (b"x = 1\ns = '\xe9'\n", 2, "0xe9 is not valid utf-8"),
        (b"a\r\nb\rc\xff", 3, "0xff"),
        (b"\n# coding: no-such\n", 2, 'unknown encoding "no-such"'),
        (b"# coding: hex\n", 1, "no encoding of Python files"),
        (b"\xef\xbb\xbf# coding: latin-1\n", 1, "byte order mark"),
        (codecs.BOM_UTF16_LE + "x".encode("utf-16-le"), 1, "is UTF-16"),
    ],
)
def test_bytes_that_are_no_text_name_the_line(data: bytes, line: int, why: str) -> None:
    with pytest.raises(text.TextError, match=why) as caught:
        text.decode(data)
    assert caught.value.line == line


@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=40).map(str.encode),
        st.builds(
            lambda name, rest: b"# coding: " + name.encode() + b"\n" + rest,
            st.sampled_from(["utf-8", "latin-1", "ascii", "cp1252", "utf8", "x", "shift_jis"]),
            st.binary(max_size=20),
        ),
    )
)
def test_what_python_reads_we_decode_to_the_same_tree(data: bytes) -> None:
    try:
        decoded = text.decode(data)
    except text.TextError:
        with pytest.raises(
            (SyntaxError, ValueError, AssertionError)
        ):  # `ast` looks away in comments
            assert "\0" not in data.decode(tokenize.detect_encoding(BytesIO(data).readline)[0])
        return
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError):
        return
    ours = ast.parse(decoded)
    assert ast.dump(ours, include_attributes=True) == ast.dump(tree, include_attributes=True)


@given(st.lists(st.sampled_from(["a", "é", "\n", "\r", "\r\n", "\f", "\x1c", "\u2028", "'"])))
def test_lines_are_counted_as_python_counts_them(pieces: list[str]) -> None:
    written = "".join(pieces)
    lines = text.split_lines(written)
    assert "".join(lines) == written.replace("\r", "").replace("\n", "")
    assert len(lines) == len(written.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def test_a_digest_is_of_the_content_alone() -> None:
    assert text.digest(b"x") == text.digest(bytes([120])) != text.digest(b"y")
    assert len(text.digest(b"")) == 32


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_bytes(b"x\r\n")
    assert text.read(tmp_path / "x.py") == b"x\r\n"
    with pytest.raises(InputError, match=r"gone\.py: the file is not there any more"):
        text.read(tmp_path / "gone.py")
    with pytest.raises(InputError, match="directory"):
        text.read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read all")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "x.py").touch(mode=0o000)
    with pytest.raises(InputError, match="no permission"):
        text.read(tmp_path / "x.py")
