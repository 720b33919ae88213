"""Does a method do nothing but say what its object holds, field by field?

``to_dict``, ``describe``: which names it gives to which attributes is what the record is, and two
records that happen to agree are still two.
"""

from collections.abc import Iterator, Sequence

import libcst as cst
import libcst.matchers as m

_SEVERAL, _MOST = 3, 0.8
_ASKS = m.Attribute(value=m.Name("self"))
_FILLED = m.Assign(targets=[m.AssignTarget(m.Subscript(value=m.Name()))])


def tells_fields(node: cst.CSTNode) -> bool:
    """Whether all statements of a method put own attributes under names, and hand that out."""
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        return False
    rows = [row for row in node.body.body if not m.matches(row, _DOCSTRING)]
    return all(map(_tells, rows)) and any(map(_is_most, _collections(node)))


_DOCSTRING = m.SimpleStatementLine(body=[m.Expr(m.SimpleString() | m.ConcatenatedString())])


def _tells(row: cst.BaseStatement) -> bool:
    """Whether a statement names attributes, or adds one that may be missing."""
    if isinstance(row, cst.If):
        return all(
            m.matches(inner, m.SimpleStatementLine(body=[_FILLED])) for inner in row.body.body
        ) and (row.orelse is None)
    simple = m.Return() | m.AnnAssign(target=m.Name()) | m.Assign([m.AssignTarget(m.Name())])
    return m.matches(row, m.SimpleStatementLine(body=[simple | _FILLED]))


def _collections(node: cst.FunctionDef) -> Iterator[Sequence[cst.BaseExpression]]:
    """The values that stand under names in each dictionary or call."""
    for one in m.findall(node.body, m.Dict() | m.Call()):
        if isinstance(one, cst.Dict):
            yield [e.value for e in one.elements if isinstance(e, cst.DictElement)]
        elif isinstance(one, cst.Call):
            yield [arg.value for arg in one.args if arg.keyword is not None]


def _is_most(values: Sequence[cst.BaseExpression]) -> bool:
    held = sum(
        bool(m.findall(value, _ASKS)) and not m.findall(value, m.Call(func=_ASKS))
        for value in values
    )
    return len(values) >= _SEVERAL and held >= _MOST * len(values)
