"""The functions and methods among which copies are sought.

A fragment's text is the slice of the file's shape (``facts.alphabet``) that holds its parameters
and its body. In it every parameter and local variable is the same character, so that an inserted
statement does not shift the numbers of all variables behind it: equal texts are copies but for a
closer look at which variable stands where, which is the judge's.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from ssotlint.detectors.likeness import Bag
from ssotlint.detectors.stems import Stem, plain_letters, stem_of
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import END, KIND, SELF, WORD
from ssotlint.facts.alphabet import STATEMENTS as _STATEMENT_KINDS
from ssotlint.index.index import Module
from ssotlint.model.facts import Definition, DefinitionKind
from ssotlint.model.levels import LEVELS

# Characters that no shape holds: what a fragment calls itself, and its class.
_OWN_NAME, _OWN_CLASS = "\x80", "\x81"
_VARIABLE = re.compile(f"[{SELF}\u0100-\u07ff]")


def _class_of(kinds: str) -> str:
    return f"[{re.escape(''.join(sorted(kinds)))}]"


_HEADS = "".join(_STATEMENT_KINDS) + KIND[ast.ExceptHandler]
_STATEMENT = re.compile(f"{_class_of(_HEADS)}[^{_class_of(_HEADS)[1:]}*")
_BRANCHING = "".join(
    KIND[kind] for kind in (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Match)
)
_DECIDING = _BRANCHING + "".join(
    KIND[kind]
    for kind in (
        *(ast.FunctionDef, ast.Lambda, ast.IfExp, ast.BoolOp),
        *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    )
)
_BRANCH, _DECISION = re.compile(_class_of(_BRANCHING)), re.compile(_class_of(_DECIDING))
_CALL, _ATTRIBUTE, _RAISE = KIND[ast.Call], KIND[ast.Attribute], KIND[ast.Raise]
_CALLED = KIND[ast.Expr] + _CALL
# `logger.info(…)` and `self.logger.info(…)`, as far as the level.
_LOGGED = re.compile(
    re.escape(_CALLED)
    + f"(?:{re.escape(_ATTRIBUTE)}.|{re.escape(_ATTRIBUTE * 2)}..)"
    + _class_of("".join(WORD[level] for level in LEVELS)),
    re.DOTALL,
)
_PRINTED = _CALLED + WORD["print"]
_ASYNC = (DefinitionKind.COROUTINE, DefinitionKind.ASYNC_GENERATOR)
_TELLING = KIND[ast.Expr] + _RAISE  # what may begin a statement that tells people something


class Fragment(NamedTuple):
    """One function or method; ``owner`` is the class of a method.

    ``position`` is that of the definition in its file, -1 for what is put together.
    """

    module: Module
    definition: Definition
    owner: Definition | None
    text: str
    position: int = -1

    @property
    def name(self) -> str:
        """The name without leading underscores: a private copy is still a namesake."""
        return self.definition.name.lstrip("_") or self.definition.name

    @property
    def scope(self) -> tuple[str, str]:
        """File and class: functions of one scope are siblings, not copies."""
        return self.module.path, self.owner.qualname if self.owner else ""

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands; in another tree a file may have the same dotted name."""
        return self.module.path, self.definition.span.line

    @property
    def is_async(self) -> bool:
        """Whether who calls it has to await, which its text does not tell."""
        return self.definition.kind in _ASYNC

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return self.module.symbol(self.definition)


class Variant:
    """The fragments of one domain with one text."""

    def __init__(self, text: str, domain: str) -> None:
        self.text = text
        self.domain = domain
        self.fragments: list[Fragment] = []

    @cached_property
    def tokens(self) -> str:
        """The text without end marks, which follow from the kinds before them."""
        return self.text.replace(END, "")

    @cached_property
    def statements(self) -> tuple[str, ...]:
        """The statements that do something, each without those nested in it.

        What is logged or printed tells people what happens: it is no part of it.
        """
        said = _STATEMENT.findall(self.tokens)
        return tuple(filter(None, [_plain(s) if s[0] in _TELLING else s for s in said]))

    @cached_property
    def bag(self) -> Bag:
        """The statements without their order."""
        return Bag(self.statements)

    @cached_property
    def decides(self) -> bool:
        """Whether anything in it is decided, repeated or guarded."""
        return _DECISION.search(self.text) is not None

    @cached_property
    def branches(self) -> bool:
        """The same of whole statements: ``x or []`` is no branch."""
        return _BRANCH.search(self.text) is not None

    @cached_property
    def names(self) -> frozenset[str]:
        """What its fragments are called."""
        return frozenset(fragment.name for fragment in self.fragments)

    @cached_property
    def scopes(self) -> frozenset[tuple[str, str]]:
        """Where its fragments stand."""
        return frozenset(fragment.scope for fragment in self.fragments)


def texts_of(view: View, modules: Iterable[Module]) -> Iterator[tuple[Module, list[str]]]:
    """The texts of all definitions of modules, by position."""
    for module, text in wholes_of(view, modules):
        yield module, parts_of(module, module.surface.definitions, text)


def wholes_of(view: View, modules: Iterable[Module]) -> Iterator[tuple[Module, str]]:
    """What each module says as a whole."""
    for module, shape in view.index.shapes(modules):
        yield module, without_variables(shape.text)


class Said(NamedTuple):
    """What a file says while it is looked at: as a whole, and in its definitions by position.

    ``stem`` and ``plain`` are those of the module.
    """

    whole: str
    texts: list[str]
    stem: Stem
    plain: Mapping[int, str]


@lru_cache(maxsize=1)  # its functions, its classes and the file itself are looked at in a row
def said_in(module: Module, text: str) -> Said:
    """What a file with some shape says; for looks, which need not note what they read of it."""
    whole, plain = without_variables(text), plain_letters(module)
    texts = _parts_of(module.said.definitions, whole, plain)
    return Said(whole, texts, stem_of(module), plain)


def without_variables(text: str) -> str:
    """A shape in which every parameter and local variable is the same character."""
    return _VARIABLE.sub(SELF, text)


def parts_of(module: Module, rows: Sequence[Definition], text: str) -> list[str]:
    """What the definitions of a module say, by position, given what it says as a whole."""
    return _parts_of(rows, text, plain_letters(module))


def _parts_of(rows: Sequence[Definition], text: str, plain: Mapping[int, str]) -> list[str]:
    return [part_of(text, row, rows[row.owner] if row.owner >= 0 else None, plain) for row in rows]


def part_of(text: str, row: Definition, owner: Definition | None, plain: Mapping[int, str]) -> str:
    """What one says: parameters and body; those parameters that have no default show in the body alone.

    So a method equals the function that takes its ``self`` as first parameter. ``plain`` are the
    characters for names of the module's own stem.
    """
    start, end = row.shape
    found = text[start + 2 : end].lstrip(SELF).replace(WORD[row.name], _OWN_NAME)
    if owner is not None and owner.is_class:
        found = found.replace(WORD[owner.name], _OWN_CLASS)
    return found.translate(plain) if plain else found


@lru_cache(maxsize=1 << 13)
def _plain(statement: str) -> str:
    """A statement as it is compared: what an error tells does not count; "" for what is logged."""
    if statement.startswith(_CALLED) and (
        statement.startswith(_PRINTED) or _LOGGED.match(statement)
    ):
        return ""
    if statement.startswith(_RAISE + _CALL):
        return statement[: 5 if statement[2:3] == _ATTRIBUTE else 3]
    return statement
