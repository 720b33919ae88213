"""What is put around one function and not around another: decorators, by their code."""

import re

import libcst as cst

from ssotlint.detectors.clones import Edit
from ssotlint.syntax.excerpt import Excerpt

# What hands a function to a compiler, which understands a part of the language.
_KERNELS = ("@triton.jit", "@cuda.jit")
_COMPILERS = frozenset(("njit", "jit", "guvectorize"))
# Words to type checkers; and a static method may become a function.
_SILENT = re.compile(r"@(?:\w+\.)?(?:override|final|staticmethod)")


def decorated_otherwise(original: Excerpt, copy: Excerpt) -> tuple[Edit, ...]:
    """The decorators that one has and the other lacks."""
    ours, theirs = _decorators(original), _decorators(copy)
    return (
        *(_edit("missing", code, canonical=True) for code in ours if code not in theirs),
        *(_edit("added", code, canonical=False) for code in theirs if code not in ours),
    )


def is_kernel(excerpt: Excerpt) -> bool:
    """Whether a function is compiled for a device, which specialises it: ``@triton.jit``."""
    return any(code.startswith(_KERNELS) for code in _decorators(excerpt))


def is_compiled(excerpt: Excerpt) -> bool:
    """Whether a function is handed to a compiler: ``@njit(cache=True)``, ``@numba.jit``."""
    codes = (code.partition("(")[0] for code in _decorators(excerpt))
    return any(code.rpartition(".")[2].lstrip("@") in _COMPILERS for code in codes)


def _decorators(excerpt: Excerpt) -> list[str]:
    node = excerpt.node
    rows = node.decorators if isinstance(node, cst.FunctionDef) else ()
    codes = [f"@{' '.join(excerpt.code(row.decorator).split())}" for row in rows]
    return [code for code in codes if not _SILENT.fullmatch(code)]


def _edit(kind: str, code: str, *, canonical: bool) -> Edit:
    return Edit(
        kind=kind,
        why="decorator",
        effect=f"{'lacks' if canonical else 'adds'} the decorator {code}",
        code="" if canonical else code,
        canonical_code=code if canonical else "",
    )
