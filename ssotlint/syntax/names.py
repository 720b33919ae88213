"""Dotted names in a concrete tree."""

import libcst as cst


def spelled(node: cst.CSTNode) -> str:
    """A dotted name; `shop.Shop().open` for a member of what a call of one makes."""
    if isinstance(node, cst.Attribute) and isinstance(node.value, cst.Call):
        made = dotted(node.value.func)
        return f"{made}().{node.attr.value}" if made else ""
    return dotted(node)


def dotted(node: cst.CSTNode) -> str:
    """``a.b.c`` for a chain of names and attributes, "" for anything else."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if not isinstance(node, cst.Name):
        return ""
    return ".".join([node.value, *reversed(parts)])
