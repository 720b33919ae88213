"""The terminal: what it can show, where output goes, and progress while a run lasts."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ssotlint.engine.request import Outcome
from ssotlint.model.errors import InputError
from ssotlint.model.source import Role
from ssotlint.report import FORMATS, TextOptions

_PATIENCE = 1.0  # seconds before progress is shown: a short run needs none


def options_of(
    root: Path, roles: tuple[str, ...], color: str, width: int | None, quiet: bool, statistics: bool
) -> TextOptions:
    """What the reader's terminal and place mean for a report."""
    prefix, inside = _from_cwd(root)
    return TextOptions(
        width=width or min(shutil.get_terminal_size((100, 40)).columns, 120),
        color=_wants_color(color),
        unicode=_speaks_unicode(),
        hyperlinks="",
        cwd_prefix=prefix,
        cwd_inside=inside,
        roles_shown=(Role.PRODUCTION, *(Role(r) for r in roles)),
        quiet=quiet,
        statistics=statistics,
    )


def default_format(color: str) -> str:
    """Grouped text for people, one line a finding for a pipe."""
    return "text" if sys.stdout.isatty() or color == "always" else "lines"


def known_format(name: str) -> str:
    """The name of a format, "" for none; raises InputError for another."""
    if name and name not in FORMATS:
        raise InputError(f"no format is called {name!r}", remedy=f"formats: {', '.join(FORMATS)}")
    return name


def _from_cwd(root: Path) -> tuple[str, str]:
    """How the root is reached from the working directory, or where that lies below the root."""
    here, there = Path.cwd().resolve(), root.resolve()
    if here == there:
        return "", ""
    if here.is_relative_to(there):
        return "", here.relative_to(there).as_posix()
    return Path(os.path.relpath(there, here)).as_posix() + "/", ""


def _wants_color(asked: str) -> bool:
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _speaks_unicode() -> bool:
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return encoding.lower().replace("-", "").startswith("utf")


def targets_of(outputs: tuple[str, ...]) -> list[tuple[str, str]]:
    """(format, file) of each ``--output``; raises InputError for a wrong one."""
    targets: list[tuple[str, str]] = []
    for output in outputs:
        name, _, file = output.partition(":")
        if name not in FORMATS or not file:
            remedy = f"formats: {', '.join(FORMATS)}"
            raise InputError(f"--output {output!r} is not FORMAT:FILE", remedy=remedy)
        targets.append((name, file))
    return targets


def write(outcome: Outcome, chosen: str, targets: list[tuple[str, str]], *, quiet: bool) -> None:
    """One text to standard output and one to each file; raises InputError when a file refuses."""
    shown, *others = outcome.texts
    put(shown)
    for (_, file), text in zip(targets, others, strict=True):
        save(file, text)
    for notice in outcome.notices:
        click.echo(f"ssotlint: {notice}", err=True)
    for fault in outcome.faults:
        click.echo(f"ssotlint: a bug of ours in {fault.where}: {fault.what}", err=True)
        click.echo(fault.trace, err=True)
    if chosen == "lines" and not quiet:
        click.echo(f"ssotlint: {outcome.summary}; {outcome.seconds:.2f} s", err=True)


def save(file: str, text: str) -> None:
    """Write a text to a file; raises InputError when that is refused."""
    try:
        Path(file).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot write: {error.strerror}", path=file) from error


def put(text: str) -> None:
    """Print a text; what the terminal's encoding lacks is spelled out."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(text.encode(encoding, "backslashreplace"))
        sys.stdout.flush()
    else:
        sys.stdout.write(text)


@contextmanager
def progress_of(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A line on standard error that says what a run of over a second is at."""
    started = time.monotonic()
    shown = False

    def tell(stage: str) -> None:
        nonlocal shown
        if quiet or not sys.stderr.isatty() or time.monotonic() - started < _PATIENCE:
            return
        shown = True
        sys.stderr.write(f"\r\x1b[Kssotlint: {stage} …")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
