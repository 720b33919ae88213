"""Names and attributes: their characters in the shape, what they bind, whose members they use."""

import ast

from ssotlint.facts import held, settings
from ssotlint.facts.alphabet import END, KIND, LOCALS, SELF, STRING, WORD, literal
from ssotlint.facts.state import Frame, State, dotted
from ssotlint.facts.visitors import TARGETS, VISITORS
from ssotlint.model.facts import BindingKind, MemberUse

_MANY = len(LOCALS)
_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one
_ATTRIBUTE = KIND[ast.Attribute]
_SUBSCRIPT = KIND[ast.Subscript]
# Who hands these on makes another module in place of this one, or lets it grow elsewhere.
_MODULE_PARTS = frozenset(("__path__", "__spec__", "__loader__"))
_NAMES = (ast.Name, ast.Attribute)
# Who reaches for one of these from a function may make names where others ask for them: in the
# module that calls, or in one that is found or imported by its name.
_REACHING = frozenset(("f_back", "f_globals", "getmodule", "meta_path"))


def number(name: str, frame: Frame) -> str:
    """The character of a local variable, given out at its first appearance."""
    letter = frame.numbers.get(name)
    if letter is None:
        names = frame.names
        letter = frame.numbers[name] = LOCALS[len(names)] if len(names) < _MANY else LOCALS[-1]
        names.append(name)
    return letter


def visit_name(node: ast.Name, s: State) -> None:
    """A local variable by its number, any other name by its word."""
    name = node.id
    if s.frame is not None:
        s.out.append(s.frame.numbers.get(name) or WORD[name])
        return
    s.out.append(WORD[name])
    if name in _MODULE_PARTS:
        s.dynamic = True


def bind_name(node: ast.Name, s: State) -> None:
    """A name that is bound or deleted."""
    name, frame = node.id, s.frame
    if frame is not None:
        frame.stores[name] = ""
        s.out.append(frame.numbers.get(name) or number(name, frame))
        return
    s.out.append(WORD[name])
    stored = node.ctx.__class__ is ast.Store
    s.bind(name, BindingKind.OTHER if stored else BindingKind.DELETED, s.span(node))


def visit_attribute(node: ast.Attribute, s: State) -> None:
    """``value.attr`` that is read."""
    value, attribute = node.value, node.attr
    if value.__class__ is ast.Name:
        name, frame = value.id, s.frame
        reach(name, attribute, frame.numbers.get(name) if frame is not None else None, node, s)
    else:
        out = s.out
        out.append(_ATTRIBUTE)
        VISITORS[value.__class__](value, s)
        out.append(WORD[attribute])
        if attribute in _REACHING:
            s.fillers.add(s.owner)


def reach(name: str, attribute: str, letter: str | None, node: ast.Attribute, s: State) -> None:
    """``name.attribute``; uses of members of self, cls and imported names are recorded.

    ``letter`` is that of the name in the frame in hand.
    """
    out = s.out
    out.append(_ATTRIBUTE)
    if letter is None:
        out.append(WORD[name])
        if name in s.roots:
            use_member(name, attribute, False, node, s)
        elif name == "__path__":  # the package takes modules from elsewhere
            s.dynamic = True
    else:
        out.append(letter)
        if letter is SELF:
            use_member(name, attribute, False, node, s)
    if attribute in _REACHING:
        s.fillers.add(s.owner)
    out.append(WORD[attribute])


def set_attribute(node: ast.Attribute, s: State) -> None:
    """``value.attr`` that is set or deleted: whatever the value is, the member is recorded."""
    value, out, receiver = node.value, s.out, ""
    held.note_set(node, s)
    out.append(_ATTRIBUTE)
    if value.__class__ is ast.Name:
        name = value.id
        letter = s.frame.numbers.get(name) if s.frame is not None else None
        out.append(letter or WORD[name])
        if letter is SELF or (letter is None and name in s.roots):
            receiver = name
    else:
        VISITORS[value.__class__](value, s)
    use_member(receiver, node.attr, True, node, s)
    out.append(WORD[node.attr])


def use_member(receiver: str, name: str, stored: bool, node: ast.expr, s: State) -> None:
    """Record a member that is read or set, once a definition."""
    key = (s.owner, receiver, name, stored)
    if key not in s.member_keys:
        s.member_keys.add(key)
        s.members.append(
            _new(MemberUse, (receiver, name, s.owner, s.span(node), stored, s.context))
        )


def visit_subscript(node: ast.Subscript, s: State) -> None:
    """``value[slice]`` that is read.

    Writing to ``sys.modules``, or taking the module itself out of it, makes names that we cannot
    read; ``sys.modules[f.__module__]`` is the module of who calls, ``sys.modules[name]`` of whoever
    gave its name.
    """
    value, index, out, frame = node.value, node.slice, s.out, s.frame
    out.append(_SUBSCRIPT)
    if value.__class__ is ast.Name and frame is not None:  # no call for what is usual
        out.append(frame.numbers.get(value.id) or WORD[value.id])
    else:
        VISITORS[value.__class__](value, s)
    if index.__class__ is ast.Constant:
        text = index.value
        out.append(STRING[text] if text.__class__ is str else literal(text))
        if (value.__class__ is ast.Attribute and value.attr == "environ") or (
            value.__class__ is ast.Name and value.id.endswith("environ")
        ):
            settings.note_subscript(node, s)
        return
    VISITORS[index.__class__](index, s)
    if index.__class__ in _NAMES and dotted(value) == "sys.modules":
        if index.__class__ is ast.Name and index.id == "__name__":
            s.dynamic = True
        else:
            s.fillers.add(s.owner)


def set_subscript(node: ast.Subscript, s: State) -> None:
    """``value[slice]`` that is set or deleted."""
    value, index = node.value, node.slice
    s.out.append(_SUBSCRIPT)
    VISITORS[value.__class__](value, s)
    VISITORS[index.__class__](index, s)
    if dotted(value) == "sys.modules":
        s.dynamic = True
        s.fillers.add(s.owner)


def visit_capture(node: ast.MatchAs | ast.MatchStar, s: State) -> None:
    """``case [first, *rest] as every``: what matches a pattern gets a name, whatever it is."""
    s.out.append(KIND[node.__class__])
    if node.__class__ is ast.MatchAs and node.pattern is not None:
        VISITORS[node.pattern.__class__](node.pattern, s)
    _capture(node.name, node, s)


def visit_mapping(node: ast.MatchMapping, s: State) -> None:
    """``case {"key": value, **rest}``."""
    s.out.append(KIND[ast.MatchMapping])
    for part in (*node.keys, *node.patterns):
        VISITORS[part.__class__](part, s)
    s.out.append(END)
    _capture(node.rest, node, s)


def _capture(name: str | None, node: ast.pattern, s: State) -> None:
    if name is None:
        return
    if s.frame is not None:
        s.frame.stores[name] = ""
        s.out.append(number(name, s.frame))
    else:
        s.out.append(WORD[name])
        s.bind(name, BindingKind.OTHER, s.span(node))


def bind_sequence(node: ast.List | ast.Tuple, s: State) -> None:
    """Lists and tuples of targets."""
    s.out.append(KIND[node.__class__])
    for item in node.elts:
        TARGETS[item.__class__](item, s)
    s.out.append(END)


def bind_starred(node: ast.Starred, s: State) -> None:
    """``*target``."""
    s.out.append(WORD["*"])
    TARGETS[node.value.__class__](node.value, s)
