"""The form of a rule file: its keys, what each of them holds, and which must be there.

Reading validates against this table, the JSON schema is derived from it, and the skeleton of a
new rule explains itself with its words.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ssotlint.model.severity import Severity

NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_QUOTED = 60  # characters of a wrong value that an error repeats
OPTION_TYPES = ("bool", "int", "float", "str", "list[str]")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: in words, as JSON schema, and as a question."""

    words: str
    schema: Mapping[str, object]
    fits: Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of keys; ``rest`` is what all other keys hold, whose names match ``names``.

    ``many`` is the least number of such tables in an array; None for a single table.
    """

    keys: "tuple[Key, ...]" = ()
    rest: "Kind | Table | None" = None
    names: str = NAME
    many: int | None = None

    def key(self, name: str) -> "Kind | Table | None":
        """What the key ``name`` holds, or None when there is no such key."""
        for key in self.keys:
            if key.name == name:
                return key.holds
        return self.rest if re.fullmatch(self.names, name) else None


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table."""

    name: str
    holds: Kind | Table
    help: str
    required: bool = False


def _text(words: str, pattern: str) -> Kind:
    expression = re.compile(pattern)
    return Kind(
        words,
        {"type": "string", "pattern": f"^(?:{pattern})$"},
        lambda value: isinstance(value, str) and expression.fullmatch(value) is not None,
    )


def _one_of(*choices: str) -> Kind:
    return Kind(
        f"one of {', '.join(choices)}", {"enum": list(choices)}, lambda value: value in choices
    )


def _is_list_of_str(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


FLAG = Kind("true or false", {"type": "boolean"}, lambda value: isinstance(value, bool))
INTEGER = Kind("a whole number", {"type": "integer"}, lambda value: type(value) is int)
NUMBER = Kind("a number", {"type": "number"}, lambda value: type(value) in (int, float))
STRING = Kind("a text", {"type": "string"}, lambda value: isinstance(value, str))
STRINGS = Kind("a list of texts", {"type": "array", "items": {"type": "string"}}, _is_list_of_str)
LINE = _text("one line of text", r"\S(?:[^\n]*\S)?")
PROSE = _text("a text that is not empty", r"[\s\S]*\S[\s\S]*")
SEVERITY = _one_of(*(severity.value for severity in Severity))
VERSION = _text('a version such as "0.1.0"', r"\d+\.\d+\.\d+")

VALUES = {"bool": FLAG, "int": INTEGER, "float": NUMBER, "str": STRING, "list[str]": STRINGS}
"""What an option of each type may hold."""

ANY_VALUE = Kind(
    "true, false, a number, a text or a list of texts",
    {"anyOf": [dict(kind.schema) for kind in VALUES.values()]},
    lambda value: any(kind.fits(value) for kind in VALUES.values()),
)


def shown(value: object) -> str:
    """A wrong value as an error quotes it, shortened."""
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"


OPTION = Table(
    (
        Key("type", _one_of(*OPTION_TYPES), "What the option holds.", required=True),
        Key("default", ANY_VALUE, "What it is when a project says nothing.", required=True),
        Key("help", LINE, "One sentence for those who set it.", required=True),
    )
)
LOWER = Table(
    (
        Key(
            "when",
            _text("a name with hyphens", NAME),
            "A boolean of the evidence, with hyphens: type-checking-only.",
            required=True,
        ),
        Key("to", SEVERITY, "The severity that the finding gets then.", required=True),
    ),
    many=0,
)
EXAMPLE = Table(
    (Key("title", LINE, "What the example shows.", required=True),),
    rest=STRING,
    names=r"(?!/)(?!(?:.*/)?\.\.?/)[^\\\n]*\.\w+",
    many=1,
)
RULE = Table(
    (
        Key("since", VERSION, "The version of ssotlint, or of the pack, that brought it.", True),
        Key("severity", SEVERITY, "error: fails or disagrees; warning: costs; note: advice.", True),
        Key(
            "detector",
            _text("the name of a module of ssotlint.detectors", "[a-z][a-z0-9_]*"),
            "The question whose answers the rule reports; needless where patterns say it all.",
        ),
        Key("verdict", LINE, "Which answers of the detector: those that its judge calls so."),
        Key("patterns", STRINGS, "Python code with $X, $...XS and $_ that proves the finding."),
        Key("breaking", FLAG, "Whether it reports in tests, scripts and migrations too."),
        Key("default", FLAG, "Whether it is on when nothing is said."),
        Key("yields-to", STRINGS, "Rules whose findings absorb this one's at the same place."),
        Key("summary", LINE, "One sentence: what is wrong.", True),
        Key("rationale", PROSE, "Three to ten lines: what breaks, seen where.", True),
        Key("message", LINE, "What a finding says, with {placeholders} of its evidence.", True),
        Key("remedy", LINE, "What to do, with the same placeholders.", True),
        Key("options", Table(rest=OPTION), "What a project may set."),
        Key("lower", LOWER, "When a finding weighs less."),
        Key("bad", EXAMPLE, "Code that must be reported, marked `# <- rule-name`.", True),
        Key("good", EXAMPLE, "Code that looks alike and must not be reported.", True),
    )
)
