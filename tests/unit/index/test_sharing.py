"""Equal values of many files, kept once."""

from textwrap import dedent

from ssotlint.facts import skim
from ssotlint.index import codec
from ssotlint.index.sharing import Shares
from ssotlint.model.facts import BindingKind, Surface

SOURCE = """\
import shop.money
from shop import Price as P, stock
LIMIT = 3

@stock.watched
def sell(price: P, count: int = 1) -> None: ...

class Counter(stock.Base, metaclass=M):
    def sell(self, price: P, count: int = 1) -> None: ...

    def close(self): return sell(1)
"""


def stored(source: str) -> Surface:
    return codec.surface(codec.pack(skim(dedent(source)))[0])


def test_what_is_shared_is_equal() -> None:
    surface = stored(SOURCE)
    assert Shares().surface(surface) == surface
    assert Shares().surface(stored("x = (")) == stored("x = (")


def test_files_share_what_they_say_alike() -> None:
    shares = Shares()
    one, other = shares.surface(stored(SOURCE)), shares.surface(stored(f"y = 1\n{SOURCE}"))
    for row, twin in zip(one.definitions, other.definitions, strict=True):
        assert row.name is twin.name
        assert row.signature is twin.signature
        assert row.decorators is twin.decorators
        assert row.bases is twin.bases
    for here, there in zip(one.imports, other.imports, strict=True):
        assert here.module is there.module
        assert here.bound is there.bound
    assert next(b.name for b in one.bindings if b.name == "LIMIT") is next(
        b.name for b in other.bindings if b.name == "LIMIT"
    )


def test_an_import_at_the_same_place_is_one_row() -> None:
    shares = Shares()
    one, other = shares.surface(stored(SOURCE)), shares.surface(stored(f"{SOURCE}\nimport os\n"))
    assert [here is there for here, there in zip(one.imports, other.imports, strict=False)] == (
        [True] * len(one.imports)
    )


def test_a_binding_shares_with_the_statement_that_binds() -> None:
    surface = Shares().surface(stored(SOURCE))
    for row in surface.bindings:
        if row.kind is BindingKind.DEFINITION:
            assert row.name is surface.definitions[row.ref].name
            assert row.span is surface.definitions[row.ref].span
        elif row.kind is BindingKind.IMPORT:
            assert row.name is surface.imports[row.ref].bound
            assert row.span is surface.imports[row.ref].span
