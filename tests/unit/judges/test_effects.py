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


ASKED = "def f(kind):\n    found = os.path.exists('rates')\n"


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(
            "def f():\n    try:\n        open('rates')\n    except* OSError:\n        pass\n",
            id="a handler of groups takes it",
        ),
        pytest.param(
            f"{ASKED}    try:\n        if kind:\n            return\n    except* KeyError:\n        pass\n"
            "    if not found:\n        raise ValueError\n",
            id="what may leave is in a `try` with `except*`",
        ),
        pytest.param(
            f"{ASKED}    match kind:\n        case 1 if not found:\n            raise ValueError\n",
            id="it is one case of what was passed",
        ),
        pytest.param(
            f"{ASKED}    match kind:\n        case 1:\n            return\n"
            "    if not found:\n        raise ValueError\n",
            id="one case of what was passed leaves before",
        ),
        pytest.param(
            f"{ASKED}    match kind:\n        case [first, *_]:\n            rate = first\n"
            "    if rate and not found:\n        raise ValueError\n",
            id="a name for a part of what was passed decides",
        ),
    ],
)
def test_what_is_caught_or_up_to_the_caller_does_no_harm(code: str) -> None:
    assert not harms(code)


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    try:\n        import rates\n    except* OSError:\n        raise ValueError\n",
        "def f():\n    match os.path.exists('rates'):\n        case False:\n            raise ValueError\n",
        "def f():\n    match 1:\n        case 1 if os.path.exists('rates'):\n            raise ValueError\n",
        "def f():\n    match exists('rates'):\n        case there: pass\n    if there:\n        raise ValueError\n",
    ],
    ids=["what was tried failed", "the case", "the guard of a case", "the name in a case"],
)
def test_what_the_machine_decides_does_harm(code: str) -> None:
    assert harms(code)
