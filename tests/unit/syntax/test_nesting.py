"""What a native parser can follow without harm."""

import pytest

from ssotlint.syntax.nesting import is_shallow


@pytest.mark.parametrize(
    "text",
    [
        "x = [" + "1, " * 50_000 + "]\n",
        "x = 1\n" * 50_000,
        'x = "' + "(" * 5_000 + '"\n',
        "x = (\n" * 100 + ")" * 100 + "\n",
        "def f():\n    return {\n" + "        'a': g(1),\n" * 5_000 + "    }\n",
    ],
)
def test_long_is_not_deep(text: str) -> None:
    assert is_shallow(text)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 101 + ")" * 101 + "\n",
        "x = a" + ".b" * 2_000 + "\n",
        "x = (a\n" + "  + b\n" * 2_000 + ")\n",
        "x = (\n",
        "x = '''\n",
    ],
)
def test_chains_and_what_cannot_be_told_are_not_shallow(text: str) -> None:
    assert not is_shallow(text)
