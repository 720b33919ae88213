"""What a file says of itself, of its classes and functions: that they are deprecated, and go."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.facts.newer import parse
from ssotlint.judges.illegible import where_illegible

if TYPE_CHECKING:
    from ssotlint.judges.excerpts import Excerpts

_HINTS = ("deprecat", "will be removed", "compatibility")
_PASSES_ON = re.compile(r"compatibility\s+(?:layer|shim|wrapper)")
_SAID = re.compile(
    r"\bthis\s+(?:module|class|function|method|command|file|\w+\s+module)\s+(?:is|has\s+been)\s+"
    r"(?:now\s+)?deprecated\b|\A\W*deprecated\b|^\.\. deprecated::",
    re.IGNORECASE | re.MULTILINE,
)
# A class that passes on to what took its place, as its first words say; a function or module is
# called so for less.
_SHIM = re.compile(r"\A[^\n.]*\bcompatibility\s+(?:layer|shim|wrapper)\b", re.IGNORECASE)
_TOLD = re.compile(r"\bdeprecated\b|\bwill be removed\b", re.IGNORECASE)
# That something is deprecated, and not what is done with deprecated things.
_STATED = re.compile(
    r"\A\W*(?:deprecated|deprecation)\b|\b(?:is|are|was|been)\s+(?:now\s+)?deprecated\b"
    r"|\bwill\s+be\s+removed\b",
    re.IGNORECASE,
)
_WARNING = re.compile(r"(?:Pending)?DeprecationWarning|RemovedIn\w+")
# It may also say that something changes.
_FUTURE = "FutureWarning"
_WARNS = re.compile(r"(?:\A|_)(?:warn|warning|deprecated?|deprecation)(?:_|\Z)")
_DEPRECATES = re.compile(r"(?:\A|_)deprecat")
# What is logged tells how a run went.
_LOGGER = re.compile(r"(?:\A|_|get)log(?:ger|ging)?\Z", re.IGNORECASE)
_MARKS = re.compile(r"deprecated?(?:_(?:class|func|function|method))?")
# A module that says that it is to be removed, at its head and as a thing to do.
_TO_GO = re.compile(
    r"#\W*(?:(?:todo|fixme)\b\W*)?(?:"
    r"(?:remove|delete|drop)\s+(?:(?:this|the)\s+)?(?:module|file)\s*(?:\b(?:in|with|after|once|when)\b.*|\W*)"
    r"|this\s+(?:module|file)\s+(?:will|is\s+to)\s+be\s+(?:removed|deleted|dropped)\b.*)",
    re.IGNORECASE,
)
_TOP = 10  # lines
_HEAD = 3  # paragraphs of a docstring: further down it speaks of parts
_MAKERS = frozenset(("__init__", "__new__", "__post_init__"))
# What decides, or ends: what stands below is not said of every call.
_ENDING = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Match, ast.Return)

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Farewells(NamedTuple):
    """The lines of the classes and functions in a file that say so; 0 stands for the file itself.

    ``shims`` are those of classes, and what they hold, that say that they pass on what they are
    asked to what took their place.
    """

    going: frozenset[int] = frozenset()
    shims: frozenset[int] = frozenset()


@where_illegible(Farewells())
def farewells(path: str, excerpts: Excerpts) -> Farewells:
    """What a file says of itself."""
    if not excerpts.picked(path, _speaks):
        return Farewells()
    text = excerpts.whole(path)  # which lines say so tells nobody who stands there
    return excerpts.known((__name__, path), lambda: _read(text))


def _speaks(text: str) -> bool:
    """Whether a file may say so of anything."""
    return _is_to_go(text) or _may_say(text.lower())


def _is_to_go(text: str) -> bool:
    return any(map(_TO_GO.fullmatch, text.split("\n")[:_TOP]))


def _read(text: str) -> Farewells:
    own = {0} if _is_to_go(text) else set()
    if not _may_say(text.lower()):
        return Farewells(frozenset(own))
    try:
        tree = parse(text)
    except (SyntaxError, ValueError, RecursionError):  # of another Python
        return Farewells()
    if _says(tree) or any(_warns(one, "") for one in tree.body):
        own.add(0)
    going = list(_going(tree, inside=False))
    shims = {one.lineno for row in going if _is_shim(row) for one in _within(row)}
    return Farewells(frozenset(own | {row.lineno for row in going}), frozenset(shims))


def _may_say(text: str) -> bool:
    """Whether a text in small letters has words without which nothing below finds anything."""
    if not any(hint in text for hint in _HINTS):
        return False
    # Most that say "compatibility" speak of something else.
    return "deprecat" in text or "removed" in text or _PASSES_ON.search(text) is not None


def _within(row: _Definition) -> Iterator[_Definition]:
    """A class or function, and those that it holds."""
    return (one for one in ast.walk(row) if isinstance(one, _Definition))


def _is_shim(row: _Definition) -> bool:
    """Whether a class says that it passes on to what took its place."""
    if not isinstance(row, ast.ClassDef) or not _has_word("compatibility", row):
        return False
    return _SHIM.search(ast.get_docstring(row) or "") is not None


def _going(node: ast.AST, *, inside: bool) -> Iterator[_Definition]:
    """The functions and classes that say so, with all that they hold."""
    for row in ast.iter_child_nodes(node):
        if isinstance(row, _Definition):
            goes = inside or _goes(row)
            if goes:
                yield row
            yield from _going(row, inside=goes)
        elif isinstance(row, ast.stmt | ast.excepthandler):
            yield from _going(row, inside=inside)


def _goes(row: _Definition) -> bool:
    if _says(row) or any(map(_marks, row.decorator_list)):
        return True
    if not isinstance(row, ast.ClassDef):
        return any(_warns(one, row.name) for one in _always(row.body))
    if _is_shim(row):
        return True
    makers = (r for r in row.body if isinstance(r, ast.FunctionDef) and r.name in _MAKERS)
    return any(_warns(one, row.name) for maker in makers for one in _always(maker.body))


def _says(row: ast.Module | _Definition) -> bool:
    if not _has_word("deprecated", row):
        return False
    head = "\n\n".join((ast.get_docstring(row) or "").split("\n\n")[:_HEAD])
    if _SAID.search(head):
        return True
    return not isinstance(row, ast.Module) and _is_called_so(row.name, head)


def _has_word(word: str, row: ast.Module | _Definition) -> bool:
    """Whether a docstring has a word in it; most have not, and need not be put in order."""
    return word in (ast.get_docstring(row, clean=False) or "").lower()


def _is_called_so(name: str, text: str) -> bool:
    """Whether a text says it of a name in quotes: "``Store`` will be deprecated"."""
    said = rf"[`'\"](?:\w+\.)*{re.escape(name)}[`'\"]+\s+(?:is|has\s+been|will\s+be)\s+"
    return re.search(rf"{said}(?:now\s+)?deprecated\b", text, re.IGNORECASE) is not None


def _always(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run whenever the function does."""
    for row in body:
        if isinstance(row, _ENDING):
            return
        yield row


def _marks(decorator: ast.expr) -> bool:
    """Whether a decorator is called so: `@deprecated("use the other")`, not `@deprecated_alias`."""
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return _MARKS.fullmatch(_name(function)) is not None


def _warns(row: ast.stmt, name: str) -> bool:
    """Whether a statement warns, or raises, and says that what is called ``name`` is deprecated."""
    if isinstance(row, ast.Raise):
        return _is_said(row, name)
    if not isinstance(row, ast.Expr) or not isinstance(row.value, ast.Call):
        return False
    function = row.value.func
    if _is_logged(function) or not _WARNS.search(_name(function)):
        return False
    return _is_said(row, name) or (
        bool(_DEPRECATES.search(_name(function))) and any(map(_TOLD.search, _texts(row)))
    )


def _is_logged(function: ast.expr) -> bool:
    """Whether a method of a logger is called: `logger.warning`, `getLogger(__name__).warning`."""
    if not isinstance(function, ast.Attribute):
        return False
    asked = function.value.func if isinstance(function.value, ast.Call) else function.value
    return _LOGGER.search(_name(asked)) is not None


def _is_said(row: ast.stmt, name: str) -> bool:
    """Whether a text says of something that it is deprecated, or a warning for that is named."""
    named = {_name(one) for one in ast.walk(row) if isinstance(one, ast.Name | ast.Attribute)}
    if any(map(_WARNING.fullmatch, named)):
        return True
    texts = list(_texts(row))
    if any(map(_STATED.search, texts)):
        return True
    if not any(map(_TOLD.search, texts)):
        return False
    own = re.compile(rf"\b{re.escape(name)}\(|[`'\"](?:\w+\.)*{re.escape(name)}[`'\"]")
    return _FUTURE in named or (name != "" and any(map(own.search, texts)))


def _texts(row: ast.stmt) -> Iterator[str]:
    """All that a statement says in texts."""
    return (
        one.value
        for one in ast.walk(row)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )


def _name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
