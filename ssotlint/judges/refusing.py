"""Does a definition only refuse to be called?"""

from itertools import pairwise
from typing import NamedTuple

import libcst as cst

from ssotlint.detectors.calls import CallEvidence
from ssotlint.graph.words import words
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.names import dotted
from ssotlint.syntax.signatures import parameters_of
from ssotlint.syntax.tree import every

# Functions that are called in order to raise: their names say so.
_RAISERS = frozenset(
    ("abort", "assert", "bail", "check", "complain", "deny", "die", "ensure", "error", "exit",
     "expect", "fail", "forbid", "guard", "handle", "invalid", "must", "on", "panic", "prevent",
     "raise", "refuse", "reject", "report", "require", "reraise", "throw", "unauthorized",
     "unsupported", "usage", "validate", "verify")
)  # fmt: skip
_NEVER = ("NoReturn", "Never")
_USED = ("bound", "awaited", "entered", "iterated", "value", "scheduled")
_TELLERS = ("logger", "log", "logging", "_logger", "LOGGER", "warnings", "print")


class Refusal(NamedTuple):
    """The error that a definition raises whoever calls it: its class and its text."""

    name: str
    text: str


def refusal(definition: Excerpt, evidence: CallEvidence) -> Refusal | None:
    """The error of a body that does nothing but raise; None where the call may be meant.

    A helper that exists in order to raise says so in its name or its annotation, or tells of what
    it was given, and its caller does nothing with a value. A warning that is raised is meant, and
    `NotImplementedError` marks what a subclass supplies.
    """
    node = definition.node
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        return None
    last = _only_raise(node.body)
    if last is None or last.exc is None:
        return None
    name = dotted(last.exc.func) if isinstance(last.exc, cst.Call) else dotted(last.exc)
    if not name or name.endswith("Warning") or _is_for_subclasses(name.rpartition(".")[2]):
        return None
    if node.name.value not in ("__init__", "__new__") and (
        not _is_wanted(node, evidence) or _tells_of_arguments(node, last.exc)
    ):
        return None
    return Refusal(name, " ".join(definition.code(last.exc).split()))


def _is_for_subclasses(error: str) -> bool:
    """Whether the name of an error says that a subclass supplies what is missing."""
    said = words(error)
    return "abstract" in said or ("not", "implemented") in pairwise(said)


def _only_raise(body: cst.IndentedBlock) -> cst.Raise | None:
    rows = list(body.body)
    found = rows[-1]
    if not isinstance(found, cst.SimpleStatementLine) or not isinstance(found.body[-1], cst.Raise):
        return None
    before = [s for row in rows[:-1] for s in _small(row)] + list(found.body[:-1])
    return found.body[-1] if all(map(_only_tells, before)) else None


def _small(row: cst.CSTNode) -> list[cst.CSTNode]:
    return list(row.body) if isinstance(row, cst.SimpleStatementLine) else [row]


def _only_tells(statement: cst.CSTNode) -> bool:
    """A docstring, a log entry, an import, or the text of the message."""
    if isinstance(statement, cst.Import | cst.ImportFrom | cst.Pass):
        return True
    if isinstance(statement, cst.Assign):
        return isinstance(statement.value, cst.BaseString)
    if not isinstance(statement, cst.Expr):
        return False
    value = statement.value
    if isinstance(value, cst.Call):
        return dotted(value.func).partition(".")[0] in _TELLERS
    return isinstance(value, cst.BaseString)


def _tells_of_arguments(node: cst.FunctionDef, error: cst.BaseExpression) -> bool:
    """Whether the text of the error is made of what the caller passes."""
    given = {p.name.value for p in parameters_of(node.params)} - {"self", "cls"}
    return any(isinstance(n, cst.Name) and n.value in given for n in every(error))


def _is_wanted(node: cst.FunctionDef, evidence: CallEvidence) -> bool:
    """Whether the caller of a function wants what it was once written to give."""
    said = node.name.value.strip("_").lower().split("_")
    if _RAISERS & set(said) or evidence.usage not in _USED:
        return False
    returns = node.returns.annotation if node.returns is not None else None
    return returns is None or dotted(returns).rpartition(".")[2] not in _NEVER
