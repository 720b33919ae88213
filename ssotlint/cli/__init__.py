"""The door: translates a command line into a run and back; one file a command."""

from ssotlint.cli.main import main

__all__ = ["main"]
