"""Our answers about a dozen packages are those of Python itself and of grimp.

See `docs/resolution.md` for the figures.
"""

from pathlib import Path

import pytest

from tests.oracles import agreement

pytestmark = pytest.mark.soak

PACKAGES = (
    "_pytest", "attr", "grimp", "hypothesis", "importlinter", "jsonschema", "libcst",
    "markdown_it", "networkx", "packaging", "pathspec", "pygments", "tomlkit",
)  # fmt: skip


@pytest.mark.parametrize("package", PACKAGES)
def test_python_agrees(package: str, tmp_path: Path) -> None:
    world = agreement.copied(package, tmp_path)
    told = agreement.told_by_python(package, tmp_path)

    names = agreement.names(world, told)
    imports = agreement.imports(world, told)
    world.store.close()

    print(f"{package}: {names.held} names agree, {names.open} open; {imports.held} imports")  # noqa: T201
    assert names.failed == []
    assert imports.failed == []


# grimp reads no stubs, no compiled modules and no folders without an `__init__`; and it takes a
# name that a package binds to a function for the submodule that is called like the function.
EXPLAINED = (
    "attr -> attr._typing_compat", "attr.filters -> attr", "attr.setters -> attr",
    "-> grimp._rustgrimp", "-> grimp", "-> hypothesis._native", "-> libcst.native", "-> libcst",
    "networkx.algorithms.minors.tests.", "markdown_it.parser_core -> markdown_it.rules_core.",
)  # fmt: skip


@pytest.mark.parametrize("package", PACKAGES)
def test_grimp_agrees(package: str, tmp_path: Path) -> None:
    world = agreement.copied(package, tmp_path)
    ours, theirs = agreement.edges(world, package, tmp_path)
    count = len(world.graph.dependencies.edges)
    world.store.close()

    itself = {edge for edge in theirs if len(set(edge.split(" -> "))) == 1}
    differ = (ours | theirs) - itself
    print(f"{package}: {count} edges, {len(differ)} differ")  # noqa: T201
    assert {e for e in differ if not e.startswith(EXPLAINED) and not e.endswith(EXPLAINED)} == set()
