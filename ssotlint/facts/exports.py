"""What a module says it exports: ``__all__`` as far as it can be read."""

import ast

from ssotlint.facts.state import State, dotted


def strings(value: ast.expr) -> list[str] | None:
    """The texts of a display that holds nothing else."""
    if not isinstance(value, ast.List | ast.Tuple | ast.Set):
        return None
    names = [e.value for e in value.elts if isinstance(e, ast.Constant)]
    good = [n for n in names if isinstance(n, str)]
    return good if len(good) == len(value.elts) else None


def extend_exports(names: list[str] | None, s: State) -> None:
    """More names for ``__all__``; None for some that cannot be read."""
    if names is None or s.exports is None:
        s.static_exports = False
    else:
        s.exports.extend(names)


def note_exports(call: ast.Call, s: State) -> None:
    """``__all__.extend([...])`` and ``__all__.append("name")``."""
    if call.func.__class__ is not ast.Attribute or s.exports is None:
        return
    name = dotted(call.func)
    if name not in ("__all__.extend", "__all__.append"):
        return
    argument = call.args[0] if len(call.args) == 1 else None
    if argument is None:
        extend_exports(None, s)
    else:
        single = name.endswith("append")
        extend_exports(strings(ast.List([argument]) if single else argument), s)
