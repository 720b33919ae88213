"""A remedy as a rule's page shows it: for people who have no case at hand."""

from collections.abc import Mapping

from ssotlint.rulebook.message import Part, Placeholder, parts_of

_FIRST = " ,;.:"  # joins a part to the one before


def advice(template: str, kinds: Mapping[str, object]) -> str:
    """What a remedy can say, as one sentence or, where it has several, as a list.

    ``kinds`` are the types of the facts. Facts go by their names, what is not always said stands in
    brackets; in a list it follows three dots, since it goes on with what is said before.
    """
    parts = parts_of(template.strip())
    begun = [part.optional and _told(part, kinds)[:1].isupper() for part in parts]
    if sum(begun) < 2:
        said = "".join(f"[{_told(p, kinds)}]" if p.optional else _told(p, kinds) for p in parts)
        return f"**What to do.** {said}"
    rows = []
    for part, begins in zip(parts, begun, strict=True):
        text = _told(part, kinds).strip(_FIRST)
        if text:
            rows.append(f"- {text}" if begins else f"- … {text}")
    return "\n".join(("**What to do**, as the case may be:", "", *rows))


def _told(part: Part, kinds: Mapping[str, object]) -> str:
    return "".join(
        piece if isinstance(piece, str) else _named(piece, kinds.get(piece.name))
        for piece in part.pieces
    )


def _named(fact: Placeholder, kind: object) -> str:
    if kind is bool:
        return fact.spec
    if kind is int and fact.spec:
        one, _, many = fact.spec.partition("|")
        return f"{{{fact.name}}} {many or one + 's'}"
    return f"{{{fact.name}}}"
