"""Our answers about real packages are those of Python itself and of grimp.

Every public and private name of every module is compared by identity with the origin that we
name; `docs/resolution.md` holds the figures for more packages, and what the differences are.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ssotlint.engine.world import World
from tests.oracles import agreement
from tests.oracles.agreement import Told

PINNED = ("click", "rich")


@pytest.fixture(scope="module", params=PINNED)
def package(request: pytest.FixtureRequest) -> str:
    """An installed package of a pinned version."""
    return str(request.param)


@pytest.fixture(scope="module")
def read(
    package: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Told, Path]]:
    """The package as we read it, as Python imports it, and where its copy lies."""
    folder = tmp_path_factory.mktemp(package)
    world = agreement.copied(package, folder)
    yield world, agreement.told_by_python(package, folder), folder
    world.store.close()


def test_every_name_is_the_object_that_we_say(read: tuple[World, Told, Path]) -> None:
    world, told, _ = read

    found = agreement.names(world, told)

    assert found.failed == []
    assert found.held > 400


def test_nothing_is_called_missing_that_python_can_import(read: tuple[World, Told, Path]) -> None:
    world, told, _ = read

    assert agreement.imports(world, told).failed == []


def test_modules_import_each_other_as_grimp_says(
    package: str, read: tuple[World, Told, Path]
) -> None:
    world, _, folder = read

    ours, theirs = agreement.edges(world, package, folder)

    assert ours == set()
    # An import of oneself (`from .box import ...` in box.py, when it is the program) is no arrow.
    assert {edge for edge in theirs if len(set(edge.split(" -> "))) > 1} == set()
