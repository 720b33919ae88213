"""A declared law, as the rulebook reads it from its file."""

from ssotlint.model.severity import Severity
from ssotlint.model.value import Value, field

OptionValue = bool | int | float | str | list[str]


class Option(Value, frozen=True):
    """A user-settable value of a rule; ``type`` is one of bool, int, float, str, list[str]."""

    name: str
    type: str
    default: OptionValue
    help: str

    @property
    def field(self) -> str:
        """The option's name in the detector's options: rule files write hyphens."""
        return self.name.replace("-", "_")


class Example(Value, frozen=True):
    """A small world that must be reported (``bad``) or must not (good); path to text."""

    title: str
    files: dict[str, str]
    bad: bool


class Lowering(Value, frozen=True):
    """The one way down from a rule's severity: a named boolean of the evidence."""

    when: str  # with hyphens, as the rule file says it
    to: Severity
    why: str

    @property
    def field(self) -> str:
        """The boolean's name in the evidence."""
        return self.when.replace("-", "_")


class Rule(Value, frozen=True, kw_only=True):
    """One rule: its words, its question, its examples.

    ``detector`` names a module of ``ssotlint.detectors`` ("patterns" for a rule made of
    ``patterns`` alone); ``verdict`` narrows it to the members that the judge gave that verdict.
    """

    name: str
    family: str
    since: str
    severity: Severity
    detector: str
    summary: str
    rationale: str
    remedy: str
    message: str
    source: str  # the file that declares it, for error messages
    verdict: str = ""
    patterns: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    lower: tuple[Lowering, ...] = ()
    yields_to: tuple[str, ...] = ()
    places: int = 1  # how many places the claim needs: what one place cannot break needs two
    breaking: bool = False  # reports in every role except backup and generated
    default: bool = True  # selected when nothing is said
    examples: tuple[Example, ...] = ()


class RuleSetting(Value, frozen=True):
    """What a project's configuration says of one rule."""

    severity: Severity | None = None
    enabled: bool | None = None
    options: dict[str, OptionValue] = field(default_factory=dict)
