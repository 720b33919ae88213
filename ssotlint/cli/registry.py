"""`ssotlint registry`: which import everybody should use."""

from pathlib import Path

import click

from ssotlint.cli.console import format_of, progress_of, put, save
from ssotlint.cli.options import locating, remembering
from ssotlint.model.errors import InputError

_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".json": "json"}


@click.command(name="registry")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@locating
@click.option("--format", "format_", type=click.Choice(["markdown", "json"]),
              help="By default the ending of --output decides, else it is markdown.")  # fmt: skip
@click.option(
    "--least", type=click.IntRange(1), default=2, help="List only what so many files import."
)
@click.option("--output", type=click.Path(path_type=Path), help="Write the list to this file.")
@click.option(
    "--check", type=click.Path(path_type=Path), help="Exit with 1 when this file is out of date."
)
@remembering
def command(  # noqa: PLR0913, PLR0917 - each is a flag of the command line
    paths: tuple[Path, ...], root: Path | None, config: Path | None, format_: str | None,
    least: int, output: Path | None, check: Path | None, cache_dir: Path | None, no_cache: bool,
) -> int:  # fmt: skip
    """List the import path that everybody should use, for all that several files import.

    The canonical path is the declared one, else the one that `competing-import-paths` demands.
    """
    from ssotlint.engine.registry import registered
    from ssotlint.engine.request import Request
    from ssotlint.engine.workers import Workers, default_jobs
    from ssotlint.engine.world import open_world
    from ssotlint.report import registry

    chosen = format_of(format_ or "", output or check, _ENDINGS, "markdown")
    with progress_of(quiet=False) as progress, Workers(default_jobs()) as workers:
        request = Request(
            paths=paths, root=root, config=config, cache=cache_dir, use_cache=not no_cache,
            progress=progress,
        )  # fmt: skip
        rows = registered(open_world(request, workers), least)
    told = registry.markdown(rows) if chosen == "markdown" else registry.json(rows)
    if check is not None:
        return _differs(check, told)
    if output is not None:
        save(str(output), told)
    else:
        put(told)
    return 0


def _differs(path: Path, told: str) -> int:
    try:
        known = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {why}", path=str(path)) from error
    if known == told:
        return 0
    click.echo(f"ssotlint: {path} is out of date: write it with --output {path}", err=True)
    return 1
