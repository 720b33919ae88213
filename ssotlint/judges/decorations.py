"""What is put around one function and not around another: decorators, by their code."""

import re

import libcst as cst

from ssotlint.detectors.clones import Edit
from ssotlint.judges.quoting import excerpts
from ssotlint.syntax.excerpt import Excerpt

# What hands a function to a compiler, which understands a part of the language.
_KERNELS = ("@triton.jit", "@cuda.jit")
_COMPILERS = frozenset(("njit", "jit", "guvectorize"))
# Words to type checkers; and a static method may become a function.
_SILENT = re.compile(r"@(?:\w+\.)?(?:override|final|staticmethod)")


def decorated_otherwise(original: Excerpt, copy: Excerpt) -> tuple[Edit, ...]:
    """The decorators that one has and the other lacks; those of one name are held together."""
    ours, theirs = _decorators(original), _decorators(copy)
    gone = [code for code in ours if code not in theirs]
    come = [code for code in theirs if code not in ours]
    edits: list[Edit] = []
    for code in gone:
        other = next((row for row in come if _name(row) == _name(code)), "")
        if other:
            come.remove(other)
        edits.append(_edit(code, other))
    return (*edits, *(_edit("", code) for code in come))


def is_kernel(excerpt: Excerpt) -> bool:
    """Whether a function is compiled for a device, which specialises it: ``@triton.jit``."""
    return any(code.startswith(_KERNELS) for code in _decorators(excerpt))


def is_compiled(excerpt: Excerpt) -> bool:
    """Whether a function is handed to a compiler: ``@njit(cache=True)``, ``@numba.jit``."""
    codes = map(_name, _decorators(excerpt))
    return any(code.rpartition(".")[2].lstrip("@") in _COMPILERS for code in codes)


def _decorators(excerpt: Excerpt) -> list[str]:
    node = excerpt.node
    rows = node.decorators if isinstance(node, cst.FunctionDef) else ()
    codes = [f"@{' '.join(excerpt.code(row.decorator).split())}" for row in rows]
    return [code for code in codes if not _SILENT.fullmatch(code)]


def _name(code: str) -> str:
    return code.partition("(")[0]


def _edit(ours: str, theirs: str) -> Edit:
    if ours and theirs:
        kind, effect = "edited", "another decorator"
    else:
        kind = "missing" if ours else "added"
        effect = f"{'lacks' if ours else 'adds'} the decorator {ours or theirs}"
    before, after = excerpts(ours, theirs)
    return Edit(kind=kind, why="decorator", effect=effect, code=after, canonical_code=before)
