"""Steps that end a shared object: it is made once, where the program starts, and handed on."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ssotlint.graph.resolution import Status
from ssotlint.model.report import Finding
from ssotlint.plan.bench import Bench
from ssotlint.plan.holders import (
    Shared,
    accessor_at,
    accessors_of,
    class_named,
    container_at,
    self_storing,
    statements_of,
    take_out,
)
from ssotlint.plan.intents import Intent
from ssotlint.plan.passing import Passage, entry_of, known_of, node_of, passage
from ssotlint.plan.placing import add_import
from ssotlint.plan.spots import Lost, Spot, bound_in, names_in, parsed, put, spot
from ssotlint.plan.uses import Holder, Use, use_at, uses_of

_SINGLETON_VERBS = ("get_", "the_", "shared_", "global_")


class _Hand(NamedTuple):
    """A shared thing on its way: what it is called, and who hands it to whom."""

    shared: Shared
    name: str
    way: Passage
    uses: list[Use]
    why: str

    def at(self, use: Use) -> str:
        """How it is named where it is used or handed on."""
        first = use.method.args.args[0].arg if use.method is not None else ""
        return f"{first}.{self.name}" if first else self.name


def hand_on(intent: Intent, bench: Bench) -> None:
    """Make each shared thing where the program starts, and give it to those who use it."""
    for finding in intent.findings:
        try:
            done = _end(finding, bench)
        except Lost as lost:
            bench.ask(finding.place.path, finding.place.line, f"{finding.message}; {lost}",
                      finding.remedy)  # fmt: skip
            continue
        if not done:
            bench.ask(finding.place.path, finding.place.line, finding.message, finding.remedy)


def _end(finding: Finding, bench: Bench) -> bool:
    path, line = finding.place.path, finding.place.line
    fact = bench.fact(path, line)
    if fact is None:
        return False
    node = class_named(path, fact.name, bench)
    if node is not None:
        return _end_class(finding, node, bench)
    shared = accessor_at(path, fact.name, bench) or container_at(path, fact.name, bench)
    return shared is not None and _hand(finding, shared, bench)


def _end_class(finding: Finding, node: ast.ClassDef, bench: Bench) -> bool:
    """A class that keeps its own instance; the functions of its module that hand that out go too."""
    path, line = finding.place.path, finding.place.line
    kept = self_storing(node)
    accessors = accessors_of(path, node.name, bench)
    made_by = [row for row in kept if isinstance(row, ast.FunctionDef) and row.name != "__new__"]
    if (
        not kept
        or len(accessors) > 1
        or any(_is_called(row.name, finding, bench) for row in made_by)
    ):
        return False
    if accessors:
        if not _hand(finding, accessors[0], bench):
            return False
    else:
        bench.decide(path, line, finding.message, f"let everybody who makes a {node.name} have it "
                     "for himself, because nobody asks for the one instance", finding.remedy)  # fmt: skip
    left = class_named(path, node.name, bench)
    rows = self_storing(left) if left is not None else []
    take_out(path, rows, f"{node.name} keeps no instance of itself", bench)
    return True


def _is_called(name: str, finding: Finding, bench: Bench) -> bool:
    """Whether a file that imports the class, or its own, names one of its class methods."""
    users = bench.world.graph.importers.by_origin.get(finding.symbol, ())
    home = finding.symbol.rpartition(".")[0]
    users = [*users, *bench.world.graph.importers.by_origin.get(home, ())]
    paths = {finding.place.path, *(use.module.path for use in users)}
    asked = re.compile(rf"\.{re.escape(name)}\b")
    return any(asked.search(bench.texts.text(path)) for path in sorted(paths))


def _hand(finding: Finding, shared: Shared, bench: Bench) -> bool:
    uses = _uses(shared, bench)
    holders = {use.holder for use in uses}
    way = passage(holders, bench)
    for use in (*uses, *way.sites):
        _check_method(use, bench)
    name = _name(shared, way, bench)
    owners = sorted(owner.name for owner in way.owners)
    where = f"make it once in {', '.join(owners)}" if owners else "let the caller make it"
    asked = [taker.name for taker in sorted(way.takers)
             if not any(site for site in way.sites if _reaches(site, taker, bench))]  # fmt: skip
    outside = f"; nobody calls {', '.join(asked)}: who does will hand it over" if asked else ""
    chosen = f"{where} and hand it on as {name}{outside}"
    hand = _Hand(shared, name, way, uses, chosen)
    _write(hand, bench)
    bench.decide(finding.place.path, finding.place.line, finding.message, chosen, finding.remedy)
    return True


def _check_method(use: Use, bench: Bench) -> None:
    """Refuses what stands in a class and has no instance at hand."""
    if not isinstance(node_of(use.holder, bench), ast.ClassDef):
        return
    static = {"staticmethod", "classmethod"}
    if use.method is None or not use.method.args.args or any(
        ast.unparse(row) in static for row in use.method.decorator_list
    ):  # fmt: skip
        raise Lost(f"{use.holder.name} needs it without an instance")


def _reaches(site: Use, taker: Holder, bench: Bench) -> bool:
    known = known_of(taker, bench)
    return known is not None and any(
        site.node is use.node and site.holder.path == use.holder.path
        for use in uses_of(known, bench)
    )


def _uses(shared: Shared, bench: Bench) -> list[Use]:
    """Where it is asked for, its own accessor apart."""
    if shared.accessor:
        known = known_of(Holder(shared.path, shared.accessor), bench)
        if known is None:
            raise Lost(f"{shared.accessor} is no plain function")
        uses = uses_of(known, bench)
        if any(use.call is None for use in uses):
            raise Lost(f"{shared.accessor} is used without a call")
        return uses
    tree = parsed(bench.texts.text(shared.path))
    module = bench.module(shared.path)
    if bench.world.graph.importers.by_origin.get(f"{module.name}.{shared.storage}") or tree is None:
        raise Lost(f"others import {shared.storage}")
    named = [use_at(shared.path, tree, node) for node in names_in(tree, shared.storage)]
    return [use for use in named if isinstance(use.node, ast.Name) and use.holder.name]


def _name(shared: Shared, way: Passage, bench: Bench) -> str:
    """What it is called on its way: nobody there may call something else so."""
    bare = (shared.accessor or shared.storage).strip("_")
    for verb in _SINGLETON_VERBS:
        bare = bare.removeprefix(verb)
    for name in (bare, f"shared_{bare}"):
        if not any(_knows(holder, name, bench) for holder in way.owners | way.takers):
            return name
    raise Lost(f"{bare} means something else on the way")


def _knows(holder: Holder, name: str, bench: Bench) -> bool:
    tree = parsed(bench.texts.text(holder.path))
    return tree is None or any(
        getattr(part, "id", "") == name or getattr(part, "arg", "") == name
        or getattr(part, "attr", "") == name or getattr(part, "name", "") == name
        for part in ast.walk(node_of(holder, bench))
    )  # fmt: skip


def _write(hand: _Hand, bench: Bench) -> None:
    spots: dict[str, list[Spot]] = defaultdict(list)
    lines = bench.texts.lines
    for use in hand.uses:
        asked = use.call if hand.shared.accessor and use.call is not None else use.node
        spots[use.holder.path].append(spot(lines(use.holder.path), asked, hand.at(use)))
    for site in hand.way.sites:
        if site.call is not None:
            spots[site.holder.path].append(
                _argument(lines(site.holder.path), site.call, hand.at(site))
            )
    typed = _typed(hand, bench)
    for holder in sorted(hand.way.takers):
        said = f": {hand.shared.said}" if holder in typed else ""
        spots[holder.path] += _taken(
            lines(holder.path), holder, f"{hand.name}{said}", hand.name, bench
        )
    for holder in sorted(hand.way.owners):
        spots[holder.path].append(_made(lines(holder.path), holder, hand, bench))
    for path in sorted(spots):
        put(bench.texts, path, spots[path], hand.why)
    _imports(hand, typed, bench)
    names = frozenset((hand.shared.storage, hand.shared.accessor)) - {""}
    take_out(hand.shared.path, list(statements_of(hand.shared.path, names, bench)), hand.why, bench)


def _typed(hand: _Hand, bench: Bench) -> set[Holder]:
    """The takers whose other parameters are annotated, and that may import the class."""
    home = bench.module(hand.shared.path).name
    return {
        holder for holder in hand.way.takers
        if hand.shared.said and _is_annotated(holder, bench)
        and (holder.path == hand.shared.path or not hand.shared.product
             or bench.may_load(holder.path, home))
    }  # fmt: skip


def _is_annotated(holder: Holder, bench: Bench) -> bool:
    entry = entry_of(holder, bench)
    return entry.returns is not None or any(a.annotation for a in entry.args.args)


def _argument(lines: list[str], call: ast.Call, name: str) -> Spot:
    """The first argument of a call, before all others."""
    line, column = _behind_parenthesis(lines, call.func)
    more = bool(call.args or call.keywords)
    return _inserted(lines, line, column, name, more=more)


def _inserted(lines: list[str], line: int, column: int, new: str, *, more: bool) -> Spot:
    """Something before all else in parentheses; on a line of its own where those have theirs."""
    if more and not lines[line - 1][column:].strip():
        below = lines[line]
        indent = below[: len(below) - len(below.lstrip())]
        alone = below.rstrip().endswith(",") and line + 1 < len(lines) and (
            lines[line + 1].strip().startswith((")", "*")) or lines[line + 1].startswith(indent)
        )  # fmt: skip
        text = f"{indent}{new},\n" if alone else f"{indent}{new}, "
        return Spot(line + 1, 0, line + 1, 0 if alone else len(indent), text)
    return Spot(line, column, line, column, f"{new}, " if more else new)


def _behind_parenthesis(lines: list[str], node: ast.expr) -> tuple[int, int]:
    end = spot(lines, node, "")
    line, column = end.end_line, lines[end.end_line - 1].find("(", end.end_column)
    while column < 0:
        line += 1
        column = lines[line - 1].find("(")
    return line, column + 1


def _taken(lines: list[str], holder: Holder, parameter: str, name: str, bench: Bench) -> list[Spot]:
    """The parameter; in a constructor behind ``self``, and kept there."""
    node, entry = node_of(holder, bench), entry_of(holder, bench)
    arguments = [*entry.args.posonlyargs, *entry.args.args]
    if isinstance(node, ast.ClassDef):
        first = spot(lines, arguments[0], "")
        at = Spot(
            first.end_line, first.end_column, first.end_line, first.end_column, f", {parameter}"
        )
        kept = f"{arguments[0].arg}.{name} = {name}"
        return [at, _first_statement(lines, entry, kept)]
    column = lines[entry.lineno - 1].index("(", lines[entry.lineno - 1].index(entry.name)) + 1
    others = [*arguments, *entry.args.kwonlyargs, entry.args.vararg, entry.args.kwarg]
    return [_inserted(lines, entry.lineno, column, parameter, more=any(others))]


def _made(lines: list[str], holder: Holder, hand: _Hand, bench: Bench) -> Spot:
    node, entry = node_of(holder, bench), entry_of(holder, bench)
    first = f"{entry.args.args[0].arg}." if isinstance(node, ast.ClassDef) else ""
    return _first_statement(lines, entry, f"{first}{hand.name} = {hand.shared.made}")


def _first_statement(
    lines: list[str], node: ast.FunctionDef | ast.AsyncFunctionDef, text: str
) -> Spot:
    """A statement at the head of a function, below its docstring."""
    head = node.body[0]
    if head.lineno == node.lineno:
        raise Lost(f"{node.name} stands on one line")
    told = isinstance(head, ast.Expr) and isinstance(head.value, ast.Constant)
    decorators = getattr(head, "decorator_list", ())
    first = min((head.lineno, *(row.lineno for row in decorators)))
    indent = lines[first - 1][: len(lines[first - 1]) - len(lines[first - 1].lstrip())]
    if told:
        line = head.end_lineno or head.lineno
        end = len(lines[line - 1])
        return Spot(line, end, line, end, f"\n{indent}{text}")
    return Spot(first, len(indent), first, len(indent), f"{text}\n{indent}")


def _imports(hand: _Hand, typed: Iterable[Holder], bench: Bench) -> None:
    """The class where it is made or named; the accessor nowhere any more."""
    shared = hand.shared
    home = bench.module(shared.path)
    wanted = {holder.path for holder in (*typed, *hand.way.owners)} - {shared.path}
    for use in bench.world.graph.importers.by_origin.get(f"{home.name}.{shared.accessor}", ()):
        if use.row.name and use.answer.status is Status.SYMBOL and use.module.path != shared.path:
            path = use.module.path
            if path in wanted and _binds(path, shared.product, bench):
                wanted.discard(path)
            if path in wanted and bench.retarget(
                use, home.name, shared.product, hand.why, keeps_name=False
            ):
                wanted.discard(path)
            else:
                bench.drop_import(path, use.row, hand.why)
    for path in sorted(wanted) if shared.product else ():
        if not _binds(path, shared.product, bench):
            add_import(bench.texts, bench.module(path), home.name,
                       f"from {home.name} import {shared.product}", hand.why)  # fmt: skip
            bench.loads(path, home.name)


def _binds(path: str, name: str, bench: Bench) -> bool:
    tree = parsed(bench.texts.text(path))
    return tree is not None and name in bound_in(tree)


RULES = frozenset((
    "competing-instances", "shared-mutable-state", "singleton-accessor", "singleton-class",
))  # fmt: skip
"""The rules whose findings can be ended so."""
