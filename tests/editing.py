"""A project that is edited at random, out of the examples of all rules."""

import ast
import keyword
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

import msgspec

from ssotlint.detectors.lacking import LACKING
from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.run import run
from ssotlint.index.results import Row, Stored
from ssotlint.index.tallies import REACHED
from ssotlint.model.errors import InputError
from ssotlint.rulebook.book import load

Files = dict[str, str]
_WORD = re.compile(r"[A-Za-z_]\w{2,}")
_HEADER = re.compile(r"^ *(?:async )?(?:def|class) (\w+)", re.MULTILINE)
_DEFINITION = re.compile(r"^(?:async def|def|class) .*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(r"^(?:from|import) ")
_SEVERAL = re.compile(r"(?P<head>[ \t]*from [\w.]+ import )(?P<names>\w+(?:, \w+)+)\n")
_KEYWORDS = frozenset(keyword.kwlist)
_FOLDERS = ("", "", "", "shared", "service", "tests", "scripts", "service/backup_old")
_SETTINGS = (
    "", 'src = ["shop"]', 'ignore = ["imports"]', 'select = ["duplication", "hygiene"]',
    'extend-exclude = ["*_old*"]', 'shared = ["service"]', 'fail-level = "note"',
    'roles.test = ["shop/"]', "nonsense = 1", 'select = ["no-such-rule"]',
    'rule-packs = ["lint"]',
)  # fmt: skip
_PATTERN_RULE = """since = "0.1.0"
severity = "note"
patterns = ['{pattern}']
summary = "Something is called."
rationale = "Because."
remedy = "Do not."
message = "{{X}} is handed over"
[[bad]]
title = "a call"
"a.py" = '''
{call}  # <- {name}
'''
[[good]]
title = "none"
"a.py" = '''
x = 1
'''
"""


@cache
def worlds() -> tuple[Files, ...]:
    """The files of every example of every rule, without marks."""
    return tuple(
        {path: _unmarked(path, text) for path, text in example.files.items()}
        for rule in load().rules.values()
        for example in rule.examples
    )


def _unmarked(path: str, text: str) -> str:
    return re.sub(r"\s*# <- .*", "", text) if path.endswith(".py") else text


@dataclass
class Edited:
    """A project on disk, its cache beside it, and the files that it should have.

    A file that has just been written is read by the next run whatever is remembered of it;
    ``settled`` files look as if they were written long ago, one a second.
    """

    home: Path
    files: Files = field(default_factory=dict)
    settled: bool = False
    _written: int = 1_500_000_000

    @property
    def root(self) -> Path:
        """Where the project lies."""
        return self.home / "project"

    def sync(self, files: Files) -> None:
        """Write what is new and remove what is gone; what is equal is not touched."""
        for path in self.files.keys() - files.keys():
            (self.root / path).unlink()
        for path, text in files.items():
            if self.files.get(path) != text:
                put(self.root / path, text)
                self._written += 1
                if self.settled:
                    os.utime(self.root / path, (self._written, self._written))
        self.files = dict(files)

    def warm(self, jobs: int = 1) -> str:
        """The report, with whatever the cache remembers."""
        return report(Request(paths=(self.root,), root=self.root, formats=("json",), jobs=jobs,
                              cache=self.home / "cache"))  # fmt: skip

    def cold(self, jobs: int = 1) -> str:
        """The report from nothing."""
        return cold_report(self.root, jobs)

    def elsewhere(self, order: list[str], jobs: int = 1) -> str:
        """The report from nothing of a copy in another place, written in another order."""
        other = self.home / "another place" / "checkout"
        for path in order:
            put(other / path, self.files[path])
        text = cold_report(other, jobs)
        shutil.rmtree(other)
        return text.replace(str(other), str(self.root))


def put(path: Path, text: str) -> None:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def cold_report(root: Path, jobs: int = 1) -> str:
    """The JSON report of a project from nothing."""
    request = Request(paths=(root,), root=root, formats=("json",), jobs=jobs, use_cache=False)
    return report(request)


def report(request: Request) -> str:
    """The first text of a run, or why there is none; a bug of ours fails the test."""
    try:
        outcome = run(request)
    except InputError as error:
        return f"refused: {error}"
    assert outcome.faults == (), "\n".join(f.trace for f in outcome.faults)
    assert outcome.notices == ()
    return outcome.texts[0].decode()


def looks(root: Path, cache: Path) -> dict[str, dict[str, bytes]]:
    """What a run finds out, or remembers, about each file by itself: by aspect and path.

    It tells what it has cost, so that it does not tell the last report again and leave all as it is.
    """
    request = Request(
        paths=(root,), root=root, formats=("json", "statistics"), jobs=1, cache=cache,
        select=("incompatible-call", "missing-member"),
    )  # fmt: skip
    report(request)
    project = open_project(request)
    kept = {a: project.store.recall(f"{a} {project.memory}", "all") for a in (REACHED, LACKING)}
    project.store.close()
    rows = {a: msgspec.msgpack.decode(d, type=Stored).rows for a, d in kept.items() if d}
    read = msgspec.msgpack.Decoder(Row).decode
    return {a: {path: read(row).data for path, row in found.items()} for a, found in rows.items()}


def edit(dice: Random, files: Files) -> Files:
    """The files after one edit."""
    if not files:
        return add_world(dice, files)
    return dice.choice(_EDITS)(dice, dict(files))


def add_world(dice: Random, files: Files) -> Files:
    """Somebody adds code that has a fault, or nearly one."""
    folder = dice.choice(_FOLDERS)
    world = dice.choice(worlds())
    prefix = f"{folder}/" if folder else ""
    return {**files, **{prefix + path: text for path, text in world.items()}}


def _some(dice: Random, files: Mapping[str, str]) -> str:
    return dice.choice(sorted(files))


def remove(dice: Random, files: Files) -> Files:
    """A file goes."""
    del files[_some(dice, files)]
    return files


def rename(dice: Random, files: Files) -> Files:
    """A file is moved, or takes the place of another."""
    path = _some(dice, files)
    text = files.pop(path)
    folder = dice.choice((*_FOLDERS, path.rpartition("/")[0]))
    name = dice.choice(("new.py", "__init__.py", "conftest.py", "shop.py"))
    return {**files, f"{folder}/{name}".lstrip("/"): text}


def copy(dice: Random, files: Files) -> Files:
    """A file is copied."""
    path = _some(dice, files)
    return {**files, f"{path.removesuffix('.py')}_copy.py": files[path]}


def rename_word(dice: Random, files: Files) -> Files:
    """A name becomes another, in one file or in all."""
    path = _some(dice, files)
    words = sorted(set(_WORD.findall(files[path])))
    others = sorted({w for text in files.values() for w in _WORD.findall(text)})
    if not words:
        return files
    old, new = dice.choice(words), dice.choice([*others, "renamed"])
    where = files if dice.random() < 0.5 else (path,)
    changed = {p: re.sub(rf"\b{old}\b", new, files[p]) for p in where if p.endswith(".py")}
    return {**files, **changed}


def copy_definition(dice: Random, files: Files) -> Files:
    """A function or class is pasted into another file."""
    found = sorted({d for text in files.values() for d in _DEFINITION.findall(text)})
    if not found:
        return files
    path = _some(dice, files)
    return {**files, path: f"{files[path]}\n\n{dice.choice(found)}\n"}


def grow_body(dice: Random, files: Files) -> Files:
    """A function does more, or does it elsewhere: a statement comes in front of one in its body."""
    path = _some(dice, files)
    text = files[path]
    bodies = _bodies(text) if path.endswith(".py") else []
    if not bodies:
        return files
    place, indent = dice.choice(bodies)
    names = sorted(set(_WORD.findall(text)) - _KEYWORDS)
    name = dice.choice(names or ["print"])
    said = dice.choice(("step = 1", f"{name}()", f"result = {name}(1)", f"return {name}", "pass"))
    lines = text.splitlines(keepends=True)
    lines.insert(place, f"{indent}{said}\n")
    return {**files, path: "".join(lines)}


def edit_import(dice: Random, files: Files) -> Files:
    """An import comes, goes, or leads elsewhere."""
    path = _some(dice, files)
    lines = files[path].splitlines(keepends=True)
    imports = [i for i, line in enumerate(lines) if _IMPORT.match(line)]
    others = sorted(
        {line.strip() for text in files.values() for line in text.splitlines()
         if _IMPORT.match(line) and "(" not in line}
    )  # fmt: skip
    if not path.endswith(".py") or not (imports or others):
        return files
    if imports and dice.random() < 0.4:
        del lines[dice.choice(imports)]
    elif others:
        lines.insert(0, f"{dice.choice(others)}\n")
    return {**files, path: "".join(lines)}


def regroup_import(dice: Random, files: Files) -> Files:
    """What one statement imports is imported by two."""
    path = _some(dice, files)
    lines = files[path].splitlines(keepends=True)
    found = [(i, m) for i, line in enumerate(lines) if (m := _SEVERAL.match(line))]
    if found:
        place, match = dice.choice(found)
        first, second = match["names"].split(", ", 1)
        lines[place] = f"{match['head']}{first}\n{match['head']}{second}\n"
    return {**files, path: "".join(lines)}


def move_comment(dice: Random, files: Files) -> Files:
    """What somebody says to this tool is said of another line."""
    path = _some(dice, files)
    lines = files[path].splitlines()
    found = [i for i, line in enumerate(lines) if "  # ssotlint:" in line]
    if found:
        place = dice.choice(found)
        lines[place], _, said = lines[place].partition("  # ssotlint:")
        lines[dice.randrange(len(lines))] += f"  # ssotlint:{said}"
    return {**files, path: "\n".join(lines) + "\n"}


def name_original(dice: Random, files: Files) -> Files:
    """A definition says from which one it was copied."""
    path, other = _some(dice, files), _some(dice, files)
    lines = files[path].splitlines()
    headers = [i for i, line in enumerate(lines) if _HEADER.match(line)]
    names = _HEADER.findall(files[other])
    if headers and names and other.endswith(".py"):
        place = dice.choice(headers)
        home = other.removesuffix(".py").replace("/", ".")
        indent = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
        lines.insert(place, f"{indent}# Copied from {home}.{dice.choice(names)}")
    return {**files, path: "\n".join(lines) + "\n"}


def delete_definition(dice: Random, files: Files) -> Files:
    """A function or class goes."""
    path = _some(dice, files)
    found = _DEFINITION.findall(files[path]) if path.endswith(".py") else []
    return {**files, path: files[path].replace(dice.choice(found), "")} if found else files


def drop_line(dice: Random, files: Files) -> Files:
    """A line goes; mostly the file can still be read."""
    path = _some(dice, files)
    lines = files[path].splitlines(keepends=True)
    if lines and path.endswith(".py"):
        del lines[dice.randrange(len(lines))]
    return {**files, path: "".join(lines)}


def leave_open(dice: Random, files: Files) -> Files:
    """Somebody is typing: a statement that is not finished, or that is taken back."""
    broken = sorted(path for path, text in files.items() if _OPEN in text)
    if broken and dice.random() < 0.6:
        path = dice.choice(broken)
        return {**files, path: files[path].replace(_OPEN, "", 1)}
    path = _some(dice, files)
    lines = files[path].splitlines(keepends=True)
    lines.insert(dice.randint(0, len(lines)), _OPEN)
    return {**files, path: "".join(lines)}


def suppress(dice: Random, files: Files) -> Files:
    """Somebody excuses a line."""
    path = _some(dice, files)
    lines = files[path].splitlines()
    if lines and path.endswith(".py"):
        rule = dice.choice(("imports", "duplicate-helper", "hygiene", "no-rule"))
        lines[dice.randrange(len(lines))] += f"  # ssotlint: ignore[{rule}] -- known"
    return {**files, path: "\n".join(lines) + "\n"}


def configure(dice: Random, files: Files) -> Files:
    """Another configuration, which may be a wrong one."""
    setting = dice.choice(_SETTINGS)
    files = {**files, "pyproject.toml": f"[tool.ssotlint]\n{setting}\n"}
    if "rule-packs" in setting:
        files |= rule_pack(dice, files)
    return files


def rule_pack(dice: Random, files: Files) -> Files:
    """A rule of the project's own, or another one under its name."""
    pattern, call = dice.choice((("print($X)", "print(1)"), ("len($X)", "len(x)")))
    text = _PATTERN_RULE.format(pattern=pattern, call=call, name="own-rule")
    return {**files, "lint/own/own-rule.toml": text}


def ignore_by_git(dice: Random, files: Files) -> Files:
    """Some files are no longer part of the project."""
    return {**files, ".gitignore": dice.choice(("", "*_copy.py\n", "tests/\n"))}


def respace(dice: Random, files: Files) -> Files:
    """Comments and blank lines, where they mean nothing."""
    path = _some(dice, files)
    return {**files, path: laid_out(dice, files[path])} if path.endswith(".py") else files


_OPEN = "unfinished = (\n"
_EDITS = (
    add_world, add_world, add_world, grow_body, grow_body, grow_body, edit_import, edit_import,
    delete_definition, remove, rename, copy, rename_word, rename_word, regroup_import,
    copy_definition, copy_definition, drop_line, leave_open, suppress, move_comment, name_original, configure, ignore_by_git,
    respace,
)  # fmt: skip


def laid_out(dice: Random, text: str) -> str:
    """The same program in another layout: comments and blank lines before its statements.

    A comment stays with the statement that it stands above: it may give the reason for it. One on
    the first line that addresses us stays there, where it speaks of the file as well.
    """
    lines = text.splitlines(keepends=True)
    try:
        starts = {n.lineno - 1 for n in _statements(text)}
    except SyntaxError:
        return text
    places = sorted(
        n for n in starts
        if not (lines[n - 1].lstrip().startswith("#") if n else "# ssotlint:" in lines[0])
    )  # fmt: skip
    chosen = dice.choices(places, k=dice.randrange(4)) if places else []
    for place in sorted(set(chosen), reverse=True):
        line = lines[place]
        indent = line[: len(line) - len(line.lstrip())]
        lines.insert(place, dice.choice(("\n", f"{indent}# a note\n", "\n\n")))
    made = "".join(lines)
    return made if _is_python(made) else text


def _is_python(text: str) -> bool:
    """Whether it is a program still: behind a backslash no line may be put in."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _statements(text: str) -> list[ast.stmt]:
    """Statements that begin a line and have no decorator above them."""
    lines = text.splitlines()
    return [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.stmt)
        and not getattr(node, "decorator_list", [])
        and not lines[node.lineno - 1][: node.col_offset].strip()
    ]


def _bodies(text: str) -> list[tuple[int, str]]:
    """Where a statement of a function stands, as an index of lines, and how far it is indented."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return []
    lines = text.splitlines()
    firsts = [
        statement
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        if not getattr(statement, "decorator_list", [])
    ]
    return [
        (s.lineno - 1, " " * s.col_offset)
        for s in firsts
        if not lines[s.lineno - 1][: s.col_offset].strip()
    ]


def drawn(dice: Random, edits: int = 8) -> Files:
    """A project out of several examples, after some edits."""
    files: Files = {}
    for _ in range(edits):
        files = add_world(dice, files)
    for _ in range(dice.randrange(edits)):
        files = edit(dice, files)
    return files
