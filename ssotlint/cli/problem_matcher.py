"""`ssotlint problem-matcher`: how GitHub Actions and VS Code read our lines."""

import click


@click.command(name="problem-matcher")
@click.argument("consumer", type=click.Choice(["github", "vscode"]))
def command(consumer: str) -> None:
    """Print the problem matchers for CONSUMER as JSON.

    For GitHub Actions write them to a file and register it with `::add-matcher::FILE`; for VS Code
    they are the value of `problemMatcher` of a task in `.vscode/tasks.json`.
    """
    from ssotlint.report.problem_matcher import problem_matcher

    click.echo(problem_matcher(consumer), nl=False)
