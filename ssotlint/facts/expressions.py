"""Expressions: their characters in the shape, the calls and member uses among them."""

import ast
from typing import cast

from ssotlint.facts import settings
from ssotlint.facts.alphabet import END, KIND, LOCALS, SELF, STRING, WORD, literal
from ssotlint.facts.state import Frame, State, Visitor, dotted
from ssotlint.model.facts import BindingKind, Context, MemberUse, Usage

# Looked up once: members of an enum are found by a descriptor.
_EXPECTED = Context.EXPECTED
EXPECTING = frozenset(("raises", "assertRaises", "assertRaisesRegex", "warns"))
"""Whoever calls one of these waits for an error."""
_VALUE, _SCHEDULED, _AWAITED = Usage.VALUE, Usage.SCHEDULED, Usage.AWAITED
_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one
_OPAQUE = frozenset(("globals", "exec"))  # they may bind what cannot be read
_SPECIAL = _OPAQUE | {"locals", "setattr", "vars"}
# Who hands these on makes another module in place of this one, or lets it grow elsewhere.
_MODULE_PARTS = frozenset(("__path__", "__spec__", "__loader__"))
_FIELDS = {
    node: tuple(f for f in node._fields if f not in ("ctx", "type_comment", "kind"))
    for node in KIND
}


def visit(node: ast.AST, s: State) -> None:
    """Walk any node."""
    VISITORS[node.__class__](node, s)


def visit_other(node: ast.AST, s: State) -> None:
    """Write the kind, then the fields in their order."""
    s.out.append(KIND.get(node.__class__, END))
    for field in _FIELDS.get(node.__class__) or node._fields:
        value = getattr(node, field, None)
        if value.__class__ is list:
            for item in value:
                if item.__class__ is str:
                    s.out.append(WORD[item])
                elif item is not None:
                    VISITORS[item.__class__](item, s)
            s.out.append(END)
        elif isinstance(value, ast.AST):
            VISITORS[value.__class__](value, s)
        elif value is not None:
            s.out.append(literal(value))


def number(name: str, frame: Frame) -> str:
    """The character of a local variable, given out at its first appearance."""
    letter = frame.numbers.get(name)
    if letter is None:
        letter = frame.numbers[name] = LOCALS[min(len(frame.names), len(LOCALS) - 1)]
        frame.names.append(name)
    return letter


def visit_name(node: ast.Name, s: State) -> None:
    """A local variable by its number, any other name by its word."""
    name = node.id
    frame = s.frame
    if frame is None:
        s.out.append(WORD[name])
        if node.ctx.__class__ is ast.Store:
            s.bind(name, BindingKind.OTHER, node)
        elif node.ctx.__class__ is ast.Del:
            s.bind(name, BindingKind.DELETED, node)
        elif name in _MODULE_PARTS:
            s.dynamic = True
        return
    if node.ctx.__class__ is not ast.Load:
        frame.stores[name] = frame.stores.get(name, 0) + 1
        s.out.append(number(name, frame))
        return
    s.out.append(frame.numbers.get(name) or WORD[name])


def visit_constant(node: ast.Constant, s: State) -> None:
    """A literal by its type and value."""
    value = node.value
    s.out.append(STRING[value] if value.__class__ is str else literal(value))


def visit_attribute(node: ast.Attribute, s: State) -> None:
    """``value.attr``; uses of members of self, cls and imported names are recorded."""
    value, out = node.value, s.out
    out.append(_ATTRIBUTE)
    if value.__class__ is ast.Name:
        name = value.id
        letter = s.frame.numbers.get(name) if s.frame is not None else None
        out.append(letter or WORD[name])
        if letter is SELF or (letter is None and name in s.roots):
            _use_member(node, name, s)
        elif node.ctx.__class__ is not ast.Load:
            _use_member(node, "", s)
        elif name == "__path__":  # the package takes modules from elsewhere
            s.dynamic = True
    else:
        VISITORS[value.__class__](value, s)
        if node.ctx.__class__ is not ast.Load:
            _use_member(node, "", s)
    out.append(WORD[node.attr])


def _use_member(node: ast.Attribute, receiver: str, s: State) -> None:
    stored = node.ctx.__class__ is not ast.Load
    key = (s.owner, receiver, node.attr, stored)
    if key not in s.member_keys:
        s.member_keys.add(key)
        s.members.append(
            _new(MemberUse, (receiver, node.attr, s.owner, s.span(node), stored, s.context))
        )


def visit_call(node: ast.Call, s: State) -> None:  # noqa: C901, PLR0912 - the hottest function
    """A call; kept for later when its callee is a dotted name."""
    usage, context = s.usage, s.context
    s.usage = _VALUE
    function, arguments = node.func, node.args
    name = dotted(function)
    if name:
        s.pending.append((name, node, s.owner, usage, context, name.partition(".")[0]))
        last = name.rpartition(".")[2]
        if last in _SPECIAL:
            _note_special(name, node, s)
        elif last in EXPECTING:  # raises(TypeError, lambda: ...)
            s.context |= _EXPECTED
        elif last == "getenv" or (last == "get" and name.endswith("environ.get")):
            settings.note_call(name, node, s)
    out, frame = s.out, s.frame
    out.append(_CALL)
    VISITORS[function.__class__](function, s)
    numbers = frame.numbers if frame is not None else None
    for argument in arguments:
        if argument.__class__ is ast.Name and numbers is not None:  # no call for what is usual
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
        key = (s.owner, "", name.value, True)
        if key not in s.member_keys:
            s.member_keys.add(key)
            s.members.append(MemberUse("", name.value, s.owner, s.span(name), True, s.context))


def visit_await(node: ast.Await | ast.YieldFrom, s: State) -> None:
    """``await`` leaves no character: a judge tells sync and async twins apart."""
    if node.value.__class__ is ast.Call:
        s.usage = _AWAITED
    if node.__class__ is ast.YieldFrom:
        s.out.append(_YIELD_FROM)
        s.yields = True
    VISITORS[node.value.__class__](node.value, s)


def visit_yield(node: ast.Yield, s: State) -> None:
    """``yield value`` makes the function a generator."""
    s.out.append(_YIELD)
    s.yields = True
    if node.value is not None:
        VISITORS[node.value.__class__](node.value, s)


def visit_comprehension(node: ast.AST, s: State) -> None:
    """The generators first: they bind the names that the element uses."""
    s.out.append(KIND[node.__class__])
    frame, pending = s.frame, len(s.pending)
    if frame is None:
        s.frame = Frame()
    for generator in cast("ast.ListComp", node).generators:
        visit(generator.iter, s)
        visit(generator.target, s)
        for condition in generator.ifs:
            s.out.append(_IF_EXP)
            visit(condition, s)
        s.out.append(END)
    if node.__class__ is ast.DictComp:
        visit(node.key, s)
        visit(node.value, s)
    else:
        visit(cast("ast.ListComp", node).elt, s)
    if frame is None:
        _leave_small_frame(s, pending)


def visit_lambda(node: ast.Lambda, s: State) -> None:
    """Parameters of a lambda are numbered like locals."""
    frame, pending = s.frame, len(s.pending)
    if frame is None:
        s.frame = Frame()
    s.out.append(_LAMBDA)
    visit_parameters(node.args, s)
    VISITORS[node.body.__class__](node.body, s)
    if frame is None:
        _leave_small_frame(s, pending)


def _leave_small_frame(s: State, first: int) -> None:
    """Forget the names of a comprehension or lambda at module level, and calls on them."""
    own = cast("Frame", s.frame).numbers
    s.elsewhere.update(own)
    s.pending[first:] = [c for c in s.pending[first:] if c[5] not in own]
    s.frame = None


def visit_parameters(arguments: ast.arguments, s: State, *, first_is_self: bool = False) -> None:
    """Parameters by number, their defaults, and marks for ``/``, ``*`` and ``**``."""
    frame = cast("Frame", s.frame)
    positional = [*arguments.posonlyargs, *arguments.args]
    without = len(positional) - len(arguments.defaults)
    for position, parameter in enumerate(positional):
        frame.stores[parameter.arg] = 2  # a parameter may be anything: never a fresh instance
        if first_is_self and position == 0:
            frame.numbers[parameter.arg] = SELF
            s.elsewhere.add(parameter.arg)
        else:
            s.out.append(number(parameter.arg, frame))
        if position >= without:
            visit(arguments.defaults[position - without], s)
        if position == len(arguments.posonlyargs) - 1 and (position or not first_is_self):
            s.out.append(WORD["/"])
    if arguments.vararg or arguments.kwonlyargs:
        s.out.append(WORD["*"])
    if arguments.vararg:
        frame.stores[arguments.vararg.arg] = 2
        s.out.append(number(arguments.vararg.arg, frame))
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        frame.stores[parameter.arg] = 2
        s.out.append(number(parameter.arg, frame))
        if default is not None:
            visit(default, s)
    if arguments.kwarg:
        frame.stores[arguments.kwarg.arg] = 2
        s.out.append(WORD["**"])
        s.out.append(number(arguments.kwarg.arg, frame))
    s.out.append(END)


def visit_compare(node: ast.Compare, s: State) -> None:
    """``a < b < c``: operators between their operands."""
    s.out.append(_COMPARE)
    VISITORS[node.left.__class__](node.left, s)
    for operator, right in zip(node.ops, node.comparators):  # noqa: B905 - the parser's own
        s.out.append(KIND[operator.__class__])
        VISITORS[right.__class__](right, s)


def visit_bin_op(node: ast.BinOp, s: State) -> None:
    """An arithmetic operator and its operands."""
    s.out.append(_BIN_OP)
    s.out.append(KIND[node.op.__class__])
    VISITORS[node.left.__class__](node.left, s)
    VISITORS[node.right.__class__](node.right, s)


def visit_sequence(node: ast.AST, s: State) -> None:
    """Lists, tuples and sets."""
    s.out.append(KIND[node.__class__])
    for item in cast("ast.List", node).elts:
        VISITORS[item.__class__](item, s)
    s.out.append(END)


def visit_subscript(node: ast.Subscript, s: State) -> None:
    """``value[slice]``.

    Writing to ``sys.modules``, or taking the module itself out of it, makes names that we cannot
    read.
    """
    s.out.append(_SUBSCRIPT)
    VISITORS[node.value.__class__](node.value, s)
    VISITORS[node.slice.__class__](node.slice, s)
    if (node.ctx.__class__ is not ast.Load or _is_own_name(node.slice)) and (
        dotted(node.value) == "sys.modules"
    ):
        s.dynamic = True
    if node.slice.__class__ is ast.Constant:
        settings.note_subscript(node, s)


def _is_own_name(node: ast.expr) -> bool:
    return node.__class__ is ast.Name and node.id == "__name__"


def visit_bool_op(node: ast.BoolOp, s: State) -> None:
    """``and`` and ``or`` over their operands."""
    s.out.append(_BOOL_OP)
    s.out.append(KIND[node.op.__class__])
    for value in node.values:
        VISITORS[value.__class__](value, s)
    s.out.append(END)


def visit_unary_op(node: ast.UnaryOp, s: State) -> None:
    """``not``, ``-`` and their kin."""
    s.out.append(KIND[node.op.__class__])
    VISITORS[node.operand.__class__](node.operand, s)


def visit_joined(node: ast.JoinedStr, s: State) -> None:
    """The parts of an f-string."""
    out = s.out
    out.append(_JOINED)
    for value in node.values:
        if value.__class__ is ast.Constant:
            out.append(literal(value.value))
        else:
            VISITORS[value.__class__](value, s)
    out.append(END)


def visit_formatted(node: ast.FormattedValue, s: State) -> None:
    """A value in an f-string with its conversion and format."""
    s.out.append(_FORMATTED)
    VISITORS[node.value.__class__](node.value, s)
    if node.conversion >= 0:
        s.out.append(WORD[f"!{node.conversion}"])
    if node.format_spec is not None:
        visit(node.format_spec, s)


def visit_dict(node: ast.Dict, s: State) -> None:
    """Keys and values in turn; ``**`` has no key."""
    out = s.out
    out.append(_DICT)
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            out.append(WORD["**"])
        elif key.__class__ is ast.Constant:
            text = key.value
            out.append(STRING[text] if text.__class__ is str else literal(text))
        else:
            VISITORS[key.__class__](key, s)
        VISITORS[value.__class__](value, s)
    out.append(END)


def visit_if_exp(node: ast.IfExp, s: State) -> None:
    """``body if test else orelse``."""
    s.out.append(_IF_EXP)
    VISITORS[node.test.__class__](node.test, s)
    VISITORS[node.body.__class__](node.body, s)
    VISITORS[node.orelse.__class__](node.orelse, s)


def visit_starred(node: ast.Starred, s: State) -> None:
    """``*value``."""
    s.out.append(WORD["*"])
    VISITORS[node.value.__class__](node.value, s)


_LAMBDA = KIND[ast.Lambda]
_YIELD = KIND[ast.Yield]
_YIELD_FROM = KIND[ast.YieldFrom]
_ATTRIBUTE = KIND[ast.Attribute]
_BOOL_OP = KIND[ast.BoolOp]
_JOINED = KIND[ast.JoinedStr]
_FORMATTED = KIND[ast.FormattedValue]
_DICT = KIND[ast.Dict]
_CALL = KIND[ast.Call]
_COMPARE = KIND[ast.Compare]
_BIN_OP = KIND[ast.BinOp]
_SUBSCRIPT = KIND[ast.Subscript]
_IF_EXP = KIND[ast.IfExp]

VISITORS: dict[type, Visitor] = dict.fromkeys(_FIELDS, cast("Visitor", visit_other))
"""What is called for each class of node; statements join in ``facts.skim``."""
VISITORS.update(
    cast(
        "dict[type, Visitor]",
        {
            ast.Name: visit_name,
            ast.Constant: visit_constant,
            ast.Attribute: visit_attribute,
            ast.Call: visit_call,
            ast.Await: visit_await,
            ast.YieldFrom: visit_await,
            ast.Yield: visit_yield,
            ast.ListComp: visit_comprehension,
            ast.SetComp: visit_comprehension,
            ast.GeneratorExp: visit_comprehension,
            ast.DictComp: visit_comprehension,
            ast.Lambda: visit_lambda,
            ast.Compare: visit_compare,
            ast.BinOp: visit_bin_op,
            ast.List: visit_sequence,
            ast.Tuple: visit_sequence,
            ast.Set: visit_sequence,
            ast.Subscript: visit_subscript,
            ast.BoolOp: visit_bool_op,
            ast.UnaryOp: visit_unary_op,
            ast.JoinedStr: visit_joined,
            ast.FormattedValue: visit_formatted,
            ast.Dict: visit_dict,
            ast.IfExp: visit_if_exp,
            ast.Starred: visit_starred,
        },
    )
)
