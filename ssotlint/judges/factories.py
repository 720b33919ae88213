"""Do the definitions themselves disagree?"""

from typing import NamedTuple, cast

import libcst as cst

from ssotlint.detectors.lifetimes import CREATES, SHARES
from ssotlint.detectors.table import FactoryEvidence
from ssotlint.graph.contracts import Contract, differences, kind_of
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.leaving import leaves
from ssotlint.judges.lifetimes import lifetime_of
from ssotlint.model.case import Case, Member
from ssotlint.model.errors import ExcerptError
from ssotlint.model.facts import DefinitionKind
from ssotlint.model.value import replace
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.fields import fields_of
from ssotlint.syntax.signatures import own_body, signature_of

_PRODUCT = "makes "
_CONTEXTS = {
    "contextmanager": "contextlib.contextmanager",
    "asynccontextmanager": "contextlib.asynccontextmanager",
}


def judge(case: Case, excerpts: Excerpts, _options: object) -> Case | None:
    """Keep the members whose definition differs from the canonical one as they were said to.

    Where that calls itself deprecated it is said: most used is not what is to stay.
    """
    owner = case.owner or case.members[0]
    judged = _of_classes if _is_class(owner, excerpts) else _of_functions
    found = judged(case, excerpts)
    if found is None or not leaves(owner, excerpts):
        return found
    return replace(found, members=tuple(map(_beside_one_that_leaves, found.members)))


def _beside_one_that_leaves(member: Member) -> Member:
    if not member.suspect:
        return member
    evidence = cast("FactoryEvidence", member.evidence)
    return replace(member, evidence=replace(evidence, leaving=True))


def _of_functions(case: Case, excerpts: Excerpts) -> Case | None:
    owner = case.owner or case.members[0]
    wanted = _read(owner, excerpts)
    if wanted is None:
        return None
    members: list[Member] = []
    for member in case.members:
        offered = _read(member, excerpts) if member.suspect else None
        if offered is None:
            members.append(replace(member, suspect=False))
        else:
            members.append(_proved(member, wanted, offered))
    return replace(case, members=tuple(members)) if any(m.suspect for m in members) else None


@where_illegible(False)
def _is_class(member: Member, excerpts: Excerpts) -> bool:
    return isinstance(excerpts.of(member).node, cst.ClassDef)


def _of_classes(case: Case, excerpts: Excerpts) -> Case | None:
    """Keep the classes that have a parameter, as a field or of `__init__`, which is said of them.

    What bases bring is for the graph to know.
    """
    members = tuple(_judged(m, excerpts) if m.suspect else m for m in case.members)
    return replace(case, members=members) if any(m.suspect for m in members) else None


def _judged(member: Member, excerpts: Excerpts) -> Member:
    evidence = cast("FactoryEvidence", member.evidence)
    try:
        excerpt = excerpts.of(member)
    except ExcerptError:
        return replace(member, suspect=False)
    node = excerpt.node
    if not isinstance(node, cst.ClassDef):
        return replace(member, suspect=False)
    known = _parameters(node, excerpt)
    inherits = bool(node.bases)
    stands = inherits or all(name in evidence.signature for name in known)
    proof = replace(evidence, proof="judges.factories")
    return replace(member, evidence=proof, suspect=stands)


def _parameters(node: cst.ClassDef, excerpt: Excerpt) -> list[str]:
    """What a class is made from by its own text: the parameters of `__init__`, or the fields."""
    for statement in node.body.body:
        if isinstance(statement, cst.FunctionDef) and statement.name.value == "__init__":
            return [p.name for p in signature_of(statement, excerpt).without_first().parameters]
    return [p.name for p in fields_of(node)]


class _Read(NamedTuple):
    """What the syntax says: the contract, with "" for a product where nothing is returned."""

    contract: Contract
    lifetime: str


def contract_of(member: Member, excerpts: Excerpts) -> Contract | None:
    """What the syntax says; the product is "" where nothing is returned."""
    read = _read(member, excerpts)
    return read.contract if read is not None else None


@where_illegible(None)
def _read(member: Member, excerpts: Excerpts) -> _Read | None:
    excerpt = excerpts.of(member)
    node = excerpt.node
    if not isinstance(node, cst.FunctionDef):
        return None
    kind = kind_of(_kind(node), _decorators(node, excerpt))
    contract = Contract(signature_of(node, excerpt), kind, "something" if _returns(node) else "")
    return _Read(contract, lifetime_of(node, _cache_said(member)))


def _cache_said(member: Member) -> str:
    return member.evidence.cache if isinstance(member.evidence, FactoryEvidence) else ""


def _proved(member: Member, wanted: _Read, offered: _Read) -> Member:
    evidence = cast("FactoryEvidence", member.evidence)
    seen = set(differences(wanted.contract, offered.contract))
    if {wanted.lifetime, offered.lifetime} == {SHARES, CREATES}:
        seen.add(offered.lifetime)
    product = offered.contract.product and wanted.contract.product
    conflicts = tuple(
        clause for clause in evidence.conflicts
        if clause in seen or (clause.startswith(_PRODUCT) and product)
    )  # fmt: skip
    proof = replace(evidence, conflicts=conflicts, proof="judges.factories")
    return replace(member, evidence=proof, suspect=bool(conflicts))


def _kind(node: cst.FunctionDef) -> DefinitionKind:
    yields = any(isinstance(n, cst.Yield) for n in own_body(node))
    if node.asynchronous is not None:
        return DefinitionKind.ASYNC_GENERATOR if yields else DefinitionKind.COROUTINE
    return DefinitionKind.GENERATOR if yields else DefinitionKind.FUNCTION


def _decorators(node: cst.FunctionDef, excerpt: Excerpt) -> tuple[str, ...]:
    names = (excerpt.code(d.decorator).rpartition(".")[2] for d in node.decorators)
    return tuple(_CONTEXTS[n] for n in names if n in _CONTEXTS)


def _returns(node: cst.FunctionDef) -> bool:
    """Whether it hands out something: a body that only raises makes nothing."""
    return any(
        isinstance(n, cst.Return | cst.Yield) and n.value is not None for n in own_body(node)
    )
