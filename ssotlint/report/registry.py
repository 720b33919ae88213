"""The import registry: a page for people, a list for programs."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from ssotlint.model.numbers import counted
from ssotlint.model.registry import Registered
from ssotlint.report.jsontext import pretty
from ssotlint.report.markdown import code, text

_HEAD = """\
# Import registry

Made by `ssotlint registry`; `ssotlint registry --check FILE` fails when it is out of date.
What several files import, with the one path that all of them should use.
"""


def markdown(rows: Iterable[Registered]) -> str:
    """A table a domain. Lines of code are left out: they would change with every edit."""
    return _HEAD + "".join(_pieces(rows))


def json(rows: Iterable[Registered]) -> str:
    """One object a symbol, in the order of the page."""
    return pretty(
        [
            {
                "domain": row.domain,
                "name": row.name,
                "kind": row.kind,
                "import": row.statement,
                "path": row.path,
                "line": row.line,
                "importers": row.importers,
                "why": row.why,
                "others": [{"path": path, "importers": number} for path, number in row.others],
            }
            for row in rows
        ]
    )


def _pieces(rows: Iterable[Registered]) -> Iterator[str]:
    for domain, inside in groupby(rows, lambda row: row.domain):
        yield f"\n## {text(domain or 'no domain')}\n\n"
        yield "| import | kind | defined in | importers | other paths in use |\n"
        yield "|---|---|---|---|---|\n"
        for row in inside:
            others = ", ".join(f"{code(path)} ({counted(n, 'file')})" for path, n in row.others)
            cells = (code(row.statement), row.kind, code(row.path), f"{row.importers:,}", others)
            yield f"| {' | '.join(cells)} |\n"
