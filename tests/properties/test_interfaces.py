"""Classes that share much are found by their rarest members, however many namesakes there are."""

from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import event, given
from hypothesis import strategies as st

from ssotlint.graph.interfaces import Interfaces
from tests.worlds import draw

_MEMBERS = st.sets(st.sampled_from([f"m{number}" for number in range(12)]), min_size=1)


@given(classes=st.lists(_MEMBERS, min_size=2, max_size=9), weight=st.sampled_from([4.0, 8.0, 12.0]))
def test_two_classes_that_share_so_much_have_a_telling_member_in_common(
    classes: list[set[str]], weight: float
) -> None:
    text = "".join(
        f"class Router{number}:\n" + "".join(f"    {name} = 1\n" for name in sorted(names))
        for number, names in enumerate(classes)
    )
    with TemporaryDirectory() as folder:
        world = draw(Path(folder), {"app.py": text})
        interfaces = Interfaces(world.index.modules, world.graph.resolver)
        telling = {
            row.symbol: set(interfaces.telling(row, weight)) for row in interfaces.rows.values()
        }
        for first, second in combinations(interfaces.rows.values(), 2):
            if interfaces.likeness(first, second).weight >= weight + 1e-9:
                event("alike")
                assert telling[first.symbol] & telling[second.symbol]
