"""The files among which copies of files and of folders are sought, as what they say.

Among a project's own files, and of backups with whatever they may be copies of: a backup is told
wherever it lies and whatever it kept.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.detectors.domains import Borders, are_releases, compatible
from ssotlint.detectors.file_crowd import COMMON, Turned, meets
from ssotlint.detectors.fragments import Said, Variant, parts_of, said_in
from ssotlint.detectors.stems import Stem, stem_of
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import END, KIND
from ssotlint.index import codec, imprints
from ssotlint.index.aspect import Aspect
from ssotlint.index.found import looked
from ssotlint.index.imprints import Cover, number_of
from ssotlint.index.index import Module
from ssotlint.model.facts import Body, Shape
from ssotlint.model.source import Role, SourceFile

if TYPE_CHECKING:
    from ssotlint.index.crowds import Others

COVERS = "covers"
"""The aspect of a file that tells what it says as a whole."""
# A file of fewer statements is a page of definitions, which their own rules compare.
_LEAST = 12
_SEVERAL = 2  # a file that defines one thing is that thing
# Definitions that only lead to others: a framework wants to find them in each place.
_NO_WORK = frozenset((Body.STUB, Body.DELEGATE, Body.PRESET, Body.ACCESSOR, Body.CONSTANT))
_IMPORT = re.compile(f"[{KIND[ast.Import]}{KIND[ast.ImportFrom]}][^{END}]*{END}")


class Page(NamedTuple):
    """What is known of a file: its cover, and what it says if it has been read."""

    cover: Cover
    text: str | None = None


class File:
    """A file as what it says as a whole and, by qualified name, in its definitions."""

    def __init__(self, module: Module, page: Page, domain: str, view: View, *, own: bool) -> None:
        """``own`` tells whether a fact must be single in it, as in no test or backup."""
        self.module, self.cover, self.own = module, page.cover, own
        self._page, self.domain, self._view = page, domain, view
        self.path = module.path
        self.folder, _, self.name = module.path.rpartition("/")

    @cached_property
    def whole(self) -> Variant:
        """All that it says; read when the file is compared."""
        text = self._page.text
        if text is None:
            # That it is read is noted: what the file says is an aspect of it.
            index = self._view.index
            with index.apart():
                shapes = index.parts("shape", [self.module], codec.shape)
                text = "".join(_plainly(said_in(m, shape.text)) for m, shape in shapes)
        return Variant(text, self.domain)

    @property
    def is_backup(self) -> bool:
        """Whether it keeps what lies elsewhere."""
        return self.module.source.role is Role.BACKUP

    @cached_property
    def parts(self) -> dict[str, str]:
        """What its definitions say, by qualified name without the module's stem."""
        module, text = self.module, self.whole.text
        texts = parts_of(module, module.surface.definitions, text)
        return dict(zip(_names(module, stem_of(module)), texts, strict=True))

    @cached_property
    def said(self) -> Variant:
        """All but its imports: those of a copied tree may lead into the copy."""
        return Variant(_without_imports(self.whole.text), self.domain)

    def may_repeat(self, other: "File") -> bool:
        """Whether what stands in both is one fact said twice: a backup copies from anywhere."""
        if self.is_backup or other.is_backup:
            return not (self.is_backup and other.is_backup)
        is_one = self.own and other.own and compatible(self.domain, other.domain)
        return is_one and not are_releases(self.path, other.path)


def files_of(view: View) -> list[File]:
    """The files to compare, in the order of their paths."""
    owned = {module.path for module in view.owned(COVERS)}
    borders, by_path = Borders(view), view.index.by_path
    found = [
        File(by_path[path], page, borders.of(by_path[path]), view, own=path in owned)
        for path, page in looked(view.index, covers_of(view)).items()
    ]
    return sorted(found, key=lambda file: file.path)


def covers_of(view: View) -> Aspect[Shape, Page]:
    """How a file is looked at for copies of whole files."""
    chosen = {m.path: m for m in view.owned(COVERS)}
    backups, by_path = view.index.layout(backed_up), view.index.by_path
    chosen.update((path, by_path[path]) for path in backups)
    chosen.update((m.path, m) for m in list(_kept(backups, view)))
    return covers_in(lambda module: module.path in chosen)


def covers_in(covers: Callable[[Module], bool]) -> Aspect[Shape, Page]:
    """How the files are looked at that are covered."""
    return Aspect(
        name=COVERS,
        part="shape",
        covers=covers,
        decode=codec.shape,
        look=_look,
        pack=lambda page: codec.packed(page.cover),
        unpack=_unpacked,
        gist=lambda page, *_: codec.packed(page.cover),
        alone=True,
        meets=_meets,
    )


def _meets(crowd: bytes, edited: Sequence[tuple[int, Page, Page]], others: "Others[Page]") -> bool:
    """Whether files that say something else matter to what copies of files are found."""
    turned = [Turned(file, old.cover, new.cover) for file, old, new in edited]
    return meets(crowd, turned, others.paths)


def _unpacked(data: bytes) -> Page | None:
    cover = imprints.cover(data)
    return Page(cover) if cover is not None else None


def _look(module: Module, shape: Shape) -> Page:
    said = said_in(module, shape.text)
    text = _plainly(said)
    own = [row for row in module.surface.definitions if row.owner < 0]
    size = len(Variant(_without_imports(text), "").statements)
    enough = (
        module.path.rpartition("/")[2] != "__init__.py"  # it collects what others define
        and len(own) >= _SEVERAL
        and (size >= _LEAST or len(Variant(text, "").statements) >= _LEAST)
    )
    texts = said.texts if not said.plain else parts_of(module, module.said.definitions, text)
    parts = tuple(map(number_of, dict(zip(_names(module, said.stem), texts, strict=True)).values()))
    works = any(row.body not in _NO_WORK for row in own)
    return Page(Cover(number_of(text), parts, enough, works, size), text)


def _without_imports(text: str) -> str:
    return _IMPORT.sub("", text)


def _plainly(said: Said) -> str:
    return said.whole.translate(said.plain) if said.plain else said.whole


def _names(module: Module, stem: Stem) -> Iterator[str]:
    """The qualified names in a file without the module's stem."""
    for row in module.surface.definitions:
        parts = row.qualname.split(".")
        yield ".".join(map(stem.plain, parts)) if stem.word else row.qualname


def _kept(backups: Iterable[str], view: View) -> Iterator[Module]:
    """What backups may be copies of by their names, tests too."""
    wanted = sorted({PurePosixPath(path).name for path in backups} - {"__init__.py"})
    by_path = view.index.by_path
    for paths in view.index.layout(called, *wanted).values() if wanted else ():
        if len(paths) <= COMMON:
            packages = (f"{path.rpartition('/')[0]}/__init__.py" for path in paths)
            yield from (by_path[path] for path in (*paths, *packages) if path in by_path)


def backed_up(files: Iterable[SourceFile]) -> list[str]:
    """The backups, by path."""
    return [one.path for one in files if one.role is Role.BACKUP and not one.is_stub]


def called(files: Iterable[SourceFile], *names: str) -> dict[str, list[str]]:
    """The paths of files with some names that are no backups."""
    found: dict[str, list[str]] = {}
    for source in files:
        name = source.path.rpartition("/")[2]
        if name in names and source.role not in (Role.BACKUP, Role.GENERATED):
            found.setdefault(name, []).append(source.path)
    return found
