"""Does a method do nothing but say what its object holds, field by field?

``to_dict``, ``describe``: which names it gives to which attributes is what the record is, and two
records that happen to agree are still two.
"""

from collections.abc import Container, Iterator, Sequence

import libcst as cst

from ssotlint.syntax.forms import is_name, is_own, is_text, only, target_of
from ssotlint.syntax.tree import every

_SEVERAL, _MOST = 3, 0.8


def tells_fields(node: cst.CSTNode) -> bool:
    """Whether all statements of a method put own attributes under names, and hand that out."""
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        return False
    rows = [row for row in node.body.body if not is_text(only(row))]
    made = _handed_out(rows)
    return all(_tells(row, made) for row in rows) and any(map(_is_most, _collections(node)))


def _handed_out(rows: Sequence[cst.BaseStatement]) -> set[str]:
    """The names that a method binds, and has in what it returns."""
    smalls = [only(row) for row in rows]
    given = [small.value for small in smalls if isinstance(small, cst.Return) and small.value]
    bound = {name.value for name in map(target_of, smalls) if isinstance(name, cst.Name)}
    return bound & {n.value for one in given for n in every(one) if isinstance(n, cst.Name)}


def reads_fields(node: cst.CSTNode) -> bool:
    """Whether a method does nothing but make a record of what stands under names, field by field.

    ``found = cls(); found.key = data["key"]; …; return found`` is what ``tells_fields`` undoes.
    """
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        return False
    filled = [small for row in node.body.body if not is_text(small := only(row))]
    given = filled.pop() if filled else None
    name = target_of(filled.pop(0) if filled else None)
    if not isinstance(name, cst.Name) or not _returns(given, name.value):
        return False
    values = list(_put(filled, name.value))
    read = sum(map(_is_looked_up, values))
    return len(values) == len(filled) and read >= max(_SEVERAL, _MOST * len(values))


def _returns(small: cst.BaseSmallStatement | None, name: str) -> bool:
    return isinstance(small, cst.Return) and is_name(small.value, name)


def _put(rows: Sequence[cst.BaseSmallStatement | None], name: str) -> Iterator[cst.BaseExpression]:
    """What is put into the attributes of a name: `found.key = …`."""
    for small in rows:
        target = target_of(small)
        if isinstance(target, cst.Attribute) and is_name(target.value, name):
            value = small.value if isinstance(small, cst.Assign | cst.AnnAssign) else None
            if value is not None:
                yield value


def _is_looked_up(value: cst.BaseExpression) -> bool:
    """Whether a value is looked up under a text."""
    return any(isinstance(one, cst.SimpleString) for one in every(value))


def _tells(row: cst.BaseStatement, made: Container[str]) -> bool:
    """Whether a statement names attributes, or adds one that may be missing."""
    if isinstance(row, cst.If):
        return row.orelse is None and all(_fills(only(inner), made) for inner in row.body.body)
    small = only(row)
    if isinstance(small, cst.Return) or _fills(small, made):
        return True
    return not isinstance(small, cst.AugAssign) and isinstance(target_of(small), cst.Name)


def _fills(small: cst.BaseSmallStatement | None, made: Container[str]) -> bool:
    """`fields["name"] = …`; `fields.update({"name": …})` of what the method hands out."""
    if isinstance(small, cst.Expr) and isinstance(small.value, cst.Call):
        called = small.value.func
        if not isinstance(called, cst.Attribute) or not is_name(called.attr, "update"):
            return False
        return isinstance(called.value, cst.Name) and called.value.value in made
    target = target_of(small) if isinstance(small, cst.Assign) else None
    return isinstance(target, cst.Subscript) and isinstance(target.value, cst.Name)


def _collections(node: cst.FunctionDef) -> Iterator[Sequence[cst.BaseExpression]]:
    """The values that stand under names in each dictionary or call."""
    for one in every(node.body):
        if isinstance(one, cst.Dict):
            yield [e.value for e in one.elements if isinstance(e, cst.DictElement)]
        elif isinstance(one, cst.Call):
            yield [arg.value for arg in one.args if arg.keyword is not None]


def _is_most(values: Sequence[cst.BaseExpression]) -> bool:
    held = sum(map(_is_held, values))
    return len(values) >= _SEVERAL and held >= _MOST * len(values)


def _is_held(value: cst.BaseExpression) -> bool:
    """Whether a value is made of own attributes, and of nothing that a method of its own says."""
    nodes = list(every(value))
    called = any(isinstance(node, cst.Call) and is_own(node.func) for node in nodes)
    return not called and any(map(is_own, nodes))
