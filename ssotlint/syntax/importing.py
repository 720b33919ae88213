"""Import statements, rewritten: one name taken out, another statement beside the rest."""

import libcst as cst

_WIDTH = 99


def retargeted(lines: list[str], name: str, bound: str, statement: str) -> list[str] | None:
    """The lines of an import statement after one of its names comes from elsewhere.

    ``name`` is the imported name and ``bound`` what it is called here; ``statement`` brings it
    from now on. None when the lines are no such statement, or hold anything else.
    """
    left = without(lines, name, bound)
    if left is None:
        return None
    comment = _comment(lines) if len(lines) == 1 and not left else ""
    return [*left, f"{_indent(lines)}{statement}{comment}"]


def without(lines: list[str], name: str, bound: str) -> list[str] | None:
    """The lines of an import statement without one of its names; none where it brings no other."""
    node = _statement(lines)
    if node is None or not isinstance(node.names, tuple | list):
        return None
    left = [a for a in node.names if (a.evaluated_name, bound_by(a)) != (name, bound)]
    if len(left) == len(node.names):
        return None
    comment = _comment(lines) if len(lines) == 1 else ""
    return _without(lines, node, left, _indent(lines), comment) if left else []


def _indent(lines: list[str]) -> str:
    return lines[0][: len(lines[0]) - len(lines[0].lstrip())]


def brings(lines: list[str], name: str, bound: str) -> bool:
    """Whether the lines are an import statement that binds ``bound`` to ``name``."""
    node = _statement(lines)
    if node is None or not isinstance(node.names, tuple | list):
        return False
    return any((a.evaluated_name, bound_by(a)) == (name, bound) for a in node.names)


def _statement(lines: list[str]) -> cst.ImportFrom | None:
    try:
        module = cst.parse_module("\n".join([lines[0].lstrip(), *lines[1:]]) + "\n")
    except cst.ParserSyntaxError:
        return None
    if len(module.body) != 1 or not isinstance(module.body[0], cst.SimpleStatementLine):
        return None
    parts = module.body[0].body
    return parts[0] if len(parts) == 1 and isinstance(parts[0], cst.ImportFrom) else None


def bound_by(alias: cst.ImportAlias) -> str:
    """The name that a part of an import statement brings in."""
    return alias.evaluated_alias or alias.evaluated_name


def _without(
    lines: list[str], node: cst.ImportFrom, left: list[cst.ImportAlias], indent: str, comment: str
) -> list[str]:
    """The statement with the names that are left: on one line where it fits and loses no comment."""
    module = cst.Module(body=[])
    words = ", ".join(module.code_for_node(a.with_changes(comma=cst.MaybeSentinel.DEFAULT)).strip()
                      for a in left)  # fmt: skip
    source = "." * len(node.relative) + (module.code_for_node(node.module) if node.module else "")
    short = f"{indent}from {source} import {words}{comment}"
    remarks = any("#" in line for line in lines[1:]) or (len(lines) > 1 and "#" in lines[0])
    if len(short) <= _WIDTH and not remarks:
        return [short]
    last = left[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    if len(lines) > 1:
        last = left[-1] if isinstance(left[-1].comma, cst.Comma) else last
    changed = node.with_changes(names=[*left[:-1], last])
    code = module.code_for_node(changed).split("\n")
    return [f"{indent}{code[0]}", *code[1:]]


def _comment(lines: list[str]) -> str:
    """What stands behind a statement of one line; no import has a # in it otherwise."""
    before, mark, after = lines[0].partition("#")
    return f"{before[len(before.rstrip()) :]}{mark}{after}" if mark else ""
