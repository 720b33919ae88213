"""A rule that is right, and a detector that it fits: the tests of this folder spoil them."""

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.options import Options
from ssotlint.model.place import NOWHERE, Place

LOWER = '[[lower]]\nwhen = "only-typing"\nto = "note"\nwhy = "only annotations say so"\n'
TEXT = """\
since = "0.1.0"
severity = "warning"
detector = "sample"
verdict = "real"
summary = "Something is there twice."
rationale = '''
One.
Two.
Three.
'''
message = "{symbol} is there {count:time}"
remedy = "Keep {canonical}."

[options.least-size]
type = "int"
default = 4
help = "How much must be the same."

[options.allow]
type = "list[str]"
default = []
help = "What may be there twice."

[[lower]]
when = "only-typing"
to = "note"
why = "only annotations say so"

[[bad]]
title = "a copy"
"shop/a.py" = '''
x = 1  # <- sample-rule
'''

[[good]]
title = "another thing"
"shop/__init__.py" = ""
"shop/a.py" = '''
x = 2
'''
"""


class SampleEvidence(Evidence, frozen=True, kw_only=True):
    size: int = 0
    share: float = 0.0
    parts: tuple[str, ...] = ()
    only_typing: bool = False


class SampleOptions(Options, frozen=True):
    least_size: int = 1
    allow: tuple[str, ...] = ()
    share: float = 0.5


class PatternEvidence(Evidence, frozen=True, kw_only=True):
    captures: tuple[tuple[str, str], ...] = ()


def write(folder: Path, text: str = TEXT, rule: str = "samples/sample-rule") -> Path:
    """A rule file below ``folder``."""
    path = folder / f"{rule}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def case(*members: Member, canonical: int | None = None) -> Case:
    """A case of the sample detector."""
    return Case(detector="sample", subject="x", title="x", members=members, canonical=canonical)


def member(symbol: str, evidence: Evidence | None = None, importers: int = 0) -> Member:
    """A member in the file that its symbol's module has."""
    path = symbol.rpartition(".")[0].replace(".", "/") + ".py"
    place = Place(path, NOWHERE)
    return Member(
        place=place,
        symbol=symbol,
        evidence=evidence or SampleEvidence(),
        importers=importers,
    )


def install_detector(patch: pytest.MonkeyPatch, name: str, **parts: object) -> None:
    """Make ``ssotlint.detectors.NAME`` importable for one test, and its judge findable."""
    for package in ("detectors", "judges"):
        full = f"ssotlint.{package}.{name}"
        module = ModuleType(full)
        module.__spec__ = ModuleSpec(full, None)
        vars(module).update(parts)
        patch.setitem(sys.modules, full, module)


def install_sample(patch: pytest.MonkeyPatch) -> None:
    """The detector that ``TEXT`` asks."""
    install_detector(
        patch,
        "sample",
        EVIDENCE=SampleEvidence,
        OPTIONS=SampleOptions,
        VERDICTS=("real", "doubtful"),
    )
