"""Does the file hold newer Python than the one that runs us?

LibCST's grammar is that of the newest Python, whatever Python runs it: what it can read and the
running Python cannot is no broken file, unless it is the inside of a literal that is wrong.
"""

from typing import cast

import libcst as cst

from ssotlint.detectors.unparsable import UnparsableEvidence
from ssotlint.facts.newer import SEVERAL, keeps
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.model.case import Case
from ssotlint.model.errors import ExcerptError
from ssotlint.model.facts import TOO_DEEP
from ssotlint.model.options import Options
from ssotlint.model.place import Place
from ssotlint.model.value import replace
from ssotlint.syntax.nesting import is_shallow
from ssotlint.syntax.tree import every

# Characters: to read more a second time takes too long, and what does not parse stays an error.
_LONGEST = 200_000
# LibCST does not look into literals, and passes over a byte order mark: what is wrong there is wrong
# in every Python. "(unicode error)" and "(value error)" are said of an escape.
_EVER = ("(", "bytes can only contain", "Exceeds the limit", "invalid non-printable character")
# What the parser of an older Python says -> the first Python 3 that knows the syntax.
_NEWER = (
    ("f-string", 12),  # PEP 701: any expression in an f-string
    (SEVERAL, 14),  # PEP 758
)


def judge(case: Case, excerpts: Excerpts, _options: Options) -> Case | None:
    """The case, that of a file which a newer Python would read lowered to a warning that says so.

    Where the project promises to run on an older Python than that the file is broken there; else
    nothing is wrong with one that was read all the same.
    """
    member = case.members[0]
    evidence = cast("UnparsableEvidence", member.evidence)
    told = evidence.large or evidence.reason == TOO_DEEP or evidence.reason.startswith(_EVER)
    told = told or _is_old(member.place, excerpts)
    tree = None if told else _read(member.place.path, excerpts)
    if tree is None:
        return case
    version = _version(tree, evidence.reason)
    too_new = 0 < evidence.oldest < version
    if evidence.read and not too_new:
        return None
    proved = replace(
        evidence, broken=False, newer=True, proof="judges.unparsable",
        needs=f"Python 3.{version} or newer" if version else "a newer Python",
        promised=f"3.{evidence.oldest}" if too_new else "", as_promised=not too_new,
        unread=not evidence.read,
    )  # fmt: skip
    return replace(case, members=(replace(member, evidence=proved),))


@where_illegible(False)
def _is_old(place: Place, excerpts: Excerpts) -> bool:
    lines = excerpts.lines(place.path)[place.line - 1 : place.line]
    return any(map(keeps, lines))


def _version(tree: cst.Module, reason: str) -> int:
    """The second part of the Python 3 that a file is written for, as far as its syntax tells; 0."""
    known = [version for words, version in _NEWER if words in reason.lower()]
    return known[0] if known else _generic(tree)


def _generic(tree: cst.Module) -> int:
    """The Python that knows the type parameters in a file, 0 where there are none: PEP 695, 696."""
    found = [n for n in every(tree) if isinstance(n, cst.TypeAlias | cst.TypeParameters)]
    if not found:
        return 0
    defaults = any(
        isinstance(n, cst.TypeParam) and n.default is not None for one in found for n in every(one)
    )
    return 13 if defaults else 12


def _read(path: str, excerpts: Excerpts) -> cst.Module | None:
    try:
        text = excerpts.whole(path)
    except ExcerptError:
        return None
    if len(text) > _LONGEST or not is_shallow(text):
        return None
    try:
        return cst.parse_module(text)
    except Exception:  # noqa: BLE001 - the native parser's failures have no one type
        return None
