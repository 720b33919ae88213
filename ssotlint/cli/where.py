"""`ssotlint where NAME`: what is known of a name."""

from pathlib import Path

import click

from ssotlint.cli.console import options_of, progress_of, put
from ssotlint.cli.options import locating, remembering


@click.command(name="where")
@click.argument("name")
@click.argument("other", default="")
@locating
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text",
              help="How it is printed.")  # fmt: skip
@click.option("--all", "whole", is_flag=True, help="List all importers and all places.")
@remembering
def command(  # noqa: PLR0913, PLR0917 - each is a flag of the command line
    name: str, other: str, root: Path | None, config: Path | None, format_: str,
    whole: bool, cache_dir: Path | None, no_cache: bool,
) -> int:  # fmt: skip
    """Show all that is known of NAME: a bare name, a dotted one, or `module:name`.

    What defines it and which one to use, through which paths it is imported and by whom, its
    copies, factories and singletons. With OTHER: why the two definitions are, or are not, copies
    of each other. A name that does not exist exits with 2 and shows similar names.
    """
    from ssotlint.engine.naming import unknown
    from ssotlint.engine.request import Request
    from ssotlint.engine.where import compare, where
    from ssotlint.project.root import find_root
    from ssotlint.report import dossier

    root = root or find_root((), Path.cwd())
    with progress_of(quiet=False) as progress:
        request = Request(
            root=root, config=config, cache=cache_dir, use_cache=not no_cache, progress=progress
        )
        options = options_of(root, (), "auto", None, quiet=False, statistics=False)
        if other:
            pair = compare(request, name, other)
            json_wanted = format_ == "json"
            put(dossier.pair_json(pair) if json_wanted else dossier.pair_text(pair, options))
            return 0
        found = where(request, (name,))[0]
    missing = not found.entries and not found.broken
    if missing and format_ == "text":
        raise unknown(name, found.near)
    put(dossier.json(found) if format_ == "json" else dossier.text(found, options, whole=whole))
    return 2 if missing else 0
