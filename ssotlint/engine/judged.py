"""Whether an exception had its chance to be needed."""

from collections.abc import Callable, Iterable

from ssotlint.detectors.view import BREAKING_ROLES, View
from ssotlint.engine.detection import is_of_python, round_of
from ssotlint.index.index import Module
from ssotlint.model.report import Fault
from ssotlint.model.rule import Rule
from ssotlint.rulebook.book import Rulebook
from ssotlint.rulebook.selection import Selection, configured

Reports = Callable[[str], bool]


class Judged:
    """Tells of a name in a module whether all that it could silence there was looked for.

    That is so when every rule that it stands for and that the project uses was asked, and no bug of
    ours got in its way, reports in the module's role, and saw the whole of the project; a fault that
    stands in one place is seen in any part of it. What another Python may find in a file was not
    looked for by this one.
    """

    def __init__(
        self, book: Rulebook, chosen: Selection, view: View, reports: Reports, *, whole: bool
    ) -> None:
        """``reports`` tells whether a file at a path would be in the scope."""
        self._book, self._view, self._reports, self._whole = book, view, reports, whole
        self._asked = {rule.rule.name for rule in chosen.rules}
        self._last = {name for name in self._asked if round_of(book.rules[name].detector)}
        self._configured = configured(book, view.config)
        self._failed = set[str]()

    def fail(self, faults: Iterable[Fault]) -> None:
        """Of rules that a bug of ours has cut short nobody knows what they would have found."""
        self._failed.update(name for fault in faults for name in fault.where.split(", "))

    def __call__(self, name: str, module: Module) -> bool:
        chosen = self._looked_for(name)
        if any(is_of_python(rule.detector) for rule in chosen):
            return False
        role = module.source.role
        return module.source.reported and any(
            role in (BREAKING_ROLES | self._view.roles if rule.breaking else self._view.roles)
            for rule in chosen
        )

    def gone(self, name: str, path: str) -> bool:
        """The same of a file that is not there any more."""
        return bool(self._looked_for(name)) and self._reports(path)

    def _looked_for(self, name: str) -> list[Rule]:
        """The rules of a name, none when not all of them could have been found."""
        rules = self._book.named(name)
        asked = rules & self._asked
        if (rules & self._configured) - asked or asked & (self._last | self._failed):
            return []  # of what the later rounds say nothing is known yet
        chosen = [self._book.rules[rule] for rule in sorted(asked)]
        return chosen if self._whole or all(rule.breaking for rule in chosen) else []
