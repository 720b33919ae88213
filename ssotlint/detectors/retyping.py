"""Methods that are written again for other types, or for another thing that a base asks for."""

from ssotlint.detectors.ancestry import Kinship
from ssotlint.detectors.clone_search import CloneSearch
from ssotlint.detectors.fragments import Fragment
from ssotlint.model.signature import Signature

_BRIEF = 3  # statements; more of them are worth sharing whatever they stand for


def is_retyped(owner: Fragment, copy: Fragment, search: CloneSearch) -> bool:
    """Whether a method is written again only to give it other types.

    It is in an override, in brief methods that a common base asks for and that take other types or
    hand them out, and in classes of one module that hand out the same in other types.
    """
    first, second = owner.definition.signature, copy.definition.signature
    if owner.text != copy.text or _types(first) == _types(second):
        return False
    kinship = search.relations.kinship(owner, copy)
    if kinship is Kinship.OVERRIDE:
        return True
    hands_out = "" not in {first.returns, second.returns} and first.returns != second.returns
    if kinship is Kinship.SIBLINGS and owner.definition.statements <= _BRIEF:
        taken = [{p.annotation for p in s.parameters} - {""} for s in (first, second)]
        return hands_out or (all(taken) and taken[0] != taken[1])
    return owner.module is copy.module and hands_out


def answers_another(owner: Fragment, copy: Fragment, search: CloneSearch) -> bool:
    """Whether a common base asks two methods for different things, in a few words each.

    Removing a field does what adding one undoes: they read alike because they are opposites.
    """
    return (
        owner.name != copy.name
        and owner.definition.statements <= _BRIEF
        and search.relations.kinship(owner, copy) is Kinship.SIBLINGS
    )


def _types(signature: Signature) -> list[str]:
    return [signature.returns, *(p.annotation for p in signature.parameters)]
