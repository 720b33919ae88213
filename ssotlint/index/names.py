"""Which names of files somebody has asked for, and which of them an edit has changed.

What a file says to others is asked name by name: where ``shop.money.total`` leads, what stands in
the class ``Cart``. Each such question is a number, so that hundreds of thousands are cheap to keep:
two questions may share one, and then an edit that changes one of them counts for both.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from zlib import crc32

from ssotlint.facts.alphabet import WORD
from ssotlint.index.numbering import Mark, marks
from ssotlint.model.facts import ANY, Binding, BindingKind, Definition, Import, Surface
from ssotlint.model.place import NOWHERE, Span

HEADER = ""
"""What is true of a file as a whole: whether it could be read, what it takes by ``*``."""
USED = " used"
"""What decorates definitions at the top of a file, and what is called there."""
LOADED = " loaded"
"""The modules that a file imports."""
EVERYTHING = 0xFFFF_FFFF
"""The number of all questions at once: what was made from it holds until something is changed."""


@lru_cache(maxsize=20_000)
def start(path: str) -> int:
    """The question for what is true of a file as a whole."""
    return crc32(path.encode("utf-8", "replace") + b"\0")


def number(path: str, name: str) -> int:
    """The question for a name of a file; for one that no file has to answer the path is ""."""
    return crc32(name.encode("utf-8", "replace"), start(path))


def asked(path: str, name: str) -> tuple[int, int]:
    """The questions for a name of a file, and for what is true of it as a whole."""
    whole = start(path)  # a third of a million times a run: nothing is called twice
    return whole, crc32(name.encode("utf-8", "replace"), whole)


def inside(name: str) -> str:
    """Stands for what is inside a definition at the top of a file, its signature included."""
    return f"{name}()"


def header_of(name: str) -> str:
    """Stands for the bases of a class at the top of a file."""
    return f"class {name}"


def offers(qualname: str) -> str:
    """Stands for the public names of methods and fields of a class at the top of a file."""
    return f"offers {qualname}"


def annotates(qualname: str) -> str:
    """Stands for what a class binds with annotations: the fields of a dataclass, in their order."""
    return f"annotates {qualname}"


def at(qualname: str) -> str:
    """Stands for what a definition says itself, or a class binds: nothing else inside or around."""
    return f"at {qualname}"


def while_there(qualname: str) -> str:
    """The same for who is told otherwise when a definition goes: then it has no other answer."""
    return f"there {qualname}"


def spelled(letter: str) -> str:
    """Stands for whether a file binds, at its top, a name for which shapes have a character."""
    return f"letter {letter}"


def taken_from(module: str, level: int) -> str:
    """Stands for the statements of a file that import from a module, as they are written."""
    return f"from {'.' * level}{module}"


def imported_as_it_is(module: str) -> str:
    """Stands for the statements of a file that import a module and no name from it."""
    return f"import {module}"


# Questions that all files answer together.
FILLERS = "fillers"
"""Which functions may bind names in the module that uses them."""
BELOW = "below"
"""Which classes derive from which."""
PATCHED = "patched"
"""Which modules get which names from outside."""


FILES = "files"
"""Which files there are, and what each is called."""
FOLDERS = "folders"
"""Which folders hold files."""
OWNED = "files owned"
"""Which there are in which a fact must be single."""
CLASHES = "files of one name"
"""Which files have the dotted name of another one."""


def existing(name: str) -> str:
    """Stands for which files have a dotted name, wherever it is said, or which folders."""
    return f"module {name}"


def headed(name: str) -> str:
    """Stands for which files and folders an absolute import that begins with a name may lead to."""
    return f"head {name}"


def direct(folder: str) -> str:
    """Stands for whether a module stands in a folder, which is told by its dotted name."""
    return f"direct {folder}"


def lying_below(folder: str) -> str:
    """Stands for which files lie below a folder, which is told by its path with a slash behind."""
    return f"below {folder}"


def stemmed(stem: str) -> str:
    """Stands for how many files are called so, but for the ending."""
    return f"stem {stem}"


def hiding(folder: str) -> str:
    """Stands for which modules of a folder are called like those of the standard library."""
    return f"hiding in {folder}"


def beside(folder: str) -> str:
    """Stands for which modules lie in a folder, which is told by its path."""
    return f"beside {folder}"


def method(name: str) -> str:
    """Stands for whether anything inside a definition has this name, and in several files."""
    return f"method {name}"


def methods_of(surface: Surface) -> set[str]:
    """The names that something inside a definition has."""
    return {row.name for row in surface.definitions if row.owner >= 0}


def defined(name: str) -> str:
    """Stands for which files define a name at their top."""
    return f"defined {name}"


def offered(name: str) -> str:
    """Stands for how many classes at the top of a file have a public method or field of a name."""
    return f"offered {name}"


def patched(name: str) -> str:
    """Stands for whether any module gets this name from outside."""
    return f"patched {name}"


def supplied(head: str) -> str:
    """Stands for what is imported through a top-level name."""
    return f"supplied {head}"


def top_of(definitions: tuple[Definition, ...], position: int) -> Definition:
    """The definition at the top of a file in which the one at a position stands."""
    row = definitions[position]
    while row.owner >= 0:
        row = definitions[row.owner]
    return row


def itself(path: str, qualname: str) -> tuple[int, int]:
    """The questions for what a definition of a file says itself, or a class binds."""
    return asked(path, at(qualname))


def members_of(path: str, qualname: str) -> tuple[int, int]:
    """The question for what is true of a file, and where those for names of a class begin."""
    return asked(path, at(f"{qualname}."))


def member(beginning: int, name: str) -> int:
    """The question for what a class binds under a name: ``itself`` of ``Class.name``."""
    return crc32(name.encode("utf-8", "replace"), beginning)


def bound_in(path: str, qualname: str, name: str) -> tuple[int, ...]:
    """The questions for what a definition of a file binds under a name, a class or a function."""
    return *itself(path, f"{qualname}.{name}"), *itself(path, inner(qualname, name))


def inner(qualname: str, name: str) -> str:
    """The qualified name of what is bound inside a function."""
    return f"{qualname}.<locals>.{name}"


def around(path: str, definitions: tuple[Definition, ...], position: int) -> tuple[int, int]:
    """The questions for what stands inside a definition of a file, and around it there."""
    return start(path), number(path, inside(top_of(definitions, position).name))


def differing(path: str, before: Surface, after: Surface) -> frozenset[int]:
    """The questions to which a file gives, or helps to give, another answer than before."""
    one, other = _answers(path, before), _answers(path, after)
    found = {n for n in one.keys() | other.keys() if one.get(n) != other.get(n)}
    rows = (*before.definitions, *after.definitions)
    loose = {number(path, while_there(row.qualname)) for row in rows}
    return frozenset(found - (loose & (one.keys() ^ other.keys())))


def are_before(tops: Iterable[Binding], imported: Import) -> bool:
    """Whether a file has bound a name when it takes it from somewhere: from itself, as packages do."""
    return any(binding.span.line <= imported.span.line for binding in tops)


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers as bytes."""
    return array("I", sorted(numbers)).tobytes()


def unpacked(data: bytes) -> array[int]:
    """Numbers again."""
    return array("I", data)


def meets(numbers: frozenset[int], data: bytes) -> bool:
    """Whether some questions are among those that were ``packed``."""
    return bool(numbers) and not numbers.isdisjoint(unpacked(data))


def finds(sorted_numbers: Sequence[int], wanted: frozenset[int]) -> bool:
    """Whether some questions are among others, which are many."""
    for number in wanted:
        at = bisect_left(sorted_numbers, number)
        if at < len(sorted_numbers) and sorted_numbers[at] == number:
            return True
    return False


def _answers(path: str, surface: Surface) -> dict[int, list[Hashable]]:
    """What a file says to each question that can be asked of it; places are no part of it."""
    found: dict[int, list[Hashable]] = defaultdict(list)
    for name, told in _own(surface):
        found[number(path, name)].append(told)
    for name, told in _shares(surface):
        found[number("", name)].append(told)
    return found


def _own(surface: Surface) -> Iterator[tuple[str, Hashable]]:
    """What is asked of the file alone."""
    yield HEADER, (
        surface.fault is None, surface.dynamic, surface.exports is None,
        tuple(_unplaced(row) for row in surface.imports if row.name == "*"),
        any(row.owner < 0 and row.name == "__path__" for row in surface.bindings),
    )  # fmt: skip
    rows = surface.definitions
    tops = [inside(top_of(rows, position).name) for position in range(len(rows))]
    known, methods = marks(rows), {(row.owner, row.name) for row in rows}
    for position, row in enumerate(rows):
        plain = said(row)._replace(owner=0)  # its qualified name tells that
        yield tops[position], plain
        itself_said = plain, known[row.owner] if row.owner >= 0 else None
        yield at(row.qualname), itself_said
        yield while_there(row.qualname), itself_said
        if row.owner < 0 and row.is_class:
            yield header_of(row.name), (row.bases, row.keywords)
    yield from _imported(surface, tops, known)
    for binding in surface.bindings:
        means = _bound(surface, known, binding)
        yield (tops[binding.owner] if binding.owner >= 0 else binding.name), means
        if binding.owner >= 0:
            yield at(f"{rows[binding.owner].qualname}.{binding.name}"), means
        if binding.owner >= 0 and binding.annotation:
            is_method = (binding.owner, binding.name) in methods
            yield annotates(rows[binding.owner].qualname), (means, is_method)
    for owner, member, is_field in _members(surface):
        yield offers(rows[owner].qualname), (known[owner], member, is_field)
    for used in _used(surface):
        yield USED, used
    yield from _offered(surface)


def _imported(
    surface: Surface, tops: Sequence[str], known: Sequence[Mark]
) -> Iterator[tuple[str, Hashable]]:
    """What is asked of its imports; ``tops`` and ``known`` are of its definitions."""
    for imported in surface.imports:
        yield LOADED, (imported.module, imported.level)
        if not imported.name:
            yield imported_as_it_is(imported.module), _unplaced(imported)
        if imported.owner >= 0:
            told = known[imported.owner], _unplaced(imported)
            yield tops[imported.owner], told
            yield at(inner(surface.definitions[imported.owner].qualname, imported.bound)), told
    for rows_of in _statements(surface):
        first = rows_of[0]
        yield taken_from(first.module, first.level), tuple(map(_unplaced, rows_of))


def _members(surface: Surface) -> Iterator[tuple[int, str, bool]]:
    """The public methods and fields of classes at the top: class, name, whether it is a field."""
    rows = surface.definitions
    fields = (b for b in surface.bindings if b.kind is not BindingKind.DEFINITION)
    found = [*((r.owner, r.name, False) for r in rows), *((b.owner, b.name, True) for b in fields)]
    for position, name, is_field in found:
        owner = rows[position] if position >= 0 and not name.startswith("_") else None
        if owner is not None and owner.owner < 0 and owner.is_class:
            yield position, name, is_field


def _statements(surface: Surface) -> Iterator[list[Import]]:
    """The imports of each statement that takes names from a module."""
    found: dict[Span, list[Import]] = {}
    for row in surface.imports:
        if row.name:
            found.setdefault(row.span, []).append(row)
    yield from found.values()


def _offered(surface: Surface) -> Iterator[tuple[str, Hashable]]:
    """What a file says of its own names besides what it binds them to."""
    for name in surface.exports or ():
        yield name, "exported"
    for name in surface.kept:
        yield name, "kept"
    for name in surface.passed:
        yield name, "passed"
    for letter in {WORD[row.name] for row in surface.bindings if row.owner < 0}:
        yield spelled(letter), None
    for imported in surface.imports:
        if imported.alias and imported.bound == imported.name:
            yield imported.name, "repeated"
        elif imported.alias and imported.owner < 0:
            tops = (b for b in surface.bindings if b.owner < 0 and b.name == imported.name)
            yield imported.name, (imported.bound, are_before(tops, imported))
    for row in surface.definitions:
        for name in row.globals:
            yield name, "written"


def _used(surface: Surface) -> Iterator[Hashable]:
    """What a file calls and decorates with at its top."""
    for row in surface.definitions:
        if row.owner < 0 and row.decorators:
            yield row.decorators
    for binding in surface.bindings:
        if binding.kind is BindingKind.CALL and binding.owner < 0:
            yield binding.value
    yield from surface.called


def _bound(surface: Surface, known: Sequence[Mark], binding: Binding) -> Hashable:
    """What a binding binds; of an import that itself, and not where it stands among others."""
    plain = binding._replace(span=NOWHERE, owner=0, ref=-1)
    owner = known[binding.owner] if binding.owner >= 0 else None
    if binding.kind is BindingKind.IMPORT:
        return plain, owner, _unplaced(surface.imports[binding.ref])
    if binding.kind is BindingKind.DEFINITION:
        return plain, owner, known[binding.ref], surface.definitions[binding.ref].kind
    return plain, owner


def _shares(surface: Surface) -> Iterator[tuple[str, Hashable]]:
    """What a file contributes to the questions that all answer together."""
    if surface.fillers:
        yield FILLERS, surface.fillers
    for name in methods_of(surface):
        yield method(name), None
    for row in surface.definitions:
        if row.owner < 0:
            yield defined(row.name), said(row)
    yield from _of_classes(surface)
    for target in surface.patched:
        holder, _, name = target.rpartition(".")
        yield patched(name), (target, _inside(surface, holder))
    for pair in surface.handed:
        yield patched(ANY), (pair, _inside(surface, pair[1]))
    for name in surface.setters:
        yield patched(ANY), name


def _of_classes(surface: Surface) -> Iterator[tuple[str, Hashable]]:
    """The same of its classes."""
    for row in surface.definitions:
        if row.is_class and row.bases:
            yield BELOW, row.qualname
    known = marks(surface.definitions)
    for owner, member in sorted({found[:2] for found in _members(surface)}):
        yield offered(member), known[owner]


def _inside(surface: Surface, name: str) -> tuple[Import, ...]:
    """The imports in functions that bind a name: something may be set on what they bring."""
    return tuple(_unplaced(row) for row in surface.imports if row.owner >= 0 and row.bound == name)


def said(row: Definition) -> Definition:
    """All that a definition says but its place and size."""
    return row._replace(span=NOWHERE, start_line=0, header_end_line=0, stretch=0, statements=0)


def _unplaced(row: Import) -> Import:
    return row._replace(span=NOWHERE, owner=0)
