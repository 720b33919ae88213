"""What is said of calls is what happens when they run.

A package of random functions, classes, dataclasses and named tuples is written, and a module that
calls them: through a re-export, under another name, on fresh instances, on classes. Every call is
judged and then run: there is a finding where Python raises, and nowhere else.
"""

import importlib
import json
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from ssotlint.model.signature import Arguments
from tests.command import run
from tests.properties.signatures import parameter_lists
from tests.strategies import examples

NAMES = ("a", "b", "c", "d")
HEAD = "from dataclasses import dataclass\nfrom typing import NamedTuple\n\ngröße_ = 0\n\n\n"
PARAMETERS = parameter_lists(NAMES, annotated=False)
_numbers = count()


class Made(NamedTuple):
    """A definition as source, and the ways to call it: what stands before, and the callee."""

    name: str
    source: str
    ways: tuple[tuple[str, str], ...]


@st.composite
def arguments(draw: DrawFn) -> Arguments:
    keywords = draw(st.lists(st.sampled_from((*NAMES, "e")), unique=True, max_size=3))
    return Arguments(draw(st.integers(0, 4)), tuple(keywords))


@st.composite
def definitions(draw: DrawFn, number: int) -> Made:
    """One definition of any form that is understood."""
    name = f"Thing{number}"
    form = draw(
        st.sampled_from(("function", "class", "methods", "fields", "tuple", "below", "bare"))
    )
    parameters = draw(PARAMETERS)
    own = f"self, {parameters}" if parameters else "self"
    on_class = own.replace("self", "cls", 1)
    made = ((f"thing = {name}()", "thing"),)
    match form:
        case "function":
            return Made(name, f"def {name}({parameters}):\n    return None\n", (("", name),))
        case "class":
            return Made(
                name, f"class {name}:\n    def __init__({own}):\n        pass\n", (("", name),)
            )
        case "below":
            above = f"class Above{number}:\n    def __init__({own}):\n        pass\n\n\n"
            return Made(
                name, f"{above}class {name}(Above{number}):\n    kind = 'below'\n", (("", name),)
            )
        case "methods":
            source = (
                f"class {name}:\n"
                f"    def plain({own}):\n        return None\n\n"
                f"    @classmethod\n    def made({on_class}):\n        return None\n\n"
                f"    @staticmethod\n    def free({parameters}):\n        return None\n"
            )
            ways = [(before, f"{on}.{m}") for before, on in (*made, ("", name))
                    for m in ("made", "free", "gone")]  # fmt: skip
            return Made(name, source, (*ways, (made[0][0], "thing.plain")))
        case "bare":
            return Made(name, f"class {name}:\n    kind = 'bare'\n", (("", name),))
    required = draw(st.integers(0, len(NAMES)))
    fields = "".join(
        f"    {n}: int{' = 0' if i >= required else ''}\n" for i, n in enumerate(NAMES)
    )
    head = "@dataclass\nclass {}:\n" if form == "fields" else "class {}(NamedTuple):\n"
    return Made(name, head.format(name) + fields, (("", name),))


@st.composite
def packages(draw: DrawFn) -> tuple[str, str, list[str]]:
    """The text of a package's module and of the module that calls it, and what it calls."""
    package = f"generated{next(_numbers)}"
    made = [draw(definitions(number)) for number in range(draw(st.integers(2, 6)))]
    core = HEAD + "\n\n".join(one.source for one in made)
    names = ", ".join(one.name for one in made)
    body = [f"import {package}.core as core", f"from {package} import {names}"]
    body += [f"from {package} import {one.name} as Other{one.name}" for one in made]
    for number in range(draw(st.integers(4, 16))):
        one = draw(st.sampled_from(made))
        before, callee = draw(st.sampled_from(one.ways))
        path = draw(st.sampled_from(("", "core.", "Other")))
        if not before:
            callee = f"{path}{callee}"
        call = draw(arguments())
        given = [*map(str, range(call.positional)), *(f"{k}=0" for k in call.keywords)]
        body += ["", "", f"def call_{number}():"]
        body += [f"    {before}"] if before else []
        body += [f"    return {callee}({', '.join(given)})"]
    return package, core, body


def lines_that_fail(root: Path, package: str) -> set[int]:
    """The lines of the calls that raise when they run."""
    sys.path.insert(0, str(root))
    try:
        importlib.invalidate_caches()
        module = importlib.import_module(f"{package}.app")
        failed: set[int] = set()
        for name, function in sorted(vars(module).items()):
            if name.startswith("call_"):
                try:
                    function()
                except (TypeError, AttributeError) as error:
                    trace = error.__traceback__
                    assert trace is not None
                    assert trace.tb_next is not None
                    failed.add(trace.tb_next.tb_lineno)
        return failed
    finally:
        sys.path.remove(str(root))
        for name in [n for n in sys.modules if n.partition(".")[0] == package]:
            del sys.modules[name]


def lines_reported(root: Path) -> set[int]:
    """The lines with a finding."""
    done = run(
        "check", str(root), "--root", str(root), "--select", "incompatible-call,missing-member",
        "--format", "json", "--no-cache", "--jobs", "1", "--exit-zero",
    )  # fmt: skip
    return {finding["line"] for finding in json.loads(done.out)["findings"]}


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(packages())
def test_a_call_is_reported_when_it_raises_and_only_then(
    generated: tuple[str, str, list[str]],
) -> None:
    package, core, body = generated
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / package).mkdir()
        (root / package / "__init__.py").write_text(f"from {package}.core import *\n", "utf-8")
        (root / package / "core.py").write_text(core, "utf-8")
        (root / package / "app.py").write_text("\n".join(body) + "\n", "utf-8")

        assert lines_reported(root) == lines_that_fail(root, package)
