"""`ssotlint completion`: what a shell needs to complete our command line."""

import click
from click.shell_completion import CompletionItem


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that makes SHELL complete commands, options and names of rules.

    `ssotlint completion bash > ~/.local/share/bash-completion/completions/ssotlint`, or evaluate
    it in the file that your shell reads when it starts: `eval "$(ssotlint completion bash)"`.
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover - click knows the shells that are offered above
        raise click.UsageError(f"no completion for {shell}")
    script = kind(ctx.find_root().command, {}, "ssotlint", "_SSOTLINT_COMPLETE").source()
    click.echo(script)


def rule_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The rules and families that what was typed may become, the last one of several."""
    del ctx, param
    from ssotlint.rulebook import book

    before, comma, last = incomplete.rpartition(",")
    rules = book.load().rules
    helps = dict.fromkeys((rule.family for rule in rules.values()), "a family")
    helps |= {rule.name: rule.summary for rule in rules.values()}
    return [
        CompletionItem(f"{before}{comma}{name}", help=summary)
        for name, summary in sorted(helps.items())
        if name.startswith(last)
    ]
