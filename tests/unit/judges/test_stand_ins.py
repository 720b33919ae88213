"""Classes that stand in where there is none, and classes that have no more than such a name."""

import pytest

from tests.unit.judges.copying import Judge

KEYED = """
from app.base import Keyed

class {name}:
    def key_of(self, name, group):
        parts = [part.strip().lower() for part in name.split("/") if part.strip()]
        parts.insert(0, group.upper())
        return "/".join(parts)[:64]

{more}
"""


def _class(name: str, *methods: str) -> str:
    more = "".join(f"    def {m}(self):\n        return {name[:4]}_{m}\n\n" for m in methods)
    return KEYED.format(name=name, more=more)


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        (_class("NullStore"), _class("Store"), False),
        (_class("Store"), _class("NoOpStore"), False),
        (_class("_DummyStore"), _class("_Store"), False),
        (_class("NullCache"), _class("Mailbox"), True),
        (_class("NullStore"), _class("NullStoreKeeper"), True),
        (_class("NullCache", "get"), _class("NoOpCache", "get"), True),
        (_class("NullCache", "get"), _class("Mailbox", "fetch"), True),
        (_class("NullCache", "get"), _class("MemoryCache", "get"), False),
        (_class("NullCache", "get"), _class("MemoryCache", "get", "fetch"), False),
        (_class("NullCache", "get"), _class("MemoryCache", "get", "fetch", "drop"), True),
        (_class("NullCache", "_get"), _class("MemoryCache", "_get"), True),
        (_class("NullStore(Keyed)"), _class("Store(Keyed)"), True),
    ],
    ids=[
        "its name says for what", "the other way round", "both private",
        "for another thing", "for a keeper", "both are called so", "half in common", "all in common",
        "most in common", "no more than half", "none public", "a base has both",
    ],
)  # fmt: skip
def test_what_stands_in_says_for_what_or_answers_what_that_answers(
    first: str, second: str, judged: Judge, *, is_told: bool
) -> None:
    base = "class Keyed:\n    def close(self):\n        pass\n"

    files = {"app/base.py": base, "app/a.py": first, "app/b.py": second}
    assert bool(judged(files)) is is_told
