"""How a bad rule is refused: with its file, its key and the line of the key."""

from collections.abc import Iterable
from pathlib import Path

from ssotlint.model.errors import InputError
from ssotlint.project import form
from ssotlint.project.form import Trail


def refusal(source: str, trail: Trail, reason: str, remedy: str = "") -> InputError:
    """The error to raise for what stands at ``trail`` in the rule file ``source``."""
    from ssotlint.project.positions import line_of

    where = f"{form.dotted(trail)}: " if trail else ""
    line = line_of(Path(source), trail)
    return InputError(f"{where}{reason}", path=source, line=line, remedy=remedy)


def unknown_rule(name: str, known: Iterable[str], what: str = "rule or family") -> tuple[str, str]:
    """What is said of a name that no rule bears, and the remedy: the one that is meant, or a list."""
    close = form.nearest(name, list(known))
    remedy = close if close.startswith("did") else "`ssotlint rules` lists them"
    return f'there is no {what} "{name}"', remedy


def nearest(name: str, known: Iterable[str]) -> str:
    """A remedy that offers the known name most like ``name``; where none is alike, all of them."""
    return form.nearest(name, list(known)) or "there is none"
