"""`ssotlint init`: a proposal as the text of a configuration."""

from collections.abc import Iterator

from ssotlint.engine.proposal import Proposal, propose
from ssotlint.engine.request import Request
from ssotlint.engine.workers import Workers, default_jobs
from ssotlint.engine.world import open_world
from ssotlint.model.numbers import counted, listed
from ssotlint.model.registry import Registered
from ssotlint.project.writing import header, key, text


def proposed(request: Request, *, shared: bool) -> str:
    """The configuration that is proposed for a project, for its own file or a ``shared`` one."""
    with Workers(request.jobs or default_jobs()) as workers:
        proposal = propose(open_world(request, workers))
    return "\n".join(_lines(proposal, shared=shared)) + "\n"


def _lines(proposal: Proposal, *, shared: bool) -> Iterator[str]:
    if shared:
        yield header("", shared=True)
    yield "# Proposed by `ssotlint init`. A line `# key = …` shows what applies anyway; take the `# `"
    yield "# away to write it down, and it stays so when files are added."
    yield from _places(proposal)
    yield from _domains(proposal, shared=shared)
    yield from _roles(proposal, shared=shared)
    yield from _owners(proposal, shared=shared)


def _places(proposal: Proposal) -> Iterator[str]:
    roots = ", ".join(text(root) for root, _ in proposal.roots)
    yield ""
    yield "# Where absolute imports begin."
    yield f"# roots = [{roots}]"


def _domains(proposal: Proposal, *, shared: bool) -> Iterator[str]:
    yield ""
    yield "# Each fact has one place in a domain; what is `shared` belongs to all domains."
    yield f"# {header('domains', shared=shared)}"
    for domain, files, places in proposal.domains:
        globs = ", ".join(map(text, places))
        yield f"# {key(domain)} = [{globs}]  # {counted(files, 'file')}"


def _roles(proposal: Proposal, *, shared: bool) -> Iterator[str]:
    yield ""
    yield "# What files are for. Copies are reported in production and scripts, what fails at run time"
    yield "# in all files but backups and generated ones."
    yield f"# {header('roles', shared=shared)}"
    for role, files, folders in proposal.roles:
        yield f"# {role.value}: {counted(files, 'file')}, most in {', '.join(folders)}"


def _owners(proposal: Proposal, *, shared: bool) -> Iterator[str]:
    yield ""
    yield "# The places that own a fact: a second definition of one of these names is an error."
    yield "# Listed are names that many files import. Delete those that need no owner, add others."
    yield header("canonical", shared=shared)
    for row in proposal.owners:
        yield f"{key(row.name)} = {_owner(row)}  # imported by {counted(row.importers, 'file')}"
    if not proposal.owners:
        yield '# Name = "package.module:Name"'
    if proposal.open:
        yield ""
        yield "# Defined more than once: choose one place for each; the others become findings."
    for rivalry in proposal.open:
        place, *others = rivalry.places
        yield f"# {key(rivalry.name)} = {text(place)}  # or {listed(others, 3)}"


def _owner(row: Registered) -> str:
    """The place, and the facade through which it should be had."""
    place = text(f"{row.origin}:{row.name}")
    if row.module == row.origin:
        return place
    return f"{{ place = {place}, facade = {text(f'{row.module}:{row.name}')} }}"
