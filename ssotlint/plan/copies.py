"""Steps that keep one definition and let the files of its copies import it."""

from ssotlint.detectors.class_copies import ClassCopiesEvidence
from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.detectors.constants import ConstantsEvidence
from ssotlint.judges.differences import sentences
from ssotlint.model.evidence import Evidence
from ssotlint.model.report import Finding
from ssotlint.model.source import Role
from ssotlint.plan.bench import Bench, Fact
from ssotlint.plan.fitting import known_at, unfit
from ssotlint.plan.intents import Intent
from ssotlint.plan.placing import add_import
from ssotlint.plan.spots import names_in, parsed
from ssotlint.plan.statements import changed, stands_alone
from ssotlint.report.evidence import differences

_TOLD = 12  # differences of one copy; more are counted


def share(intent: Intent, bench: Bench) -> None:
    """Delete each copy, and import the canonical definition under its name."""
    owners = _owners(intent, bench)
    for finding in intent.findings:
        row = bench.fact(finding.place.path, finding.place.line)
        owner = next((o for o in owners if bench.may_load(finding.place.path, o[0])), None)
        against = _against(finding, row, bench) if row is not None else ""
        against = against or _lacking(finding, bench)
        against = against or _lost_when_run(finding, owner, bench)
        if owner is None or row is None or against or not _is_replaceable(finding):
            what = f"{finding.message}; {against}" if against else finding.message
            bench.ask(finding.place.path, finding.place.line, what, finding.remedy)
        else:
            _replace(finding, row, owner, bench)


def _is_replaceable(finding: Finding) -> bool:
    """Whether the one to keep can stand for a copy: one that was edited may be what others need."""
    evidence = finding.evidence
    if isinstance(evidence, ClassCopiesEvidence):
        return not evidence.parted  # what must differ belongs in a class of its own
    return not isinstance(evidence, ClonesEvidence) or not (
        evidence.edited or evidence.parted or evidence.fitted or evidence.strange
    )


def _lacking(finding: Finding, bench: Bench) -> str:
    """What a file does with a copy that the one to keep cannot; only where they differ."""
    kept = finding.canonical
    rival = known_at(finding.place.path, finding.place.line, bench)
    keep = known_at(kept.place.path, kept.place.line, bench) if kept is not None else None
    if rival is None or keep is None or not (_caution(finding) or rival.definition.is_class):
        return ""
    return unfit(rival, keep, bench)


def _lost_when_run(finding: Finding, owner: tuple[str, str] | None, bench: Bench) -> str:
    """Why a script may not find its owner; "" where it does.

    When it is run it finds what is installed and what lies beside it, by its short name: not a file
    of a folder that is no package, unless it imports from there already.
    """
    module = bench.module(finding.place.path)
    if owner is None or module.source.role is not Role.SCRIPT:
        return ""
    by_name, top = bench.world.index.by_name, owner[0].partition(".")[0]
    homes = by_name.get(owner[0], [])
    is_packaged = any(one.source.is_package for one in by_name.get(top, []))
    is_beside = "." not in owner[0] and any(
        one.path.rpartition("/")[0] == module.path.rpartition("/")[0] for one in homes
    )
    known = {row.module.partition(".")[0] for row in module.surface.imports if not row.level}
    if is_packaged or is_beside or top in known:
        return ""
    return f"whether it finds {owner[0]} depends on how it is run"


def _owners(intent: Intent, bench: Bench) -> list[tuple[str, str]]:
    """Module and name through which the canonical definition can be imported, the best first.

    That is the path which others should use; where it loads the importer itself, the origin.
    """
    related = intent.findings[0].canonical
    if related is None:
        return []
    row = bench.fact(related.place.path, related.place.line)
    if row is None:
        return []
    module = bench.module(related.place.path)
    origin = (module.name, row.name)
    choice = bench.world.graph.reaches.canonical(related.symbol, bench.world.config.canonical)
    if choice is None:
        return [origin]
    return [(choice.path.module.name, choice.path.name), origin]


def _against(finding: Finding, row: Fact, bench: Bench) -> str:
    """Why a copy cannot be taken away as it is; "" where it can."""
    path = finding.place.path
    first, last = bench.place(path, row)
    if not stands_alone(bench.texts.text(path), row.name, first + 1, last):
        return f"{row.name} shares its lines with other code"
    kept = finding.canonical
    return _change(path, finding.symbol, bench) or (
        _change(kept.place.path, kept.symbol, bench) if kept is not None else ""
    )


def _change(path: str, symbol: str, bench: Bench) -> str:
    """Where a name that is to be one with another gets another value, or has it changed."""
    home, _, name = symbol.rpartition(".")
    bound = [b for b in bench.module(path).surface.bindings if b.owner < 0 and b.name == name]
    if len(bound) > 1:
        return f"{path}:{bound[1].span.line} binds {name} again"
    users = bench.world.graph.importers.by_origin
    known = {(path, name)}
    known |= {(use.module.path, use.row.bound) for use in users.get(symbol, ()) if use.row.name}
    for use in users.get(home, ()):
        known.add((use.module.path, f"{use.spelled}.{name}"))
    for user, called in sorted(known):
        line = changed(bench.texts.text(user)).get(called)
        if line:
            return f"{user}:{line} changes {called}"
    return ""


def replace(finding: Finding, owner: tuple[str, str], bench: Bench) -> str:
    """Let all take a definition from its owner, and delete it; "" or what stands against it."""
    row = bench.fact(finding.place.path, finding.place.line)
    if row is None or not bench.may_load(finding.place.path, owner[0]):
        return f"{owner[0]} cannot be imported there"
    against = _against(finding, row, bench)
    if not against:
        _replace(finding, row, owner, bench)
    return against


def take_away(finding: Finding, bench: Bench) -> str:
    """Delete a definition that nobody imports; "" or what stands against it."""
    path = finding.place.path
    row = bench.fact(path, finding.place.line)
    tree = parsed(bench.texts.text(path))
    if row is None or tree is None:
        return "it is no plain definition"
    if any(True for _ in names_in(tree, row.name)):
        return f"{path} uses {row.name}"
    against = _against(finding, row, bench)
    if not against:
        _delete(row, path, f"nobody uses {row.name}", bench, "")
    return against


def _replace(finding: Finding, row: Fact, owner: tuple[str, str], bench: Bench) -> None:
    module = bench.module(finding.place.path)
    source, name = owner
    why = f"{source}.{name} is the one to keep"
    _delete(row, finding.place.path, why, bench, _caution(finding))
    renamed = f" as {row.name}" if name != row.name else ""
    add_import(bench.texts, module, source, f"from {source} import {name}{renamed}", why)
    bench.loads(module.path, source)
    for use in bench.world.graph.importers.by_origin.get(finding.symbol, ()):
        if use.row.name and use.module is not module:
            bench.retarget(use, source, name, why)


def _caution(finding: Finding) -> str:
    """What a copy does otherwise, which is lost with it; what changes what happens comes first."""
    evidence = finding.evidence
    told: tuple[str, ...] = ()
    if isinstance(evidence, ClonesEvidence) and finding.rule == "diverged-copies":
        told = sentences(evidence.edits, _TOLD) or evidence.differences
    elif _differs(evidence):
        told = differences(evidence)
    return f"this copy says otherwise: {', '.join(told)}" if told else ""


def _differs(evidence: Evidence) -> bool:
    if isinstance(evidence, ConstantsEvidence):
        return evidence.differs
    return isinstance(evidence, ClassCopiesEvidence) and evidence.drifted


def _delete(row: Fact, path: str, why: str, bench: Bench, caution: str) -> None:
    """Take a definition away with the comments right above it; two blank lines stay."""
    lines = bench.texts.lines(path)
    first, last = bench.place(path, row)
    while first and lines[first - 1].startswith("#"):
        first -= 1
    while first and not lines[first - 1].strip():
        first -= 1
    while last < len(lines) and not lines[last].strip():
        last += 1
    blank = ["", ""] if first > 0 and last < len(lines) else []
    bench.texts.replace(path, first, last, blank, why, caution)
