"""Which statement of a copy stands for which of the original."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

import libcst as cst

from ssotlint.detectors.likeness import token_share
from ssotlint.judges.saying import VARIABLE, Said, block, is_variable
from ssotlint.model.value import Value

# Below half of its tokens a statement is not an edited one but another one.
_EDITED = 0.5
# In the same place, between statements that stayed, less will do.
_REWRITTEN = 0.4
# What stands under such a header in the same place happens under another condition.
_HEADERS = frozenset((kind,) for kind in ("If", "While", "For", "With", "ExceptHandler"))
# So does what is handed out in the same place, whatever that is.
_WHOLE = _HEADERS | {("Return",)}
_FORM = frozenset((VARIABLE, ")", ":", "None", "elif"))


class Alignment(Value, frozen=True):
    """Positions of statements, the header being 0 in both.

    ``same`` are pairs that read alike but for variables, ``moved`` those of them that stand in
    another order, ``edited`` pairs that changed; ``missing`` stands in the original alone,
    ``added`` in the copy alone. ``variables`` is the variable of the copy for one of the original.
    """

    same: tuple[tuple[int, int], ...]
    moved: tuple[tuple[int, int], ...]
    edited: tuple[tuple[int, int], ...]
    missing: tuple[int, ...]
    added: tuple[int, ...]
    variables: dict[str, str]


def align(
    original: Sequence[Said], copy: Sequence[Said], namesakes: Mapping[str, str]
) -> Alignment:
    """Align all statements but the headers; ``namesakes`` are variables known to correspond."""
    ours, theirs = [s.blind for s in original], [s.blind for s in copy]
    same: list[tuple[int, int]] = []
    missing: list[int] = []
    added: list[int] = []
    alone: list[tuple[int, int]] = []
    beside: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, ours[1:], theirs[1:], autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            same += zip(range(i + 1, i_end + 1), range(j + 1, j_end + 1), strict=True)
        else:
            missing += range(i + 1, i_end + 1)
            added += range(j + 1, j_end + 1)
            if i_end - i == j_end - j == 1:
                alone.append((i + 1, j + 1))
            elif i_end - i == j_end - j:
                beside += zip(range(i + 1, i_end + 1), range(j + 1, j_end + 1), strict=True)
    moved = _equal(missing, added, ours, theirs)
    whole = [(i, j) for i, j in alone if ours[i][:1] in _WHOLE]
    edited = _rewritten(whole, 0, missing, added, ours, theirs)
    edited += _rewritten(alone, _REWRITTEN, missing, added, ours, theirs)
    edited += _similar(missing, added, ours, theirs)
    edited += _rewritten(beside, _REWRITTEN, missing, added, ours, theirs)
    edited += _around([*same, *moved, *edited], missing, added, original, copy)
    pairs = [*same, *moved, *edited]
    return Alignment(
        tuple(same), tuple(moved), tuple(sorted(edited)), tuple(missing), tuple(added),
        _variables(pairs, original, copy, namesakes),
    )  # fmt: skip


def _equal(missing: list[int], added: list[int], ours: list[tuple[str, ...]],
           theirs: list[tuple[str, ...]]) -> list[tuple[int, int]]:  # fmt: skip
    """Take out of both lists what merely stands elsewhere."""
    found: list[tuple[int, int]] = []
    for i in list(missing):
        j = next((j for j in added if theirs[j] == ours[i]), None)
        if j is not None:
            found.append((i, j))
            missing.remove(i)
            added.remove(j)
    return found


def _similar(missing: list[int], added: list[int], ours: list[tuple[str, ...]],
             theirs: list[tuple[str, ...]]) -> list[tuple[int, int]]:  # fmt: skip
    """Take out of both lists what is an edited form of the other, the best pairs first."""
    shares = sorted(
        (-share, abs(i - j), i, j)
        for i in missing
        for j in added
        if ours[i][:1] == theirs[j][:1]
        and _speak_alike(ours[i], theirs[j])
        and (share := token_share(ours[i], theirs[j], _EDITED))
    )
    found: list[tuple[int, int]] = []
    for _, _, i, j in shares:
        if i in missing and j in added:
            found.append((i, j))
            missing.remove(i)
            added.remove(j)
    return found


def _rewritten(beside: list[tuple[int, int]], least: float, missing: list[int], added: list[int],
               ours: list[tuple[str, ...]], theirs: list[tuple[str, ...]]) -> list[tuple[int, int]]:  # fmt: skip
    """Take out of both lists statements of one kind in the same place that say it otherwise."""
    found = [
        (i, j) for i, j in beside
        if i in missing and j in added and ours[i][:1] == theirs[j][:1]
        and token_share(ours[i], theirs[j], least)
    ]  # fmt: skip
    for i, j in found:
        missing.remove(i)
        added.remove(j)
    return found


def _speak_alike(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two statements have a name, a text or a number in common, and not their form alone."""
    return any(t not in _FORM and not hasattr(cst, t) for t in {*ours[1:]}.intersection(theirs[1:]))


def _around(pairs: Sequence[tuple[int, int]], missing: list[int], added: list[int],
            original: Sequence[Said], copy: Sequence[Said]) -> list[tuple[int, int]]:  # fmt: skip
    """Take out of both lists headers of one kind around what both say: another condition for it."""
    found: list[tuple[int, int]] = []
    for i in list(missing):
        inside = set(block(original, i))
        within = {b for a, b in pairs if a in inside}
        j = next(
            (
                j for j in added
                if _is_one_kind(original[i], copy[j]) and within.intersection(block(copy, j))
            ),
            None,
        )  # fmt: skip
        if j is not None:
            found.append((i, j))
            missing.remove(i)
            added.remove(j)
    return found


def _is_one_kind(first: Said, second: Said) -> bool:
    """Whether two headers say when what is under them happens, or do it in the same way."""
    kinds = {*first.plain[:1], *second.plain[:1]}
    return len(kinds) == 1 or kinds == {"If", "Else"}


def _variables(pairs: Iterable[tuple[int, int]], original: Sequence[Said],
               copy: Sequence[Said], namesakes: Mapping[str, str]) -> dict[str, str]:  # fmt: skip
    """For each variable the one that stands in its place most often, no two for the same."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for i, j in pairs:
        ours, theirs = original[i].plain, copy[j].plain
        if len(ours) == len(theirs):
            for mine, other in zip(ours, theirs, strict=True):
                if is_variable(mine) and is_variable(other):
                    votes[mine][other] += 1
    ranked = sorted(
        (-count, mine, other) for mine, held in votes.items() for other, count in held.items()
    )
    found = dict(namesakes)
    for _, mine, other in ranked:
        if mine not in found and other not in found.values():
            found[mine] = other
    return found
