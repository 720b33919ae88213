"""What a function returns: something that it makes for the caller, or something that is kept."""

import builtins

import libcst as cst

from ssotlint.detectors.lifetimes import APPLICATION, CREATES, SHARES
from ssotlint.syntax.locals import own_names
from ssotlint.syntax.names import dotted
from ssotlint.syntax.signatures import own_body


def lifetime_of(node: cst.FunctionDef, cache: str) -> str:
    """``SHARES`` or ``CREATES`` by what is returned; "" where it is now this, now that.

    ``cache`` is the decorator, as written, of which the imports of the file say that it keeps.
    """
    returned = [
        value for n in own_body(node)
        if isinstance(n, cst.Return) and (value := _plain(n.value)) is not None
    ]  # fmt: skip
    if not returned:
        return ""
    if cache and any(_name(d) == cache for d in node.decorators):
        return SHARES
    made = {dotted(value.func) for value in returned if isinstance(value, cst.Call)}
    if all(isinstance(value, cst.Call) for value in returned):
        return CREATES if len(made) == 1 else ""  # another call may ask for one that is kept
    own = own_names(node)
    return SHARES if all(_is_kept(dotted(value), own) for value in returned) else ""


def _plain(value: cst.BaseExpression | None) -> cst.BaseExpression | None:
    """What is returned, without ``await``; None for nothing."""
    if isinstance(value, cst.Await):
        value = value.expression
    return None if isinstance(value, cst.Name) and value.value == "None" else value


def _name(decorator: cst.Decorator) -> str:
    node = decorator.decorator
    return dotted(node.func if isinstance(node, cst.Call) else node)


def _is_kept(name: str, own: frozenset[str]) -> bool:
    """Whether a name leads to something of the module, of a class, or of the application."""
    root, *rest = name.split(".")
    if root not in own:
        return bool(root) and not hasattr(builtins, root)
    return bool(rest) and any(part in APPLICATION for part in (root, *rest[:-1]))
