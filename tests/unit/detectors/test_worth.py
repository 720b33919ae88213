"""What two functions say tells that they are no copies, whatever else they are to each other."""

from hypothesis import given
from hypothesis import strategies as st

from ssotlint.detectors.ancestry import Kinship
from ssotlint.detectors.fragments import Variant
from ssotlint.detectors.likeness import Likeness
from ssotlint.detectors.worth import Relation, edited_is_worth, edited_may_be_worth

_SHARES = st.one_of(st.floats(0, 1), st.sampled_from((0.55, 0.65, 0.7, 0.75, 0.8, 0.85, 0.95, 1.0)))
_STATEMENTS = st.lists(st.sampled_from(("\x10", "\x10ab", "\x10abcdefgh", "\x10" + "a" * 40)),
                       min_size=1, max_size=9)  # fmt: skip


_RELATIONS = st.builds(
    Relation, namesakes=st.booleans(), same_role=st.booleans(), kinship=st.sampled_from(Kinship),
    bodies=st.integers(1, 30), established=st.just(False), same_meaning=st.booleans(),
    rare=st.integers(0, 9), own=st.integers(0, 40),
)  # fmt: skip


@given(
    st.tuples(_STATEMENTS, _STATEMENTS), st.builds(Likeness, _SHARES, _SHARES, st.integers(0, 9)),
    _SHARES, _RELATIONS,
)  # fmt: skip
def test_what_may_not_be_worth_a_report_is_not(
    said: tuple[list[str], list[str]], found: Likeness, tokens: float, relation: Relation
) -> None:
    first, second = (Variant("".join(one), "") for one in said)
    bodies = relation.bodies if relation.namesakes else 0
    if edited_is_worth(first, second, found, tokens, relation):
        assert edited_may_be_worth(
            first, second, found, tokens, bodies=bodies, same_role=relation.same_role
        )
