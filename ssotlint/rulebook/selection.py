"""Which rules run, how severe they are, and with which options."""

from collections.abc import Iterable
from dataclasses import dataclass

from ssotlint.model.config import Config
from ssotlint.model.errors import InputError
from ssotlint.model.evidence import Evidence
from ssotlint.model.rule import Option, OptionValue, Rule, RuleSetting
from ssotlint.model.severity import Severity
from ssotlint.rulebook import contract, form
from ssotlint.rulebook.book import Rulebook
from ssotlint.rulebook.refusal import nearest


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule that runs; ``options`` is an object of the detector's ``OPTIONS``."""

    rule: Rule
    severity: Severity
    options: object

    def severity_of(self, evidence: Evidence) -> Severity:
        """The severity of a finding: the rule's, or less where the evidence says so."""
        lowered = [lowering.to for lowering in self.rule.lower if getattr(evidence, lowering.field)]
        return min([self.severity, *lowered], key=lambda severity: severity.rank)


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules that run, by family and name."""

    rules: tuple[Chosen, ...]

    def __contains__(self, name: object) -> bool:
        return any(chosen.rule.name == name for chosen in self.rules)


def select(
    book: Rulebook,
    config: Config,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> Selection:
    """Choose rules as the configuration and then the command line ask.

    ``select`` of the command line replaces what the configuration chooses, ``ignore`` takes
    away from it. Raises InputError for unknown names and options, values of a wrong type, an
    empty selection, and a chosen rule that does not fit its detector.
    """
    _refuse_settings(book, config)
    names = _asked(book, config)
    if wanted := tuple(select):
        names = _stand_for(book, wanted, "--select")
    names -= _stand_for(book, ignore, "--ignore")
    if not names:
        raise InputError("no rule is selected", path=config.source, remedy="see `ssotlint rules`")
    return Selection(
        tuple(_chosen(rule, config) for rule in book.rules.values() if rule.name in names)
    )


def _asked(book: Rulebook, config: Config) -> set[str]:
    """What the configuration chooses: a setting of the rule itself has the last word."""
    if config.select:
        names = _stand_for(book, config.select, "select", config)
    else:
        names = {rule.name for rule in book.rules.values() if rule.default}
    names -= _stand_for(book, config.ignore, "ignore", config)
    for name, setting in config.rules.items():
        if setting.enabled is not None:
            (names.add if setting.enabled else names.discard)(name)
    return names


def _stand_for(
    book: Rulebook, names: Iterable[str], where: str, config: Config | None = None
) -> set[str]:
    found: set[str] = set()
    for name in names:
        rules = book.named(name)
        if not rules:
            message = f'{where}: no rule or family "{name}"'
            remedy = nearest(name, book.names) or "`ssotlint rules` lists them"
            if config is None:
                raise InputError(message, remedy=remedy)
            raise _misconfigured(config, (where,), message, remedy)
        found |= rules
    return found


def _refuse_settings(book: Rulebook, config: Config) -> None:
    """Refuse what the configuration says of rules, also of those that do not run."""
    for name, setting in config.rules.items():
        rule = book.rules.get(name)
        if rule is None:
            remedy = nearest(name, tuple(book.rules)) or "`ssotlint rules` lists them"
            raise _misconfigured(config, ("rules", name), f'rules: no rule "{name}"', remedy)
        options = {option.name: option for option in rule.options}
        for key, value in setting.options.items():
            _refuse_value(config, (name, key), value, options)


def _refuse_value(
    config: Config, where: tuple[str, str], value: OptionValue, options: dict[str, Option]
) -> None:
    rule, key = where
    trail = ("rules", rule, key)
    if key not in options:
        known = (*options, "severity", "enabled")
        remedy = nearest(key, known) or f"it has {', '.join(known)}"
        raise _misconfigured(config, trail, f'rules.{rule}: no option "{key}"', remedy)
    kind = form.VALUES[options[key].type]
    if not kind.fits(value):
        message = f"rules.{rule}.{key}: {form.shown(value)} is not {kind.words}"
        raise _misconfigured(config, trail, message, options[key].help)


def _chosen(rule: Rule, config: Config) -> Chosen:
    contract.hold(rule)
    setting = config.rules.get(rule.name, RuleSetting())
    return Chosen(
        rule, setting.severity or rule.severity, contract.options_of(rule, setting.options)
    )


def _misconfigured(config: Config, trail: tuple[str, ...], message: str, remedy: str) -> InputError:
    del trail
    return InputError(message, path=config.source, remedy=remedy)
