"""Modules that no file has, and that come about in another way: built, redirected, installed besides."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from ssotlint.detectors.letters import Said
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import STRING
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.words import is_release
from ssotlint.index.index import Module
from ssotlint.model.dotted import prefixes
from ssotlint.model.facts import Context, Surface
from ssotlint.model.source import Role, SourceFile
from ssotlint.project.walk import downward

_SEVERAL = 3  # modules
_BENCHMARK = re.compile(r"(?<![^/])bench(?:mark(?:s|ing)?|es)?/")
_BUILDERS = frozenset(("cffi", "cpp_extension", "pyximport"))
_BUILDS = re.compile(r"(?:setup|setup_package|_?build|build_ext\w*|setup_ext\w*)\.py")


def is_left_out(missing: str, view: View) -> bool:
    """Whether it lies in a folder that is not read, as one of bundled packages."""
    parts = missing.split(".")
    heads = {"/" + "/".join(parts[:size]) for size in range(2, len(parts) + 1)}
    paths = (f"/{one.path.strip('/').removesuffix('.py')}" for one in view.skipped)
    return any(path.endswith(head) for path in paths for head in heads)


def is_unbuilt(missing: str, view: View) -> bool:
    """Whether it is called like the compiled modules that lie in its package: one was not built."""
    if not is_private(missing):
        return False
    table = view.graph.resolver.table
    return any(
        name.startswith("_") and not module.path.endswith((".py", ".pyi"))
        for package in table.candidates(missing.rpartition(".")[0])
        for name, module in table.beside(package).items()
    )


def named(heads: AbstractSet[tuple[str, str]], view: View) -> set[str]:
    """The missing modules that some file names in a text: `ffi.set_source("shop._speed", …)`.

    ``heads`` has each with the shortest part of its name that no file has. Where the name is no
    private one, only a file does that builds what lies beside or below it, `Extension("shop.speed",
    …)`, or a package around it, which sends imports elsewhere: `MOVED = {"shop.old": "shop.new"}`.
    """
    names = sorted({name for both in heads for name in both if "." in name})
    said, building = Said(view.index), view.index.layout(builders)
    found = {
        name for name in names
        if (said.somebody(STRING[name]) if is_private(name) else
            any(said.says(path, STRING[name]) for path in _suppliers(name, building, view)))
    }  # fmt: skip
    return {missing for missing, head in heads if missing in found or head in found}


def _suppliers(name: str, building: Mapping[str, list[str]], view: View) -> Iterator[str]:
    """The files of packages around a module, and those that build, at or above its package."""
    for package in prefixes(name)[:-1]:
        for module in view.index.named(package):
            if module.source.is_package:
                yield module.path
    packages = view.graph.resolver.table.candidates(name.rpartition(".")[0])
    around = {folder for one in packages for folder in downward(one.path.rpartition("/")[0])}
    for folder in ("", *sorted(around)) if packages else ():
        yield from building.get(folder, ())


def builders(files: Iterable[SourceFile]) -> dict[str, list[str]]:
    """The files that are called like one that builds, by folder."""
    found: dict[str, list[str]] = {}
    for source in files:
        folder, _, file = source.path.rpartition("/")
        if _BUILDS.fullmatch(file):
            found.setdefault(folder, []).append(source.path)
    return found


def is_built_here(missing: str, use: ImportUse, view: View) -> bool:
    """Whether a file only tries to import what it names to a compiler: `load("speed", …)`."""
    if not use.row.context & Context.GUARDED or not use.module.picked(_has_builder):
        return False
    said, path = Said(view.index), use.module.path
    return any(said.says(path, STRING[name]) for name in (missing, missing.rpartition(".")[2]))


def is_of_a_release(missing: str, use: ImportUse, view: View) -> bool:
    """Whether a file for a release, `v14.py`, is not of the package and asks for it as it runs.

    A benchmark or a script keeps such files side by side, and runs each where that release is
    installed.
    """
    module, late = use.module, bool(use.row.context & Context.DEFERRED)
    is_outside = not module.name.startswith(f"{missing.partition('.')[0]}.")
    if not late or not is_outside or not _is_for_a_release(module):
        return False
    is_run = module.source.role is Role.SCRIPT or _BENCHMARK.search(module.path) is not None
    beside = view.graph.resolver.table.beside(module).values()
    return is_run and sum(map(_is_for_a_release, beside)) > 1


def _is_for_a_release(module: Module) -> bool:
    return is_release(module.name.rpartition(".")[2])


def _has_builder(surface: Surface) -> bool:
    said = {part for row in surface.imports for part in (row.name, *row.module.split("."))}
    return not _BUILDERS.isdisjoint(said)


def open_ends(wanted: Iterable[tuple[ImportUse, str]]) -> set[str]:
    """Modules of a package that its ``__init__`` takes if they are there, one `try` for each.

    Three or more of them are places for parts that are installed besides.
    """
    tried: dict[str, set[str]] = defaultdict(set)
    for use, missing in wanted:
        own = use.module
        inside = own.source.is_package and missing.startswith(f"{own.name}.")
        if inside and use.row.context & Context.GUARDED:
            tried[own.path].add(missing)
    return {name for found in tried.values() if len(found) >= _SEVERAL for name in found}


def is_private(name: str) -> bool:
    """Whether the last part of a dotted name begins with an underscore."""
    return name.rpartition(".")[2].startswith("_")
