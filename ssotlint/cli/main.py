"""The group of commands, and what becomes of an error."""

import errno
import gc
import os
import sys
from _thread import interrupt_main
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import Any, NoReturn, cast

import click

from ssotlint import __version__

# Name -> (module below this package, one line for the list of commands). A command is imported
# when it is called, so that `--version` and a warm `check` load nothing that they do not use.
COMMANDS = {
    "check": ("check", "Find what a code base says twice."),
    "explain": ("explain", "Explain a rule: what it finds, why, and what proves it."),
    "where": ("where", "Show all that is known of a name, before you write it again."),
    "graph": ("graph", "Draw who defines, re-exports and imports what."),
    "baseline": ("baseline", "Accept the findings of today, so that only new ones fail."),
    "init": ("init", "Propose a configuration for this project, and write it."),
    "plan": ("plan", "Show in which order to remove the splits, step by step."),
    "registry": ("registry", "List the import path that everybody should use."),
    "rules": ("rules", "List all rules."),
    "rule": ("rule", "Write and test rules of your own."),
    "config": ("config", "Print the configuration in force, and where it was set."),
    "report": ("report", "Print a saved JSON report in another format."),
    "problem-matcher": ("problem_matcher", "Print the problem matchers for GitHub or VS Code."),
    "completion": ("completion", "Print the completion script for a shell."),
}


class _Commands(click.Group):
    """A group that knows its commands by name and loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"ssotlint.cli.{COMMANDS[cmd_name][0]}")
        command = cast("click.Command", module.command)
        command.short_help = COMMANDS[cmd_name][1]  # what a shell shows beside it
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ssotlint")
def commands() -> None:
    """Keep one fact in one place: find the splits of a Python code base before they break it."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run a command and exit: 0 clean, 1 findings, 2 wrong use, 3 a bug of ours, 130 interrupted.

    Without ``arguments`` this is a process of its own, and ends at once: to look through all that
    it knows and to free it piece by piece takes seconds, and the system takes it back anyway.
    """
    if arguments is not None:
        sys.exit(_status(arguments))
    sys.unraisablehook = _once_more
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who has started us
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w"))  # noqa: SIM115
    gc.disable()  # to look for cycles once a run is over takes as long; whoever goes on turns it on
    status = _status(arguments)
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except BrokenPipeError:
        pass  # nobody reads on
    except (OSError, ValueError):
        sys.exit(status)  # Python says what is wrong with it
    os._exit(status)


def _once_more(lost: "sys.UnraisableHookArgs") -> None:
    """Python drops an interrupt that comes while it frees something: then it comes again."""
    if lost.exc_type is KeyboardInterrupt:
        Timer(0.02, interrupt_main).start()
    else:
        sys.__unraisablehook__(lost)


def _status(arguments: list[str] | None) -> int:
    try:
        result: Any = commands.main(
            arguments, prog_name="ssotlint", standalone_mode=False, obj=arguments is None
        )
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("ssotlint: interrupted", err=True)
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:  # noqa: BLE001 - the last line of defence: a report to paste, exit 3
        if not _is_wrong_use(error):
            return _bug()
        click.echo(f"ssotlint: {_shown(error)}", err=True)
        return 2
    return result if isinstance(result, int) else 0


def _is_wrong_use(error: Exception) -> bool:
    """Whether an error says what the user can do otherwise: some wish, or a name of a file."""
    from ssotlint.model.errors import InputError

    too_long = isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG
    return too_long or isinstance(error, InputError)


def _shown(error: Exception) -> str:
    """What is wrong, in as many lines; nothing in names of the project moves a cursor."""
    from ssotlint.report.escape import plain

    return "\n".join(map(plain, str(error).split("\n")))


def _bug() -> int:
    """Tell of the error that is handled right now; the last line of defence."""
    import platform
    import traceback

    click.echo(
        "ssotlint: this is a bug of ours, please report it with what follows\n"
        f"ssotlint {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        + traceback.format_exc(),
        err=True,
    )
    return 3
