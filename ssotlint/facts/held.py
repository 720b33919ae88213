"""What a class keeps on its instances that one constructor makes, and the calls of its members."""

import ast

from ssotlint.facts.alphabet import SELF
from ssotlint.facts.state import Held, State
from ssotlint.model.facts import Call

_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one


def keep(value: ast.expr, s: State) -> None:
    """``self.name = value`` is about to be set.

    None does not count: it has no member, so a call is one of what is set elsewhere.
    """
    frame = s.frame
    if value.__class__ is ast.Call and frame is not None:
        callee = s.callee
        s.made = callee if frame.numbers.get(callee.partition(".")[0]) is None else ""
    elif isinstance(value, ast.Constant) and value.value is None:
        s.made = None


def note_set(node: ast.Attribute, s: State) -> None:
    """An attribute is set or deleted: one of ``self``, or something on one of those."""
    made, s.made = s.made, ""
    value, name, frame = node.value, node.attr, s.frame
    if isinstance(value, ast.Attribute):
        name, made = f"{value.attr}.{name}", ""
        value = value.value
    held = s.held
    if held is None or frame is None or not isinstance(value, ast.Name):
        return
    if frame.numbers.get(value.id) is SELF and made is not None:
        held.made[name] = made if held.made.get(name, made) == made else ""


def settle(held: Held, s: State) -> None:
    """The class is at its end: its calls of what it keeps are those of what a constructor makes."""
    for position in held.calls:
        row = s.calls[position]
        _, _, written = row.callee.partition(".")
        name, _, _ = written.partition(".")
        made = held.made.get(name)
        if made and written not in held.made:
            s.calls[position] = _new(Call, (row[0], made, *row[2:]))
