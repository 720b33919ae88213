"""A pattern finds what it says, whatever that looks like, and tells what its holes took."""

import pytest

from ssotlint.model.errors import InputError
from ssotlint.syntax import unify
from ssotlint.syntax.pattern import Match, PatternSet, compile_pattern, first_match
from tests.trees import excerpt_of


def matches(pattern: str, code: str, name: str = "") -> list[Match]:
    return list(compile_pattern(pattern).matches(excerpt_of(code, name)))


def captures(pattern: str, code: str) -> dict[str, str] | None:
    """What the holes of the first match took; None when there is no match."""
    found = matches(pattern, code)
    return found[0].captures if found else None


SINGLETON = """
class $NAME($...BASES):
    $...BEFORE
    def __new__($CLS, $...PARAMS):
        $...A
        if $CLS._instance is None:
            $...B
        $...C
    $...AFTER
"""


def test_a_whole_class() -> None:
    code = '''
        @final
        class Manager(Base, metaclass=Meta):
            """Only one."""

            _instance: "Manager | None" = None

            def __new__(cls, *args: int, **options) -> "Manager":
                """Hand it out."""
                # the first time
                if cls._instance is None: cls._instance = super().__new__(cls)
                return cls._instance

            def close(self): ...
    '''

    assert captures(SINGLETON, code) == {
        "NAME": "Manager",
        "BASES": "Base, metaclass=Meta",
        "BEFORE": '"""Only one."""\n_instance: "Manager | None" = None',
        "CLS": "cls",
        "PARAMS": "*args: int, **options",
        "A": '"""Hand it out."""',
        "B": "cls._instance = super().__new__(cls)",
        "C": "return cls._instance",
        "AFTER": "def close(self): ...",
    }


@pytest.mark.parametrize(
    "changed",
    [
        ("cls._instance is None", "cls._instance is not None"),
        ("if cls._instance", "if self._instance"),
        ("def __new__", "async def __new__"),
        ("def __new__(cls)", "def __new__(*cls)"),
        ("def __new__", "def __init__"),
    ],
)
def test_what_differs_is_no_match(changed: tuple[str, str]) -> None:
    code = """
        class Manager:
            def __new__(cls):
                if cls._instance is None:
                    pass
                return cls
    """
    assert matches(SINGLETON, code)
    assert not matches(SINGLETON, code.replace(*changed))


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        pytest.param("f($X)", "f ( (1) , )", id="layout, parentheses, trailing comma"),
        pytest.param("f('a')", 'f("a")', id="quotes"),
        pytest.param("f('ab')", "f('a' r'b')", id="strings side by side"),
        pytest.param("f('\\n')", "f('''\n''')", id="escapes"),
        pytest.param("f(1000, 0x10)", "f(1_000, 16)", id="digits"),
        pytest.param("f($X)", "y = [g(f(2)) for y in z]", id="an expression anywhere"),
        pytest.param("x = f()", "x: int = f()", id="an annotation that is not asked for"),
        pytest.param("if $C: return f()", "def g():\n  if a:\n    return f()", id="one-line body"),
        pytest.param(
            "if a: f()\nelse:\n  if b: g()", "if a:\n  f()\nelif b:\n  g()", id="elif is else if"
        ),
        pytest.param("if $C: f()\nelse: $...E", "if a: f()", id="an else of any number: none"),
        pytest.param("try: f()\nexcept E: $...H\nfinally: $...F", "try: f()\nexcept E: x", id="finally"),
        pytest.param("def f($X): $...B", "def f(a: int = 3) -> str: pass", id="any parameter"),
        pytest.param("def f($X): return g", "@d\ndef f(a):\n  'doc'\n  return g", id="docstring"),
        pytest.param("@d\ndef f(): g()", "@d\ndef f(): g()", id="a decorator"),
        pytest.param("@$...A\n@d\n@$...B\ndef f(): g()", "@a\n@b\n@d\ndef f(): g()", id="decorators"),
        pytest.param("f($...A, k=$V, $...B)", "f(1, *a, k=2, **o)", id="a keyword among arguments"),
        pytest.param("f(a=1, $X)", "f(a=1, b=2)", id="any argument behind a keyword"),
        pytest.param("f(**$O, $...R)", "f(**o)", id="nothing behind a keyword"),
        pytest.param("def f(a=1, $...P): g()", "def f(a=1, *b, c): g()", id="behind a default"),
        pytest.param("f({$...A, 'k': $V, $...B})", "f({1: 2, **a, 'k': 3})", id="pairs"),
        pytest.param("f([$...A, $X])", "f([1, *b, 2])", id="elements"),
        pytest.param("f($X, $X)", "f(a.b, (a . b))", id="the same hole twice"),
        pytest.param("f($...X); g($...X)", "def h():\n  f(1, *a)\n  g(1, *a)", id="the same holes twice"),
        pytest.param("def $F($...P): return g($...P)", "def f(a, *b): return g(a, *b)", id="passed on"),
        pytest.param("f($X[$I])", "f(a[1:2])", id="a slice"),
        pytest.param("f($X[$...I])", "f(a[1:2, 3])", id="indices"),
        pytest.param("global $G\n$G = f()", "def g():\n  global a\n  a = f()", id="a run of statements"),
        pytest.param("from $M import $...A, x, $...B", "from a.b import c as d, x, e", id="imports"),
        pytest.param("f'{$X}: {g()}'", 'z = f"{a.b}: {g()}"', id="holes in an f-string"),
        pytest.param("f'$5 {g()}'", "z = f'$5 {g()}'", id="a dollar in a string"),
        pytest.param("with $A as $B, $...C: f()", "with a as b, c, d as e: f()", id="with"),
        pytest.param("lambda $X, $...P: f($X)", "z = lambda a, *b: f(a)", id="lambda"),
        pytest.param("match f():\n  case $P: $...B\n  case _: g()",
                     "match f():\n  case [1, *_]: x\n  case _: g()", id="a pattern of match"),
        pytest.param("def f($X): $...B", "def f(\n  a,  # why\n): pass", id="comments"),
        pytest.param("class $C: $S\n", "class A: x = f()", id="one statement"),
        pytest.param("@$D($_)\nclass A: $...", "@d(1)\nclass A: pass", id="holes without a name"),
        pytest.param("f($X).g\n", "z = f(\n1\n).g.h", id="inside of a longer chain"),
    ],
)  # fmt: skip
def test_these_are_the_same(pattern: str, code: str) -> None:
    assert len(matches(pattern, code)) == 1


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        pytest.param("f($X)", "f(*a)", id="an unpacked argument is not one argument"),
        pytest.param("f($X)", "f(k=1)", id="nor is a keyword"),
        pytest.param("f($X)", "f()", id="one is not none"),
        pytest.param("f('a')", "f(b'a')", id="bytes are no text"),
        pytest.param("f(1)", "f(1.0)", id="numbers of other types"),
        pytest.param("f($X, $X)", "f(a, b)", id="one hole takes equal code"),
        pytest.param("def f(): g()", "async def f(): g()", id="async"),
        pytest.param("def f(a): g()", "def f(a=1): g()", id="a default"),
        pytest.param("@d\ndef f(): g()", "@d\n@e\ndef f(): g()", id="one more decorator"),
        pytest.param("@d\ndef f(): g()", "def f(): g()", id="no decorator"),
        pytest.param("if $C: f()", "if a: f()\nelse: g()", id="an else that is not asked for"),
        pytest.param("x: int = f()", "x = f()", id="an annotation that is asked for"),
        pytest.param("f(); g()", "f()\nh()\ng()", id="neighbours"),
        pytest.param("def f($X): g()", "def f(a, /): g()", id="a mark among the parameters"),
        pytest.param("def f($X): g()", "def f(*a): g()", id="a parameter that takes several"),
        pytest.param("class $C(Base): $...B", "class A(Base, x=1): pass", id="a class keyword"),
        pytest.param("f(a)[$X]", "f(a)[1, 2]", id="two indices"),
        pytest.param("while $C: f()", "if a: f()", id="another statement"),
    ],
)
def test_these_are_not(pattern: str, code: str) -> None:
    assert not matches(pattern, code)


def test_names_in_annotations_and_in_the_header_of_the_definition_are_not_looked_for() -> None:
    code = """
        @f(1)
        class A(f(2)):
            x: f(3) = f(4)
            y: f(5)

            @f(6)
            def g(self, a: f(7) = f(8)) -> f(9): ...
    """
    assert [m.captures["X"] for m in matches("f($X)", code)] == ["4", "6", "8"]


def test_a_run_of_statements_takes_all_of_them() -> None:
    code = """
        def f():
            a()
            b(1)
            c()
            b(2)
    """
    found = matches("b($X)\n$...MORE", code, "f")

    assert [len(m.nodes) for m in found] == [3, 1]
    assert found[0].captures == {"X": "1", "MORE": "c()\nb(2)"}
    assert found[1].captures == {"X": "2", "MORE": ""}


def test_holes_take_as_few_as_they_can_but_as_many_as_they_must() -> None:
    code = "f(1, 2, 3, 2, 4)"

    assert captures("f($...A, 2, $...B)", code) == {"A": "1", "B": "3, 2, 4"}
    assert captures("f($...A, 2, $X)", code) == {"A": "1, 2, 3", "X": "4"}
    assert captures("f($...A, $X, $...B, $X, $...C)", code) == {
        "A": "1", "X": "2", "B": "3", "C": "4",
    }  # fmt: skip


def test_captured_code_is_as_written_without_what_stands_around_it() -> None:
    code = """
        def f():
            # about it
            if a:
                b( (x + 1) , )  # why
            c()
    """
    assert captures("b($X)", code) == {"X": "(x + 1)"}
    assert captures("def f(): $S; c()", code) == {"S": "if a:\n    b( (x + 1) , )  # why"}


def test_patterns_are_looked_for_together() -> None:
    one, two = compile_pattern("f($X)"), compile_pattern("$F($...A, k=$V)")
    excerpt = excerpt_of("f(g(k=1)); f(2)".replace("; ", "\n") + "\nx = f(g(k=1)), f(k=2)")

    found = [(m.pattern.code, m.captures) for m in PatternSet((one, two)).matches(excerpt)]

    assert found == [
        ("f($X)", {"X": "g(k=1)"}),
        ("$F($...A, k=$V)", {"F": "g", "A": "", "V": "1"}),
        ("$F($...A, k=$V)", {"F": "f", "A": "", "V": "2"}),
    ]


def test_the_first_pattern_that_matches_goes_before_the_first_place() -> None:
    one, two = compile_pattern("f($X)"), compile_pattern("g($X)")

    found = first_match((one, two), excerpt_of("x = g(1), f(2)"))

    assert found is not None
    assert (found[0], found[1].captures) == (one, {"X": "2"})
    assert first_match((one,), excerpt_of("x = g(1)")) is None


def test_long_bodies_and_deep_trees_are_no_obstacle() -> None:
    body = "\n".join(f"    x{i} = f({i})" for i in range(2000))
    assert captures("def $F(): $...A; $X = f(1999)", f"def g():\n{body}\n")

    sum_of_many = " + ".join(["a"] * 400)
    assert captures("f($X, $X)", f"f({sum_of_many}, {sum_of_many})") == {"X": sum_of_many}


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        pytest.param("def f(:", "no Python", id="no Python"),
        pytest.param("f($x)", r"no hole is called \$x", id="a name in small letters"),
        pytest.param("f($Xy)", r"no hole is called \$Xy", id="a name in mixed letters"),
        pytest.param("f($1)", r"no hole is called \$1", id="a number"),
        pytest.param("f($..X)", r"no hole is called \$..X", id="a dot too few"),
        pytest.param("f($)", r"no hole is called \$", id="a name forgotten"),
        pytest.param("f($X, $...X)", "two holes of one name", id="one and many"),
        pytest.param("return f() + $...X", r"\$...X stands where only one", id="many of one"),
        pytest.param("f(*$...X)", r"\$...X stands where only one", id="many behind a star"),
        pytest.param("f().$...X", r"\$...X stands where only one", id="many attributes"),
        pytest.param("try: f()\nexcept $...X: pass", r"\$...X stands where", id="many handlers"),
        pytest.param("$X", "requires nothing", id="anything"),
        pytest.param("$X = $Y", "requires nothing", id="any assignment"),
        pytest.param("$...A\n$...B", "requires nothing", id="any statements"),
        pytest.param("pass", "requires nothing", id="what says nothing"),
        pytest.param("'text'", "requires nothing", id="a text"),
        pytest.param("", "requires nothing", id="nothing"),
        pytest.param('"' + r"\a" * 40, "it is no Python", id="a text without an end"),
    ],
)
def test_a_bad_pattern_is_refused_by_name(pattern: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as raised:
        compile_pattern(pattern)

    assert repr(pattern) in str(raised.value)


@pytest.mark.parametrize("pattern", ["f($...A, $X, $...B, $X, $...C)", "f($...A, 1, $...B, 2, $...C)",
                                     "f($...A, $X, $...A, $X)"])  # fmt: skip
@pytest.mark.parametrize(
    "numbers", ["1, 2, 1, 2", "1, 1, 2, 2, 1", "2, 1, 3, 2", "3, 2, 1", "1, 1"]
)
def test_what_has_failed_is_not_tried_again_and_all_else_is(
    pattern: str, numbers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"f({numbers})"
    compiled = compile_pattern(pattern)
    found = [m.captures for m in compiled.matches(excerpt_of(code))]
    monkeypatch.setattr(unify._Choices, "fork", lambda *_: True)
    assert [m.captures for m in compiled.matches(excerpt_of(code))] == found


def test_a_search_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unify, "_MOST", 2)
    with pytest.raises(InputError, match=r"'f\(\$\.\.\.A, 2\)' .* too many ways to match"):
        list(compile_pattern("f($...A, 2)").matches(excerpt_of("f(g(1, 2), h(3, 4), 2)")))
