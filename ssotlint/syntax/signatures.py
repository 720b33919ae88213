"""Signatures and calls as LibCST sees them, in the words of the model."""

from collections.abc import Iterator

import libcst as cst

from ssotlint.facts.source import one_line
from ssotlint.model.signature import Arguments, Parameter, ParameterKind, Signature
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.tree import Kinds, children

_INNER = Kinds(cst.FunctionDef, cst.ClassDef, cst.Lambda)
_IN_PARENTHESES = (cst.Tuple, cst.GeneratorExp)  # to them the innermost parentheses belong


def signature_of(node: cst.FunctionDef | cst.Lambda, excerpt: Excerpt) -> Signature:
    """The parameters as written; defaults and annotations as source, white space folded.

    Equal to what the skim reads of the same function (``facts.signatures``).
    """
    found: list[Parameter] = []
    parameters = node.params
    for group, kind in (
        (parameters.posonly_params, ParameterKind.POSITIONAL_ONLY),
        (parameters.params, ParameterKind.POSITIONAL_OR_KEYWORD),
    ):
        found += [_parameter(p, kind, excerpt) for p in group]
    if isinstance(parameters.star_arg, cst.Param):
        found.append(_parameter(parameters.star_arg, ParameterKind.VAR_POSITIONAL, excerpt))
    found += [_parameter(p, ParameterKind.KEYWORD_ONLY, excerpt) for p in parameters.kwonly_params]
    if parameters.star_kwarg is not None:
        found.append(_parameter(parameters.star_kwarg, ParameterKind.VAR_KEYWORD, excerpt))
    returns = node.returns if isinstance(node, cst.FunctionDef) else None
    return Signature(tuple(found), folded(returns.annotation, excerpt) if returns else "")


def _parameter(node: cst.Param, kind: ParameterKind, excerpt: Excerpt) -> Parameter:
    return Parameter(
        node.name.value,
        kind,
        folded(node.default, excerpt) if node.default is not None else "",
        folded(node.annotation.annotation, excerpt) if node.annotation is not None else "",
    )


def parameters_of(rows: cst.Parameters) -> tuple[cst.Param, ...]:
    """The parameters that take one argument each."""
    return (*rows.posonly_params, *rows.params, *rows.kwonly_params)


def all_parameters_of(rows: cst.Parameters) -> tuple[cst.Param, ...]:
    """The same, and those that take all others."""
    stars = (row for row in (rows.star_arg, rows.star_kwarg) if isinstance(row, cst.Param))
    return (*parameters_of(rows), *stars)


def folded(node: cst.CSTNode, excerpt: Excerpt) -> str:
    """The source of a node in one line, without comments and parentheses around it."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.BaseExpression):
        kept = isinstance(node, _IN_PARENTHESES)
        node = node.with_changes(
            lpar=node.lpar[-1:] if kept else (), rpar=node.rpar[:1] if kept else ()
        )
    return one_line(excerpt.code(node))


def arguments_of(call: cst.Call) -> Arguments:
    """The shape of a call."""
    positional = sum(not a.star and a.keyword is None for a in call.args)
    keywords = tuple(a.keyword.value for a in call.args if a.keyword is not None)
    stars = {a.star for a in call.args}
    return Arguments(positional, keywords, "*" in stars, "**" in stars)


def own_body(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """What runs when a function runs: its body without that of functions and classes inside."""
    pending: list[cst.CSTNode] = [node.body] if isinstance(node, cst.FunctionDef) else [node]
    while pending:
        one = pending.pop()
        yield one
        pending += [c for c in reversed(children(one)) if not _INNER[type(c)]]
