"""The configuration as JSON schema, for editors that complete and check TOML."""

from ssotlint.project import keys
from ssotlint.project.form import Kind, Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The edition of JSON schema that all schemas here are written in."""


def config_schema() -> dict[str, object]:
    """The schema of ``ssotlint.toml``, which is that of ``[tool.ssotlint]``.

    Derived from the table that validates, with the defaults of ``Config``.
    """
    return {
        "$schema": DIALECT,
        "title": "Configuration of ssotlint",
        **_of_table(keys.CONFIG, keys.defaults()),
    }


def _of(holds: Kind | Table) -> dict[str, object]:
    if isinstance(holds, Kind):
        return dict(holds.schema)
    if holds.many:
        return {"type": "array", "items": _of_table(holds)}
    table = _of_table(holds)
    return {"anyOf": [dict(holds.short.schema), table]} if holds.short else table


def _of_table(table: Table, defaults: dict[str, object] | None = None) -> dict[str, object]:
    properties = {}
    for key in table.keys:
        properties[key.name] = _of(key.holds) | {"description": key.help}
        if defaults is not None and key.name in defaults:
            default = defaults[key.name]
            properties[key.name]["default"] = (
                list(default) if isinstance(default, tuple) else default
            )
    described: dict[str, object] = {"type": "object"}
    if properties:
        described["properties"] = properties
    if required := [key.name for key in table.keys if key.required]:
        described["required"] = required
    described["additionalProperties"] = _of(table.rest) if table.rest else False
    return described
