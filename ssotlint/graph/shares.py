"""What each file contributes to the questions that all files answer together.

Remembered file by file: after an edit nobody opens ten thousand files to learn what the others
have said before. Who asks notes the name that he asks for; see ``index.names``.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.index import codec, names
from ssotlint.index.aspect import Aspect
from ssotlint.index.found import found_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssotlint.graph.modules import ModuleTable
    from ssotlint.index.index import Index, Module


SHARES = "shares"
"""The aspect of a file that tells what it contributes."""


class Share(NamedTuple):
    """What one file contributes.

    ``fillers`` may bind names in the module that uses them, ``patched`` are the dotted targets of
    `imported.name = value`, ``handed`` what it gives to a callee when it is loaded, and ``setters``
    are callees that set any name on what they are given. ``supplied`` are the top-level names
    through which it imports a file of ours, ``tops`` the names of the definitions at its top and
    ``inner`` those of all others.
    """

    fillers: tuple[str, ...]
    patched: tuple[str, ...]
    handed: tuple[tuple[str, str], ...]
    setters: tuple[str, ...]
    supplied: tuple[str, ...]
    tops: str
    inner: str


_share = codec.reader(Share)


class Shares:
    """What all files contribute, by kind."""

    def __init__(self, index: Index, table: ModuleTable) -> None:
        self._index, self._table = index, table

    def prepare(self) -> None:
        """Look at all files."""
        self.fillers, self._inner, self._tops, self.supplied  # noqa: B018 - they are remembered
        counted = {path: share._replace(tops="", inner="") for path, share in self._all.items()}
        self._all = counted  # the texts are not needed any more

    @cached_property
    def _all(self) -> dict[str, Share]:
        return found_out(self._index, self.sharing)

    @cached_property
    def fillers(self) -> frozenset[str]:
        """The functions that may bind names in the module that uses them."""
        return frozenset(name for share in self._all.values() for name in share.fillers)

    @cached_property
    def patched(self) -> list[tuple[Module, str]]:
        """The files that set something in others, each with the dotted target."""
        files = ((m, self._all.get(m.path)) for m in self._index.all)
        return [(m, target) for m, share in files if share is not None for target in share.patched]

    @cached_property
    def handed(self) -> list[tuple[Module, str, str]]:
        """The files that hand something to what sets any name on it, the callee, and what."""
        setters = frozenset(name for share in self._all.values() for name in share.setters)
        files = ((m, self._all.get(m.path)) for m in self._index.all)
        return [
            (module, callee, given)
            for module, share in files if share is not None
            for callee, given in share.handed if callee.rpartition(".")[2] in setters
        ]  # fmt: skip

    def supplies(self, top: str) -> bool:
        """Whether some file of ours is imported through a top-level name.

        A folder ``alembic/`` at the root is not the distribution alembic: only a folder that can
        supply what is imported from it is taken for ours.
        """
        self._index.reads.note_shared(names.supplied(top))
        return top in self.supplied

    @cached_property
    def supplied(self) -> frozenset[str]:
        """The top-level names through which some file of ours is imported."""
        return frozenset(name for share in self._all.values() for name in share.supplied)

    def has_inner(self, name: str) -> bool:
        """Whether anything inside a class or a function is called so."""
        self._index.reads.note_shared(names.method(name))
        return name in self._inner

    def is_inner_of_several(self, name: str) -> bool:
        """Whether several files have something inside a class or a function that is called so."""
        self._index.reads.note_shared(names.method(name))
        return self._inner[name] > 1

    @cached_property
    def _inner(self) -> Counter[str]:
        return Counter("\n".join(share.inner for share in self._all.values()).split("\n"))

    def defining(self, name: str) -> list[Module]:
        """The files that define a name at their top."""
        self._index.reads.note_shared(names.defined(name))
        return self._tops.get(name, [])

    @cached_property
    def _tops(self) -> dict[str, list[Module]]:
        found: dict[str, list[Module]] = {}
        for module in self._index.all:
            share = self._all.get(module.path)
            for name in share.tops.split("\n") if share is not None and share.tops else ():
                found.setdefault(name, []).append(module)
        return found

    @cached_property
    def sharing(self) -> Aspect[None, Share]:
        """How a file is looked at for what it contributes."""
        return Aspect(
            name=SHARES,
            part="",
            covers=lambda _: True,
            decode=lambda _: None,
            look=lambda module, _: self._of(module),
            pack=codec.packed,
            unpack=_share,
            gist=lambda share, *_: codec.packed(share),
            alone=True,
            told=lambda _, share: (("", names.supplied(head), None) for head in share.supplied),
        )

    def _of(self, module: Module) -> Share:
        said = module.said
        return Share(
            said.fillers,
            said.patched,
            said.handed,
            said.setters,
            tuple(dict.fromkeys(self._supplied(module))),
            "\n".join(dict.fromkeys(row.name for row in said.definitions if row.owner < 0)),
            "\n".join(dict.fromkeys(row.name for row in said.definitions if row.owner >= 0)),
        )

    def _supplied(self, module: Module) -> Iterator[str]:
        for row in module.said.imports:
            head, _, rest = row.module.partition(".")
            if row.level or not (rest or row.name) or not self._table.is_head(head):
                continue
            full = f"{row.module}.{row.name}" if row.name else row.module
            if self._table.candidates(row.module) or self._table.candidates(full):
                yield head
