"""Which names a file mentions, as the first part of what is stored of it tells."""

from pathlib import Path

from ssotlint.facts import skim
from ssotlint.index import codec
from ssotlint.index.postings import mentioned
from ssotlint.model.facts import BindingKind

FIXTURES = Path(__file__).parents[3] / "fixtures"


def test_a_glimpse_tells_what_a_whole_surface_does() -> None:
    kinds = set[BindingKind]()
    for path in sorted(FIXTURES.rglob("*.py")):
        facts = skim(path.read_text(encoding="utf-8", errors="replace"))
        data = codec.pack(facts)[0]
        whole, glimpse = codec.surface(data), codec.glimpse(data)
        assert [row.name for row in glimpse.definitions] == [row.name for row in whole.definitions]
        assert [(r.module, r.name, r.bound) for r in glimpse.imports] == [
            (r.module, r.name, r.bound) for r in whole.imports
        ]
        assert [(r.name, r.kind, r.owner, r.value) for r in glimpse.bindings] == [
            (r.name, r.kind, r.owner, r.value) for r in whole.bindings
        ]
        assert (*glimpse.patched,) == whole.patched
        kinds.update(row.kind for row in glimpse.bindings)
    assert BindingKind.ALIAS in kinds


def test_what_is_mentioned_is_defined_imported_bound_or_set() -> None:
    text = """
import shop.cart as cart
from shop.money import Price as P, total

Alias = cart.Basket


def outer():
    inside = 1

    def nested():
        return inside


cart.limit = 3
"""
    data = codec.pack(skim(text))[0]
    assert mentioned(codec.glimpse(data)) == {
        "", "cart", "Price", "P", "total", "money", "Alias", "Basket", "outer", "nested", "limit",
    }  # fmt: skip
