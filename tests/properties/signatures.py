"""Random signatures and calls, as source."""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from ssotlint.facts import skim
from ssotlint.model.signature import Signature

NAMES = ("a", "b", "c", "d", "e", "größe", "fi")
VALUES = (
    "1", "-1", "None", "...", "'a  b'", "(1)", "( (1) )", "(1, 2)", "((1, 2))", "()", "[1,\n  2]",
    "{'k': (1)}", "lambda x=1: (x)", "(x for x in ())", "1 if (2) else 3", "'ä' 'b'", "größe_",
    "(1 +\n  # why\n  2)", "str", "dict[str, int]",
)  # fmt: skip


def signature_in(source: str) -> Signature:
    """The signature of the first definition, as it is skimmed."""
    return skim(source).surface.definitions[0].signature


@st.composite
def parameter_lists(draw: DrawFn, names: tuple[str, ...] = NAMES, *, annotated: bool = True) -> str:
    """What stands between the parentheses of a ``def``: all kinds of parameters."""
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=len(names)))
    slash, star = sorted(draw(st.tuples(*[st.integers(0, len(chosen))] * 2)))
    last = draw(st.integers(star, len(chosen)))
    written: list[str] = []
    defaults = False
    for position, name in enumerate(chosen):
        if position == slash and slash:
            written.append("/")
        if position >= star:
            defaults = False
        if position == star and position < last:
            written.append(draw(st.sampled_from(("*", "*args"))))
        if position == last:
            written.append(f"**{name}{_annotation(draw) if annotated else ''}")
            break
        note = _annotation(draw) if annotated else ""
        has_default = draw(st.booleans()) or (defaults and position < star)
        defaults = defaults or has_default
        value = draw(st.sampled_from(VALUES)) if has_default else ""
        written.append(f"{name}{note}" + (f" = {value}" if value else ""))
    if slash == len(chosen) and chosen and last == len(chosen):
        written.append("/")
    return draw(st.sampled_from((", ", ",", ",\n    ", " , "))).join(written)


def _annotation(draw: DrawFn) -> str:
    return draw(st.sampled_from(("", f": {draw(st.sampled_from(VALUES))}")))


def made(source: str) -> Callable[..., object]:
    """The function ``f`` that some source drawn from here defines."""
    names: dict[str, Callable[..., object]] = {}
    exec(f"größe_ = 0\n{source}", names)  # noqa: S102 - we wrote it
    return names["f"]
