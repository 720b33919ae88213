"""What callers may rely on in a callable, and where two of them cannot replace each other."""

from typing import NamedTuple

from ssotlint.model.facts import DefinitionKind
from ssotlint.model.signature import Arguments, Mismatch, ParameterKind, Signature, bind

PLAIN, COROUTINE, GENERATOR = "a plain function", "a coroutine function", "a generator function"
ASYNC_GENERATOR = "an async generator function"
CONTEXT, ASYNC_CONTEXT = "a context manager", "an async context manager"
CONSTRUCTOR = "a class"
KINDS = {
    DefinitionKind.FUNCTION: PLAIN,
    DefinitionKind.COROUTINE: COROUTINE,
    DefinitionKind.GENERATOR: GENERATOR,
    DefinitionKind.ASYNC_GENERATOR: ASYNC_GENERATOR,
    DefinitionKind.CLASS: CONSTRUCTOR,
}
"""What a definition is, in words."""
RETURNING = (DefinitionKind.FUNCTION, DefinitionKind.COROUTINE)
"""Functions whose callers get what they return."""
_LENIENT = "does not demand "
_TOLD = 5  # names that are told: who wants all of them looks at the signatures
_NAMED = (ParameterKind.POSITIONAL_OR_KEYWORD, ParameterKind.KEYWORD_ONLY)
_PLACED = (ParameterKind.POSITIONAL_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD)


class Contract(NamedTuple):
    """The parameters that a caller sees, what calling makes, and of which class it is ("": any)."""

    signature: Signature
    kind: str
    product: str = ""


def kind_of(kind: DefinitionKind, decorators: tuple[str, ...]) -> str:
    """What calling a definition makes, in words."""
    if "contextlib.contextmanager" in decorators:
        return CONTEXT
    if "contextlib.asynccontextmanager" in decorators:
        return ASYNC_CONTEXT
    return KINDS[kind]


def differences(wanted: Contract, offered: Contract, *, parameters: bool = True) -> tuple[str, ...]:
    """Why ``offered`` cannot replace ``wanted``, as clauses about ``offered``.

    Products are compared by the caller, who knows which classes are related. ``parameters`` can
    be left out where a framework decides them.
    """
    found: list[str] = []
    if wanted.kind != offered.kind:
        found.append(f"is {offered.kind}, not {wanted.kind}")
    if parameters:
        found += _missing(wanted.signature, offered.signature)
        found += _optional(wanted.signature, offered.signature)
        found += _refused(wanted.signature, offered.signature)
        found += _reordered(wanted.signature, offered.signature)
    return tuple(found)


def _missing(wanted: Signature, offered: Signature) -> list[str]:
    """Parameters that must be given to ``offered`` and need not, or cannot, be given otherwise."""
    given = {p.name for p in wanted.parameters if p.required}
    names = [p.name for p in offered.parameters if p.required and p.name not in given]
    return [f"requires {_listed(names)}"] if names else []


def _optional(wanted: Signature, offered: Signature) -> list[str]:
    """What ``offered`` hides: whoever leaves it out fails when he moves to the other."""
    demanded = {p.name for p in wanted.parameters if p.required}
    names = [p.name for p in offered.parameters if p.name in demanded and not p.required]
    return [f"{_LENIENT}{_listed(names)}"] if names else []


def is_lenient(clause: str) -> bool:
    """Whether a difference only says that ``offered`` can be called with less."""
    return clause.startswith(_LENIENT)


def _refused(wanted: Signature, offered: Signature) -> list[str]:
    takes_any = any(p.kind is ParameterKind.VAR_KEYWORD for p in offered.parameters)
    known = {p.name for p in offered.parameters if p.kind in _NAMED}
    names = [p.name for p in wanted.parameters if p.kind in _NAMED and p.name not in known]
    return [f"takes no {_listed(names, 'or')}"] if names and not takes_any else []


def _reordered(wanted: Signature, offered: Signature) -> list[str]:
    first = [p.name for p in wanted.parameters if p.kind in _PLACED]
    second = [p.name for p in offered.parameters if p.kind in _PLACED]
    common = [n for n in first if n in second]
    if common != [n for n in second if n in first]:
        return [f"takes {_listed([n for n in second if n in first])} in another order"]
    named = [p.name for p in offered.parameters if p.kind is ParameterKind.KEYWORD_ONLY]
    moved = [n for n in first if n in named]
    return [f"takes {_listed(moved)} by keyword only"] if moved else []


def narrowing(base: Signature, own: Signature) -> tuple[str, ...]:
    """What ``own`` refuses of the calls that ``base`` invites, as clauses about ``own``.

    Arguments are given by position where that is possible: what a parameter is called counts for
    those that can be given by name alone, and for what may be left out and ``own`` takes among
    ``**options``. A base that takes anything invites nothing certain.
    """
    if any(p.kind in _ANYTHING for p in base.parameters):
        return ()
    placed = [p for p in base.parameters if p.kind in _PLACED]
    named = [p for p in base.parameters if p.kind is ParameterKind.KEYWORD_ONLY]
    least = Arguments(sum(p.required for p in placed), tuple(p.name for p in named if p.required))
    own_names = {p.name for p in own.parameters}
    if any(p.kind is ParameterKind.VAR_KEYWORD for p in own.parameters):
        named += [p for p in placed if not p.required and p.name not in own_names]
        placed = [p for p in placed if p not in named]
    most = Arguments(len(placed), tuple(p.name for p in named))
    found: list[str] = []
    refused = bind(own, least)
    if refused is not None and refused.kind == "missing":
        names = _listed(list(refused.names))
        moved = {p.name for p in base.parameters} >= {p.name for p in own.parameters if p.required}
        found.append(f"takes {names} in another place" if moved else f"requires {names}")
    refused = bind(own, most)
    if refused is not None and refused.kind == "too-many":
        lacking = [p.name for p in placed if p.name not in own_names]
        lacking = lacking if len(lacking) == len(placed) - refused.accepted else []
        surplus = lacking or [p.name for p in placed[refused.accepted :]]
        found.append(f"takes no {_listed(surplus, 'or')}")
    if refused is not None and refused.kind == "unexpected":
        found.append(refusal(refused))
    return tuple(found)


def refusal(mismatch: Mismatch) -> str:
    """Why a callable refuses a call, as a clause about it."""
    names = list(mismatch.names)
    if mismatch.kind == "missing":
        return f"requires {_listed(names)}"
    if mismatch.kind == "unexpected":
        return f"takes no {_listed(names, 'or')}"
    if mismatch.kind == "repeated":
        return f"gets {_listed(names)} twice"
    return f"takes {mismatch.accepted} by position, not {mismatch.given}"


_ANYTHING = (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)


def _listed(names: list[str], last: str = "and") -> str:
    if len(names) < 2:
        return "".join(names)
    if len(names) > _TOLD:
        names = [*names[: _TOLD - 1], f"{len(names) - _TOLD + 1} more"]
        last = "and"
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
