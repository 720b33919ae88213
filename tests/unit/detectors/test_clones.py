"""Which functions and methods are suspected of being copies, and what is compared for that."""

import pytest

from tests.unit.detectors.copying import METHOD, SLUG, Suspect


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


def test_a_part_is_no_copy_of_its_whole(suspects: Suspect) -> None:
    lines = "".join(f"                x = step_{i}(x, {i})\n" for i in range(12))
    whole = f"def make():\n    class Handler:\n            def make(self, x):\n{lines}                return x\n    return Handler"

    assert suspects({"app/a.py": whole}) == []


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
