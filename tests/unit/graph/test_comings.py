"""Which questions for files are answered otherwise since some have come or gone."""

from ssotlint.graph.comings import Comings
from ssotlint.index import names
from ssotlint.model.source import Role, SourceFile

KEPT = ("shop/__init__.py", "shop/cart.py", "tests/test_cart.py", "tests/deep/test_sums.py")


def _file(path: str) -> SourceFile:
    module = path.removesuffix(".pyi").removesuffix(".py").removesuffix("/__init__")
    is_package = "__init__" in path
    return SourceFile(path, module.replace("/", "."), "", is_package, Role.PRODUCTION, "", True)


def _asked(*paths: str) -> frozenset[int] | None:
    return Comings([*map(_file, paths)], [*map(_file, KEPT)]).questions()


def _are_asked(found: frozenset[int] | None, *questions: str) -> list[bool]:
    assert found is not None
    return [names.number("", question) in found for question in questions]


def test_a_file_answers_to_its_name_and_to_each_end_of_its_path() -> None:
    found = _asked("shop/deep/money.py")
    ends = ("shop.deep.money", "deep.money", "money")
    assert all(_are_asked(found, *map(names.existing, ends)))
    assert not any(_are_asked(found, names.existing("shop"), names.existing("shop.cart")))


def test_a_file_hides_what_lies_further_up_from_those_beside_it() -> None:
    assert _are_asked(_asked("tests/deep/helpers.py"), names.headed("helpers")) == [True]
    assert _are_asked(_asked("shop/money.py"), names.headed("shop")) == [False]


def test_a_folder_that_begins_with_a_file_is_asked_for() -> None:
    found = _asked("space/inner/one.py")
    questions = (names.existing("space"), names.existing("space.inner"), names.headed("space"))
    assert all(_are_asked(found, *questions))
    assert _are_asked(_asked("tests/deep/one.py"), names.existing("tests")) == [False]


def test_a_file_is_beside_others() -> None:
    assert _are_asked(_asked("shop/money.py"), names.beside("shop")) == [True]
    assert _are_asked(_asked("shop/money/__init__.py"), names.beside("shop")) == [True]


def test_a_package_that_begins_around_others_is_no_plain_coming() -> None:
    assert _asked("tests/__init__.py") is None
    assert _asked("__init__.py") is None


def test_what_takes_the_place_of_another_file_or_folder_is_none() -> None:
    assert _asked("shop/cart.pyi") is None
    assert _asked("tests/deep.py") is None
    assert _asked("shop/cart/__init__.py") is None
    assert _asked("shop/new.py", "shop/new/__init__.py") is None


def test_a_package_of_its_own_is_one() -> None:
    assert _asked("shop/new/__init__.py", "shop/new/one.py") is not None
