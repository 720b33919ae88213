"""Signatures as the skim reads them from the syntax tree."""

import ast

from ssotlint.facts.state import State
from ssotlint.model.signature import Parameter, ParameterKind, Signature


def signature_of(node: ast.FunctionDef | ast.AsyncFunctionDef, s: State) -> Signature:
    """The parameters as written; defaults and annotations as source text."""
    arguments = node.args
    found: list[Parameter] = []
    positional = [*arguments.posonlyargs, *arguments.args]
    without = len(positional) - len(arguments.defaults)
    for position, parameter in enumerate(positional):
        kind = (
            ParameterKind.POSITIONAL_ONLY
            if position < len(arguments.posonlyargs)
            else ParameterKind.POSITIONAL_OR_KEYWORD
        )
        default = arguments.defaults[position - without] if position >= without else None
        found.append(_parameter(parameter, kind, default, s))
    if arguments.vararg:
        found.append(_parameter(arguments.vararg, ParameterKind.VAR_POSITIONAL, None, s))
    for parameter, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        found.append(_parameter(parameter, ParameterKind.KEYWORD_ONLY, keyword_default, s))
    if arguments.kwarg:
        found.append(_parameter(arguments.kwarg, ParameterKind.VAR_KEYWORD, None, s))
    return Signature(tuple(found), s.text(node.returns) if node.returns else "")


def _parameter(node: ast.arg, kind: ParameterKind, default: ast.expr | None, s: State) -> Parameter:
    return Parameter(
        node.arg,
        kind,
        s.text(default) if default is not None else "",
        s.text(node.annotation) if node.annotation is not None else "",
    )
