"""Steps that only change imports: to the canonical path, or to where a name has gone."""

import re
from typing import cast

from ssotlint.detectors.import_paths import ImportPathsEvidence
from ssotlint.detectors.unresolved import UnresolvedEvidence
from ssotlint.model.report import Finding
from ssotlint.plan.bench import Bench
from ssotlint.plan.intents import Intent

_STATEMENT = re.compile(r"from (?P<module>[\w.]+) import (?P<names>.+)")


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
            _change(finding, name, found["module"], wanted, f"{evidence.missing} is gone", bench)


def _change(finding: Finding, name: str, module: str, wanted: str, why: str, bench: Bench) -> None:
    path, line = finding.place.path, finding.place.line
    for use in bench.uses(path, line):
        if use.row.name == name and not bench.retarget(use, module, wanted, why):
            bench.ask(path, line, finding.message,
                      f"Import {wanted} from {module}, as far as that makes no import circle.")  # fmt: skip
