"""`ssotlint config`: what holds, and where it was said."""

import json
from pathlib import Path

import click

from ssotlint.cli.options import locating


@click.command(name="config")
@locating
@click.option("--format", "format_", type=click.Choice(["toml", "json"]), default="toml",
              help="How it is printed.")  # fmt: skip
@click.option("--schema", is_flag=True, help="Print the JSON schema of the configuration.")
def command(root: Path | None, config: Path | None, format_: str, schema: bool) -> None:
    """Print every value of the configuration, and the file and line of those that were set."""
    from ssotlint.project import effective
    from ssotlint.project.configuration import load
    from ssotlint.project.form import dotted
    from ssotlint.project.root import find_root
    from ssotlint.project.schema import config_schema
    from ssotlint.rulebook import book, selection

    if schema:
        click.echo(json.dumps(config_schema(), indent=2))
        return
    root = root or find_root((), Path.cwd())
    settings = load(root, config)
    rules = selection.effective(book.load([root / p for p in settings.rule_packs]), settings)
    if format_ == "toml":
        click.echo(effective.render(settings, rules, root), nl=False)
        return
    rows = [
        {"key": dotted(s.trail), "value": s.value, "source": s.source or None, "line": s.line or None}
        for s in effective.settings(settings, rules)
    ]  # fmt: skip
    click.echo(json.dumps(rows, indent=2))
