"""Which functions say so little, or what so many say, that they are left in peace."""

import pytest

from tests.unit.detectors.copying import SLUG, Suspect

BOILERPLATE = {
    "a stub": """
        def connect(self, host, port, timeout, retries):
            raise NotImplementedError("to be written by those that know the protocol")
    """,
    "an abstract method": """
        @abstractmethod
        def connect(self, host, port, timeout):
            if timeout:
                raise ValueError(host, port, timeout)
            return None
    """,
    "a constructor that sets attributes": """
        def __init__(self, path, host, port, timeout, retries, name):
            self.path = path
            self.address = (host, port)
            self.timeout = timeout or 3
            self.retries = retries
            self.name = Name(name, path)
    """,
    "a getter": """
        @property
        def address(self):
            return self._options.get("address", self._defaults["host"]).strip().lower()
    """,
    "a delegate": """
        def connect(self, host, port, timeout, retries):
            return self._connector.connect(host, port, timeout, retries, self.name, self.address)
    """,
    "a lazy accessor": """
        def connection(self):
            if self._connection is None:
                self._connection = Connection(self.host, self.port, self.timeout, self.retries)
            return self._connection
    """,
    "a thin route": """
        @router.get("/users")
        def users(self, request, limit):
            rows = self.store.users(limit, request.user)
            if not rows:
                raise NotFound(request.path, "users")
            return {"rows": [row.as_dict() for row in rows], "count": len(rows)}
    """,
}


@pytest.mark.parametrize("body", BOILERPLATE.values(), ids=BOILERPLATE)
def test_boilerplate_is_left_in_peace(suspects: Suspect, body: str) -> None:
    files = {"app/a.py": f"class Left:{body}", "app/b.py": f"class Right:{body}"}

    assert suspects(files) == []


def test_every_program_has_its_main(suspects: Suspect) -> None:
    program = SLUG.replace("slug", "main")

    assert suspects({"app/a.py": program, "app/b.py": program}) == []


def test_what_cython_compiles_into_its_callers_is_written_in_each_module(suspects: Suspect) -> None:
    compiled = SLUG.replace("def slug", "@cython.cfunc\ndef slug")

    assert suspects({"app/a.py": compiled, "app/b.py": compiled}) == []
    plain = compiled.replace("cython.cfunc", "cached")
    assert suspects({"app/a.py": plain, "app/b.py": plain}) != []


TINY = "def strategy(replicas, cache): return Strategy(replicas, cache)"


def test_delegates_are_no_copies_in_however_many_modules(suspects: Suspect) -> None:
    assert suspects({f"app/m{i}.py": TINY for i in range(6)}) == []


def test_delegates_that_stand_together_in_three_modules_are_copies(suspects: Suspect) -> None:
    names = ("load", "save", "drop")
    batch = "\n".join(TINY.replace("strategy", n).replace("Strategy", n.title()) for n in names)

    assert suspects({f"app/m{i}.py": batch for i in range(3)}) == [
        [f"app.m{i}.{name}" for i in range(3)] for name in names
    ]


FORWARDING = """
class Pipeline{0}(Stage):
    {1}
    def enable_slicing(self):
        self.encoder.enable_slicing()
"""


@pytest.mark.parametrize(
    ("classes", "decorator", "told"), [(10, "", 10), (9, "", 0), (10, "@property", 0)]
)
def test_a_delegate_that_ten_classes_hold_belongs_into_a_base(
    suspects: Suspect, classes: int, decorator: str, told: int
) -> None:
    base = "from app.base import Stage\n"
    files = {f"app/m{i}.py": base + FORWARDING.format(i, decorator) for i in range(classes)}
    files["app/base.py"] = "class Stage:\n    steps = 1\n"

    assert sum(map(len, suspects(files))) == told


def test_a_call_with_a_text_of_its_own_is_a_fact_from_the_third_module_on(
    suspects: Suspect,
) -> None:
    own = 'def is_endpoint(path): return path.startswith("/api/")'
    two = {"app/a.py": own, "app/b.py": own}

    assert suspects(two) == []
    assert suspects({**two, "app/c.py": own}) == [
        ["app.a.is_endpoint", "app.b.is_endpoint", "app.c.is_endpoint"]
    ]


SMALL = """
class {0}:
    def as_text(self, value):
        if value is None:
            return self.empty.strip()
        return str(value).strip().lower()
"""


def test_small_bodies_are_copies_only_where_the_name_agrees(suspects: Suspect) -> None:
    left, right = SMALL.format("Left"), SMALL.format("Right")

    assert suspects({"app/a.py": left, "app/b.py": right}) == [
        ["app.a.Left.as_text", "app.b.Right.as_text"]
    ]
    assert suspects({"app/a.py": left, "app/b.py": right.replace("as_text", "clean")}) == []


def test_namesakes_of_an_interface_may_say_small_things_alike(suspects: Suspect) -> None:
    """Where a name has many bodies, two that are equal by chance are no copies."""
    files = {"app/a.py": SMALL.format("Left"), "app/b.py": SMALL.format("Right")}
    others = {
        f"app/o{i}.py": f"class O{i}:\n    def as_text(self, value):\n        return self.a{i}[value]"
        for i in range(14)
    }

    assert suspects({**files, **others}) == []


SETTER = """
class {name}:
    def unique(self, strategy=None):
        self._unique_state = (set(), strategy)
        return self
"""


def test_a_setter_that_returns_its_object_is_left_in_peace(suspects: Suspect) -> None:
    names = ("Rows", "Scalars", "Mappings", "Tuples", "Pages")

    assert suspects({f"app/{n.lower()}.py": SETTER.format(name=n) for n in names}) == []


FORWARDED = 'def by_change(rows, _, value): return by_field(rows, "updated", value)'
SET = """
class {0}:
    def _add_tag(self, tag):
        self._tags[tag.key] = tag.value
"""
CHOOSING = """
class {0}Mapper:
    def map(self, data):
        match data:
            case Call():
                return self._call(data)
            case Service():
                return self._service(data)
            case _:
                return {{}}
"""
EXTENDING = """
class {0}Tool(Tool):
    def run(self, query, {0}=None, limit=None):
        if {0} is not None:
            self.add({0})
        return super().run(query=query, limit=limit)
"""
HANDING_UP = """
class {0}Tool(Tool):
    def run(self, query, limit=None, order: str = "", **options):
        return super().run(query=query, limit=limit, order=order, **options)
"""
NARROWING = """
class {0}Entity:
    @property
    def {0}(self):
        assert self.data.tariff is not None
        assert self.data.tariff.settings is not None
        return self.description.value_of(self.data.tariff.settings)
"""
ELAPSED = """
class {0}:
    def idle_minutes(self):
        passed = datetime.now(timezone.utc) - self.last_seen
        return passed.total_seconds() / 60.0
"""
GUARDED = ELAPSED.replace(
    "        passed", "        if not self.last_seen: return 0.0\n        passed"
)
PICTURE = """
class {0}:
    @property
    def banner(self):
        if self._banner is None:
            return None
        return Asset.from_image(self._state, self.id, self._banner, path="banners")
"""
LATE = """
class {0}Channel(Tool):
    def part(self, number):
        from app.message import Part

        return Part(self.prefix + number, str(number))
"""
TESTING = """
def test_{0}(files, app):
    found = Runner(files.of("{0}"), rules=app.rules).run()
    assert len(found) == len(files.expected), found
    for number, one in enumerate(found):
        assert one.name.endswith(files.end)
        assert files.expected[number] in one.message
"""
HEARING = """
class {0}Plugin:
    @on_available(plugin="preferences")
    def on_preferences(self):
        preferences = self.plugin("preferences")
        preferences.register(self)
"""
LITTLE = {
    "a test beside what it tests": TESTING,
    "what a decorator hands over to be called": HEARING,
    "a property that hands out one thing if there is any": PICTURE,
    "a call of what is imported where it is called": LATE,
    "a call of what is shared, with a word of its own": FORWARDED,
    "a setter of classes that have no base in common": SET,
    "a choice of what each class does with what it is given": CHOOSING,
    "a few words around what a base does": EXTENDING,
    "a method that only calls what it overrides, with defaults that say nothing": HANDING_UP,
    "properties of two names that only tell a type checker what is there": NARROWING,
}


@pytest.mark.parametrize("code", LITTLE.values(), ids=LITTLE)
def test_little_is_left_in_peace_in_however_many_places(suspects: Suspect, code: str) -> None:
    base = "class Tool:\n    def run(self, query, limit): return self.store.get(query, limit)\n"
    head = "from app.base import Tool\n"
    files = {f"app/{name}.py": head + code.format(name) for name in ("a", "b", "c", "d", "e", "f")}

    assert suspects({**files, "app/base.py": base}) == []


def test_a_few_words_that_were_edited_join_no_habit(suspects: Suspect) -> None:
    files = {f"app/{name}.py": ELAPSED.format(name) for name in ("a", "b", "c")}

    (group,) = suspects({**files, "app/d.py": GUARDED.format("d")})

    assert group == ["app.a.a.idle_minutes", "app.b.b.idle_minutes", "app.c.c.idle_minutes"]


COPYING = """
from app.base import Config

class {0}Config(Config):
    def copy(self, **overrides: Unpack[{1}]):
        found = replace(self, **overrides)
        return found.checked()
"""
TYPED = """
from app.base import Config

class {0}Config(Config):
    def copy(self) -> {1}:
        found = replace(self, **self.overrides)
        return found.checked()
"""


@pytest.mark.parametrize("text", [COPYING, TYPED], ids=["take", "hand out"])
@pytest.mark.parametrize(("own", "told"), [(True, 0), (False, 6)])
def test_brief_methods_for_other_types_are_one_for_each_type(
    suspects: Suspect, text: str, own: bool, told: int
) -> None:
    base = "class Config:\n    def copy(self, **overrides):\n        return self.store.copy(self)\n"
    files = {
        f"app/{n}.py": text.format(n, f"{n}Overrides" if own else "Overrides") for n in "abcdef"
    }

    assert sum(map(len, suspects({**files, "app/base.py": base}))) == told


def test_a_brief_special_function_answers_for_its_module(suspects: Suspect) -> None:
    text = """
def {0}(name):
    if name == "Old":
        import warnings
        warnings.warn("Old is now New", DeprecationWarning, stacklevel=2)
        return New
    raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
"""

    for name, told in (("__getattr__", False), ("answer", True)):
        files = {f"app/{letter}.py": text.format(name) for letter in "ab"}
        assert bool(suspects(files)) is told
