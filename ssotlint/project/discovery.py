"""Which files belong to the project, what they are called and what they are there for."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from ssotlint.model.config import Config
from ssotlint.model.errors import InputError
from ssotlint.model.source import SourceFile, Tree
from ssotlint.project.configuration import refusal, shown
from ssotlint.project.domains import Domains, Found
from ssotlint.project.roles import Roles
from ssotlint.project.roots import Layout, candidates, module_name
from ssotlint.project.walk import Folder, Stamp, Walk


def discover(root: Path, paths: Sequence[Path], config: Config) -> Tree:
    """All Python files of the project at ``root``; those at ``paths`` are to be reported.

    Without paths these are the configuration's ``src``, or all. Relative paths start at the
    working directory. What is named by a path is taken even where ``.gitignore`` or ``exclude``
    leave it out. Raises InputError for a path that does not exist or lies outside of the project,
    and when there is no Python file to report on.
    """
    asked = [_relative(root, path) for path in paths] or _configured(root, config)
    walk = Walk(root, config)
    walk.everything()
    for path in asked:
        if (root / path).is_dir():
            walk.folder(path)
        else:
            walk.file(path)
    tree = _tree(walk, config, asked)
    if not any(source.reported for source in (*tree.sources, *tree.unread)):
        where = ", ".join(str(path) for path in paths) or ", ".join(config.src) or shown(root)
        raise InputError(f"no Python files in {where}", remedy=_why_none(tree, asked))
    return tree


def _tree(walk: Walk, config: Config, asked: Sequence[str]) -> Tree:
    folders = walk.folders
    roles = Roles(folders, config)
    layout = Layout(folders, config, roles)
    read: list[Found] = []
    unread: list[Found] = []
    stamps: dict[str, Stamp] = {}
    for folder in folders.values():
        if folder.files:
            prefix = f"{folder.path}/" if folder.path else ""
            stamps.update((prefix + name, stamp) for name, stamp in folder.files.items())
            read += _found(folder, folder.files, roles, layout)
        if folder.unread:
            unread += _found(folder, folder.unread, roles, layout)
    domains = Domains((*read, *unread), config)
    reports = _reporter(asked)
    return Tree(
        sources=tuple(_source(found, domains, reports) for found in sorted(read)),
        stamps=stamps,
        skipped=tuple(sorted(walk.skipped.values(), key=lambda skipped: skipped.path)),
        roots=candidates(layout, {found.root for found in read}, folders.values()),
        unread=tuple(_source(found, domains, reports) for found in sorted(unread)),
    )


def _found(folder: Folder, names: Iterable[str], roles: Roles, layout: Layout) -> Iterator[Found]:
    home = layout.home(folder.path)
    prefix = f"{folder.path}/" if folder.path else ""
    for name in names:
        module, is_package = module_name(home, name)
        yield Found(prefix + name, module, home.root, is_package, roles.file(folder, name))


def _source(found: Found, domains: Domains, reports: Callable[[str], bool]) -> SourceFile:
    path, module, root, is_package, role = found
    return SourceFile(
        path,
        module,
        root,
        is_package,
        role,
        domains.of(found),
        reports(path),
        path.endswith(".pyi"),
    )


def _reporter(asked: Sequence[str]) -> Callable[[str], bool]:
    """Whether a file lies at or below one of the paths."""
    if "" in asked:
        return lambda _path: True
    exact = frozenset(asked)
    below = tuple(f"{path}/" for path in asked)
    return lambda path: path in exact or path.startswith(below)


def _relative(root: Path, path: Path) -> str:
    if not path.exists():
        raise InputError("there is no such file or folder", path=str(path))
    absolute = os.path.realpath(path)
    inside = os.path.relpath(absolute, os.path.realpath(root)).replace(os.sep, "/")
    if inside == ".." or inside.startswith("../") or Path(inside).is_absolute():
        raise InputError(
            f"lies outside of the project {shown(root)}",
            path=str(path),
            remedy="name a folder around both with --root",
        )
    return "" if inside == "." else inside


def _configured(root: Path, config: Config) -> list[str]:
    """The configuration's ``src``, or the root."""
    for position, entry in enumerate(config.src):
        if not (root / entry).exists():
            raise refusal(config, ("src", position), f'there is no "{entry}" in {shown(root)}')
    return [_relative(root, root / entry) for entry in config.src] or [""]


def _why_none(tree: Tree, asked: Sequence[str]) -> str:
    """What was left out where nothing was found."""
    reports = _reporter(asked)
    near = [f"{skipped.path} {skipped.why}" for skipped in tree.skipped if reports(skipped.path)]
    return "; ".join([*near[:3], *([f"and {len(near) - 3} more"] if len(near) > 3 else [])])
