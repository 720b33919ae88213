"""Law 1 of answers: what is recalled after an edit is what would be found by asking again.

The files are few, and use the same few names, so that nearly every edit concerns somebody.
"""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.editing import Edited, drawn, edit
from tests.properties.test_names_after_edits import PATHS, Web
from tests.strategies import examples

FOLDERS = ("", "", "tests/", "scripts/", "service/")


@settings(max_examples=examples(15, 300), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_a_report_after_any_edit_of_what_others_can_see_is_that_from_nothing(seed: int) -> None:
    dice = Random(seed)
    webs = [Web(dice) for _ in FOLDERS]
    more = drawn(dice)
    with TemporaryDirectory() as folder:
        project = Edited(Path(folder), settled=True)
        for _ in range(6):
            files = {
                f"{place}{PATHS[name]}": "\n\n".join(rows) + "\n"
                for place, web in zip(FOLDERS, webs, strict=True)
                for name, rows in web.modules.items()
            }
            project.sync(more | files)
            assert project.warm() == project.cold()
            for _ in range(dice.choice((0, 1, 1, 2))):
                dice.choice(webs).edit()
            for _ in range(dice.choice((0, 0, 1))):
                more = edit(dice, more)
