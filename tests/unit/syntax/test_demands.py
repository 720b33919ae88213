"""What a pattern demands of the index before anything is parsed."""

import pytest

from ssotlint.model.requirement import Requirement
from ssotlint.syntax.pattern import compile_pattern


@pytest.mark.parametrize(
    ("pattern", "names", "kinds"),
    [
        pytest.param("os.environ.get($KEY, $...REST)", {"os", "environ", "get"},
                     {"Call", "Attribute"}, id="names of globals and attributes"),
        pytest.param("run($X, timeout=None)", {"run", "timeout"}, {"Call"}, id="keywords"),
        pytest.param("def $F($...P):\n    global $G\n    return $G", set(),
                     {"FunctionDef", "Global", "Return"}, id="kinds alone"),
        pytest.param("def make(a, *, b=1):\n    a = b + c", {"make", "c"},
                     {"FunctionDef", "BinOp", "Add"}, id="own parameters and variables are numbered"),
        pytest.param("def $F():\n    global kept\n    kept = f()", {"kept", "f"},
                     {"FunctionDef", "Global", "Call"}, id="a global is no variable"),
        pytest.param("for x in xs: x.close()", {"xs", "close"},
                     {"For", "Attribute", "Call"}, id="nor is what a loop does not bind"),
        pytest.param("async def $F($...P): return await $X", set(),
                     {"AsyncFunctionDef", "Return"}, id="async"),
        pytest.param("@cache\ndef $F(): 'words'", set(), {"FunctionDef"}, id="decorators, docstrings"),
        pytest.param("def $F(a: Price) -> Money: $...B", set(), {"FunctionDef"}, id="annotations"),
        pytest.param("class $C(Base, meta=Other): $...B", set(), {"ClassDef"}, id="bases"),
        pytest.param("self.x is None", {"x"}, {"Compare", "Is", "Attribute"}, id="receivers"),
        pytest.param("x = open($P)", {"open"}, {"Call"}, id="an assignment may be annotated"),
        pytest.param("not a[b, c]", {"a", "b", "c"}, {"Not", "Subscript"}, id="indices are no tuple"),
        pytest.param("from json import loads as l, $...M", {"loads"}, {"ImportFrom"}, id="imports"),
        pytest.param("try: f()\nexcept E as e: $...H\nelse: $...X", {"f", "E"},
                     {"Try", "Call"}, id="handlers"),
        pytest.param("f($X if $Y else [*$Z])", {"f"}, {"Call", "IfExp", "List"}, id="expressions"),
        pytest.param("match f():\n  case $P: $...B", {"f"}, {"Match", "Call"}, id="patterns of match"),
        pytest.param("f(**$O, $...R)", {"f"}, {"Call"}, id="the stand-ins of holes"),
    ],
)  # fmt: skip
def test_a_pattern_demands_what_no_match_can_lack(
    pattern: str, names: set[str], kinds: set[str]
) -> None:
    requirement = compile_pattern(pattern).requirement

    assert requirement == Requirement(frozenset(names), frozenset(kinds))
    assert not requirement.empty
