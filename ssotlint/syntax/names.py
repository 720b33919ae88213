"""Dotted names in a concrete tree."""

import libcst as cst


def dotted(node: cst.CSTNode) -> str:
    """``a.b.c`` for a chain of names and attributes, "" for anything else."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if not isinstance(node, cst.Name):
        return ""
    return ".".join([node.value, *reversed(parts)])
