"""Files as large as a tool may write them: each is read to its end."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world

pytestmark = pytest.mark.soak
ONE = "def one(a):\n    return a\n"
LARGE = {
    "100,000 functions": "".join(
        f"def f{i}(a, b):\n    return a + b * {i}\n" for i in range(100_000)
    ),
    "a list of 5 MB": f"from small import one\nx = [{'12345, ' * 720_000}]\none()\n",
    "a text of 5 MB": f"from small import one\nx = '{'x' * 5_000_000}'\none()\n",
    "calls of 5 MB": f"from small import one\nx = [{'one(1), ' * 20_000}'{'x' * 4_900_000}']\none()\n",
    "a comment of 5 MB": f"from small import one\n# {'x' * 5_000_000}\none()\n",
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_file_is_read_to_its_end(tmp_path: Path, kind: str) -> None:
    text = LARGE[kind]
    if "functions" in kind:
        text += "from small import one\none()\n"
    config = "max-file-size = 10_000_000\n"
    report = check_world({"ssotlint.toml": config, "large.py": text, "small.py": ONE}, tmp_path)
    assert [finding.rule for finding in report.findings] == ["incompatible-call"]
