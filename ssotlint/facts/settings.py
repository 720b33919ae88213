"""Reads of the environment: which variable, and what is taken where it is not set."""

import ast

from ssotlint.facts.state import State, dotted
from ssotlint.model.facts import Import, Setting

_READERS = frozenset(("os.environ", "os.environ.get", "os.getenv"))
_PLAIN = (str, int, float)


def note_call(name: str, node: ast.Call, s: State) -> None:
    """``os.environ.get("NAME", default)`` or ``os.getenv("NAME", default=...)``, maybe."""
    arguments = [*node.args, *(k.value for k in node.keywords if k.arg == "default")]
    if arguments and len(arguments) <= 2:
        _note(name, arguments[0], arguments[1] if len(arguments) > 1 else None, node, s)


def note_subscript(node: ast.Subscript, s: State) -> None:
    """``os.environ["NAME"]`` that is read, maybe."""
    if (name := dotted(node.value)).endswith("environ"):
        _note(name, node.slice, None, node, s)


def _note(name: str, key: ast.expr, default: ast.expr | None, node: ast.expr, s: State) -> None:
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        said = default.value if isinstance(default, ast.Constant) else None
        text = str(said) if isinstance(said, _PLAIN) else ""
        s.settings.append((name, Setting(key.value, text, s.span(node), s.owner)))


def settled(s: State) -> tuple[Setting, ...]:
    """The reads whose first name an import of ``os`` binds."""
    if not s.settings:
        return ()
    meant = {row.bound: _meaning(row) for row in s.imports}
    return tuple(setting for name, setting in s.settings if _in_full(name, meant) in _READERS)


def _meaning(row: Import) -> str:
    if row.level or not row.name:
        return "" if row.level else row.module
    return f"{row.module}.{row.name}"


def _in_full(name: str, meant: dict[str, str]) -> str:
    head, dot, rest = name.partition(".")
    return f"{meant.get(head, '')}{dot}{rest}"
