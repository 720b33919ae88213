"""What an override refuses of the calls that its base invites."""

import pytest

from ssotlint.facts import skim
from ssotlint.graph.contracts import narrowing
from ssotlint.model.signature import Signature


def signature(parameters: str) -> Signature:
    return skim(f"def f({parameters}): ...\n").surface.definitions[0].signature


@pytest.mark.parametrize(
    ("base", "own", "clauses"),
    [
        ("rows", "rows", ()),
        ("rows", "lines", ()),  # what a parameter is called counts by name alone
        ("rows", "rows, encoding='utf-8'", ()),
        ("rows", "*rows", ()),
        ("rows, *, encoding", "*args, **options", ()),
        ("*args", "rows", ()),  # a base that takes anything invites nothing certain
        ("rows", "rows, encoding", ("requires encoding",)),
        ("rows, encoding", "rows", ("takes no encoding",)),
        ("rows, *, encoding", "rows", ("takes no encoding",)),
        ("rows, encoding=None", "rows, *, encoding=None", ("takes no encoding",)),
        ("rows", "rows, *, encoding", ("requires encoding",)),
        ("rows, encoding=None", "rows, **options", ()),  # what may be left out can be given by name
        ("rows, encoding", "rows, **options", ("takes no encoding",)),
    ],
)
def test_an_override_refuses(base: str, own: str, clauses: tuple[str, ...]) -> None:
    assert narrowing(signature(base), signature(own)) == clauses
