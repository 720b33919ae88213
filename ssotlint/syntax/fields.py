"""The constructor that the fields of a dataclass or a named tuple make, read from the class."""

from collections.abc import Iterator

import libcst as cst

from ssotlint.model.signature import Parameter, ParameterKind
from ssotlint.syntax.names import dotted


def makes_constructor(node: cst.ClassDef) -> bool:
    """Whether ``@dataclass(init=False)`` and a written ``__init__`` are absent."""
    written = {
        s.name.value for s in node.body.body if isinstance(s, cst.FunctionDef)
    }  # fmt: skip
    return _option(node, "init") != "False" and not written & {"__init__", "__new__"}


def fields_of(node: cst.ClassDef) -> list[Parameter]:
    """The parameters of the fields of one class, in their order; those of bases are not in it.

    A default is "..." whatever it is: a property of the field's name, which the class binds below
    it, is one.
    """
    found: list[Parameter] = []
    defined = {s.name.value for s in node.body.body if isinstance(s, cst.FunctionDef)}
    keyword_only = _option(node, "kw_only") == "True"
    for row in _annotated(node):
        annotation = _head(row.annotation.annotation)
        if not isinstance(row.target, cst.Name) or annotation == "ClassVar":
            continue
        if annotation == "KW_ONLY":
            keyword_only = True
            continue
        options = _field_options(row.value)
        if options.get("init") == "False":
            continue
        only = options.get("kw_only", str(keyword_only)) == "True"
        kind = ParameterKind.KEYWORD_ONLY if only else ParameterKind.POSITIONAL_OR_KEYWORD
        default = "..." if row.target.value in defined else _default(row.value, options)
        found.append(Parameter(row.target.value, kind, default))
    return found


def _head(annotation: cst.BaseExpression) -> str:
    """The last part of the name that an annotation begins with."""
    if isinstance(annotation, cst.Subscript):
        annotation = annotation.value
    if isinstance(annotation, cst.SimpleString):
        return annotation.raw_value.partition("[")[0].rpartition(".")[2]
    return dotted(annotation).rpartition(".")[2]


def _default(value: cst.BaseExpression | None, options: dict[str, str]) -> str:
    if value is None or (_is_field(value) and not options.keys() & {"default", "default_factory"}):
        return ""
    return "..."


def _annotated(node: cst.ClassDef) -> Iterator[cst.AnnAssign]:
    for statement in node.body.body:
        if isinstance(statement, cst.SimpleStatementLine):
            yield from (s for s in statement.body if isinstance(s, cst.AnnAssign))


def _is_field(value: cst.BaseExpression | None) -> bool:
    return isinstance(value, cst.Call) and dotted(value.func).rpartition(".")[2] == "field"


def _field_options(value: cst.BaseExpression | None) -> dict[str, str]:
    """The keywords of ``field(...)`` as source."""
    if not isinstance(value, cst.Call) or not _is_field(value):
        return {}
    code = cst.Module([]).code_for_node
    return {a.keyword.value: code(a.value) for a in value.args if a.keyword is not None}


def _option(node: cst.ClassDef, name: str) -> str:
    """A keyword of the ``@dataclass(...)`` decorator as source, "" without."""
    for decorator in node.decorators:
        call = decorator.decorator
        if isinstance(call, cst.Call) and dotted(call.func).rpartition(".")[2] == "dataclass":
            for argument in call.args:
                if argument.keyword is not None and argument.keyword.value == name:
                    return cst.Module([]).code_for_node(argument.value)
    return ""
