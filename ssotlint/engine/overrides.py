"""What the configuration says of some files: ``[[overrides]]``."""

from collections.abc import Iterable, Sequence

from ssotlint.engine.drafts import Draft
from ssotlint.model.config import Override
from ssotlint.model.severity import Severity
from ssotlint.model.value import replace
from ssotlint.project.ignoring import selector


def overridden(drafts: Iterable[Draft], overrides: Sequence[Override]) -> list[Draft]:
    """The drafts that may be reported where they stand, with their severities there.

    Later overrides win over earlier ones, and in each a rule over its family. What is ignored
    in a file stays a member of its group.
    """
    if not overrides:
        return list(drafts)
    tables = [(override, selector(override.paths)) for override in overrides]
    kept = []
    for draft in drafts:
        severity: Severity | None = None
        for override, selects in tables:
            if not selects(draft.member.place.path):
                continue
            names = (draft.name, draft.rule.rule.family)
            if not set(override.ignore).isdisjoint(names):
                break
            said = [override.severity[name] for name in names if name in override.severity]
            severity = said[0] if said else severity
        else:
            kept.append(replace(draft, severity=severity) if severity else draft)
    return kept
