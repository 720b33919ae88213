"""The terminal: what it can show, where output goes, and progress while a run lasts."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ssotlint.model.errors import InputError
from ssotlint.model.report import Report
from ssotlint.model.source import Role
from ssotlint.report import FORMATS, TextOptions, render

_PATIENCE = 1.0  # seconds before progress is shown: a short run needs none


def options_of(root: Path, *, roles: tuple[str, ...], color: str, width: int | None, quiet: bool,
               statistics: bool) -> TextOptions:  # fmt: skip
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


def write(report: Report, format_: str, outputs: tuple[str, ...], options: TextOptions) -> None:
    """Render once to standard output and once to each file; raises InputError on a bad target."""
    chosen = format_ or ("text" if sys.stdout.isatty() or options.color else "lines")
    text = render(chosen, report, options)
    _print(text)
    if options.statistics and chosen == "lines":
        _print(render("statistics", report, options))
    if chosen == "lines" and not options.quiet:
        click.echo(_closing(report), err=True)
    for output in outputs:
        name, _, file = output.partition(":")
        if name not in FORMATS or not file:
            raise InputError(f"--output {output!r} is not FORMAT:FILE",
                             remedy=f"formats: {', '.join(FORMATS)}")  # fmt: skip
        try:
            Path(file).write_text(render(name, report, options), encoding="utf-8")
        except OSError as error:
            raise InputError(f"cannot write: {error.strerror}", path=file) from error


def _print(text: str) -> None:
    if not text:
        return
    data = text if text.endswith("\n") else text + "\n"
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(data.encode(encoding, "backslashreplace"))
        sys.stdout.flush()
    else:
        sys.stdout.write(data)


def _closing(report: Report) -> str:
    scope = report.scope
    skipped = f", {len(scope.skipped)} skipped" if scope.skipped else ""
    count = len(report.findings)
    return (
        f"ssotlint: {count} finding{'s' * (count != 1)} in {scope.reported} files"
        f" ({scope.read} read, {scope.lines} lines{skipped}; {report.seconds:.1f} s)"
    )


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
