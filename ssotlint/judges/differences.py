"""What a copy does otherwise, in the words of its code."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from ssotlint.detectors.clones import Edit
from ssotlint.judges.alignment import Alignment
from ssotlint.judges.behaviour import effect, is_disagreement
from ssotlint.judges.drift import guards
from ssotlint.judges.quoting import excerpts, other_parameters
from ssotlint.judges.saying import Said, brought, is_text, is_told, is_variable
from ssotlint.judges.signs import COMPARISONS, LOGIC, NUMBER, OPERATOR, SIGNS, without_negations
from ssotlint.model.value import replace
from ssotlint.syntax.normal import LOG, NormalForm

_LISTED = 8  # the others are counted; all are in the evidence as data
_WORD = re.compile(r"\w+")
_SEVERAL = 3  # words
_HARMLESS = ("message", "parameter", "log", "import")
_CONSTANTS = frozenset(("None", "True", "False"))
_BRANCHES = frozenset(("If", "Raise", "Return", "Assert", "Continue", "Break"))


class Comparison:
    """A copy beside its original, statement by statement."""

    def __init__(self, original: Sequence[Said], copy: Sequence[Said], forms: tuple[NormalForm, NormalForm],
                 aligned: Alignment) -> None:  # fmt: skip
        self._original, self._copy, self._aligned = original, copy, aligned
        self._form, self._copy_form = forms
        pairs = [*aligned.same, *aligned.moved, *aligned.edited]
        self._around = dict(pairs)
        self._matched = set(self._around.values())

    def edits(self) -> tuple[Edit, ...]:
        """Every difference, in the order of the copy's lines."""
        found = [
            *self._parameters(),
            *self._told(),
            *self._edited(),
            *self._apart(),
            *self._moved(),
        ]
        return tuple(sorted(found, key=lambda edit: (edit.line or edit.canonical_line, edit.kind)))

    def _edit(self, kind: str, why: str, i: int | None, j: int | None) -> Edit:
        ours, theirs = excerpts(
            self._form.code(i) if i is not None else "",
            self._copy_form.code(j) if j is not None else "",
        )
        before = self._renamed(i) if i is not None else ()
        after = self._copy[j].plain if j is not None else ()
        amounts = effect(kind, why, before, after)
        return Edit(
            kind=kind,
            why=why,
            effect=amounts,
            changes=why not in _HARMLESS,
            decides=self._guards(i, j)
            if why == "guard"
            else is_disagreement(kind, amounts, before, after),
            line=self._copy_form.line(j) if j is not None else 0,
            code=theirs,
            canonical_line=self._form.line(i) if i is not None else 0,
            canonical_code=ours,
        )

    def _guards(self, i: int | None, j: int | None) -> bool:
        """Whether a statement that one lacks is a guard for what both do."""
        ours, theirs = self._form, self._copy_form
        if i is not None:
            return guards(self._original, i, self._around) and not _is_given(
                ours, theirs, self._original[i]
            )
        if j is None or _is_given(theirs, ours, self._copy[j]):
            return False
        return guards(self._copy, j, self._matched)

    def _apart(self) -> Iterator[Edit]:
        for i in self._aligned.missing:
            yield self._edit("missing", self._weight(self._original[i], self._copy), i, None)
        for j in self._aligned.added:
            yield self._edit("added", self._weight(self._copy[j], self._original), None, j)

    def _weight(self, said: Said, others: Sequence[Said]) -> str:
        """What a statement that only one has does; what is imported anyhow is only taken there.

        Unless the other takes something of that name from elsewhere.
        """
        names = brought(said)
        if names and not any(names & brought(other) for other in others):
            return "import"
        return _weight(said)

    def _moved(self) -> Iterator[Edit]:
        for i, j in self._aligned.moved:
            yield self._edit("moved", "order", i, j)
        around, matched = self._around, self._matched
        ours, theirs = _enclosing(self._original), _enclosing(self._copy)
        for i, j in self._aligned.same:
            # Headers that only one of them has are differences of their own.
            if [around[k] for k in ours[i] if k in around] != [
                k for k in theirs[j] if k in matched
            ]:
                yield self._edit("moved", "nesting", i, j)

    def _edited(self) -> Iterator[Edit]:
        for i, j in self._aligned.edited:
            ours, theirs = self._renamed(i), self._copy[j].plain
            if without_negations(ours) == without_negations(theirs):
                continue
            is_told_alike = _tells_alike(ours, theirs) or _reads_alike(ours, theirs)
            why = "message" if is_told_alike else _why(ours, theirs)
            yield self._edit("edited", why, i, j)
        for i, j in (*self._aligned.same, *self._aligned.moved):
            if self._renamed(i) != self._copy[j].plain:
                yield self._edit("edited", "variable", i, j)

    def _told(self) -> Iterator[Edit]:
        for i, j in (*self._aligned.same, *self._aligned.moved):
            if (
                self._rename(self._original[i].exact) != self._copy[j].exact
                and self._renamed(i) == self._copy[j].plain
                and self._form.code(i) != self._copy_form.code(j)
            ):
                yield self._edit("edited", "message", i, j)

    def _parameters(self) -> Iterator[Edit]:
        ours, theirs = self._original[0].exact, self._copy[0].exact
        if self._rename(ours) != theirs and _defaults(ours) != _defaults(theirs):
            yield self._parameter("default")
        elif len(ours) != len(theirs):
            yield self._parameter("parameter")

    def _parameter(self, why: str) -> Edit:
        ours, theirs = other_parameters(self._form.parameters, self._copy_form.parameters)
        if not ours and not theirs:  # a star or a slash came or went
            return self._edit("edited", why, 0, 0)
        ours, theirs = excerpts(ours, theirs)
        edit = replace(self._edit("edited", why, 0, 0), code=theirs, canonical_code=ours)
        return edit if self._are_named_alike() else replace(edit, effect="other parameters")

    def _are_named_alike(self) -> bool:
        """Whether both take parameters of the same names."""
        ours, theirs = (
            {name for name, _ in form.parameters} for form in (self._form, self._copy_form)
        )
        return ours == theirs

    def _renamed(self, i: int) -> tuple[str, ...]:
        return self._rename(self._original[i].plain)

    def _rename(self, tokens: Iterable[str]) -> tuple[str, ...]:
        names = self._aligned.variables
        return tuple(names.get(t, t) if is_variable(t) else t for t in tokens)


def sentences(edits: Sequence[Edit], most: int = _LISTED) -> tuple[str, ...]:
    """The differences in words, each once and not too many; those first that matter most.

    Where a name is imported that both use is none to speak of; that a statement was edited and
    stands elsewhere is one.
    """
    moved = {_lines(edit) for edit in edits if edit.kind == "moved"}
    both = moved & {_lines(edit) for edit in edits if edit.kind == "edited"}
    spoken = [
        edit for edit in edits
        if edit.why != "import" and not (edit.kind == "moved" and _lines(edit) in both)
    ]  # fmt: skip
    ranked = sorted(spoken, key=lambda e: (not e.decides, is_harmless(e) and _lines(e) not in both))
    told = Counter(_sentence(e) + (", elsewhere" if _lines(e) in both else "") for e in ranked)
    shown = [f"{said}, {times} times" if times > 1 else said for said, times in told.items()]
    rest = sum(list(told.values())[most:])
    return (*shown[:most], f"and {rest} more") if rest else tuple(shown)


def _lines(edit: Edit) -> tuple[int, int]:
    return edit.line, edit.canonical_line


def _sentence(edit: Edit) -> str:
    match edit.kind:
        case "missing":
            return f"lacks `{edit.canonical_code}`"
        case "added":
            return f"adds `{edit.code}`"
        case "moved":
            return f"`{edit.code}` stands elsewhere"
        case _:
            return _changed(edit)


def _changed(edit: Edit) -> str:
    if not edit.code:
        return f"does not take `{edit.canonical_code}`"
    if not edit.canonical_code:
        return f"also takes `{edit.code}`"
    if edit.code == edit.canonical_code:
        if edit.code.startswith("if "):  # one of them is an `elif`
            return f"`{edit.code}` is asked under another condition"
        return f"`{edit.code}` reads the same and means something else"
    return f"`{edit.code}` instead of `{edit.canonical_code}` ({edit.effect})"


def is_harmless(edit: Edit) -> bool:
    """Whether a difference leaves what happens as it is."""
    return not edit.changes


def is_substitution(edit: Edit) -> bool:
    """Whether one word stands for another and all else stays: a sibling more than a copy."""
    return edit.kind == "edited" and edit.why not in ("expression", "message", "parameter")


def _enclosing(statements: Sequence[Said]) -> list[list[int]]:
    """For each statement the positions of the headers around it, the outermost first."""
    found: list[list[int]] = []
    stack: list[int] = []
    for position, said in enumerate(statements[1:], start=1):
        while stack and statements[stack[-1]].depth >= said.depth:
            stack.pop()
        found.append(list(stack))
        stack.append(position)
    return [[], *found]


def _weight(said: Said) -> str:
    """What a statement that only one of them has does: decides, tells, or works."""
    kind = said.plain[0] if said.plain else ""
    if is_told(said):
        return "log"
    return "guard" if kind in _BRANCHES else "statement"


def _tells_alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether both hand one logger a message: ``f"{error}"``, or ``"%s", error``."""
    if LOG not in ours or LOG not in theirs or ours[:1] != ("Expr",) or len(ours) == len(theirs):
        return False
    return ours[: ours.index(LOG)] == theirs[: theirs.index(LOG)]


def _reads_alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether the words of all texts are the same: ``"PASS: all sent"``, ``"  PASS: all sent"``."""
    return len(ours) == len(theirs) and all(
        a == b or (is_text(a) and is_text(b) and "" != _prose(a) == _prose(b))
        for a, b in zip(ours, theirs, strict=True)
    )


def _prose(text: str) -> str:
    """The words of a text for people, of which there are several; "" for any other."""
    words = _WORD.findall(text)
    return " ".join(words) if len(words) >= _SEVERAL else ""


def _is_given(one: NormalForm, other: NormalForm, said: Said) -> bool:
    """Whether a statement asks for a parameter of its function that the other does not know."""
    names = {name.lstrip("*") for name, _ in one.parameters} - set(other.names)
    read = {one.names[int(token[1:])] for token in said.plain if is_variable(token)}
    return not names.isdisjoint(read)


def _why(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """What kind of word is another one; "expression" when more than words changed."""
    kinds: set[str] = set()
    for kind, i, i_end, j, j_end in SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        gone, come = ours[i:i_end], theirs[j:j_end]
        if len(gone) == len(come):
            kinds |= {_kind(a, b) for a, b in zip(gone, come, strict=True)}
        elif SIGNS.issuperset((*gone, *come)):
            kinds.add("operator")
        else:
            return "expression"
    order = (
        "comparison",
        "condition",
        "operator",
        "number",
        "constant",
        "name",
        "variable",
        "text",
    )
    return next((name for name in order if name in kinds), "expression")


def _kind(gone: str, come: str) -> str:
    return next((name for name, fits in _KINDS if fits(gone) and fits(come)), "name")


_KINDS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("comparison", COMPARISONS.__contains__),
    ("condition", LOGIC.__contains__),
    ("operator", OPERATOR.fullmatch),
    ("number", NUMBER.match),
    ("text", is_text),
    ("constant", lambda token: token in _CONSTANTS or NUMBER.match(token) or is_text(token)),
    ("variable", is_variable),
)


def _defaults(tokens: Iterable[str]) -> tuple[str, ...]:
    """What a header says besides names; ``1`` and ``1.0`` are one number."""
    return tuple(t.removesuffix(".0") for t in tokens if not is_variable(t))
