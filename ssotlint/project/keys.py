"""The keys of the configuration: validation, defaults, `ssotlint config` and the schema agree here.

A default stands once, in ``Config``.
"""

from dataclasses import MISSING, fields

from ssotlint.model.config import Config, Owner
from ssotlint.model.severity import Severity
from ssotlint.model.source import Role
from ssotlint.project.form import (
    FLAG,
    OPTION,
    SIZE,
    STRING,
    STRINGS,
    Key,
    Table,
    list_of,
    matching,
    one_of,
)

_WORD = r"[^\W\d]\w*"
PLACE = matching('"module:name"', rf"{_WORD}(?:\.{_WORD})*:{_WORD}(?:\.{_WORD})*")
_NAMES = r"(?!.*[^/\\]{256}).{1,4000}"  # no system has longer ones
SOMEWHERE = matching("a path", _NAMES)
PATH = matching("a path", rf"(?!/|\\|[A-Za-z]:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$)){_NAMES}")
PATHS = list_of(PATH, "a list of paths inside the project")
SEVERITY = one_of(*(severity.value for severity in Severity))

RULE = Table(
    (
        Key("severity", SEVERITY, "How bad its findings are."),
        Key("enabled", FLAG, "Whether it runs, whatever select and ignore say."),
    ),
    rest=OPTION,
)
OWNER = Table(
    (
        Key("place", PLACE, "Where it is defined.", required=True),
        Key("facade", STRING, 'Where others import it from: "module:name".'),
        Key("factory", STRING, 'What makes its instances: "module:name".'),
        Key("deprecated", STRINGS, "Import paths that must not be used any more."),
        Key("complete", FLAG, "Whether nobody may import a deprecated path any more."),
        Key("reason", STRING, "Why this place is the one."),
    ),
    short=PLACE,
)
OVERRIDE = Table(
    (
        Key("paths", STRINGS, "Which files, as in .gitignore.", required=True),
        Key("ignore", STRINGS, "Rules and families that report nothing there."),
        Key("severity", Table(rest=SEVERITY), "Severities of rules and families there."),
    ),
    many=True,
)
ROLES = Table(
    tuple(Key(role.value, STRINGS, f"Files whose role is {role.value}.") for role in Role)
)
CONFIG = Table(
    (
        Key("extend", SOMEWHERE, "Another TOML file whose values are the defaults of this one."),
        Key("src", PATHS, "Folders and files to report on when the command names none."),
        Key("roots", PATHS, "Folders from which absolute imports start; else inferred."),
        Key("exclude", STRINGS, "What is not read, as in .gitignore; replaces the default."),
        Key("extend-exclude", STRINGS, "What is not read either, as in .gitignore."),
        Key("shared", STRINGS, "Top-level packages, or folders of them, that all domains share."),
        Key("domains", Table(rest=STRINGS), "Domain -> its files, as in .gitignore."),
        Key("cross-domain", FLAG, "Copies in other domains are reported, too, as notes."),
        Key("roles", ROLES, "Role -> its files, as in .gitignore."),
        Key("select", STRINGS, "Rules and families that run, instead of the default ones."),
        Key("ignore", STRINGS, "Rules and families that do not run."),
        Key(
            "rule-packs",
            list_of(SOMEWHERE, "a list of paths"),
            "Folders with rules of the project.",
        ),
        Key("fail-level", SEVERITY, "The least severity that fails a run."),
        Key("max-file-size", SIZE, "Bytes; a larger file is reported and not read."),
        Key("rules", Table(rest=RULE), "Rule -> its severity, whether it is enabled, its options."),
        Key("canonical", Table(rest=OWNER), "Symbol -> the place that owns it."),
        Key("overrides", OVERRIDE, "What is different in some files."),
    )
)


def defaults() -> dict[str, object]:
    """What each key is when nothing is said; keys that have no value then are missing."""
    values = _defaults_of(Config)
    return {key.name: values[key.field] for key in CONFIG.keys if key.field in values}


def _defaults_of(kind: type[Config | Owner]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields(kind):
        if field.default is not MISSING:
            found[field.name] = field.default
        elif field.default_factory is not MISSING:
            found[field.name] = field.default_factory()
    return found
