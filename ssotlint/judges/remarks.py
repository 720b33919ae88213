"""What comments beside a piece of code say; exceptions made for us are no remark on the code."""

import re
from collections.abc import Iterator

from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.errors import ExcerptError
from ssotlint.model.place import Place

# The reason may hold `#12`: what ends ours is another comment, ` # …`.
_OURS = re.compile(r"#\s*ssotlint:.*?(?=\s#\s|$)")


def remark_in(line: str) -> str:
    """The comment on a line, with its mark; "" where there is none."""
    _, mark, said = _OURS.sub("", line).partition("#")
    return f"{mark}{said}"


def remarks_on(place: Place, excerpts: Excerpts) -> Iterator[str]:
    """The comments on the lines of a place, and those of the lines of comment right above it."""
    try:
        lines = (*excerpts.above(place), *excerpts.text(place).split("\n"))
    except ExcerptError:
        return
    yield from filter(None, map(remark_in, lines))
