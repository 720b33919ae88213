"""A call fits a signature when Python would bind it; what is unpacked may hold anything.

Python is asked by calling, not by ``inspect.Signature.bind``: up to 3.12 that one refuses
``f(a=1)`` for ``def f(a=0, /, **k)``, which Python accepts.
"""

from collections.abc import Callable
from itertools import combinations

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssotlint.facts import skim
from ssotlint.model.signature import Arguments, Mismatch, bind
from ssotlint.syntax.signatures import arguments_of
from tests.properties.signatures import made, parameter_lists, signature_in

NAMES = ("a", "b", "c", "d")
KEYWORDS = st.lists(st.sampled_from((*NAMES, "e")), unique=True, max_size=4).map(tuple)
CALLS = st.builds(Arguments, st.integers(0, 5), KEYWORDS, st.just(False), st.just(False))
UNPACKING = st.builds(Arguments, st.integers(0, 5), KEYWORDS, st.booleans(), st.booleans())


def binds(function: Callable[..., object], positional: int, keywords: tuple[str, ...]) -> bool:
    try:
        function(*[0] * positional, **dict.fromkeys(keywords, 0))
    except TypeError:
        return False
    return True


@given(parameter_lists(NAMES, annotated=False), CALLS)
def test_a_call_fits_when_python_binds_it(parameters: str, call: Arguments) -> None:
    source = f"def f({parameters}): pass\n"
    mismatch = bind(signature_in(source), call)
    known = made(source)
    assert (mismatch is None) == binds(known, call.positional, call.keywords)


@given(parameter_lists(NAMES, annotated=False), UNPACKING)
def test_what_is_unpacked_is_given_every_benefit_of_the_doubt(
    parameters: str, call: Arguments
) -> None:
    source = f"def f({parameters}): pass\n"
    if bind(signature_in(source), call) is None:
        return
    known = made(source)
    free = [n for n in (*NAMES, "e") if n not in call.keywords] if call.double_star else []
    assert not any(
        binds(known, call.positional + more, (*call.keywords, *names))
        for more in (range(6) if call.star else (0,))
        for size in range(len(free) + 1)
        for names in combinations(free, size)
    )


@pytest.mark.parametrize(
    ("parameters", "call", "expected"),
    [
        ("a, b", Arguments(), Mismatch("missing", ("a", "b"))),
        ("a, b=1, *, c", Arguments(1), Mismatch("missing", ("c",))),
        ("a", Arguments(3), Mismatch("too-many", (), 1, 3)),
        ("a", Arguments(1, ("a",)), Mismatch("repeated", ("a",))),
        ("a", Arguments(1, ("b", "c")), Mismatch("unexpected", ("b", "c"))),
        ("a, /", Arguments(0, ("a",)), Mismatch("unexpected", ("a",))),
        ("a, /, **k", Arguments(1, ("a",)), None),
        ("*a", Arguments(9), None),
        ("a, b", Arguments(star=True), None),
        ("a, *, b", Arguments(star=True), Mismatch("missing", ("b",))),
        ("a, /, b", Arguments(double_star=True), Mismatch("missing", ("a",))),
        ("a", Arguments(2, star=True), Mismatch("too-many", (), 1, 2)),
    ],
)
def test_a_mismatch_says_what_is_wrong(
    parameters: str, call: Arguments, expected: Mismatch | None
) -> None:
    assert bind(signature_in(f"def f({parameters}): pass\n"), call) == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("f()", Arguments()),
        ("f(1, *xs, 2, k=3, **o)", Arguments(2, ("k",), star=True, double_star=True)),
        ("f(x for x in y)", Arguments(1)),
    ],
)
def test_the_skim_and_the_concrete_tree_read_one_call(call: str, expected: Arguments) -> None:
    node = cst.parse_expression(call)
    assert isinstance(node, cst.Call)
    assert arguments_of(node) == expected
    assert skim(f"def f(): pass\n{call}\n").uses.calls[0].arguments == expected
