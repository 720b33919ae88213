"""What tests of the graph share."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssotlint.graph.resolution import Resolution
from tests.unit.graph.resolving import Resolve
from tests.worlds import draw


@pytest.fixture
def last_import(tmp_path: Path) -> Resolve:
    """The resolution of the last import of ``app.py`` (or of the file that comes last)."""

    def resolve(files: Mapping[str, str]) -> Resolution:
        world = draw(tmp_path, files)
        path = "app.py" if "app.py" in files else list(files)[-1]
        module = world.index.by_path[path]
        return world.graph.resolver.imported(module, module.surface.imports[-1])

    return resolve
