"""When an import runs."""

from enum import IntEnum

from ssotlint.graph.importers import ImportUse
from ssotlint.model.facts import Context


class When(IntEnum):
    """When an import runs."""

    LOAD = 0
    DEFERRED = 1
    TYPING = 2


def when_of(use: ImportUse) -> When:
    """When an import statement runs; those of stubs never do."""
    if use.row.context & Context.TYPING or use.module.source.is_stub:
        return When.TYPING
    return When.DEFERRED if use.row.context & Context.DEFERRED else When.LOAD
