"""What `.gitignore` and `exclude` say of a file, cheaply.

pathspec knows the language in all its corners, and costs more to load than a whole unchanged run.
Nearly all patterns that people write are names, `*`, `**` and folders: those are tested here, and
pathspec is loaded for escapes and ranges. No pattern can take long, whatever the name: a `*` is
never tried twice, and folders are matched without going back.
"""

import re
from collections.abc import Callable, Iterable, Sequence

Test = Callable[[str, str, bool], bool]
"""Of an entry: its name, its path below the folder of the patterns, whether it is a folder."""

_ORDINARY = r"(?:[^\\*?\[\]]|\?|\*|\[\w+\])+"
_PARTS = r"\*+|\?|\[\w+\]|[^*?\[]+"
_MAGIC = re.compile(r"[\\*?\[\]]")
_WORDS = {"?": "."}
_MOST_STARS = 3


class Patterns:
    """The patterns of one file or setting; the last one that fits an entry decides."""

    def __init__(self, lines: Iterable[str], above: str = "", below: int = 0) -> None:
        """``above`` precedes each path, and ``below`` characters are cut from its beginning.

        So the patterns of a folder meet paths that start there, whatever the root of the walk.
        """
        self._above = above
        self._below = below
        self._names: set[str] = set()
        self._suffixes: tuple[str, ...] = ()
        self._others: list[Test] = []
        self._rules: list[tuple[bool, Test]] = []
        for line in lines:
            self._add(line)

    def __bool__(self) -> bool:
        return bool(self._rules)

    def verdict(self, name: str, path: str, *, folder: bool) -> bool | None:
        """True: left out; False: kept by a negated pattern; None: they do not speak of it."""
        path = self._above + path[self._below :]
        # Most entries fit nothing, which three cheap questions tell.
        if (
            name not in self._names
            and not name.endswith(self._suffixes)
            and not any(test(name, path, folder) for test in self._others)
        ):
            return None
        for verdict, test in reversed(self._rules):
            if test(name, path, folder):
                return verdict
        return None

    def _add(self, line: str) -> None:
        line = _trimmed(line)
        if not line or line.startswith("#"):
            return
        negated = line.startswith("!")
        pattern = line.removeprefix("!")
        body = pattern.rstrip("/")
        if not body:
            return
        if body.startswith("**/") and "/" not in body[3:]:
            body = body[3:]
        anywhere = "/" not in body
        if anywhere and not _MAGIC.search(body):
            self._names.add(body)
            test = _name_test(body)
        elif anywhere and body[0] == "*" and not _MAGIC.search(body[1:]):
            self._suffixes += (body[1:],)
            test = _suffix_test(body[1:])
        else:
            test = _segment_test(body) if anywhere else _path_test(body)
            self._others.append(test)
        if pattern.endswith("/"):
            test = _folder_test(test)
        self._rules.append((not negated, test))


def is_ignored(chain: Sequence[Patterns], name: str, path: str, *, folder: bool) -> bool:
    """What several patterns say together; those that come later in the chain go first."""
    for patterns in reversed(chain):
        verdict = patterns.verdict(name, path, folder=folder)
        if verdict is not None:
            return verdict
    return False


def selector(globs: Iterable[str]) -> Callable[[str], bool]:
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


def _trimmed(line: str) -> str:
    """Without the line end and trailing blanks, which count only behind a backslash."""
    line = line.rstrip("\r\n")
    while line.endswith((" ", "\t")) and not line.endswith(("\\ ", "\\\t")):
        line = line[:-1]
    return line


def _name_test(wanted: str) -> Test:
    return lambda name, _path, _folder: name == wanted


def _suffix_test(suffix: str) -> Test:
    return lambda name, _path, _folder: name.endswith(suffix)


def _segment_test(body: str) -> Test:
    fits = _segment(body)
    return lambda name, _path, _folder: fits(name)


def _folder_test(test: Test) -> Test:
    return lambda name, path, folder: folder and test(name, path, folder)


def _path_test(body: str) -> Test:
    """A pattern with a slash in it: it starts where the patterns lie."""
    body = body.removeprefix("/")
    if not _MAGIC.search(body):
        return lambda _name, path, _folder: path == body
    segments = [None if part == "**" else _segment(part) for part in body.split("/")]
    return lambda _name, path, _folder: _fit(path.split("/"), segments)


def _fit(names: list[str], segments: list[Callable[[str], bool] | None]) -> bool:
    """Whether names fit segments one by one, where None stands for any number of names.

    A last None needs a name: `folder/**` is what lies in the folder, not the folder itself.
    """
    if segments[-1] is None:
        segments = [*segments, lambda _name: True]
    reached = {0}  # positions in `segments` that the names so far can have come to
    for name in names:
        reached = _skipped(reached, segments)
        reached = {
            position + (segments[position] is not None)
            for position in reached
            if position < len(segments) and ((fits := segments[position]) is None or fits(name))
        }
    return len(segments) in reached


def _skipped(reached: set[int], segments: list[Callable[[str], bool] | None]) -> set[int]:
    """With the positions behind each None, which may stand for no name at all."""
    found = set(reached)
    for position in sorted(reached):
        following = position
        while following < len(segments) and segments[following] is None:
            following += 1
            found.add(following)
    return found


def _segment(part: str) -> Callable[[str], bool]:
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


def _pathspec_segment(part: str) -> Callable[[str], bool]:
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
