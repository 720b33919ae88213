"""How far our answers agree with those of Python itself and of grimp, on one package."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ssotlint.engine.world import World
from ssotlint.graph.bindings import effective
from ssotlint.graph.moments import When
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.index.index import Module
from ssotlint.model.facts import BindingKind
from tests.worlds import read

Seen = tuple[int, str, str, str]
Told = dict[str, dict[str, Seen]]
_SECONDS = 300


@dataclass(slots=True)
class Agreement:
    """Claims of ours that were checked: how many hold, how many were left open, which fail."""

    held: int = 0
    open: int = 0
    failed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the claims that hold."""
        checked = self.held + len(self.failed)
        return self.held / checked if checked else 1.0

    def note(self, claim: str, *, holds: bool) -> None:
        """Count one claim."""
        if holds:
            self.held += 1
        else:
            self.failed.append(claim)


def copied(package: str, folder: Path) -> World:
    """A package that is installed here, copied to ``folder`` and read."""
    spec = subprocess.run(
        [sys.executable, "-c", f"import {package} as p; print(p.__file__)"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    source = Path(spec.stdout.strip()).parent
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source, folder / package, ignore=ignored, dirs_exist_ok=True)
    return read(folder)


def told_by_python(package: str, folder: Path) -> Told:
    """What Python finds in each module of the package, in a process of its own."""
    script = Path(__file__).with_name("imported.py")
    done = subprocess.run(
        [sys.executable, str(script), str(folder), package],
        check=True, capture_output=True, timeout=_SECONDS,
    )  # fmt: skip
    found: Told = json.loads(done.stdout)
    return found


def names(world: World, told: Told) -> Agreement:
    """Whether each name of each module is the object that we say it is.

    For each name that we resolve to an origin of ours, the object in the module must be the one
    in the origin; a class or function must also say that it was defined there. A name that we
    call missing must not be there. Where we say that a condition decides, nothing is claimed.
    """
    found = Agreement()
    for module in _imported(world, told):
        ours = {n for n in world.graph.resolver.tops.scope(module) if n != "*"}
        for name in sorted(ours | told[module.name].keys()):
            _check_name(module, name, world, told, found)
    return found


def _check_name(module: Module, name: str, world: World, told: Told, found: Agreement) -> None:
    if name.startswith("__") and name.endswith("__"):
        return
    answer = world.graph.resolver.attribute(module, name)
    actual = told[module.name].get(name)
    claim = f"{module.name}.{name} is {answer.status.name} {answer.symbol}"
    if answer.is_missing:
        found.note(claim, holds=actual is None)
    elif answer.status not in (Status.SYMBOL, Status.MODULE) or not answer.certain:
        found.open += 1
    elif actual is None and (
        _is_conditional(module, name, world) or not answer.chain or module.surface.dynamic
    ):
        found.open += 1  # for type checkers, in a function that did not run; or a submodule
    elif actual is None:
        found.note(f"{claim}, but it is not there", holds=False)
    else:
        found.note(f"{claim}, not {actual[1:3]}", holds=_is_origin(actual, answer, told))


def _is_conditional(module: Module, name: str, world: World) -> bool:
    binding = effective(world.graph.resolver.tops.scope(module).get(name, ()))
    return binding is not None and bool(binding.context)


def _is_origin(actual: Seen, answer: Resolution, told: Told) -> bool:
    """Whether an object is what stands at an origin, and was defined there if it tells."""
    identity, home, qualname, file = actual
    if not answer.name:
        return home == answer.symbol and not qualname
    module, _, name = answer.symbol.rpartition(".")
    there = told.get(module, {}).get(name)
    if there is None or there[0] != identity:
        return False
    defined = answer.binding is not None and answer.binding.kind is BindingKind.DEFINITION
    tells = home in told and qualname in told[home] and told[home][qualname][0] == identity
    if not defined or not tells or f"{home}.{qualname}" == answer.symbol:
        return True
    return answer.module is not None and file.endswith(answer.module.path)


def _imported(world: World, told: Told) -> Iterator[Module]:
    for module in world.index.modules:
        if module.name in told and module.path.endswith(".py") and module.surface.fault is None:
            yield module


def imports(world: World, told: Told) -> Agreement:
    """Whether what we call missing cannot be imported, in modules that Python has imported."""
    found = Agreement()
    for use in world.graph.importers.uses:
        if use.module.name not in told or use.answer.status is Status.UNKNOWN:
            found.open += 1
            continue
        exists = use.path in told or use.row.name in told.get(use.base, {})
        if use.answer.is_missing:
            found.note(f"{use.module.path}:{use.row.span.line} {use.path}", holds=not exists)
        elif use.base in told:
            found.held += 1
    return found


def edges(world: World, package: str, folder: Path) -> tuple[set[str], set[str]]:
    """Edges between modules that only we have, and those that only grimp has, as text."""
    script = (
        "import sys, json, grimp; sys.path.insert(0, sys.argv[2])\n"
        "g = grimp.build_graph(sys.argv[1], cache_dir=None)\n"
        "print(json.dumps([[a, b] for a in g.modules"
        " for b in g.find_modules_directly_imported_by(a)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, package, str(folder)],
        check=True, capture_output=True, text=True, timeout=_SECONDS,
    )  # fmt: skip
    theirs = {f"{a} -> {b}" for a, b in json.loads(done.stdout)}
    graph = world.graph.dependencies
    by_path = world.index.by_path
    ours = {
        f"{by_path[a].name} -> {by_path[b].name}"
        for (a, b), found in graph.edges.items()
        if any(e.when <= When.TYPING for e in found)
    }
    return ours - theirs, theirs - ours
