"""What binds names of its own within an expression: comprehensions, lambdas, parameters."""

import ast

from ssotlint.facts.alphabet import END, KIND, SELF, WORD
from ssotlint.facts.names import number
from ssotlint.facts.state import Frame, State
from ssotlint.facts.visitors import VISITORS, visit, visit_target

_IF_EXP = KIND[ast.IfExp]
_LAMBDA = KIND[ast.Lambda]


def visit_comprehension(node: ast.ListComp | ast.SetComp | ast.GeneratorExp, s: State) -> None:
    """The generators first: they bind the names that the element uses."""
    before = _open_frame(s)
    s.out.append(KIND[node.__class__])
    _visit_generators(node.generators, s)
    visit(node.elt, s)
    _leave_frame(before, s)


def visit_dict_comprehension(node: ast.DictComp, s: State) -> None:
    """The generators first: they bind the names that key and value use."""
    before = _open_frame(s)
    s.out.append(KIND[node.__class__])
    _visit_generators(node.generators, s)
    visit(node.key, s)
    visit(node.value, s)
    _leave_frame(before, s)


def _visit_generators(generators: list[ast.comprehension], s: State) -> None:
    for generator in generators:
        visit(generator.iter, s)
        visit_target(generator.target, s)
        for condition in generator.ifs:
            s.out.append(_IF_EXP)
            visit(condition, s)
        s.out.append(END)


def visit_lambda(node: ast.Lambda, s: State) -> None:
    """Parameters of a lambda are numbered like locals."""
    before = _open_frame(s)
    s.out.append(_LAMBDA)
    visit_parameters(node.args, s)
    VISITORS[node.body.__class__](node.body, s)
    _leave_frame(before, s)


def _open_frame(s: State) -> int:
    """Within a function its frame goes on; outside names need one. How many calls waited then."""
    if s.frame is not None:
        return -1
    s.frame = Frame()
    return len(s.pending)


def _leave_frame(first: int, s: State) -> None:
    """Forget the names of a comprehension or lambda outside of functions, and calls on them."""
    if first < 0 or s.frame is None:
        return
    own = s.frame.numbers
    s.elsewhere.update(own)
    s.pending[first:] = [c for c in s.pending[first:] if c[1] not in own]
    s.frame = None


def visit_parameters(arguments: ast.arguments, s: State, *, first_is_self: bool = False) -> None:
    """Parameters by number, their defaults, and marks for ``/``, ``*`` and ``**``."""
    frame = s.frame
    assert frame is not None  # noqa: S101 - whoever has parameters has opened one
    stores, out = frame.stores, s.out
    only, positional, defaults = arguments.posonlyargs, arguments.args, arguments.defaults
    if only:
        positional = only + positional
    without = len(positional) - len(defaults)
    last_only = len(only) - 1
    for position, parameter in enumerate(positional):
        name = parameter.arg
        stores[name] = ""  # a parameter may be anything: never a fresh instance
        if first_is_self and position == 0:
            frame.numbers[name] = SELF
            s.elsewhere.add(name)
        else:
            out.append(number(name, frame))
        if position >= without:
            visit(defaults[position - without], s)
        if position == last_only and (position or not first_is_self):
            out.append(WORD["/"])
    if arguments.vararg or arguments.kwonlyargs:
        out.append(WORD["*"])
        _visit_further(arguments, frame, s)
    if arguments.kwarg:
        stores[arguments.kwarg.arg] = ""
        out.append(WORD["**"])
        out.append(number(arguments.kwarg.arg, frame))
    out.append(END)


def _visit_further(arguments: ast.arguments, frame: Frame, s: State) -> None:
    """``*rest`` and what stands behind it."""
    if arguments.vararg:
        frame.stores[arguments.vararg.arg] = ""
        s.out.append(number(arguments.vararg.arg, frame))
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        frame.stores[parameter.arg] = ""
        s.out.append(number(parameter.arg, frame))
        if default is not None:
            visit(default, s)
