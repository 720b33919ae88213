"""Is it what one of the rule's patterns says?"""

import re
from functools import cache

from ssotlint.detectors.patterns import PatternEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case, Member
from ssotlint.model.errors import ExcerptError
from ssotlint.model.place import Place
from ssotlint.model.value import replace
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.pattern import Match, Pattern, compile_pattern, first_match

_MEANT = re.compile(
    r"\s*(?:async\s+def|def|class|global)\b.*#.*\b(?:intention\w+|deliberate\w*|on purpose|by design)\b",
    re.IGNORECASE,
)


def judge(case: Case, excerpts: Excerpts, _options: object,
          patterns: tuple[str, ...]) -> Case | None:  # fmt: skip
    """Confirm the suspects whose excerpt a pattern matches; None when there are none.

    A suspect that the detector of this name proposed is reported where the pattern matches, once
    a match; one of another detector where that detector says.
    """
    compiled = _compiled(patterns)
    members: list[Member] = []
    for member in case.members:
        if not member.suspect:
            members.append(member)
            continue
        try:
            excerpt = excerpts.of(member)
        except ExcerptError:
            continue
        if isinstance(member.evidence, PatternEvidence):
            members += _matches(member, excerpt, compiled)
        else:
            found = first_match(compiled, excerpt)
            if found is not None and not _is_meant(member, excerpts):
                proof = replace(member.evidence, proof=_proof(found[0]))
                members.append(replace(member, evidence=proof))
    confirmed = any(m.suspect for m in members)
    return replace(case, members=tuple(members)) if confirmed else None


def _is_meant(member: Member, excerpts: Excerpts) -> bool:
    """Whether a comment at the header or at a `global` says that it is so on purpose."""
    return any(map(_MEANT.match, excerpts.text(member.extent).split("\n")))


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[Pattern, ...]:
    return tuple(compile_pattern(code) for code in patterns)


def _matches(member: Member, excerpt: Excerpt, patterns: tuple[Pattern, ...]) -> list[Member]:
    found: dict[Place, tuple[Pattern, Match]] = {}
    for pattern in patterns:
        for match in pattern.matches(excerpt):
            place = Place(member.place.path, excerpt.span_of(match.node))
            found.setdefault(place, (pattern, match))
    return [
        replace(
            member,
            place=place,
            evidence=PatternEvidence(proof=_proof(pattern), captures=dict(match.captures)),
        )
        for place, (pattern, match) in sorted(found.items())
    ]


def _proof(pattern: Pattern) -> str:
    return f"pattern {' / '.join(line.strip() for line in pattern.code.splitlines())}"
