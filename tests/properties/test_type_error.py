"""The error of a call that cannot bind is said in Python's own words."""

from collections.abc import Callable
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from ssotlint.model.signature import (
    Arguments,
    Parameter,
    ParameterKind,
    Signature,
    type_error,
)
from tests.strategies import examples

NAMES = ("a", "b", "c", "d", "e", "f")


@st.composite
def signatures(draw: st.DrawFn) -> Signature:
    """Any legal parameter list over few names, so that calls and parameters meet."""
    names = draw(st.permutations(NAMES))
    kinds = sorted(
        draw(st.lists(st.sampled_from((0, 1, 1, 3)), max_size=5)),
    )
    found: list[Parameter] = []
    optional = False
    for name, number in zip(names, kinds, strict=False):
        kind = ParameterKind(number)
        if kind is ParameterKind.KEYWORD_ONLY:
            found.append(Parameter(name, kind, draw(st.sampled_from(("", "None")))))
        else:
            optional = optional or draw(st.booleans())
            found.append(Parameter(name, kind, "None" if optional else ""))
    if draw(st.booleans()) and draw(st.booleans()):
        before = [p for p in found if p.kind <= ParameterKind.POSITIONAL_OR_KEYWORD]
        found = [*before, Parameter("args", ParameterKind.VAR_POSITIONAL), *found[len(before) :]]
    if draw(st.booleans()) and draw(st.booleans()):
        found.append(Parameter("kwargs", ParameterKind.VAR_KEYWORD))
    return Signature(tuple(found))


@st.composite
def calls(draw: st.DrawFn) -> Arguments:
    """A call without unpacking: nothing in it is unknown."""
    keywords = draw(st.lists(st.sampled_from((*NAMES, "z")), unique=True, max_size=4))
    return Arguments(draw(st.integers(0, 6)), tuple(keywords))


def function_of(signature: Signature) -> Callable[..., None]:
    """A function with that signature."""
    space: dict[str, Any] = {}
    exec(f"def f{signature}: ...", space)  # noqa: S102 - the signature is ours
    return cast("Callable[..., None]", space["f"])


def error_of(function: Callable[..., None], arguments: Arguments) -> str:
    """What Python says to the call, "" when it runs."""
    try:
        function(*range(arguments.positional), **dict.fromkeys(arguments.keywords))
    except TypeError as error:
        return str(error)
    return ""


@settings(max_examples=examples(600))
@given(signatures(), calls())
def test_the_error_is_what_python_says(signature: Signature, arguments: Arguments) -> None:
    assert type_error("f", signature, arguments) == error_of(function_of(signature), arguments)
