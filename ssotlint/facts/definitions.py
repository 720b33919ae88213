"""Functions and classes: their rows, and what becomes of the calls inside them."""

import ast
import sys

from ssotlint.facts import held
from ssotlint.facts.alphabet import KIND, SELF, WORD
from ssotlint.facts.bodies import body_of
from ssotlint.facts.scopes import visit_parameters
from ssotlint.facts.signatures import signature_of
from ssotlint.facts.state import Frame, Held, PendingCall, State, dotted
from ssotlint.facts.statements import visit_body, visit_each
from ssotlint.facts.visitors import visit
from ssotlint.model.facts import (
    BindingKind,
    Body,
    Call,
    Context,
    Definition,
    DefinitionKind,
    Usage,
    stretched,
)
from ssotlint.model.place import NOWHERE, Span
from ssotlint.model.signature import Signature

# Looked up once: the walk asks for them at every statement.
_DEFERRED, _CLASS, _EXPECTED = Context.DEFERRED, Context.CLASS, Context.EXPECTED
_FAILING = frozenset(("expectedfailure", "skip", "xfail"))
_DOTS = 2  # in `self.till.open`
_LIBRARY = sys.stdlib_module_names
_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one
_AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
_DECORATED = frozenset((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
_NO_SIGNATURE = Signature()
_UNKNOWN = Definition(
    "", "", DefinitionKind.CLASS, NOWHERE, 0, 0, -1, 0, (), (), (), Signature(),
    Body.PLAIN, 0, 0,
)  # fmt: skip


def visit_function(node: _AnyFunction, s: State) -> None:
    """A ``def``: decorators belong outside, parameters and body have a frame of their own."""
    decorators = _decorators(node, s) if node.decorator_list else ()
    name, position, start = node.name, *_open(node, s)
    outer, pending, method = s.frame, len(s.pending), s.class_owner >= 0
    members = len(s.members)
    if outer is None:
        frame = s.frame = Frame()
    else:
        frame = outer
        _name_nested(name, outer)
    declared = len(frame.declared_global)
    flags = _DEFERRED | _EXPECTED if decorators and _may_fail(decorators) else _DEFERRED
    before = _enter(s, position, f"{s.scope}{name}.<locals>.", flags)
    s.class_owner, yields, s.yields, counted = -1, s.yields, False, s.statements
    visit_parameters(node.args, s, first_is_self=method and "staticmethod" not in decorators)
    visit_body(node.body, s)
    s.owner, s.context, s.scope, s.class_owner = before
    kind, s.yields = _kind_of(node, s.yields), yields
    body, target = body_of(node)
    span = s.span(node)
    s.definitions[position] = _new(Definition, (
        name, s.scope, kind, span, _start_line(node) + s.pieces.offset,
        _header_end(node) + s.pieces.offset, s.owner, s.context, decorators, (), (), signature_of(node, s), body,
        stretched(start, len(s.out)), s.statements - counted, target, tuple(frame.declared_global[declared:]),
    ))  # fmt: skip
    if outer is None:
        s.locals[position] = tuple(frame.names)
        _settle(frame, pending, s)
        if frame.imported:
            _drop_reset(frame, members, s)
        if frame.declared_global:
            _bind_globals(frame, span, s)
        s.frame = None
        s.bind(name, BindingKind.DEFINITION, span, ref=position)
        if name == "__getattr__" and not method:
            s.dynamic = True


def visit_class(node: ast.ClassDef, s: State) -> None:
    """A ``class``: bases and keywords belong outside, the body binds members."""
    decorators = _decorators(node, s)
    for base in node.bases:
        visit(base, s)
    for keyword in node.keywords:
        visit(keyword.value, s)
    position, start = _open(node, s)
    outer, pending = s.frame, len(s.pending)
    if outer is not None:
        _name_nested(node.name, outer)
    offset = s.pieces.offset
    start_line, header = _start_line(node) + offset, _header_end(node) + offset
    before = _enter(s, position, f"{s.scope}{node.name}.", _CLASS)
    # What names mean in a function around the class is not looked up for what it keeps.
    around, inside = s.held, outer is not None or (s.held is None and s.class_owner >= 0)
    keeps = s.held = None if inside else Held()
    s.class_owner, s.frame = position, None
    first_binding, counted = len(s.bindings), s.statements
    span = _visit_members(node, s)
    s.owner, s.context, s.scope, s.class_owner = before
    s.frame, s.held = outer, around
    if keeps is not None:
        held.settle(keeps, s)
    _drop_members(first_binding, position, pending, s)
    body = Body.PLAIN if s.statements > counted else Body.STUB
    s.definitions[position] = _new(Definition, (
        node.name, s.scope, DefinitionKind.CLASS, span, start_line,
        header, s.owner, s.context, decorators,
        tuple([_base_name(b) for b in node.bases]),
        tuple([(k.arg or "**", dotted(k.value)) for k in node.keywords]), _NO_SIGNATURE,
        body, stretched(start, len(s.out)), s.statements - counted, "", (),
    ))  # fmt: skip
    if outer is None:
        s.bind(node.name, BindingKind.DEFINITION, span, ref=position)


def _visit_members(node: ast.ClassDef, s: State) -> Span:
    """The body of a class; where a long one ends is known when it was read. Its span."""
    span = s.span(node)
    if s.pieces.open is not node:
        visit_body(node.body, s)
        return span
    visit_each(s.pieces.members(node), s)
    end = s.span(s.pieces.closing or node)
    return Span(span.line, span.column, end.end_line, end.end_column)


def settle_module(s: State) -> None:
    """Keep the calls whose root the module binds; the others are builtins or unknown."""
    names = {b.name for b in s.bindings if b.owner < 0} | s.roots
    star = "*" in names
    s.dynamic = s.dynamic or _is_handed_over(s)
    for row, root in s.pending:
        if root in names or star or root.startswith("super("):
            s.calls.append(row)
    s.pending.clear()
    if not star:
        s.calls = [c for c in s.calls if not c[1] or c.receiver.partition(".")[0] in names]


def _is_handed_over(s: State) -> bool:
    """Whether a module does nothing but call what others supply: `moved("shop.money", "2.0")`.

    What it is called for is to put something else in the place of the module.
    """
    if s.definitions or not s.pending:
        return False
    called = {root for row, root in s.pending if row.usage is Usage.DROPPED}
    rows = [row for row in s.imports if row.module != "__future__"]
    return bool(rows) and all(
        row.bound in called and not row.level and row.module.partition(".")[0] not in _LIBRARY
        for row in rows
    ) and all(b.kind is BindingKind.IMPORT for b in s.bindings)  # fmt: skip


def _open(node: _AnyFunction | ast.ClassDef, s: State) -> tuple[int, int]:
    """Reserve the row, so that owners come before what they own; begin the shape."""
    position, start = len(s.definitions), len(s.out)
    s.definitions.append(_UNKNOWN)
    s.locals.append(())
    s.out.append(KIND[node.__class__])
    s.out.append(WORD[node.name])
    return position, start


def _enter(s: State, position: int, scope: str, flag: int) -> tuple[int, int, str, int]:
    before = (s.owner, s.context, s.scope, s.class_owner)
    s.owner, s.context, s.scope = position, (s.context & ~_CLASS) | flag, scope
    return before


def _name_nested(name: str, frame: Frame) -> None:
    """A nested definition keeps its word: two closures of other names are other code."""
    frame.stores[name] = ""
    frame.numbers.setdefault(name, WORD[name])


def _decorators(node: _AnyFunction | ast.ClassDef, s: State) -> tuple[str, ...]:
    names: list[str] = []
    for decorator in node.decorator_list:
        visit(decorator, s)
        names.append(dotted(decorator.func if isinstance(decorator, ast.Call) else decorator))
    return tuple(names)


def _may_fail(decorators: tuple[str, ...]) -> bool:
    """Whether a test is marked as one that fails or does not run: nobody waits for it."""
    return any(name.rpartition(".")[2].casefold() in _FAILING for name in decorators)


def _base_name(base: ast.expr) -> str:
    return dotted(base.value if isinstance(base, ast.Subscript) else base)


def _start_line(node: _AnyFunction | ast.ClassDef) -> int:
    decorators = node.decorator_list
    return min([node.lineno, *[d.lineno for d in decorators]]) if decorators else node.lineno


def _header_end(node: _AnyFunction | ast.ClassDef) -> int:
    first = node.body[0]
    own, line = node.lineno, first.lineno
    if first.__class__ in _DECORATED:
        line = _start_line(first)  # type: ignore[arg-type]
    return line - 1 if line > own else own


def _kind_of(node: _AnyFunction, yields: bool) -> DefinitionKind:
    if isinstance(node, ast.AsyncFunctionDef):
        return DefinitionKind.ASYNC_GENERATOR if yields else DefinitionKind.COROUTINE
    return DefinitionKind.GENERATOR if yields else DefinitionKind.FUNCTION


def _settle(frame: Frame, first: int, s: State) -> None:
    """Decide what the roots of a function's calls are, once all its local names are known."""
    outer: list[PendingCall] = []
    numbers, imported, stores, keeps = frame.numbers, frame.imported, frame.stores, s.held
    for call in s.pending[first:]:
        row, root = call
        letter = numbers.get(root)
        if letter is None:  # what is imported has a letter
            outer.append(call)
        elif root in imported:
            if root not in stores:  # else imported here and set to something else
                outer.append(call)
        elif letter == WORD[root]:
            outer.append(call)
        elif row[1]:
            continue  # nobody knows what a variable makes
        elif letter is SELF:
            if keeps is not None and row[0].count(".") == _DOTS:
                keeps.calls.append(len(s.calls))
            s.calls.append(row)
        elif (made := stores.get(root)) and row[0].count(".") <= 1:
            s.calls.append(_new(Call, (row[0], made, *row[2:])))
    s.pending[first:] = outer


def _drop_reset(frame: Frame, first: int, s: State) -> None:
    """Members of names that a function both imports and sets are members of either."""
    reset = frame.imported & frame.stores.keys()
    if reset:
        s.members[first:] = [m for m in s.members[first:] if m.receiver not in reset]


def _drop_members(first_binding: int, position: int, first: int, s: State) -> None:
    """Calls of names that the class body itself binds reach members, not the module's names."""
    own = {b.name for b in s.bindings[first_binding:] if b.owner == position}
    s.pending[first:] = [c for c in s.pending[first:] if c[0].owner != position or c[1] not in own]


def _bind_globals(frame: Frame, span: Span, s: State) -> None:
    """Names that a function declares global and stores are the module's names too.

    What the module only annotates has its value from there.
    """
    known = {b.name for b in s.bindings if b.owner < 0 and b.kind is not BindingKind.DECLARED}
    for name in dict.fromkeys(frame.declared_global):
        if (name in frame.stores or name in frame.imported) and name not in known:
            class_owner, s.class_owner = s.class_owner, -1
            context, s.context = s.context, s.context | _DEFERRED
            s.bind(name, BindingKind.OTHER, span)
            s.class_owner, s.context = class_owner, context
