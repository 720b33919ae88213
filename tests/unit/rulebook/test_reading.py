"""What a rule file says, and each way in which it is refused."""

import re
from pathlib import Path

import pytest

from ssotlint.model.errors import InputError
from ssotlint.model.rule import Example, Lowering, Option
from ssotlint.model.severity import Severity
from ssotlint.rulebook.reading import read
from tests.unit.rulebook.sample import TEXT, write


def test_a_rule_is_named_by_its_file_and_says_all_that_the_file_says(tmp_path: Path) -> None:
    rule = read(write(tmp_path))

    assert (rule.family, rule.name) == ("samples", "sample-rule")
    assert rule.severity is Severity.WARNING
    assert rule.rationale == "One.\nTwo.\nThree."
    assert rule.options == (
        Option("least-size", "int", 4, "How much must be the same."),
        Option("allow", "list[str]", [], "What may be there twice."),
    )
    assert rule.lower == (Lowering("only-typing", Severity.NOTE, "only annotations say so"),)
    assert rule.examples == (
        Example("a copy", {"shop/a.py": "x = 1  # <- sample-rule\n"}, bad=True),
        Example("another thing", {"shop/__init__.py": "", "shop/a.py": "x = 2\n"}, bad=False),
    )
    assert rule.default
    assert not rule.breaking


def test_a_rule_with_patterns_alone_asks_the_detector_of_patterns(tmp_path: Path) -> None:
    text = TEXT.replace('detector = "sample"\nverdict = "real"', "patterns = ['f($X, $...YS)']")
    text = text.replace("{symbol} is", "{symbol} and {X} and {YS} are")

    assert read(write(tmp_path, text)).detector == "patterns"


# What is written, what is written instead, the line that is named, and what is said.
REFUSED = {
    "not TOML": ('"0.1.0"', "0.1.0", 1, "not TOML: "),
    "unknown key": ("summary =", "sumary =", 5, 'no such key (did you mean "summary"?)'),
    "missing key": ('message = "{symbol} is there {count:time}"\n', "", 0, '"message" is missing'),
    "no detector": (
        'detector = "sample"\nverdict',
        "verdict",
        0,
        'neither "detector" nor "patterns" is there',
    ),
    "bad severity": ('"warning"', '"fatal"', 2, 'severity: "fatal" is not one of note, warning'),
    "bad version": ('"0.1.0"', '"soon"', 1, 'since: "soon" is not a version'),
    "two lines": ("twice.", "twice.\\nOr more.", 5, "is not one line of text"),
    "wrong type": ('"real"', "1", 4, "verdict: 1 is not one line of text"),
    "option key": ("[options.allow]", "[options.Allow]", 19, '"Allow" is not a name'),
    "option without help": (
        'help = "What may be there twice."\n',
        "",
        19,
        'options.allow: the key "help" is missing',
    ),
    "option type": ('"int"', '"integer"', 15, 'options.least-size.type: "integer" is not one of'),
    "option default": ("default = 4", 'default = "4"', 16, '"4" is not a whole number'),
    "option flag for a number": ("default = 4", "default = true", 16, "is not a whole number"),
    "lowering up": ('to = "note"', 'to = "error"', 26, "error is not below the rule's severity"),
    "lowering for no reason": (
        'why = "only annotations say so"\n',
        "",
        24,
        'lower 1: the key "why" is missing',
    ),
    "lowering in place": ('to = "note"', 'to = "warning"', 26, "warning is not below"),
    "no bad": ("[[bad]]", "[[good]]", 0, 'the key "bad" is missing'),
    "no good": ("[[good]]", "[[bad]]", 0, 'the key "good" is missing'),
    "empty good": (TEXT[TEXT.index("[[good]]") :], "", 0, 'the key "good" is missing'),
    "example without title": ('title = "a copy"\n', "", 29, 'bad 1: the key "title" is missing'),
    "example without file": (
        "\"shop/__init__.py\" = \"\"\n\"shop/a.py\" = '''\nx = 2\n'''\n",
        "",
        35,
        "good 1: no file",
    ),
    "file outside": ('"shop/__init__.py"', '"../shop.py"', 37, "is not a relative path of a file"),
    "file from the root": ('"shop/__init__.py"', '"/shop.py"', 37, "is not a relative path"),
    "bad without a mark": ("  # <- sample-rule", "", 29, "no line is marked `# <- sample-rule`"),
    "bad with another's mark": ("<- sample", "<- other", 29, "no line is marked"),
    "bad with half a mark": ("<- sample-rule", "<- ?", 29, "shop/a.py:1: a mark is a comment"),
    "good with a mark": ("x = 2", "x = 2  # <- sample-rule", 35, "carries a mark"),
    "stray brace": ("{symbol}", "{symbol", 11, "message: a brace that belongs to no placeholder"),
    "attribute": ("{canonical}", "{canonical.path}", 12, "remedy: a brace that belongs to no"),
    "metavariable without patterns": ("{symbol}", "{KEY}", 11, "{KEY} is not bound"),
}


@pytest.mark.parametrize(("old", "new", "line", "said"), REFUSED.values(), ids=REFUSED)
def test_a_bad_rule_is_refused_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert TEXT.count(old) >= 1
    path = write(tmp_path, TEXT.replace(old, new, 1))

    with pytest.raises(InputError, match=re.escape(said)) as caught:
        read(path)

    assert (caught.value.path, caught.value.line) == (str(path), line)


def test_every_pattern_must_bind_what_the_message_names(tmp_path: Path) -> None:
    text = TEXT.replace('detector = "sample"\nverdict = "real"', "patterns = ['f($X)', 'g($_)']")
    path = write(tmp_path, text.replace("{symbol}", "{X}"))

    with pytest.raises(InputError, match=re.escape("message: {X} is not bound by every pattern")):
        read(path)


@pytest.mark.parametrize("rule", ["samples/No_Hyphens", "Samples/sample-rule", "samples/2nd"])
def test_file_and_folder_must_be_names(tmp_path: Path, rule: str) -> None:
    with pytest.raises(InputError, match="is not a name"):
        read(write(tmp_path, rule=rule))


def test_a_name_says_what_is_found_not_what_is_wanted(tmp_path: Path) -> None:
    text = TEXT.replace("sample-rule", "no-copies")

    with pytest.raises(InputError, match="names what is wanted"):
        read(write(tmp_path, text, "samples/no-copies"))


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(InputError, match="cannot be read"):
        read(path)
