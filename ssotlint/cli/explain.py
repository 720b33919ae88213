"""`ssotlint explain RULE`: a rule's page."""

import click


@click.command(name="explain")
@click.argument("rule")
def command(rule: str) -> None:
    """Explain what RULE finds, why it matters, how it is seen and proved, with its examples."""
    from ssotlint.rulebook import book, page

    click.echo(page.render(book.load(), rule))
