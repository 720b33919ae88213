"""A project before anything of it is read; what an unchanged run needs and no more."""

from dataclasses import dataclass
from pathlib import Path

from ssotlint.engine.request import Request
from ssotlint.engine.version import skimmer_digest
from ssotlint.index.store import Store
from ssotlint.model.config import Config
from ssotlint.project.configuration import load as load_config
from ssotlint.project.discovery import Survey
from ssotlint.project.root import find_root

_CACHE = ".ssotlint_cache"


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it lies on the disk, before a file of it is opened."""

    root: Path
    config: Config
    survey: Survey
    store: Store


def open_project(request: Request) -> Project:
    """Find the project and its files; raises InputError for a wrong path or configuration."""
    root = request.root or find_root(request.paths, Path.cwd())
    config = load_config(root, request.config)
    request.progress("discovering")
    return Project(
        root, config, Survey(root, request.paths, config), Store(_cache_file(request, root))
    )


def _cache_file(request: Request, root: Path) -> Path | None:
    if not request.use_cache:
        return None
    folder = request.cache or root / _CACHE
    return folder / f"facts-{skimmer_digest()}.sqlite"
