"""Random Python: the one home of what the property tests draw from."""

import os
from textwrap import indent

from hypothesis import settings
from hypothesis import strategies as st

NAMES = ("a", "b", "c", "value", "items")
GLOBALS = ("open", "logger", "json", "Price")
_OPERATORS = ("+", "-", "*", "//", "and", "or", "==", "is not", "not in", "<")


def examples(usual: int, soaking: int = 0) -> int:
    """How many examples a slow property draws: the usual number, or as many as a soak run has time for.

    Of those that are not so slow that is what all others draw then.
    """
    if os.environ.get("SSOTLINT_HYPOTHESIS") != "soak":
        return usual
    return soaking or max(usual, settings().max_examples)


names = st.sampled_from(NAMES)
_atoms = st.one_of(
    names,
    st.sampled_from(GLOBALS),
    st.sampled_from(("None", "True", "...", "0", "1_000", "2.5", "'text'", '"text"', "b'raw'", "r'\\d'")),
)  # fmt: skip


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    few = st.lists(inner, max_size=3)
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(_OPERATORS), inner),
        st.builds("{}.{}".format, names, st.sampled_from(("get", "load", "a"))),
        st.builds("{}[{}]".format, names, inner),
        st.builds("{}[{}:{}, {}]".format, names, inner, inner, inner),
        st.builds(lambda f, a: f"{f}({', '.join(a)})", names, arguments(inner)),
        st.builds(lambda f, n, a: f"{f}.{n}({', '.join(a)})", names, st.sampled_from(("get", "add")),
                  arguments(inner)),
        st.builds(lambda xs: f"[{', '.join(xs)}]", few),
        st.builds(lambda xs: f"({', '.join(xs)},)" if xs else "()", few),
        st.builds(lambda xs: "{" + ", ".join(f"{x}: {x}" for x in xs) + "}", few),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("[{0} for {0} in {1} if {2}]".format, names, inner, inner),
        st.builds("(lambda {}, *, b={}: {})".format, st.sampled_from(("a", "c")), inner, inner),
        st.builds("(not {})".format, inner),
        st.builds("(-{})".format, inner),
        st.builds("(await {})".format, inner),
        st.builds("({} := {})".format, names, inner),
        st.builds("f'{{{}.a}} and {{{}!r:>{{{}}}}}'".format, names, names, names),
    )  # fmt: skip


def arguments(inner: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Arguments of a call in an order that Python accepts."""
    positional = st.lists(st.one_of(inner, st.builds("*{}".format, names)), max_size=2)
    keywords = st.lists(st.builds("{}={}".format, st.sampled_from(("key", "default")), inner),
                        max_size=2, unique_by=lambda k: k.partition("=")[0])  # fmt: skip
    rest = st.sampled_from(([], ["**b"]))
    return st.builds(lambda a, b, c: [*a, *b, *c], positional, keywords, rest)


expressions = st.recursive(_atoms, _combined, max_leaves=4)

_targets = st.one_of(names, st.builds("{}.a".format, names), st.builds("{}[0]".format, names),
                     st.just("a, *b"))  # fmt: skip
_simple = st.one_of(
    st.builds("{} = {}".format, _targets, expressions),
    st.builds("{} = {} = {}".format, names, names, expressions),
    st.builds("{}: int = {}".format, names, expressions),
    st.builds("{} += {}".format, names, expressions),
    st.builds("return {}".format, expressions),
    st.builds("raise {} from {}".format, names, expressions),
    st.builds("assert {}, {}".format, expressions, expressions),
    st.builds("{}.add({})".format, names, expressions),
    st.sampled_from(("pass", "return", "a: int", "del a.b", "import json", "import os.path as p",
                     "from json import loads, dumps as d", "'words'", "yield", "logger.info('x')")),
    expressions,
)  # fmt: skip


def block(statements: list[str]) -> str:
    """Statements as the body of something."""
    return indent("\n".join(statements), "    ")


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=3).map(block)
    otherwise = st.one_of(
        st.just(""), st.builds("\nelse:\n{}".format, body),
        st.builds("\nelif {}:\n{}".format, expressions, body),
    )  # fmt: skip
    return st.one_of(
        st.builds("if {}:\n{}{}".format, expressions, body, otherwise),
        st.builds("if {}: a = 1; b = 2".format, expressions),
        st.builds("for {} in {}:\n{}".format, names, expressions, body),
        st.builds("while {}:\n{}\nelse:\n{}".format, expressions, body, body),
        st.builds("with {} as {}, {}:\n{}".format, expressions, names, expressions, body),
        st.builds("try:\n{}\nexcept {} as {}:\n{}\nfinally:\n{}".format, body, names, names, body, body),
        st.builds("try:\n{}\nexcept (KeyError, OSError):\n{}".format, body, body),
        st.builds("match {}:\n    case [1, *{}]:\n        pass\n    case {{'k': {}}}:\n        a = 1"
                  .format, expressions, names, st.sampled_from(("1", "_", "b.c"))),
        st.builds("@{}.a({})\nasync def {}({}):\n{}".format, names, expressions, names, parameters(), body),
        st.builds("class {}({}):\n{}".format, st.sampled_from(("Inner", "Price")), names, body),
    )  # fmt: skip


def parameters(default: st.SearchStrategy[str] = expressions) -> st.SearchStrategy[str]:
    """What stands between the parentheses of a ``def``: each name at most once."""
    annotation = st.sampled_from(("", ": int", ": 'Price | None'"))

    @st.composite
    def build(draw: st.DrawFn) -> str:
        drawn = draw(st.lists(names, unique=True, max_size=5))
        marks = sorted(draw(st.tuples(*[st.integers(0, len(drawn))] * 3)))
        parts: list[str] = []
        has_default = False
        for position, name in enumerate(drawn):
            keyword_only = position >= marks[1]
            has_default = (
                draw(st.booleans()) if keyword_only else has_default or draw(st.booleans())
            )
            if position == marks[1]:
                parts.append(draw(st.sampled_from(("*", "*args"))))
            if position == marks[0] and 0 < position <= marks[1] and "/" not in parts:
                parts.insert(position, "/")
            value = f" = {draw(default)}" if has_default else ""
            parts.append(f"{name}{draw(annotation)}{value}")
        if draw(st.booleans()):
            parts.append("**options")
        return ", ".join(parts)

    return build()


statements = st.recursive(_simple, _compound, max_leaves=4)


@st.composite
def functions(draw: st.DrawFn, body: st.SearchStrategy[str] = statements) -> str:
    """A function, sometimes a method of a class, sometimes with globals, decorated or async."""
    rows = draw(st.lists(body, min_size=1, max_size=3))
    if draw(st.booleans()):
        rows.insert(0, "global Price")
    if draw(st.booleans()):
        rows.insert(0, '"""What it is for."""')
    head = draw(st.sampled_from(("", "@cached\n", "@cached\n@app.get('/')\n")))
    keyword = draw(st.sampled_from(("def", "async def")))
    returns = draw(st.sampled_from(("", " -> int")))
    code = f"{head}{keyword} work({draw(parameters())}){returns}:\n{block(rows)}"
    if draw(st.booleans()):
        return f"class Shop(Base, meta=b):\n    kept: int = 0\n\n{indent(code, '    ')}"
    return code
