"""How tests of the resolver ask where an import leads."""

from collections.abc import Callable, Mapping

from ssotlint.graph.resolution import Resolution

Resolve = Callable[[Mapping[str, str]], Resolution]
"""Where the last import of ``app.py`` (or of the file that comes last) leads, of files by path."""
