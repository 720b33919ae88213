"""The one result of a run; renderers read nothing else."""

import dataclasses

from ssotlint.model.evidence import Evidence
from ssotlint.model.late import Late
from ssotlint.model.place import Place
from ssotlint.model.severity import Severity
from ssotlint.model.source import Role, Skipped
from ssotlint.model.value import Value, field


class RuleCard(Value, frozen=True):
    """What a report says of a rule."""

    name: str
    family: str
    summary: str
    help: str
    severity: Severity


class Related(Value, frozen=True):
    """Another place of a finding's group."""

    place: Place
    symbol: str
    message: str


class GroupMember(Value, frozen=True):
    """One place of a group.

    ``unused`` is a promise, not the absence of importers: nothing anywhere refers to this member,
    its own module included, so that a report may say that it can be deleted.
    """

    place: Place
    symbol: str
    importers: int
    drifted: bool
    note: str = ""
    unused: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Group(Late):
    """Places that belong together, whole; ``canonical`` is a position in ``members``.

    ``key`` is equal for groups that say the same, whatever their ids; empty where nobody knows.
    """

    id: str
    rule: str
    title: str
    members: tuple[GroupMember, ...]
    canonical: int | None
    why: str
    key: bytes = dataclasses.field(default=b"", compare=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Late):
    """A rule broken at a place.

    ``key`` is equal for findings that say the same but for the id of their group.
    """

    rule: str
    family: str
    severity: Severity
    message: str
    place: Place
    symbol: str
    role: Role
    domain: str
    group: str
    evidence: Evidence
    fingerprint: str
    canonical: Related | None = None
    related: tuple[Related, ...] = ()
    also: tuple[str, ...] = ()
    importers: int = 0
    copies: int = 0
    drifted: bool = False
    remedy: str = ""
    key: bytes = dataclasses.field(default=b"", compare=False)


class Scope(Value, frozen=True):
    """What was looked at.

    ``read`` files of ``lines`` lines were read so that names resolve; findings were sought in
    ``reported`` of them, which hold ``reported_lines``.
    """

    roots: tuple[str, ...]
    read: int
    lines: int
    reported: int
    skipped: tuple[Skipped, ...] = ()
    reported_lines: int = 0


class RuleStatistics(Value, frozen=True):
    """What a rule cost and what became of its suspects."""

    suspects: int
    confirmed: int
    rejected: int
    seconds: float


class Fault(Value, frozen=True):
    """A bug of ours that a run survived: the rule or stage, and the traceback to paste."""

    where: str
    what: str
    trace: str


class Report(Value, frozen=True, kw_only=True):
    """Everything that a run found, complete and ordered by path, line, column and rule.

    ``mixed`` tells that files changed meanwhile, so that it may speak of two states of them.
    """

    version: str
    scope: Scope
    findings: tuple[Finding, ...]
    groups: dict[str, Group]
    rules: dict[str, RuleCard]
    suppressed: int = 0
    baselined: int = 0
    faults: tuple[Fault, ...] = ()
    statistics: dict[str, RuleStatistics] = field(default_factory=dict)
    excerpts: dict[str, dict[int, str]] = field(default_factory=dict)  # path -> line -> text
    seconds: float = 0.0
    mixed: bool = False
