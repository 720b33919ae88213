"""Whether a rule asks of its detector what the detector can answer.

The only place that imports detectors by name; a rule is held against its detector when it is
selected, so that the detectors of rules that do not run are not imported.
"""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast, get_type_hints

from ssotlint.model.evidence import Evidence
from ssotlint.model.options import Options
from ssotlint.model.rule import OptionValue, Rule
from ssotlint.model.value import parts_of
from ssotlint.rulebook import message
from ssotlint.rulebook.refusal import nearest, refusal

UNPROVED = frozenset(
    {"shadowed-module", "duplicate-module", "unparsable-file"}
    | {"unused-suppression", "unknown-suppression", "unknown-original"}
    | {"stale-baseline", "missing-owner"}
)
"""The rules whose claim is about files, modules, comments or settings: no piece of syntax could prove it."""

_FIELD_TYPES: dict[str, object] = {
    "bool": bool,
    "int": int,
    "float": float,
    "str": str,
    "list[str]": tuple[str, ...],
}


class Detector(Protocol):
    """What a module of ``ssotlint.detectors`` declares of itself."""

    EVIDENCE: type[Evidence]
    OPTIONS: type[Options]


def detector_of(rule: Rule) -> Detector:
    """The module that answers the rule's question; raises InputError when there is none."""
    name = f"ssotlint.detectors.{rule.detector}"
    if find_spec(name) is None:
        known = "the modules of ssotlint.detectors are the detectors"
        raise refusal(rule.source, ("detector",), f'no detector "{rule.detector}"', known)
    return cast("Detector", import_module(name))


def hold(rule: Rule) -> None:
    """Raise InputError when rule, detector and judge do not fit together."""
    detector = detector_of(rule)
    _refuse_unproved(rule)
    verdicts: tuple[str, ...] = getattr(detector, "VERDICTS", ())
    if rule.verdict and rule.verdict not in verdicts:
        reason = f'the detector has no verdict "{rule.verdict}"'
        raise refusal(rule.source, ("verdict",), reason, _offer(rule.verdict, verdicts))
    facts = evidence_types(detector.EVIDENCE)
    _refuse_placeholders(rule, facts)
    _refuse_lowering(rule, facts)
    _refuse_options(rule, detector)


def options_of(rule: Rule, settings: Mapping[str, OptionValue]) -> Options:
    """The detector's options object: its defaults, the rule's, and on top the ``settings``."""
    values = {
        option.field: _as_field(settings.get(option.name, option.default), option.type)
        for option in rule.options
    }
    return detector_of(rule).OPTIONS(**values)


def evidence_types(evidence: type[Evidence]) -> Mapping[str, object]:
    """The facts that a template may name with this evidence, and the type of each."""
    hints = get_type_hints(evidence)
    return message.COMMON | {name: hints[name] for name in parts_of(evidence)}


def _as_field(value: OptionValue, kind: str) -> object:
    if isinstance(value, list):
        return tuple(value)
    return float(cast("float", value)) if kind == "float" else value


def _offer(name: str, known: tuple[str, ...]) -> str:
    return nearest(name, known) or (f"it has {', '.join(known)}" if known else "it has none")


def _refuse_unproved(rule: Rule) -> None:
    if rule.patterns or rule.name in UNPROVED:
        return
    if find_spec(f"ssotlint.judges.{rule.detector}") is None:
        reason = f'nothing proves what "{rule.detector}" suspects'
        raise refusal(rule.source, ("detector",), reason, "add a judge or patterns")


def _refuse_placeholders(rule: Rule, facts: Mapping[str, object]) -> None:
    for key, text in (("message", rule.message), ("remedy", rule.remedy)):
        for name, spec in message.placeholders(text):
            if message.is_metavariable(name) and "captures" in facts:
                continue  # reading saw that the patterns bind it
            if name not in facts:
                reason = f"the evidence has no {{{name}}}"
                raise refusal(rule.source, (key,), reason, _offer(name, tuple(facts)))
            reason = message.misuse(spec, facts[name])
            if reason:
                raise refusal(rule.source, (key,), f"{{{name}:{spec}}}: {reason}")


def _refuse_lowering(rule: Rule, facts: Mapping[str, object]) -> None:
    booleans = {name: name.replace("_", "-") for name, kind in facts.items() if kind is bool}
    for number, lowering in enumerate(rule.lower):
        if lowering.when not in booleans.values():
            reason = f'"{lowering.when}" is no boolean of the evidence'
            offer = _offer(lowering.when, tuple(booleans.values()))
            raise refusal(rule.source, ("lower", number, "when"), reason, offer)


def _refuse_options(rule: Rule, detector: Detector) -> None:
    taken = get_type_hints(detector.OPTIONS)
    for option in rule.options:
        kind = taken.get(option.field)
        if kind is None:
            known = tuple(name.replace("_", "-") for name in taken)
            reason = f'"{rule.detector}" takes no such option'
            offer = _offer(option.name, known)
            raise refusal(rule.source, ("options", option.name), reason, offer)
        if kind != _FIELD_TYPES[option.type]:
            reason = f'"{rule.detector}" takes {kind} here, not {option.type}'
            raise refusal(rule.source, ("options", option.name, "type"), reason)
