"""Which copies on purpose are declared so that nothing can check them?"""

from collections.abc import Iterator
from dataclasses import dataclass

from ssotlint.detectors.likeness import nearest
from ssotlint.detectors.pledges import Pledge, original_of, pledges_of
from ssotlint.detectors.view import View
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.place import Span
from ssotlint.model.source import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsEvidence(Evidence):
    """What the comment names, what is wrong with that, and the name that may be meant."""

    original: str = ""
    problem: str = ""
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class OriginalsOptions:
    """None."""


EVIDENCE = OriginalsEvidence
OPTIONS = OriginalsOptions
VERDICTS: tuple[str, ...] = ()


def detect(view: View, options: OriginalsOptions) -> Iterator[Case]:
    """One case a declaration."""
    del options
    for module in view.index.modules:
        for pledge in pledges_of(module):
            problem = _problem(pledge, view)
            if problem:
                yield _case(pledge, problem, view)


def _problem(pledge: Pledge, view: View) -> str:
    """Why a declaration is not checked, "" when it is."""
    if not pledge.original:
        return "it names no original"
    if pledge.row is None:
        return "it stands on no header of a function or class, and nothing else is compared"
    original = original_of(pledge.original, view)
    if original is None:
        return _absent(pledge.original, view)
    if original.row is pledge.row:
        return f"{pledge.original} is this definition itself"
    if original.row.is_class != pledge.row.is_class:
        words = ("class", "function")
        ours, theirs = words if pledge.row.is_class else words[::-1]
        return f"{pledge.original} is a {theirs}, and this is a {ours}"
    return ""


def _absent(name: str, view: View) -> str:
    """What a name stands for that is no function or class of the project."""
    table = view.graph.resolver.table
    if table.candidates(name):
        return f"{name} is a module, and only functions and classes are compared"
    home, _, last = name.rpartition(".")
    for module in table.candidates(home) if home else ():
        if last in view.graph.resolver.scope(module):
            return f"{name} is no function or class, and nothing else is compared"
    if home and name.partition(".")[0] not in table.heads:
        return f"{name} is not of this project, whose code alone is read"
    return f"{_NOTHING} {name}"


_NOTHING = "there is no function or class"


def _case(pledge: Pledge, problem: str, view: View) -> Case:
    comment, module = pledge.comment, pledge.module
    end = comment.column + len(comment.text)
    place = module.place(Span(comment.line, comment.column, comment.line, end))
    meant = _meant(pledge, view) if problem.startswith(_NOTHING) else ""
    symbol = module.symbol(pledge.row) if pledge.row is not None else module.name
    evidence = OriginalsEvidence(
        proof="resolution", original=pledge.original, problem=problem, nearest=meant
    )
    member = Member(
        place=place, symbol=symbol, extent=place, evidence=evidence,
        target=pledge.original or problem,
    )  # fmt: skip
    title = f"the copy of {pledge.original}" if pledge.original else "a declared copy"
    return Case(detector="originals", subject=symbol, title=title, members=(member,))


def _meant(pledge: Pledge, view: View) -> str:
    """The definition of the same kind that is called most alike, "" where none is."""
    assert pledge.row is not None  # noqa: S101 - what is looked up stands on a header
    known = {
        module.symbol(row)
        for module in view.index.modules
        if module.source.role not in (Role.BACKUP, Role.GENERATED)
        for row in module.surface.definitions
        if row.is_class == pledge.row.is_class and row is not pledge.row
    }
    inside = sorted(symbol for symbol in known if symbol.endswith(f".{pledge.original}"))
    return next(iter((*inside, *nearest(pledge.original, known, 1))), "")
