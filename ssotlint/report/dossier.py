"""All that is known of a name, for people and for programs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ssotlint.model.dossier import Comparison, Dossier, Fact, Namesake, Spot, Use
from ssotlint.model.numbers import counted, percent
from ssotlint.model.source import Role
from ssotlint.report.escape import plain
from ssotlint.report.jsontext import pretty
from ssotlint.report.options import TextOptions

_ROWS = 8  # of a list, without --all
_PARTS = frozenset({"method", "module"})


def json(dossier: Dossier) -> str:
    """Everything, as one object."""
    return pretty(
        {
            "schema": 1,
            "name": dossier.name,
            "checked": dossier.checked,
            "canonical": next((e.symbol for e in dossier.entries if e.canonical), None),
            "entries": [_entry_object(entry) for entry in dossier.entries],
            "broken": [_use_object(use) for use in dossier.broken],
            "near": list(dossier.near),
        }
    )


def _entry_object(entry: Namesake) -> dict[str, object]:
    return {
        "symbol": entry.symbol,
        "kind": entry.kind,
        "path": entry.path,
        "line": entry.line,
        "end_line": entry.end_line,
        "role": entry.role.value,
        "domain": entry.domain,
        "signature": entry.signature,
        "canonical": entry.canonical,
        "why": entry.why,
        "import": {"statement": entry.statement, "why": entry.statement_why},
        "importers": entry.importers,
        "import_paths": [access._asdict() for access in entry.accesses],
        "uses": [_use_object(use) for use in entry.uses],
        "names": [spot._asdict() for spot in entry.names],
        "facts": [
            {**fact._asdict(), "places": [spot._asdict() for spot in fact.places]}
            for fact in entry.facts
        ],
    }


def _use_object(use: Use) -> dict[str, object]:
    return {**use._asdict(), "role": use.role.value}


def text(dossier: Dossier, options: TextOptions, *, whole: bool = False) -> str:
    """A page for the terminal; ``whole`` lists what is folded to a count otherwise."""
    lines = list(_Page(dossier, options, whole).lines())
    return "".join(f"{plain(line).rstrip()}\n" for line in lines)


def pair_json(pair: Comparison) -> str:
    """A comparison as one object."""
    return pretty(
        {
            "schema": 1,
            "first": pair.first._asdict(),
            "second": pair.second._asdict(),
            "checked": pair.checked,
            "one_class": pair.one_class,
            "unreported": pair.unreported,
            "together": [
                {"rule": fact.rule, "family": fact.family, "title": fact.title}
                for fact in pair.together
            ],
            "reasons": list(pair.reasons),
            "clone_type": pair.clone_type,
            "similarity": pair.similarity,
            "differences": list(pair.differences),
        }
    )


def pair_text(pair: Comparison, options: TextOptions) -> str:
    """Whether two definitions are copies, why, and what differs."""
    lines = list(_pair_lines(pair, options))
    return "".join(f"{plain(line)}\n" for line in lines)


_TYPES = {
    1: "a copy but for layout, comments, docstrings and annotations",
    2: "a copy but for the names of variables",
    3: "statements are edited",
}


def _pair_lines(pair: Comparison, options: TextOptions) -> Iterator[str]:
    for spot in (pair.first, pair.second):
        yield f"{spot.symbol}  {options.shown(spot.path)}:{spot.line}"
    yield ""
    for fact in pair.together:
        yield f"  in one group: {fact.title} [{fact.rule}]"
    if pair.reasons:
        yield "  copies, not reported:" if pair.unreported else "  no copies:"
        for reason in pair.reasons:
            yield f"    {reason}"
    if pair.clone_type:
        yield f"  {percent(pair.similarity)}% alike: {_TYPES[pair.clone_type]}"
    for difference in pair.differences:
        yield f"    {difference}"
    if pair.checked == "earlier":
        yield "  Groups are those of the last check; files have changed since."


class _Page:
    def __init__(self, dossier: Dossier, options: TextOptions, whole: bool) -> None:
        self._dossier, self._options, self._whole = dossier, options, whole
        self._listed: set[tuple[str, str]] = set()  # groups whose places have been listed
        self._kinds = Counter(entry.kind for entry in dossier.entries)

    def lines(self) -> Iterator[str]:
        entries = self._dossier.entries
        yield self._headline()
        for entry in filter(self._is_main, entries):
            yield ""
            yield from self._entry(entry)
        short = [entry for entry in entries if not self._is_main(entry)]
        yield from self._short("in tests and copies of trees", filter(_is_aside, short))
        own = [entry for entry in short if not _is_aside(entry)]
        yield from self._short("methods of that name", (e for e in own if e.kind == "method"))
        yield from self._short("modules of that name", (e for e in own if e.kind == "module"))
        if self._dossier.broken:
            yield ""
            yield f"  imports that lead nowhere: {len(self._dossier.broken)}"
            yield from self._uses(self._dossier.broken)
        if self._dossier.checked == "earlier":
            yield ""
            yield "  Findings are those of the last check; files have changed since."

    def _is_main(self, entry: Namesake) -> bool:
        """Whether an entry is told at length: the canonical one, what is no namesake by chance."""
        entries = self._dossier.entries
        if entry.canonical or len(entries) == 1:
            return True
        if _is_aside(entry):
            return False
        alone = self._kinds[entry.kind] == 1
        return entry.kind not in _PARTS or (alone and entry.symbol == self._dossier.name)

    def _headline(self) -> str:
        entries = self._dossier.entries
        if not entries:
            return f"{self._dossier.name}: nothing has this name"
        kinds = Counter(e.kind for e in entries if not _is_aside(e))
        said = [counted(n, *_PLURALS[kind]) for kind, n in kinds.items()]
        aside = sum(map(_is_aside, entries))
        if aside:
            said.append(f"{aside:,} in tests and copies of trees")
        files = len({path for entry in entries for path in self._importing_by_name(entry)})
        imported = files or any(e.kind != "method" for e in entries)
        told = f"; {_importing(files)}" if imported else ""
        return f"{self._dossier.name}: {', '.join(said)}{told}"

    def _importing_by_name(self, entry: Namesake) -> set[str]:
        """The files that import something under the name that was asked for.

        What bears another name and is called so in one place has importers that never say it.
        """
        name = self._dossier.name.replace(":", ".").rpartition(".")[2]
        own = entry.kind == "module" or entry.symbol.rpartition(".")[2] == name
        return {
            use.path for use in entry.uses
            if own or name in (use.bound, use.imported.rpartition(".")[2])
        }  # fmt: skip

    def _entry(self, entry: Namesake) -> Iterator[str]:
        mark = "*" if entry.canonical else "-"
        role = "" if entry.role is Role.PRODUCTION else f", {entry.role.value} code"
        keep = f", canonical: {entry.why}" if entry.canonical else ""
        yield f"{mark} {entry.symbol}{entry.signature}"
        yield f"    {entry.kind} at {self._at(entry.path, entry.line)}{role}{keep}"
        if entry.kind in _PARTS:
            yield from self._told(entry)
            return
        if not entry.uses:
            yield "    nobody imports it"
        else:
            yield f"    {entry.statement}    ({entry.statement_why})"
            if len(entry.accesses) > 1:
                yield f"    imported through {len(entry.accesses)} paths"
                yield from self._table(
                    (counted(a.files, "file"), a.path, "canonical" if a.canonical else "")
                    for a in entry.accesses
                )
        yield from self._names(entry.names)
        yield from self._told(entry)

    def _told(self, entry: Namesake) -> Iterator[str]:
        """What the last check found of it, and who imports it."""
        for fact in _merged(entry.facts):
            yield from self._fact(fact, entry)
        if entry.uses:
            yield f"    {_importing(entry.importers)}"
            yield from self._uses(entry.uses)

    def _names(self, names: Sequence[Spot]) -> Iterator[str]:
        if names:
            yield f"    {counted(len(names), 'other name')}"
            yield from self._table(
                (self._at(spot.path, spot.line), spot.symbol, spot.note) for spot in names
            )

    def _fact(self, fact: Fact, entry: Namesake) -> Iterator[str]:
        stale = " (a file of it has changed since)" if fact.changed else ""
        said = fact.said or fact.title
        if fact.owner:
            owns = fact.owner == entry.symbol
            said += "; this is the one to keep" if owns else f"; keep {fact.owner}"
        hidden = f"; no finding: {fact.fate}" if fact.fate else ""
        yield f"    {said} [{fact.rule}]{hidden}{stale}"
        group = (fact.rule, fact.title)
        if group not in self._listed or self._whole:
            self._listed.add(group)
            yield from self._table(
                (self._at(spot.path, spot.line), spot.symbol, spot.note) for spot in fact.places
            )

    def _uses(self, uses: Iterable[Use]) -> Iterator[str]:
        """One row a file: the first of its imports, and how many more it has."""
        by_file: dict[str, list[Use]] = {}
        for use in sorted(uses, key=lambda use: (use.role is Role.TEST, use)):
            by_file.setdefault(use.path, []).append(use)
        yield from self._table(
            (self._at(first.path, first.line), _binding(first), _also(first, others))
            for first, *others in by_file.values()
        )

    def _short(self, title: str, some: Iterable[Namesake]) -> Iterator[str]:
        entries = list(some)
        if entries:
            yield ""
            yield f"  {title}: {len(entries)}"
            yield from self._table(
                (self._at(e.path, e.line), f"{e.kind} {e.symbol}{e.signature}", _known(e))
                for e in entries
            )

    def _table(self, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
        known = [tuple(map(plain, row)) for row in rows]
        shown = known if self._whole else known[:_ROWS]
        widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
        for row in shown:
            yield "      " + "  ".join(
                cell.ljust(width) for cell, width in zip(row, widths, strict=True)
            )
        if len(known) > len(shown):
            yield f"      and {len(known) - len(shown)} more (--all lists them)"

    def _at(self, path: str, line: int) -> str:
        return f"{self._options.shown(path)}:{line}"


def _merged(facts: Sequence[Fact]) -> list[Fact]:
    """Facts of one rule that say the same of a symbol, as one: each of its calls is a group."""
    found: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        key = (fact.rule, fact.title, fact.said)
        known = found.get(key)
        places = tuple(dict.fromkeys((*known.places, *fact.places))) if known else fact.places
        changed = fact.changed or (known is not None and known.changed)
        found[key] = fact._replace(places=places, changed=changed)
    return list(found.values())


_PLURALS = {
    "class": ("class", "classes"),
    "function": ("function",),
    "method": ("method",),
    "value": ("value",),
    "module": ("module",),
}


def _is_aside(entry: Namesake) -> bool:
    return entry.role in {Role.TEST, Role.BACKUP, Role.GENERATED}


def _importing(files: int) -> str:
    return f"{counted(files, 'file')} {'imports' if files == 1 else 'import'} it"


def _known(entry: Namesake) -> str:
    """What is known of an entry, in a few words: the rules that found it, else who imports it."""
    rules = ", ".join(sorted({fact.rule for fact in entry.facts if not fact.fate}))
    if rules:
        return f"[{rules}]"
    return _importing(entry.importers) if entry.importers else ""


def _also(first: Use, others: Sequence[Use]) -> str:
    """When an import runs, unless as all do, and how many more imports the file has."""
    when = "" if first.when == "load" else first.when
    return ", ".join(filter(None, (when, f"and {len(others)} more" if others else "")))


def _binding(use: Use) -> str:
    last = use.imported.rpartition(".")[2]
    return use.imported if use.bound == last else f"{use.imported} as {use.bound}"
