"""The JSON report as types: the one home of its names, order and meaning.

The encoder, the reader and the published schema are made from these classes; the order of the
fields is the order of the keys. Objects may gain keys at their end; none changes its meaning
within one ``schema`` number.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from ssotlint.model.severity import Severity
from ssotlint.model.source import Role

SCHEMA: Literal[1] = 1

Line = Annotated[int, Meta(ge=1, description="Counted from 1.")]
Column = Annotated[int, Meta(ge=1, description="Counted from 1, in code points.")]
Count = Annotated[int, Meta(ge=0)]
Path = Annotated[str, Meta(description="Relative to the project root, with forward slashes.")]
# Values of JSON; each family of rules has its own names (`ssotlint explain` lists them).
Facts = Annotated[dict[str, Any], Meta(description="What was seen and proved.")]


class ToolObject(Struct, frozen=True):
    """What made the report."""

    name: Literal["ssotlint"]
    version: str


class OmittedObject(Struct, frozen=True):
    """A file or folder that was not read, and why."""

    path: Path
    why: str


class ScopeObject(Struct, frozen=True):
    """What was read so that names resolve."""

    roots: list[str]
    read: Count
    lines: Count
    skipped: list[OmittedObject]


class SummaryObject(Struct, frozen=True):
    """The files in which findings were sought, and how many findings there are."""

    files: Count
    lines: Count
    findings: Count
    suppressed: Count
    baselined: Count
    by_rule: dict[str, Count]


class RuleObject(Struct, frozen=True):
    """A rule that the findings or groups name."""

    family: str
    summary: str
    help: str
    severity: Severity


class GroupOwnerObject(Struct, frozen=True):
    """The member that should own the fact, and the reason."""

    symbol: str
    path: Path
    line: Line
    why: str


class MemberObject(Struct, frozen=True):
    """One place of a group; ``unused`` promises that nothing anywhere refers to it."""

    path: Path
    line: Line
    end_line: Line
    symbol: str
    importers: Count
    drifted: bool
    note: str = ""
    unused: bool = False


class GroupObject(Struct, frozen=True):
    """Places that belong together, whole; ``canonical`` is null where there is no reason for one."""

    rule: str
    title: str
    canonical: GroupOwnerObject | None
    members: list[MemberObject]


class OwnerObject(Struct, frozen=True):
    """The canonical member, seen from a finding."""

    symbol: str
    path: Path
    line: Line


class RelatedObject(Struct, frozen=True):
    """Another place of the finding's group."""

    path: Path
    line: Line
    end_line: Line
    symbol: str
    message: str


class ImpactObject(Struct, frozen=True):
    """What the finding costs."""

    importers: Count
    copies: Count
    drifted: bool


class FindingObject(Struct, frozen=True):
    """A rule broken at a place; ``related`` holds the canonical first and at most 20 others."""

    rule: str
    family: str
    also: list[str]
    severity: Severity
    message: str
    path: Path
    line: Line
    column: Column
    end_line: Line
    end_column: Annotated[int, Meta(ge=1, description="Exclusive.")]
    symbol: str
    role: Role
    domain: str
    group: str | None
    canonical: OwnerObject | None
    related: Annotated[list[RelatedObject], Meta(max_length=21)]
    impact: ImpactObject
    evidence: Facts
    fingerprint: str
    remedy: str = ""


class ErrorObject(Struct, frozen=True):
    """A fault of ssotlint itself that the run survived."""

    where: str
    what: str
    trace: str


class Document(Struct, frozen=True):
    """The report of one run; nothing in it depends on the machine or the time."""

    schema: Literal[1]
    tool: ToolObject
    scope: ScopeObject
    summary: SummaryObject
    rules: dict[str, RuleObject]
    groups: dict[str, GroupObject]
    findings: list[FindingObject]
    errors: list[ErrorObject]
    excerpts: Annotated[
        dict[str, dict[str, str]],
        Meta(description="Text of the reported lines: path, then line number."),
    ] = field(default_factory=dict)
