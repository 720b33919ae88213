"""What names say."""

import pytest

from ssotlint.graph.words import is_called_leaving, is_double, migration_words, role_of, stem, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MessageRouter", ("message", "router")),
        ("HTTPServer", ("http", "server")),
        ("get_message_router", ("get", "message", "router")),
        ("OAuth2Client", ("o", "auth", "2", "client")),
    ],
)
def test_a_name_has_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


@pytest.mark.parametrize(
    "name",
    ["CanonicalMessageRouter", "LegacyMessageRouter", "MessageRouterV2", "MessageRouterSST",
     "UnifiedMessageRouter", "MessageRouter2", "NewMessageRouter", "message_router"],
)  # fmt: skip
def test_words_of_migrations_are_no_part_of_the_stem(name: str) -> None:
    assert stem(name) == ("message", "router")


def test_a_number_inside_a_name_tells_things_apart() -> None:
    assert stem("HueV1Motion") != stem("HueV2Motion")


def test_a_name_of_such_words_alone_keeps_them() -> None:
    assert stem("Legacy") == ("legacy",)


def test_only_words_that_take_sides_make_a_claim() -> None:
    assert migration_words("CanonicalRouter") == {"canonical"}
    assert migration_words("NewMessage") == frozenset()


def test_a_mixin_says_so_in_a_whole_word() -> None:
    assert is_double("RouterMixin")
    assert is_double("mixin_of_routers")
    assert not is_double("MixingDesk")


def test_a_double_is_told_by_a_whole_word() -> None:
    assert is_double("TestRouter")
    assert is_double("FakeRouter")
    assert not is_double("Testament")
    assert role_of("MockRouter") == "Router"
    assert role_of("Testament") == "Testament"


@pytest.mark.parametrize(
    "name",
    [
        "app.LegacyCart", "app.cart_legacy", "app.obsolete.total", "app.legacycart.total",
        "app._deprecated_total", "app.DeprecatedCart.total", "lib/legacy",
    ],
)  # fmt: skip
def test_what_is_called_so_is_to_go(name: str) -> None:
    assert is_called_leaving(name)


@pytest.mark.parametrize(
    "name", ["app.update_legacy_rows", "app.undeprecated", "app.Cart", "app.obsoletes.total"]
)
def test_what_deals_with_it_or_is_called_otherwise_stays(name: str) -> None:
    assert not is_called_leaving(name)
