"""`ssotlint check`: the main job."""

from functools import partial
from pathlib import Path

import click

from ssotlint.cli.completion import rule_names
from ssotlint.cli.console import (
    chosen_format,
    options_of,
    progress_of,
    targets_of,
    write,
)
from ssotlint.cli.options import FORMATS_SHOWN, locating, remembering, reporting, showing
from ssotlint.engine.request import Outcome, Request
from ssotlint.model.severity import Severity
from ssotlint.model.source import Role
from ssotlint.model.value import replace
from ssotlint.project.root import find_root

_LEVELS = [s.value for s in Severity]


@click.command(name="check", epilog=FORMATS_SHOWN)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@locating
@click.option("--select", multiple=True, metavar="NAME", shell_complete=rule_names,
              help="Run only these rules or families.")  # fmt: skip
@click.option("--ignore", multiple=True, metavar="NAME", shell_complete=rule_names,
              help="Do not run these rules or families.")  # fmt: skip
@click.option("--role", "roles", multiple=True, type=click.Choice([r.value for r in Role]),
              help="Apply every rule to files of this role, too.")  # fmt: skip
@click.option("--cross-domain", is_flag=True, help="Report copies in other domains, too, as notes.")
@reporting
@click.option("--diff", metavar="REV", default="",
              help="Report only what changes since REV cause or touch; REV... is for a branch.")  # fmt: skip
@click.option(
    "--staged", is_flag=True, help="Check what is staged, and report only what it adds to HEAD."
)
@click.option("--focus", is_flag=True,
              help="Report only what PATHS cause or take part in.")  # fmt: skip
@click.option("--baseline", type=click.Path(path_type=Path),
              help="File of accepted findings, instead of .ssotlint-baseline.json.")  # fmt: skip
@click.option("--no-baseline", is_flag=True, help="Report accepted findings, too.")
@click.option("--baseline-stale", type=click.Choice(["fail", "ignore"]), default="fail",
              help="Whether accepted findings that are gone fail the run.")  # fmt: skip
@click.option("--fail-level", type=click.Choice(_LEVELS), help="Exit with 1 from this severity on.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
@click.option("--quiet", "-q", is_flag=True, help="Print no summary and no progress.")
@click.option(
    "--statistics", is_flag=True, help="Print suspects, confirmed, rejected and seconds per rule."
)
@click.option("--watch", "watching", is_flag=True, help="Check again whenever a file changes.")
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help="Number of processes.")
@remembering
@showing
def command(  # noqa: PLR0913, PLR0917 - each is a flag of the command line
    paths: tuple[Path, ...], root: Path | None, config: Path | None, select: tuple[str, ...],
    ignore: tuple[str, ...], roles: tuple[str, ...], cross_domain: bool, format_: str, outputs: tuple[str, ...],
    diff: str, staged: bool, focus: bool, baseline: Path | None, no_baseline: bool, baseline_stale: str,
    fail_level: str | None, exit_zero: bool, quiet: bool, statistics: bool,
    watching: bool, jobs: int | None, cache_dir: Path | None, no_cache: bool, color: str,
    width: int | None,
) -> int:  # fmt: skip
    """Find what a code base says twice, in PATHS or in the configured sources."""
    root = root or find_root(paths, Path.cwd())
    chosen = chosen_format(format_, color)
    targets = targets_of(outputs, chosen)
    request = Request(
        paths=paths,
        root=root,
        config=config,
        select=_names(select),
        ignore=_names(ignore),
        roles=frozenset(Role(r) for r in roles),
        cross_domain=cross_domain,
        diff=diff,
        staged=staged,
        focus=focus,
        baseline=baseline,
        use_baseline=not no_baseline,
        stale=baseline_stale == "fail",
        formats=(chosen, *(name for name, _ in targets)),
        options=options_of(root, roles, color, width, quiet, statistics),
        jobs=jobs or 0,
        cache=cache_dir,
        use_cache=not no_cache,
        ends=not watching and bool(click.get_current_context().obj),  # see ``main``
    )
    once = partial(_told, request, targets, quiet=quiet)
    if watching:
        from ssotlint.cli.watch import watch

        watch(root, lambda: sum(once().findings.values()))
    return _status(once(), fail_level, exit_zero=exit_zero)


def _told(request: Request, targets: list[tuple[str, str]], *, quiet: bool) -> Outcome:
    """What a run has found, once it is written where it was asked for."""
    from ssotlint.engine.run import run

    with progress_of(quiet=quiet) as progress:
        outcome = run(replace(request, progress=progress))
    write(outcome, request.formats[0], targets, quiet=quiet)
    return outcome


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    """``--select a,b --select c`` means a, b and c."""
    return tuple(n.strip() for value in values for n in value.split(",") if n.strip())


def _status(outcome: Outcome, fail_level: str | None, *, exit_zero: bool) -> int:
    """3 for a bug of ours, 1 for a finding at or above the level unless that is to be 0, else 0."""
    if outcome.faults:
        return 3
    level = Severity(fail_level or outcome.fail_level).rank
    return int(
        not exit_zero
        and any(n and severity.rank >= level for severity, n in outcome.findings.items())
    )
