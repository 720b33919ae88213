"""A project before anything of it is read; what an unchanged run needs and no more."""

import os
from dataclasses import dataclass
from pathlib import Path

from ssotlint.engine.request import Request
from ssotlint.engine.version import skimmer_digest
from ssotlint.index.store import Store
from ssotlint.model.config import Config
from ssotlint.model.errors import InputError
from ssotlint.project.configuration import load as load_config
from ssotlint.project.discovery import Survey
from ssotlint.project.root import BASELINE_FILE, find_root

_CACHE = ".ssotlint_cache"


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it lies on the disk, before a source file of it is opened.

    ``baseline`` is the text of its accepted findings, empty where there is none, and
    ``baseline_name`` its file as seen from the root.
    """

    root: Path
    config: Config
    survey: Survey
    store: Store
    baseline: bytes = b""
    baseline_name: str = BASELINE_FILE


def open_project(request: Request) -> Project:
    """Find the project and its files; raises InputError for a wrong path or configuration."""
    root = request.root or find_root(request.paths, Path.cwd())
    config = load_config(root, request.config)
    request.progress("discovering")
    survey = Survey(root, request.paths, config)
    data, name = _baseline(request, root)
    return Project(root, config, survey, Store(_cache_file(request, root)), data, name)


def _baseline(request: Request, root: Path) -> tuple[bytes, str]:
    path = request.baseline or root / BASELINE_FILE
    if not request.use_baseline:
        return b"", BASELINE_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        if request.baseline is None:
            return b"", BASELINE_FILE
        remedy = "`ssotlint baseline create` makes one"
        raise InputError("there is no such baseline", path=str(path), remedy=remedy) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(path)) from error
    return data, Path(os.path.relpath(path, root)).as_posix()


def _cache_file(request: Request, root: Path) -> Path | None:
    if not request.use_cache:
        return None
    folder = request.cache or root / _CACHE
    return folder / f"facts-{skimmer_digest()}.sqlite"
