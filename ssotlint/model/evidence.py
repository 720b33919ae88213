"""Typed facts of a case: what a detector saw and a judge proved.

Each family declares its own evidence as a class of values derived from ``Evidence``; the fields
are the placeholders that a rule's message and remedy may name, and the object ``evidence`` of the
JSON report. Booleans among them can be named by a rule's ``[[lower]]``. Two names have a meaning to
every reader of a report: ``differences`` (a tuple of short sentences: what a copy does otherwise)
and ``similarity`` (how alike a copy is to its original, 0 to 1: only copies have it). A number that
is a line has a name that ends in ``line``, and a text tells one behind a colon or the word line:
answers that are remembered move when lines do.
"""

from ssotlint.model.value import Value


class Evidence(Value, frozen=True, kw_only=True):
    """The facts of one member; ``proof`` names the judge or pattern that confirmed it."""

    proof: str = ""
