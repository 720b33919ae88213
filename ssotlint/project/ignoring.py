"""What `.gitignore` and `exclude` say of a file, cheaply.

pathspec knows the language in all its corners, and costs more to load than a whole unchanged run.
Nearly all patterns that people write are names, `*` and folders: those are translated here, and
pathspec is loaded for the others.
"""

import re
from collections.abc import Callable, Iterable, Sequence

Test = Callable[[str, str, bool], bool]
"""Of an entry: its name, its path below the folder of the patterns, whether it is a folder."""

_ORDINARY = re.compile(r"(?:\*\*/)?(?:[^\\*?\[\]]|\?|\*(?!\*)|\[\w+\])+(?:/\*\*/?)?")
_PARTS = re.compile(r"\*|\?|\[\w+\]|[^*?\[]+")
_WORDS = {"*": "[^/]*", "?": "[^/]"}


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
        self._rest: list[Test] = []
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
            and not any(test(name, path, folder) for test in self._rest)
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
        pattern = line[1:] if negated else line
        only_folders = pattern.endswith("/")
        body = pattern.rstrip("/")
        if not body:
            return
        if "/" not in body and not re.search(r"[\\*?\[\]]", body):
            self._names.add(body)
            test = _name_test(body, only_folders=only_folders)
        elif body[0] == "*" and not re.search(r"[\\*?\[\]/]", body[1:]):
            self._suffixes += (body[1:],)
            test = _suffix_test(body[1:], only_folders=only_folders)
        else:
            test = _test(pattern)
            self._rest.append(test)
        self._rules.append((not negated, test))


def is_ignored(chain: Sequence[Patterns], name: str, path: str, *, folder: bool) -> bool:
    """What several patterns say together; those that come later in the chain go first."""
    for patterns in reversed(chain):
        verdict = patterns.verdict(name, path, folder=folder)
        if verdict is not None:
            return verdict
    return False


def selector(globs: Iterable[str]) -> Callable[[str], bool]:
    """Whether a file's path, or a folder around it, matches one of the globs (as in .gitignore)."""
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


def _name_test(wanted: str, *, only_folders: bool) -> Test:
    return lambda name, _path, folder: name == wanted and (folder or not only_folders)


def _suffix_test(suffix: str, *, only_folders: bool) -> Test:
    return lambda name, _path, folder: name.endswith(suffix) and (folder or not only_folders)


def _test(pattern: str) -> Test:
    if not _ORDINARY.fullmatch(pattern):
        return _pathspec_test(pattern)
    only_folders = pattern.endswith("/")
    body = pattern.rstrip("/")
    match = re.compile(_regex(body.removeprefix("**/").removeprefix("/")), re.DOTALL).fullmatch
    if "/" not in body.removeprefix("**/"):
        return lambda name, _path, folder: (folder or not only_folders) and bool(match(name))
    if body.startswith("**/"):
        match = re.compile("(?:.*/)?" + _regex(body[3:]), re.DOTALL).fullmatch
    return lambda _name, path, folder: (folder or not only_folders) and bool(match(path))


def _regex(body: str) -> str:
    inside = body.endswith("/**")
    words = [
        _WORDS.get(part) or _literal(part) for part in _PARTS.findall(body.removesuffix("/**"))
    ]
    return "".join(words) + ("/.+" if inside else "")


def _literal(part: str) -> str:
    return part if part[0] == "[" else re.escape(part)


def _pathspec_test(pattern: str) -> Test:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    regex = GitIgnoreSpecPattern(pattern).regex
    if regex is None:
        return lambda _name, _path, _folder: False
    match = regex.match
    return lambda _name, path, folder: bool(match(path + "/" if folder else path))
