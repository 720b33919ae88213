"""A project before anything of it is read; what an unchanged run needs and no more."""

import os
from pathlib import Path

from ssotlint.engine import asides, siblings
from ssotlint.engine.contents import Contents
from ssotlint.engine.request import Request
from ssotlint.engine.version import skimmer_digest
from ssotlint.index.store import Store
from ssotlint.model.config import Config
from ssotlint.model.errors import InputError
from ssotlint.model.value import Value, replace
from ssotlint.project.configuration import load as load_config
from ssotlint.project.discovery import Survey
from ssotlint.project.root import BASELINE_FILE, absolute, find_root

_CACHE = ".ssotlint_cache"


class Project(Value, frozen=True):
    """A project as it lies on the disk, before a source file of it is opened.

    ``baseline`` is the text of its accepted findings, empty where there is none, and
    ``baseline_name`` its file as seen from the root. ``lasting`` tells that the files will lie
    there for the next run too. ``memory`` tells projects apart that share a cache.
    ``contents`` are those of its files as far as anybody knows them.
    """

    root: Path
    config: Config
    survey: Survey
    store: Store
    contents: Contents
    baseline: bytes = b""
    baseline_name: str = BASELINE_FILE
    lasting: bool = True
    memory: str = ""


def open_project(request: Request) -> Project:
    """Find the project and its files; raises InputError for a wrong path or configuration."""
    root = root_of(request)
    config = load_config(root, request.config)
    config = replace(config, cross_domain=config.cross_domain or request.cross_domain)
    request.progress("discovering")
    survey = Survey(root, () if request.focus else request.paths, config)
    data, name = _baseline(request, root)
    store = _store(request, root)
    memory = siblings.begin(store, absolute(root), survey.stamps)
    contents = asides.begin(root, store, survey, memory)
    return Project(root, config, survey, store, contents, data, name, memory=contents.memory)


def open_state(project: Project, request: Request, root: Path) -> Project:
    """The same project in another state, whose files lie at ``root``; it shares the cache.

    Of the PATHs those count that are there. Raises InputError when nothing is left to look at.
    """
    real = os.path.realpath  # where a link leads, it may lead in no other state
    here = real(root_of(request))
    inside = [Path(os.path.relpath(real(path), here)) for path in request.paths]
    paths = [] if request.focus else [root / path for path in inside if (root / path).exists()]
    packs = tuple(str((project.root / pack).resolve()) for pack in project.config.rule_packs)
    src = tuple(folder for folder in project.config.src if (root / folder).exists())
    if (request.paths and not paths and not request.focus) or (project.config.src and not src):
        raise InputError("nothing that was asked for is there")
    config = replace(project.config, rule_packs=packs, src=src)
    data, name = project.baseline, project.baseline_name
    if request.use_baseline and request.baseline is None:
        data, name = _baseline(request, root)
    survey = Survey(root, paths, config)
    contents = Contents(root, project.store, survey, project.memory)
    return replace(
        project, root=root, config=config, survey=survey, contents=contents, baseline=data,
        baseline_name=name, lasting=False,
    )  # fmt: skip


def root_of(request: Request) -> Path:
    """The root of the project that a request is about."""
    return request.root or find_root(request.paths, Path.cwd())


def _baseline(request: Request, root: Path) -> tuple[bytes, str]:
    path = request.baseline or root / BASELINE_FILE
    if not request.use_baseline:
        return b"", BASELINE_FILE
    if request.baseline is None and path.exists() and not path.is_file():
        raise InputError("is no regular file", path=str(path))  # a pipe would keep us waiting
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


def _store(request: Request, root: Path) -> Store:
    if not request.use_cache:
        return Store(None)
    folder = cache_folder(request, root)
    if request.cache is None and _has_links(folder):
        why = f"{_CACHE} is a link, or holds one: --cache-dir says where else it may lie"
        return Store(None, f"the cache is not used ({why})")
    return Store(folder / f"facts-{skimmer_digest()}.sqlite")


def _has_links(folder: Path) -> bool:
    """Whether a cache that came with a project may make us write outside of it."""
    if folder.is_symlink():
        return True
    try:
        with os.scandir(folder) as entries:
            return any(entry.is_symlink() for entry in entries)
    except OSError:  # there is none yet, or it cannot be used
        return False


def cache_folder(request: Request, root: Path) -> Path:
    """Where a project's cache lies."""
    return request.cache or root / _CACHE
