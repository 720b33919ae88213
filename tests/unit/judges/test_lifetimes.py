"""What is said to be kept is kept: by the module, by a class, by the application, or a cache."""

import libcst as cst
import pytest

from ssotlint.detectors.lifetimes import CREATES, SHARES
from ssotlint.judges.lifetimes import lifetime_of


def _lifetime(text: str, cache: str = "") -> str:
    node = cst.parse_module(text).body[0]
    assert isinstance(node, cst.FunctionDef)
    return lifetime_of(node, cache)


def _of_body(body: str, parameters: str = "session") -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return _lifetime(f"def get_service({parameters}):\n{lines}")


@pytest.mark.parametrize(
    "body",
    [
        "return service",
        "return state.service",
        "return Registry.service",
        "global service\nif service is None:\n    service = make()\nreturn service",
        "return session.app.state.service",
        "def reset(service): ...\nreturn service",
        "print(lambda service: 1)\nreturn service",
    ],
)
def test_a_name_of_the_module_the_class_or_the_application_is_kept(body: str) -> None:
    assert _of_body(body) == SHARES


def test_what_the_application_is_given_keeps_is_kept() -> None:
    assert _of_body("return app.state.service", "app") == SHARES
    assert _of_body("return app", "app") == ""


@pytest.mark.parametrize(
    "body",
    [
        "service, created = session.get_or_create(Service)\nreturn service",
        "(first, [service, *others]) = session.all(Service)\nreturn others",
        "for service, age in session.all(Service):\n    return service",
        "with session.open() as (service, lock):\n    return service",
        "if (service := session.find(Service)):\n    return service",
        "try:\n    session.find(Service)\nexcept KeyError as service:\n    return service",
        "from shop.stock import service\nreturn service",
        "import shop.stock\nreturn shop.stock",
        "def service(): ...\nreturn service",
        "class service: ...\nreturn service",
        "service: Service\nreturn service",
        "match session:\n    case [service, *_]:\n        return service",
        "service = session.find(Service)\nreturn service.real",
        "return session.service",
        "return session.state.service",
        "return True",
        "return services[0]",
    ],
)
def test_what_the_function_binds_itself_is_not_proved_to_be_kept(body: str) -> None:
    assert _of_body(body) == ""


@pytest.mark.parametrize("parameters", ["x, /", "x", "*x", "*, x", "**x"])
def test_what_the_caller_passes_is_not_kept(parameters: str) -> None:
    assert _of_body("return x", parameters) == ""
    assert _of_body("return x.service", parameters) == ""


def test_who_makes_one_in_one_case_and_asks_for_one_in_another_does_not_always_make_one() -> None:
    assert _of_body("if session:\n    return Service(session)\nreturn Service()") == CREATES
    assert _of_body("if session:\n    return kept.get(session)\nreturn Service()") == ""


def test_only_the_decorator_that_is_known_to_keep_is_a_cache() -> None:
    made = "def get_service():\n    return Service()\n"

    assert _lifetime(f"@lru_cache(maxsize=1)\n{made}", "lru_cache") == SHARES
    assert _lifetime(f"@memo\n{made}", "memo") == SHARES
    assert _lifetime(f"@region.cache\n{made}") == CREATES
    assert _lifetime(f"@app.cache\n{made}", "cache") == CREATES
