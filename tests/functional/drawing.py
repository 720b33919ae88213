"""Pictures as programs read them."""

import json
from pathlib import Path
from typing import Any

from tests.command import run

CHATAPP = Path("fixtures/chatapp").resolve()


def drawn(root: Path, *arguments: str) -> dict[str, Any]:
    """The picture that a command line draws of a project."""
    done = run("graph", *arguments, "--root", str(root), "--no-cache", "--format", "json")
    assert (done.code, done.err) == (0, "")
    picture: dict[str, Any] = json.loads(done.out)
    return picture
