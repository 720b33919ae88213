"""A rule's page: what `explain` prints and the documentation shows, from the rule file alone."""

from importlib import import_module
from importlib.util import find_spec

from ssotlint.model.errors import InputError
from ssotlint.model.rule import Example, Rule
from ssotlint.rulebook.advice import advice
from ssotlint.rulebook.book import Rulebook
from ssotlint.rulebook.contract import detector_of, evidence_types
from ssotlint.rulebook.refusal import unknown_rule


def render(book: Rulebook, name: str) -> str:
    """The page of a rule as Markdown, or the list of a family's rules.

    Raises InputError for a name that is neither a rule nor a family.
    """
    if name in book.rules:
        return _page(book.rules[name])
    rules = [rule for rule in book.rules.values() if rule.family == name]
    if not rules:
        reason, remedy = unknown_rule(name, book.names)
        raise InputError(reason, remedy=remedy)
    rows = [f"- `{rule.name}` ({rule.severity}): {rule.summary}" for rule in rules]
    return "\n".join([f"# {name}", "", *rows])


def _page(rule: Rule) -> str:
    parts = [
        f"# {rule.name}",
        f"{rule.summary}",
        f"Family {rule.family}, severity {rule.severity}, since {rule.since}."
        + (" Off unless selected." if not rule.default else "")
        + (" Reports in tests, too." if rule.breaking else ""),
        rule.rationale.strip(),
        f"**Seen by** {_seen_by(rule)}. **Proved by** {_proved_by(rule)}.",
        advice(rule.remedy, evidence_types(detector_of(rule).EVIDENCE)),
    ]
    if rule.lower:
        rows = [f"- `{low.to}` where {low.why}" for low in rule.lower]
        parts.append("## Lowered to\n\n" + "\n".join(rows))
    if rule.yields_to:
        names = ", ".join(f"`{name}`" for name in rule.yields_to)
        parts.append(f"Folds into {names} where one of them stands at the same place.")
    if rule.options:
        parts.append("## Options\n\n" + "\n".join(_options(rule)))
    parts.append(f"## How to silence it\n\n{_silence(rule)}")
    parts += [_example(example) for example in rule.examples]
    return "\n\n".join(parts)


def _silence(rule: Rule) -> str:
    """What silences one finding: a comment, unless the detector says that none would be read."""
    comment = f"```python\n...  # ssotlint: ignore[{rule.name}] -- why it is right here\n```"
    return str(getattr(detector_of(rule), "SILENCED_BY", comment))


def _seen_by(rule: Rule) -> str:
    module = import_module(f"ssotlint.detectors.{rule.detector}")
    question = (module.__doc__ or "").strip().splitlines()[0]
    return f"`detectors.{rule.detector}` ({question})"


def _proved_by(rule: Rule) -> str:
    if rule.patterns:
        return "the patterns\n\n" + "\n\n".join(
            f"```python\n{p.strip()}\n```" for p in rule.patterns
        )
    name = f"ssotlint.judges.{rule.detector}"
    if find_spec(name) is None:
        return "the parser and the module table, there is no syntax to judge"
    doc = (import_module(name).__doc__ or "").strip().splitlines()[0]
    return f"`judges.{rule.detector}` ({doc})"


def _options(rule: Rule) -> list[str]:
    return [f"- `{o.name}` ({o.type}, default `{o.default}`): {o.help}" for o in rule.options]


def _example(example: Example) -> str:
    kind = "Reported" if example.bad else "Not reported"
    files = "\n".join(
        f"```python\n# {path}\n{text.strip()}\n```" for path, text in example.files.items()
    )
    return f"## {kind}: {example.title}\n\n{files}"
