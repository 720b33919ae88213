"""A way to one fact in one place: steps that break nothing when they are taken in their order."""

from typing import NamedTuple

from ssotlint.model.value import Value


class Edit(NamedTuple):
    """Whole lines of a file and what should stand there; ``new`` "" takes them away.

    ``line`` is that of the first of the ``old`` lines when the steps before are done and nothing
    of this one is. The edits of a step do not touch each other. ``caution`` is what the lines that
    go did otherwise than what takes their place.
    """

    path: str
    line: int
    old: str
    new: str
    why: str
    caution: str = ""


class Task(NamedTuple):
    """What a person has to decide or write: at a place, what, and the remedy.

    ``proposal`` is the answer that the code speaks for, "" where it speaks for none.
    """

    path: str
    line: int
    what: str
    todo: str
    proposal: str = ""


class Decision(NamedTuple):
    """What the edits of a step take for granted, and somebody may want otherwise.

    At a place: ``what`` is to decide, ``chosen`` is what the edits do and why, ``otherwise`` what
    to do instead of them.
    """

    path: str
    line: int
    what: str
    chosen: str
    otherwise: str


class Step(Value, frozen=True, kw_only=True):
    """One consolidation that leaves every module as importable as it was.

    ``key`` names it on the command line, ``rules`` are those that fall silent, ``after`` the keys
    of steps that must come first, ``check`` the command that says when it is complete.
    """

    key: str
    title: str
    why: str
    rules: tuple[str, ...]
    check: str
    after: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    deletes: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tasks: tuple[Task, ...] = ()


class Plan(Value, frozen=True):
    """The steps in the order in which they are safe; ``findings`` are how many they end.

    ``notes`` counts the findings that take no part, in a plan of everything. ``near`` are the keys
    of steps that may be meant where a name is the key of none.
    """

    names: tuple[str, ...]
    steps: tuple[Step, ...]
    findings: int
    notes: int = 0
    near: tuple[str, ...] = ()
