"""Which copies on purpose are declared so that nothing can check them?"""

from collections.abc import Iterator

from ssotlint.detectors.likeness import nearest
from ssotlint.detectors.pledges import Constant, Pledge, kind_of, pledged_by, pledges_of
from ssotlint.detectors.view import View
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Binding, Definition
from ssotlint.model.options import Options
from ssotlint.model.place import Span
from ssotlint.model.source import Role


class OriginalsEvidence(Evidence, frozen=True, kw_only=True):
    """What the comment names, what is wrong with that, and the name that may be meant."""

    original: str = ""
    problem: str = ""
    nearest: str = ""


EVIDENCE = OriginalsEvidence
OPTIONS = Options


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a declaration."""
    for module in view.index.each("addresses"):
        for pledge in pledges_of(module):
            problem = _problem(pledge, view)
            if problem:
                yield _case(pledge, problem, view)


def _problem(pledge: Pledge, view: View) -> str:
    """Why a declaration is not checked, "" when it is."""
    if not pledge.original:
        return "it names no original"
    if pledge.row is None:
        return "it stands on no header of a function or class, and on no constant of the module"
    original = pledged_by(pledge, view)
    if original is None:
        return _absent(pledge.original, view)
    if original.module is pledge.module and original.row is pledge.row:
        return f"{pledge.original} is this definition itself"
    ours, theirs = kind_of(pledge.row), kind_of(original.row)
    if ours != theirs:
        return f"{pledge.original} is a {theirs}, and this is a {ours}"
    return ""


def _absent(name: str, view: View) -> str:
    """What a name stands for that is no function or class of the project."""
    table = view.graph.resolver.table
    if table.candidates(name):
        return f"{name} is a module, and only functions, classes and constants are compared"
    home, _, last = name.rpartition(".")
    for module in table.candidates(home) if home else ():
        if last in view.graph.resolver.tops.scope(module):
            return f"{name} is no function, class or constant, and nothing else is compared"
    if home and not table.is_head(name.partition(".")[0]):
        return f"{name} is not of this project, whose code alone is read"
    return f"{_NOTHING} {name}"


_NOTHING = "there is no function, class or constant"


def _case(pledge: Pledge, problem: str, view: View) -> Case:
    comment, module = pledge.comment, pledge.module
    end = comment.column + len(comment.text)
    place = module.place(Span(comment.line, comment.column, comment.line, end))
    meant = _meant(pledge, view) if problem.startswith(_NOTHING) else ""
    symbol = _symbol(pledge)
    evidence = OriginalsEvidence(
        proof="resolution", original=pledge.original, problem=problem, nearest=meant
    )
    member = Member(
        place=place, symbol=symbol, evidence=evidence,
        target=pledge.original or problem,
    )  # fmt: skip
    title = f"the copy of {pledge.original}" if pledge.original else "a declared copy"
    return Case(detector="originals", subject=symbol, title=title, members=(member,))


def _symbol(pledge: Pledge) -> str:
    """Dotted name of what is declared; of the module where that is nothing."""
    if pledge.row is None:
        return pledge.module.name
    if isinstance(pledge.row, Definition):
        return pledge.module.symbol(pledge.row)
    return Constant(pledge.module, pledge.row).symbol


def _meant(pledge: Pledge, view: View) -> str:
    """The definition of the same kind that is called most alike, "" where none is."""
    assert pledge.row is not None  # noqa: S101 - what is looked up stands on a header
    known = {
        symbol
        for module in view.index.modules
        if module.source.role not in (Role.BACKUP, Role.GENERATED)
        for symbol in _namable(pledge, pledge.row, module)
    }
    inside = sorted(symbol for symbol in known if symbol.endswith(f".{pledge.original}"))
    return next(iter((*inside, *nearest(pledge.original, known, 1))), "")


def _namable(pledge: Pledge, row: Definition | Binding, module: Module) -> Iterator[str]:
    """What a module holds of the kind of a row, without the row itself.

    Files of equal contents may share their rows.
    """
    own = row if module is pledge.module else None
    if isinstance(row, Binding):
        held = (b for b in module.surface.bindings if b.owner < 0 and b.shape and b is not own)
        return (Constant(module, bound).symbol for bound in held)
    rows = module.surface.definitions
    return (module.symbol(r) for r in rows if kind_of(r) == kind_of(row) and r is not own)
