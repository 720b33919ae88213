"""How much evidence a copy takes to be reported: less code when the name agrees in many places.

All floors are in tokens and statements of a shape (``facts.alphabet``). They were set by reading
what they let through on code bases of different style, not on a benchmark; docs/clones.md shows
what they cost and bring.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ssotlint.detectors.ancestry import Kinship
from ssotlint.detectors.fragments import Fragment, Variant
from ssotlint.detectors.likeness import Likeness
from ssotlint.index.imprints import number_of
from ssotlint.model.facts import Body
from ssotlint.model.value import Value

# A name with so many different bodies is an interface: what each implementation says briefly it
# may say alike.
_INTERFACE = 12
_HOOK = 20
ESTABLISHED = 3
"""Copies in so many places are a habit, which a further copy joins."""
MANY = 5
"""Places; what is said in so many is worth a line in each of them."""
# Fewer tokens are what a base left open for two or three classes, or one statement in two places.
_ASKED, _ALONE = 40, 26
# A class name that so many classes have says nothing of their role.
_COMMON = 6
FEW = 3
"""So many classes of one name come or go at once that it may decide whatever there are."""
_NEVER = sys.maxsize
# From this size on a body is worth sharing though it uses other constants or helpers in each
# place: they can be passed to it.
_SUBSTANTIAL = 60


def told_several(name: str) -> int:
    """A number that stands for the question whether so many classes of a name promise one thing."""
    return number_of(f"classes {name}")


class Names(Value, frozen=True):
    """How many bodies each function name has, and how many classes each class name."""

    bodies: Counter[str]
    definitions: Counter[str]
    classes: Counter[str]

    @property
    def told(self) -> set[int]:
        """The names of classes that are nearly so many that one more, or one less, may decide."""
        least = _COMMON + 1 - FEW
        return {told_several(name) for name, count in self.classes.items() if count > least}

    def most_bodies(self, names: Iterable[str]) -> int:
        """The bodies of that name which has most."""
        return max(self.bodies[name] for name in names)

    def is_one_role(self, first: str, second: str) -> bool:
        """Whether two class names promise the same thing."""
        name = first.strip("_")
        return name == second.strip("_") and self.classes[name] <= _COMMON

    def is_interface(self, name: str) -> bool:
        """Whether a name has so many bodies that it stands for no one thing."""
        return self.bodies[name] >= _INTERFACE

    def is_asked_for(self, name: str) -> bool:
        """Whether so many bear a name, each saying something else, that it is asked of them."""
        return self.bodies[name] >= _HOOK

    def is_specific(self, variant: Variant) -> bool:
        """Whether most that bear the name say just this."""
        held = Counter(fragment.name for fragment in variant.fragments)
        return any(2 * count >= self.definitions[name] for name, count in held.items())


def is_anonymous(variant: Variant, rare: int = 0) -> bool:
    """Whether a body says enough to be known again under any name.

    Less is enough when ``rare`` of its statements are what hardly anybody else writes.
    """
    statements, size = len(variant.statements), len(variant.tokens)
    if statements > 3:
        return size >= (18 if rare >= 3 else 24)
    return statements == 3 and size >= 34


def is_substantial(variant: Variant) -> bool:
    """Whether a body is worth sharing though its global names stand for other things."""
    return len(variant.tokens) >= _SUBSTANTIAL


def equal_is_worth(variant: Variant, fragments: Sequence[Fragment], names: Names, *,
                   same_meaning: bool, rare: int, siblings: bool) -> bool:  # fmt: skip
    """Whether equal ``fragments`` of a variant are worth a report.

    ``same_meaning`` tells whether the global names in them stand for the same things, ``rare``
    how many of the statements hardly anybody else writes, ``siblings`` that a common base asks for
    them: two or three that answer it in few words are what their base left open.
    """
    places = len({fragment.scope for fragment in fragments})
    if places < 2 or _is_little(variant, fragments[0], places, siblings=siblings):
        return False
    if not same_meaning and not is_substantial(variant):
        return False
    if len({fragment.name for fragment in fragments}) == places:  # each has a name of its own
        return is_anonymous(variant, rare)
    if fragments[0].definition.body in (Body.DELEGATE, Body.PRESET):
        if fragments[0].owner is None:
            return names.is_specific(variant) and places >= ESTABLISHED
        least = 8 if places < 2 * MANY else 5
        return names.is_specific(variant) and places >= MANY and len(variant.tokens) >= least
    modules = len({fragment.module.path for fragment in fragments})
    return len(variant.tokens) >= _least(variant, places, modules, names)


def _is_little(variant: Variant, one: Fragment, places: int, *, siblings: bool) -> bool:
    """Whether a body is what a base left open, or one statement that stands in two places."""
    size = len(variant.tokens)
    if siblings and size < _ASKED:
        return places < MANY
    return places < ESTABLISHED and one.definition.statements <= 1 and size < _ALONE


def _least(variant: Variant, places: int, modules: int, names: Names) -> int:
    """How many tokens namesakes that are equal must have at least."""
    if names.is_specific(variant):
        if places >= MANY:
            return 8 if places < 2 * MANY else 5
        if places >= ESTABLISHED and modules >= ESTABLISHED:
            return 12
        return 18 if variant.decides else 22
    if names.most_bodies(variant.names) < _INTERFACE:
        return 20 if variant.decides else 28
    if places >= MANY:
        return 28
    return 40 if variant.decides else _NEVER


class Relation(Value, frozen=True):
    """What two variants are to each other."""

    namesakes: bool
    same_role: bool  # functions, or methods of classes with one name
    kinship: Kinship
    bodies: int  # how many different bodies the name has
    established: bool  # one of them is the habit of those that bear the name
    same_meaning: bool  # the global names that both use stand for the same things
    rare: int  # statements in common that hardly anybody else writes
    own: int  # tokens of those in common that not everybody writes


class _Floor(NamedTuple):
    """What two edited copies must have in common at least.

    ``shared`` is a share of weight of statements, ``tokens`` one of tokens; ``size`` counts the
    tokens of the smaller, ``equal`` the statements that are equal, ``statements`` those of the
    smaller, ``rare`` the equal ones that hardly anybody else writes; ``contained`` is the share
    of the smaller that stands in the other.
    """

    shared: float
    tokens: float
    size: int
    equal: int = 3
    statements: int = 0
    rare: int = 0
    contained: float = 0.0


# Under another name: much of it, or less of it that nobody else writes.
_RENAMED = (
    _Floor(shared=0.75, tokens=0.8, size=50, equal=4, statements=6),
    _Floor(shared=0.65, tokens=0.85, size=20, statements=4, rare=3),
    _Floor(shared=0.8, tokens=0.8, size=24, statements=5, rare=2),
    _Floor(shared=0.65, tokens=0.6, size=20, statements=5, rare=4, contained=0.95),
)
_KIN = (
    _Floor(shared=0.85, tokens=0.85, size=50),
    _Floor(shared=0.7, tokens=0.95, size=50, equal=8),
)
_HOOKS = _Floor(shared=0.85, tokens=0.95, size=80)
# Classes of one name say of one thing what is asked of all.
_HOOKS_OF_ONE_ROLE = _Floor(shared=0.75, tokens=0.9, size=80, equal=8)
_OFTEN = _Floor(shared=0.75, tokens=0.75, size=40)
_ONE_ROLE = _Floor(shared=0.55, tokens=0.0, size=22)
_NAMESAKES = (
    _Floor(shared=0.75, tokens=0.8, size=40),
    # Of much that is said alike more statements may be edited, if little is in each.
    _Floor(shared=0.65, tokens=0.9, size=100, equal=8),
)
_LARGE = _Floor(shared=0.7, tokens=0.95, size=200)  # whatever they are to each other
# Of edited copies with so many tokens some must be equal that are no idiom: where all that two
# endpoints say alike is what dozens of endpoints say, they have nothing of each other.
_SAYS, _OWN, _OWN_RENAMED = 30, 3, 8
ALIKE = 0.7
"""Of statements or tokens: namesakes below that do different things."""
# What joins a habit must be more alike than two that may have drifted.
_JOINING, _JOINING_KIN = 0.75, 0.85
_VARIED = 5  # bodies of a name from which on it is no name of one thing


BODIES = (_VARIED, _INTERFACE, _HOOK)
"""So many bodies of a name make it another kind of name."""


def edited_may_be_worth(first: Variant, second: Variant, found: Likeness, tokens: float, *,
                        bodies: int, same_role: bool) -> bool:  # fmt: skip
    """Whether two edited copies may be worth a report, none of which is a habit yet.

    ``bodies`` are those of their name, 0 where they have none in common. Whatever else the two are
    to each other, it does not take less than here.
    """
    kinships = (Kinship.NONE,) if same_role or not bodies else (Kinship.NONE, Kinship.SIBLINGS)
    return any(
        edited_is_worth(first, second, found, tokens, Relation(
            namesakes=bodies > 0, same_role=same_role, kinship=kinship, bodies=bodies,
            established=False, same_meaning=True, rare=_NEVER, own=_NEVER,
        ))
        for kinship in kinships
    )  # fmt: skip


def edited_is_worth(first: Variant, second: Variant, found: Likeness, tokens: float,
                    relation: Relation) -> bool:  # fmt: skip
    """Whether two edited copies are worth a report; ``tokens`` is their share of tokens."""
    size = min(len(first.tokens), len(second.tokens))
    if max(found.similarity, tokens) < ALIKE:
        return False
    if not relation.same_meaning and size < _SUBSTANTIAL:
        return False
    if size >= _SAYS and relation.own < _own_of(relation):
        return False
    alike = max(found.similarity, tokens)
    # What a common base asks for is said in each class as it needs it.
    joining = _JOINING if relation.kinship is Kinship.NONE else _JOINING_KIN
    joins = relation.established and found.shared >= 0.5 and alike >= joining
    # Around a few words something else was put: that is no copy of those that say them alone.
    is_grown = size < _ALONE and len(first.statements) != len(second.statements)
    if relation.namesakes and joins and not is_grown:
        return True
    least = min(len(first.statements), len(second.statements))
    return any(
        found.shared >= floor.shared
        and tokens >= floor.tokens
        and found.equal >= max(floor.equal, floor.contained * least)
        and size >= floor.size
        and least >= floor.statements
        and relation.rare >= floor.rare
        for floor in (_LARGE, *_floors_of(relation))
    )


def _own_of(relation: Relation) -> int:
    """How many tokens that are no idiom two edited copies must have in common.

    What many of one name say may be an idiom because it was copied so often.
    """
    if not relation.namesakes:
        return _OWN_RENAMED
    return 0 if relation.bodies >= _HOOK else _OWN


def _floors_of(relation: Relation) -> tuple[_Floor, ...]:
    if not relation.namesakes:
        return _RENAMED
    if relation.bodies >= _HOOK:  # it is asked for
        return (_HOOKS, _HOOKS_OF_ONE_ROLE) if relation.same_role else (_HOOKS,)
    if relation.kinship is not Kinship.NONE:
        return _KIN
    if relation.same_role:
        return (_OFTEN,) if relation.bodies >= _VARIED else (_ONE_ROLE,)
    return _NAMESAKES
