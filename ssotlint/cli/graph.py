"""`ssotlint graph [NAME|MODULE]`: a picture."""

from pathlib import Path

import click

from ssotlint.cli.console import format_of, options_of, progress_of, put, save
from ssotlint.cli.options import locating, remembering
from ssotlint.model.errors import InputError
from ssotlint.report.picture import PICTURES

_ENDINGS = {".svg": "svg", ".html": "html", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid",
            ".json": "json", ".txt": "text"}  # fmt: skip


@click.command(name="graph")
@click.argument("name", default="")
@click.option("--why", nargs=2, metavar="A B", help="The shortest chains of imports from A to B.")
@click.option("--format", "format_", type=click.Choice(PICTURES),
              help="By default the ending of --output decides, else it is text.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="Write the picture to this file.")
@locating
@remembering
def command(  # noqa: PLR0913, PLR0917 - each is a flag of the command line
    name: str, why: tuple[str, str] | None, format_: str | None, output: Path | None,
    root: Path | None, config: Path | None, cache_dir: Path | None, no_cache: bool,
) -> None:  # fmt: skip
    """Draw NAME: a class, function or value with all definitions that play its role.

    A module or package, dotted or as a path, is drawn with what it imports and what imports it; without a name all is
    drawn, folded by package. Every arrow is an import with its file and line.
    """
    from ssotlint.engine import picturing
    from ssotlint.engine.request import Request
    from ssotlint.project.root import find_root
    from ssotlint.report.picture import render
    from ssotlint.report.picture.text import chains

    root = root or find_root((), Path.cwd())
    options = options_of(root, (), "auto", None, quiet=False, statistics=False)
    chosen = format_of(format_ or "", output, _ENDINGS, "text")
    if why is not None and chosen != "text":
        raise InputError("--why is printed as text only")
    if why is not None and name:
        raise InputError("--why takes the place of NAME", remedy="give one of them")
    with progress_of(quiet=False) as progress:
        request = Request(
            root=root, config=config, cache=cache_dir, use_cache=not no_cache, progress=progress
        )
        if why is not None:
            told = chains(*picturing.chains(request, *why), options)
        else:
            told = render(chosen, picturing.draw(request, name), options)
    if output is not None:
        save(str(output), told)
    else:
        put(told)
