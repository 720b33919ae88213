"""Steps that repair one place: what is likely meant, where the code speaks for it."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import cast

from ssotlint.detectors.bypasses import BypassEvidence
from ssotlint.detectors.defaults import DefaultsEvidence
from ssotlint.detectors.members import ON_CLASS, MemberEvidence
from ssotlint.detectors.originals import OriginalsEvidence
from ssotlint.detectors.overrides import OverrideEvidence
from ssotlint.facts.state import dotted
from ssotlint.graph.known import Known
from ssotlint.graph.words import words
from ssotlint.model.report import Finding
from ssotlint.plan.bench import Bench
from ssotlint.plan.fitting import known_as
from ssotlint.plan.intents import Intent
from ssotlint.plan.placing import add_import
from ssotlint.plan.spots import Function, Lost, Spot, bound_in, by_line, column, parsed, put, spot
from ssotlint.syntax.outline import arguments_of

_Repair = Callable[[Finding, Bench], bool]


def repair(intent: Intent, bench: Bench) -> None:
    """Repair each place, or leave it to a person."""
    for finding in intent.findings:
        place = finding.place
        try:
            done = _REPAIRS[finding.rule](finding, bench)
        except Lost:
            done = False
        if not done:
            bench.ask(place.path, place.line, finding.message, finding.remedy)


def nodes_at(path: str, line: int, bench: Bench) -> Iterator[ast.AST]:
    """What begins at a line of the file on disk, in the text as it is now."""
    tree = parsed(bench.texts.text(path))
    for position in bench.texts.at(path, line) if tree is not None else ():
        yield from by_line(tree).get(position + 1, ())


def call_at(path: str, line: int, names: set[str], bench: Bench) -> ast.Call | None:
    """The one call of something of these names that begins at a line."""
    found = [
        node
        for node in nodes_at(path, line, bench)
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in names
    ]
    return found[0] if len(found) == 1 else None


def _bypassed(finding: Finding, bench: Bench) -> bool:
    """Call the factory with what makes it construct the same."""
    evidence = cast("BypassEvidence", finding.evidence)
    path, line = finding.place.path, finding.place.line
    home, _, name = evidence.factory.rpartition(".")
    call = call_at(path, line, {evidence.callee.rpartition(".")[2]}, bench)
    written = re.fullmatch(r"\((?:\w+=[\w.\"'-]+(?:, |(?=\))))*\)", evidence.signature)
    if call is None or written is None or call.args or call.keywords:
        return False
    why = f"{evidence.factory} makes it"
    return call_instead(path, call, (home, name), evidence.signature, why, bench)


def call_instead(
    path: str, call: ast.Call, owner: tuple[str, str], arguments: str, why: str, bench: Bench
) -> bool:
    """Let a call reach a name of another module; ``arguments`` "" keeps those that it has."""
    home, name = owner
    tree = parsed(bench.texts.text(path))
    module = bench.module(path)
    lines = bench.texts.lines(path)
    if tree is None or (home != module.name and (
        name in bound_in(tree) or not bench.may_load(path, home)
    )):  # fmt: skip
        return False
    put(
        bench.texts,
        path,
        [spot(lines, call if arguments else call.func, f"{name}{arguments}")],
        why,
    )
    if home != module.name:
        _drop_unused(path, dotted(call.func), why, bench)
        add_import(bench.texts, module, home, f"from {home} import {name}", why)
        bench.loads(path, home)
    return True


def _drop_unused(path: str, name: str, why: str, bench: Bench) -> None:
    """Take an import away that nothing uses since a call of it went."""
    text = bench.texts.text(path)
    if len(re.findall(rf"\b{re.escape(name)}\b", text)) != 1:
        return
    for use in bench.world.graph.importers.by_module.get(path, ()):
        if use.row.bound == name and use.row.name:
            bench.drop_import(path, use.row, why)


def _missing(finding: Finding, bench: Bench) -> bool:
    """Take the member that is spelled alike, or the only one that there is."""
    evidence = cast("MemberEvidence", finding.evidence)
    path, line = finding.place.path, finding.place.line
    holder = known_as(*evidence.holder.rpartition(".")[::2], bench)
    used = [
        node
        for node in nodes_at(path, line, bench)
        if isinstance(node, ast.Attribute) and node.attr == evidence.member
    ]
    if len(used) != 1:
        return False
    call = call_at(path, line, {evidence.member}, bench)
    on_class = evidence.error.startswith(ON_CLASS)
    fitting = _fitting(call, holder, bench, on_class=on_class) if call and holder else []
    if evidence.near and words(evidence.near)[:1] != words(evidence.member)[:1]:
        return False  # another verb does something else
    if evidence.near:
        meant = evidence.near if call is None or evidence.near in fitting else ""
    else:
        meant = fitting[0] if len(fitting) == 1 and fitting == _offered(holder) else ""
    if not meant:
        return False
    lines, node = bench.texts.lines(path), used[0]
    end_line = node.end_lineno or node.lineno
    end = column(lines, end_line, node.end_col_offset or 0)
    at = Spot(end_line, end - len(evidence.member), end_line, end, meant)
    because = (
        "is spelled alike" if evidence.near else "is all that it can do, and takes these arguments"
    )
    chosen = f"take {meant}, which {because}"
    put(bench.texts, path, [at], chosen)
    bench.decide(path, line, finding.message, chosen, finding.remedy)
    return True


def _offered(holder: Known | None) -> list[str]:
    """The public methods of a class."""
    rows = holder.module.surface.definitions if holder is not None else ()
    return [row.name for row in rows
            if holder is not None and row.owner == holder.position and row.name[0] != "_"]  # fmt: skip


def _fitting(call: ast.Call, holder: Known, bench: Bench, *, on_class: bool) -> list[str]:
    """The public methods of a class that take the arguments of a call."""
    if not holder.definition.is_class or any(isinstance(a, ast.Starred) for a in call.args):
        return []
    arguments = arguments_of(call)
    return [
        row.name
        for position, row in enumerate(holder.module.surface.definitions)
        if row.owner == holder.position and not row.name.startswith("_") and not row.decorators
        and (accepts := bench.world.graph.callees.callables.method(
            Known(holder.module, position), through_instance=not on_class)) is not None
        and accepts.refuses(arguments) is None
    ]  # fmt: skip


def _overridden(finding: Finding, bench: Bench) -> bool:
    """Give a default to each parameter that the base has not."""
    evidence = cast("OverrideEvidence", finding.evidence)
    path, line = finding.place.path, finding.place.line
    base = _method(evidence.base, bench)
    own = next((n for n in nodes_at(path, line, bench) if isinstance(n, Function)), None)
    if base is None or own is None or not all("requires" in c for c in evidence.conflicts):
        return False
    placed = [*own.args.posonlyargs, *own.args.args]
    theirs = [*base.args.posonlyargs, *base.args.args]
    bare = placed[: len(placed) - len(own.args.defaults)]
    added = bare[len(theirs) :] + [
        a for a, default in zip(own.args.kwonlyargs, own.args.kw_defaults, strict=True)
        if default is None and a.arg not in {k.arg for k in base.args.kwonlyargs}
    ]  # fmt: skip
    lines = bench.texts.lines(path)
    if not added:
        return False
    spots = [_with_none(lines, argument) for argument in added]
    names = ", ".join(argument.arg for argument in added)
    chosen = f"let {names} be None where a caller of the base gives none"
    put(bench.texts, path, spots, chosen)
    bench.decide(path, line, finding.message, chosen,
                 "give another default, or take it in the constructor.")  # fmt: skip
    return True


def _with_none(lines: list[str], argument: ast.arg) -> Spot:
    if argument.annotation is None:
        return Spot(*spot(lines, argument, "")[:4], f"{argument.arg}=None")
    said = ast.unparse(argument.annotation)
    optional = said if "None" in said or said.startswith("Optional") else f"{said} | None"
    return Spot(*spot(lines, argument, "")[:4], f"{argument.arg}: {optional} = None")


def _method(symbol: str, bench: Bench) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    owner, _, name = symbol.rpartition(".")
    known = known_as(*owner.rpartition(".")[::2], bench)
    if known is None or (tree := parsed(bench.texts.text(known.module.path))) is None:
        return None
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == known.definition.name:
            return next((n for n in node.body if isinstance(n, Function) and n.name == name), None)
    return None


def _unknown_original(finding: Finding, bench: Bench) -> bool:
    """Name the original that is likely meant."""
    evidence = cast("OriginalsEvidence", finding.evidence)
    path = finding.place.path
    if not evidence.nearest:
        return False
    pledge = re.compile(rf"(#\s*ssotlint:\s*copy-of\s+){re.escape(evidence.original)}(?![\w.])")
    lines = bench.texts.lines(path)
    now = bench.texts.at(path, finding.place.line)
    found = [i for i, text in enumerate(lines) if pledge.search(text)]
    near = min(found, key=lambda i: abs(i - now[0]), default=None) if now else None
    if near is None:
        return False
    chosen = f"it is a copy of {evidence.nearest}, the one other of its name"
    new = pledge.sub(rf"\g<1>{evidence.nearest}", lines[near])
    bench.texts.replace(path, near, near + 1, [new], chosen)
    bench.decide(path, finding.place.line, finding.message, chosen, "delete the comment.")
    return True


def _conflicting_default(finding: Finding, bench: Bench) -> bool:
    """Let a variable have the default that most reads say, else that of the first read."""
    evidence = cast("DefaultsEvidence", finding.evidence)
    path, line = finding.place.path, finding.place.line
    now, new = bench.texts.at(path, line), evidence.kept
    if new == evidence.default:
        return True  # this one stays: the others become like it
    if not now or not new.isprintable() or set(new) & set("\"'\\{}"):
        return False
    text = bench.texts.lines(path)[now[0]]
    said = [f"{quote}{evidence.default}{quote}" for quote in "\"'"]
    found = [old for old in said if text.count(old) == 1]
    if len(found) != 1:
        return False
    quote = found[0][0]
    whose = "most reads say" if finding.canonical is not None else "its first read says"
    chosen = f"let {evidence.variable} be {new!r} where it is not set, as {whose}"
    mended = text.replace(found[0], f"{quote}{new}{quote}")
    bench.texts.replace(path, now[0], now[0] + 1, [mended], chosen)
    bench.decide(path, line, finding.message, chosen, finding.remedy)
    return True


_REPAIRS: dict[str, _Repair] = {
    "conflicting-defaults": _conflicting_default,
    "bypassed-factory": _bypassed,
    "missing-member": _missing,
    "incompatible-override": _overridden,
    "unknown-original": _unknown_original,
}
RULES = frozenset(_REPAIRS)
"""The rules whose findings can be repaired so."""
