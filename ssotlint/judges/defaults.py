"""Does the program take the default that it names, or only show it, and which do most reads say?"""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import cast

import libcst as cst

from ssotlint.detectors.defaults import DefaultsEvidence, meaning
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.vocabulary import own_words
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Allowing
from ssotlint.model.place import Place, Span
from ssotlint.model.value import replace
from ssotlint.syntax.outline import dotted

_COMPARISON = re.compile(r"\s*[=!]=\s*(['\"])(.*?)\1")
_SHOWING = frozenset(
    ("print", "debug", "info", "warning", "warn", "error", "exception", "critical", "log", "echo")
)


def judge(case: Case, excerpts: Excerpts, _options: Allowing) -> Case | None:
    """The case with the reads whose default is used; None when no two of them differ."""
    said = frozenset(_default(m) for m in case.members)
    used = tuple(m for m in case.members if _is_used(m, said, excerpts))
    by_path: dict[str, list[Member]] = defaultdict(list)
    for member in used:
        by_path[member.place.path].append(member)
    members = tuple(m for m in used if not _is_choice(m, by_path[m.place.path], excerpts))
    named = {_default(m): m for m in members if _names_its_place(m, members)}
    if len(named) > 1:  # what differs is which place it is
        members = tuple(m for m in members if _default(m) not in named)
    counted = Counter(meaning(_default(m)) for m in members)
    if len(counted) < 2:
        return None
    ((common, most),) = counted.most_common(1)
    settled = 2 * most > len(members)
    ordered = sorted(members, key=lambda m: meaning(_default(m)) != common)
    kept = _default(ordered[0] if settled else members[0])
    told = _told(ordered)
    return replace(
        case,
        members=tuple(_proved(m, told, common if settled else "", kept) for m in ordered),
        canonical=0 if settled else None,
        why=f"{most} of {len(members)} reads say so" if settled else "",
    )


def _proved(member: Member, told: Mapping[str, str], common: str, kept: str) -> Member:
    """``common`` is what most reads mean, "" where there is no such value."""
    evidence = cast("DefaultsEvidence", member.evidence)
    means = meaning(evidence.default)
    others = tuple(text for other, text in told.items() if other != means)
    differs = means != common
    return replace(
        member,
        evidence=replace(evidence, proof="judges.defaults", others=others, kept=kept),
        suspect=member.suspect and differs,
        drifted=bool(common) and differs,
    )


def _told(members: Sequence[Member]) -> dict[str, str]:
    """Each default once, by what it means, with the first place that says it."""
    found: dict[str, str] = {}
    for member in members:
        place, default = member.place, _default(member)
        found.setdefault(meaning(default), f"{default!r} in {place.path}:{place.line}")
    return found


def _default(member: Member) -> str:
    return cast("DefaultsEvidence", member.evidence).default


@where_illegible(False)
def _is_used(member: Member, said: frozenset[str], excerpts: Excerpts) -> bool:
    """Whether the read takes its default, and would do another thing with some that others say."""
    read = excerpts.at(member.place).node
    path = excerpts.outline(member.extent).path(member.place.span)
    if _default_of(read) != _default(member) or any(map(_shows, path[:-1])):
        return False
    asked = _compared(member, excerpts)
    return not asked or len({value == asked for value in said}) > 1


@where_illegible(False)
def _is_choice(member: Member, beside: Sequence[Member], excerpts: Excerpts) -> bool:
    """Whether a read under a condition replaces what the same file says otherwise.

    ``beside`` are the reads of that file.
    Whoever wrote `if ENGINE != "sqlite": NAME = os.environ.get("NAME", "shop")` saw the other one.
    """
    path, means = member.place.path, meaning(_default(member))
    if all(meaning(_default(m)) == means for m in beside):
        return False
    lines = excerpts.lines(path)
    whole = Place(path, Span(1, 1, len(lines), len(lines[-1]) + 1))
    around = excerpts.outline(whole).path(member.place.span)
    return any(isinstance(node, ast.If | ast.IfExp | ast.match_case) for node in around)


def _names_its_place(member: Member, members: Sequence[Member]) -> bool:
    """Whether a default says of which place it is, as no other does: "shop-mail" in `shop/mail.py`."""
    default = _default(member)
    if "/" in default:  # two places behind one switch
        return False
    means = meaning(default)
    others = (m.symbol for m in members if meaning(_default(m)) != means)
    return all(own_words(member.symbol, other)[0].is_in(default) for other in others)


def _compared(member: Member, excerpts: Excerpts) -> str:
    """The text with which a read is compared: `os.environ.get("MODE", "off") == "strict"`."""
    span, lines = member.place.span, excerpts.lines(member.place.path)
    behind = lines[span.end_line - 1][span.end_column - 1 :] if span.end_line <= len(lines) else ""
    found = _COMPARISON.match(behind)
    return found[2] if found else ""


def _default_of(statement: cst.CSTNode) -> str:
    """The literal behind the name of the variable, as text."""
    expression = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    call = expression.value if isinstance(expression, cst.Expr) else None
    value = call.args[-1].value if isinstance(call, cst.Call) and call.args else None
    code = cst.Module(()).code_for_node(value) if value is not None else ""
    try:
        return str(ast.literal_eval(code))
    except (ValueError, SyntaxError):
        return ""


def _shows(node: ast.AST) -> bool:
    """Whether something around the read tells people of it."""
    return isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in _SHOWING
