"""What the runner of GitHub Actions does with a line of a log, as far as we address it.

Written after ``ActionCommand.cs``, ``ActionCommandManager.cs`` and ``IssueMatcher.cs`` of
actions/runner: how commands are told apart and unescaped, and which issues a matcher makes.
"""

import json
import re
from dataclasses import dataclass

COMMANDS = {"error", "warning", "notice", "add-mask", "stop-commands", "group", "debug"}
_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    data: str


def command(line: str) -> Command | None:
    """The order that a line gives, in the newer or the older spelling; None for plain output."""
    return _newer(line) or _older(line)


def _newer(line: str) -> Command | None:
    message = line.lstrip()
    if not message.startswith("::"):
        return None
    end = message.find("::", 2)
    if end < 0:
        return None
    name, _, words = message[2:end].partition(" ")
    if name not in COMMANDS:
        return None
    properties = {}
    for word in words.strip().split(","):
        key, found, value = word.partition("=")
        if found and key and value:
            properties[key] = _unescaped(value, _PROPERTY)
    return Command(name, properties, _unescaped(message[end + 2 :], _DATA))


def _older(line: str) -> Command | None:
    start = line.find("##[")
    end = line.find("]", start) if start >= 0 else -1
    if end < 0:
        return None
    name = line[start + 3 : end].partition(" ")[0]
    return Command(name, {}, line[end + 1 :]) if name in COMMANDS else None


def _unescaped(text: str, mapping: tuple[tuple[str, str], ...]) -> str:
    for escaped, character in mapping:
        text = text.replace(escaped, character)
    return text


@dataclass(frozen=True)
class Issue:
    severity: str
    path: str
    line: int
    column: int
    message: str
    code: str


class Matchers:
    """Registered problem matchers: of several, the one added last is asked first."""

    def __init__(self, document: str) -> None:
        self._matchers: list[tuple[str, re.Pattern[str], dict[str, int]]] = []
        owners = set()
        for matcher in json.loads(document)["problemMatcher"]:
            owner, severity, (pattern,) = (matcher[key] for key in ("owner", "severity", "pattern"))
            assert owner
            assert owner.lower() not in owners
            assert severity.lower() in {"error", "warning", "notice"}
            owners.add(owner.lower())
            groups = {key: number for key, number in pattern.items() if key != "regexp"}
            assert set(groups) <= {"file", "fromPath", "line", "column", "severity", "code",
                                   "message", "loop"}  # fmt: skip
            assert "message" in groups
            regexp = re.compile(pattern["regexp"], re.ASCII)
            self._matchers.insert(0, (severity, regexp, groups))

    def issue(self, line: str) -> Issue | None:
        """What a line becomes: nothing when it is an order, or when no matcher knows it."""
        if command(line):
            return None
        for severity, regexp, groups in self._matchers:
            match = regexp.match(line)
            if match and match.group(groups["message"]).strip():
                values = {key: match.group(number) for key, number in groups.items()}
                return Issue(
                    severity, values["file"], int(values["line"]), int(values["column"]),
                    values["message"], values["code"].strip(),
                )  # fmt: skip
        return None
