"""Where a method could stand that several classes say: in what they have above them, or beside."""

from ssotlint.detectors.ancestry import BARE
from ssotlint.detectors.clone_search import CloneSearch
from ssotlint.detectors.fragments import Fragment
from ssotlint.detectors.sharing import Way
from ssotlint.detectors.view import View

# A base that so many more files take than say the method serves others too.
_SPREAD = 4


def above(
    owner: Fragment, copy: Fragment, places: int, way: Way, search: CloneSearch, view: View
) -> str:
    """The place in words, "" where the classes have none of the project above them.

    What serves the whole project is no place for what two of its packages need, and what says
    something under the name already, or lacks what the method reads, is none for it: then a class
    between is. ``places`` counts the definitions that say it.
    """
    base = search.common_base(owner, copy)
    if not base:
        distant = "" if way.hindrance or way.homeless else search.distant_base(owner, copy)
        return _below(distant) if distant else ""
    if search.asks_beside(copy, base):
        return "a mixin that stands before the other bases of each"
    is_theirs = view.users(base) <= _SPREAD * places
    if is_theirs and search.can_hold(copy, base):
        return f"their common base {base} or a class between"
    return _below(base)


def _below(base: str) -> str:
    return f"a mixin, or in a class between these classes and {base}"


def beside(owner: Fragment, copy: Fragment) -> str:
    """How a method can be one that classes say which have nothing above them both, in words."""
    classes = [one.owner for one in (owner, copy)]
    if None in classes:
        return "a function that both call"
    bases = {base.rpartition(".")[2] for one in classes if one is not None for base in one.bases}
    kind = "a mixin" if bases - BARE - {""} else "a base class"
    return f"{kind}, or to a function that both call"
