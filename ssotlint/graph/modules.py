"""Which file a dotted module name means, seen from where it is imported."""

import sys
from collections.abc import Iterable
from functools import cached_property

from ssotlint.index.index import Module

STANDARD_LIBRARY = sys.stdlib_module_names


class ModuleTable:
    """Dotted names of all files, and of the folders that hold them (namespace packages)."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self._by_name: dict[str, list[Module]] = {}
        self._by_folder: dict[str, dict[str, Module]] = {}
        self.namespaces: dict[str, set[str]] = {}  # dotted folder name -> import roots
        for module in modules:
            self._by_name.setdefault(module.name, []).append(module)
            folder, _, file = module.path.rpartition("/")
            stem = file.partition(".")[0]
            if stem != "__init__":
                self._add_sibling(folder, stem, module)
            else:
                parent, _, name = folder.rpartition("/")
                self._add_sibling(parent, name, module)
            parts = module.name.split(".")
            for size in range(1, len(parts)):
                self.namespaces.setdefault(".".join(parts[:size]), set()).add(module.source.root)
        for candidates in self._by_name.values():
            candidates.sort(key=_precedence)

    def _add_sibling(self, folder: str, name: str, module: Module) -> None:
        known = self._by_folder.setdefault(folder, {})
        other = known.get(name)
        if other is None or _precedence(module) < _precedence(other):
            known[name] = module

    def find(self, name: str, seen_from: Module) -> Module | None:
        """The file that ``import name`` in ``seen_from`` loads, None when no file has that name.

        A file under the same import root wins, then the order of roots; a package wins over a
        module beside it, a module over its stub. A top-level name may also be a file in the
        importing file's own folder, as for a script that is run there.
        """
        candidates = self._by_name.get(name)
        if candidates:
            root = seen_from.source.root
            for candidate in candidates:
                if candidate.source.root == root:
                    return candidate
            return candidates[0]
        return self._sibling(name, seen_from)

    def _sibling(self, name: str, seen_from: Module) -> Module | None:
        head, _, rest = name.partition(".")
        folder = seen_from.path.rpartition("/")[0]
        module = self._by_folder.get(folder, {}).get(head)
        if module is None or module.path == seen_from.path:
            return None
        if not rest:
            return module
        return self.find(f"{module.name}.{rest}", module) if module.source.is_package else None

    def is_namespace(self, name: str) -> bool:
        """Whether a folder without ``__init__`` has this dotted name."""
        return name in self.namespaces and name not in self._by_name

    def candidates(self, name: str) -> list[Module]:
        """Every file with this dotted name, the one that Python takes first."""
        return self._by_name.get(name, [])

    @cached_property
    def tops(self) -> frozenset[str]:
        """First parts of all dotted names."""
        return frozenset(name.partition(".")[0] for name in self._by_name)


def _precedence(module: Module) -> tuple[bool, bool, str]:
    return (module.source.is_stub, not module.source.is_package, module.path)
