"""The files among which copies of files and of folders are sought, as what they say.

Among a project's own files, and of backups with whatever they may be copies of: a backup is told
wherever it lies and whatever it kept.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import PurePosixPath

from ssotlint.detectors.domains import Borders, compatible
from ssotlint.detectors.fragments import Variant, parts_of, wholes_of
from ssotlint.detectors.stems import plain_letters, stem_of
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import END, KIND
from ssotlint.index.index import Module
from ssotlint.model.facts import Body
from ssotlint.model.source import Role

COMMON = 12
"""What more files hold, or are called, is a habit and no trace of copying."""
# A file of fewer statements is a page of definitions, which their own rules compare.
_LEAST = 12
_SEVERAL = 2  # a file that defines one thing is that thing
# Definitions that only lead to others: a framework wants to find them in each place.
_NO_WORK = frozenset((Body.STUB, Body.DELEGATE, Body.PRESET, Body.ACCESSOR, Body.CONSTANT))
_IMPORT = re.compile(f"[{KIND[ast.Import]}{KIND[ast.ImportFrom]}][^{END}]*{END}")


class File:
    """A file as what it says as a whole and, by qualified name, in its definitions."""

    def __init__(self, module: Module, text: str, domain: str, *, own: bool) -> None:
        """``own`` tells whether a fact must be single in it, as in no test or backup."""
        self.module, self.own = module, own
        self.whole = Variant(text, domain)
        self.path = module.path
        self.folder, _, self.name = module.path.rpartition("/")

    @property
    def is_backup(self) -> bool:
        """Whether it keeps what lies elsewhere."""
        return self.module.source.role is Role.BACKUP

    @cached_property
    def parts(self) -> dict[str, str]:
        """What its definitions say, by qualified name without the module's stem."""
        stem = stem_of(self.module)
        names = [
            ".".join(map(stem.plain, row.qualname.split(".")))
            for row in self.module.surface.definitions
        ]
        return dict(zip(names, parts_of(self.module, self.whole.text), strict=True))

    @cached_property
    def said(self) -> Variant:
        """All but its imports: those of a copied tree may lead into the copy."""
        return Variant(_IMPORT.sub("", self.whole.text), self.whole.domain)

    @cached_property
    def is_worth(self) -> bool:
        """Whether it is enough to be called a copy by itself."""
        own = [row for row in self.module.surface.definitions if row.owner < 0]
        return (
            self.name != "__init__.py"  # it collects what others define
            and len(own) >= _SEVERAL
            and self.whole.bag.size >= _LEAST
        )

    @cached_property
    def works(self) -> bool:
        """Whether a definition does more than to lead to others."""
        rows = self.module.surface.definitions
        return any(row.body not in _NO_WORK for row in rows if row.owner < 0)

    def may_repeat(self, other: "File") -> bool:
        """Whether what stands in both is one fact said twice: a backup copies from anywhere."""
        if self.is_backup or other.is_backup:
            return not (self.is_backup and other.is_backup)
        return self.own and other.own and compatible(self.whole.domain, other.whole.domain)


def files_of(view: View) -> list[File]:
    """The files to compare, in the order of their paths."""
    owned = {module.path for module in view.owned()}
    chosen = {m.path: m for m in view.index.modules if m.path in owned or _is_backup(m)}
    chosen.update((m.path, m) for m in _kept(chosen.values(), view))
    borders = Borders(view)
    found = [
        File(
            module,
            text.translate(plain_letters(module)),
            borders.of(module),
            own=module.path in owned,
        )
        for module, text in wholes_of(view, list(chosen.values()))
    ]
    return sorted(found, key=lambda file: file.path)


def _is_backup(module: Module) -> bool:
    return module.source.role is Role.BACKUP and not module.source.is_stub


def _kept(modules: Iterable[Module], view: View) -> Iterator[Module]:
    """What backups may be copies of by their names, tests too."""
    wanted = {PurePosixPath(m.path).name for m in modules if _is_backup(m)} - {"__init__.py"}
    if not wanted:
        return
    named: dict[str, list[Module]] = defaultdict(list)
    for module in view.index.modules:
        name = module.path.rpartition("/")[2]
        if name in wanted and module.source.role not in (Role.BACKUP, Role.GENERATED):
            named[name].append(module)
    for found in named.values():
        if len(found) <= COMMON:
            yield from found
            packages = (f"{m.path.rpartition('/')[0]}/__init__.py" for m in found)
            yield from (view.index.by_path[p] for p in packages if p in view.index.by_path)
