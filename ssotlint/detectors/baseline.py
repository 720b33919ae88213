"""Which accepted findings are not there any more?"""

from collections.abc import Iterator

from ssotlint.detectors.view import View
from ssotlint.model.baseline import Stale
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.options import Options
from ssotlint.model.place import Place, Span


class BaselineEvidence(Evidence, frozen=True, kw_only=True):
    """What the baseline accepts: the rule, what it was about beside the symbol, and where."""

    accepted: str
    about: str = ""
    stood_in: str = ""
    canonical: bool = False


ROUND = 2
SILENCED_BY = "Run with `--baseline-stale=ignore`; the baseline holds no comments."
EVIDENCE = BaselineEvidence
OPTIONS = Options


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a member of an entry; asked when it is known which entries were needed."""
    for stale in view.stale:
        yield _case(stale)


def _case(stale: Stale) -> Case:
    known = stale.member
    place = Place(stale.file, Span(stale.entry.line, 1, stale.entry.line, 1))
    member = Member(
        place=place,
        symbol=known.symbol,
        evidence=BaselineEvidence(
            proof="baseline",
            accepted=", ".join([known.rule] if known.rule else stale.entry.rules),
            about=known.target if known.rule else "",  # of what is kept the target is no name
            stood_in=known.path,
            canonical=not known.rule,
        ),
        target=f"{known.rule} {known.target}",
    )
    return Case(detector="baseline", subject=known.symbol, title="the baseline", members=(member,))
