"""A file that is parsed in pieces says what it says as a whole."""

import ast
from textwrap import dedent

import pytest

from ssotlint.facts import pieces, skim
from ssotlint.model.facts import Facts

HARMLESS = {
    "a class of many members": """\
        class Shop:
            '''Sells.'''
            limit = 3

            def open(self):
                return stock.load(self)

            @property
            def rows(self):
                return self._rows

            async def close(self): ...

        def after(): ...
        """,
    "definitions in a text": """\
        class Shop:
            def open(self):
                '''Use it so:

            def example():
                pass

        class Other:
            def member(self): ...
                '''
                return 1

            def close(self): ...
        """,
    "a function in a function": """\
        def outer():
            x = 1

            def inner():
                return x

            @wraps
            def other(): ...
            return inner

        class A:
            def f(self): ...
        """,
    "an indentation of two": """\
        class A:
          def f(self):
            x = 1
            def g(self): ...
            return g
          def h(self): ...

        class B:
          if x:
            y = 1
            def g(self): ...
          z = 3
        """,
    "a class under a condition": """\
        if x:
            class A:
                def f(self): ...
            def g(): ...
        else:
            def g(): ...
            async def h(): ...
        """,
    "a class, and what follows at the margin": """\
        class A:
            def f(self): ...
        if x:
            def g(): ...
            def h(): ...
        class B(A):
            x = 1
            class C:
                def f(self): ...
            def g(self): ...
        shop = B()
        """,
    "decorators of several lines": """\
        class A:
            @given(
                1,
            )
            # a remark

            @other
            def f(self): ...

            @classmethod
            def g(cls): ...
        """,
    "brackets and continued lines": """\
        class A:
            x = (1
            @ 2)
            y = [
            3, lambda: 4,
        ]
            z = 5 + \\
                6
            def f(self): ...
        """,
    "an operator that looks like a decorator": """\
        class A:
            x = (a
            @ b)

            def f(self): ...

            y = a \\
            @ b
        """,
    "characters of several bytes": """\
        class Übung:
            grüße = "€" + print("💡", x)

            def öffnen(self): return self.grüße, "💡", call(1)

            def zu(self): self.grüße = "🌍"; self.x = "🌍"
        """,
    "a header of several lines": """\
        class A(
            B,
            metaclass=M
        ): x = 1
        class C(
            B
        ):
            def f(self): ...
            def g(self): ...
        """,
}  # fmt: skip

FAULTY = {
    "an indentation of two that becomes four": """\
        class A:
          def f(self):
            pass

            def g(self): ...
         def h(self): ...
        """,
    "a member of no class": """\
        x = 1

            def f(self): ...
        """,
    "a member behind a class of one line": """\
        class A: pass
            def f(self): ...
        class B(
        B): x = 1
            def f(self): ...
        """,
    "an else without an if": """\
        def f(): ...
        def g(): ...
        else:
            pass
        """,
    "a decorator of nothing": """\
        class A:
            def f(self): ...
            @wraps

        def g(): ...
        """,
    "a text without an end": """\
        class A:
            def f(self): ...
            x = '''
            def g(self): ...
        """,
}


def said(source: str, size: int, monkeypatch: pytest.MonkeyPatch) -> Facts:
    monkeypatch.setattr(pieces, "SIZE", size)
    return skim(source)


@pytest.mark.parametrize("size", [1, 40, 100])
@pytest.mark.parametrize("source", HARMLESS.values(), ids=HARMLESS)
def test_the_size_of_pieces_changes_nothing(
    source: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (
        dedent(source),
        "import a\n" + dedent(source),
        dedent(source).replace("\n", "\r\n"),
    ):
        whole = said(text, len(text), monkeypatch)
        assert whole.surface.fault is None
        assert said(text, size, monkeypatch) == whole


@pytest.mark.parametrize("size", [1, 40])
@pytest.mark.parametrize("source", FAULTY.values(), ids=FAULTY)
def test_what_is_no_python_is_none_in_pieces(
    source: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = dedent(source)
    whole = said(text, len(text), monkeypatch)
    assert whole.surface.fault is not None
    assert said(text, size, monkeypatch) == whole


def test_a_long_class_is_read_in_pieces() -> None:
    source = "class A:\n" + "".join(f"    def f{i}(self): ...\n\n" for i in range(9)) + "x = 1\n"
    read = pieces.Pieces(source)
    assert sum(1 for _ in read.statements()) == 2
    text = source.replace("...", "return " + "1 + " * 400 + "1")
    read = pieces.Pieces(text)
    names = [
        getattr(member, "name", "")
        for node in read.statements()
        if isinstance(node, ast.ClassDef) and read.open is node
        for member in read.members(node)
    ]
    assert names == [f"f{i}" for i in range(9)]
