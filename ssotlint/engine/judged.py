"""Whether an exception had its chance to be needed."""

from ssotlint.detectors.view import BREAKING_ROLES, View
from ssotlint.engine.detection import is_last
from ssotlint.index.index import Module
from ssotlint.model.config import Config
from ssotlint.rulebook.book import Rulebook
from ssotlint.rulebook.selection import Selection, configured


class Judged:
    """Tells of a name in a module whether all that it could silence there was looked for.

    That is so when every rule that it stands for and that the project uses was asked, reports in
    the module's role, and saw the whole of the project; a fault that stands in one place is seen
    in any part of it.
    """

    def __init__(
        self, book: Rulebook, config: Config, chosen: Selection, view: View, *, whole: bool
    ) -> None:
        self._book, self._view, self._whole = book, view, whole
        self._asked = {rule.rule.name for rule in chosen.rules}
        self._last = {name for name in self._asked if is_last(book.rules[name].detector)}
        self._configured = configured(book, config)

    def __call__(self, name: str, module: Module) -> bool:
        rules = self._book.named(name)
        asked = rules & self._asked
        if not asked or not module.source.reported or (rules & self._configured) - asked:
            return False
        if asked & self._last:
            return False  # what they say of exceptions is not known yet
        chosen = [self._book.rules[rule] for rule in asked]
        if not self._whole and not all(rule.breaking for rule in chosen):
            return False
        role = module.source.role
        return any(
            role in (BREAKING_ROLES | self._view.roles if rule.breaking else self._view.roles)
            for rule in chosen
        )
