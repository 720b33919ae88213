"""When an import runs."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from ssotlint.model.facts import Context

if TYPE_CHECKING:
    from ssotlint.graph.importers import ImportUse
    from ssotlint.index.index import Module


class When(IntEnum):
    """When an import runs."""

    LOAD = 0
    DEFERRED = 1
    TYPING = 2


_LOAD, _DEFERRED, _TYPING = When.LOAD, When.DEFERRED, When.TYPING


def when_of(use: ImportUse) -> When:
    """When an import statement runs; those of stubs never do."""
    return moment(use.row.context, use.module)


def moment(context: int, module: Module) -> When:
    """When a statement of a module runs that stands under some conditions."""
    if context & Context.TYPING or module.source.is_stub:
        return _TYPING
    return _DEFERRED if context & Context.DEFERRED else _LOAD
