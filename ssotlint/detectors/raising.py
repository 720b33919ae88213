"""Where a method could stand that several classes say: in what they have above them."""

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
    if base:
        is_theirs = view.users(base) <= _SPREAD * places
        return (
            f"their common base {base} or a class between"
            if is_theirs and search.can_hold(copy, base)
            else f"a class between theirs and {base}"
        )
    distant = "" if way.hindrance or way.homeless else search.distant_base(owner, copy)
    return f"a class between theirs and {distant}" if distant else ""
