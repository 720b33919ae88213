"""What holds for every tree of files."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ssotlint.model.config import Config
from ssotlint.model.source import Role, Tree
from ssotlint.project.discovery import Survey
from tests.unit.project.world import plant

FOLDERS = ["app", "src", "lib", "tests", "scripts", "services", "a", "b", "my-x", "backup", "v1.2"]
FILES = ["__init__.py", "x.py", "y.pyi", "test_x.py", "a.py", "x.old.py", "0001_x.py", "setup.cfg"]
TREES = st.lists(
    st.tuples(st.lists(st.sampled_from(FOLDERS), max_size=4), st.sampled_from(FILES)).map(
        lambda drawn: "/".join([*drawn[0], drawn[1]])
    ),
    max_size=12,
    unique=True,
).map(lambda files: ["main.py", *files])
few = settings(max_examples=40, deadline=None)  # each makes folders on the disk


@contextmanager
def world(files: list[str]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield plant(Path(folder), "\n".join(files))


def seen(files: list[str]) -> Tree:
    with world(files) as root:
        return Survey(root, [], Config()).tree()


@few
@given(TREES)
def test_a_name_leads_back_to_its_file(files: list[str]) -> None:
    for source in seen(files).sources:
        parts = source.module.split(".") + (["__init__"] if source.is_package else [])
        path = "/".join([source.root, *parts] if source.root else parts)
        assert path.replace(".", "-") == source.path.rpartition(".")[0].replace(".", "-")
        assert source.package == source.module or not source.is_package


@few
@given(TREES)
def test_every_root_is_a_candidate_and_lies_around_its_files(files: list[str]) -> None:
    tree = seen(files)
    for source in tree.sources:
        assert source.root in tree.roots
        assert source.path.startswith(source.root)
    assert len(set(tree.roots)) == len(tree.roots)


@few
@given(TREES, st.randoms(use_true_random=False))
def test_the_order_in_which_files_came_changes_nothing(files: list[str], random: object) -> None:
    shuffled = files.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = seen(files), seen(shuffled)
    assert (one.sources, one.roots, one.skipped) == (two.sources, two.roots, two.skipped)


@few
@given(TREES)
def test_paths_report_their_part_of_the_same_tree(files: list[str]) -> None:
    with world(files) as root:
        whole = Survey(root, [], Config()).tree()
        parts = [Survey(root, [path], Config()).tree() for path in holding_python(root)]
    for part in parts:
        assert [s.path for s in part.sources] == [s.path for s in whole.sources]
        assert [(s.module, s.role, s.domain) for s in part.sources] == [
            (s.module, s.role, s.domain) for s in whole.sources
        ]
    reported = sorted(s.path for part in parts for s in part.sources if s.reported)
    assert reported == [s.path for s in whole.sources]


def holding_python(root: Path) -> list[Path]:
    return [
        path
        for path in root.iterdir()
        if path.suffix in {".py", ".pyi"} or any(path.rglob("*.py")) or any(path.rglob("*.pyi"))
    ]


@few
@given(TREES)
def test_only_code_has_a_domain(files: list[str]) -> None:
    for source in seen(files).sources:
        if source.role in {Role.TEST, Role.SCRIPT, Role.BACKUP}:
            assert source.domain == ""


@few
@given(TREES)
def test_copies_in_backups_make_no_roots(files: list[str]) -> None:
    for source in seen(files).sources:
        if source.path.startswith("backup/") and "backup/__init__.py" not in files:
            assert source.role is Role.BACKUP
            assert source.root == ""
