"""Which migrations have stopped half way: the old and the new are both alive?"""

from collections.abc import Iterable, Iterator

from ssotlint.detectors import places
from ssotlint.detectors.domains import frozen
from ssotlint.detectors.imposed import is_imposed
from ssotlint.detectors.scopes import by_statement
from ssotlint.detectors.view import View
from ssotlint.graph.fragmentation import ASIDE
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.known import Known
from ssotlint.graph.migrations import DEFINITION, Migration, legacy, migrations, passed_on
from ssotlint.graph.words import LEGACY, words
from ssotlint.index.picks import defines
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.numbers import few
from ssotlint.model.options import Allowing
from ssotlint.model.source import Role


class MigrationsEvidence(Evidence, frozen=True, kw_only=True):
    """What is left behind, for what, and who stands on which side.

    ``form`` is "home" for a module that only re-exports what lives elsewhere now, and "definition"
    for one beside its successor; ``successors`` are several where no module has all. ``left`` and
    ``moved`` count the importing files on each side; ``modules`` are the first of those that are
    left. ``says`` is where the code calls itself the old one; ``named`` tells that nothing but its
    name does.
    """

    form: str
    successors: tuple[str, ...]
    left: int = 0
    moved: int = 0
    modules: tuple[str, ...] = ()
    says: str = ""
    named: bool = False
    tests_only: bool = False


_LIBRARIES = frozenset(("abc", "asyncio", "contextlib", "functools", "typing", "warnings"))
EVIDENCE = MigrationsEvidence
OPTIONS = Allowing


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case what is left behind; it is the suspect, its importers and the new ones' context."""
    for migration in migrations(
        list(view.written(passed_on, legacy)), view.graph, view.config.canonical
    ):
        if migration.symbol in options.allow or _is_served(view, migration.symbol):
            continue
        left = [
            u for u in migration.left
            if u.module.source.role not in ASIDE and not frozen(u.module.path)
        ]  # fmt: skip
        moved = [u for u in migration.moved if u.module.source.role not in ASIDE]
        if migration.form == DEFINITION:
            left = _half_way(left, moved)
        tested = all(use.module.source.role is Role.TEST for use in left)
        if left and moved and not (tested and migration.form == DEFINITION):
            yield _case(migration, left, moved)


def _half_way(left: list[ImportUse], moved: list[ImportUse]) -> list[ImportUse]:
    """The importers of the old one that are to follow.

    What is called an old one itself stays as it is, and so does a migration that has been run.
    Who imports the new one as well has a use for both, as one who registers all there are or
    chooses between them; and a module that only gives the old one another name serves others.
    """
    both = {use.module.path for use in moved}
    return [
        use for use in left
        if use.module.path not in both
        and not any(word in LEGACY for word in words(use.module.name.rpartition(".")[2]))
        and (use.row.bound == use.row.name or use.module.picked(defines))
    ]  # fmt: skip


def _is_served(view: View, symbol: str) -> bool:
    """Whether it is a route or is registered: others use it by its address or its name."""
    return any(
        is_imposed(Known(home.module, position)) or any(map(_registers, row.decorators))
        for home in view.graph.homes.named(symbol.rpartition(".")[2])
        if home.symbol == symbol
        for position, row in enumerate(home.module.said.definitions)
        if row is home.definition is home.module.definition(position)
    )


def _registers(decorator: str) -> bool:
    """`@register.filter`, `@cli.command`: whoever knows the register can call it."""
    head, _, rest = decorator.partition(".")
    return bool(rest) and head not in _LIBRARIES and "deprecat" not in decorator


def _case(found: Migration, left: list[ImportUse], moved: list[ImportUse]) -> Case:
    old, successors = _files(left), few((found.successor, *found.others))
    evidence = MigrationsEvidence(
        form=found.form,
        successors=successors,
        left=len(old),
        moved=len(_files(moved)),
        modules=few(old),
        tests_only=all(use.module.source.role is Role.TEST for use in left),
    )
    nothing = MigrationsEvidence(form=found.form, successors=successors)
    successor = Member(
        place=found.new_place, symbol=found.successor, evidence=nothing,
        suspect=False, importers=evidence.moved, note="the new one",
    )  # fmt: skip
    legacy = Member(
        place=found.place, symbol=found.symbol, evidence=evidence,
        importers=evidence.left, note="the old one",
    )  # fmt: skip
    return Case(
        detector="migrations",
        subject=found.symbol,
        title=f"{found.symbol}: {evidence.left} left, {evidence.moved} moved",
        members=(
            successor,
            legacy,
            *_importers(left, nothing, "still imports the old one"),
            *_importers(moved, nothing, "imports the new one"),
        ),
        canonical=0,
        why="the code says that the other is the old one",
    )


def _files(uses: Iterable[ImportUse]) -> list[str]:
    return sorted({use.module.name for use in uses})


def _importers(
    uses: Iterable[ImportUse], evidence: MigrationsEvidence, note: str
) -> Iterator[Member]:
    """One member an import statement, in the order of files."""
    for use, *_ in by_statement(uses):
        yield places.imported(use, evidence, note, use.path)
