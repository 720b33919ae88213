"""Parts of statements that people read: headers without bodies, code without comments."""

from typing import TypeVar

import libcst as cst

from ssotlint.model.recursion import deeply
from ssotlint.syntax.forms import Try

_EMPTY = cst.SimpleStatementSuite(body=())
# LibCST refuses a `try` without handlers but for one with `finally`, and one of `except*` at all.
_TRY = cst.Try(body=_EMPTY, finalbody=cst.Finally(body=_EMPTY))
_T = TypeVar("_T", bound=cst.CSTNode)


def header(node: cst.CSTNode) -> cst.CSTNode:
    """A statement or branch with `pass` for what it holds, without decorators and branches."""
    if isinstance(node, Try):
        return _TRY
    changes: dict[str, object] = {
        name: nothing
        for name, nothing in (
            ("body", _EMPTY),
            ("orelse", None),
            ("decorators", ()),
            ("lines_after_decorators", ()),
        )
        if hasattr(node, name)
    }
    return node.with_changes(**changes)


def without_comments(node: _T) -> cst.CSTNode:
    """The same code without comments."""
    found = deeply(lambda: node.visit(_Comments()))
    return found if isinstance(found, cst.CSTNode) else node


class _Comments(cst.CSTTransformer):
    def leave_TrailingWhitespace(
        self, original_node: cst.TrailingWhitespace, updated_node: cst.TrailingWhitespace
    ) -> cst.TrailingWhitespace:
        del original_node
        return updated_node.with_changes(comment=None)

    def leave_EmptyLine(
        self, original_node: cst.EmptyLine, updated_node: cst.EmptyLine
    ) -> cst.EmptyLine:
        del original_node
        return updated_node.with_changes(comment=None)
