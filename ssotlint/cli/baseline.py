"""`ssotlint baseline`: findings that are accepted for now."""

from __future__ import annotations

from collections import Counter
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssotlint.cli.console import progress_of
from ssotlint.cli.options import locating, remembering
from ssotlint.model.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssotlint.engine.keeping import Kept
    from ssotlint.engine.request import Request


@click.group(name="baseline")
def command() -> None:
    """Accept the findings of today, so that only new ones fail.

    The file `.ssotlint-baseline.json` in the project's root belongs under version control. It
    knows findings by their symbols and bodies, never by lines. `ssotlint check` reads it and
    never writes it.
    """


def _asking(function: Callable[..., None]) -> Callable[..., None]:
    """Make the request that a command is about from what all of them may be given."""

    @locating
    @click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        help="File of accepted findings, instead of .ssotlint-baseline.json.",
    )
    @remembering
    @click.option("--quiet", "-q", is_flag=True, help="Print no summary and no progress.")
    @wraps(function)
    def asked(
        root: Path | None, config: Path | None, baseline: Path | None, cache_dir: Path | None,
        no_cache: bool, quiet: bool,
    ) -> None:  # fmt: skip
        from ssotlint.engine.request import Request

        with progress_of(quiet=quiet) as progress:
            request = Request(
                root=root, config=config, baseline=baseline, cache=cache_dir,
                use_cache=not no_cache, progress=progress,
            )  # fmt: skip
            function(request, quiet=quiet)

    return asked


@command.command(name="create")
@_asking
def create(request: Request, *, quiet: bool) -> None:
    """Accept all findings of now; a baseline that exists already is left alone."""
    from ssotlint.engine import keeping

    _tell(keeping.create(request), quiet=quiet, anew=True)


@command.command(name="update")
@_asking
def update(request: Request, *, quiet: bool) -> None:
    """Accept all findings of now, and forget those that are gone."""
    from ssotlint.engine import keeping

    _tell(keeping.update(request), quiet=quiet)


@command.command(name="prune")
@_asking
def prune(request: Request, *, quiet: bool) -> None:
    """Forget what is gone; accept nothing new."""
    from ssotlint.engine import keeping

    _tell(keeping.prune(request), quiet=quiet)


@command.command(name="show")
@_asking
def show(request: Request, *, quiet: bool) -> None:
    """Show what is accepted, group by group; the canonical member is marked with a star."""
    from ssotlint.engine import keeping
    from ssotlint.report.escape import plain

    entries = keeping.entries(request)
    numbers = Counter(m.rule for entry in entries for m in entry.members if m.rule)
    for entry in entries if not quiet else ():
        reason = f" -- {entry.reason}" if entry.reason else ""
        click.echo(plain(", ".join(entry.rules) + reason))
        for member in entry.members:
            mark = " " if member.rule else "*"
            about = f" ({member.target})" if member.target else ""
            click.echo(plain(f"  {mark} {member.symbol}{about}  {member.path}"))
    for rule, number in sorted(numbers.items()):
        click.echo(plain(f"{number:6,} {rule}"))
    groups = counted(len(entries), "group")
    click.echo(f"{counted(sum(numbers.values()), 'accepted finding')} in {groups}")


def _tell(kept: Kept, *, quiet: bool, anew: bool = False) -> None:
    from ssotlint.project.configuration import shown

    if quiet:
        return
    click.echo(
        f"{shown(kept.path)}: {counted(kept.findings, 'accepted finding')} in {counted(kept.groups, 'group')}"
        + ("" if anew else f"; {kept.added:,} added, {kept.removed:,} removed")
    )
