"""Which names and texts stand in a file, as characters of its shape."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ssotlint.index import codec
from ssotlint.index.aspect import Aspect
from ssotlint.index.aspects import found_out
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
    """Who says which letters. The trace learns what was asked for, and not whose answer it was.

    So a name that an edit brings or takes concerns nobody who asks for others.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._texts = found_out(index, letters())

    def where(self, wanted: AbstractSet[str]) -> Iterator[tuple[str, AbstractSet[str]]]:
        """The files that say some of the letters, each with those that it says."""
        self._index.reads.note_letters(wanted)
        for path, text in self._texts.items():
            found = {letter for letter in wanted if letter in text}
            if found:
                yield path, found

    def says(self, path: str, letter: str) -> bool:
        """Whether a file says a letter."""
        self._index.reads.note_letters({letter})
        return letter in self._texts.get(path, "")
