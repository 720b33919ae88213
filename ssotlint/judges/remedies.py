"""What can be done about a copy: whether its owner can stand for it as it is, and where it could."""

import re
from collections import Counter

import libcst as cst

from ssotlint.detectors.clones import ClonesEvidence, Edit
from ssotlint.graph.contracts import narrowing
from ssotlint.judges.copies import Reading, Verdict
from ssotlint.judges.decorations import decorated_otherwise
from ssotlint.judges.saying import Said, is_variable
from ssotlint.model.signature import Arguments, ParameterKind, Signature, bind
from ssotlint.model.value import replace
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.signatures import signature_of

# `__file__`, and what a loader puts into each module that it loads: `__opts__`.
_OF_MODULE = re.compile(r"__\w+__")
_WORD = re.compile(r"\w+")
_FORM = re.compile(r"%[a-z]|\bf(?=['\"])")
_PLACE = re.compile(r"\{[^{}]*\}")
_TEXT = re.compile(r"""(['"])(.*?)\1""", re.DOTALL)
_PLACED = (ParameterKind.POSITIONAL_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD)
_STARS = (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)
_OF_PYTHON = frozenset(("__class__", "__debug__", "__import__", "__build_class__"))


def own_names(verdict: Verdict, owner: str, copy: str) -> tuple[str, ...]:
    """The names in a function that each module has for itself, whatever it imports.

    ``owner`` and ``copy`` are the paths: one file has one of each, and to files beside each other
    in one folder what they find by theirs is the same.
    """
    if owner == copy:
        return ()
    are_beside = owner.rpartition("/")[0] == copy.rpartition("/")[0]
    read = {token for one in verdict.copy.said for token in one.plain}
    common = _OF_PYTHON | ({"__file__"} if are_beside else set())
    return tuple(sorted(n for n in read if _OF_MODULE.fullmatch(n) and n not in common))


def stands_for(
    ours: Excerpt, theirs: Excerpt, verdict: Verdict, own: tuple[str, ...], *, logs: bool = True
) -> bool:
    """Whether calling the one does all that calling the other does, and says the same to people.

    ``own`` are names that mean something else in each module; ``logs`` tells whether what is logged
    counts, besides what an error says.
    """
    return not (
        own
        or not _takes_calls_of(_taken(ours, verdict.original), _taken(theirs, verdict.copy))
        or any(edit.changes or _tells_another_thing(edit, logs=logs) for edit in verdict.edits)
        or verdict.original.is_async != verdict.copy.is_async
        or decorated_otherwise(ours, theirs)
    )


def _taken(excerpt: Excerpt, reading: Reading) -> Signature:
    """What a function takes, without the object that a method as it is read is called on."""
    if not isinstance(excerpt.node, cst.FunctionDef):
        return Signature()
    signature = signature_of(excerpt.node, excerpt)
    is_bound = len(reading.form.parameters) < len(signature.parameters)
    return signature.without_first() if is_bound else signature


def _takes_calls_of(one: Signature, other: Signature) -> bool:
    """Whether the one can be called in the place of the other, whatever its parameters are called."""
    placed = [p.name for p in one.parameters if p.kind in _PLACED]
    given = [p.name for p in other.parameters if p.kind in _PLACED]
    least = Arguments(
        sum(p.required for p in other.parameters if p.kind in _PLACED),
        tuple(p.name for p in other.parameters if p.required and p.kind not in _PLACED),
    )
    stars = [{p.kind for p in s.parameters if p.kind in _STARS} for s in (one, other)]
    return (
        not narrowing(other, one)
        and bind(one, least) is None
        and stars[1] <= stars[0]
        and all(placed.index(name) == at for at, name in enumerate(given) if name in placed)
    )


def _tells_another_thing(edit: Edit, *, logs: bool) -> bool:
    """Whether people are told something in other words."""
    return (
        edit.why == "message"
        and (logs or edit.code.startswith("raise "))
        and _said(edit.code) != _said(edit.canonical_code)
    )


def _said(code: str) -> tuple[list[str], list[str]]:
    """The words of a message in their order, and what is put in, in whatever form that is done.

    ``f"{error}"`` says what ``"%s", error`` says, and ``"a below b"`` not what ``"b below a"`` does.
    """
    plain = _FORM.sub("", code)
    texts = (_PLACE.sub("", match[2]) for match in _TEXT.finditer(plain))
    words = [word for text in texts for word in _WORD.findall(text)]
    return words, sorted((Counter(_WORD.findall(plain)) - Counter(words)).elements())


def extends(verdict: Verdict) -> bool:
    """Whether a copy does all that the other does, in a row, and something before or after it.

    What it leaves out, or does in the midst of that, no call of the other can bring about; what it
    hands out by its name at last can be had of that.
    """
    changes = verdict.changes
    if any(edit.kind != "added" for edit in changes):
        return False
    added = {edit.line for edit in changes}
    form = verdict.copy.form
    own = [form.line(position) in added for position in range(1, len(form.statements))]
    if _hands_out(verdict.copy.said[-1]):
        own.pop()
    kept = [position for position, is_own in enumerate(own) if not is_own]
    return not kept or not any(own[kept[0] : kept[-1]])


def _hands_out(said: Said) -> bool:
    """Whether a statement returns a variable as it is."""
    return said.plain[:1] == ("Return",) and list(map(is_variable, said.plain[1:])) == [True]


def remedied(
    evidence: ClonesEvidence, kind: str, *, same: bool, portable: bool, more: bool, fits: bool
) -> ClonesEvidence:
    """The evidence with what can be done, where ``same`` tells that one stands for the other.

    What is ``portable`` means the same wherever it stands, ``more`` tells that it extends the other,
    ``fits`` that it would stand for it if only it took the same.
    Nothing of it is said of packages that are strangers to each other, nor where the copy can go.
    """
    drifted = kind == "diverged"
    if evidence.strange or evidence.goes:
        return replace(
            _placed(evidence), strange=evidence.strange and not evidence.goes,
            decide=drifted and not evidence.goes, unread=False, left=False, inherited=False,
            waste=False,
        )  # fmt: skip
    if evidence.unread or evidence.left or evidence.inherited:
        return _gone(evidence, same=same, more=more)
    return _shared(evidence, same=same, drifted=drifted, portable=portable, fits=fits)


def _gone(evidence: ClonesEvidence, *, same: bool, more: bool) -> ClonesEvidence:
    """A copy that nobody reads goes, and so does what its class inherits, as far as that does it."""
    is_dead = evidence.unread or evidence.left
    differs = evidence.inherited and not same and not is_dead
    return replace(
        _placed(evidence), left=evidence.left and not evidence.unread,
        inherited=evidence.inherited and same and not is_dead,
        overriding=differs and more, hooked=differs and not more,
        waste=evidence.waste and not is_dead,
    )  # fmt: skip


def _shared(
    evidence: ClonesEvidence, *, same: bool, drifted: bool, portable: bool, fits: bool
) -> ClonesEvidence:
    """Where both find what they share, and how the copy comes to it."""
    has_home = bool(evidence.home)
    is_static, is_whole = evidence.static and not has_home, same or drifted
    is_function = not evidence.method or (is_static and portable)
    is_free = is_function and is_whole and portable and not has_home
    is_called = bool(evidence.class_name) or is_static
    is_method = not is_function and is_whole and not has_home
    return replace(
        evidence,
        inherited=False,
        decide=drifted,
        kept=drifted and not has_home,
        moved=drifted and has_home,
        importable=is_free and not is_called,
        called=is_free and is_called,
        movable=is_function and same and has_home,
        method=is_method,
        manner=evidence.manner if is_method else "",
        raised=evidence.method and same and has_home and not drifted,
        edited=not is_whole and not has_home and not fits,
        parted=not is_whole and has_home and not fits,
        fitted=not is_whole and fits,
    )


def _placed(evidence: ClonesEvidence) -> ClonesEvidence:
    """The evidence of a copy that needs no place to share: it goes, or has what it repeats."""
    return replace(evidence, method=False, manner="", home="", hindrance="", homeless=False)
