"""Which methods of one file override others, and may refuse what those take."""

from collections.abc import Iterator
from typing import NamedTuple

from ssotlint.detectors.view import View
from ssotlint.graph.calls import Calls
from ssotlint.graph.known import Known
from ssotlint.graph.words import is_double
from ssotlint.index import codec
from ssotlint.index.aspect import Aspect
from ssotlint.index.index import Module
from ssotlint.index.numbering import Renumbered, number_now
from ssotlint.model.facts import BindingKind, Body, Context, Definition
from ssotlint.model.signature import RECEIVERS, ParameterKind, Signature
from ssotlint.model.value import Value

_STATIC, _ON_CLASS = "builtins.staticmethod", "builtins.classmethod"
OVERRIDING = "overriding"
"""The aspect of a file that tells which methods of its classes override others."""
_Place = tuple[str, int]


class Override(NamedTuple):
    """A method under its name, in a class of the file and in one above, each by file and number.

    ``bound`` tells that a receiver comes first, ``alike`` that both take the same and are of one
    kind: then nobody's call fails.
    """

    name: str
    home: int
    own: _Place
    base: _Place
    bound: bool
    alike: bool


Overriding = Aspect[None, tuple[Override, ...]]
_overrides = codec.reader(tuple[Override, ...])


def overriding(view: View) -> Overriding:
    """How a file is looked at for methods that override others."""
    written = {module.path for module in view.written(OVERRIDING)}
    return Aspect(
        name=OVERRIDING,
        part="",
        covers=lambda module: module.path in written,
        decode=lambda _: None,
        look=lambda module, _: tuple(_overridden(view.graph.callees, module)),
        pack=codec.packed,
        unpack=_overrides,
        gist=lambda rows, *_: codec.packed(rows),
    )


def renumbered(path: str, data: bytes, numbers: Renumbered) -> bytes:
    """The overrides of a file, with the numbers that definitions have now."""
    return codec.packed(
        [
            row._replace(
                home=number_now(numbers, path, row.home),
                own=(row.own[0], number_now(numbers, *row.own)),
                base=(row.base[0], number_now(numbers, *row.base)),
            )
            for row in _overrides(data) or ()
        ]
    )


class Pair(Value, frozen=True, eq=False):
    """A method and the one above that it overrides."""

    home: Known
    own: Known
    base: Known
    bound: bool

    def seen(self, known: Known) -> Signature:
        """What callers see of one of the two."""
        signature = known.definition.signature
        return signature.without_first() if self.bound else signature


def _overridden(calls: Calls, module: Module) -> Iterator[Override]:
    for position, row in enumerate(module.said.definitions):
        if row.is_class and row.bases and not row.context & Context.CONDITIONAL:
            for pair in _pairs(calls, Known(module, position)):
                own, base = ((k.module.path, k.position) for k in (pair.own, pair.base))
                name = pair.own.definition.name
                yield Override(name, position, own, base, pair.bound, _are_alike(pair))


def _pairs(calls: Calls, home: Known) -> Iterator[Pair]:
    if is_double(home.definition.name):
        return
    for name, rows in calls.scopes.members(home).items():
        if (name.startswith("__") and name != "__call__") or len(rows) != 1:
            continue
        if rows[0].kind is not BindingKind.DEFINITION:
            continue  # most classes say more of what they hold than of what they do
        own = calls.classes.member(home, name)
        above = calls.classes.member(home, name, after=home)
        if own is None or above is None or own.known is None or above.known is None:
            continue
        pair = _pair(calls, home, own.known, above.known)
        if pair is not None:
            yield pair


def _pair(calls: Calls, home: Known, own: Known, base: Known) -> Pair | None:
    """Two plain methods that are bound alike."""
    if own.definition.is_class or base.definition.is_class:
        return None
    if own.definition.body is Body.STUB:
        return None  # it is there because the base asks for it, and nobody calls it
    callables = calls.callables
    if not callables.keeps_signature(own) or not callables.keeps_signature(base):
        return None
    kinds = [frozenset(callables.decorators(k)) & {_STATIC, _ON_CLASS} for k in (own, base)]
    if kinds[0] != kinds[1]:
        return None
    if _forgets_itself(base.definition, own.definition):
        return None
    return Pair(home, own, base, _STATIC not in kinds[0])


def _are_alike(pair: Pair) -> bool:
    """Whether two methods surely take the same, wherever their classes get the rest from."""
    own, base = pair.own.definition, pair.base.definition
    plain = _receives(own) or not pair.bound
    return plain and own.kind is base.kind and _taken(own) == _taken(base)


def _forgets_itself(base: Definition, own: Definition) -> bool:
    """Whether a base says what it is given and not itself, so that nobody can call it.

    Any name can be that of the receiver: forgotten it is where an override has the same behind its.
    """
    if not _receives(own) or _receives(base):
        return False
    first, second = base.signature.parameters[:1], own.signature.parameters[1:2]
    if not first or first[0].kind in (ParameterKind.KEYWORD_ONLY, ParameterKind.VAR_KEYWORD):
        return True
    plain = first[0].kind is not ParameterKind.VAR_POSITIONAL
    return plain and [p.name for p in first] == [p.name for p in second]


def _receives(row: Definition) -> bool:
    """Whether a method takes first what it is called on, by any of the usual names."""
    first = row.signature.parameters[:1]
    return bool(first) and first[0].name.strip("_") in (*RECEIVERS, "")


def _taken(row: Definition) -> list[tuple[str, ParameterKind, bool]]:
    return [(p.name, p.kind, p.required) for p in row.signature.parameters]
