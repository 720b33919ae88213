"""The classes among which copies are sought: known by their imprints, read when one is told of.

What a file says of its classes as numbers (``index.imprints``) is an aspect of it, so that after an
edit the edited file alone is looked at again. What a method says in detail, its function's imprint
has (``functions``).
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ssotlint.detectors import class_crowd
from ssotlint.detectors.edited import Change, changes_in
from ssotlint.detectors.fragments import said_in
from ssotlint.detectors.stems import Stem
from ssotlint.detectors.view import View
from ssotlint.index import codec, imprints
from ssotlint.index.aspect import Aspect
from ssotlint.index.imprints import FIELD, METHOD, ClassImprint, MemberImprint, number_of
from ssotlint.index.index import Module
from ssotlint.model.facts import Binding, BindingKind, Body, Definition, Shape, Surface

CLASSES = "classes"
"""The aspect of a file that tells what its classes say."""
Classes = tuple[ClassImprint, ...]
# A long method says more than a short one, up to here.
_FULL = 8
_BARE = frozenset(("Protocol", "Enum", "StrEnum", "IntEnum", "Flag", "IntFlag", "TypedDict"))
_NAME = re.compile(r"\w+")
_WORD = re.compile(r"(?<![.\w])[^\W\d]\w*")  # not what stands behind a dot
# A method that does nothing, or only refuses, is a name and no more.
_EMPTY = frozenset((Body.STUB, Body.RAISES))
_TABLE = "__tablename__"  # whoever names a table declares one: a second database has its own
# What frameworks ask for inside of classes.
_INNER = frozenset(("Meta", "Config", "Media", "Arguments"))


def classes_of(view: View) -> Aspect[Shape, Classes]:
    """How a file is looked at for copies of classes."""
    owned = {module.path for module in view.written(CLASSES)}
    return classes_in(lambda module: module.path in owned)


def classes_in(covers: Callable[[Module], bool]) -> Aspect[Shape, Classes]:
    """How the files are looked at that are covered."""
    return Aspect(
        name=CLASSES,
        part="shape",
        covers=covers,
        decode=codec.shape,
        look=_look,
        pack=codec.packed,
        unpack=imprints.class_imprints,
        gist=lambda classes, *_: codec.packed([one.gist for one in classes]),
        alone=True,
        meets=_meets,
    )


def _meets(crowd: bytes, edited: Sequence[tuple[int, Classes, Classes]], _: object) -> bool:
    """Whether the classes of files that say something else matter to what copies are found."""
    changes: list[Change[ClassImprint]] = []
    for file, old, new in edited:
        changed = changes_in(file, old, new)
        if changed is None:
            return True
        changes += changed
    return class_crowd.meets(crowd, changes)


class _Class(NamedTuple):
    """A class with what stands in it, each definition with its position."""

    position: int
    row: Definition
    members: list[tuple[int, Definition]]
    fields: list[Binding]


def _look(module: Module, shape: Shape) -> Classes:
    found = _classes(module.surface)
    if not found:
        return ()
    _, texts, stem, _ = said_in(module, shape.text)
    looked = []
    for one in found:
        taken = set[str]()
        members = [_member(_fresh(row.name, taken), at, row, texts[at]) for at, row in one.members]
        members += [_field(_fresh(row.name, taken), row, stem) for row in one.fields]
        looked.append(_imprint(one, stem, members))
    return tuple(looked)


def _classes(surface: Surface) -> list[_Class]:
    """The classes of a file that are compared."""
    rows = [*enumerate(surface.definitions)]
    found = {n: _Class(n, row, [], []) for n, row in rows if _is_of_interest(row)}
    for position, row in rows:
        if row.owner in found:
            found[row.owner].members.append((position, row))
    for binding in surface.bindings:
        if binding.owner in found and binding.kind is not BindingKind.DEFINITION:
            found[binding.owner].fields.append(binding)
    return [one for one in found.values() if (one.members or one.fields) and not _is_table(one)]


def _is_of_interest(row: Definition) -> bool:
    bases = {base.rpartition(".")[2] for base in row.bases}
    return row.is_class and row.name not in _INNER and _BARE.isdisjoint(bases)


def _is_table(one: _Class) -> bool:
    named = [row.name for _, row in one.members] + [row.name for row in one.fields]
    return _TABLE in named


def _imprint(one: _Class, stem: Stem, members: list[MemberImprint]) -> ClassImprint:
    row = one.row
    said = row.bases, sorted((member.name, member.said) for member in members)
    name = row.name.lstrip("_") or row.name
    return ClassImprint(
        position=one.position, qualname=row.qualname, bases=row.bases, plain_name=stem.plain(name),
        plain_bases=tuple(map(stem.plain, row.bases)), members=tuple(members), key=number_of(repr(said)),
    )  # fmt: skip


def _fresh(name: str, taken: set[str]) -> str:
    """A name that is bound again (a property's setter) is a member of its own."""
    while name in taken:
        name += "+"
    taken.add(name)
    return name


def _member(name: str, position: int, row: Definition, said: str) -> MemberImprint:
    weight = 1 if row.body in _EMPTY else min(row.statements + 1, _FULL)
    marks = 0 if row.is_class else METHOD
    returns = row.signature.returns
    return MemberImprint(name, number_of(said), weight, marks, position, (), returns)


def _field(name: str, binding: Binding, stem: Stem) -> MemberImprint:
    types = tuple(_WORD.findall(binding.annotation))
    marks = FIELD if binding.annotation else 0
    held = binding.value.partition(".")[0] if binding.kind is BindingKind.ALIAS else ""
    said = number_of(_bound(binding, stem))
    return MemberImprint(name, said, 1, marks, -1, types, holds=stem.plain(held))


def _bound(binding: Binding, stem: Stem) -> str:
    """What a field says, without the module's stem."""
    value = stem.plain(binding.value) if binding.kind is BindingKind.ALIAS else binding.shape
    annotation = _NAME.sub(lambda found: stem.plain(found[0]), binding.annotation)
    return f"{binding.kind} {value} {annotation}"
