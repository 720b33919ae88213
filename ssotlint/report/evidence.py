"""What a report says of a finding's evidence, whose types it cannot know."""

import msgspec

from ssotlint.model.evidence import Evidence
from ssotlint.model.signature import Signature
from ssotlint.model.value import Value, parts_of

_PLAIN: frozenset[type] = frozenset((str, int, float, bool, type(None)))  # most facts are


class SavedEvidence(Evidence, frozen=True, kw_only=True):
    """Evidence that was read from a saved report: values without their class."""

    facts: tuple[tuple[str, object], ...] = ()


def facts_of(evidence: Evidence) -> dict[str, object]:
    """The fields by name, in the order of their declaration, as JSON values."""
    if isinstance(evidence, SavedEvidence):
        return dict(evidence.facts)
    return {name: _fact(getattr(evidence, name)) for name in parts_of(type(evidence))}


def differences(evidence: Evidence) -> tuple[str, ...]:
    """What a copy does otherwise, one sentence each."""
    value = facts_of(evidence).get("differences")
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


class Change(Value, frozen=True):
    """One difference of a copy as code; a line is 0 where one of the two has nothing.

    ``effect`` says in words what it does, ``changes`` whether what happens is another thing.
    """

    effect: str
    changes: bool
    line: int
    code: str
    canonical_line: int
    canonical_code: str


def changes(evidence: Evidence) -> tuple[Change, ...]:
    """What a copy does otherwise, as code on both sides; () where it was not compared so."""
    value = facts_of(evidence).get("edits")
    names = parts_of(Change)
    rows = value if isinstance(value, list) else []
    return tuple(Change(*(row[name] for name in names)) for row in rows if row.keys() >= {*names})


def similarity(evidence: Evidence) -> float | None:
    """How alike a copy is to its canonical member, from 0 to 1; None where it was not measured."""
    value = facts_of(evidence).get("similarity")
    return float(value) if isinstance(value, int | float) else None


def _fact(value: object) -> object:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Signature):
        return str(value)
    if isinstance(value, list | tuple):
        return [_fact(item) for item in value]
    return msgspec.to_builtins(value, str_keys=True, enc_hook=str)
