"""How much two of many namesakes must say alike."""

from itertools import combinations
from pathlib import Path

import pytest

from ssotlint.detectors import clones
from ssotlint.detectors.view import View
from ssotlint.model.options import Options
from tests.unit.detectors.copying import Suspect
from tests.worlds import draw

STEPS = (
    "self.count = count if count > 0 else self.least",
    "if pool is not None and self.pool:\n            self.pool = pool",
    "self.head.reset(self.count, pool or self.pool)",
    "self.drop = Dropout(self.rate, count, pool)",
    "self.norm = Norm(self.width, count) if self.is_normed else None",
    "for layer in self.layers:\n            layer.grow(self.count, pool)",
)
OWN = "self.angles = [turn * self.step for turn in self.turns if turn > count]"


def _net(name: str, base: str, steps: tuple[str, ...]) -> str:
    body = "\n        ".join(steps)
    return f"class {name}({base}):\n    def reset(self, count, pool=None):\n        {body}\n"


def _suspects(root: Path, base: str, twins: int, said: tuple[str, ...]) -> set[str]:
    """The copies among twenty nets that say three of six things each, and ``twins`` that agree."""
    bodies = [*combinations(STEPS, 3)]
    same = (*bodies.pop(0), *said)
    steps = [*bodies[:18], *[same] * twins]
    files = {
        f"nets/n{i}.py": f"from {base} import Net\n\n{_net(f'Net{i}', 'Net', one)}"
        for i, one in enumerate(steps)
    }
    files["nets/base.py"] = "class Net:\n    def reset(self, count, pool=None): ...\n"
    world = draw(root, files)
    view = View(world.index, world.graph, world.config)
    cases = clones.detect(view, Options())
    return {m.symbol for case in cases for m in case.members if m.suspect}


@pytest.mark.parametrize(
    ("base", "twins", "said", "told"),
    [
        pytest.param("torch", 2, (), False, id="what many others say, too"),
        pytest.param("torch", 2, (OWN,), True, id="and what nobody else says"),
        pytest.param("torch", 6, (), False, id="six that have no base of ours"),
        pytest.param("nets.base", 6, (), True, id="six whose base could say it"),
    ],
)
def test_of_many_siblings_some_agree_by_chance(
    base: str, twins: int, said: tuple[str, ...], told: bool, tmp_path: Path
) -> None:
    found = _suspects(tmp_path, base, twins, said)

    assert found == ({f"nets.n{i}.Net{i}.reset" for i in range(19, 18 + twins)} if told else set())


def _endpoint(path: str, name: str, more: str) -> str:
    return f"""
    def {name}(self, key, human=None, pretty=None, timeout=None):
        path = "/{path}"
        query = {{}}
        if human is not None:
            query["human"] = human
        if pretty is not None:
            query["pretty"] = pretty
        if timeout is not None:
            query["timeout"] = timeout
        {more}
        headers = {{"accept": "application/json"}}
        return self.perform("PUT", path, params=query, headers=headers, endpoint="{path}")
"""


@pytest.mark.parametrize(
    ("more", "told"),
    [
        pytest.param("", False, id="what dozens say"),
        pytest.param("query['order'] = sorted(key.parts, key=len)", True, id="and what two say"),
    ],
)
def test_endpoints_that_say_alike_what_dozens_say_have_nothing_of_each_other(
    more: str, told: bool, tmp_path: Path
) -> None:
    dozens = "".join(
        _endpoint(f"shop/{i}", f"do_{i}", f"if key.kinds[{i}]:\n            key.mark(x{i}, y={i})\n        self.go_{i}(key.n{i})\n        self.m{i} = key.p{i}")
        for i in range(30)
    )  # fmt: skip
    files = {
        "app/all.py": f"class All:\n{dozens}",
        "app/one.py": f"class One:\n{_endpoint('one/start', 'start', more)}",
        "app/two.py": f"class Two:\n{_endpoint('two/start', 'start', more)}",
    }
    world = draw(tmp_path, files)
    view = View(world.index, world.graph, world.config)
    cases = clones.detect(view, Options())

    found = {m.symbol for case in cases for m in case.members}
    assert ({"app.one.One.start", "app.two.Two.start"} <= found) is told


CHECKED = """
from pydantic import BaseModel, {decorator}


class {name}(BaseModel):
    @{decorator}("host")
    @classmethod
    def check_host(cls, value):
        found = value.strip().lower()
        if not found or found.startswith("."):
            raise ValueError("no host")
        return found
"""


@pytest.mark.parametrize(("decorator", "told"), [("field_validator", True), ("field", False)])
def test_a_base_asks_for_nothing_that_a_decorator_hands_over(
    decorator: str, told: bool, suspects: Suspect
) -> None:
    """What nobody finds by its name, two classes of a foreign base need not both have written."""
    files = {
        f"app/{name.lower()}.py": CHECKED.format(name=name, decorator=decorator)
        for name in ("Mail", "Shop")
    }

    assert bool(suspects(files)) is told
