"""Law 8: what an exception silences is itself and nothing else, and comes back unchanged."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ssotlint.engine.session import check_world
from ssotlint.model.report import Finding, Report
from tests.strategies import examples

FILES = {
    "pyproject.toml": "[tool.ssotlint]\n",
    "shop/__init__.py": "from shop.money import Price\n__all__ = ['Price']\n",
    "shop/money.py": "class Price:\n    pass\n",
    "shop/orders.py": "from shop.money import Tax\nfrom shop.money import Tax as T\n",
    "a.py": "from shop import Price\n\n\ndef f():\n    from shop.lost import (\n        x,\n    )\n",
    "b.py": "from shop import Price\nfrom shop.lost import y\n",
    "c.py": "from shop.money import Price\nfrom shop.lost import z\n",
    **{f"d{number}.py": "from shop import Price\n" for number in range(2)},
}
RULES = ("unresolved-import", "competing-import-paths", "unused-suppression")


def check(files: dict[str, str]) -> Report:
    with TemporaryDirectory() as folder:
        return check_world(files, Path(folder), select=RULES)


def key(finding: Finding) -> tuple[str, str, str]:
    return finding.place.path, finding.rule, finding.fingerprint


BEFORE = check(FILES)


def excepted(files: dict[str, str], finding: Finding, above: bool) -> dict[str, str]:
    lines = files[finding.place.path].splitlines()
    comment = f"# ssotlint: ignore[{finding.rule}] -- it is known"
    line = lines[finding.place.line - 1]
    if above:
        lines.insert(finding.place.line - 1, " " * (len(line) - len(line.lstrip())) + comment)
    else:
        lines[finding.place.line - 1] += f"  {comment}"
    return {**files, finding.place.path: "\n".join(lines) + "\n"}


@settings(max_examples=examples(25, 300), deadline=None)
@given(
    chosen=st.sets(st.sampled_from(range(len(BEFORE.findings))), min_size=1),
    above=st.booleans(),
)
def test_exceptions_silence_what_they_name_and_nothing_else(chosen: set[int], above: bool) -> None:
    files = FILES
    for position in sorted(chosen, reverse=True):  # from below, so that places stay
        files = excepted(files, BEFORE.findings[position], above)

    after = check(files)

    left = {key(f) for i, f in enumerate(BEFORE.findings) if i not in chosen}
    assert {key(finding) for finding in after.findings} == left
    assert after.suppressed == len(chosen)
    # And back: the text is what it was, and so is the report.
    again = check(FILES)
    assert (again.findings, again.groups) == (BEFORE.findings, BEFORE.groups)


def test_there_is_something_to_silence() -> None:
    assert {finding.rule for finding in BEFORE.findings} == set(RULES[:2])
    assert len(BEFORE.findings) >= 5
