"""What the PATHs of a command ask for."""

import os
from pathlib import Path

import pytest

from ssotlint.model.config import Config
from ssotlint.model.errors import InputError
from ssotlint.project.discovery import Survey
from tests.unit.project.world import by_path, look, paths, plant, reported, skipped

WORLD = "pyproject.toml\napp/__init__.py\napp/a/x.py\napp/b/y.py\nlib/z.py\nREADME.md"


def test_without_paths_all_is_reported(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, WORLD))
    assert (
        reported(tree) == paths(tree) == ["app/__init__.py", "app/a/x.py", "app/b/y.py", "lib/z.py"]
    )


def test_or_what_the_configuration_names(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, WORLD), config=Config(src=("app/b", "lib")))
    assert reported(tree) == ["app/b/y.py", "lib/z.py"]
    assert reported(look(tmp_path, "app/a", config=Config(src=("lib",)))) == ["app/a/x.py"]


def test_paths_say_what_is_reported_and_names_resolve_against_all(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, WORLD), "app/a", "lib/z.py")
    assert reported(tree) == ["app/a/x.py", "lib/z.py"]
    assert len(tree.sources) == 4
    assert by_path(tree)["app/a/x.py"].module == "app.a.x"


def test_a_path_is_no_prefix_of_a_name(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, "app/x.py\napp2/x.py\napp.py"), "app")
    assert reported(tree) == ["app/x.py"]


def test_relative_paths_start_at_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, WORLD)
    monkeypatch.chdir(tmp_path / "app")
    assert reported(Survey(tmp_path, [Path("a"), Path("../lib")], Config()).tree()) == [
        "app/a/x.py",
        "lib/z.py",
    ]


def test_what_is_named_is_taken_even_where_it_is_left_out(tmp_path: Path) -> None:
    plant(tmp_path, "gen/x.py\ngen/sub/y.py\nvenv/z.py\na.py", {".gitignore": "gen/\na.py\n"})
    assert reported(look(plant(tmp_path, "b.py"))) == ["b.py"]
    assert reported(look(tmp_path, "gen")) == ["gen/sub/y.py", "gen/x.py"]
    assert reported(look(tmp_path, "gen/x.py", "a.py")) == ["a.py", "gen/x.py"]
    assert reported(look(tmp_path, "venv/z.py")) == ["venv/z.py"]
    assert skipped(look(tmp_path, "gen", "a.py")) == {}


def test_a_package_that_is_left_out_is_read_whole_when_a_part_is_named(tmp_path: Path) -> None:
    plant(tmp_path, "build/lib/shop/__init__.py\nbuild/lib/shop/a/__init__.py\nbuild/lib/shop/b.py")
    tree = look(plant(tmp_path, "x.py"), "build/lib/shop/a")
    assert reported(tree) == ["build/lib/shop/a/__init__.py"]
    assert [(s.root, s.module) for s in tree.sources] == [
        ("build/lib", "shop"),
        ("build/lib", "shop.a"),
        ("build/lib", "shop.b"),
        ("", "x"),
    ]


def test_patterns_inside_a_named_folder_still_count(tmp_path: Path) -> None:
    plant(tmp_path, "gen/x.py\ngen/y.py", {".gitignore": "gen/\n", "gen/.gitignore": "y.py\n"})
    assert reported(look(tmp_path, "gen")) == ["gen/x.py"]


def test_a_link_that_is_named_stands_for_what_it_points_to(tmp_path: Path) -> None:
    plant(tmp_path, "app/x.py\ncurrent -> app\ny.py -> app/x.py")
    assert reported(look(tmp_path, "current")) == ["app/x.py"]
    assert reported(look(tmp_path, "y.py")) == ["app/x.py"]


def test_a_script_without_an_ending_is_python_when_it_says_so(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "app/__init__.py",
        {"bin/tool": "#!/usr/bin/env python3\n", "bin/other": "#!/bin/sh\n"},
    )
    tree = look(tmp_path, "bin/tool")
    assert [(s.module, s.role.value) for s in tree.sources if s.reported] == [
        ("bin.tool", "script")
    ]
    with pytest.raises(InputError, match="bin/other is no Python file"):
        look(tmp_path, "bin/other")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("gone", "gone: there is no such file or folder"),
        ("app/__init__.py/x", "the path cannot be used"),
        ("x" * 300, "the path cannot be used"),
        ("..", "lies outside of the project"),
        ("empty", "no Python files in .*empty$"),
        ("README.md", r"no Python files in .* \(README.md is no Python file\)"),
        ("hidden", r"no Python files in .* \(hidden/x.py is ignored by git\)"),
    ],
)
def test_a_scope_without_python_is_refused(tmp_path: Path, path: str, expected: str) -> None:
    plant(tmp_path, WORLD + "\nempty/\nhidden/x.py", {"hidden/.gitignore": "*"})
    with pytest.raises(InputError, match=expected):
        look(tmp_path, path)


def test_an_empty_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no Python files in"):
        look(tmp_path)


def test_a_src_that_does_not_exist_is_refused_where_it_is_written(tmp_path: Path) -> None:
    plant(tmp_path, WORLD, {"ssotlint.toml": 'src = [\n"app",\n"gone"]\n'})
    config = Config(src=("app", "gone"), source=str(tmp_path / "ssotlint.toml"))
    with pytest.raises(InputError, match=r'ssotlint\.toml:3: src 2: there is no "gone"'):
        look(tmp_path, config=config)


def test_one_too_large_file_is_a_scope(tmp_path: Path) -> None:
    plant(tmp_path, "", {"x.py": "x" * 11})
    tree = look(tmp_path, "x.py", config=Config(max_file_size=10))
    assert [source.reported for source in tree.unread] == [True]


def test_the_place_of_a_checkout_changes_nothing(tmp_path: Path) -> None:
    one, two = look(plant(tmp_path / "a", WORLD)), look(plant(tmp_path / "b/c d", WORLD))
    assert (one.sources, one.roots, one.skipped) == (two.sources, two.roots, two.skipped)


def test_a_survey_tells_whether_anything_changed(tmp_path: Path) -> None:
    plant(tmp_path, WORLD)

    def seen() -> tuple[object, ...]:
        survey = Survey(tmp_path, [], Config())
        return survey.stamps, survey.marks, survey.skipped

    before = seen()
    assert seen() == before
    for drawn in ("app/c.py", "app/setup.cfg", "out.py -> lib/z.py", "k -> app"):
        plant(tmp_path, drawn)
        assert seen() != before, drawn
        before = seen()
    os.utime(tmp_path / "lib/z.py", ns=(1, 1))
    assert seen() != before
