"""Which scripts were run once, and for good?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ssotlint.judges.illegible import where_illegible

if TYPE_CHECKING:
    from ssotlint.judges.excerpts import Excerpts

# What rewrites files in the folder of one person was run there, once. Names that stand for anybody
# are those of examples, of machines that build, and of accounts that serve.
_ANYBODY = (
    "user|users|username|me|test|ubuntu|runner|vagrant|root|public|default|shared|jovyan|deploy|app"
    "|ec2|airflow|jenkins|vscode|node|circleci|git|pi|www"
)
_SOMEBODY = rf"(?!(?:{_ANYBODY})\b)\w+"
_HOME = re.compile(rf"[\"'](?:[A-Za-z]:[\\/]{{1,2}}Users|/home|/Users)[\\/]{{1,2}}{_SOMEBODY}[\\/]")
_WRITES = re.compile(r"\.write(?:_text)?\(")
_TESTS = re.compile(r"^\s*(?:async )?def test_", re.MULTILINE)


@where_illegible(False)
def is_spent(path: str, excerpts: Excerpts) -> bool:
    """Whether a file rewrites others in the folder of one person: nobody runs it again."""
    return excerpts.picked(path, _is_spent)


def _is_spent(text: str) -> bool:
    signs = _HOME.search(text), _WRITES.search(text)
    return None not in signs and _TESTS.search(text) is None
