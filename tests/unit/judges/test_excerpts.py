"""What judges read of a file: as little as their question needs."""

import ast
from pathlib import Path

import libcst as cst
import pytest

from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.written import Written, written
from ssotlint.model.errors import ExcerptError
from ssotlint.model.place import Place, Span
from ssotlint.model.signature import Arguments
from ssotlint.syntax.fields import fields_of, makes_constructor

CLASS = '''\
@dataclass
class Till:
    """What is paid goes here."""

    rate: int
    coins: list = field(default_factory=list)

    def count(self):
        """All coins."""
        total = [
            sum(self.coins)]
        return total  # all

    def one(self): return self.coins[0]

    @property
    def bare(self):

        # as it is
        def inner():
            pass

        return inner

    if rate:
        def more(self):
            pass
'''


@pytest.mark.parametrize("indent", ["", "    "])
def test_a_frame_has_all_of_a_class_but_what_methods_hold(tmp_path: Path, indent: str) -> None:
    text = "".join(f"{indent}{row}" if row.strip() else row for row in CLASS.splitlines(True))
    (tmp_path / "till.py").write_text(f"if 1:\n{text}" if indent else f"\n{text}")
    rows = text.splitlines()
    place = Place("till.py", Span(2, len(indent) + 1, len(rows) + 1, len(rows[-1]) + 1))
    excerpts = Excerpts(tmp_path)
    frame, whole = excerpts.frame(place).node, excerpts.at(place).node
    assert isinstance(frame, cst.ClassDef)
    assert isinstance(whole, cst.ClassDef)
    assert fields_of(frame) == fields_of(whole) != []
    assert makes_constructor(frame) == makes_constructor(whole)
    assert [type(row) for row in frame.body.body] == [type(row) for row in whole.body.body]
    code = cst.Module([frame]).code
    assert "total" not in code
    assert "coins[0]" not in code
    assert "inner" not in code
    assert "field(default_factory=list)" in code


def test_calls_that_are_written_alike_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("pay(first, *rest, by=one)\npay(other, *more, by=two)\n")
    excerpts = Excerpts(tmp_path)
    values = [(5, 10), (13, 17), (22, 25)]
    found = [
        written(
            Place("a.py", Span(line, 1, line, 26)),
            [Span(line, begin, line, end) for begin, end in values],
            excerpts,
        )
        for line in (1, 2)
    ]
    assert found[0] is found[1]
    arguments = Arguments(1, ("by",), star=True)
    assert found[0] == Written("pay", arguments, (("", ""), ("", "*"), ("by", "")))


@pytest.mark.parametrize(
    ("text", "is_alike"),
    [
        ("pay(a, by=b)", True),
        ("pay(\n    a,\n    by=b\n)", True),
        ("pay(\n    a,\n    by=b,\n)", True),
        ("pay(a,\n    by=b)", True),
        ("pay(\n    a,  # all\n    by=b,\n)", False),
        ("pay(\n    (a),\n    by=b,\n)", False),
    ],
)
def test_a_call_on_several_lines_is_written_as_one_on_one_line(
    tmp_path: Path, text: str, *, is_alike: bool
) -> None:
    excerpts = Excerpts(tmp_path)

    def read(name: str, code: str) -> Written | None:
        (tmp_path / name).write_text(code)
        lines = code.split("\n")
        call = ast.parse(code, mode="eval").body
        assert isinstance(call, ast.Call)
        parts = (*call.args, *(keyword.value for keyword in call.keywords))
        values = [Span(p.lineno, p.col_offset + 1, p.lineno, p.col_offset + 2) for p in parts]
        span = Span(1, 1, len(lines), len(lines[-1]) + 1)
        return written(Place(name, span), values, excerpts)

    one, other = read("one.py", "pay(a, by=b)"), read("other.py", text)
    assert one == other is not None
    assert (one is other) is is_alike


def test_a_line_that_ends_outside_of_brackets_ends_the_call(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = (pay(1)\n.go(\n))\n")
    with pytest.raises(ExcerptError):
        written(Place("a.py", Span(1, 6, 3, 2)), (), Excerpts(tmp_path))


def test_what_is_no_call_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("pay\n")
    assert written(Place("a.py", Span(1, 1, 1, 4)), (), Excerpts(tmp_path)) is None
