"""Calls: their characters in the shape, and the rows of those whose callee is a dotted name."""

import ast

from ssotlint.facts import settings
from ssotlint.facts.alphabet import END, KIND, STRING, WORD, literal
from ssotlint.facts.names import reach, use_member
from ssotlint.facts.state import PendingCall, State, dotted
from ssotlint.facts.visitors import VISITORS
from ssotlint.model.facts import Call, Context, Usage
from ssotlint.model.signature import Arguments

# Looked up once: members of an enum are found by a descriptor.
_EXPECTED = Context.EXPECTED
_VALUE, _SCHEDULED = Usage.VALUE, Usage.SCHEDULED
_CALL = KIND[ast.Call]
EXPECTING = frozenset(("raises", "assertRaises", "assertRaisesRegex", "warns"))
"""Whoever calls one of these waits for an error."""
_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one
_OPAQUE = frozenset(("globals", "exec"))  # they may bind what cannot be read
_SPECIAL = _OPAQUE | {"locals", "setattr", "vars"}


def visit_call(node: ast.Call, s: State) -> None:  # noqa: C901, PLR0912, PLR0915 - the hottest function
    """A call; kept for later when its callee is a dotted name, which is left in ``s.callee``."""
    usage, context, out, frame = s.usage, s.context, s.out, s.frame
    s.usage = _VALUE
    numbers = frame.numbers if frame is not None else None
    function, name, root, last = node.func, "", "", ""
    if function.__class__ is ast.Name:
        name = root = last = function.id
    elif function.__class__ is ast.Attribute:
        last, base = function.attr, function.value
        if base.__class__ is ast.Name:
            root = base.id
            name = f"{root}.{last}"
        else:
            name = dotted(function)
    if name:
        s.pending.append((name, node, s.owner, usage, context, root or name.partition(".")[0]))
        if last in _SPECIAL:
            _note_special(name, node, s)
        elif last in EXPECTING:  # raises(TypeError, lambda: ...)
            s.context |= _EXPECTED
        elif last == "getenv" or (last == "get" and name.endswith("environ.get")):
            settings.note_call(name, node, s)
    out.append(_CALL)
    if not root:
        VISITORS[function.__class__](function, s)
    elif function.__class__ is ast.Attribute:
        reach(root, last, function, s)
    elif numbers is not None:  # no call for what is usual
        out.append(numbers.get(name) or WORD[name])
    else:
        VISITORS[function.__class__](function, s)
    for argument in node.args:
        if argument.__class__ is ast.Name and numbers is not None:
            out.append(numbers.get(argument.id) or WORD[argument.id])
        elif argument.__class__ is ast.Constant:
            text = argument.value
            out.append(STRING[text] if text.__class__ is str else literal(text))
        else:
            if argument.__class__ is ast.Call:
                s.usage = _SCHEDULED
            VISITORS[argument.__class__](argument, s)
    for keyword in node.keywords:
        out.append(WORD[keyword.arg or "**"])
        value = keyword.value
        if value.__class__ is ast.Name and numbers is not None:
            out.append(numbers.get(value.id) or WORD[value.id])
        elif value.__class__ is ast.Constant:
            text = value.value
            out.append(STRING[text] if text.__class__ is str else literal(text))
        else:
            if value.__class__ is ast.Call:
                s.usage = _SCHEDULED
            VISITORS[value.__class__](value, s)
    s.context = context
    s.callee = name
    out.append(END)


def _note_special(name: str, node: ast.Call, s: State) -> None:
    """Calls that bind what cannot be read, or set what can."""
    if name.endswith("setattr"):
        if len(node.args) > 1:
            _set_by_name(node.args[1], s)
    elif name in _OPAQUE or (
        name in _SPECIAL and not node.args and (name == "vars" or not s.scope)
    ):
        s.dynamic = True  # `vars()` in a default, `locals()` at module level: the module's names


def _set_by_name(name: ast.expr, s: State) -> None:
    """``setattr(thing, "name", value)`` stores like ``thing.name = value``."""
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        use_member("", name.value, True, name, s)


def keep(call: PendingCall, receiver: str, s: State) -> None:
    """Make the row of a call that turned out to be worth one."""
    name, node, owner, usage, context, _ = call
    placed, named = node.args, node.keywords
    positional, star = len(placed), False
    for argument in placed:
        if argument.__class__ is ast.Starred:
            star = True
            positional -= 1
    keywords: tuple[str, ...] = tuple([k.arg for k in named if k.arg]) if named else ()
    arguments = _new(Arguments, (positional, keywords, star, len(keywords) < len(named)))
    s.calls.append(_new(Call, (name, receiver, owner, arguments, s.span(node), usage, context)))
