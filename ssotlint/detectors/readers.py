"""Whether anybody reads a function: what nobody calls owns nothing that is in use."""

import re
from collections.abc import Iterable
from functools import cached_property

from ssotlint.detectors.ancestry import Ancestry
from ssotlint.detectors.annotations import Annotations
from ssotlint.detectors.fragments import Fragment
from ssotlint.detectors.functions import Functions
from ssotlint.detectors.idle import Idle
from ssotlint.detectors.letters import Said
from ssotlint.detectors.sharing import is_private
from ssotlint.detectors.view import SPLIT_ROLES, View
from ssotlint.facts.alphabet import STRING, WORD
from ssotlint.index.index import Module
from ssotlint.index.names import HEADER
from ssotlint.model.facts import Definition, Surface

_MEASURING = re.compile(r"(?:\A|/)benchmarks?/")
_DEMO = re.compile(r"_?(?:demo|example)(?:_\w+|\d\w*)|sample\d\w*")


class Readers:
    """Who names functions and classes, in their own files and in those that import these."""

    def __init__(self, view: View, functions: Functions, ancestry: Ancestry) -> None:
        self._view, self._functions, self._ancestry = view, functions, ancestry
        self._annotations = Annotations()
        self._apart: dict[str, bool] = {}

    def has_none(self, fragment: Fragment) -> bool:
        """Whether nothing that ships names a function, or the class of a method.

        What is decorated may be called by whoever keeps the decorator, a public method through
        its class, and a private one by what its class is derived from.
        """
        row, owner, module = fragment.definition, fragment.owner, fragment.module
        if self.is_idle(module):
            return True
        if owner is None:
            return self._is_unnamed(module, row)
        if owner.owner < 0 and not any(owner.bases) and self._is_unnamed(module, owner):
            return True  # of what is derived from a base, that may keep a list
        return self.can_go(fragment)

    def is_shown(self, fragment: Fragment) -> bool:
        """Whether a function is called a demo, or in a benchmark, and no other file takes it."""
        row, module = fragment.definition, fragment.module
        found = _MEASURING.search(module.path)
        if found is not None and self._is_apart(module.path[: found.end()]):
            return True
        return _DEMO.fullmatch(row.name) is not None and not self._is_named_by_users(module, row)

    def _is_apart(self, folder: str) -> bool:
        """Whether nothing that ships outside of a folder loads a file in it."""
        if folder not in self._apart:
            inside = (module.path for module in self._view.index.below(folder))
            users = (user for path in inside for user in self._view.graph.imported.by_shipped(path))
            self._apart[folder] = all(user.startswith(folder) for user in users)
        return self._apart[folder]

    def is_idle(self, module: Module) -> bool:
        """Whether nothing that ships loads a module."""
        return self._idle.holds(module)

    def is_waste(self, module: Module) -> bool:
        """Whether nobody loads a module, tests neither."""
        return self._idle.is_waste(module)

    def can_go(self, fragment: Fragment) -> bool:
        """Whether nothing that ships names a function or method that is private to its place."""
        row, module = fragment.definition, fragment.module
        if not is_private(row.name) or not self._is_unnamed(module, row):
            return False
        if fragment.owner is None:
            return True
        if self._is_named_elsewhere(module, row):
            return False
        derived = any(fragment.owner.bases)
        around = self._ancestry.files(module, fragment.owner) if derived else {module}
        return None not in around and not (
            self._ancestry.inherited(fragment) or self._is_said(fragment, around)
        )

    def _is_said(self, method: Fragment, around: Iterable[Module | None]) -> bool:
        """Whether its own file, those of its bases, or who imports its own, may mean a method.

        A base calls what those below it have, and ``getattr(self, "_visit_" + kind)`` any of them.
        """
        words = method.definition.name.split("_")
        heads = {"_".join(words[:i]) for i in range(2, len(words) + 1)}
        ends = ("", "_", "_%s", "_{}")
        texts = [STRING[f"{head}{end}"] for head in heads for end in ends]
        users = self._view.graph.imported.by_shipped(method.module.path)
        bases = {base.path for base in around if base is not None}
        return any(
            self._said.says(path, letter) for path in bases | users for letter in texts
        ) or any(
            self._said.says(path, WORD[method.definition.name])
            for path in bases - {method.module.path}
        )

    def is_left(self, copy: Fragment, owner: Fragment) -> bool:
        """Whether nothing names a public function whose namesake ``owner`` is in use.

        Who says the name has it from elsewhere, or defines it: what a framework calls by its name,
        or a text mentions, may be meant.
        """
        module, row = copy.module, copy.definition
        if copy.owner is not None or copy.name != owner.name or is_private(row.name):
            return False
        if owner.owner is not None or not self._is_named(owner.module, owner.definition):
            return False
        if not self._is_unnamed(module, row):
            return False
        return not (self._is_in_a_text(module, row) or self._is_named_elsewhere(module, row))

    def _is_named_elsewhere(self, module: Module, row: Definition) -> bool:
        """Whether another file says a name that it has of its own neither."""
        return self._said.somebody(
            WORD[row.name],
            lambda path: path != module.path and not self._has_another(path, row.name),
        )

    def _is_in_a_text(self, module: Module, row: Definition) -> bool:
        """Whether another file says a name in a text."""
        return self._said.somebody(STRING[row.name], lambda path: path != module.path)

    def _has_another(self, path: str, name: str) -> bool:
        """Whether a file defines a name, or imports it."""
        return self._view.index.by_path[path].picked(_says, name)

    def _is_unnamed(self, module: Module, row: Definition) -> bool:
        return not row.decorators and not self._is_named(module, row)

    def _is_named(self, module: Module, row: Definition) -> bool:
        """Whether its own file names it, or one that ships and imports from there.

        What Python itself calls by its name, as a module's ``__getattr__``, is always read, and
        what the metadata name.
        """
        if row.name.startswith("__") and row.name.endswith("__"):
            return True
        if module.symbol(row) in self._view.entries:
            return True
        if not self._functions.is_unread(module, row.name):
            return True
        return self._annotations.say(module, row.name) or self._is_named_by_users(module, row)

    def _is_named_by_users(self, module: Module, row: Definition) -> bool:
        """Whether a file that ships and imports from there names it."""

        def names(user: Module) -> bool:
            return user.source.role in SPLIT_ROLES and (
                _takes_all(user)
                or self._said.says(user.path, WORD[row.name])
                or self._annotations.say(user, row.name)
            )

        return self._view.graph.imported.any_shipped(module.path, names)

    @cached_property
    def _idle(self) -> Idle:
        return Idle(self._view, self._said)

    @cached_property
    def _said(self) -> Said:
        return Said(self._view.index)


def _takes_all(module: Module) -> bool:
    """Whether a star import may bring the name."""
    return any(row.bound == "*" for row in module.asked(HEADER).imports)


def _says(surface: Surface, name: str) -> bool:
    """Whether a file defines a name, or imports it."""
    return any(row.name == name for rows in (surface.definitions, surface.imports) for row in rows)
