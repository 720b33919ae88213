"""Which files cannot be read?"""

import re
from collections.abc import Iterator

from ssotlint.detectors.view import View
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.options import Options
from ssotlint.model.place import NOWHERE, Place, Span
from ssotlint.model.source import Role


class UnparsableEvidence(Evidence, frozen=True, kw_only=True):
    """Where the parser stopped, and why; ``needs`` says which Python reads a file that is ``newer``.

    Some of that is ``read`` all the same; of what is ``unread`` nothing is checked.
    ``oldest`` is the second part of the oldest Python 3 on which the project promises to run, 0 for
    none, ``promised`` says so where that cannot read the file, which else is ``as_promised``.
    """

    line: int
    reason: str
    broken: bool = True
    newer: bool = False
    read: bool = False
    unread: bool = False
    large: bool = False
    needs: str = ""
    oldest: int = 0
    promised: str = ""
    as_promised: bool = False


EVIDENCE = UnparsableEvidence
OPTIONS = Options
OF_PYTHON = True
LONG = -1  # it knows at once, and its judge reads whole files
SILENCED_BY = """No comment is read in a file that cannot be parsed. Leave it out in the configuration:

```toml
extend-exclude = ["templates/*.py"]
```"""
_BROKEN = frozenset(("bad", "broken", "corrupt", "invalid", "malformed", "syntaxerror"))
_DATA = frozenset(("corpus", "data", "fixtures", "resources", "samples", "testdata"))
# pytest loads these wherever they lie.
_LOADED = re.compile(r"(?:conftest|test_\w*|\w*_test)\.py$")


def _is_wanted(module: Module, view: View) -> bool:
    """Whether a test has a file to see what becomes of one that is broken, or as data.

    Nothing imports what is data, which may be Python of long ago.
    """
    source = module.source
    if source.role is not Role.TEST:
        return False
    folder, _, name = source.path.lower().rpartition("/")
    around = set(re.split(r"[^a-z]+", folder))
    if not _BROKEN.isdisjoint(around | set(re.split(r"[^a-z]+", name))):
        return True
    is_data = not _DATA.isdisjoint(around) and _LOADED.search(name) is None
    return is_data and not view.graph.importers.is_taken(source.path)


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a file."""
    for module in view.index.each("fault"):
        fault = module.fault or module.newer
        if fault is not None and not _is_wanted(module, view):
            span = Span(fault.line, fault.column, fault.line, fault.column)
            read = module.fault is None
            yield _case(module.path, span, fault.message, read=read, oldest=view.python)
    for skipped in view.skipped:
        if skipped.fault:
            yield _case(skipped.path, NOWHERE, skipped.why, large=skipped.large)


def _case(
    path: str, span: Span, reason: str, *, large: bool = False, read: bool = False, oldest: int = 0
) -> Case:
    place = Place(path, span)
    evidence = UnparsableEvidence(
        proof="parser", line=span.line, reason=reason, broken=not large, large=large,
        read=read, oldest=oldest,
    )  # fmt: skip
    member = Member(place=place, symbol=path, evidence=evidence)
    return Case(detector="unparsable", subject=path, title=path, members=(member,))
