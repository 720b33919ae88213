"""A name that is written otherwise and is the same to Python is the same to every rule."""

import io
import keyword
import tokenize
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ssotlint.engine.session import check_world
from ssotlint.rulebook.book import load
from tests.strategies import examples

EXAMPLES = [(rule.name, dict(e.files)) for rule in load().rules.values() for e in rule.examples]
OTHERWISE = dict(zip("abcdefghijklmnopqrstuvwxyz", map(chr, range(0x1D41A, 0x1D434)), strict=True))


def respelled(text: str, dice: Random) -> str:
    """Some code, one letter of some of its names in bold: places stay what they were."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return text
    rows = text.split("\n")
    for token in tokens:
        name, (line, column) = token.string, token.start
        special = keyword.iskeyword(name) or keyword.issoftkeyword(name) or name.startswith("__")
        letter = next((i for i, c in enumerate(name) if c in OTHERWISE), None)
        if (
            token.type == tokenize.NAME
            and not special
            and letter is not None
            and dice.random() < 0.6
        ):
            row, at = rows[line - 1], column + letter
            rows[line - 1] = row[:at] + OTHERWISE[row[at]] + row[at + 1 :]
    return "\n".join(rows)


def told(rule: str, files: dict[str, str]) -> list[tuple[object, ...]]:
    with TemporaryDirectory() as folder:
        report = check_world(files, Path(folder), select=[rule])
    assert report.faults == ()
    return sorted((f.place, f.message, f.fingerprint) for f in report.findings)


@settings(max_examples=examples(40, 1_000), deadline=None)
@given(st.sampled_from(EXAMPLES), st.integers(0, 2**30))
def test_what_is_told_depends_on_no_spelling(
    example: tuple[str, dict[str, str]], seed: int
) -> None:
    rule, files = example
    dice = Random(seed)
    others = {
        path: respelled(text, dice) if path.endswith(".py") else text
        for path, text in files.items()
    }
    assert told(rule, others) == told(rule, files)
