"""When a module needs a name."""

from ssotlint.syntax.naming import Spot, Uses, uses_of


def _uses(text: str) -> Uses:
    found = uses_of(text.split("\n"), frozenset({"X"}))
    assert found is not None
    return found


def test_an_annotation_is_known_by_its_whole_text() -> None:
    assert _uses("def f(a: list[X]) -> int: ...").annotations == [Spot(1, 9, 16)]


def test_a_use_in_a_function_waits_until_it_is_called() -> None:
    found = _uses('def f():\n    """Says so."""\n    return X()')

    assert (found.functions, found.loads) == ({3: "    "}, [])


def test_decorators_defaults_bases_and_class_bodies_need_it_at_once() -> None:
    for text in ("@X\ndef f(): ...", "def f(a=X): ...", "class C(X): ...", "class C:\n    a = X"):
        assert _uses(text).loads


def test_what_is_offered_to_others_is_needed_at_once() -> None:
    assert _uses('__all__ = ["X"]').loads == [1]


def test_attributes_keywords_and_imports_are_no_uses() -> None:
    assert _uses("a.X\nf(X=1)\nfrom m import X") == Uses()


def test_what_cannot_be_read_has_no_answer() -> None:
    assert uses_of(["def"], frozenset({"X"})) is None
