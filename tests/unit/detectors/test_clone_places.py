"""Which functions stand where nobody holds them against each other."""

import pytest

from tests.unit.detectors.copying import SLUG, Suspect


def test_twins_in_independent_services_are_policy(suspects: Suspect) -> None:
    apart = {"billing/__init__.py": "", "billing/a.py": SLUG, "orders/__init__.py": "",
             "orders/a.py": SLUG}  # fmt: skip
    with_shared = {**apart, "shared/__init__.py": "", "shared/text.py": SLUG}

    assert suspects(apart) == []
    assert suspects(with_shared) == [["shared.text.slug", "billing.a.slug", "orders.a.slug"]]


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


@pytest.mark.parametrize(
    ("folder", "told"),
    [("examples", False), ("cookbook", False), ("tutorials", False), ("cookery", True)],
)
def test_a_folder_of_examples_holds_files_to_be_read_alone(
    folder: str, told: bool, suspects: Suspect
) -> None:
    assert bool(suspects({f"{folder}/a.py": SLUG, f"{folder}/b.py": SLUG})) is told


@pytest.mark.parametrize(("folder", "told"), [("examples", False), ("cookbook", True)])
def test_a_package_may_call_a_part_of_its_own_a_cookbook(
    folder: str, told: bool, suspects: Suspect
) -> None:
    files = {"shop/__init__.py": "", f"shop/{folder}/__init__.py": ""}
    copies = {f"shop/{folder}/a.py": SLUG, f"shop/{folder}/b.py": SLUG}

    assert bool(suspects(files | copies)) is told


def test_what_others_wrote_stays_as_it_came(suspects: Suspect) -> None:
    assert suspects({"app/slugs.py": SLUG, "app/_vendor/slugs.py": SLUG}) == []


def test_nobody_mends_within_what_others_wrote(suspects: Suspect) -> None:
    assert suspects({"app/_vendor/a.py": SLUG, "app/_vendor/b.py": SLUG}) == []


def test_strangers_stay_strangers_where_their_dotted_names_are_the_same(
    suspects: Suspect,
) -> None:
    names = ("__init__", "const", "text")
    files = {f"p{i}/shared/{name}.py": f"A = {i}\n" for i in range(5) for name in names}
    alike = {f"p{i}/shared/const.py": SLUG for i in (0, 1)}

    assert suspects(files | alike) == []
    within = {f"p{i}/shared/text.py": SLUG for i in (0, 1)}
    assert suspects(files | alike | within) == [["shared.const.slug", "shared.text.slug"]] * 2
