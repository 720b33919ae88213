"""Edits of one file, each kind, with what a run after it costs: a table.

    python -m benchmarks.edits [TREE] [--files 4] [--hubs 2] [--seed 1] [--compare]

The tree is copied and checked once; then files drawn with the seed, and the files that most others
import, are edited in turn, or come and go: each edit is followed by a run, taken back, and followed by a run again.
``--compare`` holds the report of each edit against one from nothing.
"""

import argparse
import ast
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Measure, measure

_SMALL, _LARGE = 2_000, 60_000  # bytes of a file that is drawn
_IMPORTED = re.compile(rb"^[ \t]*(?:from|import)[ \t]+([\w.]+)", re.MULTILINE)
_ADDED = '"""Added of late."""\n\n\ndef added_of_late(value):\n    return [value, 17]\n'
CHECK = [sys.executable, "-m", "ssotlint", "check", "--exit-zero", "--format", "json", "."]
"""The command that is measured."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Edit = Callable[[str], str | None]
Change = Callable[[Path, str], Mapping[Path, str | None]]
"""From a file and its text to what some files say then, None for those that are gone."""


class Run(NamedTuple):
    """A run after an edit."""

    group: str  # "drawn" or "hub"
    kind: str
    path: str
    cost: Measure
    is_equal: bool | None  # to a report from nothing; None: not compared


def kinds(ours: str) -> dict[str, Edit]:
    """The edits by their names; ``ours`` is the dotted name of a module of the tree."""
    return {
        "a body": _body,
        "a function added": _function,
        "a method added": _method,
        "an import of ours": lambda text: _import(text, ours),
        "a foreign import": lambda text: _import(text, "fractions"),
        "a function deleted": _deletion,
    }


CHANGES: dict[str, Change] = {
    "a file added": lambda path, _: {path.with_name("added_of_late.py"): _ADDED},
    "a file copied": lambda path, text: {path.with_name(f"{path.stem}_of_late.py"): text},
    "a file deleted": lambda path, _: {path: None},
    "a file renamed": lambda path, text: {
        path: None,
        path.with_name(f"{path.stem}_of_late.py"): text,
    },
}
"""The changes of which files there are, by their names."""


def hubs(tree: Path, files: list[Path], count: int) -> list[Path]:
    """Those that most files import, by what is written in import statements."""
    named = Counter(
        name.decode(errors="replace")
        for path in files
        for name in set(_IMPORTED.findall(path.read_bytes()))
    )
    ranked = sorted(files, key=lambda path: (-named[dotted(tree, path)], path))
    return list(islice(filter(_is_fit, ranked), count))


def dotted(tree: Path, path: Path) -> str:
    """The name by which a module is imported from the root of a tree."""
    return ".".join(path.relative_to(tree).with_suffix("").parts)


def _body(text: str) -> str | None:
    """A statement more in front of the last one of the first function that has two."""
    for found in ast.walk(ast.parse(text)):
        if isinstance(found, Function) and len(found.body) > 1:
            last = found.body[-1]
            said = " " * last.col_offset + "step_of_late = 17\n"
            return _inserted(text, last.lineno, said)
    return None


def _function(text: str) -> str:
    """A function more at the end."""
    return text.rstrip("\n") + "\n\n\ndef added_of_late(value):\n    return [value, 17]\n"


def _method(text: str) -> str | None:
    """A method more at the end of the first class."""
    found = next((node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)), None)
    if found is None or found.body[0].lineno == found.lineno:
        return None
    pad = " " * found.body[0].col_offset
    said = f"\n{pad}def added_of_late(self, value):\n{pad}    return [self, value]\n"
    return _inserted(text, (found.end_lineno or found.lineno) + 1, said)


def _import(text: str, name: str) -> str:
    """An import in front of the first one that is none of the future, else behind the docstring."""
    body = ast.parse(text).body
    line = (body[0].end_lineno or 0) + 1 if body else 1
    for node in body:
        if isinstance(node, ast.Import) or (
            isinstance(node, ast.ImportFrom) and node.module != "__future__"
        ):
            line = node.lineno
            break
    return _inserted(text, line, f"import {name}\n")


def _deletion(text: str) -> str | None:
    """The last function of the module deleted."""
    found = [node for node in ast.parse(text).body if isinstance(node, Function)]
    if not found:
        return None
    last = found[-1]
    first = min([last.lineno, *(node.lineno for node in last.decorator_list)])
    lines = text.splitlines(keepends=True)
    return "".join(lines[: first - 1] + lines[last.end_lineno :])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", nargs="?", default="fixtures/chatapp", type=Path)
    parser.add_argument("--files", type=int, default=4, help="how many are drawn")
    parser.add_argument("--hubs", type=int, default=2, help="how many of the most imported")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--compare", action="store_true", help="with a run from nothing, each")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(options.tree, tree, symlinks=True)
        files = sorted(path for path in tree.rglob("*.py") if path.is_file())
        imported = hubs(tree, files, max(options.hubs, 1))
        picked = drawn(files, options.files, random.Random(options.seed))
        edits = kinds(dotted(tree, imported[0]))
        measure(CHECK, tree)
        runs = [
            run
            for group, paths in (("drawn", picked), ("hub", imported[: options.hubs]))
            for path in paths
            for run in _measured(group, path, tree, edits, options.compare)
        ]
    _print(runs)


def _measured(
    group: str, path: Path, tree: Path, edits: dict[str, Edit], compare: bool
) -> Iterator[Run]:
    original = path.read_text(encoding="utf-8")
    name = path.relative_to(tree).as_posix()
    texts = ((kind, edit(original)) for kind, edit in edits.items())
    changes: list[tuple[str, Mapping[Path, str | None]]] = [
        *((kind, {path: text}) for kind, text in texts if text is not None),
        *((kind, change(path, original)) for kind, change in CHANGES.items()),
    ]
    for kind, files in changes:
        if any(other != path and other.exists() for other in files):
            continue
        _write(files)
        cost = measure(CHECK, tree)
        yield Run(group, kind, name, cost, is_equal(tree) if compare else None)
        _write({**dict.fromkeys(files), path: original})
        yield Run(group, f"{kind}, taken back", name, measure(CHECK, tree), None)


def _write(files: Mapping[Path, str | None]) -> None:
    for path, text in files.items():
        if text is None:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def is_equal(tree: Path) -> bool:
    """Whether what is remembered tells what a run from nothing does."""
    texts = []
    for more in ((), ("--no-cache",)):
        with tempfile.TemporaryFile() as told:
            measure([*CHECK, *more], tree, told)
            told.seek(0)
            texts.append(told.read())
    return texts[0] == texts[1]


def drawn(files: list[Path], count: int, dice: random.Random) -> list[Path]:
    """Files with a class and functions, neither small nor large."""
    fit = [path for path in files if _SMALL < path.stat().st_size < _LARGE]
    dice.shuffle(fit)
    return list(islice(filter(_is_fit, fit), count))


def _is_fit(path: Path) -> bool:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError, RecursionError):
        return False
    kinds = {type(node) for node in tree.body}
    return ast.ClassDef in kinds and not kinds.isdisjoint((ast.FunctionDef, ast.AsyncFunctionDef))


def _inserted(text: str, line: int, said: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join([*lines[: line - 1], said, *lines[line - 1 :]])


def _print(runs: list[Run]) -> None:
    print(
        f"{'':8}{'edit':32}{'runs':>5}{'median s':>10}{'worst s':>9}{'median CPU':>12}{'worst CPU':>11}"
    )
    rows: dict[tuple[str, str], list[Measure]] = {}
    for run in runs:
        rows.setdefault((run.group, run.kind), []).append(run.cost)
    for (group, kind), costs in rows.items():
        walls, cpus = [cost.wall for cost in costs], [cost.cpu for cost in costs]
        print(f"{group:8}{kind:32}{len(costs):5}{statistics.median(walls):10.2f}{max(walls):9.2f}"
              f"{statistics.median(cpus):12.2f}{max(cpus):11.2f}")  # fmt: skip
    compared = [run for run in runs if run.is_equal is not None]
    for run in compared:
        if not run.is_equal:
            print(f"DIFFERS from a run from nothing: {run.kind} in {run.path}")
    if compared:
        print(f"{sum(run.is_equal is True for run in compared)} of {len(compared)} equal")


if __name__ == "__main__":
    main()
