"""Classes as their members by name, and how much two of them have in common."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from ssotlint.detectors.classes import classes_of
from ssotlint.detectors.domains import Borders
from ssotlint.detectors.fragments import Fragment
from ssotlint.detectors.functions import Functions
from ssotlint.detectors.likeness import shared
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
from ssotlint.index.found import looked
from ssotlint.index.imprints import BRANCHES, ClassImprint, MemberImprint
from ssotlint.index.index import Module
from ssotlint.model.facts import Definition

_EDITED = 0.5  # of a method's statements; below it is another method


class Skeleton:
    """A class as its members by name."""

    def __init__(
        self, module: Module, imprint: ClassImprint, domain: str, functions: Functions
    ) -> None:
        self.module, self.imprint, self.domain = module, imprint, domain
        self._functions = functions
        self.parts = {member.name: member for member in imprint.members}

    @cached_property
    def row(self) -> Definition:
        """Its definition."""
        return self.module.definition(self.imprint.position)

    @cached_property
    def name(self) -> str:
        """The name without leading underscores."""
        return self.imprint.name

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return f"{self.module.name}.{self.imprint.qualname}"

    @property
    def place(self) -> tuple[str, int]:
        """Its file, and its position there."""
        return self.module.path, self.imprint.position

    @cached_property
    def weight(self) -> int:
        """How much all members say."""
        return sum(part.weight for part in self.parts.values())

    @cached_property
    def methods(self) -> int:
        """How many members are functions that do something."""
        return sum(part.is_method and part.weight > 1 for part in self.parts.values())

    @cached_property
    def fields(self) -> int:
        """How many members are fields of a record: what is merely set configures a framework."""
        return sum(part.is_field for part in self.parts.values())

    @cached_property
    def is_record(self) -> bool:
        """Whether it does nothing, and only says what it holds: a record, an enumeration."""
        return not any(part.is_method for part in self.parts.values())

    @cached_property
    def decides(self) -> bool:
        """Whether one of its methods branches."""
        return any(
            self._functions.at(self.module, part.position).has(BRANCHES)
            for part in self.parts.values()
            if part.is_method
        )

    @cached_property
    def whole(self) -> Fragment:
        """The class as one piece of code: its bases, and all that its members say."""
        bases = "".join(map(WORD.__getitem__, self.imprint.plain_bases))
        said = "".join(
            self.text(part) if part.is_method else WORD[part.holds]
            for part in self.parts.values()
            if part.is_method or part.holds
        )
        return Fragment(self.module, self.row, None, bases + said)

    def text(self, part: MemberImprint) -> str:
        """What a method says."""
        return self._functions.text(self.module, part.position)

    @cached_property
    def key(self) -> tuple[str, int]:
        """Equal for classes that say the same."""
        return self.domain, self.imprint.key

    def common(self, other: "Skeleton") -> tuple[float, int]:
        """The share of members in common by weight, and the weight of those that are equal."""
        total = self.weight + other.weight
        common, equal = 0.0, 0
        for name, ours in self.parts.items():
            theirs = other.parts.get(name)
            if theirs is None:
                continue
            if ours.said == theirs.said:
                common += ours.weight + theirs.weight
                equal += (
                    0 if self.module is other.module and _is_retyped(ours, theirs) else ours.weight
                )
            elif ours.is_method and theirs.is_method:
                share = shared(self._statements(ours), other._statements(theirs))  # noqa: SLF001
                if share >= _EDITED:
                    common += (ours.weight + theirs.weight) * share
        return (common / total if total else 0.0), equal

    def _statements(self, part: MemberImprint) -> Counter[int]:
        one = self._functions.at(self.module, part.position)
        return Counter(one.imprint.statements)


def skeletons(view: View, functions: Functions) -> Iterator[Skeleton]:
    """The classes to compare, in the order of their places."""
    borders, by_path = Borders(view), view.index.by_path
    for path, classes in sorted(looked(view.index, classes_of(view)).items()):
        for one in classes:
            yield Skeleton(by_path[path], one, borders.of(by_path[path]), functions)


def _is_retyped(ours: MemberImprint, theirs: MemberImprint) -> bool:
    """Whether a method hands out the same in another type, as typed facades do."""
    one, other = ours.returns, theirs.returns
    return "" not in {one, other} and one != other
