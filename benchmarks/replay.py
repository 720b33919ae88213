"""Replay real commits: the report with what is remembered equals the report from nothing.

    python -m benchmarks.replay REPOSITORY [--commits 300] [--every 1]

The first-parent history of a repository is written, commit by commit, into one folder; after each
the folder is checked with its cache and without, and both JSON reports must be the same text.
"""

import argparse
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from ssotlint.engine.request import Request
from ssotlint.engine.run import run


def main(arguments: Sequence[str] | None = None) -> None:
    """Replay, and print what was seen; AssertionError at the first difference."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replay")
    parser.add_argument("repository", type=Path)
    parser.add_argument("--commits", type=int, default=300)
    given = parser.parse_args(arguments)
    log = _git(given.repository, "log", "--first-parent", "--format=%H", f"-{given.commits}")
    revisions = log.decode().split()[::-1]
    spent, findings, changed = [0.0, 0.0], 0, 0
    with tempfile.TemporaryDirectory() as name:
        tree, cache = Path(name) / "tree", Path(name) / "cache"
        tree.mkdir()
        previous, said = "", b""
        for number, revision in enumerate(revisions, 1):
            _write(given.repository, previous, revision, tree)
            texts = []
            for place, request in enumerate((
                Request(root=tree, formats=("json",), cache=cache),
                Request(root=tree, formats=("json",), use_cache=False),
            )):  # fmt: skip
                started = time.perf_counter()
                outcome = run(request)
                spent[place] += time.perf_counter() - started
                assert outcome.faults == (), (revision, outcome.faults)
                texts.append(outcome.texts[0])
                findings = sum(outcome.findings.values())
            assert texts[0] == texts[1], f"{revision} (commit {number}): warm and cold differ"
            changed += texts[0] != said
            previous, said = revision, texts[0]
    print(
        f"{len(revisions)} commits replayed, {changed} changed the report, {findings} findings in "
        f"the last; warm {spent[0]:.0f} s, cold {spent[1]:.0f} s, no difference"
    )


def _write(repository: Path, old: str, new: str, tree: Path) -> None:
    """Make the folder what a revision is; files that are equal are not touched."""
    if not old:
        archive = _git(repository, "archive", new)
        with tarfile.open(fileobj=BytesIO(archive)) as files:
            files.extractall(tree, filter="data")
        return
    listing = _git(repository, "diff", "--name-status", "--no-renames", "-z", old, new)
    words = listing.decode("utf-8", "surrogateescape").split("\0")[:-1]
    for status, path in zip(words[::2], words[1::2], strict=True):
        target = tree / path
        if status == "D":
            target.unlink(missing_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_git(repository, "cat-file", "blob", f"{new}:{path}"))


def _git(repository: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout


if __name__ == "__main__":
    main()
