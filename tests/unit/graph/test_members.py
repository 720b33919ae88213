"""Which member may be meant."""

import pytest

from ssotlint.graph.members import nearest


@pytest.mark.parametrize(
    ("name", "known", "near"),
    [
        ("register_handler", ("add_handler", "handlers", "remove"), "add_handler"),
        ("conect", ("connect", "close"), "connect"),
        ("handler_add", ("add_handler", "close"), "add_handler"),
        ("total", ("sum", "count"), ""),
        ("send", ("_send", "post"), ""),
    ],
)
def test_the_near_name(name: str, known: tuple[str, ...], near: str) -> None:
    assert nearest(name, known) == near
