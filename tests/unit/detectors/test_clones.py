"""Which functions and methods are suspected of being copies, and which are left in peace."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ssotlint.detectors import clones
from ssotlint.detectors.view import View
from tests.worlds import draw

Suspect = Callable[[Mapping[str, str]], list[list[str]]]

SLUG = """
def slug(title):
    words = [word.strip().lower() for word in title.split()]
    kept = [word for word in words if word.isalnum()]
    if not kept:
        raise ValueError("a title needs a word")
    return "-".join(kept)
"""
METHOD = SLUG.replace("slug(title)", "slug(self, title)").replace("\n", "\n    ")


@pytest.fixture
def suspects(tmp_path: Path) -> Suspect:
    """The groups that are suspected in a world, each the symbols of its members."""

    def detect(files: Mapping[str, str]) -> list[list[str]]:
        world = draw(tmp_path, files)
        view = View(world.index, world.graph, world.config)
        cases = clones.detect(view, clones.ClonesOptions())
        return [[member.symbol for member in case.members] for case in cases]

    return detect


def test_five_copies_are_one_group_of_five(suspects: Suspect) -> None:
    files = {f"app/m{i}.py": SLUG for i in range(5)}

    assert suspects(files) == [[f"app.m{i}.slug" for i in range(5)]]


def test_names_of_variables_annotations_and_docstrings_do_not_count(suspects: Suspect) -> None:
    renamed = '''
    def slug(text: str) -> str:
        """Make a slug."""
        parts = [p.strip().lower() for p in text.split()]  # cut
        good: list[str] = [p for p in parts if p.isalnum()]
        if not good:
            raise ValueError("a title needs a word")
        return "-".join(good)
    '''

    assert suspects({"app/a.py": SLUG, "app/b.py": renamed}) == [["app.a.slug", "app.b.slug"]]


def test_a_leading_underscore_leaves_a_namesake(suspects: Suspect) -> None:
    private = SLUG.replace("slug", "_slug").replace("if not kept", "if kept == []")

    assert suspects({"app/a.py": SLUG, "app/b.py": private}) == [["app.a.slug", "app.b._slug"]]


def test_a_method_is_a_copy_of_a_function(suspects: Suspect) -> None:
    files = {"app/a.py": SLUG, "app/b.py": f"class Page:{METHOD}"}

    assert suspects(files) == [["app.a.slug", "app.b.Page.slug"]]


def test_a_function_may_take_what_a_method_has_as_self(suspects: Suspect) -> None:
    files = {
        "app/a.py": """
        class Cart:
            def total(self):
                if not self.lines:
                    return 0
                return sum(line.price for line in self.lines) - self.discount
        """,
        "app/b.py": """
        def total(cart):
            if not cart.lines:
                return 0
            return sum(line.price for line in cart.lines) - cart.discount
        """,
    }

    assert suspects(files) == [["app.b.total", "app.a.Cart.total"]]


def test_an_async_twin_is_a_copy(suspects: Suspect) -> None:
    twin = SLUG.replace("def slug", "async def slug")

    assert suspects({"app/a.py": SLUG, "app/b.py": twin}) == [["app.a.slug", "app.b.slug"]]


def test_what_awaits_is_a_copy_of_what_awaits_where_a_file_offers_both(suspects: Suspect) -> None:
    plain = f"class Page:{METHOD}"
    awaiting = f"class AsyncPage:{METHOD}".replace("def slug", "async def slug")

    both = {"app/a.py": plain + "\n" + awaiting, "app/b.py": plain + "\n" + awaiting}
    assert suspects(both) == [
        ["app.a.Page.slug", "app.b.Page.slug"],
        ["app.a.AsyncPage.slug", "app.b.AsyncPage.slug"],
    ]
    # Nobody else awaits, or no file offers both.
    assert suspects({"app/a.py": plain + "\n" + awaiting, "app/b.py": plain}) == [
        ["app.a.Page.slug", "app.a.AsyncPage.slug", "app.b.Page.slug"]
    ]
    assert suspects({"app/a.py": plain, "app/b.py": awaiting, "app/c.py": awaiting}) == [
        ["app.a.Page.slug", "app.b.AsyncPage.slug", "app.c.AsyncPage.slug"]
    ]


def test_classes_of_one_module_are_compared_and_siblings_of_a_class_are_not(
    suspects: Suspect,
) -> None:
    two_classes = f"class Page:{METHOD}\nclass Post:{METHOD}"
    siblings = f"class Page:{METHOD}{METHOD.replace('slug', 'handle')}"

    assert suspects({"app/a.py": two_classes}) == [["app.a.Page.slug", "app.a.Post.slug"]]
    assert suspects({"app/a.py": siblings}) == []


def test_what_a_function_calls_itself_does_not_count(suspects: Suspect) -> None:
    first = """
    def flatten(rows):
        found = []
        for row in rows:
            if isinstance(row, list):
                found.extend(flatten(row))
            else:
                found.append(row)
        return found
    """
    second = first.replace("flatten", "unnest")

    assert suspects({"app/a.py": first, "app/b.py": second}) == [["app.a.flatten", "app.b.unnest"]]


def test_log_text_does_not_count(suspects: Suspect) -> None:
    first = SLUG.replace("    return", '    logger.info("made %s", kept)\n    return')
    second = first.replace("made %s", "a slug: %s").replace("needs a word", "must have words")

    assert suspects({"app/a.py": first, "app/b.py": second}) == [["app.a.slug", "app.b.slug"]]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(("    if not kept", "    kept.sort()\n    if not kept"), id="inserted"),
        pytest.param(
            ('    if not kept:\n        raise ValueError("a title needs a word")\n', ""),
            id="deleted",
        ),
        pytest.param(('"-".join', '"_".join'), id="another literal"),
        pytest.param(("    return", "    with lock:\n        return"), id="wrapped"),
        pytest.param(
            ("    if not kept:\n", "    if not kept and strict:\n"), id="another condition"
        ),
    ],
)
def test_namesakes_may_be_edited(suspects: Suspect, edit: tuple[str, str]) -> None:
    edited = SLUG.replace(*edit)
    assert edited != SLUG

    assert suspects({"app/a.py": SLUG, "app/b.py": edited}) == [["app.a.slug", "app.b.slug"]]


def test_the_equal_and_the_drifted_copies_share_a_group(suspects: Suspect) -> None:
    drifted = SLUG.replace("    kept", "    words = words[:9]\n    kept", 1)
    files = {"app/a.py": SLUG, "app/b.py": SLUG, "app/c.py": drifted, "app/d.py": SLUG}

    assert suspects(files) == [["app.a.slug", "app.b.slug", "app.c.slug", "app.d.slug"]]


def test_every_member_is_alike_to_the_canonical_one(suspects: Suspect) -> None:
    """Each copy adds to the one before it; the ends have too little in common with each other."""

    def grown(steps: int) -> str:
        added = "".join(f"    words = step_{i}(words, {i})\n" for i in range(steps))
        return SLUG.replace("    kept", f"{added}    kept", 1)

    groups = suspects({f"app/m{i}.py": grown(3 * i) for i in range(3)})

    assert groups == [["app.m1.slug", "app.m0.slug", "app.m2.slug"]]


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


ADDED = """
class {0}:
    def add_noise(self, samples, noise, times):
        self.alphas = self.alphas.to(samples.device)
        alphas = self.alphas.to(samples.kind)
        times = times.to(samples.device)
        root = alphas[times] ** 0.5
        root = root.flatten()
        while len(root.shape) < len(samples.shape):
            root = root.unsqueeze(-1)
        rest = (1 - alphas[times]) ** 0.5
        rest = rest.flatten()
        while len(rest.shape) < len(samples.shape):
            rest = rest.unsqueeze(-1)
        noisy = root * samples + rest * noise
        return noisy
"""
TAKEN = ADDED.replace("add_noise", "velocity").replace("samples + rest", "noise - rest").replace(
    "* noise\n        return noisy", "* samples\n        return noisy"
)  # fmt: skip


def test_equal_copies_are_a_group_of_their_own_beside_edited_ones_of_another_name(
    suspects: Suspect,
) -> None:
    files = {f"app/added{i}.py": ADDED.format(f"Plain{i}") for i in range(3)}
    files |= {f"app/taken{i}.py": TAKEN.format(f"Quick{i}") for i in range(2)}

    assert suspects(files) == [
        [f"app.added{i}.Plain{i}.add_noise" for i in range(3)],
        [f"app.taken{i}.Quick{i}.velocity" for i in range(2)],
    ]


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


def test_twins_in_independent_services_are_policy(suspects: Suspect) -> None:
    apart = {"billing/__init__.py": "", "billing/a.py": SLUG, "orders/__init__.py": "",
             "orders/a.py": SLUG}  # fmt: skip
    with_shared = {**apart, "shared/__init__.py": "", "shared/text.py": SLUG}

    assert suspects(apart) == []
    assert suspects(with_shared) == [["shared.text.slug", "billing.a.slug", "orders.a.slug"]]


def test_a_part_is_no_copy_of_its_whole(suspects: Suspect) -> None:
    lines = "".join(f"                x = step_{i}(x, {i})\n" for i in range(12))
    whole = f"def make():\n    class Handler:\n            def make(self, x):\n{lines}                return x\n    return Handler"

    assert suspects({"app/a.py": whole}) == []


def test_a_frozen_edition_of_a_package_keeps_its_copies(suspects: Suspect) -> None:
    files = {
        "app/slugs.py": SLUG, "app/pages.py": "x = 1",
        "app/v1/slugs.py": SLUG, "app/v1/pages.py": "x = 1",
    }  # fmt: skip

    assert suspects(files) == []


def test_a_frozen_edition_may_bear_its_date(suspects: Suspect) -> None:
    files = {
        "app/tables/slugs.py": SLUG, "app/tables/pages.py": "x = 1",
        "app/tables_v20111205/slugs.py": SLUG, "app/tables_v20111205/pages.py": "x = 1",
    }  # fmt: skip

    assert suspects(files) == []


def test_each_version_of_a_schema_stays_as_it_was(suspects: Suspect) -> None:
    kept = {f"app/versions/schema_{i}.py": SLUG for i in (1, 2, 3)}

    assert suspects(kept | {"app/now.py": SLUG.replace("-", "_")}) == []
    assert suspects({path.replace("versions", "parts"): text for path, text in kept.items()}) != []


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("schema_2", "v3beta1"), True),
        (("2_0_init", "2_1_users"), True),
        (("s3", "s33"), False),
        (("oauth2", "oauth1"), False),
    ],
)
def test_a_version_has_a_number_of_its_own(
    suspects: Suspect, names: tuple[str, str], kept: bool
) -> None:
    found = suspects({f"app/versions/{name}.py": SLUG for name in names})

    assert (found == []) is kept


def test_a_coming_edition_may_have_much_that_is_new(suspects: Suspect) -> None:
    both = {"slugs": SLUG, "pages": "x = 1", "titles": "x = 1"}
    files = {f"app/{inner}{name}.py": text for inner in ("", "_4/") for name, text in both.items()}
    new = {f"app/_4/new{i}.py": "x = 1" for i in range(9)}

    assert suspects(files | new) == []
    assert len(suspects(files | new | {"app/_4/newer.py": "x = 1"})) == 1


@pytest.mark.parametrize(
    ("plain", "marked", "told"), [("_sync", "_async", False), ("sync", "aio", True)]
)
def test_the_plain_rendering_of_an_asynchronous_package_is_not_read(
    plain: str, marked: str, told: bool, suspects: Suspect
) -> None:
    files = {
        f"app/{plain}/client.py": SLUG, f"app/{marked}/client.py": "x = 1",
        f"app/{plain}/tools.py": SLUG, f"app/{marked}/tools.py": "x = 1",
    }  # fmt: skip

    assert bool(suspects(files)) is told


@pytest.mark.parametrize(
    ("name", "other", "told"),
    [
        ("api/v10", "api/v2/slugs", False),
        ("api/v10", "api/v2", False),
        ("api/v1_0", "api/v2", False),
        ("api/v10", "api/slugs", True),
        ("api/v10", "v2", True),
        ("api/v10", "core/text", True),
        ("api/v4l2", "api/v2", True),
        ("api/_1", "api/_2", True),
        ("api/v1/slugs", "api/v3/titles", True),
    ],
)
def test_a_numbered_file_is_an_edition_to_those_beside_it(
    name: str, other: str, told: bool, suspects: Suspect
) -> None:
    much = SLUG.replace(
        "    if not", '    kept = [f"{word}{len(word)}" for word in kept]\n' * 6 + "    if not"
    )
    for text in (SLUG, much):
        files = {"app/api/v2.py": "x = 1", f"app/{name}.py": text, f"app/{other}.py": text}
        assert bool(suspects(files)) is told


def test_a_numbered_folder_whose_files_stand_nowhere_else_is_no_edition(suspects: Suspect) -> None:
    files = {"app/slugs.py": SLUG, "app/v1/titles.py": SLUG}

    assert suspects(files) == [["app.slugs.slug", "app.v1.titles.slug"]]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("PageExampleView", False), ("example_page", False), ("page_examples", False),
        ("page_by_example", True), ("counterexamples", True),
    ],
)  # fmt: skip
def test_a_file_that_is_an_example_is_read_alone(name: str, told: bool, suspects: Suspect) -> None:
    assert bool(suspects({f"app/views/{name}.py": SLUG, "app/views/slugs.py": SLUG})) is told


def test_what_others_wrote_stays_as_it_came(suspects: Suspect) -> None:
    assert suspects({"app/slugs.py": SLUG, "app/_vendor/slugs.py": SLUG}) == []


def test_an_override_that_only_narrows_types_is_no_copy(suspects: Suspect) -> None:
    base = f"class Page:{METHOD}"
    narrow = METHOD.replace("(self, title)", "(self, title) -> Slug")
    files = {"app/a.py": base, "app/b.py": f"from app.a import Page\nclass Note(Page):{narrow}"}

    assert suspects(files) == []
    files["app/b.py"] = f"from app.a import Page\nclass Note(Page):{METHOD}"
    assert suspects(files) == [["app.a.Page.slug", "app.b.Note.slug"]]


def test_a_case_that_is_registered_with_its_namesake_is_no_copy(suspects: Suspect) -> None:
    case = SLUG.replace("\ndef slug", "\nfrom app.a import slug\n@slug.register(bytes)\ndef slug")

    assert suspects({"app/a.py": SLUG, "app/b.py": case}) == []


FEE = """
def {name}(order, rates):
    country = order.address.country.upper()
    weight = sum(item.grams for item in order.items)
    steps = math.ceil(weight / rates.step_grams)
    price = rates.base[country] + steps * rates.per_step
    return max(price, rates.least)
"""
CUT = FEE.replace("    steps = math.ceil(weight / rates.step_grams)\n", "").replace(
    "steps *", "weight *"
)


def test_statements_that_nobody_else_writes_tell_a_copy_under_another_name(
    suspects: Suspect,
) -> None:
    files = {"app/a.py": FEE.format(name="fee"), "app/b.py": CUT.format(name="postage")}

    assert suspects(files) == [["app.a.fee", "app.b.postage"]]


def test_statements_that_many_write_do_not(suspects: Suspect) -> None:
    """Ten functions of other names hold the same lines: that is how things are said here."""
    lines = FEE.partition("\n    price")[0]
    habit = {f"app/h{i}.py": f"{lines.format(name=f'do_{i}')}\n    return steps - {i}\n" * 1
             for i in range(10)}  # fmt: skip
    files = {
        "app/a.py": f"{lines.format(name='fee')}\n    return rates.find(steps).price\n",
        "app/b.py": f"{lines.format(name='postage')}\n    log(steps)\n    return steps * weight\n",
        **habit,
    }

    groups = suspects(files)

    assert not any({"app.a.fee", "app.b.postage"} <= set(group) for group in groups)


SETTER = """
class {name}:
    def unique(self, strategy=None):
        self._unique_state = (set(), strategy)
        return self
"""


def test_a_setter_that_returns_its_object_is_left_in_peace(suspects: Suspect) -> None:
    names = ("Rows", "Scalars", "Mappings", "Tuples", "Pages")

    assert suspects({f"app/{n.lower()}.py": SETTER.format(name=n) for n in names}) == []


PAGES = """
class {name}:
    def pages(self, size: int = 10) -> {returns}:
        read = self.reader
        while True:
            page = read(self, size)
            if not page:
                break
            yield page
"""


@pytest.mark.parametrize(("returns", "found"), [("Iterator[str]", 0), ("Iterator[Row]", 1)])
def test_one_body_in_other_types_within_a_module_is_a_typed_facade(
    suspects: Suspect, returns: str, found: int
) -> None:
    first = PAGES.format(name="Rows", returns="Iterator[Row]")
    second = PAGES.format(name="Names", returns=returns)

    assert len(suspects({"app/a.py": first + second})) == found


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


def test_nobody_mends_within_what_others_wrote(suspects: Suspect) -> None:
    assert suspects({"app/_vendor/a.py": SLUG, "app/_vendor/b.py": SLUG}) == []


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
