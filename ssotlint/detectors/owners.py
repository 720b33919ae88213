"""Which declared owners are not where the configuration says?"""

import os
from collections.abc import Iterator
from pathlib import Path

from ssotlint.detectors.declared import find, parted
from ssotlint.detectors.view import View
from ssotlint.graph.resolution import Status
from ssotlint.model.case import Case, Member
from ssotlint.model.config import Owner
from ssotlint.model.evidence import Evidence
from ssotlint.model.options import Options
from ssotlint.model.place import Place, Span
from ssotlint.project import form
from ssotlint.project.configuration import locate


class OwnersEvidence(Evidence, frozen=True, kw_only=True):
    """The key of the declaration, the place that it names, and what is wrong with it."""

    key: str
    declared: str
    problem: str
    defined_in: str = ""


EVIDENCE = OwnersEvidence
OPTIONS = Options
SILENCED_BY = """No comment is read in the configuration. Take the declaration out, or the rule:

```toml
ignore = ["missing-owner"]
```"""

_KEYS = ("place", "facade", "factory")


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a wrong place in a declaration."""
    for owner in view.config.canonical:
        for key in _KEYS:
            place: str = getattr(owner, key)
            if place and (problem := _problem(owner, key, place, view)):
                yield _case(owner, key, problem, view)


def _problem(owner: Owner, key: str, place: str, view: View) -> tuple[str, str] | None:
    """What is wrong with a place and where its name is defined; None when it is right."""
    module_name, name = parted(place)
    if not module_name or not name:
        return "it is not written as module:name", ""
    found = find(place, view)
    answer = found.answer
    if found.module is None or answer is None:
        return f"there is no module {module_name}", _elsewhere(name, view)
    if answer.is_missing:
        return f"{module_name} has no {name}", _elsewhere(name, view)
    if answer.status is not Status.SYMBOL:
        return None  # made by code that cannot be read, or from outside: no claim
    wrong = ""
    if key == "place" and not found.is_here:
        wrong = f"{module_name} imports {name}"
    elif key == "facade" and _is_another(owner, answer.symbol, view):
        wrong = f"{module_name}.{name} is something else"
    return (wrong, answer.symbol) if wrong else None


def _is_another(owner: Owner, symbol: str, view: View) -> bool:
    origin = find(owner.place, view).answer
    return origin is not None and origin.status is Status.SYMBOL and origin.symbol != symbol


def _elsewhere(name: str, view: View) -> str:
    """The one definition of that name, "" where there is none or several."""
    homes = view.graph.homes.named(name.rpartition(".")[2])
    return homes[0].symbol if len(homes) == 1 else ""


def _case(owner: Owner, key: str, problem: tuple[str, str], view: View) -> Case:
    place = _place(owner, key, view)
    evidence = OwnersEvidence(
        proof="resolution",
        key=key,
        declared=getattr(owner, key),
        problem=problem[0],
        defined_in=problem[1],
    )
    member = Member(place=place, symbol=owner.name, evidence=evidence, target=key)
    title = f"the declared owner of {owner.name}"
    return Case(detector="owners", subject=owner.name, title=title, members=(member,))


def _place(owner: Owner, key: str, view: View) -> Place:
    """The line of the declaration in the configuration."""
    trail = ("canonical", owner.name)
    source = view.config.origins.get(form.dotted(trail), view.config.source)
    line = locate(Path(source), (*trail, key)) or 1
    path = Path(os.path.relpath(source, view.config.root)).as_posix()
    return Place(path, Span(line, 1, line, 1))
