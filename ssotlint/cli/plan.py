"""`ssotlint plan`: the order in which splits can be consolidated without breaking anything."""

from pathlib import Path

import click

from ssotlint.cli.console import format_of, progress_of, put, save
from ssotlint.cli.options import locating, remembering

_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".json": "json", ".txt": "text"}


@click.command(name="plan")
@click.argument("names", nargs=-1)
@locating
@click.option("--path", "paths", multiple=True, type=click.Path(path_type=Path),
              help="Only findings in these files and folders; may be given several times.")  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "json"]),
              help="By default the ending of --output decides, else it is text.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="Write the plan to this file.")
@click.option("--check", is_flag=True, help="Exit with 1 while steps are left.")
@remembering
def command(  # noqa: PLR0913, PLR0917 - each is a flag of the command line
    names: tuple[str, ...], root: Path | None, config: Path | None, paths: tuple[Path, ...],
    format_: str | None, output: Path | None, check: bool, cache_dir: Path | None, no_cache: bool,
) -> int:  # fmt: skip
    """Show in which order to remove the splits, step by step, without breaking anything.

    NAMES are symbols, concepts, modules (dotted or as paths) or keys of steps; without one the plan is of everything.
    Each step lists the lines to change, the files to delete and what a person has to decide, and
    ends with the command that says when it is complete. Lines are counted as they are when the
    steps before are done.
    """
    from ssotlint.engine.request import Request
    from ssotlint.plan.planning import planned
    from ssotlint.project.root import find_root
    from ssotlint.report import plan

    chosen = format_of(format_ or "", output, _ENDINGS, "text")
    with progress_of(quiet=False) as progress:
        request = Request(
            paths=paths,
            root=root or find_root(paths, Path.cwd()),
            config=config,
            cache=cache_dir,
            use_cache=not no_cache,
            progress=progress,
        )
        found = planned(request, names)
    told = plan.FORMATS[chosen](found)
    if output is not None:
        save(str(output), told)
    else:
        put(told)
    return int(check and bool(found.steps))
