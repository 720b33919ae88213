"""What a project asks for, and how wrong wishes are refused."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ssotlint.model.config import DEFAULT_EXCLUDE, Config, Override, Owner
from ssotlint.model.errors import InputError
from ssotlint.model.rule import RuleSetting
from ssotlint.model.severity import Severity
from ssotlint.project.configuration import load, locate, refusal
from tests.unit.project.world import plant

EVERYTHING = """\
src = ["app"]
roots = ["."]
exclude = ["vendor/"]
extend-exclude = ["*_pb2.py"]
shared = ["kit"]
select = ["duplication"]
ignore = ["import-cycle"]
rule-packs = ["lint"]
fail-level = "error"
max-file-size = 1000

[domains]
sales = ["app/sales/"]

[roles]
test = ["checks/"]

[rules.duplicate-helper]
severity = "note"
enabled = true
min-size = 35
allow = ["a", "b"]

[canonical]
MessageRouter = "app.handlers:MessageRouter"
Money.place = "app.money:Money"
Money.facade = "app"
Money.deprecated = ["app.old:Money"]
Money.complete = true
Money.reason = "one currency, one rounding"

[[overrides]]
paths = ["legacy/"]
ignore = ["duplication"]
severity = { import-cycle = "note" }
"""


def write(root: Path, text: str, name: str = "ssotlint.toml") -> Path:
    return plant(root, "", {name: text})


def complaint(root: Path) -> str:
    """All that is said, without the folder."""
    with pytest.raises(InputError) as caught:
        load(root)
    return str(caught.value).replace(f"{root}/", "")


def test_without_a_file_all_is_as_by_default(tmp_path: Path) -> None:
    assert load(tmp_path) == Config()
    assert load(tmp_path).source == ""
    assert load(tmp_path).exclude == DEFAULT_EXCLUDE


def test_every_key(tmp_path: Path) -> None:
    assert load(write(tmp_path, EVERYTHING)) == Config(
        src=("app",),
        roots=(".",),
        exclude=("vendor/",),
        extend_exclude=("*_pb2.py",),
        shared=("kit",),
        select=("duplication",),
        ignore=("import-cycle",),
        rule_packs=("lint",),
        fail_level="error",
        max_file_size=1000,
        domains={"sales": ("app/sales/",)},
        roles={"test": ("checks/",)},
        rules={
            "duplicate-helper": RuleSetting(
                Severity.NOTE, enabled=True, options={"min-size": 35, "allow": ["a", "b"]}
            )
        },
        canonical=(
            Owner("MessageRouter", "app.handlers:MessageRouter"),
            Owner(
                "Money",
                "app.money:Money",
                facade="app",
                deprecated=("app.old:Money",),
                complete=True,
                reason="one currency, one rounding",
            ),
        ),
        overrides=(Override(("legacy/",), ("duplication",), {"import-cycle": Severity.NOTE}),),
    )


def test_pyproject_says_the_same_in_its_table(tmp_path: Path) -> None:
    table = re.sub(r"^(\[+)(\w)", r"\1tool.ssotlint.\2", EVERYTHING, flags=re.MULTILINE)
    inside = load(write(tmp_path / "a", f"[tool.ssotlint]\n{table}", "pyproject.toml"))
    assert inside == load(write(tmp_path / "b", EVERYTHING))
    beside = load(tmp_path / "b")
    assert repr(replace(inside, declarations="")) == repr(replace(beside, declarations=""))


def test_our_own_file_comes_first(tmp_path: Path) -> None:
    write(tmp_path, '[tool.ssotlint]\nsrc = ["b"]', "pyproject.toml")
    assert load(tmp_path).src == ("b",)
    assert load(write(tmp_path, 'src = ["a"]')).src == ("a",)
    assert load(tmp_path, tmp_path / "pyproject.toml").src == ("b",)


def test_a_pyproject_that_does_not_speak_of_us_need_not_be_valid(tmp_path: Path) -> None:
    assert load(write(tmp_path, "[[[", "pyproject.toml")) == Config()


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert load(write(tmp_path, '\ufeffsrc = ["a"]\r\n')).src == ("a",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('srcs = ["a"]', 'ssotlint.toml:1: srcs: there is no such key (did you mean "src"?)'),
        (
            "\nmax_file_size = 3",
            'ssotlint.toml:2: max_file_size: there is no such key (did you mean "max-file-size"?)',
        ),
        ('select = "a"', 'ssotlint.toml:1: select: "a" is not a list of texts'),
        ("select = [\n'a',\n1]", "ssotlint.toml:1: select: ['a', 1] is not a list of texts"),
        ("max-file-size = true", "ssotlint.toml:1: max-file-size: true is not a whole number above 0"),
        ("max-file-size = 0", "ssotlint.toml:1: max-file-size: 0 is not a whole number above 0"),
        (
            'fail-level = "warn"',
            'ssotlint.toml:1: fail-level: "warn" is not one of note, warning, error',
        ),
        ("rules = 3", "ssotlint.toml:1: rules: 3 is not a table"),
        (
            '[rules.import-cycle]\nlimit = 1\nseverity = "bad"',
            'ssotlint.toml:3: rules.import-cycle.severity: "bad" is not one of note, warning, error',
        ),
        (
            "[rules.x]\ny = { a = 1 }",
            "ssotlint.toml:2: rules.x.y: a table is not true, false, a number, a text or a list of texts",
        ),
        (
            '[roles]\nproduktion = ["x"]',
            'ssotlint.toml:2: roles.produktion: there is no such key (did you mean "production"?)',
        ),
        ('[canonical]\nA = "app"', 'ssotlint.toml:2: canonical.A: "app" is neither "module:name" nor a table'),
        (
            "[canonical]\nB = { plaice = 'a:b', place = 'a:b' }",
            'ssotlint.toml:2: canonical.B.plaice: there is no such key (did you mean "place"?)',
        ),
        (
            "[canonical.B]\nreason = 'x'",
            'ssotlint.toml:1: canonical.B: the key "place" is missing (Where it is defined.)',
        ),
        (
            "[[overrides]]\npaths = ['a']\n[[overrides]]\nignore = []",
            'ssotlint.toml:3: overrides 2: the key "paths" is missing (Which files, as in .gitignore.)',
        ),
        ("roots = ['../x']", "ssotlint.toml:1: roots: ['../x'] is not a list of paths inside the project"),
        ("src = ['/x']", "ssotlint.toml:1: src: ['/x'] is not a list of paths inside the project"),
        ("a = 1\nb = [", "ssotlint.toml:2: this is no TOML: Invalid value"),
        ("a = 1\na = 2", "ssotlint.toml:2: this is no TOML: Cannot overwrite a value"),
        ("extend = 'gone.toml'", 'ssotlint.toml:1: extend: there is no file "gone.toml"'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    assert complaint(write(tmp_path, text)) == expected


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = '[tool.ssotlint]\nsrcs = ["a"]\nselect = 1\n[tool.ssotlint.rules.x]\nenabled = 2\n'
    assert complaint(write(tmp_path, text, "pyproject.toml")).split("\n") == [
        'pyproject.toml:2: srcs: there is no such key (did you mean "src"?)',
        "pyproject.toml:3: select: 1 is not a list of texts",
        "pyproject.toml:5: rules.x.enabled: 2 is not true or false",
    ]


def test_a_table_that_is_none(tmp_path: Path) -> None:
    assert complaint(write(tmp_path, "tool.ssotlint = 3", "pyproject.toml")).startswith(
        "pyproject.toml:1: 3 is not a table"
    )


def test_what_is_not_utf_8_or_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "ssotlint.toml").write_bytes(b"src = ['\xff']")
    assert complaint(tmp_path) == "ssotlint.toml: the configuration is not UTF-8"
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path, tmp_path / "gone.toml")


def test_what_is_nested_too_deeply(tmp_path: Path) -> None:
    assert "nested" in complaint(write(tmp_path, f"src = {'[' * 5000}{']' * 5000}"))


def test_extended_values_are_the_defaults(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "",
        {
            "company/base.toml": """
                src = ["a"]
                select = ["imports"]
                rule-packs = ["rules"]
                [rules.import-cycle]
                severity = "note"
                limit = 3
                [[overrides]]
                paths = ["base/"]
                """,
            "ssotlint.toml": """
                extend = "company/base.toml"
                src = ["b"]
                [rules.import-cycle]
                severity = "error"
                [[overrides]]
                paths = ["own/"]
                """,
        },
    )
    config = load(tmp_path)
    assert config.src == ("b",)
    assert config.select == ("imports",)
    assert config.rule_packs == ("company/rules",)
    assert config.rules == {"import-cycle": RuleSetting(Severity.ERROR, options={"limit": 3})}
    assert [override.paths for override in config.overrides] == [("base/",), ("own/",)]
    origins = {key: Path(file).name for key, file in config.origins.items()}
    assert origins["src"] == origins["rules.import-cycle.severity"] == "ssotlint.toml"
    assert origins["select"] == origins["rules.import-cycle.limit"] == "base.toml"


def test_a_pyproject_can_be_extended(tmp_path: Path) -> None:
    write(tmp_path, '[tool.ssotlint]\nsrc = ["a"]', "base/pyproject.toml")
    assert load(write(tmp_path, 'extend = "base/pyproject.toml"')).src == ("a",)


def test_files_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    write(tmp_path, '\nextend = "ssotlint.toml"', "b.toml")
    said = complaint(write(tmp_path, 'extend = "b.toml"'))
    assert said == "b.toml:2: extend: ssotlint.toml extends this file in turn"


def test_what_fits_and_is_wrong_all_the_same_is_refused_where_it_was_set(tmp_path: Path) -> None:
    write(tmp_path, "\n[rules.import-cycle]\nlimit = 3\n", "base.toml")
    write(tmp_path, 'extend = "base.toml"\n[rules.import-cycle]\n\nspeed = 1\n')
    config = load(tmp_path)
    trail = ("rules", "import-cycle", "limit")
    error = refusal(config, trail, "there is no such option", "it has none")
    assert str(error).replace(f"{tmp_path}/", "") == (
        "base.toml:3: rules.import-cycle.limit: there is no such option (it has none)"
    )
    error = refusal(config, (*trail[:2], "speed"), "no")
    assert (Path(error.path).name, error.line) == ("ssotlint.toml", 4)


@pytest.mark.parametrize(
    ("trail", "line"),
    [
        (("src",), 6),
        (("src", 1), 8),
        (("rules", "dotted", "severity"), 10),
        (("rules", "import-cycle"), 12),
        (("rules", "import-cycle", "severity"), 13),
        (("rules", "import-cycle", "not written"), 12),
        (("overrides", 0), 16),
        (("overrides", 1), 18),
        (("overrides", 1, "ignore"), 22),
        (("canonical",), 24),
        (("canonical", "A", "facade"), 25),
        (("nowhere",), 5),
    ],
)
def test_the_line_of_a_key(tmp_path: Path, trail: tuple[str | int, ...], line: int) -> None:
    text = '''\
# Built by hand.
[build-system]
requires = ["x"]

[tool.ssotlint]
src = [
  "a",
  "b",
]
rules.dotted.severity = "error"

[tool.ssotlint.rules.import-cycle]
severity = "note"   # severity
limit = 3

[[tool.ssotlint.overrides]]
paths = ["a"]
[[tool.ssotlint.overrides]]
paths = ["""
ignore = []
"""]
ignore = ["x"]

[tool.ssotlint.canonical]
A = {place = "x:y", facade = "x"}
'''
    write(tmp_path, text, "pyproject.toml")
    assert locate(tmp_path / "pyproject.toml", trail) == line
