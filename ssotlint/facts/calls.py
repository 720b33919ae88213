"""Calls: their characters in the shape, and the rows of those whose callee is a dotted name."""

import ast
from collections.abc import Sequence
from typing import Any

from ssotlint.facts import settings
from ssotlint.facts.alphabet import END, KIND, SELF, STRING, WORD, literal
from ssotlint.facts.names import reach, use_member
from ssotlint.facts.state import State, dotted
from ssotlint.facts.visitors import VISITORS
from ssotlint.model.facts import ANY, FRESH, Call, Context, Usage
from ssotlint.model.place import NOWHERE
from ssotlint.model.signature import Arguments

# Looked up once: members of an enum are found by a descriptor.
_EXPECTED = Context.EXPECTED
_VALUE, _SCHEDULED, _BOUND, _DROPPED = Usage.VALUE, Usage.SCHEDULED, Usage.BOUND, Usage.DROPPED
_NAME, _MEMBER, _INNER = ast.Name, ast.Attribute, ast.Call
_LITERAL, _STARRED = ast.Constant, ast.Starred
_CALL = KIND[ast.Call]
EXPECTING = frozenset(("raises", "assertRaises", "assertRaisesRegex", "warns"))
"""Whoever calls one of these waits for an error."""
_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one
_OPAQUE = frozenset(("globals", "exec"))  # they may bind what cannot be read
_SPECIAL = _OPAQUE | {"locals", "setattr", "vars"}
_NOTED = _SPECIAL | EXPECTING | {"getenv", "get"}
_FEW = 9
_PLACED = tuple(Arguments(count) for count in range(_FEW))  # most calls pass nothing else
_WAITING = (Call("", "", -1, _PLACED[0], NOWHERE, _VALUE, 0), "")  # until its arguments are walked


def visit_call(node: ast.Call, s: State) -> None:  # noqa: C901, PLR0912, PLR0915 - hot
    """A call; kept for later when its callee is a dotted name, which is left in ``s.callee``.

    It stays in one piece: every tenth node is a call, and each step would pass on half of what is known.
    """
    function: Any = node.func
    usage, context, out, frame = s.usage, s.context, s.out, s.frame
    s.usage = _VALUE
    kind, made, waits = function.__class__, "", True
    if kind is _MEMBER:
        last, base = function.attr, function.value
        if base.__class__ is _NAME:
            root = base.id
            name = f"{root}.{last}"
        else:
            root, name = "", dotted(function)
            made = "" if name else _made(base)
            waits = bool(name or made)
    elif kind is _NAME:
        name = root = last = function.id
    else:
        name = root = last = ""
        waits = False
    if name:
        if last in _NOTED:
            _note(last, name, node, s)
        if s.owner < 0 and usage is not _BOUND:
            _note_run(name, node, usage, s)
    out.append(_CALL)
    pending, position = s.pending, len(s.pending)
    if not root or frame is None:
        if waits:
            pending.append(_WAITING)  # in front of the calls that are its arguments
        VISITORS[kind](function, s)
    else:  # no call for what is usual
        letter = frame.numbers.get(root)
        if kind is _MEMBER:
            reach(root, last, letter, function, s)
        else:
            out.append(letter or WORD[name])
        # Nobody knows what is behind a parameter, or a variable that is set to more than one call.
        waits = (
            letter is None or letter is SELF or frame.stores.get(root) != "" or letter == WORD[root]
        )
        if waits:
            pending.append(_WAITING)
    placed: Sequence[Any] = node.args
    named, star = node.keywords, 0
    for argument in placed:
        kind = argument.__class__
        if kind is _NAME and frame is not None:
            out.append(frame.numbers.get(argument.id) or WORD[argument.id])
        elif kind is _LITERAL:
            text = argument.value
            out.append(STRING[text] if text.__class__ is str else literal(text))
        else:
            if kind is _INNER:
                s.usage = _SCHEDULED
            elif kind is _STARRED:
                star += 1
            VISITORS[kind](argument, s)
    arguments = (
        _new(Arguments, _visit_named(named, len(placed) - star, star, s))
        if named or star or len(placed) >= _FEW else _PLACED[len(placed)]
    )  # fmt: skip
    out.append(END)
    s.context, s.callee = context, name
    if waits:
        callee = name or f"{FRESH}.{last}"
        row = _new(Call, (callee, made, s.owner, arguments, s.span(node), usage, context))
        pending[position] = row, root or (name or made).partition(".")[0]


def _made(value: ast.expr) -> str:
    """The dotted name of a class of which a call makes what has a member: `Shop` of `Shop().open`."""
    name = dotted(value.func) if value.__class__ is ast.Call else ""
    return name if name.rpartition(".")[2][:1].isupper() else ""


def _visit_named(
    named: Sequence[ast.keyword], count: int, star: int, s: State
) -> tuple[int, tuple[str, ...], bool, bool]:
    """What is passed by name; the columns of ``Arguments``."""
    out, frame = s.out, s.frame
    names: list[str] = []
    value: Any
    for keyword in named:
        name, value = keyword.arg, keyword.value
        kind = value.__class__
        if name:
            names.append(name)
            out.append(WORD[name])
        else:
            out.append(WORD["**"])
        if kind is _NAME and frame is not None:
            out.append(frame.numbers.get(value.id) or WORD[value.id])
        elif kind is _LITERAL:
            text = value.value
            out.append(STRING[text] if text.__class__ is str else literal(text))
        else:
            if kind is _INNER:
                s.usage = _SCHEDULED
            VISITORS[kind](value, s)
    return count, tuple(names), star > 0, len(names) < len(named)


def _note_run(name: str, node: ast.Call, usage: Usage, s: State) -> None:
    """What loading the file runs, and the imported things that are handed to it.

    What imports bring may bind the names by which it is told something: `public(config=Config())`.
    """
    s.called.add(name)
    if usage is _DROPPED and name.partition(".")[0] in s.roots:
        s.passed.update([keyword.arg for keyword in node.keywords if keyword.arg])
    for argument in node.args:
        text = dotted(argument)
        if text and text.partition(".")[0] in s.roots:
            s.handed.add((name, text))


def _note(last: str, name: str, node: ast.Call, s: State) -> None:
    """What some callees mean for the module or for their arguments."""
    if last in _SPECIAL:
        _note_special(name, node, s)
    elif last in EXPECTING:  # raises(TypeError, lambda: ...)
        s.context |= _EXPECTED
    elif last == "getenv" or name.endswith("environ.get"):
        settings.note_call(name, node, s)


def _note_special(name: str, node: ast.Call, s: State) -> None:
    """Calls that bind what cannot be read, or set what can."""
    if name.endswith("setattr"):
        if len(node.args) > 1:
            _set_by_name(node.args[0], node.args[1], name == "setattr", s)
    elif name in _OPAQUE or (
        name in _SPECIAL and not node.args and (name == "vars" or not s.scope)
    ):
        s.dynamic = True  # `vars()` in a default, `locals()` at module level: the module's names


def _set_by_name(holder: ast.expr, name: ast.expr, plain: bool, s: State) -> None:
    """``setattr(thing, "name", value)`` stores like ``thing.name = value``.

    What is set under a name that is worked out may be any: ``thing.*``. A test that has
    something set for a while (not ``plain``) expects it to be there.
    """
    written, text = ANY, dotted(holder)
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        written = name.value
        use_member("", written, True, name, s)
        if s.frame is not None and s.frame.numbers.get(text) == SELF:
            use_member(text, written, True, name, s)
    if plain and text.partition(".")[0] in s.roots:
        s.patched.append(f"{text}.{written}")
    elif plain and written == ANY and _is_given(text, s):
        s.setters.add(s.owner)


def _is_given(name: str, s: State) -> bool:
    """Whether a name is one that a function has to itself, but for ``self``."""
    return s.frame is not None and s.frame.numbers.get(name) not in (None, SELF)
