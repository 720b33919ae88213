"""The form of a rule file: its keys, what each of them holds, and which must be there.

Reading validates against this table, the JSON schema is derived from it, and the skeleton of a
new rule explains itself with its sentences.
"""

from ssotlint.model.severity import Severity
from ssotlint.project.form import (
    FLAG,
    NUMBER,
    OPTION,
    STRING,
    STRINGS,
    Key,
    Kind,
    Table,
    matching,
    one_of,
)

NAME = matching("a name of lower-case words with hyphens", r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
PATH = matching("a relative path of a file", r"(?!/)(?!(?:.*/)?\.\.?/)[^\\\n]*\.\w+")
LINE = matching("one line of text", r"\S(?:[^\n]*\S)?")
PROSE = matching("a text that is not empty", r"[\s\S]*\S[\s\S]*")
MODULE = matching("the name of a module of ssotlint.detectors", r"[a-z][a-z0-9_]*")
VERSION = matching('a version such as "0.1.0"', r"\d+\.\d+\.\d+")
SEVERITY = one_of(*(severity.value for severity in Severity))
INTEGER = Kind("a whole number", {"type": "integer"}, lambda value: type(value) is int)

PLACES = Kind("1 or 2", {"enum": [1, 2]}, lambda value: type(value) is int and value in {1, 2})

VALUES = {"bool": FLAG, "int": INTEGER, "float": NUMBER, "str": STRING, "list[str]": STRINGS}
"""What an option of each type may hold."""

OPTION_TABLE = Table(
    (
        Key("type", one_of(*VALUES), "What the option holds.", required=True),
        Key("default", OPTION, "What it is when a project says nothing.", required=True),
        Key("help", LINE, "One sentence for those who set it.", required=True),
    )
)
LOWER = Table(
    (
        Key("when", NAME, "A boolean of the evidence: type-checking-only.", required=True),
        Key("to", SEVERITY, "The severity that the finding gets then.", required=True),
        Key("why", LINE, 'What that says: `explain` puts it behind "where".', required=True),
    ),
    many=True,
)
EXAMPLE = Table(
    (Key("title", LINE, "What the example shows.", required=True),), rest=STRING, many=True
)
RULE = Table(
    (
        Key("since", VERSION, "The version of ssotlint, or of the pack, that brought it.", True),
        Key("severity", SEVERITY, "error: fails or disagrees; warning: costs; note: advice.", True),
        Key("detector", MODULE, "The question that is asked; needless where patterns say it all."),
        Key("verdict", LINE, "Which answers of the detector: those that its judge calls so."),
        Key("patterns", STRINGS, "Python code with $X, $...XS and $_ that proves the finding."),
        Key("breaking", FLAG, "Whether it reports in tests, scripts and migrations too."),
        Key("places", PLACES, "How many places its claim needs: 2 where one is no fault."),
        Key("default", FLAG, "Whether it is on when nothing is said."),
        Key("yields-to", STRINGS, "Rules whose findings absorb this one's at the same place."),
        Key("summary", LINE, "One sentence: what is wrong.", True),
        Key("rationale", PROSE, "Three to ten lines: what breaks, seen where.", True),
        Key("message", LINE, "What a finding says, with {placeholders} of its evidence.", True),
        Key("remedy", LINE, "What to do, with the same placeholders.", True),
        Key("options", Table(rest=OPTION_TABLE), "What a project may set."),
        Key("lower", LOWER, "When a finding weighs less."),
        Key("bad", EXAMPLE, "Code that must be reported, marked `# <- rule-name`.", True),
        Key("good", EXAMPLE, "Code that looks alike and must not be reported.", True),
    )
)
KEY_NAMES = {"options": NAME, "bad": PATH, "good": PATH}
"""How the free keys of a table are spelled: those that are not listed above."""
AT_LEAST_ONE = ("bad", "good")
"""The arrays of tables that may not be empty."""
