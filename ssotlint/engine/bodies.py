"""What stands at a member of a group, as a digest that survives moving and reformatting."""

from collections import defaultdict
from collections.abc import Iterable

from ssotlint.facts.portable import body_digest, module_digest, text_digest
from ssotlint.index.index import Index, Module
from ssotlint.model.case import Member
from ssotlint.model.facts import Shape


def bodies_of(members: Iterable[Member], index: Index) -> dict[int, str]:
    """By ``id`` of each member: its digest, "" where nothing can be compared.

    Of a definition it is that of its parameters and body without names, notes and layout; of a
    module that of all its code; of an import or a call its target, seen from its own file.
    """
    found: dict[int, str] = {}
    by_path: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        if member.target and member.target != member.place.path:
            found[id(member)] = text_digest(_target(member, index))
        elif member.place.path in index.by_path:
            by_path[member.place.path].append(member)
    modules = [index.by_path[path] for path in sorted(by_path)]
    for module, shape in index.shapes(modules):
        for member in by_path[module.path]:
            found[id(member)] = _digest(member, module, shape)
    return found


def _target(member: Member, index: Index) -> str:
    """What a member is about; what stands in its own file goes where that goes."""
    module = index.by_path.get(member.place.path)
    if module is not None and member.target.startswith(f"{module.name}."):
        return member.target.removeprefix(module.name)
    return member.target


def _digest(member: Member, module: Module, shape: Shape) -> str:
    if member.target:  # the file itself
        return module_digest(shape.text)
    at = member.place.span[:2]
    for definition in module.surface.definitions:
        if definition.span[:2] == at:
            return body_digest(shape.text, *definition.shape)
    for binding in module.surface.bindings:
        if binding.span[:2] == at and binding.value:
            return text_digest(binding.value)
    return module_digest(shape.text) if member.symbol == module.name else ""
