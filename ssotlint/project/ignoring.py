"""What `.gitignore` and `exclude` say of a file, cheaply.

pathspec knows the language in all its corners, and costs more to load than a whole unchanged run.
Nearly all patterns that people write are names, `*`, `**` and folders: those are tested here, and
pathspec is loaded for escapes and ranges. No pattern can take long, whatever the name: a `*` is
never tried twice, and folders are matched without going back.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

Fits = Callable[[str], bool]

_ORDINARY = r"(?:[^\\*?\[\]]|\?|\*|\[\w+\])+"
_PARTS = r"\*+|\?|\[\w+\]|[^*?\[]+"
_WORDS = {"?": "."}
_MAGIC = re.compile(r"[\\*?\[\]]")
_MOST_STARS = 3


class _Rule(NamedTuple):
    """One line: a pattern with a slash in ``body`` is anchored, one without fits any name."""

    body: str
    negated: bool
    only_folders: bool
    fits: Fits

    def decides(self, name: str, path: str, *, folder: bool) -> bool:
        if self.only_folders and not folder:
            return False
        return self.fits(path if "/" in self.body else name)


class Patterns:
    """The patterns of one file or setting; the last one that fits an entry decides."""

    def __init__(self, lines: Iterable[str], above: str = "", below: int = 0) -> None:
        """``above`` precedes each path, and ``below`` characters are cut from its beginning.

        So the patterns of a folder meet paths that start there, whatever the root of the walk.
        """
        self._above = above
        self._below = below
        self._rules = [rule for line in lines if (rule := _rule(line))]
        self._may_fit = _Prefilter([rule.body for rule in self._rules])

    def __bool__(self) -> bool:
        return bool(self._rules)

    def verdict(self, name: str, path: str, *, folder: bool) -> bool | None:
        """True: left out; False: kept by a negated pattern; None: they do not speak of it."""
        if self._above or self._below:
            path = self._above + path[self._below :]
        if self._may_fit(name, path):
            for rule in reversed(self._rules):
                if rule.decides(name, path, folder=folder):
                    return not rule.negated
        return None


class _Prefilter:
    """Whether any of many patterns may fit: most entries fit nothing, and that must be cheap.

    May say yes wrongly, never no.
    """

    def __init__(self, bodies: list[str]) -> None:
        names = [body for body in bodies if "/" not in body]
        ordinary = [name for name in names if re.fullmatch(_ORDINARY, name)]
        self._names = frozenset(name for name in names if not _MAGIC.search(name))
        self._suffixes = tuple(name[1:] for name in ordinary if _is_suffix(name))
        shapes = [n for n in ordinary if n not in self._names and not _is_suffix(n)]
        shape = "|".join(f"(?:{_regex(name)})" for name in shapes)
        self._shape = re.compile(shape, re.DOTALL).fullmatch if shapes else None
        # A path fits nothing that is anchored unless it begins or ends with a name from there.
        self._ends = frozenset(map(_plain_end, (body for body in bodies if "/" in body)))
        self._always = "" in self._ends
        self._odd = [_segment(name) for name in names if not re.fullmatch(_ORDINARY, name)]

    def __call__(self, name: str, path: str) -> bool:
        return bool(
            self._always
            or name in self._names
            or name.endswith(self._suffixes)
            or (self._shape is not None and self._shape(name))
            or (self._ends and (name in self._ends or path.partition("/")[0] in self._ends))
            or any(fits(name) for fits in self._odd)
        )


def is_ignored(chain: Sequence[Patterns], name: str, path: str, *, folder: bool) -> bool:
    """What several patterns say together; those that come later in the chain go first."""
    for patterns in reversed(chain):
        verdict = patterns.verdict(name, path, folder=folder)
        if verdict is not None:
            return verdict
    return False


def selector(globs: Iterable[str]) -> Fits:
    """Whether a file, or a folder around it, matches one of the globs (as in `.gitignore`)."""
    patterns = Patterns(globs)

    def selects(path: str) -> bool:
        parts = path.split("/")
        for size in range(1, len(parts)):
            folder = "/".join(parts[:size])
            if patterns.verdict(parts[size - 1], folder, folder=True):
                return True
        return bool(patterns.verdict(parts[-1], path, folder=False))

    return selects if patterns else lambda _path: False


def _rule(line: str) -> _Rule | None:
    """What a line says; None for comments and blanks."""
    line = _trimmed(line)
    if line.startswith("#"):
        return None
    negated = line.startswith("!")
    pattern = line.removeprefix("!")
    body = pattern.rstrip("/")
    if not body:
        return None
    if body.startswith("**/") and "/" not in body[3:]:
        body = body[3:]
    fits = _path(body) if "/" in body else _segment(body)
    return _Rule(body, negated, pattern.endswith("/"), fits)


def _trimmed(line: str) -> str:
    """Without the line end and trailing blanks, which count only behind a backslash."""
    line = line.rstrip("\r\n")
    while line.endswith((" ", "\t")) and not line.endswith(("\\ ", "\\\t")):
        line = line[:-1]
    return line


def _is_suffix(name: str) -> bool:
    return name[0] == "*" and not _MAGIC.search(name[1:])


def _plain_end(body: str) -> str:
    """A name with which every path begins or ends that fits; "" when there is none."""
    parts = body.strip("/").split("/")
    return next((part for part in (parts[-1], parts[0]) if not _MAGIC.search(part)), "")


def _path(body: str) -> Fits:
    """A pattern with a slash in it: it starts where the patterns lie."""
    body = body.removeprefix("/")
    if not _MAGIC.search(body):
        return body.__eq__
    segments = [None if part == "**" else _segment(part) for part in body.split("/")]
    return lambda path: _fit(path.split("/"), segments)


def _fit(names: list[str], segments: list[Fits | None]) -> bool:
    """Whether names fit segments one by one, where None stands for any number of names.

    A last None needs a name: `folder/**` is what lies in the folder, not the folder itself.
    """
    if segments[-1] is None:
        segments = [*segments, lambda _name: True]
    reached = {0}  # positions in `segments` that the names so far can have come to
    for name in names:
        reached = {
            position + (segments[position] is not None)
            for position in _skipped(reached, segments)
            if position < len(segments) and ((fits := segments[position]) is None or fits(name))
        }
    return len(segments) in reached


def _skipped(reached: set[int], segments: list[Fits | None]) -> set[int]:
    """With the positions behind each None, which may stand for no name at all."""
    found = set(reached)
    for position in sorted(reached):
        following = position
        while following < len(segments) and segments[following] is None:
            following += 1
            found.add(following)
    return found


def _segment(part: str) -> Fits:
    """Whether a name fits a pattern without slashes."""
    if not _MAGIC.search(part):
        return part.__eq__
    if not re.fullmatch(_ORDINARY, part):
        return _pathspec_segment(part)
    match = re.compile(_regex(part), re.DOTALL).fullmatch
    return lambda name: match(name) is not None


def _regex(part: str) -> str:
    """A regular expression in which each `*` takes as little as it can, and keeps to it."""
    chunks = [""]
    for piece in re.findall(_PARTS, part):
        if piece[0] == "*":
            chunks.append("")
        else:
            chunks[-1] += _WORDS.get(piece) or (piece if piece[0] == "[" else re.escape(piece))
    if len(chunks) == 1:
        return chunks[0]
    first, *middle, last = chunks
    return first + "".join(f"(?>.*?{chunk})" for chunk in middle if chunk) + ".*" + last


def _pathspec_segment(part: str) -> Fits:
    """As pathspec reads it; a line that it refuses fits nothing, as in git.

    Its expressions go back over each `*`, so one with many of them fits nothing either.
    """
    from pathspec.patterns.gitignore import GitIgnorePatternError
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    try:
        regex = GitIgnoreSpecPattern(f"/{part}").regex
    except GitIgnorePatternError:
        regex = None
    if regex is None or part.count("*") > _MOST_STARS:
        return lambda _name: False
    match = regex.match
    return lambda name: match(name) is not None
