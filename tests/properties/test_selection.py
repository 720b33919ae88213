"""What a rule finds does not depend on which others are asked, and so not on who asks first."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ssotlint.engine.session import check_world
from tests.properties.test_names_after_edits import PATHS, Web
from tests.strategies import examples

FOLDERS = ("", "tests/", "scripts/", "service/")
ALONE = ("incompatible-call", "missing-member", "incompatible-override", "import-cycle")
"""They yield to none that is found here."""


@settings(max_examples=examples(10, 300), deadline=None, suppress_health_check=list(HealthCheck))
@example(5167)  # a circle of imports led elsewhere by who had asked first
@given(st.integers(0, 2**32))
def test_a_rule_finds_the_same_alone_and_among_others(seed: int) -> None:
    dice = Random(seed)
    webs = [Web(dice) for _ in FOLDERS]
    files = {
        f"{place}{PATHS[name]}": "\n\n".join(rows) + "\n"
        for place, web in zip(FOLDERS, webs, strict=True)
        for name, rows in web.modules.items()
    }

    def found(*select: str) -> dict[str, set[tuple[object, str]]]:
        with TemporaryDirectory() as folder:
            report = check_world(files, Path(folder), select)
        assert report.faults == ()
        told: dict[str, set[tuple[object, str]]] = {rule: set() for rule in ALONE}
        for finding in report.findings:
            told.get(finding.rule, set()).add((finding.place, finding.message))
        return told

    together = found()
    for rule in ALONE:
        assert found(rule)[rule] == together[rule]
