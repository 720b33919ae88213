"""Imports: one row a name."""

import ast

from ssotlint.facts.alphabet import END, KIND, WORD
from ssotlint.facts.state import State
from ssotlint.model.facts import BindingKind, Import
from ssotlint.model.place import Span

_IMPORT = KIND[ast.Import]
_IMPORT_FROM = KIND[ast.ImportFrom]
_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one


def visit_import(node: ast.Import, s: State) -> None:
    """``import a.b, c as d``."""
    s.out.append(_IMPORT)
    span = s.span(node)
    for alias in node.names:
        name, given = alias.name, alias.asname
        s.out.append(WORD[name])
        _bring(name, 0, "", given or name.partition(".")[0], given is not None, span, s)
    s.out.append(END)


def visit_import_from(node: ast.ImportFrom, s: State) -> None:
    """``from a.b import c, d as e``."""
    module, level = node.module or "", node.level
    s.out.append(_IMPORT_FROM)
    s.out.append(WORD["." * level + module])
    span = s.span(node)
    for alias in node.names:
        name, given = alias.name, alias.asname
        s.out.append(WORD[name])
        _bring(module, level, name, given or name, given is not None, span, s)
    s.out.append(END)


def _bring(  # noqa: PLR0913, PLR0917 - the columns of a row
    module: str, level: int, name: str, bound: str, alias: bool, span: Span, s: State
) -> None:
    """One name; inside a function it stays a word, so that shapes show it."""
    frame, position = s.frame, len(s.imports)
    s.imports.append(_new(Import, (module, level, name, bound, alias, span, s.context, s.owner)))
    s.roots.add(bound)
    if frame is None:
        s.bind(bound, BindingKind.IMPORT, span, ref=position)
        return
    frame.imported.add(bound)
    if frame.numbers.get(bound) is None:
        frame.numbers[bound] = WORD[bound]
