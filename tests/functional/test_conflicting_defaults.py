"""One environment variable, one default."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ssotlint.engine.session import check_world
from ssotlint.model.report import Finding

READ = "import os\n\nVALUE = os.environ.get('{}', {})\n"


def _findings(root: Path, files: dict[str, str]) -> Sequence[Finding]:
    return check_world({"shop/__init__.py": "", **files}, root, ("conflicting-defaults",)).findings


def _places(root: Path, files: dict[str, str]) -> list[str]:
    return sorted(f.place.path for f in _findings(root, files))


def _two(first: str, second: str, variable: str = "SHOP_MODE") -> dict[str, str]:
    return {
        "shop/a.py": READ.format(variable, first),
        "shop/b.py": READ.format(variable, second),
    }


def test_without_a_majority_each_read_is_reported(tmp_path: Path) -> None:
    assert _places(tmp_path, _two("'fast'", "'safe'")) == ["shop/a.py", "shop/b.py"]


def test_a_majority_is_right_and_the_others_are_reported(tmp_path: Path) -> None:
    files = {**_two("'fast'", "'safe'"), "shop/c.py": READ.format("SHOP_MODE", "'safe'")}
    assert _places(tmp_path, files) == ["shop/a.py"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("'8000'", "8000"),
        ("30", "'30.0'"),
        ("'true'", "'1'"),
        ("'No'", "'false'"),
        ("'Fast'", "'fast'"),
        ("'http://shop'", "'http://shop/'"),
        ("'fast'", "''"),
        ("'fast'", "None"),
        ("'fast'", "'not set'"),
        ("'fast'", "DEFAULT_MODE"),
    ],
)
def test_what_means_the_same_or_nothing_is_silent(tmp_path: Path, first: str, second: str) -> None:
    assert _places(tmp_path, _two(first, second)) == []


def test_variables_of_the_system_are_silent(tmp_path: Path) -> None:
    assert _places(tmp_path, _two("'dumb'", "'xterm'", "TERM")) == []


def test_services_have_defaults_of_their_own(tmp_path: Path) -> None:
    files = {
        "shop/a.py": READ.format("SHOP_MODE", "'fast'"),
        "mail/__init__.py": "",
        "mail/b.py": READ.format("SHOP_MODE", "'safe'"),
    }
    assert _places(tmp_path, files) == []


def test_what_is_only_logged_is_silent(tmp_path: Path) -> None:
    shown = "import os\n\n\ndef tell(log):\n    log.info('mode %s', os.getenv('SHOP_MODE', '?'))\n"
    files = {"shop/a.py": READ.format("SHOP_MODE", "'fast'"), "shop/b.py": shown}
    assert _places(tmp_path, files) == []


def test_a_read_that_is_only_logged_is_no_party(tmp_path: Path) -> None:
    """Nor do two others conflict that mean the same, whatever it says."""
    shown = (
        "import os\n\n\ndef tell(log):\n    log.info('mode %s', os.getenv('SHOP_MODE', 'slow'))\n"
    )
    files = {**_two("'fast'", "'safe'"), "shop/c.py": shown}
    first, second = _findings(tmp_path, files)

    assert (first.place.path, second.place.path) == ("shop/a.py", "shop/b.py")
    assert first.message == "SHOP_MODE defaults to 'fast' here, and to 'safe' in shop/b.py:3"
    assert _places(tmp_path, {**_two("'1'", "'true'"), "shop/c.py": shown}) == []


def test_what_is_only_logged_makes_no_majority(tmp_path: Path) -> None:
    shown = (
        "import os\n\n\ndef tell(log):\n    log.info('mode %s', os.getenv('SHOP_MODE', 'safe'))\n"
    )
    files = {**_two("'fast'", "'safe'"), "shop/c.py": shown, "shop/d.py": shown}
    assert _places(tmp_path, files) == ["shop/a.py", "shop/b.py"]
