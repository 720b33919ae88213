"""Our answers about a dozen packages are those of Python itself; see `docs/resolution.md`."""

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
