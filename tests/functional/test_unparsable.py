"""A file that cannot be read is a finding that says what to do; the rest is checked."""

import sys
from pathlib import Path

import pytest

from ssotlint.engine.session import check_world
from ssotlint.model.report import Report
from ssotlint.model.severity import Severity
from tests.editing import Edited


def messages(report: Report) -> dict[str, str]:
    return {f.place.path: f.message for f in report.findings if f.rule == "unparsable-file"}


def test_the_others_are_checked_all_the_same(tmp_path: Path) -> None:
    files = {"a.py": "def f(:\n", "b.py": "from c import gone\n", "c.py": "x = 1\n"}
    report = check_world(files, tmp_path)
    assert {f.rule for f in report.findings} == {"unparsable-file", "unresolved-import"}


def test_what_a_tool_is_to_fill_in_is_no_broken_file(tmp_path: Path) -> None:
    files = {"templates/main.py": "import sys\nfrom {{package}}.crew import Crew\n"}
    assert messages(check_world(files, tmp_path)) == {}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
@pytest.mark.parametrize(
    ("text", "version"),
    [
        ('x = f"{a["b"]}"\n', "3.12"),
        ("def first[T](rows: list[T]) -> T:\n    return rows[0]\n", "3.12"),
        ("class Box[T]:\n    pass\n", "3.12"),
        ("type Price = int\n", "3.12"),
        ("class Box[T = int]:\n    pass\n", "3.13"),
    ],
)
def test_newer_syntax_is_told_from_a_broken_file(tmp_path: Path, text: str, version: str) -> None:
    report = check_world({"new.py": text, "broken.py": "x = (\n"}, tmp_path)
    broken, new = sorted(report.findings, key=lambda f: f.place.path)
    assert new.message == f"needs Python {version} or newer to be read; nothing in it is checked"
    assert (new.severity, broken.severity) == (Severity.WARNING, Severity.ERROR)
    assert "needs" not in broken.message


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads it")
@pytest.mark.parametrize(
    ("path", "text", "severity"),
    [
        ("pyproject.toml", '[project]\nname = "shop"\nrequires-python = ">=3.9"\n', Severity.ERROR),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.10"\n', Severity.ERROR),
        ("setup.py", 'setup(\n    python_requires=">=3.8",\n)\n', Severity.ERROR),
        (
            "pyproject.toml",
            '[project]\nname = "shop"\nrequires-python = ">=3.12"\n',
            Severity.WARNING,
        ),
    ],
)
def test_newer_syntax_than_the_project_promises_is_broken(
    tmp_path: Path, path: str, text: str, severity: Severity
) -> None:
    (tmp_path / path).write_text(text)
    report = check_world({"new.py": "type Price = int\n"}, tmp_path)
    (finding,) = [f for f in report.findings if f.rule == "unparsable-file"]
    assert finding.severity is severity
    assert ("promises" in finding.message) is (severity is Severity.ERROR)


@pytest.mark.parametrize(
    "text",
    ['HOME = "C:\\Users\\shop"\n', 'MARK = b"é"\n', "X = '\\x'\n", f"X = {'9' * 5000}\n",
     "\ufeff\ufeffX = 1\n"],
)  # fmt: skip
def test_a_literal_that_no_python_reads_asks_for_no_newer_one(tmp_path: Path, text: str) -> None:
    (finding,) = check_world({"a.py": text}, tmp_path).findings
    assert finding.severity is Severity.ERROR
    assert finding.message.startswith("cannot be parsed: ")


def test_bytes_that_are_no_text_name_their_line(tmp_path: Path) -> None:
    (tmp_path / "latin.py").write_bytes(b"x = 1\ny = '\xe9'\n")
    (tmp_path / "nul.py").write_bytes(b"x = 1\0\n")
    report = check_world({"a.py": "x = 1\n"}, tmp_path)
    told = messages(report)
    assert "not valid utf-8" in told["latin.py"]
    assert "NUL byte" in told["nul.py"]
    assert next(f.place.line for f in report.findings if f.place.path == "latin.py") == 2


def test_a_file_that_is_too_large_is_a_note_and_not_left_out(tmp_path: Path) -> None:
    (tmp_path / "ssotlint.toml").write_text("max-file-size = 1000\n")
    (tmp_path / "large.py").write_text("x = 1\n" * 500)
    (finding,) = check_world({"a.py": "x = 1\n"}, tmp_path).findings
    assert finding.message == (
        "is not read, and nothing in it is checked: it has 3,000 bytes, "
        "more than max-file-size allows (1,000)"
    )
    assert finding.severity is Severity.NOTE
    assert finding.remedy.startswith("Raise `max-file-size`, or exclude it")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = " + "(" * 3_000 + "1" + ")" * 3_000, id="brackets"),
        pytest.param("x = " + "-" * 50_000 + "1", id="signs"),
        pytest.param("x = a" + ".b" * 20_000, id="attributes"),
        pytest.param("x = a" + "()" * 20_000, id="calls"),
        pytest.param("x = (" + " +\n".join("1" * 20_000) + "", id="a sum over lines"),
        pytest.param("x = " + "lambda: " * 20_000 + "1", id="functions"),
    ],
)
def test_what_is_nested_beyond_all_parsers_is_said_to_be_and_ends_nothing(
    tmp_path: Path, text: str
) -> None:
    files = {"deep.py": f"{text}\n", "b.py": "from c import gone\n", "c.py": "x = 1\n"}
    report = check_world(files, tmp_path)
    assert {f.rule for f in report.findings} == {"unparsable-file", "unresolved-import"}
    assert "newer" not in messages(report)["deep.py"]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"def f{i}(a, b):\n    return a + b * {i}\n" for i in range(10_000)),
        "".join(f"class C{i}:\n    x: int = {i}\n    def f(self):\n        return self\n"
                for i in range(3_000)),
        "class C0:\n    pass\n" + "".join(f"class C{i}(C{i - 1}): pass\n" for i in range(1, 400)),
        "".join(f"from small import f{i} as f{i}\n" for i in range(3_000)),
        "from small import one\nx = [" + "one(1), " * 3_000 + "]\n",
    ],
    ids=["functions", "classes", "a line of classes", "imports", "calls on one line"],
)  # fmt: skip
def test_thousands_of_alike_rows_in_a_file_are_read(tmp_path: Path, text: str) -> None:
    """Where each looked at all others, one of these would take minutes."""
    small = "def one(a): return a\n" + "".join(f"f{i} = {i}\n" for i in range(3_000))
    assert check_world({"many.py": text, "small.py": small}, tmp_path).findings == ()


def test_thousands_of_faults_on_one_line_are_told(tmp_path: Path) -> None:
    text = "def one(a): return a\nx = [" + "one(), " * 3_000 + "]\n"
    assert len(check_world({"many.py": text}, tmp_path).findings) == 3_000


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python reads it")
@pytest.mark.parametrize(
    "raised", ["ImportError, error", "ImportError, E", "(ImportError, OSError), error"]
)
def test_python_2_is_no_newer_python(tmp_path: Path, raised: str) -> None:
    old = f"try:\n    import shop\nexcept {raised}:\n    shop = None\n"
    new = "try:\n    import shop\nexcept ImportError, ValueError:\n    shop = None\n"
    told = messages(check_world({"old.py": old, "new.py": new}, tmp_path))
    assert told["old.py"].startswith("cannot be parsed")
    assert "new.py" not in told


SEVERAL = """from shop.gone import cart


def first(rows):
    try:
        return rows[0]
    except IndexError, KeyError:
        return cart
"""


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python reads it")
@pytest.mark.parametrize(("promise", "told"), [("", False), (">=3.14", False), (">=3.11", True)])
def test_exceptions_without_parentheses_are_read_by_any_python(
    tmp_path: Path, promise: str, told: bool
) -> None:
    if promise:
        (tmp_path / "pyproject.toml").write_text(f'[project]\nrequires-python = "{promise}"\n')
    report = check_world({"shop/__init__.py": "", "shop/rows.py": SEVERAL}, tmp_path)
    broken = "needs Python 3.14 or newer; the project promises to run on 3.11"
    assert messages(report) == ({"shop/rows.py": broken} if told else {})
    assert "unresolved-import" in {f.rule for f in report.findings}


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python reads it")
def test_what_is_newer_than_promised_is_told_after_an_edit(tmp_path: Path) -> None:
    project = Edited(tmp_path, settled=True)
    promise = '[project]\nrequires-python = ">=3.11"\n'
    files = {"pyproject.toml": promise, "shop/__init__.py": "", "shop/till.py": "x = 1\n"}
    plain = SEVERAL.replace("IndexError, KeyError", "(IndexError, KeyError)")
    for text in (plain, SEVERAL, f"# rows\n{SEVERAL}", plain, SEVERAL, "x = 1\n"):
        project.sync({**files, "shop/rows.py": text})
        cold = project.cold()
        assert ("the project promises to run on 3.11" in cold) is (SEVERAL in text)
        assert project.warm() == cold
        assert project.warm() == cold


def test_data_of_a_test_may_be_python_of_long_ago(tmp_path: Path) -> None:
    """What no test imports, and pytest does not look for."""
    old = "print 'a shop'\n"
    files = {
        "tests/data/old_shop.py": old,
        "tests/fixtures/rows.py": old,
        "tests/data/test_old.py": old,
        "tests/old_rows.py": old,
        "tests/test_rows.py": "from tests.fixtures import rows\n",
        "tests/__init__.py": "",
        "tests/fixtures/__init__.py": "",
    }
    told = messages(check_world(files, tmp_path))
    assert sorted(told) == ["tests/data/test_old.py", "tests/fixtures/rows.py", "tests/old_rows.py"]
