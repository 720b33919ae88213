"""What the README and the page about plans show is what the commands print; SSOTLINT_WRITE_README=1 writes it anew."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "plan.md")
PICTURES = {"docs/pictures/message-router.svg": "graph MessageRouter --root fixtures/chatapp"}
SHOWN = re.compile(r"```console\n\$ ssotlint (?P<arguments>[^\n]*)\n(?P<output>.*?)```", re.DOTALL)


def printed(arguments: str) -> str:
    command = [sys.executable, "-m", "ssotlint", *arguments.split()]
    if arguments.startswith("check"):
        command += ["--no-cache", "--quiet"]
    if arguments.startswith(("where", "graph", "plan")):
        command += ["--no-cache"]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", env=environment, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def blocks() -> list[tuple[str, str]]:
    found = (match for page in PAGES for match in SHOWN.finditer(page.read_text(encoding="utf-8")))
    return [(match["arguments"], match["output"]) for match in found]


@pytest.mark.skipif(not os.environ.get("SSOTLINT_WRITE_README"), reason="only when asked to write")
def test_write() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for arguments, output in blocks():
            old = f"```console\n$ ssotlint {arguments}\n{output}```"
            if old in text:
                new = f"```console\n$ ssotlint {arguments}\n{printed(arguments)}```"
                text = text.replace(old, new)
        page.write_text(text, encoding="utf-8")
    for picture, arguments in PICTURES.items():
        (ROOT / picture).write_text(printed(f"{arguments} --format svg"), encoding="utf-8")


def test_the_readme_shows_commands() -> None:
    assert len(blocks()) >= 2


@pytest.mark.parametrize(("arguments", "output"), blocks())
def test_a_shown_command_prints_what_is_shown(arguments: str, output: str) -> None:
    assert printed(arguments) == output


@pytest.mark.parametrize(("picture", "arguments"), PICTURES.items())
def test_a_picture_is_what_the_command_draws(picture: str, arguments: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"]({picture})" in readme
    assert f"$ ssotlint {arguments}\n" in readme
    drawn = (ROOT / picture).read_text(encoding="utf-8")
    assert printed(f"{arguments} --format svg") == drawn
