"""Where a new import belongs among those of a file."""

import sys
from collections.abc import Callable

from ssotlint.index.index import Module
from ssotlint.model.facts import Context, Import
from ssotlint.plan.bench import statement_end
from ssotlint.plan.texts import Texts

_STANDARD = frozenset(sys.stdlib_module_names)


def add_import(texts: Texts, module: Module, source: str, statement: str, why: str) -> None:
    """Put an import behind the last one that sorts before it, among those of its package."""
    lines = texts.lines(module.path)
    if statement in lines:
        return
    at = _position(texts, module, source)
    new = _spaced(lines, at, statement)
    if _top(source) in _STANDARD and not any(_top(r.module) in _STANDARD for r in _head(module)):
        new.append("")  # the standard library's imports are a block of their own
    texts.replace(module.path, at, at, new, why)


def _position(texts: Texts, module: Module, source: str) -> int:
    rows = _kept(texts, module)
    kin = [row for row in rows if not row.level and _top(row.module) == _top(source)]
    if kin:
        before = [row for row in kin if row.module < source]
        if before:
            return _behind(texts, module, before[-1])
        return _before(texts, module, kin[0])
    if _top(source) in _STANDARD:
        first = next((row for row in rows if row.module != "__future__"), None)
        if first is not None:
            return _before(texts, module, first)
    if rows:
        return _behind(texts, module, rows[-1])
    return _below_docstring(texts.lines(module.path))


def head_end(texts: Texts, module: Module) -> int:
    """The position behind the imports at the head of a file."""
    rows = _kept(texts, module)
    return _behind(texts, module, rows[-1]) if rows else _below_docstring(texts.lines(module.path))


def _head(module: Module) -> list[Import]:
    """The plain imports above the first definition."""
    surface = module.surface
    first = min((row.start_line for row in surface.definitions), default=sys.maxsize)
    plain = Context.LOAD
    rows = [r for r in surface.imports if r.owner < 0 and r.context == plain]
    return [row for row in rows if row.span.line < first] or rows[:1]


def _kept(texts: Texts, module: Module) -> list[Import]:
    """Those at the head that no step has taken away: others find their place beside them."""
    return [
        row for row in _head(module)
        if texts.at(module.path, row.span.line) or texts.at(module.path, row.span.end_line)
    ]  # fmt: skip


def _top(name: str) -> str:
    return name.partition(".")[0]


def _before(texts: Texts, module: Module, row: Import) -> int:
    found = texts.at(module.path, row.span.line)
    return found[0] if found else _below_docstring(texts.lines(module.path))


def _behind(texts: Texts, module: Module, row: Import) -> int:
    found = texts.at(module.path, row.span.end_line) or texts.at(module.path, row.span.line)
    if not found:
        return _below_docstring(texts.lines(module.path))
    lines = texts.lines(module.path)
    starts = texts.at(module.path, row.span.line)
    return max(found[-1] + 1, statement_end(lines, starts[-1]) if starts else 0)


def _below_docstring(lines: list[str]) -> int:
    """The first line below the docstring of a file, below the comment at its head without one."""
    at = _first(lines, lambda line: bool(line.strip()) and not line.startswith("#"))
    text = lines[at].lstrip("rRuU") if at < len(lines) else ""
    for quotes in ('"""', "'''", '"', "'"):
        if text.startswith(quotes):
            if text.count(quotes) > 1:
                return at + 1
            while at + 1 < len(lines) and quotes not in lines[at + 1]:
                at += 1
            return min(at + 2, len(lines))
    return _first(lines, lambda line: not line.startswith("#"))


def _first(lines: list[str], holds: Callable[[str], bool]) -> int:
    return next((at for at, line in enumerate(lines) if holds(line)), len(lines))


def _spaced(lines: list[str], at: int, statement: str) -> list[str]:
    """The statement with the blank lines that it needs around it."""
    above = [""] if at and lines[at - 1].strip() and not _is_import(lines[at - 1]) else []
    below = [""] if at < len(lines) and lines[at].strip() and not _is_import(lines[at]) else []
    if below and lines[at].startswith(("def ", "async def ", "class ", "@")):
        below.append("")
    return [*above, statement, *below]


def _is_import(line: str) -> bool:
    return line.startswith(("import ", "from ", ")", "    "))
