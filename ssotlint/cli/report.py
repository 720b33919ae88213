"""`ssotlint report FROM.json`: a saved report, told again."""

import sys
from pathlib import Path

import click

from ssotlint.cli.console import chosen_format, options_of, put, save, targets_of
from ssotlint.cli.options import FORMATS_SHOWN, reporting, showing
from ssotlint.model.errors import InputError


@click.command(name="report", epilog=FORMATS_SHOWN)
@click.argument("source", metavar="FROM.json", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="The folder to which the paths of the report are relative.",
)
@reporting
@click.option("--quiet", "-q", is_flag=True, help="Print no summary.")
@showing
def command(  # noqa: PLR0913, PLR0917 - each is a flag of the command line
    source: Path, root: Path | None, format_: str, outputs: tuple[str, ...], quiet: bool,
    color: str, width: int | None,
) -> None:  # fmt: skip
    """Print the report in FROM.json in another format; `-` reads it from standard input.

    The exit code says whether that worked, not what was found.
    """
    from ssotlint.project.root import find_root
    from ssotlint.report import render
    from ssotlint.report.saved import read

    chosen = chosen_format(format_, color)
    targets = targets_of(outputs, chosen)
    report = read(_bytes(source), str(source))
    options = options_of(
        root or find_root((), Path.cwd()), (), color, width, quiet, statistics=False
    )
    put(render(chosen, report, options))
    for name, file in targets:
        save(file, render(name, report, options.plain()), add=name == "job-summary")


def _bytes(source: Path) -> bytes:
    if str(source) == "-":
        return sys.stdin.buffer.read()
    try:
        return source.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(source)) from error
