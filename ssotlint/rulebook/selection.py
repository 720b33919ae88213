"""Which rules run, how severe they are, and with which options."""

from collections.abc import Iterable

from ssotlint.model.config import Config
from ssotlint.model.errors import InputError
from ssotlint.model.evidence import Evidence
from ssotlint.model.rule import OptionValue, Rule, RuleSetting
from ssotlint.model.severity import Severity
from ssotlint.model.value import Value
from ssotlint.project.configuration import refusal
from ssotlint.project.form import shown
from ssotlint.rulebook import contract, form
from ssotlint.rulebook.book import Rulebook
from ssotlint.rulebook.refusal import nearest, unknown_rule


class Chosen(Value, frozen=True):
    """A rule that runs; ``options`` is an object of the detector's ``OPTIONS``."""

    rule: Rule
    severity: Severity
    options: Value

    def severity_of(self, evidence: Evidence) -> Severity:
        """The severity of a finding: the rule's, or less where the evidence says so."""
        lowered = [lowering.to for lowering in self.rule.lower if getattr(evidence, lowering.field)]
        return min([self.severity, *lowered], key=lambda severity: severity.rank)


class Selection(Value, frozen=True):
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
    names = configured(book, config)
    if wanted := tuple(select):
        names = _stand_for(book, wanted, "--select")
    names -= _stand_for(book, ignore, "--ignore")
    if not names:
        raise InputError("no rule is selected", remedy="`ssotlint rules` lists them")
    return Selection(
        tuple(_chosen(rule, config) for rule in book.rules.values() if rule.name in names)
    )


def configured(book: Rulebook, config: Config) -> set[str]:
    """The rules that the configuration chooses: a setting of the rule itself has the last word."""
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
    """The rules that are named in the configuration or, without one, on the command line."""
    found: set[str] = set()
    for name in names:
        rules = book.named(name)
        if not rules:
            raise _unknown(name, book.names, "rule or family", where, config)
        found |= rules
    return found


def _unknown(
    name: str, known: Iterable[str], what: str, where: str, config: Config | None = None
) -> InputError:
    reason, remedy = unknown_rule(name, known, what)
    if config is not None:
        return refusal(config, tuple(where.split(".")), reason, remedy)
    return InputError(f"{where}: {reason}", remedy=remedy)


def _refuse_settings(book: Rulebook, config: Config) -> None:
    """Refuse what the configuration says of rules, also of those that do not run."""
    for name, setting in config.rules.items():
        rule = book.rules.get(name)
        if rule is None:
            raise _unknown(name, book.rules, "rule", f"rules.{name}", config)
        options = {option.name: option for option in rule.options}
        for key, value in setting.options.items():
            trail = ("rules", name, key)
            if key not in options:
                remedy = nearest(key, (*options, "severity", "enabled"))
                raise refusal(config, trail, "the rule has no such option", remedy)
            kind = form.VALUES[options[key].type]
            if not kind.fits(value):
                raise refusal(config, trail, f"{shown(value)} is not {kind.words}")
    for override in config.overrides:
        _stand_for(book, (*override.ignore, *override.severity), "overrides", config)


def _chosen(rule: Rule, config: Config) -> Chosen:
    contract.hold(rule)
    setting = config.rules.get(rule.name, RuleSetting())
    return Chosen(
        rule, setting.severity or rule.severity, contract.options_of(rule, setting.options)
    )


def again(book: Rulebook, config: Config, names: Iterable[str]) -> tuple[Chosen, ...]:
    """Rules that were chosen before, of the same configuration: nothing is refused any more."""
    found = []
    for rule in (book.rules[name] for name in names):
        setting = config.rules.get(rule.name, RuleSetting())
        options = contract.options_of(rule, setting.options)
        found.append(Chosen(rule, setting.severity or rule.severity, options))
    return tuple(found)


def effective(book: Rulebook, config: Config) -> dict[str, dict[str, OptionValue]]:
    """What holds for each rule: severity, whether it is enabled, and every option.

    Raises InputError for a configuration that names what there is not.
    """
    _refuse_settings(book, config)
    names = configured(book, config)
    found: dict[str, dict[str, OptionValue]] = {}
    for rule in book.rules.values():
        setting = config.rules.get(rule.name, RuleSetting())
        options = {o.name: setting.options.get(o.name, o.default) for o in rule.options}
        severity = (setting.severity or rule.severity).value
        found[rule.name] = {"enabled": rule.name in names, "severity": severity, **options}
    return found
