"""`ssotlint rules`: what there is to break."""

import click


@click.command(name="rules")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text",
              help="How the list is printed.")  # fmt: skip
def command(format_: str) -> None:
    """List every rule with its severity and what it finds."""
    from ssotlint.rulebook import book

    rules = book.load().rules.values()
    if format_ == "json":
        import json

        rows = [
            {"name": r.name, "family": r.family, "severity": r.severity.value,
             "summary": r.summary, "since": r.since, "default": r.default}
            for r in rules
        ]  # fmt: skip
        click.echo(json.dumps(rows, indent=2))
        return
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            click.echo(f"\n{family}" if rule is not next(iter(rules)) else family)
        click.echo(f"  {rule.name:26} {rule.severity.value:8} {rule.summary}")
