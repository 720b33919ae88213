"""The terminal: what it can show, where output goes, and progress while a run lasts."""

import os
import shutil
import sys
import time
from codecs import lookup
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from ssotlint.engine.request import Outcome
from ssotlint.model.errors import InputError
from ssotlint.model.source import Role
from ssotlint.project.git import top
from ssotlint.report import CHOICES, TextOptions, known_format
from ssotlint.report.escape import plain
from ssotlint.report.page import Text

_LINKING = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM")
_LINKING_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio"})
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
        hyperlinks=f"{root.resolve().as_uri()}/" if _has_links() else "",
        cwd_prefix=prefix,
        cwd_inside=inside,
        repository_prefix=_from_top(root),
        roles_shown=(Role.PRODUCTION, *(Role(r) for r in roles)),
        quiet=quiet,
        statistics=statistics,
    )


def chosen_format(name: str, color: str) -> str:
    """The format of that name; "" is grouped text for people, one line per finding for a pipe.

    Raises InputError when there is no such format.
    """
    if name:
        return known_format(name)
    return "text" if sys.stdout.isatty() or color == "always" else "lines"


def _from_cwd(root: Path) -> tuple[str, str]:
    """How the root is reached from the working directory, or where that lies below the root."""
    here, there = Path.cwd().resolve(), root.resolve()
    if here == there:
        return "", ""
    if here.is_relative_to(there):
        return "", here.relative_to(there).as_posix()
    return Path(os.path.relpath(there, here)).as_posix() + "/", ""


def _from_top(root: Path) -> str:
    """How the root is reached from the top of its repository."""
    folder = root.resolve()
    around = top(folder)
    inside = folder.relative_to(around).as_posix() if around is not None else "."
    return "" if inside == "." else f"{inside}/"


def _has_links() -> bool:
    """Whether the terminal shows links; those that do not may print their escape sequences.

    After the list of https://github.com/Alhadis/OSC8-Adoption; ``FORCE_HYPERLINK`` as in Node's
    supports-hyperlinks.
    """
    environment = os.environ
    if forced := environment.get("FORCE_HYPERLINK"):
        return forced != "0"
    if not sys.stdout.isatty() or environment.get("CI") or environment.get("TERM") == "dumb":
        return False
    if any(name in environment for name in _LINKING):
        return True
    if environment.get("TERM_PROGRAM") in _LINKING_PROGRAMS:
        return True
    version = environment.get("VTE_VERSION", "")
    return version.isdigit() and int(version) >= 5000


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


def targets_of(outputs: tuple[str, ...], chosen: str) -> list[tuple[str, str]]:
    """(format, file) of each ``--output``; raises InputError for a wrong one.

    With annotations for GitHub comes the job summary, where the runner offers a file for it.
    """
    targets: list[tuple[str, str]] = []
    for output in outputs:
        name, _, file = output.partition(":")
        if not file:
            raise InputError(f"--output {output!r} is not FORMAT:FILE", remedy=CHOICES)
        targets.append((known_format(name), file))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if chosen == "github" and summary and os.environ.get("GITHUB_ACTIONS") == "true":
        targets.append(("job-summary", summary))
    return targets


def write(outcome: Outcome, chosen: str, targets: list[tuple[str, str]], *, quiet: bool) -> None:
    """One text to standard output and one to each file; raises InputError when a file refuses."""
    shown, *others = outcome.told
    put(shown)
    for (name, file), text in zip(targets, others, strict=True):
        save(file, text, add=name == "job-summary")
    for notice in outcome.notices:
        click.echo(f"ssotlint: {plain(notice)}", err=True)
    for fault in outcome.faults:
        click.echo(f"ssotlint: a bug of ours in {fault.where}: {plain(fault.what)}", err=True)
        click.echo(fault.trace, err=True)
    if chosen == "lines" and not quiet:
        click.echo(f"ssotlint: {outcome.summary}; {outcome.seconds:.2f} s", err=True)


def format_of(chosen: str, output: Path | None, endings: Mapping[str, str], default: str) -> str:
    """The format that is asked for: in so many words, else by the ending of the file.

    Raises InputError for an ending that no format has; a file without one takes the default.
    """
    ending = output.suffix if output is not None else ""
    if chosen or not ending:
        return chosen or default
    if ending.lower() not in endings:
        remedy = f"use --format, or end it in {', '.join(endings)}"
        raise InputError(f"no format ends in {ending}", path=str(output), remedy=remedy)
    return endings[ending.lower()]


def save(file: str, text: str | Text, *, add: bool = False) -> None:
    """Write a text to a file, or ``add`` it at its end; raises InputError when that is refused."""
    try:
        with Path(file).open("ab" if add else "wb") as stream:
            stream.writelines((text.encode(),) if isinstance(text, str) else text.pieces())
    except OSError as error:
        raise InputError(f"cannot write: {error.strerror}", path=file) from error


def put(text: str | Text) -> None:
    """Print a text; what the terminal's encoding lacks is spelled out.

    Raises InputError where it cannot be written, as to a disk that is full.
    """
    try:
        _put(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"cannot write: {error.strerror}", path="standard output") from error


def _put(text: str | Text) -> None:
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if not hasattr(sys.stdout, "buffer"):
        sys.stdout.write(text if isinstance(text, str) else bytes(text).decode())
        return
    if not isinstance(text, str) and lookup(encoding) != lookup("utf-8"):
        text = bytes(text).decode()
    sys.stdout.buffer.writelines(
        (text.encode(encoding, "backslashreplace"),) if isinstance(text, str) else text.pieces()
    )
    sys.stdout.flush()


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
