"""`ssotlint baseline`: findings that are accepted for now."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from ssotlint.cli.console import progress_of
from ssotlint.report.words import count

_Function = Callable[..., object]


@click.group(name="baseline", short_help="Accept the findings of today; only new ones fail.")
def command() -> None:
    """Accept the findings of today, so that only new ones fail.

    The file `.ssotlint-baseline.json` in the project's root belongs under version control. It
    knows findings by their symbols and bodies, never by lines. `ssotlint check` reads it and
    never writes it.
    """


def _options(function: _Function) -> _Function:
    for option in (
        click.option("--root", type=click.Path(path_type=Path), help="The project root."),
        click.option("--config", type=click.Path(path_type=Path), help="Read this configuration."),
        click.option("--baseline", type=click.Path(path_type=Path), help="Another file."),
        click.option("--quiet", "-q", is_flag=True, help="No summary, no progress."),
    ):
        function = option(function)
    return function


@command.command(name="create", short_help="Accept all findings of now.")
@_options
def create(root: Path | None, config: Path | None, baseline: Path | None, quiet: bool) -> None:
    """Accept all findings of now; refuses to touch a baseline that is there."""
    _keep("create", root, config, baseline, quiet=quiet)


@command.command(name="update", short_help="Accept all findings of now, and forget the others.")
@_options
def update(root: Path | None, config: Path | None, baseline: Path | None, quiet: bool) -> None:
    """Accept all findings of now, and forget those that are gone."""
    _keep("update", root, config, baseline, quiet=quiet)


@command.command(name="prune", short_help="Forget what is gone; accept nothing new.")
@_options
def prune(root: Path | None, config: Path | None, baseline: Path | None, quiet: bool) -> None:
    """Forget what is gone; accept nothing new."""
    _keep("prune", root, config, baseline, quiet=quiet)


@command.command(name="show", short_help="Tell what is accepted.")
@_options
def show(root: Path | None, config: Path | None, baseline: Path | None, quiet: bool) -> None:
    """Tell what is accepted, group by group; the canonical member is marked with a star."""
    from ssotlint.engine import keeping
    from ssotlint.engine.request import Request

    entries = keeping.entries(Request(root=root, config=config, baseline=baseline))
    numbers = Counter(m.rule for entry in entries for m in entry.members if m.rule)
    for entry in entries if not quiet else ():
        click.echo(", ".join(entry.rules) + (f" -- {entry.reason}" if entry.reason else ""))
        for member in entry.members:
            mark = " " if member.rule else "*"
            about = f" ({member.target})" if member.target else ""
            click.echo(f"  {mark} {member.symbol}{about}  {member.path}")
    for rule, number in sorted(numbers.items()):
        click.echo(f"{number:6,} {rule}")
    groups = count(len(entries), "group")
    click.echo(f"{count(sum(numbers.values()), 'accepted finding')} in {groups}")


def _keep(
    what: str, root: Path | None, config: Path | None, baseline: Path | None, *, quiet: bool
) -> None:
    from ssotlint.engine import keeping
    from ssotlint.engine.request import Request
    from ssotlint.project.configuration import shown

    with progress_of(quiet=quiet) as progress:
        request = Request(root=root, config=config, baseline=baseline, progress=progress)
        kept = getattr(keeping, what)(request)
    if quiet:
        return
    click.echo(
        f"{shown(kept.path)}: {count(kept.findings, 'accepted finding')} in {count(kept.groups, 'group')}"
        + ("" if what == "create" else f"; {kept.added:,} added, {kept.removed:,} removed")
    )
