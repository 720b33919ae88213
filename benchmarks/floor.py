"""The floor that every figure is held against: a bare ``ast.parse`` of the same files."""

import ast
import gc
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path


def parse(paths: list[str]) -> int:
    """Parse files; the number that did."""
    warnings.simplefilter("ignore")
    gc.disable()
    good = 0
    for path in paths:
        try:
            ast.parse(Path(path).read_bytes())
            good += 1
        except (SyntaxError, ValueError, RecursionError):
            continue
    return good


def main(tree: str, processes: int) -> None:
    """Parse every Python file below ``tree`` in some processes."""
    files = sorted(
        (str(p) for p in Path(tree).rglob("*.py") if p.is_file()),
        key=lambda p: -Path(p).stat().st_size,
    )
    chunks = [files[i :: max(len(files) // 48, 1)] for i in range(max(len(files) // 48, 1))]
    with ProcessPoolExecutor(processes, get_context("fork")) as pool:
        good = sum(pool.map(parse, chunks))
    print(f"{good} of {len(files)} files parsed")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2)
