"""One rule file, read and held against the form of a rule."""

from pathlib import Path
from typing import Any

import tomli

from ssotlint.model.errors import InputError
from ssotlint.model.rule import Example, Lowering, Option, Rule
from ssotlint.model.severity import Severity
from ssotlint.project.form import Trail, faults, shown
from ssotlint.rulebook import examples, form, message
from ssotlint.rulebook.refusal import refusal

Document = dict[str, Any]
"""A TOML table, parsed."""

PATTERNS = "patterns"
"""The detector of a rule that has patterns and nothing else."""


def read(path: Path) -> Rule:
    """Read the rule that ``path`` declares: its folder is the family, its stem the name.

    Raises InputError, with file and key, for a file that is no valid rule. Whether detector
    and rule agree is not asked here, so that reading imports no detector.
    """
    source = str(path)
    document = _parse(path)
    _refuse_form(document, source)
    _refuse_names(path)
    rule = _rule(document, path)
    _refuse_words(rule)
    _refuse_options(rule)
    _refuse_lowering(rule)
    examples.refuse_marks(rule)
    return rule


def _parse(path: Path) -> Document:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except tomli.TOMLDecodeError as error:
        raise InputError(f"not TOML: {error.msg}", path=str(path), line=error.lineno) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", path=str(path)) from error


def _refuse_form(document: Document, source: str) -> None:
    """Refuse what is not of the form of a rule; after this the keys hold what the form says."""
    for fault in faults(document, form.RULE):
        raise refusal(source, fault.trail, fault.reason, fault.remedy)
    for key in form.AT_LEAST_ONE:
        if not document[key]:
            raise refusal(source, (key,), "there must be at least one")
    for key, spelling in form.KEY_NAMES.items():
        tables = document.get(key, {})
        for number, table in enumerate(tables if isinstance(tables, list) else [tables]):
            trail: Trail = (key, number) if isinstance(tables, list) else (key,)
            for name in table:
                if name != "title" and not spelling.fits(name):
                    raise refusal(source, (*trail, name), f'"{name}" is not {spelling.words}')


def _refuse_names(path: Path) -> None:
    for what, name in (("file", path.stem), ("folder", path.parent.name)):
        if not form.NAME.fits(name):
            reason = f'"{name}", the name of the {what}, is not {form.NAME.words}'
            raise refusal(str(path), (), reason)
    if path.stem.startswith("no-"):
        raise refusal(
            str(path),
            (),
            f'"{path.stem}" names what is wanted',
            "name the pattern that is found, so that `ignore[…]` reads well",
        )


def _rule(document: Document, path: Path) -> Rule:
    patterns = tuple(document.get("patterns", ()))
    if not patterns and "detector" not in document:
        raise refusal(str(path), (), 'neither "detector" nor "patterns" is there')
    return Rule(
        name=path.stem,
        family=path.parent.name,
        since=document["since"],
        severity=Severity(document["severity"]),
        detector=document.get("detector", PATTERNS),
        summary=document["summary"],
        rationale=document["rationale"].strip(),
        remedy=document["remedy"],
        message=document["message"],
        source=str(path),
        verdict=document.get("verdict", ""),
        patterns=patterns,
        options=tuple(
            Option(name, option["type"], option["default"], option["help"])
            for name, option in document.get("options", {}).items()
        ),
        lower=tuple(
            Lowering(item["when"], Severity(item["to"]), item["why"])
            for item in document.get("lower", ())
        ),
        yields_to=tuple(document.get("yields-to", ())),
        breaking=document.get("breaking", False),
        places=document.get("places", 1),
        default=document.get("default", True),
        examples=(
            *(_example(item, bad=True) for item in document["bad"]),
            *(_example(item, bad=False) for item in document["good"]),
        ),
    )


def _example(item: Document, *, bad: bool) -> Example:
    files = {path: text for path, text in item.items() if path != "title"}
    return Example(item["title"], files, bad)


def _refuse_words(rule: Rule) -> None:
    """Refuse placeholders that are no placeholders and metavariables that a pattern leaves out."""
    for key, text in (("message", rule.message), ("remedy", rule.remedy)):
        try:
            placeholders = message.placeholders(text)
        except ValueError as error:
            raise refusal(rule.source, (key,), str(error)) from error
        for placeholder in placeholders:
            if not message.is_metavariable(placeholder.name):
                continue
            for pattern in rule.patterns or ("",):
                if placeholder.name not in message.metavariables(pattern):
                    reason = f"{{{placeholder.name}}} is not bound by every pattern"
                    raise refusal(rule.source, (key,), reason, f"not by {pattern or 'any'}")


def _refuse_options(rule: Rule) -> None:
    for option in rule.options:
        kind = form.VALUES[option.type]
        if not kind.fits(option.default):
            trail = ("options", option.name, "default")
            raise refusal(rule.source, trail, f"{shown(option.default)} is not {kind.words}")


def _refuse_lowering(rule: Rule) -> None:
    for number, lowering in enumerate(rule.lower):
        if lowering.to.rank >= rule.severity.rank:
            reason = f"{lowering.to} is not below the rule's severity, {rule.severity}"
            raise refusal(rule.source, ("lower", number, "to"), reason)
