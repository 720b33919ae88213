"""The examples of rules, tried with the real run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ssotlint.engine.detection import round_of
from ssotlint.engine.session import check_world
from ssotlint.model.errors import InputError
from ssotlint.model.rule import Example, Rule
from ssotlint.project.configuration import load as load_config
from ssotlint.project.root import find_root
from ssotlint.rulebook import book as rulebook
from ssotlint.rulebook.book import Rulebook
from ssotlint.rulebook.examples import Check, Mark, Outcome, marks, outcome
from ssotlint.rulebook.location import shipped
from ssotlint.rulebook.refusal import unknown_rule


def trials(targets: Iterable[str], cwd: Path) -> Iterator[Outcome]:
    """Try the examples of some rules, by the rules' names or by the paths of their files or packs.

    Without targets those of the packs of the project around ``cwd``. Raises InputError for a
    target that is neither, for a bad rule, and when a rule's bug shows.
    """
    targets = tuple(targets)
    root = find_root((), cwd)
    declared = [root / pack for pack in load_config(root).rule_packs]
    paths = [Path(t) for t in targets if Path(t).exists()] if targets else declared
    packs = _packs([*declared, *paths])
    book = rulebook.load(packs)
    rules = _named([t for t in targets if not Path(t).exists()], book) + _inside(paths, book)
    if not rules:
        raise InputError("there is no rule to test", remedy="name a rule, a rule file or a pack")
    for rule in {rule.name: rule for rule in rules}.values():
        for example in rule.examples:
            yield outcome(rule.name, example, _check(rule, example, packs))


def _packs(paths: Iterable[Path]) -> list[Path]:
    """The folders of rule files that are not shipped, each once."""
    ours = shipped().resolve()
    folders = [path if path.is_dir() else path.parent for path in paths]
    packs: dict[Path, None] = {}
    taken: set[Path] = set()
    for folder in sorted(folders, key=lambda f: len(f.resolve().parts)):
        if folder.resolve().is_relative_to(ours):
            continue
        files = {file.resolve() for file in [*folder.glob("*.toml"), *folder.glob("*/*.toml")]}
        if not files <= taken or not files:
            packs[folder] = None
            taken |= files
    return list(packs)


def _named(names: Iterable[str], book: Rulebook) -> list[Rule]:
    found: list[Rule] = []
    for name in names:
        rules = book.named(name)
        if not rules:
            reason, remedy = unknown_rule(name, book.names, "rule, family, file or folder")
            raise InputError(reason, remedy=remedy)
        found += [book.rules[rule] for rule in sorted(rules)]
    return found


def _inside(paths: Iterable[Path], book: Rulebook) -> list[Rule]:
    found = []
    for path in paths:
        place = path.resolve()
        inside = [
            rule
            for rule in book.rules.values()
            if Path(rule.source).resolve().is_relative_to(place)
        ]
        if not inside:
            raise InputError("no rule file in this folder", path=str(path))
        found += inside
    return found


def _check(rule: Rule, example: Example, packs: Sequence[Path]) -> Check:
    """Checks the example's files with the rule, those that it names and those that absorb it.

    A rule about what the others found is tried with all of them.
    """
    names = {rule.name, *rule.yields_to, *(mark.rule for mark in marks(example.files))}
    if round_of(rule.detector):
        names = set()

    def check(files: Mapping[str, str]) -> set[Mark]:
        with TemporaryDirectory(prefix="ssotlint-example-") as folder:
            report = check_world(dict(files), Path(folder), select=sorted(names), packs=packs)
        for fault in report.faults:
            raise RuntimeError(f"{rule.name}: {fault.where}: {fault.trace}")
        return {Mark(f.place.path, f.place.line, f.rule) for f in report.findings}

    return check
