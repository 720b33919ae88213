"""What is held once says what it said, and what is found when somebody asks for it is there."""

from pathlib import Path
from random import Random

from ssotlint.graph.leads import Sharing
from ssotlint.graph.named import Named
from ssotlint.model.dotted import prefixes
from ssotlint.model.facts import Binding, BindingKind
from ssotlint.model.place import NOWHERE
from tests.worlds import draw

# Names that stand between a package and what lies in it, or begin like one.
PATHS = (
    "shop/__init__.py", "shop/a/__init__.py", "shop/a/one.py", "shop/a/b/__init__.py",
    "shop/a/b/two.py", "shop/a-x.py", "shop/a_x.py", "shop/ab.py", "shopping.py", "store.py",
)  # fmt: skip
MODULES = [path.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for path in PATHS]


def test_bindings_by_name_are_those_of_a_table_of_lists() -> None:
    dice, table = Random(4), Named()
    rows = [Binding(dice.choice("abc"), BindingKind.OTHER, NOWHERE, 0, -1, ref=n) for n in range(9)]
    plain: dict[str, list[Binding]] = {}
    for row in (*rows, Binding("once", BindingKind.OTHER, NOWHERE, 0, -1)):
        table.add(row)
        plain.setdefault(row.name, []).append(row)
    assert dict(table) == plain
    assert [table.of(name) for name in (*plain, "none")] == [*plain.values(), []]
    assert ("once" in table, "none" in table, len(table)) == (True, False, len(plain))


def test_what_a_package_takes_is_what_its_files_take(tmp_path: Path) -> None:
    dice, files = Random(7), dict[str, str]()
    for path in PATHS:
        taken = dice.sample([m for m in MODULES if "-" not in m], 2)
        files[path] = "".join(f"import {name}\n" for name in taken)
    importers = draw(tmp_path, files).graph.importers
    expected = {
        (package, part)
        for module, path in zip(MODULES, PATHS, strict=True)
        for package in prefixes(module)
        for line in files[path].split()[1::2]
        for part in prefixes(line)
    }
    for one in MODULES:
        found = {other for other in MODULES if importers.takes(one, other)}
        assert found == {other for package, other in expected if package == one}, one


def test_leads_that_share_are_equal(tmp_path: Path) -> None:
    files = {"a.py": "x = 1\n", "b.py": "from a import x as y\nimport a.no, json, nowhere\n"}
    world = draw(tmp_path, files)
    rows = world.graph.importers.leads["b.py"]
    assert Sharing(len(world.index.positions)).shared(rows) == rows
    assert {-1, 0} <= {lead.taken for lead in rows}
