"""Which variables of the environment have another default here than there?

Two defaults differ when a program that reads them would: `"8000"` is `8000`, and `"true"` is `1`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from ssotlint.detectors.domains import Borders
from ssotlint.detectors.view import View
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Definition, Setting, Surface
from ssotlint.model.options import Allowing

# The system sets these, and what stands in for one is each program's own matter:
# "Environment Variables" of POSIX (IEEE Std 1003.1-2017, chapter 8).
_SYSTEM = frozenset(
    ("COLUMNS", "EDITOR", "HOME", "HOSTNAME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LINES",
     "LOGNAME", "PAGER", "PATH", "PWD", "SHELL", "TEMP", "TERM", "TMP", "TMPDIR", "TZ", "USER",
     "USERNAME", "VISUAL")
)  # fmt: skip

# Such a text tells people that the variable is not set; the program has no default.
_ABSENT = frozenset(
    ("", "empty", "missing", "na", "none", "notavailable", "notfound", "notset", "null",
     "undefined", "unknown", "unset")
)  # fmt: skip
_SWITCH = {"true": 1.0, "yes": 1.0, "on": 1.0, "false": 0.0, "no": 0.0, "off": 0.0}


class DefaultsEvidence(Evidence, frozen=True, kw_only=True):
    """A variable and its default here; ``others`` are the other ones, and where they are said.

    ``kept`` is the one that would stay: what most reads say, else the first of them.
    """

    variable: str = ""
    default: str = ""
    others: tuple[str, ...] = ()
    kept: str = ""


EVIDENCE = DefaultsEvidence
OPTIONS = Allowing


class _Read(NamedTuple):
    module: Module
    setting: Setting
    means: str

    @property
    def owner(self) -> Definition | None:
        """The definition that the read stands in; None at module level."""
        owner = self.setting.owner
        return self.module.definition(owner) if owner >= 0 else None


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a variable and domain in which its defaults differ."""
    borders = Borders(view)
    found: dict[tuple[str, str], list[_Read]] = defaultdict(list)
    for module in view.written(_settings):
        for setting in module.picked(_settings):
            means = meaning(setting.default)
            if means and setting.variable not in _SYSTEM:
                found[borders.of(module), setting.variable].append(_Read(module, setting, means))
    for (domain, variable), reads in sorted(found.items()):
        if domain and variable not in options.allow and len({read.means for read in reads}) > 1:
            yield _case(variable, reads)


def _settings(surface: Surface) -> tuple[Setting, ...]:
    return surface.settings


def meaning(default: str) -> str:
    """What a program takes a default for; "" when it says that there is none."""
    text = default.strip().casefold()
    if re.sub(r"[^a-z0-9]", "", text) in _ABSENT:
        return ""
    if text in _SWITCH:
        return str(_SWITCH[text])
    with suppress(ValueError):
        return str(float(text))
    return text.rstrip("/")


def _case(variable: str, reads: list[_Read]) -> Case:
    return Case(
        detector="defaults", subject=variable, title=f"the default of {variable}",
        members=tuple(map(_member, reads)),
    )  # fmt: skip


def _member(read: _Read) -> Member:
    owner, module = read.owner, read.module
    return Member(
        place=module.place(read.setting.span),
        symbol=module.around(read.setting.owner),
        extent=module.place(read.setting.span) if owner is None else module.extent(owner),
        target=read.setting.variable,
        evidence=DefaultsEvidence(variable=read.setting.variable, default=read.setting.default),
    )
