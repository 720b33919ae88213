"""Which of several bindings of one name counts."""

from collections.abc import Sequence

from ssotlint.model.facts import Binding, BindingKind, Context

# Plain numbers: flags of an enum cost a call each time they are combined.
CONDITIONAL, FALLBACK = int(Context.CONDITIONAL), int(Context.FALLBACK)
_GUARDED, _TYPING = int(Context.GUARDED), int(Context.TYPING)
_UNSETTLED = CONDITIONAL | _GUARDED | int(Context.DEFERRED) | _TYPING
REFUSED = FALLBACK | _TYPING | CONDITIONAL
"""Where a binding stands that may not be the one that counts."""
_DECLARED = BindingKind.DECLARED
_VALUELESS = (BindingKind.DECLARED, BindingKind.DELETED)
_UNDECIDED = Context.CONDITIONAL | Context.GUARDED | Context.FALLBACK | Context.DEFERRED


def effective(bindings: Sequence[Binding], *, declared: bool = False) -> Binding | None:
    """The binding that importers see: what is guarded over its fallback, run time over typing.

    ``declared`` lets annotations without a value count, as in a stub. None when nothing binds
    the name, or when the last word on it is ``del``.
    """
    if len(bindings) == 1 and bindings[0].kind not in _VALUELESS:  # as most names have
        return bindings[0]
    live = [b for b in bindings if declared or b.kind is not BindingKind.DECLARED]
    if not live or (live[-1].kind is BindingKind.DELETED and not live[-1].context):
        return None
    usable = [b for b in live if b.kind is not BindingKind.DELETED]
    if not usable:
        return None
    running = [b for b in usable if not b.context & (Context.TYPING | Context.FALLBACK)]
    if running:
        return _last_word(running)
    return next((b for b in usable if b.context & Context.FALLBACK), usable[-1])


def _last_word(running: list[Binding]) -> Binding:
    """The last binding, unless it only dresses the one before (``f = cached(f)``, ``X = X``)."""
    last = running[-1]
    if len(running) > 1 and last.kind is BindingKind.ALIAS and last.value == last.name:
        return running[-2]
    return last


def fallback(bindings: Sequence[Binding]) -> Binding | None:
    """The binding that a handler of ImportError makes in place of a guarded import."""
    return next((b for b in bindings if b.context & Context.FALLBACK and
                 b.kind not in (BindingKind.DECLARED, BindingKind.DELETED)), None)  # fmt: skip


def is_undecided(bindings: Sequence[Binding]) -> bool:
    """Whether a condition at run time decides what the name is."""
    if len(bindings) < 2:
        return False
    live = [b for b in bindings if b.kind not in _VALUELESS]
    return len(live) > 1 and any(b.context & _UNDECIDED for b in live)


def is_declared_only(bindings: Sequence[Binding]) -> bool:
    """Whether nothing but annotations without a value speak of the name."""
    return all(b.kind is BindingKind.DECLARED for b in bindings)


def is_typing_only(bindings: Sequence[Binding]) -> bool:
    """Whether the name is bound for type checkers alone."""
    live = [b for b in bindings if b.kind is not _DECLARED]
    return bool(live) and all(b.context & Context.TYPING for b in live)


def is_settled(bindings: list[Binding]) -> bool:
    """Whether one binding decides: the only one, the last of plain ones, or a guarded import."""
    if len(bindings) == 1:
        row = bindings[0]
        return not row.context & REFUSED and row.kind not in _VALUELESS
    live = [b for b in bindings if b.kind is not BindingKind.DECLARED]
    usual = [b for b in live if not b.context & (FALLBACK | _TYPING)]
    if not usual or any(b.kind is BindingKind.DELETED for b in live):
        return False
    if len(usual) == 1:
        guarded = usual[0].context & _GUARDED and usual[0].kind is BindingKind.IMPORT
        return not usual[0].context & CONDITIONAL and (len(live) == 1 or bool(guarded))
    return not any(b.context & _UNSETTLED for b in usual)
