"""Calls: their characters in the shape, and the rows of those whose callee is a dotted name."""

import ast

from ssotlint.facts import settings
from ssotlint.facts.alphabet import END, KIND, SELF, STRING, WORD, literal
from ssotlint.facts.names import reach, use_member
from ssotlint.facts.state import State, dotted
from ssotlint.facts.visitors import VISITORS
from ssotlint.model.facts import ANY, FRESH, Call, Context, Usage
from ssotlint.model.signature import Arguments

# Looked up once: members of an enum are found by a descriptor.
_EXPECTED = Context.EXPECTED
_VALUE, _SCHEDULED, _BOUND, _DROPPED = Usage.VALUE, Usage.SCHEDULED, Usage.BOUND, Usage.DROPPED
_CALL = KIND[ast.Call]
EXPECTING = frozenset(("raises", "assertRaises", "assertRaisesRegex", "warns"))
"""Whoever calls one of these waits for an error."""
_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one
_OPAQUE = frozenset(("globals", "exec"))  # they may bind what cannot be read
_SPECIAL = _OPAQUE | {"locals", "setattr", "vars"}
_NOTED = _SPECIAL | EXPECTING | {"getenv", "get"}


def visit_call(node: ast.Call, s: State) -> None:
    """A call; kept for later when its callee is a dotted name, which is left in ``s.callee``."""
    usage, context, out, position = s.usage, s.context, s.out, len(s.pending)
    s.usage = _VALUE
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
    if last in _NOTED and name:
        _note(last, name, node, s)
    if s.owner < 0 and usage is not _BOUND and name:
        _note_run(name, node, usage, s)
    out.append(_CALL)
    if not root:
        VISITORS[function.__class__](function, s)
    elif function.__class__ is ast.Attribute:
        reach(root, last, function, s)
    elif s.frame is not None:  # no call for what is usual
        out.append(s.frame.numbers.get(name) or WORD[name])
    else:
        VISITORS[function.__class__](function, s)
    arguments = _visit_arguments(node, s)
    s.context = context
    s.callee = name
    out.append(END)
    made = "" if name or function.__class__ is not ast.Attribute else _made(function)
    if name or made:  # in front of the calls that are its arguments
        callee = name or f"{FRESH}.{last}"
        row = _new(Call, (callee, made, s.owner, arguments, s.span(node), usage, context))
        s.pending.insert(position, (row, root or (name or made).partition(".")[0]))


def _made(function: ast.Attribute) -> str:
    """The dotted name of a class of which a call makes what has a member: `Shop` of `Shop().open`."""
    made = function.value
    name = dotted(made.func) if isinstance(made, ast.Call) else ""
    return name if name.rpartition(".")[2][:1].isupper() else ""


def _visit_arguments(node: ast.Call, s: State) -> Arguments:  # noqa: C901 - hot
    placed, named, out, frame = node.args, node.keywords, s.out, s.frame
    numbers = frame.numbers if frame is not None else None
    positional, star = len(placed), False
    for argument in placed:
        if argument.__class__ is ast.Name and numbers is not None:  # no call for what is usual
            out.append(numbers.get(argument.id) or WORD[argument.id])
        elif argument.__class__ is ast.Constant:
            text = argument.value
            out.append(STRING[text] if text.__class__ is str else literal(text))
        else:
            if argument.__class__ is ast.Call:
                s.usage = _SCHEDULED
            elif argument.__class__ is ast.Starred:
                star = True
                positional -= 1
            VISITORS[argument.__class__](argument, s)
    if not named:
        return _new(Arguments, (positional, (), star, False))
    for keyword in named:
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
    keywords = tuple([k.arg for k in named if k.arg])
    return _new(Arguments, (positional, keywords, star, len(keywords) < len(named)))


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
