"""What a run is asked for, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ssotlint.model.severity import Severity
from ssotlint.model.source import Role
from ssotlint.model.value import Value, field
from ssotlint.report import TextOptions

if TYPE_CHECKING:
    from ssotlint.model.report import Fault
    from ssotlint.report.page import Text

Progress = Callable[[str], None]


class Request(Value, frozen=True, kw_only=True):
    """What a run is asked for; empty means what the configuration says.

    ``formats`` name the texts that are wanted of the report: the first for the screen, with
    ``options``, the others for files, without colour. ``baseline`` is another file than the
    project's own; ``stale`` tells whether what it accepts in vain is reported. ``diff`` is a
    revision: what the project says beyond it is reported. ``staged`` looks at the index instead of
    the working tree. ``cross_domain`` asks for twins in other domains too. Nothing folds into
    findings of the rules in ``absorb_nothing``. With ``focus`` the ``paths`` narrow the report and
    not the knowledge. ``ends`` tells that the process ends when the run does.
    """

    paths: tuple[Path, ...] = ()
    root: Path | None = None
    config: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset()
    formats: tuple[str, ...] = ()
    options: TextOptions = field(default_factory=TextOptions)
    jobs: int = 0
    cache: Path | None = None
    baseline: Path | None = None
    use_baseline: bool = True
    stale: bool = True
    diff: str = ""
    staged: bool = False
    cross_domain: bool = False
    focus: bool = False
    absorb_nothing: frozenset[str] = frozenset()
    use_cache: bool = True
    ends: bool = False
    progress: Progress = field(default=lambda _stage: None)


class Outcome(Value, frozen=True):
    """What a caller needs to show a report and to end well."""

    told: tuple[Text, ...]  # one a format that was asked for
    findings: dict[Severity, int]
    summary: str  # what was found and what was looked at, in a sentence
    fail_level: str
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def texts(self) -> tuple[bytes, ...]:
        """What is told, each text whole."""
        return tuple(map(bytes, self.told))
