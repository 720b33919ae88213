"""Does the file hold newer Python than the one that runs us?

LibCST's grammar is that of the newest Python, whatever Python runs it: what it can read and the
running Python cannot is no broken file.
"""

from dataclasses import replace
from typing import cast

import libcst as cst

from ssotlint.detectors.unparsable import UnparsableEvidence, UnparsableOptions
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case
from ssotlint.model.facts import TOO_DEEP
from ssotlint.syntax.excerpt import ExcerptError
from ssotlint.syntax.nesting import is_shallow

_LONGEST = 200_000  # characters: a file of more is not read twice for the sake of a hint
# What the parser of an older Python says -> the first Python that knows the syntax.
_NEWER = (
    ("f-string", "3.12"),  # PEP 701: any expression in an f-string
    ("multiple exception types must be parenthesized", "3.14"),  # PEP 758
)


def judge(case: Case, excerpts: Excerpts, options: UnparsableOptions) -> Case:
    """The case, with a hint when a newer Python would read the file."""
    del options
    member = case.members[0]
    evidence = cast("UnparsableEvidence", member.evidence)
    if evidence.reason == TOO_DEEP or not _is_newer(member.place.path, excerpts):
        return case
    known = [version for words, version in _NEWER if words in evidence.reason.lower()]
    version = f"Python {known[0]} or newer" if known else "a newer Python"
    hint = f"this is newer syntax: run ssotlint under {version}"
    proved = replace(evidence, hint=hint, proof="judges.unparsable")
    return replace(case, members=(replace(member, evidence=proved),))


def _is_newer(path: str, excerpts: Excerpts) -> bool:
    try:
        text = "\n".join(excerpts.lines(path))
    except ExcerptError:
        return False
    if len(text) > _LONGEST or not is_shallow(text):
        return False
    try:
        cst.parse_module(text)
    except Exception:  # noqa: BLE001 - the native parser's failures have no one type
        return False
    return True
