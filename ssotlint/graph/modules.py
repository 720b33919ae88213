"""Which file a dotted module name means, seen from where it is imported."""

import sys
from collections.abc import Iterable
from functools import cached_property

from ssotlint.index import names
from ssotlint.index.index import Module, Watch
from ssotlint.model.dotted import prefixes
from ssotlint.model.source import Role
from ssotlint.project.needs import normal
from ssotlint.project.walk import downward

STANDARD_LIBRARY = sys.stdlib_module_names


class ModuleTable:
    """Dotted names of all files, and of the folders that hold them (namespace packages).

    ``others`` exist and take part in no question but that of where a name leads. What is asked is
    noted in the trace of ``watch``: a file that comes or goes has other answers to some of it.
    ``needs`` are names of distributions of others.
    """

    def __init__(
        self,
        modules: Iterable[Module],
        others: Iterable[Module] = (),
        watch: Watch | None = None,
        needs: frozenset[str] = frozenset(),
    ) -> None:
        self._needs = needs
        self._watch = watch or Watch()
        self._asked: dict[str, tuple[int, ...]] = {}
        self._asked_heads: dict[str, int] = {}
        self._by_name: dict[str, list[Module]] = {}
        self._by_folder: dict[str, dict[str, Module]] = {}
        self._packages: set[str] = set()  # folders that hold an __init__
        self._found: dict[tuple[str, str, Role, bool], Module | None] = {}
        self._namespaces: dict[str, set[str]] = {}  # dotted folder name -> import roots
        for module in (*modules, *others):
            self._add(module)
        for candidates in self._by_name.values():
            if len(candidates) > 1:
                candidates.sort(key=_precedence)

    def _add(self, module: Module) -> None:
        self._by_name.setdefault(module.name, []).append(module)
        place, around = seat(module.path), module.path.rpartition("/")[0]
        if place == around:
            self._packages.add(around)
        folder, _, stem = place.rpartition("/")
        known = self._by_folder.setdefault(folder, {})
        other = known.setdefault(stem, module)
        if other is not module and _precedence(module) < _precedence(other):
            known[stem] = module
        package, root = module.name.rpartition(".")[0], module.source.root
        if package and root not in self._namespaces.get(package, ()):
            for above in prefixes(package):
                self._namespaces.setdefault(above, set()).add(root)

    def find(self, name: str, seen_from: Module) -> Module | None:
        """The file that ``import name`` in ``seen_from`` loads, None when no file has that name.

        A file under the same import root wins, then the order of roots, but a distribution that
        is needed over one of its name in a project that tests work on; a package wins over a
        module beside it, a module over its stub. A top-level name may also be a file in the
        importing file's own folder, as for a script that is run there, or in one above it, as
        for tests that pytest collects; it goes before what other roots have.
        """
        name = name.removesuffix(".__init__")  # `import shop.__init__` runs the same file
        self._note(name)
        candidates = self._by_name.get(name)
        if candidates:
            root = seen_from.source.root
            for candidate in candidates:
                if candidate.source.root == root:
                    return candidate
            near = self._near(name, seen_from)
            return near or (None if self._is_sample(candidates[0]) else candidates[0])
        return self._near(name, seen_from)

    def _is_sample(self, module: Module) -> bool:
        """Whether a project that tests work on has it, and a distribution that is needed its name."""
        source = module.source
        in_tests = source.role is Role.TEST and source.root
        return bool(in_tests) and normal(module.name.partition(".")[0]) in self._needs

    def _note(self, name: str) -> None:
        """Somebody asks what has a dotted name; a quarter of a million times a run."""
        asked = self._asked.get(name)
        if asked is None:
            head = name.partition(".")[0]
            questions = (names.existing(name), names.headed(head))
            asked = self._asked[name] = tuple(names.number("", one) for one in questions)
        self._watch.reads.names.update(asked)

    def _near(self, name: str, seen_from: Module) -> Module | None:
        if name.partition(".")[0] in STANDARD_LIBRARY:
            return None
        inside = seen_from.name.startswith(f"{name.partition('.')[0]}.")
        key = (name, seen_from.path.rpartition("/")[0], seen_from.source.role, inside)
        if key not in self._found:
            self._found[key] = self._beside(name, seen_from)
        found = self._found[key]
        return None if found is None or found.path == seen_from.path else found

    def _beside(self, name: str, seen_from: Module) -> Module | None:
        """A file that is on ``sys.path`` because a script beside it runs, or a test below it.

        The files of a production package are imported through it: a bare name in them means
        somebody else's distribution, also in a script further down. So are tests in packages: pytest
        puts the folder around the package on the path; and migrations are loaded by the path of
        their file. The name of the folder that a file lies in means the folder, whatever stands
        beside the file: ``poetry`` in ``poetry/factory.py`` is not ``poetry/poetry.py``.
        """
        head, *rest = name.split(".")
        if seen_from.name.startswith(f"{head}."):
            return None
        if seen_from.source.role is Role.PRODUCTION and self._is_in_package(seen_from):
            return None
        loose = seen_from.source.role is not Role.PRODUCTION
        runs = seen_from.source.role not in {Role.PRODUCTION, Role.TEST, Role.MIGRATION}
        own = folder = seen_from.path.rpartition("/")[0]
        while True:
            if folder not in self._packages or (runs and folder == own):
                found = self._by_folder.get(folder, {}).get(head)
                if found is not None:
                    return self._below(found, rest)
            if not folder or not loose:
                return None
            folder = folder.rpartition("/")[0]

    def _is_in_package(self, module: Module) -> bool:
        """Whether a folder around a file is a package: it is imported through that."""
        return any(folder in self._packages for folder in downward(module.path.rpartition("/")[0]))

    def _below(self, package: Module, parts: list[str]) -> Module | None:
        """What lies in a package; a folder in it needs no ``__init__``."""
        found: Module | None = package
        folder = package.path.rpartition("/")[0]
        for part in parts:
            if found is not None and not found.source.is_package:
                return None
            found = self._by_folder.get(folder, {}).get(part)
            folder = f"{folder}/{part}"
        return found

    def is_namespace(self, name: str) -> bool:
        """Whether a folder without ``__init__`` has this dotted name."""
        self._note(name)
        return name in self._namespaces and name not in self._by_name

    def holds_only_folders(self, name: str) -> bool:
        """Whether no module stands directly in a folder without ``__init__``."""
        self._watch.reads.note_shared(names.direct(name))
        return name not in self._direct

    @cached_property
    def _direct(self) -> frozenset[str]:
        """The dotted names of the folders in which a module stands that is no package."""
        return frozenset(
            name.rpartition(".")[0]
            for name, held in self._by_name.items()
            if not all(module.source.is_package for module in held)
        )

    def candidates(self, name: str) -> list[Module]:
        """Every file with this dotted name, the one that Python takes first."""
        self._note(name)
        return self._by_name.get(name, [])

    def clashes(self) -> list[tuple[str, list[Module]]]:
        """Every dotted name of several files with these, the one that Python takes first."""
        self._watch.reads.note_shared(names.CLASHES)
        return sorted((name, held) for name, held in self._by_name.items() if len(held) > 1)

    def beside(self, module: Module) -> dict[str, Module]:
        """The modules in a module's own folder, by their last name."""
        folder = module.path.rpartition("/")[0]
        self._watch.reads.note_shared(names.beside(folder))
        return self._by_folder.get(folder, {})

    def hiding(self, module: Module) -> dict[str, Module]:
        """Those of them that are called like a module of the standard library."""
        folder = module.path.rpartition("/")[0]
        known = self._by_folder.get(folder, {})
        found = {name: known[name] for name in STANDARD_LIBRARY & known.keys()}
        question = names.beside if found else names.hiding
        self._watch.reads.note_shared(question(folder))
        return found

    def is_head(self, name: str) -> bool:
        """Whether an absolute import of something of ours can begin with a name."""
        asked = self._asked_heads.get(name)
        if asked is None:
            asked = self._asked_heads[name] = names.number("", names.headed(name))
        self._watch.reads.names.add(asked)
        return name in self._heads

    @cached_property
    def _heads(self) -> frozenset[str]:
        beside = (name for known in self._by_folder.values() for name in known)
        tops = (name.partition(".")[0] for name in self._by_name)
        return frozenset(tops) | (frozenset(beside) - STANDARD_LIBRARY)


def _precedence(module: Module) -> tuple[bool, bool, bool, str]:
    """Of files with one dotted name that which says most: source, then stub, then machine code."""
    source = module.source
    compiled = not module.path.endswith((".py", ".pyi"))
    return (compiled, source.is_stub, not source.is_package, module.path)


def seat(path: str) -> str:
    """Where an import finds a file: a package is its folder."""
    folder, _, file = path.rpartition("/")
    stem = file.partition(".")[0]
    if stem == "__init__":
        return folder
    return f"{folder}/{stem}" if folder else stem
