"""Suspects on their way from a detector to a judge."""

from dataclasses import dataclass, field

from ssotlint.model.evidence import Evidence
from ssotlint.model.late import Late
from ssotlint.model.place import NOWHERE, Place

_ITSELF = Place("", NOWHERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Late):
    """One place of a case: a copy, a definition, an import statement, a call.

    ``extent`` is what is shown and judged (a whole definition), ``place`` what is reported (its
    header line). ``suspect`` members carry a finding once confirmed; the others are context
    (the canonical member, the definition that a call reaches). ``target`` joins the symbol in
    the fingerprint where one symbol can break a rule in several ways (imports, calls).
    ``verdict`` is set by the judge and selects the rule among those that share a detector;
    ``difference`` is a digest of what a copy does otherwise than the canonical member, "" for
    nothing: a baseline that accepted one of them does not know another. How many
    ``importers`` there are is found out behind the detector where that says whose are ``counted``.
    """

    place: Place
    symbol: str
    extent: Place = _ITSELF  # the place, where that is all there is to show
    evidence: Evidence
    suspect: bool = True
    target: str = ""
    verdict: str = ""
    importers: int = 0
    drifted: bool = False
    difference: str = ""
    note: str = ""  # one clause for people: what this place is in the case
    files: tuple[str, ...] = ()  # the paths of files that it stands for as a whole
    counted: str = ""  # see ``detectors.counts``

    def __post_init__(self) -> None:
        if self.extent is _ITSELF:
            object.__setattr__(self, "extent", self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Places that belong together, in the order in which they are shown.

    ``canonical`` is the position of the member that should own the fact (None: no reason to
    choose), ``why`` the reason in words. ``subject`` is the symbol or concept that the case is
    about; cases of rules that yield to each other fold when they share a place and the subject.
    """

    detector: str
    subject: str
    title: str
    members: tuple[Member, ...]
    canonical: int | None = None
    why: str = ""
    key: bytes = field(default=b"", init=False, compare=False, repr=False)  # names what it says

    @property
    def owner(self) -> Member | None:
        """The member that should own the fact; None where there is no reason to choose."""
        return None if self.canonical is None else self.members[self.canonical]
