"""Is a method awaited where it is called, and can what overrides it be?"""

import re
from collections.abc import Iterator
from itertools import chain

from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
from ssotlint.graph.callers import Reached
from ssotlint.graph.known import Known
from ssotlint.graph.words import is_awaited, words
from ssotlint.model.facts import BindingKind, Body, Definition, DefinitionKind, Usage

AWAITS = "is a plain function, not a coroutine function"
PLAIN = "is a coroutine function, not a plain function"
GENERATES = "is an async generator function, not a coroutine function"
CURES = {
    AWAITS: "make it `async def`, as {} is, and await it where it is called",
    PLAIN: "make it a plain function, as {} is",
    GENERATES: "return what {} returns, without `yield`",
}
"""What to do about each, where {} is what is overridden."""
_STREAMS = re.compile(r"\bAsync(?:Iterable|Iterator|Generator)\b")
_ASKS = tuple(WORD[n] for n in ("isawaitable", "iscoroutine"))


def kind_conflicts(
    view: View, home: Known, method: Known, above: Known, uses: list[Reached]
) -> tuple[str, ...]:
    """Awaited, or not: decided by what the base is, and by what callers do with it.

    ``method`` of the class ``home`` overrides the one ``above``.
    """
    base, own = above.definition, method.definition
    if base.kind is own.kind or "sync" in words(home.definition.name):
        return ()  # or it says that it is the one that nobody awaits
    around = Known(above.module, base.owner)
    found = _of_kinds(view, (home, method), (around, above), uses)
    return () if found and _takes_either(view, around) else found


def _takes_either(view: View, around: Known) -> bool:
    """Whether a class, or one above it, asks if something is awaitable, or awaits who asks that."""
    lineage = view.graph.callees.classes.lineage(around).ours
    return any(_asks(view, known) or any(_asked_by(view, known)) for known in lineage)


def _asked_by(view: View, known: Known) -> Iterator[bool]:
    """Whether what the methods of a class await asks: `await maybe_future(self.start())`."""
    for row in chain.from_iterable(view.graph.callees.scopes.members(known).values()):
        if row.kind is BindingKind.DEFINITION:
            made = view.graph.calls.made.get(Known(known.module, row.ref), ())
            yield from (_asks(view, one) for one, usage in made if usage is Usage.AWAITED)


def _asks(view: View, known: Known) -> bool:
    return any(view.graph.attributes.says(known, letter) for letter in _ASKS)


def _of_kinds(
    view: View, below: tuple[Known, Known], over: tuple[Known, Known], uses: list[Reached]
) -> tuple[str, ...]:
    """The same whatever else callers ask; a class and its method, and those that it overrides."""
    (home, method), (around, above) = below, over
    base, own = above.definition, method.definition
    if base.kind is DefinitionKind.COROUTINE:
        return _of_coroutine(view, method, base, used=bool(uses))
    said, quiet = (is_awaited(k.definition.name, k.module.name) for k in (home, around))
    if base.kind is DefinitionKind.FUNCTION and own.kind is DefinitionKind.COROUTINE:
        if said and not quiet:
            return ()  # everybody knows that it is awaited
        plainly = any(r.call.usage in (Usage.BOUND, Usage.DROPPED) for r in uses)
        awaited = any(r.call.usage is Usage.AWAITED for r in uses)
        return (PLAIN,) if plainly and not awaited and base.body is not Body.STUB else ()
    return ()


def _of_coroutine(view: View, method: Known, base: Definition, *, used: bool) -> tuple[str, ...]:
    """The same for what overrides a coroutine function."""
    own = method.definition
    if own.kind is DefinitionKind.ASYNC_GENERATOR:
        return () if _may_stream(base) else (GENERATES,)
    returned = view.graph.calls.made.get(method, ())
    passes = any(u is Usage.RETURNED for _, u in returned) or own.body in (
        Body.STUB, Body.RAISES, Body.DELEGATE
    )  # fmt: skip
    annotated = own.signature.returns.partition("[")[0].rpartition(".")[2]
    awaitable = annotated in ("Awaitable", "Coroutine", "Future", "Task")
    # A private one that no class above calls is a framework's, which may take either.
    promised = used or not base.name.startswith("_")
    if own.kind is DefinitionKind.FUNCTION and promised and not passes and not awaitable:
        return (AWAITS,)
    return ()


def _may_stream(base: Definition) -> bool:
    """Whether a base that has no body of its own may mean an async generator."""
    returns = base.signature.returns
    empty = base.body is Body.RAISES and (not returns or bool(_STREAMS.search(returns)))
    return empty or base.body is Body.STUB
