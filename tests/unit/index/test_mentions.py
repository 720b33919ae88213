"""Which names a file mentions, as the first part of what is stored of it tells."""

from pathlib import Path

import pytest

from ssotlint.facts import skim
from ssotlint.index import codec
from ssotlint.index.mentions import Mentions, mentioned
from ssotlint.index.store import Store, StoreLostError
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


SAYING = {
    "a.py": "def total(): ...\n",
    "b.py": "from shop.sums import total as t\n",
    "c.py": "import shop\nall_of_it = shop.sums.total\n",
    "d.py": "import shop.total\n",
    "e.py": "import shop\nshop.total = None\n",
}


def stored(texts: dict[str, str]) -> tuple[Store, dict[str, str]]:
    store = Store(None)
    store.add((path, codec.pack(skim(text))) for path, text in texts.items())
    return store, {path: path for path in texts}


def test_who_mentions_a_name_is_found_in_what_is_stored() -> None:
    others = {"n.py": "def totals(): ...\nsubtotal = 1\n", "o.py": "x = 1\n"}
    mentions = Mentions(*stored({**others, **SAYING}))
    assert mentions.files(["total"]) == sorted(SAYING)
    assert mentions.files(["total", "x"]) == sorted([*SAYING, "o.py"])
    assert mentions.files(["otal", "\ud800"]) == []
    assert mentions.defined() == {"total", "totals"}


def test_whoever_mentions_a_name_is_among_the_files() -> None:
    texts = {
        path.relative_to(FIXTURES).as_posix(): path.read_text("utf-8", errors="replace")
        for path in sorted(FIXTURES.rglob("*.py"))
    }
    store, digests = stored(texts)
    mentions = Mentions(store, digests)
    said: dict[str, set[str]] = {}
    for path in texts:
        ((_, data),) = store.part("surface", (path,))
        for name in mentioned(codec.surface(data)):
            said.setdefault(name, set()).add(path)
    for name, paths in said.items():
        assert paths <= {*mentions.files([name])}, name


def test_what_is_no_longer_stored_is_lost() -> None:
    store, digests = stored(SAYING)
    with pytest.raises(StoreLostError):
        Mentions(store, digests | {"f.py": "f.py"}).files(["total"])
