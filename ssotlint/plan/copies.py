"""Steps that keep one definition and let the files of its copies import it."""

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.graph.paths import Reach, choose, paths_of
from ssotlint.model.facts import Definition
from ssotlint.model.report import Finding
from ssotlint.plan.bench import Bench
from ssotlint.plan.intents import Intent
from ssotlint.plan.placing import add_import


def share(intent: Intent, bench: Bench) -> None:
    """Delete each copy, and import the canonical definition under its name."""
    owners = _owners(intent, bench)
    for finding in intent.findings:
        row = bench.definition(finding.place.path, finding.place.line)
        owner = next((o for o in owners if _can_import(finding, o[0], bench)), None)
        if owner is None or row is None:
            bench.ask(finding.place.path, finding.place.line, finding.message, finding.remedy)
            continue
        _replace(finding, row, owner, bench)


def _owners(intent: Intent, bench: Bench) -> list[tuple[str, str]]:
    """Module and name through which the canonical definition can be imported, the best first.

    That is the path which others should use; where it loads the importer itself, the origin.
    """
    related = intent.findings[0].canonical
    if related is None:
        return []
    row = bench.definition(related.place.path, related.place.line)
    if row is None:
        return []
    module = bench.module(related.place.path)
    uses = [u for u in bench.world.graph.importers.by_origin.get(related.symbol, ()) if u.row.name]
    origin = (module.name, row.name)
    if not uses:
        return [origin]
    choice = choose(Reach(paths_of(uses), module, row.name), bench.world.config.canonical)
    return [(choice.path.module.name, choice.path.name), origin]


def _can_import(finding: Finding, owner: str, bench: Bench) -> bool:
    """Whether the file of a copy may load a module: that must not load the file in turn."""
    path = finding.place.path
    return not any(
        module.path == path or bench.loading.reaches(module.path, path)
        for module in bench.world.index.by_name.get(owner, ())
    )


def _replace(finding: Finding, row: Definition, owner: tuple[str, str], bench: Bench) -> None:
    module = bench.module(finding.place.path)
    source, name = owner
    why = f"{source}.{name} is the one to keep" + _caution(finding)
    _delete(row, finding.place.path, why, bench)
    renamed = f" as {row.name}" if name != row.name else ""
    add_import(bench.texts, module, source, f"from {source} import {name}{renamed}", why)
    for target in bench.world.index.by_name.get(source, ()):
        bench.loading.add(module.path, target.path)
    for use in bench.world.graph.importers.by_origin.get(finding.symbol, ()):
        if use.row.name and use.module is not module:
            bench.retarget(use, source, name, why)


def _caution(finding: Finding) -> str:
    evidence = finding.evidence
    if finding.rule != "diverged-copies" or not isinstance(evidence, ClonesEvidence):
        return ""
    return f"; this copy behaves otherwise: {', '.join(evidence.differences[:2])}"


def _delete(row: Definition, path: str, why: str, bench: Bench) -> None:
    """Take a definition away with the comments right above it; two blank lines stay."""
    lines = bench.texts.lines(path)
    first = bench.texts.at(path, row.start_line)[0]
    last = bench.texts.at(path, row.span.end_line)[-1] + 1
    while first and lines[first - 1].startswith("#"):
        first -= 1
    while first and not lines[first - 1].strip():
        first -= 1
    while last < len(lines) and not lines[last].strip():
        last += 1
    blank = ["", ""] if first > 0 and last < len(lines) else []
    bench.texts.replace(path, first, last, blank, why)
