"""Do functions put things into the container, and whose are they?"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import cast

import libcst as cst

from ssotlint.detectors.personal import names_somebody
from ssotlint.detectors.shared_state import (
    WRITES,
    SharedStateEvidence,
    SharedStateOptions,
)
from ssotlint.graph.words import words
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.fillings import Change, changes, code, is_guarded
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.remarks import remarks_on
from ssotlint.model.case import Case, Member
from ssotlint.model.errors import ExcerptError
from ssotlint.model.value import replace
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.names import dotted
from ssotlint.syntax.tree import every

_NAME = re.compile(r"[^\W\d]\w*")
_TOLD = 3
_SHORT = 40
# How functions are called that are asked while modules are loaded.
_REGISTERING = frozenset(("register", "add", "install", "connect", "subscribe", "define", "declare",
                          "enable", "load", "set", "configure", "setup", "init"))  # fmt: skip
_FOR_ALL = re.compile(
    r"#.*\b(?:class[- ](?:level|wide|variable|attribute|object)s?|shared(?!-)|singleton|global(?:ly)?|all instances"
    r"|across (?:\w+ )?(?:instances|objects|classes|calls|requests|sessions|users|threads|tasks|runs)"
    r"|process[- ]wide)\b",
    re.IGNORECASE,
)
_ENTERING = frozenset(("__enter__", "__aenter__"))
_HOOKS = frozenset(("__init_subclass__", "__set_name__", "__new__", "__prepare__"))


class _Seen:
    """What the functions do to a container, taken together."""

    def __init__(self, personal: Sequence[str], locks: tuple[str, ...]) -> None:
        self.words, self.locks = personal, locks
        self.writers: dict[str, None] = {}
        self.kept: dict[str, None] = {}
        self.personal = self.keyed = self.mistaken = self.taken = False
        self.guarded = True  # who changes it holds a lock
        self.locked = True  # which is the class's
        self.meant = False  # somebody changes it through the class, and knows whose it is

    def read(self, excerpt: Excerpt, known: SharedStateEvidence) -> bool:
        """Add what one function does; whether it belongs to the case."""
        function = excerpt.node
        if not isinstance(function, cst.FunctionDef):
            return False
        found = list(changes(function, known.names))
        self.taken = self.taken or any(not c.adds for c in found)
        self.guarded = self.guarded and is_guarded(function, known.names)
        self.locked = self.locked and is_guarded(function, known.names, self.locks)
        self.meant = self.meant or any(c.adds and not c.through_self for c in found)
        added = [c for c in found if c.adds and c.said]
        own = [c for c in added if _is_personal(c, self.words)]
        if added and not own and (known.loading or _is_harmless(function, added, known.names)):
            return False
        if function.name.value in _ENTERING:
            return False  # what it puts in, its counterpart takes out
        if added:
            self.writers[f"`{function.name.value}`"] = None
            self.personal = self.personal or bool(own)
            self.keyed = self.keyed or any(map(_is_keyed, own))
            self.mistaken = self.mistaken or any(
                c.through_self and not _keeps_self(c) and not _is_by_owner(c) for c in added
            )
            self.kept.update(dict.fromkeys(_told(own or added, excerpt)))
        return bool(found)


def _is_keyed(change: Change) -> bool:
    """Whether there is a place for each: a slot of a fixed name is one for all."""
    return bool(change.key) and not isinstance(change.said[0], cst.BaseString | cst.BaseNumber)


def _is_by_owner(change: Change) -> bool:
    """Whether an object has a place under its own name: `self.times[self.id] = …` is of all."""
    return bool(change.key) and dotted(change.said[0]).startswith("self.")


def _keeps_self(change: Change) -> bool:
    """Whether an object puts itself in: `self.known[name] = proxy(self)` is a list of all of them."""
    *_, value = change.said
    return dotted(value) == "self" or (
        isinstance(value, cst.Call) and any(dotted(a.value) == "self" for a in value.args)
    )


def judge(case: Case, excerpts: Excerpts, options: SharedStateOptions) -> Case | None:
    """Confirm a container that functions fill with what they are given, memos and registries not."""
    target = next(m for m in case.members if m.suspect)
    evidence = cast("SharedStateEvidence", target.evidence)
    constant = target.symbol.rpartition(".")[2].isupper()
    writers = [
        (member, member.evidence) for member in case.members
        if member.note == WRITES and isinstance(member.evidence, SharedStateEvidence)
    ]  # fmt: skip
    on_self = any(n.startswith("self.") for _, written in writers for n in written.names)
    may_mistake = on_self and not (constant or evidence.declared)
    if not may_mistake and not any(_names_anybody(m, excerpts, options) for m, _ in writers):
        return None  # no tree is needed to see that
    seen = _Seen(options.personal, evidence.locks)
    members = [target]
    for member, written in writers:
        with suppress(ExcerptError):
            if seen.read(excerpts.of(member), written):
                members.append(member)
    meant = seen.meant or seen.locked or evidence.declared or _says_whose(target, excerpts)
    mistaken = seen.mistaken and not (constant or meant)
    if not seen.writers or (constant and not seen.keyed):
        return None
    if not seen.personal and not mistaken:
        return None  # a table of things that are the same for everybody
    if seen.guarded and seen.taken and not mistaken:
        return None  # who locks it and cleans it up knows whose it is
    proof = replace(
        evidence,
        writers=tuple(seen.writers),
        kept=tuple(seen.kept)[:_TOLD],
        endless=not seen.taken,
        mistaken=mistaken,
        managed=seen.taken and not mistaken,
        proof="judges.shared_state",
    )
    members[0] = replace(target, evidence=proof)
    return replace(case, members=tuple(members))


def _says_whose(target: Member, excerpts: Excerpts) -> bool:
    """Whether a comment on a container, or right above it, says that it is for all."""
    return any(map(_FOR_ALL.search, remarks_on(target.place, excerpts)))


@where_illegible(False)
def _names_anybody(member: Member, excerpts: Excerpts, options: SharedStateOptions) -> bool:
    """Whether any word of a function may say whose something is, comments and texts included."""
    names = set(_NAME.findall(excerpts.text(member.extent)))
    return any(names_somebody(n, options.personal) for n in names if not n[0].isupper())


def _is_personal(change: Change, personal: Sequence[str]) -> bool:
    """Whether the key, or where there is no telling one what is put in, names whose it is."""
    first = change.said[0]
    telling = change.key and not isinstance(first, cst.BaseString | cst.BaseNumber)
    parts = change.said[:1] if telling else change.said
    called = {
        id(n.func) for part in parts for n in every(part) if isinstance(n, cst.Call)
    }  # what is called names a class or a function, and nobody's data
    names = {
        n.value
        for part in parts
        for n in every(part)
        if isinstance(n, cst.Name) and id(n) not in called
    }
    # `Client`: a class, which is nobody's.
    return any(names_somebody(name, personal) for name in names if not name[0].isupper())


def _is_harmless(function: cst.FunctionDef, added: list[Change], names: tuple[str, ...]) -> bool:
    """Whether it remembers answers to its arguments, or is asked while modules are loaded."""
    if _remembers(function, added, names) or all(map(_counts, added)):
        return True
    if any(not c.adds for c in changes(function, names)):
        return True  # a mark that it sets and takes away
    if any(c.through_self and not _keeps_self(c) for c in added):
        return False
    return _registers(function)


def _counts(change: Change) -> bool:
    """`hits[name] = 0`: what is put in is a number, whoever asks."""
    return bool(change.key) and isinstance(change.said[-1], cst.BaseNumber)


def _registers(function: cst.FunctionDef) -> bool:
    name = function.name.value
    said = [w for w in words(name) if w != "async"]
    first = said[:1]
    if name in _HOOKS or "register" in said or any(w in _REGISTERING for w in first):
        return True
    # A decorator hands back what it was given, or the function inside of it.
    inner = {n.name.value for n in every(function.body) if isinstance(n, cst.FunctionDef)}
    given = {p.name.value for p in function.params.params[:1]} - {"self"}
    return any(
        isinstance(n, cst.Return)
        and isinstance(n.value, cst.Name)
        and n.value.value in inner | given
        for n in every(function.body)
    )


def _remembers(function: cst.FunctionDef, added: list[Change], names: tuple[str, ...]) -> bool:
    """`if key not in seen: seen[key] = answer(key)`, and what is like it."""
    asked = False
    for node in every(function.body):
        if isinstance(node, cst.ComparisonTarget) and isinstance(node.operator, cst.In | cst.NotIn):
            asked = asked or dotted(node.comparator) in names
        elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
            asked = asked or (
                node.func.attr.value in ("get", "setdefault") and dotted(node.func.value) in names
            )
        elif isinstance(node, cst.Subscript) and dotted(node.value) in names:
            asked = asked or not any(node is t for t in _targets(function))
    once = all(_is_marked(function, c) for c in added)
    return asked and (all(c.key for c in added) or once)


def _is_marked(function: cst.FunctionDef, change: Change) -> bool:
    """`if name not in seen: seen.add(name)`: what is looked for is what is put in."""
    said = [code(part) for part in change.said]
    looked = {
        code(node.left)
        for node in every(function.body)
        if isinstance(node, cst.Comparison)
        and any(isinstance(c.operator, cst.In | cst.NotIn) for c in node.comparisons)
    }
    return len(said) == 1 and said[0] in looked


def _targets(function: cst.FunctionDef) -> Iterator[cst.CSTNode]:
    for node in every(function.body):
        if isinstance(node, cst.Assign):
            yield from (t.target for t in node.targets)
        elif isinstance(node, cst.AnnAssign | cst.AugAssign | cst.Del):
            yield node.target


def _told(changes: list[Change], excerpt: Excerpt) -> Iterator[str]:
    """What is put in, as it is written where it is short."""
    for change in changes:
        text = ": ".join(excerpt.code(part) for part in change.said)
        if len(text) <= _SHORT and "\n" not in text:
            yield f"`{text}`"
        elif change.key and len(change.key) <= _SHORT:
            yield f"`{change.key}`"
