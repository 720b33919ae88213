"""Findings that a project has accepted for now, told without lines and without an order."""

from ssotlint.model.value import Value


class KnownMember(Value, frozen=True, order=True):
    """A place of an accepted group.

    ``body`` is a digest of what stands there, "" where nothing can be compared. ``rule`` is the
    one that it breaks, "" for the canonical member, which breaks none. ``difference`` is that of
    the member of a case.
    """

    symbol: str
    target: str
    rule: str
    body: str
    path: str
    difference: str = ""


class Entry(Value, frozen=True, order=True):
    """An accepted group, whole; ``reason`` is what somebody wrote down about it.

    ``line`` is where it stands in the file of the baseline, 0 for one that is in no file.
    """

    members: tuple[KnownMember, ...]
    reason: str = ""
    line: int = 0

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that its members break."""
        return tuple(sorted({member.rule for member in self.members if member.rule}))


class Stale(Value, frozen=True):
    """A member of an entry that was looked for and is not there any more.

    ``file`` is the file of the baseline, relative to the project root.
    """

    file: str
    entry: Entry
    member: KnownMember
