"""What code does when it runs, and the words without which it does no harm."""

import libcst as cst
import pytest

from ssotlint.judges import effects as judge
from ssotlint.judges.effects import effects, may_harm

CALLS = [
    *(name for known in judge._OPENS.values() for name in sorted(known)),
    *(f"folder.{name}" for name in sorted(judge._FOLDERS)),
    *(f"path.{name}" for name in sorted(judge._FILES)),
    *sorted(judge._TASKS),
]
OTHERS = (
    'def f():\n    rate = os.environ["RATE"]\n',
    'def f():\n    rate = environ["RATE"]\n',
    "def f():\n    threading.Thread(target=run).start()\n",
    "def f():\n    if sys.platform == 'x':\n        raise ValueError\n",
)


def harms(code: str) -> bool:
    function = cst.ensure_type(only(code), cst.FunctionDef)
    return any(one.harmful for one in effects(function, frozenset(), frozenset()))


def only(code: str) -> cst.CSTNode:
    return cst.parse_module(code).body[0]


@pytest.mark.parametrize("code", [*(f"def f():\n    {name}(x)\n" for name in CALLS), *OTHERS])
def test_what_does_harm_has_a_word_for_it(code: str) -> None:
    assert harms(code)
    assert may_harm(code)


def test_words_are_whole_words() -> None:
    assert not may_harm("def f():\n    self.reopened = restart(raised, starts)\n")
