"""What was found out about each file and holds as long as the files show each other the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ssotlint.index.store import Store

_STATE = "\0state"  # no path


@dataclass(frozen=True, slots=True)
class Steady:
    """Results by file, of the last run that made them.

    ``before`` names what all surfaces said when that run ended, "" when they say something else
    now, and ``now`` what they say now.
    ``changed`` are the files about which something else may be found out than before.
    """

    store: Store
    memory: str
    before: str
    now: str
    changed: frozenset[str]

    def recall(self, what: str, digests: Mapping[str, str]) -> dict[str, bytes]:
        """The results by path, for those files of ``digests`` (of contents) that have them still."""
        kind = self._kind(what)
        if not self.before or self.store.recall(kind, _STATE) != self.before.encode():
            return {}
        found = {}
        wanted = (path for path in digests if path not in self.changed)
        for path, data in self.store.recall_many(kind, wanted).items():
            digest, _, result = data.partition(b" ")
            if digest == digests[path].encode():
                found[path] = result
        return found

    def keep(self, what: str, digests: Mapping[str, str], results: Mapping[str, bytes],
             recalled: Iterable[str]) -> None:  # fmt: skip
        """Remember new results, with those that were ``recalled`` and hold on."""
        rows = {path: digests[path].encode() + b" " + data for path, data in results.items()}
        rows[_STATE] = self.now.encode()
        self.store.remember(self._kind(what), rows, only=not any(recalled))

    def _kind(self, what: str) -> str:
        return f"{what} {self.memory}"
