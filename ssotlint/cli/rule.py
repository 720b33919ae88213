"""`ssotlint rule new`, `rule test` and `rule schema`: rules of your own."""

import json
from pathlib import Path

import click


@click.group(name="rule")
def command() -> None:
    """Write and test rules of your own."""


@command.command(name="new")
@click.argument("path", metavar="FOLDER/FAMILY/NAME", type=click.Path(path_type=Path))
def new(path: Path) -> None:
    """Write FOLDER/FAMILY/NAME.toml: a rule that works, with every key explained.

    FOLDER is the pack; name it under `rule-packs` in the configuration.
    """
    from ssotlint.rulebook.template import create

    plain = path.with_suffix("") if path.suffix == ".toml" else path
    folder, rule = plain.parent.parent, f"{plain.parent.name}/{plain.name}"
    written = create(folder, rule)
    click.echo(f"{written}: try it with `ssotlint rule test {written}`")


@command.command(name="schema")
def schema() -> None:
    """Print the JSON schema of a rule file, with which editors complete and check it."""
    from ssotlint.rulebook import schema

    click.echo(json.dumps(schema.schema(), indent=2))


@command.command(name="test")
@click.argument("targets", metavar="[PATH|RULE]...", nargs=-1)
@click.option("--quiet", "-q", is_flag=True, help="Print only what is not ok.")
def test(targets: tuple[str, ...], quiet: bool) -> int:
    """Try every example of the rules in PATH (a pack or a rule file) or called RULE.

    Says of each example `ok`, `noisy` (good code is reported), `missing` (bad code is not) or
    `wrong` (another place, or another rule). Without arguments the packs of the project are
    tried. Exits 1 unless all are ok.
    """
    from ssotlint.engine.trial import trials
    from ssotlint.rulebook.examples import Verdict

    counts = dict.fromkeys(Verdict, 0)
    for outcome in trials(targets, Path.cwd()):
        counts[outcome.verdict] += 1
        if outcome.verdict is not Verdict.OK or not quiet:
            click.echo(str(outcome))
    told = ", ".join(f"{number} {verdict}" for verdict, number in counts.items() if number)
    click.echo(told)
    return int(counts[Verdict.OK] < sum(counts.values()))
