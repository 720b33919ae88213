"""GitLab's code quality report: a JSON array of what its merge request widget shows."""

from hashlib import sha256

from ssotlint.model.report import Finding, Report
from ssotlint.model.severity import Severity
from ssotlint.report.escape import plain
from ssotlint.report.jsontext import pretty
from ssotlint.report.options import TextOptions

_WORDS = {Severity.NOTE: "info", Severity.WARNING: "major", Severity.ERROR: "critical"}


def render(report: Report, options: TextOptions) -> str:
    """All findings; paths are those of the repository, fingerprints are unique."""
    seen: set[str] = set()
    issues = [_issue(finding, options, seen) for finding in report.findings]
    return pretty(issues)


def _issue(finding: Finding, options: TextOptions, seen: set[str]) -> dict[str, object]:
    return {
        "description": plain(finding.message),
        "check_name": finding.rule,
        "fingerprint": _unique(finding.fingerprint, seen),
        "severity": _WORDS[finding.severity],
        "location": {
            "path": plain(options.in_repository(finding.place.path)),
            "lines": {"begin": finding.place.line},
        },
    }


def _unique(fingerprint: str, seen: set[str]) -> str:
    """Equal fingerprints would collapse into one entry, so later ones are salted."""
    unique, salt = fingerprint, 0
    while unique in seen:
        salt += 1
        unique = sha256(f"{fingerprint}#{salt}".encode("utf-8", "backslashreplace")).hexdigest()
    seen.add(unique)
    return unique
