"""All rules together: the shipped ones and those of the project's packs."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from ssotlint.model.rule import Rule
from ssotlint.model.value import Value
from ssotlint.rulebook import contract, examples
from ssotlint.rulebook.location import rule_files
from ssotlint.rulebook.reading import read
from ssotlint.rulebook.refusal import nearest, refusal


class Rulebook(Value, frozen=True):
    """Every known rule by name, ordered by family and name."""

    rules: dict[str, Rule]

    @property
    def families(self) -> tuple[str, ...]:
        """The names of the families, in order."""
        return tuple(dict.fromkeys(rule.family for rule in self.rules.values()))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that selects or suppresses something: rules, then families."""
        return (*self.rules, *self.families)

    def named(self, name: str) -> frozenset[str]:
        """The rules that a rule's or a family's name stands for; empty for an unknown name."""
        if name in self.rules:
            return frozenset((name,))
        return frozenset(rule.name for rule in self.rules.values() if rule.family == name)


def load(packs: Iterable[Path] = ()) -> Rulebook:
    """Read the shipped rules and those in the folders ``packs``.

    Raises InputError for a bad rule, with its file and key. Shipped rules are held against
    their detectors when they are selected, those of packs at once: their author is the user.
    """
    packs = tuple(packs)
    shipped = frozenset(rule_files())
    rules: dict[str, Rule] = {}
    for path in rule_files(packs):
        rule = read(path)
        if rule.name in rules:
            raise refusal(
                rule.source, (), f'"{rule.name}" is a rule already', rules[rule.name].source
            )
        rules[rule.name] = rule
        if path not in shipped:
            contract.hold(rule)
    book = Rulebook(dict(sorted(rules.items(), key=lambda item: (item[1].family, item[0]))))
    _refuse_names(book)
    return book


def _refuse_names(book: Rulebook) -> None:
    """Refuse names that stand for two things, or for nothing."""
    for rule in book.rules.values():
        if rule.name in book.families:
            raise refusal(rule.source, (), f'"{rule.name}" is the name of a family already')
        for name in rule.yields_to:
            if name not in book.rules:
                offer = nearest(name, tuple(book.rules))
                raise refusal(rule.source, ("yields-to",), f'no rule "{name}"', offer)
        for example in rule.examples:
            for mark in sorted(examples.marks(example.files)):
                if mark.rule not in book.rules:
                    key = "bad" if example.bad else "good"
                    reason = f'{mark.path}:{mark.line}: no rule "{mark.rule}"'
                    offer = nearest(mark.rule, tuple(book.rules))
                    raise refusal(rule.source, (key,), reason, offer)
    _refuse_circle(book)


def _refuse_circle(book: Rulebook) -> None:
    try:
        TopologicalSorter({rule.name: rule.yields_to for rule in book.rules.values()}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        source = book.rules[circle[0]].source
        reason = f"rules yield in a cycle: {' -> '.join(circle)}"
        raise refusal(source, ("yields-to",), reason) from error
