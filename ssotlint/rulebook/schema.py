"""The form of a rule file as JSON schema, for editors that complete and check TOML."""

from ssotlint.project.form import Kind, Table
from ssotlint.project.schema import DIALECT
from ssotlint.rulebook import form


def schema() -> dict[str, object]:
    """The JSON schema of a rule file, from the table that validates it."""
    return {
        "$schema": DIALECT,
        "title": "A rule of ssotlint",
        **_schema_of(form.RULE),
        "anyOf": [{"required": ["detector"]}, {"required": ["patterns"]}],
    }


def _schema_of(holds: Kind | Table, name: str = "") -> dict[str, object]:
    if isinstance(holds, Kind):
        return dict(holds.schema)
    table = _table(holds, name)
    if not holds.many:
        return table
    least = 1 if name in form.AT_LEAST_ONE else 0
    return {"type": "array", "items": table, "minItems": least}


def _table(table: Table, name: str) -> dict[str, object]:
    described: dict[str, object] = {
        "type": "object",
        "properties": {
            key.name: _schema_of(key.holds, key.name) | {"description": key.help}
            for key in table.keys
        },
        "required": [key.name for key in table.keys if key.required],
        "additionalProperties": False,
    }
    if table.rest is not None:
        described["patternProperties"] = {
            str(form.KEY_NAMES[name].schema["pattern"]): _schema_of(table.rest)
        }
    return described
