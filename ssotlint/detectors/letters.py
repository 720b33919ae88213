"""Which names and texts stand in a file, as characters of its shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ssotlint.index import codec
from ssotlint.index.aspect import Aspect
from ssotlint.index.difference import HAS
from ssotlint.index.found import found_out
from ssotlint.index.index import Index
from ssotlint.model.facts import Shape

Letters = Aspect[Shape, str]


def letters(_: object = None) -> Letters:
    """Which characters the shape of a file has: whether it has a name is all that is asked."""
    return Aspect(
        name="letters",
        part="shape",
        covers=lambda _: True,
        decode=codec.shape,
        look=lambda _, shape: "".join(sorted(set(shape.text))),
        pack=lambda text: b"=" + text.encode("utf-8", "surrogatepass"),  # never empty
        unpack=lambda data: data[1:].decode("utf-8", "surrogatepass"),
        gist=lambda text, *_: text.encode("utf-8", "surrogatepass"),
        alone=True,
    )


class Said:
    """Who says which letters. The trace learns of one file that says what was asked for.

    Where nobody does, all are asked. So what an edit brings or takes concerns those alone who rely
    on its being there, or on its being nowhere.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._texts = found_out(index, letters())

    def by_letter(self, wanted: set[str]) -> dict[str, list[str]]:
        """The files that say each of some letters, for who asks ``somebody`` about many."""
        found: dict[str, list[str]] = {letter: [] for letter in wanted}
        for path, text in self._texts.items():
            for letter in wanted.intersection(text):
                found[letter].append(path)
        return found

    def somebody(
        self, letter: str, accept: Callable[[str], bool] = lambda _: True,
        paths: Iterable[str] | None = None,
    ) -> bool:  # fmt: skip
        """Whether any file says a letter that is accepted; of all, or of some."""
        for path in self._texts if paths is None else paths:
            if letter in self._texts.get(path, "") and accept(path):
                return self.says(path, letter)
        self.asked_of_all((letter,))
        return False

    def asked_of_all(self, letters: Iterable[str]) -> None:
        """Somebody relies on it which files say some letters."""
        self._index.reads.note_letters(letters)

    def says(self, path: str, letter: str) -> bool:
        """Whether a file says a letter."""
        self._index.reads.note_text(path, f"{HAS}{letter}")
        return letter in self._texts.get(path, "")
