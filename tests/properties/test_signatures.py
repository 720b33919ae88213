"""The skim, the concrete tree and Python read one signature."""

import inspect

import libcst as cst
from hypothesis import given
from hypothesis import strategies as st

from ssotlint.syntax.signatures import signature_of
from ssotlint.syntax.tree import every
from tests.properties.signatures import made, parameter_lists, signature_in
from tests.trees import excerpt_of


@given(parameter_lists(), st.sampled_from(("", " -> int", " -> (int)", " -> 'a | b'")))
def test_all_read_one_signature(parameters: str, returns: str) -> None:
    source = f"def f({parameters}){returns}: pass\n"
    skimmed = signature_in(source)
    excerpt = excerpt_of(source, "f")
    node = excerpt.node
    assert isinstance(node, cst.FunctionDef)
    assert signature_of(node, excerpt) == skimmed

    known = inspect.signature(made(source)).parameters.values()
    assert [(p.name, int(p.kind)) for p in known] == [(p.name, p.kind) for p in skimmed.parameters]
    assert [p.default is p.empty for p in known] == [not p.default for p in skimmed.parameters]
    assert [p.annotation is p.empty for p in known] == [
        not p.annotation for p in skimmed.parameters
    ]


@given(parameter_lists(annotated=False))
def test_a_signature_is_written_as_python_writes_it(parameters: str) -> None:
    skimmed = signature_in(f"def f({parameters}): pass\n")
    assert signature_in(f"def f{skimmed}: pass\n") == skimmed


@given(parameter_lists(annotated=False))
def test_the_parameters_of_a_lambda_are_those_of_a_function(parameters: str) -> None:
    source = f"def f({parameters}): return (lambda {parameters}: 0)\n"
    excerpt = excerpt_of(source, "f")
    found = next(n for n in every(excerpt.node.children[-1]) if isinstance(n, cst.Lambda))
    assert signature_of(found, excerpt) == signature_in(source)
