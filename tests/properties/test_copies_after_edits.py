"""Law 1 of the search for copies: after any edits it finds what a search from nothing finds.

The projects have so few names and statements that what is rare, common or asked for changes with
every edit: those are what decides which functions are compared and what is worth a report.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssotlint.engine.request import Request
from tests.editing import put, report
from tests.strategies import examples

SAYINGS = (
    "total = 0",
    "for item in items:\n        total += item.price * item.count",
    "if not items:\n        raise ValueError('nothing')",
    "rate = RATE * len(items)",
    "found = [one for one in items if one.ready and one.stock > 3]",
    "found = sorted(items, key=lambda one: (one.name, -one.stock), reverse=True)",
    "known = {one.name: one for one in items if one.name}",
    "helper(items, mode='strict', retries=3, wait=1.5)",
    "text = ', '.join(str(one).strip().lower() for one in items)",
    "logger.info('done %s', items)",
    "while items and items[-1] is None:\n        items.pop()",
    "with opened(items) as handle:\n        handle.write(str(items))",
)
ENDS = ("return total", "return found or known", "return items[0] if items else None")
NAMES = ("sum_up", "collect", "_collect", "describe", "render")
CLASSES = ("Cart", "Basket", "Order")
HEADS = (
    "from shop.m0 import helper, RATE\n",
    "def helper(items, **more):\n    return items, more\n",
)
MODULES = 7


@dataclass
class Shop:
    """Modules of functions, each a name with the numbers of its statements."""

    dice: Random
    modules: list[dict[tuple[str, str], list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        seats = [("", name) for name in NAMES] + [(c, n) for c in CLASSES for n in NAMES]
        for _ in range(MODULES):
            chosen = self.dice.sample(seats, self.dice.randint(4, len(seats)))
            self.modules.append({seat: self.body() for seat in sorted(chosen)})

    def body(self) -> list[str]:
        """Some statements, often those of another function or nearly so."""
        written = [body for module in self.modules for body in module.values()]
        if written and self.dice.random() < 0.6:
            body = list(self.dice.choice(written))
            if self.dice.random() < 0.5:
                body[self.dice.randrange(len(body))] = self.dice.choice(SAYINGS)
            return body
        said = self.dice.sample(SAYINGS, self.dice.randint(0, 7))
        own = [self.own() for _ in range(self.dice.choice((0, 0, 1, 6)))]
        return [*own, *said, self.dice.choice(ENDS)]

    def own(self) -> str:
        """A statement that hardly anybody else says."""
        return f"items.own_{self.dice.randrange(200)}(items, {self.dice.randrange(9)})"

    def edit(self) -> None:
        """Somebody writes the body of a function again, or adds or removes one."""
        module = self.dice.choice(self.modules)
        seat = self.dice.choice(sorted(module))
        if self.dice.random() < 0.6:
            module[seat] = self.body()
        elif len(module) > 2 and self.dice.random() < 0.5:
            del module[seat]
        else:
            owner = self.dice.choice(["", *sorted({name for name, _ in module if name})])
            module[owner, self.dice.choice((*NAMES, "added"))] = self.body()

    def files(self) -> dict[str, str]:
        """What the modules say."""
        found = {"shop/__init__.py": ""}
        for number, module in enumerate(self.modules):
            lines = [HEADS[number % 2 if number else 1], "RATE = 7\n" if not number else ""]
            above = ""
            for (owner, name), body in sorted(module.items()):
                if owner and owner != above:
                    lines.append(f"class {owner}:\n    size = 1\n")
                    above = owner
                text = f"def {name}({'self, ' if owner else ''}items):\n    " + "\n    ".join(body)
                lines.append(
                    text.replace("\n", "\n    ").join(("    ", "\n")) if owner else f"{text}\n"
                )
            found[f"shop/m{number}.py"] = "\n".join(lines)
        return found


def _report(root: Path, cache: Path | None) -> str:
    return report(Request(
        paths=(root,), root=root, formats=("json",), jobs=1, select=("duplication",),
        cache=cache, use_cache=cache is not None,
    ))  # fmt: skip


def _hold(root: Path, cache: Path, files: dict[str, str]) -> None:
    """What is found out with what is remembered is what is found out from nothing."""
    for path, text in files.items():
        put(root / path, text)
    assert _report(root, cache) == _report(root, None)


@settings(max_examples=examples(5, 100), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_copies_are_found_after_edits_as_they_are_from_nothing(seed: int) -> None:
    with TemporaryDirectory() as folder:
        root, cache = Path(folder) / "project", Path(folder) / "cache"
        shop = Shop(Random(seed))
        for _ in range(6):
            _hold(root, cache, shop.files())
            for _ in range(shop.dice.choice((1, 1, 1, 3))):
                shop.edit()


METHODS = 6
STATEMENTS = 9


@dataclass
class Heirs:
    """Classes that stand below others or beside them, and have most of their methods.

    What each method says at its places is a number: it says most of what another one does, too.
    """

    dice: Random
    classes: list[list[list[int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bases = [self.dice.choice((-1, -1, n - 1, 0)) if n else -1 for n in range(4)]
        self.classes = [[[0] * STATEMENTS for _ in range(METHODS)] for _ in self.bases]
        for _ in range(12):
            self.edit()

    def edit(self) -> None:
        """Somebody edits a method, or makes it again what it is elsewhere."""
        number = self.dice.randrange(len(self.classes))
        methods = self.classes[number]
        position = self.dice.randrange(METHODS)
        if self.dice.random() < 0.5:
            methods[position] = list(self.dice.choice(self.classes)[position])
        else:
            places = self.dice.choice((1, 1, 2, STATEMENTS))
            for place in self.dice.sample(range(STATEMENTS), places):
                methods[position][place] = self.dice.randrange(9)

    def files(self) -> dict[str, str]:
        """What the modules say, one of each class."""
        found = {"shop/__init__.py": ""}
        for number, (base, methods) in enumerate(zip(self.bases, self.classes, strict=True)):
            head = f"from shop.m{base} import Kind{base}\n\n\n" if base >= 0 else ""
            lines = [f"class Kind{number}{f'(Kind{base})' if base >= 0 else ''}:"]
            for position, said in enumerate(methods):
                lines.append(f"    def do_{position}(self, item):")
                lines += [
                    f"        self.put_{position}_{place}_{word}(item, {position})"
                    for place, word in enumerate(said)
                ]
            found[f"shop/m{number}.py"] = head + "\n".join(lines) + "\n"
        return found


@settings(max_examples=examples(3, 60), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_copies_below_each_other_are_found_after_edits(seed: int) -> None:
    with TemporaryDirectory() as folder:
        root, cache = Path(folder) / "project", Path(folder) / "cache"
        heirs = Heirs(Random(seed))
        for _ in range(6):
            _hold(root, cache, heirs.files())
            heirs.edit()


def test_a_class_becomes_a_copy_of_the_one_above_with_few_methods_alike() -> None:
    with TemporaryDirectory() as folder:
        root, cache = Path(folder) / "project", Path(folder) / "cache"
        heirs = Heirs(Random(0))
        heirs.bases, heirs.classes = [-1, 0], [[[0] * STATEMENTS for _ in range(METHODS)]]
        for alike in (0, 2):
            edited = [[1 if place == 4 else 0 for place in range(STATEMENTS)]] * (METHODS - alike)
            below = [*([0] * STATEMENTS for _ in range(alike)), *edited]
            heirs.classes[1:] = [below]
            _hold(root, cache, heirs.files())
        assert "duplicate-class" in _report(root, cache)


ANSWER = """
def answer(rows):
    kept = [row.strip() for row in rows if row.strip()]
    if len(kept) <= {number}:
        raise ValueError("too few rows were given")
    first, *rest = kept
    return {{"first": TABLE[first], "rest": rest[-1].title(), "count": len(kept) - 1}}
"""
FAR = ANSWER.replace('raise ValueError("too few rows were given")', "return None")
ANSWERS = (
    *(ANSWER.format(number=n) for n in (1, 1, 1, 2)),
    FAR.format(number=2),
    "\ndef answer(rows):\n    return rows\n",
)
TABLES = ("from shop.tables import TABLE\n", "from shop.tables import TABLE\n", "TABLE = {}\n")
READERS = ("", "", "", "\nprint(answer(TABLE))\n")
SEATS = 7
DRIFTED = '"rule": "diverged-copies"'


def _answers(dice: Random, number: int) -> dict[str, str]:
    """A file with a function that files beside it have, too; or with none, or with its reader."""
    text = dice.choice(TABLES) + dice.choice(ANSWERS) + dice.choice(READERS)
    reads = f"from shop.m{number} import answer\n" if dice.random() < 0.2 else ""
    return {f"shop/m{number}.py": dice.choice((text,) * 4 + ("x = 1\n",)), "shop/user.py": reads}


@settings(max_examples=examples(3, 60), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_what_most_files_side_by_side_say_is_told_after_edits(seed: int) -> None:
    dice = Random(seed)
    files = {"shop/__init__.py": "", "shop/tables.py": "TABLE = {}\n"}
    for number in range(SEATS):
        files |= {f"shop/m{number}.py": TABLES[0] + dice.choice(ANSWERS), "shop/user.py": ""}
    with TemporaryDirectory() as folder:
        root, cache = Path(folder) / "project", Path(folder) / "cache"
        for _ in range(8):
            _hold(root, cache, files)
            files |= _answers(dice, dice.randrange(SEATS))


def test_one_that_is_called_is_none_of_those_of_which_most_say_one_thing() -> None:
    texts = [*ANSWERS[:3], FAR.format(number=2), *ANSWERS[-1:] * 3]
    files = {f"shop/m{number}.py": TABLES[0] + text for number, text in enumerate(texts)}
    files |= {"shop/__init__.py": "", "shop/tables.py": "TABLE = {}\n"}
    with TemporaryDirectory() as folder:
        root, cache = Path(folder) / "project", Path(folder) / "cache"
        _hold(root, cache, files)
        assert DRIFTED not in _report(root, cache)
        _hold(root, cache, {"shop/m6.py": texts[6] + READERS[-1].replace("TABLE", "'abc'")})
        assert DRIFTED in _report(root, cache)


def test_what_awaits_now_is_held_against_another_one() -> None:
    with TemporaryDirectory() as folder:
        root, cache = Path(folder) / "project", Path(folder) / "cache"
        body = "\n    ".join((*SAYINGS, ENDS[0]))
        text = f"{HEADS[1]}\nRATE = 7\n\n\ndef collect(items):\n    {body}\n"
        both = f"{text}\n\nclass Cart:\n    async def collect(self, items):\n        "
        files = {
            "shop/__init__.py": "",
            "shop/a.py": both + body.replace("\n", "\n    ") + "\n",
            "shop/b.py": text,
        }
        for way in ("def collect", "async def collect", "def collect"):
            _hold(root, cache, files | {"shop/c.py": text.replace("def collect", way)})
