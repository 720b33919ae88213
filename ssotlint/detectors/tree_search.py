"""Folders that are, in the main, copies of each other.

Every pair of files that are alike and lie at the same place below two folders speaks for those
folders, and for those around them as long as both are called the same. The highest pair of
folders of which most files are alike is the copy; what lies deeper is a part of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ssotlint.detectors.canonical import Choice
from ssotlint.detectors.file_crowd import is_below, is_most_of, is_worth
from ssotlint.detectors.files import File
from ssotlint.detectors.stars import stars
from ssotlint.index.imprints import Weighed

_FILES = 2  # that are alike at one place of two folders
_ALIKE = 0.85  # of the weight of the statements: two files that speak for their folders
_EDITED = 0.5  # the same of files at one place of two folders that are copies
_SAYING = 3  # statements; a file of fewer speaks for nothing
_APART = "_-. "  # stand between a name and what tells its twin from it


class Pair(NamedTuple):
    """Two folders, by their paths, in the order of the alphabet."""

    first: str
    second: str


class Company(NamedTuple):
    """A folder with its copies, and why just this one should stay."""

    owner: str
    why: str
    copies: tuple[str, ...]


class Overlap:
    """What two folders hold, by the place of each file in them."""

    def __init__(self, ours: dict[str, File], theirs: dict[str, File]) -> None:
        self.ours, self.theirs = ours, theirs
        both = sorted(ours.keys() & theirs.keys())
        self.shares = {at: _share(ours[at], theirs[at]) for at in both}

    @cached_property
    def alike(self) -> list[str]:
        """The places at which both hold one file, edited or not."""
        return [at for at, share in self.shares.items() if share >= _EDITED]

    @cached_property
    def equal(self) -> list[str]:
        """Those at which it says the same but for its imports."""
        return [a for a in self.alike if self.ours[a].said.text == self.theirs[a].said.text]

    @cached_property
    def saying(self) -> list[str]:
        """Those of them that hold more than imports."""
        return [at for at in self.alike if _size(self.ours[at])]

    @cached_property
    def is_worth(self) -> bool:
        """Whether most files of one of them stand in the other, too, and say something."""
        return is_worth(len(self.saying), self.counts, self.common)

    @cached_property
    def is_most(self) -> bool:
        """The same of what the files say: beside the small ones that a framework asks for."""
        return is_most_of(self.common, self.sizes)

    @cached_property
    def counts(self) -> tuple[int, int]:
        """How many files of each folder say something."""
        return _saying(self.ours), _saying(self.theirs)

    @cached_property
    def sizes(self) -> tuple[int, int]:
        """How many statements each folder has."""
        ours, theirs = (sum(map(_size, f.values())) for f in (self.ours, self.theirs))
        return ours, theirs

    @cached_property
    def common(self) -> int:
        """How many statements stand in what says something on both sides."""
        return sum(min(_size(self.ours[at]), _size(self.theirs[at])) for at in self.saying)

    @property
    def similarity(self) -> float:
        """How alike the files are that both hold, by what they say."""
        weights = {at: _size(self.ours[at]) + _size(self.theirs[at]) for at in self.alike}
        total = sum(weights.values())
        return sum(self.shares[at] * w for at, w in weights.items()) / total if total else 0.0


class TreeSearch:
    """The copied folders among some files."""

    def __init__(
        self,
        files: Iterable[File],
        twins: Iterable[tuple[File, File]],
        around: Callable[[File], str],
    ) -> None:
        """``twins`` may be copies of each other, ``around`` is the domain of a tree's file."""
        self._files = sorted(files, key=lambda file: file.path)
        self._around = around
        self._below: dict[str, dict[str, File]] = {}
        self._known: dict[Pair, Overlap] = {}
        self._starts = self._spoken_for(twins)

    def companies(self, choose: Callable[[Sequence[str]], Choice]) -> Iterator[Company]:
        """Each group of folders, the largest first; what is in a copy is told no more.

        ``choose`` says which one of several folders should stay.
        """
        left = self._highest(self._starts)
        while left:
            largest = max(left, key=lambda pair: (left[pair], pair))
            folders, able = _group_of(largest, left)
            choice = choose(able)
            owner = able[choice.position]
            copies = tuple(folder for folder in folders if folder != owner)
            yield Company(owner, choice.why, copies)
            left = {
                pair: size for pair, size in left.items()
                if not any(is_below(folder, copy) for folder in pair for copy in copies)
            }  # fmt: skip

    @property
    def compared_files(self) -> set[str]:
        """The paths of all files that were held against one at the same place of another folder."""
        return {
            files[at].path
            for overlap in self._known.values()
            for at in overlap.shares
            for files in (overlap.ours, overlap.theirs)
        }

    @property
    def weighed(self) -> tuple[Weighed, ...]:
        """The folders of which it was asked whether what they have in common is most of them."""
        return tuple(
            Weighed(pair, one.common, one.sizes, len(one.saying), one.counts)
            for pair, one in self._known.items()
        )

    def compared(self, first: str, second: str) -> Overlap:
        """What two folders have in common; a folder around the other is held without it.

        There only the folders of its files that the inner one has, too, are looked at.
        """
        pair = Pair(*sorted((first, second)))
        if pair not in self._known:
            ours, theirs = (self._inside(f, other) for f, other in (pair, reversed(pair)))
            self._known[pair] = Overlap(ours, theirs)
        known = self._known[pair]
        return known if pair.first == first else Overlap(known.theirs, known.ours)

    def below(self, folder: str) -> dict[str, File]:
        """The files in a folder, by their place in it."""
        if folder not in self._below:
            start = f"{folder}/" if folder else ""
            self._below[folder] = {
                f.path[len(start) :]: f for f in self._files if f.path.startswith(start)
            }
        return self._below[folder]

    def _inside(self, folder: str, other: str) -> dict[str, File]:
        files = self.below(folder)
        if not is_below(other, folder):
            return files
        theirs = {at.rpartition("/")[0] for at in self.below(other)}
        return {
            at: file for at, file in files.items()
            if not is_below(file.folder, other) and at.rpartition("/")[0] in theirs
        }  # fmt: skip

    def _highest(self, starts: Iterable[Pair]) -> dict[Pair, int]:
        """The highest pairs that are copies, with the number of files that are alike."""
        found: dict[Pair, int] = {}
        for start in starts:
            worth = [pair for pair in _ladder(start) if self._is_copy(pair)]
            if worth:
                top = self._narrowed(worth[-1])
                found[top] = len(self.compared(*top).alike)
        return found

    def _is_copy(self, pair: Pair) -> bool:
        overlap = self.compared(*pair)
        return overlap.is_worth and (overlap.is_most or is_named_after(*_top(pair)))

    def _narrowed(self, pair: Pair) -> Pair:
        """Where one lies in the other, the folder in them that holds all that is alike."""
        while is_below(pair.second, pair.first) or is_below(pair.first, pair.second):
            tops = {at.partition("/")[:2] for at in self.compared(*pair).saying}
            (name, slash) = next(iter(tops))
            if len(tops) > 1 or not slash:
                break
            pair = Pair(*sorted(f"{folder}/{name}" if folder else name for folder in pair))
        return pair

    def _spoken_for(self, twins: Iterable[tuple[File, File]]) -> list[Pair]:
        """The innermost pairs of folders around which several files are alike."""
        votes: dict[Pair, int] = defaultdict(int)
        for one, other in twins:
            first, second = sorted((one, other), key=lambda file: file.path)
            if self._speaks(first, second):
                for pair in _ladder(Pair(first.folder, second.folder)):
                    votes[pair] += 1
        return sorted(pair for pair, count in votes.items() if count >= _FILES)

    def _speaks(self, first: File, second: File) -> bool:
        """Whether two files of one name tell that their folders may be copies."""
        if first.name != second.name or first.folder == second.folder:
            return False
        if min(map(_size, (first, second))) < _SAYING or _share(first, second) < _ALIKE:
            return False
        if first.is_backup or second.is_backup:
            return first.may_repeat(second)
        if not (first.own and second.own):
            return False
        ours, theirs = self._around(first), self._around(second)
        if first.may_repeat(second) or ours == theirs:
            return True
        return is_named_after(*_top(Pair(first.folder, second.folder)))


def is_named_after(first: str, second: str) -> bool:
    """Whether two folders side by side bear one name, the one with an addition: `app_v2`."""
    (around, _, name), (other, _, twin) = first.rpartition("/"), second.rpartition("/")
    short, long = sorted((name, twin), key=len)
    return around == other and bool(short) and long.startswith(tuple(short + c for c in _APART))


def _ladder(pair: Pair) -> Iterator[Pair]:
    """A pair of folders and those around them, as long as both are called the same."""
    while True:
        yield pair
        (around, _, name), (other, _, twin) = (folder.rpartition("/") for folder in pair)
        if name != twin or not name:
            return
        pair = Pair(*sorted((around, other)))


def _top(pair: Pair) -> Pair:
    """The outermost folders: there the names differ."""
    return list(_ladder(pair))[-1]


def _share(first: File, second: File) -> float:
    if first.said.text == second.said.text:
        return 1.0
    return first.said.bag.shared(second.said.bag)


def _size(file: File) -> int:
    return file.cover.size


def _saying(files: dict[str, File]) -> int:
    return sum(_size(file) > 0 for file in files.values())


def _group_of(largest: Pair, chosen: dict[Pair, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folders of the group that holds a pair, and those that all the others are alike to."""
    folders = sorted({folder for pair in chosen for folder in pair})
    at = {folder: i for i, folder in enumerate(folders)}
    edges: dict[int, dict[int, float]] = {i: {} for i in range(len(folders))}
    for (first, second), size in chosen.items():
        edges[at[first]][at[second]] = edges[at[second]][at[first]] = float(size)
    groups = [(centre, *near) for centre, near in stars([1] * len(folders), edges).items()]
    whole = {at[folder] for folder in largest}
    nodes = next((nodes for nodes in groups if whole <= set(nodes)), tuple(sorted(whole)))
    able = [n for n in nodes if all(n == o or o in edges[n] for o in nodes)]
    return tuple(folders[n] for n in nodes), tuple(folders[n] for n in able)
