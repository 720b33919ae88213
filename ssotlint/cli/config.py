"""`ssotlint config`: what holds, and where it was said."""

import json
from pathlib import Path

import click


@click.command(name="config", short_help="Print the configuration that holds.")
@click.option("--root", type=click.Path(path_type=Path), help="The project root.")
@click.option("--config", "file", type=click.Path(path_type=Path), help="Read this configuration.")
@click.option("--format", "format_", type=click.Choice(["toml", "json"]), default="toml")
@click.option("--schema", is_flag=True, help="Print the JSON schema of the configuration.")
def command(root: Path | None, file: Path | None, format_: str, schema: bool) -> None:
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
    config = load(root, file)
    rules = selection.effective(book.load([root / p for p in config.rule_packs]), config)
    if format_ == "toml":
        click.echo(effective.render(config, rules, root), nl=False)
        return
    rows = [
        {"key": dotted(s.trail), "value": s.value, "source": s.source or None, "line": s.line or None}
        for s in effective.settings(config, rules)
    ]  # fmt: skip
    click.echo(json.dumps(rows, indent=2))
