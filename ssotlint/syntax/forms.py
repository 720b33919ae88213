"""Forms that several judges ask for, without LibCST's matchers: those take longer to load than LibCST."""

import libcst as cst

Text = cst.SimpleString | cst.ConcatenatedString
"""A text in which nothing is filled in."""
Try = cst.Try | cst.TryStar
"""What LibCST has two classes for, and people one word: `try`, with `except` or with `except*`."""
Handler = cst.ExceptHandler | cst.ExceptStarHandler
"""A branch of it."""


def only(row: cst.CSTNode) -> cst.BaseSmallStatement | None:
    """The statement that stands alone on its lines; None for several, and for one with a body."""
    return row.body[0] if isinstance(row, cst.SimpleStatementLine) and len(row.body) == 1 else None


def is_name(node: cst.CSTNode | None, value: str) -> bool:
    """Whether a node is just this name."""
    return isinstance(node, cst.Name) and node.value == value


def is_own(node: cst.CSTNode) -> bool:
    """Whether a node is an attribute of ``self``."""
    return isinstance(node, cst.Attribute) and is_name(node.value, "self")


def is_text(small: cst.CSTNode | None) -> bool:
    """Whether a statement is a text that nobody takes, as docstrings are."""
    return isinstance(small, cst.Expr) and isinstance(small.value, Text)


def is_empty(small: cst.CSTNode | None) -> bool:
    """Whether a statement stands where one has to, and does nothing."""
    dots = isinstance(small, cst.Expr) and isinstance(small.value, cst.Ellipsis)
    return isinstance(small, cst.Pass) or dots or is_text(small)


def binds(small: cst.CSTNode, name: str) -> bool:
    """Whether a statement gives a value to a name, alone or as one of several."""
    if isinstance(small, cst.Assign):
        return any(_is_among(target.target, name) for target in small.targets)
    return (
        isinstance(small, cst.AnnAssign) and small.value is not None and is_name(small.target, name)
    )


def _is_among(target: cst.BaseExpression, name: str) -> bool:
    if isinstance(target, cst.Tuple | cst.List):
        return any(_is_among(element.value, name) for element in target.elements)
    return is_name(target, name)


def target_of(small: cst.CSTNode | None) -> cst.BaseExpression | None:
    """What a statement assigns to, when that is one thing; None for every other statement."""
    if isinstance(small, cst.Assign):
        return small.targets[0].target if len(small.targets) == 1 else None
    return small.target if isinstance(small, cst.AnnAssign | cst.AugAssign) else None
