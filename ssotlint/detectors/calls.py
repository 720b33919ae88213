"""Which calls cannot work: arguments that cannot bind, values that are not awaited, refusals?"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from sys import intern

from ssotlint.detectors import places
from ssotlint.detectors.held import Held
from ssotlint.detectors.members import lives
from ssotlint.detectors.view import View
from ssotlint.graph.callables import Accepts
from ssotlint.graph.callers import Reached
from ssotlint.graph.constructors import OBJECT_INIT
from ssotlint.graph.contracts import KINDS
from ssotlint.graph.known import Known
from ssotlint.graph.words import words
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Body, Context, DefinitionKind, Usage, is_held, spelled
from ssotlint.model.options import Options
from ssotlint.model.place import Place
from ssotlint.model.signature import Arguments, Mismatch, bind, type_error
from ssotlint.model.source import Role
from ssotlint.project.vendored import vendored

INCOMPATIBLE, MISUSED, BANNED = "incompatible", "misused", "banned"
_EXPECTED = int(Context.EXPECTED)
_CONDITIONAL, _FALLBACK = int(Context.CONDITIONAL), int(Context.FALLBACK)
_AWAITABLE = frozenset(("Awaitable", "Coroutine", "Deferred", "Future", "Task"))
_PARTS = frozenset(("abstract", "base", "mixin"))
_WORD = re.compile(r"\w+")


class CallEvidence(Evidence, frozen=True, kw_only=True):
    """A call and what it reaches.

    ``signature`` is what the caller sees, ``label`` how Python names the callable. ``bound``
    tells that its first parameter is filled before the arguments. ``error`` is what Python says,
    ``arguments`` the names of those that are missing or wrong, ``near`` what may be meant.
    ``unknown`` and ``lacking`` are what it says once that is mended: further keywords that are not
    taken, and what is required.
    ``made_from`` are the classes whose fields are the parameters of a constructor that nobody
    wrote. ``kind`` is what is called, ``usage`` what becomes of its value, ``product`` the class of
    which an instance is made, ``tombstone`` tells that what runs does nothing but raise. ``cure``
    is what to do where that value is misused.
    """

    callee: str
    target: str
    signature: str = ""
    label: str = ""
    bound: bool = False
    made_from: tuple[str, ...] = ()
    error: str = ""
    arguments: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    near: str = ""
    kind: str = ""
    usage: str = ""
    product: str = ""
    tombstone: bool = False
    cure: str = ""


_NOTHING = CallEvidence(callee="", target="")
# What stands beside calls: thousands reach some hundred definitions, and are told to other processes.
_Context = dict[tuple[Known, str, bool], Member]


class CallOptions(Options, frozen=True):
    """Callables, by dotted name, whose calls are never judged."""

    ignore_callees: tuple[str, ...] = ()


EVIDENCE = CallEvidence
OPTIONS = CallOptions
VERDICTS = (INCOMPATIBLE, MISUSED, BANNED)
ASPECTS = (lambda view: view.graph.reached,)
LONG = 2  # it reads what all calls reach


def detect(view: View, options: CallOptions) -> Iterator[Case]:
    """One case a call, with the definition that it reaches."""
    graph = view.graph.calls
    seen: set[int] = set()
    known: _Context = {}
    held = Held(view)
    for reached in (*graph.refused, *graph.odd):
        if id(reached.call) in seen or reached.call.context & _EXPECTED:
            continue
        seen.add(id(reached.call))
        if reached.target.known.symbol in options.ignore_callees or vendored(reached.module.path):
            continue
        certain = is_certain(view, reached) and not _is_left_to_others(view, reached)
        if certain and is_held(reached.call.callee, reached.call.receiver):
            certain = held.is_always(reached.module, reached.call.owner, reached.call.callee)
        if certain and may_fail(view, reached):
            case = _case(view, reached, known)
            if case is not None:
                yield case
    held.note()


def is_certain(view: View, reached: Reached) -> bool:
    """Whether nothing but the definition that was found can be what the call runs."""
    call, target = reached.call, reached.target
    if target.accepts is not None and _may_take_more(view, target.known, target.accepts):
        return False
    if call.owner < 0 and call.context & _CONDITIONAL:
        return False
    if not view.graph.callees.is_final(target) or _is_replaced(view, target.known):
        return False
    member, receiver = target.member, target.receiver
    if member is None or receiver is None:
        return True
    stub = member.known is not None and member.known.definition.body is Body.STUB
    if stub and not receiver.exact:
        return False
    name = member.binding.name
    calls = view.graph.callees
    related = {*calls.classes.lineage(receiver.known).ours}
    if not receiver.exact:
        related.update(calls.classes.subclasses(receiver.known))
    # Who gives itself another class answers with the methods of that one.
    return not view.graph.attributes.any_sets(related, name, "__class__")


def _is_replaced(view: View, known: Known) -> bool:
    """Whether a module gets another definition under its name once all of its package is there.

    Or where what it stands in for is installed, though it is not here.
    """
    row = known.definition
    if row.context & _FALLBACK:
        return True
    return row.owner < 0 and view.graph.resolver.given.replaces(known.module, row.name)


def _may_take_more(view: View, known: Known, accepts: Accepts) -> bool:
    """Whether something that cannot be seen may take the call: machine code, or another base.

    A base that nobody makes instances of, nor derives from, is a part of classes that are made at
    run time; what its ``super()`` means is up to those.
    """
    if accepts.runs.module.source.is_stub:
        return True
    part = not _PARTS.isdisjoint(words(known.definition.name))
    return accepts.label == OBJECT_INIT and part and not lives(view, known)


def may_fail(view: View, reached: Reached) -> bool:
    """Whether a judge could confirm it: what is awaited must not be awaitable, and so on."""
    if reached.mismatch is not None:
        return True
    known, usage = reached.target.known, reached.call.usage
    kind = known.definition.kind
    if usage is not Usage.AWAITED or kind not in (DefinitionKind.CLASS, DefinitionKind.FUNCTION):
        return True
    accepts = reached.target.accepts
    if accepts is not None and _is_tombstone(accepts.runs):
        return True
    if not _AWAITABLE.isdisjoint(_WORD.findall(known.definition.signature.returns)):
        return False
    product = view.graph.products.of(known)
    if product is None:
        return kind is DefinitionKind.FUNCTION and not _makes_coroutines(view, known)
    calls = view.graph.callees
    lineage = calls.classes.lineage(product)
    awaitable = any(calls.scopes.member(c, "__await__") for c in lineage.ours)
    return lineage.complete and not awaitable and not _makes_coroutines(view, known)


def _is_left_to_others(view: View, reached: Reached) -> bool:
    """Whether a method that only raises is called on ``self``, and others define one of its name.

    What it says is that they have to; which of them are below the class cannot always be seen.
    """
    receiver, accepts = reached.target.receiver, reached.target.accepts
    if receiver is None or receiver.exact or accepts is None or reached.mismatch is not None:
        return False
    shares = view.graph.resolver.shares
    return _is_tombstone(accepts.runs) and shares.is_inner_of_several(accepts.runs.definition.name)


def _is_tombstone(known: Known) -> bool:
    """Whether it does nothing but raise; what a test has made to raise is there to raise."""
    return known.definition.body is Body.RAISES and known.module.source.role is not Role.TEST


def _makes_coroutines(view: View, known: Known) -> bool:
    return any(
        target.definition.kind is DefinitionKind.COROUTINE
        for target, _ in view.graph.calls.made.get(known, ())
    )


def _case(view: View, reached: Reached, context: _Context) -> Case | None:
    accepts = reached.target.accepts
    if accepts is None:
        return None
    module, call = reached.module, reached.call
    evidence = _evidence(view, reached, accepts)
    place = module.place(call.span)
    suspect = Member(
        place=place,
        symbol=intern(module.around(call.owner)),
        extent=places.function_around(module, call.owner, place),
        evidence=evidence,
        target=evidence.target,
        note="the call",
    )
    fields = bool(evidence.made_from)
    bases = [one for one in reversed(accepts.made_from) if one != accepts.runs]
    around = [
        (accepts.runs, "what it reaches", fields),
        *((one, "a base of it", fields) for one in bases),
    ]
    for one in around:
        if one not in context:
            context[one] = _definition(*one)
    return Case(
        detector="calls",
        subject=evidence.target,
        title=intern(f"a call of {evidence.target}"),
        members=(suspect, *(context[one] for one in around)),
    )


def _evidence(view: View, reached: Reached, accepts: Accepts) -> CallEvidence:
    call, known, mismatch = reached.call, reached.target.known, reached.mismatch
    arguments = call.arguments
    if accepts.bound:
        arguments = arguments._replace(positional=arguments.positional + 1)
    names = mismatch.names if mismatch is not None else ()
    product = view.graph.products.of(known)
    return CallEvidence(
        callee=intern(spelled(call.callee, call.receiver)),
        target=intern(known.symbol),
        signature=intern(str(accepts.seen)),
        label=accepts.label,
        bound=accepts.bound,
        made_from=tuple(k.symbol for k in accepts.made_from if accepts.label != OBJECT_INIT),
        error=intern(type_error(accepts.label, accepts.signature, arguments)),
        arguments=names,
        near=_near(mismatch, accepts, arguments) if mismatch is not None else "",
        kind=KINDS[known.definition.kind],
        usage=call.usage.name.lower(),
        product=product.definition.name if product is not None else "",
        tombstone=_is_tombstone(accepts.runs),
    )


def _near(mismatch: Mismatch, accepts: Accepts, arguments: Arguments) -> str:
    """The parameter that an unknown keyword means: one that is missing, else one that has no value.

    While another one is missing that is one which begins with the same word.
    """
    if mismatch.kind != "unexpected":
        return ""
    name = mismatch.names[0]
    if any(p.name == name for p in accepts.seen.parameters):
        return ""  # it is meant, and has to be given by position
    rest = tuple(k for k in arguments.keywords if k not in mismatch.names)
    known = tuple(p.name for p in accepts.seen.parameters if p.name not in arguments.keywords)
    left = bind(accepts.signature, arguments._replace(keywords=rest))
    if left is None or left.kind != "missing":
        return _closest(name, known)
    head = name.partition("_")[0]
    alike = tuple(one for one in known if one.partition("_")[0] == head)
    return _closest(name, left.names) or _closest(name, alike)


@lru_cache(maxsize=4096)  # many calls make one mistake
def _closest(name: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(name, known, n=1)
    return close[0] if close else ""


def _definition(known: Known, note: str, fields: bool) -> Member:
    row = known.definition
    return Member(
        place=known.module.header(row),
        symbol=known.symbol,
        extent=_upto_fields(known) if fields else known.module.extent(row),
        evidence=_NOTHING,
        suspect=False,
        note=note,
    )


def _upto_fields(known: Known) -> Place:
    """A class down to its last field: what its constructor is made of."""
    extent = known.module.extent(known.definition)
    ends = [
        b.span[2:] for b in known.module.near(known.position).bindings
        if b.owner == known.position and b.annotation
    ]  # fmt: skip
    if not ends:
        return extent
    end_line, end_column = max(ends)
    return Place(extent.path, extent.span._replace(end_line=end_line, end_column=end_column))
