"""Steps that only change imports: to the canonical path, or to where a name has gone."""

import re
from typing import cast

from ssotlint.detectors.aliases import AliasEvidence
from ssotlint.detectors.import_paths import ImportPathsEvidence
from ssotlint.detectors.unresolved import UnresolvedEvidence
from ssotlint.model.report import Finding
from ssotlint.plan.bench import Bench
from ssotlint.plan.fitting import known_as, objections
from ssotlint.plan.intents import Intent

_STATEMENT = re.compile(r"from (?P<module>[\w.]+) import (?P<names>.+)")


def own(intent: Intent, bench: Bench) -> None:
    """An import takes what its name says, where that does what the file does with it."""
    for finding in intent.findings:
        evidence = cast("AliasEvidence", finding.evidence)
        path, line = finding.place.path, finding.place.line
        module, _, name = evidence.rival.rpartition(".")
        known = known_as(module, name, bench)
        uses = [u for u in bench.uses(path, line) if u.row.bound == evidence.bound]
        fits = known is not None and not objections(
            bench.module(path), evidence.bound, known, bench
        )
        if not (
            fits
            and uses
            and bench.retarget(uses[0], module, name, f"{evidence.bound} is {evidence.rival}")
        ):
            bench.ask(path, line, finding.message, finding.remedy)


def unify(intent: Intent, bench: Bench) -> None:
    """Every import of a symbol takes the canonical path."""
    for finding in intent.findings:
        evidence = cast("ImportPathsEvidence", finding.evidence)
        rows = zip(evidence.imported, evidence.names, evidence.canonical_paths, strict=True)
        for symbol, name, path in rows:
            if symbol == intent.subject:
                module, _, wanted = path.rpartition(".")
                _change(finding, name, module, wanted, f"the canonical path is {path}", bench)


def mend(intent: Intent, bench: Bench) -> None:
    """Imports of what is gone take it from where it is."""
    for finding in intent.findings:
        evidence = cast("UnresolvedEvidence", finding.evidence)
        found = _STATEMENT.fullmatch(evidence.statement)
        if found is None:
            bench.ask(finding.place.path, finding.place.line, finding.message, finding.remedy)
            continue
        for part, name in zip(found["names"].split(", "), evidence.names, strict=False):
            wanted = part.partition(" as ")[0]
            if not _refused(finding, name, found["module"], wanted, bench):
                _change(
                    finding, name, found["module"], wanted, f"{evidence.missing} is gone", bench
                )


def _refused(finding: Finding, name: str, module: str, wanted: str, bench: Bench) -> bool:
    """Asks a person where what is likely meant cannot do what the file does with it."""
    known = known_as(module, wanted, bench)
    path, line = finding.place.path, finding.place.line
    bound = {use.row.bound for use in bench.uses(path, line) if use.row.name == name}
    if known is None or not bound:
        return False
    against = objections(bench.module(path), bound.pop(), known, bench)
    if against:
        bench.ask(path, line, f"{finding.message}; not meant, or out of date: {against}",
                  f"Import what replaced it, or adapt what is done with {module}.{wanted}.",
                  f"adapt it to {module}.{wanted}")  # fmt: skip
    return bool(against)


def _change(finding: Finding, name: str, module: str, wanted: str, why: str, bench: Bench) -> None:
    path, line = finding.place.path, finding.place.line
    for use in bench.uses(path, line):
        if use.row.name == name and not bench.retarget(use, module, wanted, why):
            bench.ask(path, line, finding.message,
                      f"Import {wanted} from {module}, where that makes no import cycle.")  # fmt: skip
