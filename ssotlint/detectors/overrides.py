"""Which methods refuse what callers of the base may ask of them?"""

from collections import Counter
from collections.abc import Iterator

from ssotlint.detectors import places
from ssotlint.detectors.awaitables import kind_conflicts
from ssotlint.detectors.overriding import OVERRIDING, Pair, overriding
from ssotlint.detectors.view import View
from ssotlint.graph.callers import Reached
from ssotlint.graph.contracts import narrowing, refusal
from ssotlint.graph.known import Known
from ssotlint.index.found import looked
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Body
from ssotlint.model.options import Allowing
from ssotlint.model.signature import bind

_PROTOCOLS = frozenset(("typing.Protocol", "typing_extensions.Protocol"))
_SKETCHED = 2  # methods
_MANY = 3  # classes that each ask for something else
SEVERAL = 3
"""Of so many overrides it may be the base that promises too much."""
_ABSTRACT = "abc.abstractmethod"
_EMPTY = frozenset((Body.STUB, Body.RAISES, Body.CONSTANT))


class OverrideEvidence(Evidence, frozen=True, kw_only=True):
    """A method, the one that it overrides, and why callers of that cannot use this one.

    ``calls`` counts the calls on ``self`` in classes above that fail; ``addressed`` tells that
    others call it with what it takes and the base does not: whether what fails is ever run is not
    known. A finding at the base is ``grown``, and ``others`` counts further overrides that refuse
    some of it; one at an override has a ``cure``, and is ``lone`` where no other override keeps what
    an abstract base promises.
    """

    base: str
    own: str = ""
    signature: str = ""
    wanted: str = ""
    conflicts: tuple[str, ...] = ()
    calls: int = 0
    addressed: bool = False
    unused: bool = False
    grown: bool = False
    cure: str = ""
    lone: bool = False
    others: int = 0
    bound: bool = True


EVIDENCE = OverrideEvidence
OPTIONS = Allowing
ASPECTS = (overriding,)


_Row = tuple[Pair, tuple[str, ...], list[Reached]]


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a base method, with every override that refuses its calls."""
    found: dict[Known, list[_Row]] = {}
    overridden: Counter[Known] = Counter()
    known, by_path = looked(view.index, overriding(view)), view.index.by_path
    for module in view.written(OVERRIDING):
        for row in known.get(module.path, ()):
            if row.name in options.allow:
                continue
            own, base = (Known(by_path[path], position) for path, position in (row.own, row.base))
            overridden[base] += 1
            if row.alike:
                continue
            pair = Pair(Known(module, row.home), own, base, row.bound)
            conflicts, calls = _conflicts(view, pair)
            if conflicts or calls:
                found.setdefault(base, []).append((pair, conflicts, calls))
    sketches = Counter(
        _class_of(base) for base, rows in found.items() if _is_named(rows, overridden[base])
    )
    for base in sorted(found, key=lambda k: (k.symbol, k.module.path)):
        rows = _believed(found[base], overridden[base])
        if sketches[_class_of(base)] >= _SKETCHED and _is_named(rows, overridden[base]):
            continue
        if rows:
            yield _case(base, rows, view, lone=len(rows) == overridden[base])


def _class_of(method: Known) -> tuple[str, int]:
    return method.module.path, method.definition.owner


def _is_named(rows: list[_Row], overrides: int) -> bool:
    """Whether a base only names what most classes below it ask something for.

    Several such methods are a sketch of those classes, and promise nothing.
    """
    if 2 * len(rows) <= overrides:
        return False
    return not any(row[2] for row in rows) and not rows[0][0].seen(rows[0][0].base).parameters


def _believed(rows: list[_Row], overrides: int) -> list[_Row]:
    """The rows without those of a base that promises nothing.

    Where most classes below ask for something else, and each for its own, whoever calls them
    knows how: by what they ask for, as a framework does.
    """
    kept = [row for row in rows if row[2]]
    promises = [row for row in rows if not row[2]]
    each_its_own = 2 * len({conflicts for _, conflicts, _ in promises}) > len(promises)
    if len(promises) >= _MANY and 2 * len(promises) > overrides and each_its_own:
        return kept
    return rows


def _conflicts(view: View, pair: Pair) -> tuple[tuple[str, ...], list[Reached]]:
    """Why callers of the base cannot use a method, and the calls on ``self`` that fail."""
    reaching = [r for r in view.graph.calls.inherited(pair.base) if _is_reached(view, pair, r)]
    calls = [r for r in reaching if _fails(view, pair, r)]
    if len(calls) < len(reaching):
        calls = []  # it is made for the calls that it takes
    kind = kind_conflicts(view, pair.home, pair.own, pair.base, reaching)
    found = narrowing(pair.seen(pair.base), pair.seen(pair.own))
    public = not pair.own.definition.name.startswith("_")
    # Who calls it with `**options` there has found out what each class asks for.
    open_to_all = any(r.call.arguments.double_star for r in reaching)
    promised = public and not open_to_all and _is_promised(view, pair.base)
    if (not calls and not promised and not kind) or _is_put_in_its_place(view, pair):
        return (), []
    return (*kind, *found), calls


def _is_put_in_its_place(view: View, pair: Pair) -> bool:
    """Whether an instance gets something else under the name: ``self.apply = wrapped``."""
    graph, name = view.graph, pair.own.definition.name
    return any(
        graph.attributes.sets(known, name)
        for known in graph.callees.classes.lineage(pair.home).ours
    )


def _fails(view: View, pair: Pair, reached: Reached) -> bool:
    """Whether the override refuses a call on ``self`` in a class above that the base takes."""
    receiver = reached.target.receiver
    if receiver is None:
        return False
    refused = [
        accepts is not None and accepts.refuses(reached.call.arguments) is not None
        for accepts in (
            view.graph.callees.callables.method(one, through_instance=receiver.through_instance)
            for one in (pair.own, pair.base)
        )
    ]
    return refused == [True, False]


def _is_reached(view: View, pair: Pair, reached: Reached) -> bool:
    """Whether a call on ``self`` in a class above runs on instances of the class below too."""
    receiver = reached.target.receiver
    calls = view.graph.callees
    if receiver is None or receiver.known == pair.home:
        return False
    if receiver.known not in calls.classes.lineage(pair.home).ours:
        return False
    method = _calling(view, reached)
    if method is None or not _inherits(view, pair.home, method):
        return False
    again = [r for r in view.graph.calls.inherited(method) if _is_of(view, pair.home, r)]
    callers = [m for r in again if (m := _calling(view, r)) is not None]
    return (
        len(callers) < len(again)
        or not callers
        or _is_asked(view, method)
        or any(_inherits(view, pair.home, m) or _is_asked(view, m) for m in callers)
    )


def _is_of(view: View, home: Known, reached: Reached) -> bool:
    """Whether a call on ``self`` stands in a class or in one above it."""
    receiver = reached.target.receiver
    ours = view.graph.callees.classes.lineage(home).ours
    return receiver is not None and receiver.known in ours


def _calling(view: View, reached: Reached) -> Known | None:
    """The method in which a call stands."""
    method = view.graph.callees.method(reached.module, reached.call.owner)
    return Known(reached.module, method.position) if method is not None else None


def _inherits(view: View, home: Known, method: Known) -> bool:
    """Whether a class has not overridden a method of one above it."""
    around = view.graph.callees.classes.member(home, method.definition.name)
    return around is not None and around.known == method


def _is_asked(view: View, method: Known) -> bool:
    """Whether somebody calls a method otherwise than on ``self``, as what overrides it may."""
    on_self = view.graph.calls.inherited(method)
    return sum(view.graph.calls.counts(method).values()) > len(on_self)


def _is_promised(view: View, base: Known) -> bool:
    """Whether a method is nothing but an interface.

    An abstract one that does something is there for those that override it: they call it with
    what they know, and who calls them does not.
    """
    decorators = view.graph.callees.callables.decorators(base)
    if _ABSTRACT in decorators:
        return base.definition.body in _EMPTY
    home = Known(base.module, base.definition.owner)
    order = view.graph.callees.classes.lineage(home).order
    return base.definition.body is Body.STUB and any(c in _PROTOCOLS for c in order)


def _is_addressed(view: View, pair: Pair) -> bool:
    """Whether somebody calls the method with what the base would refuse."""
    callers = view.graph.calls.callers.get(pair.own)
    wanted = pair.seen(pair.base)
    return callers is not None and any(bind(wanted, a) is not None for a in callers.arguments)


def _case(base: Known, rows: list[_Row], view: View, *, lone: bool) -> Case:
    nothing = OverrideEvidence(base=base.symbol)
    several = len(rows) >= SEVERAL
    members = [places.definition(base, nothing, "the base", suspect=several)]
    shown: dict[int, Reached] = {}
    for pair, conflicts, calls in rows:
        row = pair.own.definition
        evidence = OverrideEvidence(
            base=base.symbol,
            own=f"{pair.home.definition.name}.{row.name}",
            signature=str(pair.seen(pair.own)),
            wanted=str(pair.seen(base)),
            conflicts=conflicts or _said(pair, calls),
            calls=len(calls),
            addressed=bool(calls) and _is_addressed(view, pair),
            unused=not calls,
            lone=lone and not calls and _ABSTRACT in view.graph.callees.callables.decorators(base),
            bound=pair.bound,
        )
        members.append(
            Member(
                place=pair.own.module.header(row),
                symbol=pair.own.symbol,
                extent=pair.own.module.extent(row),
                evidence=evidence,
                target=base.symbol,
                note="overrides it",
            )
        )
        shown.update((id(r), r) for r in calls)
    members += [places.call(r.module, r.call, nothing, "calls it on self") for r in shown.values()]
    return Case(
        detector="overrides",
        subject=base.symbol,
        title=f"overrides of {base.symbol}",
        members=tuple(members),
        canonical=0,
        why="the base",
    )


def _said(pair: Pair, calls: list[Reached]) -> tuple[str, ...]:
    """Why the calls on ``self`` fail."""
    refused = (bind(pair.seen(pair.own), r.call.arguments) for r in calls)
    return tuple(dict.fromkeys(refusal(m) for m in refused if m is not None))
