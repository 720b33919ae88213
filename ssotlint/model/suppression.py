"""An exception that stands in the code."""

from ssotlint.model.place import Place
from ssotlint.model.value import Value


class Suppression(Value, frozen=True, kw_only=True):
    """A comment that makes an exception, and what became of it in a run.

    ``names`` are those of rules and families. Of them ``unknown`` name nothing, with the nearest
    name that there is ("" for none), and ``unused`` silence nothing. ``problem`` says why the
    whole comment is no exception, "" when it is one.
    """

    place: Place
    names: tuple[str, ...]
    reason: str
    problem: str = ""
    unknown: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()
