"""How many files import what a case tells of. That is told, and decides nothing.

A member names whose importers are counted. No answer rests on the number: when importers come or go,
they are counted again, and no question is asked for it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ssotlint.detectors.file_crowd import is_below
from ssotlint.detectors.files import covers_of
from ssotlint.graph import leads
from ssotlint.index.names import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ssotlint.detectors.view import View
    from ssotlint.index.index import Module

_SYMBOL, _FILE, _FOLDER = "symbol", "file", "folder"


def of_symbol(symbol: str) -> str:
    """Stands for the files that import a symbol, by whatever path."""
    return f"{_SYMBOL} {symbol}"


def of_file(path: str) -> str:
    """Stands for the files that import something by way of a file."""
    return f"{_FILE} {path}"


def of_folder(folder: str) -> str:
    """Stands for the files elsewhere that import something of a folder."""
    return f"{_FOLDER} {folder}"


def question(counted: str) -> int:
    """The question for names that has another answer where one of these files comes or goes."""
    kind, _, name = counted.partition(" ")
    if kind == _FILE:
        return number(name, leads.BY)
    return number("", leads.users_of(name) if kind == _SYMBOL else leads.entering(name))


class Counts:
    """Counts importers in one run."""

    def __init__(self, view: View) -> None:
        self._view, self._importers = view, view.graph.importers

    def told(self, counted: str) -> int:
        """How many there are; nothing is made from it."""
        kind, _, name = counted.partition(" ")
        with self._view.index.apart():
            if kind == _SYMBOL:
                return self._importers.count(name)
            return len({*(self._importers.by(name) if kind == _FILE else self._entering(name))})

    def deciding(self, counted: str) -> int:
        """The same for who makes something from it."""
        self._view.index.reads.names.add(question(counted))
        return self.told(counted)

    def _entering(self, folder: str) -> Iterator[str]:
        """The files elsewhere that import something of those files of a folder that are compared."""
        for module in self._view.index.below(f"{folder}/" if folder else ""):
            if module.digest and self._covers(module):
                users = self._importers.by(module.path)
                yield from (user for user in users if not is_below(user, folder))

    @cached_property
    def _covers(self) -> Callable[[Module], bool]:
        return covers_of(self._view).covers
