"""Problem matchers: how GitHub Actions and VS Code read the output of the format ``lines``.

Both know error and warning, but call a note otherwise and skip words they do not know. So each
severity has a matcher of its own that matches one literal word and sets a fixed severity.
"""

from ssotlint.model.errors import InputError
from ssotlint.model.severity import Severity
from ssotlint.report.jsontext import pretty

WATCH_BEGINS = "ssotlint watch: check started"
WATCH_ENDS = "ssotlint watch: check finished, "  # followed by the number of findings

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_VSCODE = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def problem_matcher(consumer: str) -> str:
    """The matchers for ``github`` or ``vscode`` as JSON; raises InputError for another name.

    For VS Code it is the value of ``problemMatcher`` of a task; in a background task that runs
    ``ssotlint check --watch`` the fixed lines of the watch tell where a run begins and ends.
    """
    if consumer == "github":
        value: object = {"problemMatcher": [_github(severity) for severity in _GITHUB]}
    elif consumer == "vscode":
        value = [_vscode(severity) for severity in _VSCODE]
    else:
        raise InputError(f"no problem matcher for {consumer!r}", remedy="github or vscode")
    return pretty(value)


def pattern(severity: Severity) -> str:
    """A regular expression in the part of the language that .NET and JavaScript share.

    Groups: path, line, column, message, rule. A path ends at the first thing that looks like a
    line and a column: the format sees to it that no path holds such a thing itself.
    """
    return rf"^((?:(?!:\d+:\d+: ).)+):(\d+):(\d+): {severity}: (.+) \[([a-z][a-z0-9-]*)\]$"


def _github(severity: Severity) -> dict[str, object]:
    groups = {"file": 1, "line": 2, "column": 3, "message": 4, "code": 5}
    return {
        "owner": f"ssotlint-{severity}",
        "severity": _GITHUB[severity],
        "pattern": [{"regexp": pattern(severity), **groups}],
    }


def _vscode(severity: Severity) -> dict[str, object]:
    groups = {"file": 1, "line": 2, "column": 3, "message": 4, "code": 5}
    return {
        "owner": f"ssotlint-{severity}",
        "source": "ssotlint",
        "severity": _VSCODE[severity],
        "fileLocation": ["autodetect", "${workspaceFolder}"],
        "pattern": {"regexp": pattern(severity), **groups},
        "background": {
            "activeOnStart": True,
            "beginsPattern": f"^{WATCH_BEGINS}$",
            "endsPattern": f"^{WATCH_ENDS}\\d+ findings?$",
        },
    }
