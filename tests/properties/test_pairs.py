"""`where A B` says that two things are one class just when a check groups them."""

import os
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import investigate
from ssotlint.engine.where import compare
from ssotlint.model.report import Report
from tests.strategies import examples
from tests.worlds import read, write

BODIES = (
    """
    found = []
    for row in rows:
        if row["state"] != "{word}":
            continue
        found.append((row["id"], row["amount"] * {number}))
    if not found:
        raise ValueError("{word}")
    return sorted(found)
""",
    """
    found = []
    for item in rows:
        if item["state"] != "{word}":
            continue
        found.append((item["id"], item["amount"] * {number}))
    return sorted(found)
""",
    """
    with open(rows) as file:
        lines = [line.strip() for line in file if "{word}" in line]
    return lines[:{number}]
""",
    """
    return rows.get("{word}", {number})
""",
    """
    raise NotImplementedError
""",
)
ORIGIN = "  # ssotlint: copy-of app.one.{name}"
CREDIT = "# Copied from app.one.{name}\n"
ACCEPTED = "  # ssotlint: ignore[duplication] -- on purpose"
OFTEN = (*BODIES, *BODIES[:2] * 3)
FOLDERS = (
    "app/one",
    "app/two",
    "app/one",
    "app/two",
    "app/part/three",
    "other/four",
    "tests/test_five",
    "old/six",
)


@st.composite
def helpers(draw: st.DrawFn) -> tuple[str, str]:
    """A file and a function in it."""
    name = draw(st.sampled_from(("pick", "_pick", "choose")))
    mark = draw(st.sampled_from(("", "", "", ACCEPTED, ORIGIN.format(name=name))))
    body = draw(st.sampled_from(OFTEN)).format(
        word=draw(st.sampled_from(("paid", "late"))), number=draw(st.sampled_from((1, 2)))
    )
    prefix = draw(st.sampled_from(("def", "def", "async def")))
    folder = draw(st.sampled_from(FOLDERS))
    above = draw(st.sampled_from(("", "", CREDIT.format(name=name))))
    return folder, f"{above}{prefix} {name}(rows):{mark}{body}"


@st.composite
def projects(draw: st.DrawFn) -> dict[str, str]:
    """Files of such functions, in classes here and there, with a constant each."""
    files: dict[str, list[str]] = {}
    for folder, function in draw(st.lists(helpers(), min_size=4, max_size=8)):
        text = function
        if draw(st.booleans()):
            inner = "\n".join(f"    {line}" for line in function.split("\n"))
            name = draw(st.sampled_from(("Till", "Desk")))
            text = f"class {name}:\n    size = 3\n\n{inner}"
        files.setdefault(folder, [f"LIMITS = ({draw(st.integers(1, 2))}, 20, 30)\n"]).append(text)
    packages = {"app/__init__.py": "", "app/part/__init__.py": "", "other/__init__.py": ""}
    return packages | {f"{folder}.py": "\n\n".join(parts) for folder, parts in files.items()}


def groups_of(report: Report) -> list[set[str]]:
    """The symbols of each group of copies that a finding tells."""
    told = {f.group for f in report.findings if f.family == "duplication"}
    return [{member.symbol for member in report.groups[key].members} for key in sorted(told)]


def things_in(root: Path) -> list[str]:
    """The dotted names of all definitions, constants and files of a project."""
    found: list[str] = []
    for module in read(root).index.modules:
        names = [
            row.qualname for row in module.surface.definitions if "<locals>" not in row.qualname
        ]
        names += [b.name for b in module.surface.bindings if b.owner < 0 and b.ref < 0]
        once = sorted({name for name in names if names.count(name) == 1})
        found += [f"{module.name}.{name}" for name in once]
        found.append(module.name)
    return found


@settings(max_examples=examples(12, 300), deadline=None, suppress_health_check=list(HealthCheck))
@given(projects())
def test_where_and_check_agree_on_every_pair(files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "it"
        write(root, {"pyproject.toml": "", **files})
        request = Request(root=root, jobs=1, cache=Path(folder) / "cache")
        for path in root.rglob("*.py"):
            os.utime(path, (1_000_000_000, 1_000_000_000.5))  # long settled
        groups = groups_of(investigate(open_project(request), request))
        event(f"{len(groups)} groups")
        for first, second in combinations(things_in(root), 2):
            answer = compare(request, first, second)
            grouped = any({first, second} <= group for group in groups)
            assert answer.one_class == grouped, (first, second, answer)
            assert grouped or answer.reasons, (first, second)
