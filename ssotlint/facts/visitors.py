"""Which function reads which class of node; ``facts.skim`` fills the tables."""

import ast

from ssotlint.facts.alphabet import END, KIND, WORD, literal
from ssotlint.facts.state import State, Visitor

_FIELDS = {
    node: tuple(f for f in node._fields if f not in ("ctx", "type_comment", "kind"))
    for node in KIND
}


def visit(node: ast.AST, s: State) -> None:
    """Walk any node."""
    VISITORS[node.__class__](node, s)


def visit_target(node: ast.expr, s: State) -> None:
    """Walk an expression that is bound, set or deleted.

    Where one stands says so already: the nodes need not be asked for their contexts.
    """
    TARGETS[node.__class__](node, s)


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


VISITORS: dict[type, Visitor] = dict.fromkeys(_FIELDS, visit_other)
"""What is called for each class of node."""
TARGETS: dict[type, Visitor] = {}
"""What is called for those that are bound, set or deleted."""
