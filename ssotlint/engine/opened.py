"""A project that is open to questions: its facts, and what the last run has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssotlint.detectors.view import SPLIT_ROLES, View
from ssotlint.engine.validity import Validity
from ssotlint.engine.world import World, open_world
from ssotlint.index.aspects import Aspects
from ssotlint.model.value import Value, field

if TYPE_CHECKING:
    from ssotlint.engine.lanes import Looked
    from ssotlint.engine.opening import Project
    from ssotlint.engine.record import Record
    from ssotlint.engine.request import Request
    from ssotlint.engine.workers import Workers


class Opened(Value, frozen=True):
    """The facts of a project; ``validity`` is None where nothing is remembered.

    ``looked`` are questions by their keys that somebody has asked already.
    """

    world: World
    view: View
    validity: Validity | None
    looked: dict[str, Looked] = field(default_factory=dict)


def opened(
    project: Project, request: Request, workers: Workers, last: Record | None = None
) -> Opened:
    """Open a project; ``last`` is what the last run has left, where that is at hand."""
    world = open_world(request, workers, project)
    view = View(
        world.index, world.graph, world.config, SPLIT_ROLES | request.roles, world.tree.skipped,
        python=world.tree.python, entries=world.tree.entries,
    )  # fmt: skip
    if not (project.lasting and request.use_cache):
        world.index.aspects = Aspects(world.index)
        return Opened(world, view, None)
    validity = Validity(world.store, project.memory, view, world.tree, last)
    world.index.aspects = validity.aspects
    return Opened(world, view, validity)
