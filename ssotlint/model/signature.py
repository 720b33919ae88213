"""What a callable accepts, and whether a call fits: the one home of both."""

from enum import IntEnum
from typing import NamedTuple


class ParameterKind(IntEnum):
    """The five kinds of ``inspect.Parameter``, in its order."""

    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4


class Parameter(NamedTuple):
    """One parameter; ``default`` is its source text, or "" when the parameter is required."""

    name: str
    kind: ParameterKind
    default: str = ""
    annotation: str = ""

    @property
    def required(self) -> bool:
        """Whether a call must supply this parameter."""
        return not self.default and self.kind not in _VARIADIC


RECEIVERS = frozenset(("self", "cls", "mcs", "mcls", "metacls", "klass"))
"""By these names methods know their first parameter, which has none in the index."""

# Looked up once: members of an enum are found by a descriptor.
_POSITIONAL_ONLY, _KEYWORD_ONLY = ParameterKind.POSITIONAL_ONLY, ParameterKind.KEYWORD_ONLY
_EITHER, _VAR_KEYWORD = ParameterKind.POSITIONAL_OR_KEYWORD, ParameterKind.VAR_KEYWORD
_VARIADIC = (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)


class Signature(NamedTuple):
    """The parameters of a callable as written, and its return annotation ("" without)."""

    parameters: tuple[Parameter, ...] = ()
    returns: str = ""

    def without_first(self) -> "Signature":
        """The signature that a caller sees of a bound method."""
        head = self.parameters[:1]
        if head and head[0].kind is ParameterKind.VAR_POSITIONAL:
            return self
        return self._replace(parameters=self.parameters[1:])

    def named_like(self, other: "Signature") -> "Signature":
        """The same with the other's names, where as many arguments go by position to both.

        A name that both have stays where it is, or nothing is renamed.
        """
        placed = (_POSITIONAL_ONLY, _EITHER)
        mine = [p for p in self.parameters if p.kind in placed]
        theirs = [p for p in other.parameters if p.kind in placed]
        common = {p.name for p in mine} & {p.name for p in theirs}
        moved = any(
            m.name != t.name and not common.isdisjoint((m.name, t.name))
            for m, t in zip(mine, theirs, strict=False)
        )
        if moved or [p.required for p in mine] != [p.required for p in theirs]:
            return self
        named = [m._replace(name=t.name) for m, t in zip(mine, theirs, strict=True)]
        rest = [p for p in self.parameters if p.kind not in placed]
        return self._replace(parameters=(*named, *rest))

    def __str__(self) -> str:
        parts: list[str] = []
        previous: ParameterKind | None = None
        for parameter in self.parameters:
            kind = parameter.kind
            if previous is ParameterKind.POSITIONAL_ONLY and kind is not previous:
                parts.append("/")
            if kind is ParameterKind.KEYWORD_ONLY and previous not in (
                ParameterKind.KEYWORD_ONLY,
                ParameterKind.VAR_POSITIONAL,
            ):
                parts.append("*")
            parts.append(
                _PREFIX.get(kind, "")
                + parameter.name
                + (f"={parameter.default}" if parameter.default else "")
            )
            previous = kind
        if previous is ParameterKind.POSITIONAL_ONLY:
            parts.append("/")
        return f"({', '.join(parts)})"


_PREFIX = {ParameterKind.VAR_POSITIONAL: "*", ParameterKind.VAR_KEYWORD: "**"}


class Arguments(NamedTuple):
    """The shape of a call: how many positional arguments, which keywords, and what is unpacked."""

    positional: int = 0
    keywords: tuple[str, ...] = ()
    star: bool = False
    double_star: bool = False


class Mismatch(NamedTuple):
    """Why a call does not bind: ``kind`` is missing, unexpected, too-many or repeated."""

    kind: str
    names: tuple[str, ...]
    accepted: int = 0
    given: int = 0


def bind(signature: Signature, arguments: Arguments) -> Mismatch | None:
    """Say why ``arguments`` cannot bind to ``signature``; None when they can or may.

    Unpacked arguments (``*xs``, ``**options``) may hold anything, so what they could supply is
    never missing. Otherwise the answer equals that of ``inspect.Signature.bind``.
    """
    slots: list[str] = []  # what positional arguments fill, in order
    named: set[str] = set()  # what keywords may fill
    takes_any = takes_any_keyword = False
    for name, kind, _, _ in signature.parameters:
        if kind is _EITHER:
            slots.append(name)
            named.add(name)
        elif kind is _KEYWORD_ONLY:
            named.add(name)
        elif kind is _POSITIONAL_ONLY:
            slots.append(name)
        elif kind is _VAR_KEYWORD:
            takes_any_keyword = True
        else:
            takes_any = True
    positional, keywords = arguments.positional, arguments.keywords
    if positional > len(slots) and not takes_any:
        return Mismatch("too-many", (), len(slots), positional)
    filled = set(slots[:positional])
    if keywords:
        repeated = tuple([k for k in keywords if k in filled and k in named])
        if repeated:
            return Mismatch("repeated", repeated)
        unexpected = tuple([k for k in keywords if k not in named])
        if unexpected and not takes_any_keyword:
            return Mismatch("unexpected", unexpected)
        filled.update([k for k in keywords if k in named])
    missing = tuple([
        p.name for p in signature.parameters
        if p.name not in filled and p.required and not _may_be_unpacked(p, arguments)
    ])  # fmt: skip
    return Mismatch("missing", missing) if missing else None


def besides(
    signature: Signature, arguments: Arguments, mismatch: Mismatch
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The further keywords that a callable does not know, and what would be missing without them.

    Python's own words name but the first of what is wrong, or all that has to be given by position:
    whoever mends that meets the next.
    """
    if mismatch.kind != "unexpected":
        return (), ()
    names = mismatch.names
    known = tuple(k for k in arguments.keywords if k not in names)
    then = bind(signature, arguments._replace(keywords=known))
    lacking = then.names if then is not None and then.kind == "missing" else ()
    placed = {p.name for p in signature.parameters if p.kind is _POSITIONAL_ONLY}
    if placed.isdisjoint(names):
        return names[1:], lacking
    unknown = tuple(name for name in names if name not in placed)
    return unknown, tuple(name for name in lacking if name not in names)


def _may_be_unpacked(parameter: Parameter, arguments: Arguments) -> bool:
    if arguments.star and parameter.kind <= ParameterKind.POSITIONAL_OR_KEYWORD:
        return True
    return arguments.double_star and parameter.kind is not ParameterKind.POSITIONAL_ONLY


def type_error(label: str, signature: Signature, arguments: Arguments) -> str:
    """The text of the TypeError that Python raises for a call that cannot bind; "" if it can.

    ``label`` is the qualified name of the callable; for a bound method the instance counts among
    the positional arguments. The order of the checks and the words are those of CPython's
    ``initialize_locals`` (Python/ceval.c, 3.11).
    """
    mismatch = bind(signature, arguments)
    if mismatch is None:
        return ""
    found = _keyword_error(signature, arguments) or _count_error(signature, arguments)
    if not found:
        placed = [p.name for p in signature.parameters if p.kind <= _PLACED]
        positional = [n for n in mismatch.names if n in placed]
        named = [n for n in mismatch.names if n not in placed]
        kind, names = ("positional", positional) if positional else ("keyword-only", named)
        found = f"missing {len(names)} required {kind} argument{_s(len(names))}: {_quoted(names)}"
    return f"{label}() {found}"


_PLACED = ParameterKind.POSITIONAL_OR_KEYWORD


def _keyword_error(signature: Signature, arguments: Arguments) -> str:
    parameters = signature.parameters
    placed = [p.name for p in parameters if p.kind <= _PLACED]
    filled = set(placed[: arguments.positional])
    only = [p.name for p in parameters if p.kind is ParameterKind.POSITIONAL_ONLY]
    named = {
        p.name for p in parameters
        if p.kind in (ParameterKind.POSITIONAL_OR_KEYWORD, ParameterKind.KEYWORD_ONLY)
    }  # fmt: skip
    takes_any = any(p.kind is ParameterKind.VAR_KEYWORD for p in parameters)
    for name in arguments.keywords:
        if name in named:
            if name in filled:
                return f"got multiple values for argument '{name}'"
        elif not takes_any:
            given = [n for n in only if n in arguments.keywords]
            if given:
                listed = ", ".join(given)
                return f"got some positional-only arguments passed as keyword arguments: '{listed}'"
            return f"got an unexpected keyword argument '{name}'"
    return ""


def _count_error(signature: Signature, arguments: Arguments) -> str:
    parameters = signature.parameters
    placed = [p for p in parameters if p.kind <= _PLACED]
    given = arguments.positional
    if given <= len(placed) or any(p.kind is ParameterKind.VAR_POSITIONAL for p in parameters):
        return ""
    least = sum(not p.default for p in placed)
    most = len(placed)
    takes = f"from {least} to {most}" if least < most else f"{most}"
    noun = f"positional argument{_s(most if least == most else 2)}"
    only = [p.name for p in parameters if p.kind is ParameterKind.KEYWORD_ONLY]
    named = sum(n in only for n in arguments.keywords)
    if named:
        also = f" positional argument{_s(given)} (and {named} keyword-only argument{_s(named)})"
        return f"takes {takes} {noun} but {given}{also} were given"
    return f"takes {takes} {noun} but {given} {'was' if given == 1 else 'were'} given"


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _quoted(names: list[str]) -> str:
    quoted = [f"'{n}'" for n in names]
    if len(quoted) < 3:
        return " and ".join(quoted)
    return f"{', '.join(quoted[:-1])}, and {quoted[-1]}"
