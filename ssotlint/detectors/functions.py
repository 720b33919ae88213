"""The functions among which copies are sought: known by their imprints, read when one is compared.

What a file says of its functions as numbers (``index.imprints``) is an aspect of it, so that after
an edit the edited file alone is looked at again, and of the others those that must be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.detectors import boilerplate, worth
from ssotlint.detectors.bearers import told_of
from ssotlint.detectors.edited import Change, changes_in
from ssotlint.detectors.fragments import (
    Fragment,
    Variant,
    part_of,
    said_in,
    without_variables,
)
from ssotlint.detectors.function_crowd import Reader, meets
from ssotlint.detectors.likeness import numbered
from ssotlint.detectors.resemblance import Said
from ssotlint.detectors.stems import plain_letters
from ssotlint.facts.alphabet import WORD
from ssotlint.index import codec, imprints
from ssotlint.index.aspect import Aspect
from ssotlint.index.found import looked
from ssotlint.index.imprints import (
    ANONYMOUS,
    BRANCHES,
    DELEGATE,
    EXPECTED,
    NAMED,
    SUBSTANTIAL,
    Imprint,
    Sheet,
    number_of,
)
from ssotlint.index.recent import Recent
from ssotlint.model.facts import Definition, Shape

if TYPE_CHECKING:
    from ssotlint.detectors.view import View
    from ssotlint.index.crowds import Others
    from ssotlint.index.index import Module

_MANY = 500  # definitions of a file
_OPEN = 1000  # files; what they say is at hand for who asks for more of it
IMPRINTS = "imprints"
"""The aspect of a file that tells what its functions say."""
_MOST = 32  # so many files are read at most to tell whether an edited function meets another


class Page(NamedTuple):
    """What is known of a file: its sheet, and what its definitions say if it has been read."""

    sheet: Sheet
    texts: list[str] | None = None


class Function(NamedTuple):
    """One function or method, as its imprint tells."""

    module: Module
    imprint: Imprint

    @property
    def name(self) -> str:
        """The name by which it has namesakes."""
        return self.imprint.plain_name

    @property
    def place(self) -> tuple[str, int]:
        """Its file, and its position there."""
        return self.module.path, self.imprint.position

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return f"{self.module.name}.{self.imprint.qualname}"

    def has(self, mark: int) -> bool:
        """Whether something is told of it."""
        return bool(self.imprint.marks & mark)


class Functions:
    """All functions of a view's own modules, in the order of their places."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.told: set[int] = set()
        """What was asked of names in their files; see ``function_crowd``."""
        self._pages = looked(view.index, imprints_of(view))
        self._wholes: Recent[str, tuple[str, Mapping[int, str]]] = Recent(_OPEN)
        self._all = [
            Function(module, imprint)
            for module in view.written(IMPRINTS)
            if module.path in self._pages
            for imprint in self._pages[module.path].sheet.functions
        ]

    def __iter__(self) -> Iterator[Function]:
        return iter(self._all)

    def classes(self) -> Iterator[str]:
        """The names of all classes."""
        for page in self._pages.values():
            yield from page.sheet.classes

    def is_unread(self, module: Module, name: str) -> bool:
        """Whether a definition's name stands nowhere in its file but where it is defined."""
        self.told.add(_told_unread(module.path, name))
        page = self._pages.get(module.path)
        return page is not None and name in page.sheet.unread

    def opened(self, one: Function) -> Fragment:
        """A function with what it says."""
        return self._fragment(one, one.module.definition)

    def compared(self, one: Function) -> Fragment:
        """The same for who holds it against others; whom it concerns when it goes, all tell.

        See ``function_crowd``.
        """
        return self._fragment(one, one.module.standing)

    def _fragment(self, one: Function, row_at: Callable[[int], Definition]) -> Fragment:
        module, position = one.module, one.imprint.position
        row = row_at(position)
        around = row_at(row.owner) if row.owner >= 0 else None
        owner = around if around is not None and around.is_class else None
        return Fragment(module, row, owner, self.text(module, position), position)

    def at(self, module: Module, position: int) -> Function:
        """The function at a position of a file."""
        return self._by_place[module.path, position]

    @cached_property
    def _by_place(self) -> dict[tuple[str, int], Function]:
        return {one.place: one for one in self._all}

    def text(self, module: Module, position: int) -> str:
        """What a definition says."""
        texts = self._pages[module.path].texts
        if texts is not None:
            return texts[position]
        whole, plain = self._said(module)
        rows = module.said.definitions
        row = rows[position]
        return part_of(whole, row, rows[row.owner] if row.owner >= 0 else None, plain)

    def _said(self, module: Module) -> tuple[str, Mapping[int, str]]:
        """What a file says as a whole, and which characters in it are those of plain names."""
        known = self._wholes.get(module.path) or self._wholes.again(module.path)
        if known is None:
            # That it is read is noted: what it says of its functions is the aspect.
            index = self._view.index
            with index.apart():
                ((_, shape),) = index.parts("shape", [module], codec.shape)
                known = without_variables(shape.text), plain_letters(module)
            self._wholes.keep(module.path, known)
        return known


def imprints_of(view: View) -> Aspect[Shape, Page]:
    """How a file is looked at for copies."""
    owned = {module.path for module in view.written(IMPRINTS)}
    return imprints_in(lambda module: module.path in owned)


def imprints_in(covers: Callable[[Module], bool]) -> Aspect[Shape, Page]:
    """How the files are looked at that are covered."""
    return Aspect(
        name=IMPRINTS,
        part="shape",
        covers=covers,
        decode=codec.shape,
        look=_look,
        pack=lambda page: codec.packed(page.sheet),
        unpack=_unpacked,
        gist=lambda page, *_: blake2b(codec.packed(page.sheet), digest_size=16).digest(),
        alone=True,
        meets=_meets,
    )


def _meets(crowd: bytes, edited: Sequence[tuple[int, Page, Page]], others: Others[Page]) -> bool:
    """Whether the functions of files that say something else matter to what copies are found."""
    changes: list[Change[Imprint]] = []
    flips: list[int] = []
    classes: Counter[str] = Counter()  # that come or go, by name
    for file, old, new in edited:
        one, other = old.sheet, new.sheet
        changed = changes_in(file, one.functions, other.functions)
        if changed is None:
            return True
        changes += changed
        classes.update(Counter(one.classes) - Counter(other.classes))
        classes.update(Counter(other.classes) - Counter(one.classes))
        unread = {*one.unread} ^ {*other.unread}
        flips += [_told_unread(others.paths[file], name) for name in sorted(unread)]
    if any(count >= worth.FEW for count in classes.values()):
        return True
    flips += map(worth.told_several, classes)
    return meets(crowd, changes, flips, _reader(edited, others))


def _told_unread(path: str, name: str) -> int:
    return told_of(f"unread in {path}", name)


def _reader(edited: Sequence[tuple[int, Page, Page]], others: Others[Page]) -> Reader:
    """How functions are read as they were, and as they are."""
    before = {file: old for file, old, _ in edited}
    now = {file: new for file, _, new in edited}
    beside: dict[int, Page | None] = {}

    def then(file: int, position: int) -> Said | None:
        page = before.get(file)
        if page is None and file not in beside and len(beside) < _MOST:
            beside[file] = others.page(file)
        return _said(page or beside.get(file), position)

    def methods(file: int, one: Imprint, is_now: bool) -> list[int]:
        page = (now if is_now else before)[file]
        return [other.text for other in page.sheet.functions if other.scope == one.scope]

    return Reader(
        others.paths, others.modules, then, lambda file, at: _said(now[file], at), methods
    )


def _said(page: Page | None, position: int) -> Said | None:
    if page is None or page.texts is None:
        return None
    at = (one for one in page.sheet.functions if one.position == position)
    found = next(at, None)
    return Said(found.plain_name, found.scope, page.texts[position]) if found is not None else None


def _unpacked(data: bytes) -> Page | None:
    sheet = imprints.sheet(data)
    return Page(sheet) if sheet is not None else None


def _look(module: Module, shape: Shape) -> Page:
    (whole, texts, *_), rows = said_in(module, shape.text), module.surface.definitions
    times = _times(whole, len(rows))
    functions = tuple(
        _imprint(Fragment(module, row, _class_of(row, rows), text, position), times)
        for position, (row, text) in enumerate(zip(rows, texts, strict=True))
        if not row.is_class and (row.owner < 0 or rows[row.owner].is_class)
    )
    classes = tuple(row.name.strip("_") for row in rows if row.is_class)
    return Page(Sheet(functions, classes, _unread(module, whole)), texts)


def _unread(module: Module, whole: str) -> tuple[str, ...]:
    names = Counter(row.name for row in module.surface.definitions)
    names.update(row.name for row in module.surface.imports if row.alias and row.name in names)
    exported = module.surface.exports or ()
    times = _times(whole, len(names))
    found = (n for n, own in names.items() if n not in exported and times(WORD[n]) <= own)
    return tuple(sorted(found))


def _times(text: str, asked: int) -> Callable[[str], int]:
    """How often a character stands in a text; counting for each of many would take the square."""
    return text.count if asked < _MANY else Counter(text).__getitem__


def _class_of(row: Definition, rows: tuple[Definition, ...]) -> Definition | None:
    owner = rows[row.owner] if row.owner >= 0 else None
    return owner if owner is not None and owner.is_class else None


def _imprint(one: Fragment, times: Callable[[str], int]) -> Imprint:
    row, owner, variant = one.definition, one.owner, Variant(one.text, "")
    why = boilerplate.reason(row, owner, variant)
    marks = EXPECTED if why else 0
    marks |= DELEGATE if boilerplate.may_be_told(row, owner, why) else 0
    marks |= SUBSTANTIAL if worth.is_substantial(variant) else 0
    marks |= ANONYMOUS if worth.is_anonymous(variant) else 0
    marks |= BRANCHES if variant.branches else 0
    # Of a hook alone it is asked whether its own file names it; see ``hooks``.
    marks |= NAMED if _may_be_hook(one) and times(WORD[row.name]) != 1 else 0
    return Imprint(
        position=one.position, name=row.name, scope=owner.qualname if owner is not None else "",
        text=number_of(one.text), size=row.statements,
        marks=marks,
        statements=tuple(map(numbered, variant.statements)),
    )  # fmt: skip


def _may_be_hook(one: Fragment) -> bool:
    return one.owner is None and not one.definition.name.startswith("_")
