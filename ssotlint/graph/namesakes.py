"""What else is named like some definitions, and is not one of them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from ssotlint.graph.boxes import Subject
from ssotlint.graph.words import role_of, stem
from ssotlint.model.source import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssotlint.graph.concepts import Concept
    from ssotlint.index.index import Index, Module
    from ssotlint.model.facts import Definition

_ASIDE = (Role.TEST, Role.MIGRATION, Role.BACKUP, Role.GENERATED)


class Namesakes:
    """Classes with such a name and another interface, and stand-ins and copies in other roles."""

    def __init__(
        self, index: Index, subjects: Mapping[str, Subject], concepts: Iterable[Concept]
    ) -> None:
        self._index, self._subjects, self._concepts = index, subjects, concepts

    @cached_property
    def alike(self) -> list[Subject]:
        """What the concepts call their kin."""
        rows = {row.symbol: row for concept in self._concepts for row in concept.kin}
        return [
            Subject(row.module, row.name, row.definition)
            for symbol, row in sorted(rows.items())
            if symbol not in self._subjects
        ]

    @cached_property
    def aside(self) -> dict[Role, list[Subject]]:
        """Definitions of such a name in tests, backups and generated files, by role."""
        wanted = {
            self._said(subject.name, subject.definition) for subject in self._subjects.values()
        }
        found: dict[Role, list[Subject]] = defaultdict(list)
        for module in self._index.modules:
            if module.source.role in _ASIDE:
                found[module.source.role] += self._of(module, wanted)
        return {role: found[role] for role in _ASIDE if found[role]}

    def _of(self, module: Module, wanted: set[tuple[str, ...]]) -> Iterable[Subject]:
        for row in module.surface.definitions:
            if (row.is_class or row.owner < 0) and self._said(row.name, row) in wanted:
                subject = Subject(module, row.name, row)
                if subject.symbol not in self._subjects:
                    yield subject

    @staticmethod
    def _said(name: str, row: Definition | None) -> tuple[str, ...]:
        """What a name says: of a class without the words of migrations and doubles."""
        return stem(role_of(name)) if row is not None and row.is_class else (name,)
