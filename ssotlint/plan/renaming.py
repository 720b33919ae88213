"""Giving a definition another name, with everything that says its name."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ssotlint.facts.state import dotted
from ssotlint.graph.aliases import Alias
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.known import Known
from ssotlint.graph.resolution import Status
from ssotlint.graph.words import stem, words
from ssotlint.plan.bench import Bench
from ssotlint.plan.spots import (
    Function,
    Lost,
    Spot,
    around,
    bound_in,
    column,
    names_in,
    parsed,
    put,
    spot,
    walked,
)


def rename(known: Known, new: str, why: str, bench: Bench) -> str:
    """Rename a definition with all its uses; "" or what stands against it.

    Other names that its module gives to it go where they claim to be the same thing.
    """
    try:
        return _rename(known, new, why, bench)
    except Lost as lost:
        return str(lost)


def _rename(known: Known, new: str, why: str, bench: Bench) -> str:
    home = known.module.path
    old = known.definition.name
    aliases = [
        alias for alias in bench.world.graph.aliases.get(known.symbol, ())
        if alias.module.path == home and stem(alias.binding.name) == stem(old)
    ]  # fmt: skip
    spots: dict[str, list[Spot]] = defaultdict(list)
    against = _at_home(known, new, aliases, spots, bench)
    if against:
        return against
    gone = {f"{known.module.name}.{name}": name
            for name in (old, *(alias.binding.name for alias in aliases))}  # fmt: skip
    for use in _uses(gone, bench):
        path = use.module.path
        if path != home and not _imported(use, gone, new, spots[path], bench):
            return f"{path}:{use.row.span.line} uses {old} in a way that no edit follows"
    for path, found in _attributes(known, gone, new, bench):
        spots[path] += found
    for path in sorted(spots):
        put(bench.texts, path, spots[path], why)
    bench.renamed[known.symbol] = new
    return ""


def _uses(gone: Iterable[str], bench: Bench) -> list[ImportUse]:
    """The imports that name it, be it by another name or through another module."""
    by_origin = bench.world.graph.importers.by_origin
    found = {id(use): use for symbol in gone for use in by_origin.get(symbol, ())}
    rows = sorted(found.values(), key=lambda use: (use.module.path, use.row.span.line))
    return [use for use in rows if use.row.name and use.answer.status is Status.SYMBOL]


def _at_home(
    known: Known, new: str, aliases: list[Alias], spots: dict[str, list[Spot]], bench: Bench
) -> str:
    path = known.module.path
    text = bench.texts.text(path)
    tree = parsed(text)
    if tree is None or new in bound_in(tree) or _mentions(tree, new):
        return f"{path} knows {new} already"
    lines = bench.texts.lines(path)
    found = spots[path]
    for name in (known.definition.name, *(alias.binding.name for alias in aliases)):
        if any(isinstance(n, ast.Global) and name in n.names for n in walked(tree)):
            return f"{path} rebinds {name}"
        for node in tree.body:
            if _defines(node, name):
                found.append(_header(lines, node, name, new))
        read = [node for node in names_in(tree, name) if isinstance(node.ctx, ast.Load)]
        found += [spot(lines, node, new) for node in read]
        found += _said(tree, lines, name, new)
    for statement in tree.body:  # NAME = DEFINITION says nothing any more
        if any(_is_alias_of(statement, alias.binding.name) for alias in aliases):
            inside = range(statement.lineno, (statement.end_lineno or 0) + 1)
            found[:] = [row for row in found if row.line not in inside]
            found.append(_without(lines, statement))
    return ""


def _defines(node: ast.stmt, name: str) -> bool:
    return isinstance(node, Function | ast.ClassDef) and node.name == name


def _is_alias_of(node: ast.stmt, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [t.id for t in targets if isinstance(t, ast.Name)] == [name]


def _without(lines: list[str], node: ast.stmt) -> Spot:
    """A statement, with the blank lines above it unless they set apart what is below."""
    first, last = node.lineno, node.end_lineno or node.lineno
    if last < len(lines) and lines[last].strip():
        return Spot(first, 0, last + 1, 0, "")
    while first > 1 and not lines[first - 2].strip():
        first -= 1
    if first > 1:
        return Spot(first - 1, len(lines[first - 2]), last, len(lines[last - 1]), "")
    return spot(lines, node, "")


def _header(lines: list[str], node: ast.stmt, name: str, new: str) -> Spot:
    """The name of a definition in its ``def`` or ``class``."""
    line = lines[node.lineno - 1]
    at = re.search(rf"\b(?:def|class)\s+({re.escape(name)})\b", line)
    start = at.start(1) if at else 0
    return Spot(node.lineno, start, node.lineno, start + len(name), new)


def _imported(
    use: ImportUse, gone: dict[str, str], new: str, found: list[Spot], bench: Bench
) -> bool:
    """Let an import bring the new name, and the file say it wherever it said the old one."""
    tree = parsed(bench.texts.text(use.module.path))
    lines = bench.texts.lines(use.module.path)
    now = bench.extent(use.module.path, use.row)
    if tree is None or now is None:
        return False
    alias = next((a for node in walked(tree)
                  if isinstance(node, ast.ImportFrom) and now[0] < node.lineno <= now[1]
                  for a in node.names if a.name == use.row.name), None)  # fmt: skip
    if alias is None:
        return False
    if use.row.name not in gone.values():
        return True  # it takes it by a name that another module gives to it
    if alias.asname is not None:
        found.append(Spot(*spot(lines, alias, "")[:4], f"{new} as {alias.asname}"))
        return True
    scope = around(tree, alias.lineno)
    if new in bound_in(scope) or _mentions(scope, new):
        found.append(spot(lines, alias, f"{new} as {alias.name}"))
        return True
    found.append(spot(lines, alias, new))
    found += [spot(lines, node, new) for node in names_in(scope, alias.name)]
    found += _said(scope, lines, alias.name, new)
    return True


def _mentions(scope: ast.AST, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(scope))


def _said(scope: ast.AST, lines: list[str], name: str, new: str) -> Iterator[Spot]:
    """Where a text says a name: in ``__all__``, and in annotations that are strings."""
    for node in ast.walk(scope):
        texts: list[ast.AST] = []
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            texts += [node.value] if node.value and dotted(targets[0]) == "__all__" else []
        texts += [
            t for t in (getattr(node, "annotation", None), getattr(node, "returns", None)) if t
        ]
        for part in (part for text in texts for part in ast.walk(text)):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield from _words(part, lines, name, new)


def _words(part: ast.Constant, lines: list[str], name: str, new: str) -> Iterator[Spot]:
    if part.lineno == part.end_lineno:
        start = column(lines, part.lineno, part.col_offset)
        end = column(lines, part.lineno, part.end_col_offset or 0)
        code = lines[part.lineno - 1][start:end]
        for at in re.finditer(rf"(?<![\w.]){re.escape(name)}\b", code):
            yield Spot(part.lineno, start + at.start(), part.lineno, start + at.end(), new)


def _attributes(
    known: Known, gone: dict[str, str], new: str, bench: Bench
) -> Iterator[tuple[str, list[Spot]]]:
    """Where files that import its module name it below that."""
    for use in bench.world.graph.importers.by_origin.get(known.module.name, ()):
        tree = parsed(bench.texts.text(use.module.path))
        lines = bench.texts.lines(use.module.path)
        called = {f"{use.spelled}.{name}": name for name in gone.values()}
        found: list[Spot] = []
        for node in walked(tree) if tree is not None else ():
            name = called.get(dotted(node)) if isinstance(node, ast.Attribute) else None
            if name is not None and isinstance(node, ast.Attribute):
                line = node.end_lineno or node.lineno
                end = column(lines, line, node.end_col_offset or 0)
                found.append(Spot(line, end - len(name), line, end, new))
        yield use.module.path, found


def own_name(known: Known, more: Iterable[str], apart: frozenset[str]) -> str:
    """A name that says what sets a definition apart: the first word that its own name lacks.

    ``more`` are names of what it does or needs beyond others; words of ``apart`` set nothing apart.
    """
    name = known.definition.name
    *packages, last = known.module.name.split(".")
    said = frozenset(words(name)) | apart
    for source in (last, *more, *reversed(packages)):
        word = next((w for w in words(source) if w not in said and not w.isdigit()), "")
        if word:
            return _with(name, word, apart)
    return ""


def _with(name: str, word: str, apart: frozenset[str]) -> str:
    """``create_manager`` and ``desk`` are ``create_desk_manager``; ``Router`` is ``DeskRouter``."""
    if name[:1].isupper():
        kept = "".join(w for w in re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z\d]*|\d+", name)
                       if w.lower() not in apart)  # fmt: skip
        return f"{word.capitalize()}{kept}"
    bare = name.lstrip("_")
    verb, _, rest = bare.partition("_")
    return f"{name[: len(name) - len(bare)]}{verb}_{word}_{rest}" if rest else f"{name}_{word}"
