"""What is told of projects in which something is kept for everybody."""

from pathlib import Path

from ssotlint.engine.session import check_world
from ssotlint.model.report import Finding, Report

MANAGER = """
class SessionManager:
    def __init__(self):
        self.sessions = {}

    def open(self, user):
        self.sessions[user] = []
"""


def report(root: Path, **files: str) -> Report:
    """What is told of a package of some modules."""
    named = {f"shop/{name}.py": text for name, text in files.items()}
    found = check_world({"shop/__init__.py": ""} | named, root)
    assert found.faults == ()
    return found


def singletons(found: Report) -> list[Finding]:
    """The findings of the family."""
    return [f for f in found.findings if f.family == "singletons"]


def rules(found: Report) -> list[str]:
    """Which rules of the family they break."""
    return [f.rule for f in singletons(found)]
