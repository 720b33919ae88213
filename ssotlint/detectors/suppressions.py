"""Which suppressions in the code suppress nothing, or name no rule?"""

from collections.abc import Iterator

from ssotlint.detectors.view import View
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.options import Options
from ssotlint.model.suppression import Suppression

UNUSED, UNKNOWN = "unused", "unknown"


class SuppressionEvidence(Evidence, frozen=True, kw_only=True):
    """What the comment names, the name that may be meant, and why it is no exception at all."""

    name: str = ""
    nearest: str = ""
    problem: str = ""
    reason: str = ""


EVIDENCE = SuppressionEvidence
OPTIONS = Options
ROUND = 1
VERDICTS = (UNUSED, UNKNOWN)


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a name of an exception; asked when all other rules have been answered."""
    for made in view.suppressions:
        if made.problem:
            evidence = SuppressionEvidence(proof="tokens", problem=made.problem)
            yield _case(made, UNKNOWN, evidence, view)
        for name, nearest in made.unknown:
            problem = f"there is no rule or family {name}"
            evidence = SuppressionEvidence(
                proof="tokens", name=name, nearest=nearest, problem=problem
            )
            yield _case(made, UNKNOWN, evidence, view)
        for name in made.unused:
            evidence = SuppressionEvidence(proof="tokens", name=name, reason=made.reason)
            yield _case(made, UNUSED, evidence, view)


def _case(made: Suppression, verdict: str, evidence: SuppressionEvidence, view: View) -> Case:
    module = view.index.by_path[made.place.path]
    member = Member(
        place=made.place,
        symbol=module.name,
        evidence=evidence,
        target=evidence.name or evidence.problem,
        verdict=verdict,
    )
    title = f"the suppression of {evidence.name}" if evidence.name else "a suppression"
    return Case(detector="suppressions", subject=module.name, title=title, members=(member,))
