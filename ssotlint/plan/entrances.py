"""What may run a module that nobody imports: its own guard, or a text that names it."""

import ast
import os
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from ssotlint.engine.world import World
from ssotlint.model.errors import InputError
from ssotlint.plan.spots import parsed
from ssotlint.project import text
from ssotlint.project.walk import PYTHON, Walk
from ssotlint.syntax.running import is_guarded

Entrances = dict[str, str]
"""Path of a module -> why somebody may run it."""

# Files in which people say what is run; those without an ending are Procfile, Dockerfile, scripts.
_SAYING = frozenset(
    ("", ".bat", ".cfg", ".conf", ".ini", ".ps1", ".service", ".sh", ".toml", ".yaml", ".yml")
)
_LIMIT = 1_000_000  # bytes


def entrances_of(paths: AbstractSet[str], world: World) -> Entrances:
    """Which of some modules something may run, with what tells so."""
    found = {path: why for path in sorted(paths) if (why := _of_itself(path, world))}
    names = {path: world.index.by_path[path].name for path in sorted(paths - found.keys())}
    patterns = {path: _naming(name) for path, name in names.items()}
    for source in _sources(world) if names else ():
        content = _read(world.root / source)
        for path in names.keys() - found.keys() - {source}:
            if names[path].rpartition(".")[2] in content and patterns[path].search(content):
                line = _line(source, content, patterns[path])
                if line:
                    found[path] = f"{source}:{line} names {names[path]}"
    return found


def _of_itself(path: str, world: World) -> str:
    """Why a module is run, as far as it says so itself."""
    if path.endswith("__main__.py"):
        return "Python runs it as the main module of its package"
    guarded = is_guarded(_read(world.root / path))
    return 'it can be run: `if __name__ == "__main__"`' if guarded else ""


def _naming(module: str) -> re.Pattern[str]:
    """Texts that name a module, in dots, as a path or from its package.

    One word alone names a module only where it is all of a text, or `-m`, `:` or `.py` say so.
    """
    start, end = r"(?:\A|[\"'])", r"(?:\Z|[\"'])"
    *above, last = map(re.escape, module.split("."))
    near = rf"{start}\.+{last}{end}"
    if above:
        return re.compile(rf"{near}|(?<!\w){'[./]'.join((*above, last))}(?!\w)")
    called = rf"{start}{last}(?:\.\w|{end})|(?<![\w.-]){last}(?::\w|\.py\b)|-m\s+{last}\b"
    return re.compile(rf"{near}|{called}")


def _line(source: str, content: str, pattern: re.Pattern[str]) -> int:
    """The first line that names a module: of settings and scripts any, of Python a string's."""
    if source.endswith(PYTHON):
        strings = _strings(content)
        return min((s.lineno for s in strings if pattern.search(str(s.value))), default=0)
    lines = enumerate(content.splitlines(), 1)
    return next((number for number, line in lines if pattern.search(line.strip())), 0)


def _sources(world: World) -> Iterator[str]:
    yield from _settings(world)
    for source in world.tree.sources:
        yield source.path


def _settings(world: World) -> Iterator[str]:
    """The files of the project, Python files apart, that say what is run."""
    walk = Walk(world.root, world.config)
    walk.everything()
    for folder in sorted(walk.folders):
        with os.scandir(world.root / folder) as entries:
            names = sorted(entry.name for entry in entries if _is_saying(entry))
        for name in names:
            yield f"{folder}/{name}" if folder else name


def _is_saying(entry: os.DirEntry[str]) -> bool:
    known = os.path.splitext(entry.name)[1] in _SAYING  # noqa: PTH122 - as in the walk
    return known and entry.is_file(follow_symlinks=False) and entry.stat().st_size <= _LIMIT


def _strings(content: str) -> Iterator[ast.Constant]:
    """The strings of a module, docstrings apart."""
    tree = parsed(content)
    nodes = list(ast.walk(tree)) if tree is not None else []
    prose = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def _read(path: Path) -> str:
    """The text of a file; "" where it cannot be read."""
    try:
        return text.decode(text.read(path))
    except InputError:
        return ""
