"""Signatures as the skim reads them from the syntax tree."""

import ast

from ssotlint.facts.state import State
from ssotlint.model.signature import Parameter, ParameterKind, Signature

# Looked up once: members of an enum are found by a descriptor.
_POSITIONAL_ONLY = ParameterKind.POSITIONAL_ONLY
_EITHER = ParameterKind.POSITIONAL_OR_KEYWORD
_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one


def signature_of(node: ast.FunctionDef | ast.AsyncFunctionDef, s: State) -> Signature:
    """The parameters as written; defaults and annotations as source text."""
    arguments = node.args
    only, defaults = arguments.posonlyargs, arguments.defaults
    positional = [*only, *arguments.args] if only else arguments.args
    without = len(positional) - len(defaults)
    found = [
        _parameter(
            parameter,
            _POSITIONAL_ONLY if position < len(only) else _EITHER,
            defaults[position - without] if position >= without else None,
            s,
        )
        for position, parameter in enumerate(positional)
    ]
    if arguments.vararg:
        found.append(_parameter(arguments.vararg, ParameterKind.VAR_POSITIONAL, None, s))
    for parameter, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults):  # noqa: B905
        found.append(_parameter(parameter, ParameterKind.KEYWORD_ONLY, keyword_default, s))
    if arguments.kwarg:
        found.append(_parameter(arguments.kwarg, ParameterKind.VAR_KEYWORD, None, s))
    returns = node.returns
    return _new(Signature, (tuple(found), s.text(returns) if returns is not None else ""))


def _parameter(node: ast.arg, kind: ParameterKind, default: ast.expr | None, s: State) -> Parameter:
    annotation = node.annotation
    if annotation is default is None:
        return _new(Parameter, (node.arg, kind, "", ""))
    return _new(
        Parameter,
        (
            node.arg,
            kind,
            s.text(default) if default is not None else "",
            s.text(annotation) if annotation is not None else "",
        ),
    )
