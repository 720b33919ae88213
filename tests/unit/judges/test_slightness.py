"""What the judge says of brief functions: what is told though it is little, and what is not."""

import pytest

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.copies import compare
from ssotlint.judges.slightness import slightness
from tests.unit.judges.copying import Judge, an_excerpt, evidence


def test_what_is_written_twice_is_told_whatever_else_it_is_like(judged: Judge) -> None:
    def reads(name: str, size: str, answer: str) -> str:
        return f"""
def {name}(f):
    n = {size}(f)
    assert n >= 0
    data = f.read(n)
    if len(data) == n:
        return {answer}
    raise ValueError(n)
"""

    text, raw = (
        reads("read_text", "size1", "str(data, 'utf-8')"),
        reads("read_raw", "size1", "data"),
    )
    files = {f"app/{name}.py": text for name in "ab"} | {f"app/{name}.py": raw for name in "cde"}

    assert set(judged(files)) == {"app.b.read_text", "app.d.read_raw", "app.e.read_raw"}


FIND = """
def find(images):
    order = ["poster", "tile"]
    for purpose in order:
        {more}
        for image in images:
            if image.purpose == purpose and image.width >= 300:
                return image
    return None
"""


def test_of_two_changes_in_a_few_words_no_more_is_claimed_than_a_note(judged: Judge) -> None:
    text = FIND.format(more="seen.add(len(images), purpose)")
    other = _other_images(text)
    found = judged({"app/a.py": text, "app/b.py": other})["app.b.find"]
    assert evidence(found).distant


def test_what_is_left_beside_what_each_says_in_its_own_way_must_be_worth_a_function(
    judged: Judge,
) -> None:
    text = FIND.format(more="seen.add(purpose)")

    assert judged({"app/a.py": text, "app/b.py": _other_images(text)}) == {}
    assert judged({"app/a.py": text, "app/b.py": text}) != {}


def _other_images(text: str) -> str:
    return text.replace('"poster"', '"logo"').replace(
        " and ", " and image.width == image.height and "
    )


@pytest.mark.parametrize(
    ("comment", "count"), [("", 0), ("    # Copied from app.a.Till.finish\n", 2)]
)
def test_what_says_that_it_was_copied_is_a_copy_however_little_it_is(
    comment: str, count: int, judged: Judge
) -> None:
    till = (
        "class Till:\n{}    def finish(self, at):\n"
        "        self.book.close_all(at)\n        self.drawer.open_slowly(at)\n"
    )
    files = {f"app/{name}.py": till.format(comment if name != "a" else "") for name in "abc"}

    assert len(judged(files)) == count


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("LOG.debug('%s' % message)", 0),
        ("LOG.debug('%s' % message)\n        return send(context, 'echo', message, 5)", 5),
        ("LOG.info('%s by %s', message['id'], message['kind'])\n        " * 3, 5),
    ],
    ids=["few", "more", "much"],
)
def test_what_is_logged_in_a_few_words_is_no_work(body: str, found: int, judged: Judge) -> None:
    text = f"class Handler:\n    def echo(self, context, message):\n        {body}\n"
    files = {f"app/{name}.py": f"LOG = getLogger(__name__)\n{text}" for name in "abcdef"}

    assert len(judged({"app/__init__.py": "", **files})) == found


CHOOSING = """
@timed
def choose(order, budget):
    rows = list(order.rows)
    if not rows:
        return None
    {own}
    return rows[0].first
"""


def test_what_has_a_third_in_common_is_for_the_most_part_two_things() -> None:
    """Unless few statements, however long, are all that differs: those can be passed."""

    def why(lines: int, long: str = "", both: int = 6) -> str:
        ours, theirs = (
            an_excerpt(CHOOSING.format(own="\n    ".join([
                *(f"budget.add(order.{name}_{i}, rows, day=order.day{long})" for i in range(lines)),
                *(f"budget.spend(rows, {i})" for i in range(both)),
            ])))
            for name in ("of", "at")
        )  # fmt: skip
        verdict = compare(ours, theirs, ("choose", "choose"), ("", ""))
        return slightness(ClonesEvidence(), verdict, ours, theirs)

    apart = "most of what either says, the other says in its own way"
    assert why(12) == apart
    assert apart not in (why(3, ", rate=9" * 9), why(12, both=18))
