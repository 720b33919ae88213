"""What is read, and what is left out and why."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from ssotlint.model.config import Config
from ssotlint.project.configuration import load
from ssotlint.project.discovery import Survey
from ssotlint.project.root import find_root
from tests.unit.project.world import look, paths, plant, skipped

AS_ROOT = not hasattr(os, "getuid") or os.getuid() == 0


def test_all_python_files_by_path(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, "b/x.pyi\nb.py\na/y.py\na/readme.md\na/x.pyc\na/.py"))
    assert paths(tree) == ["a/.py", "a/y.py", "b.py", "b/x.pyi"]
    assert tree.skipped == ()


def test_stamps_tell_whether_a_file_is_the_same(tmp_path: Path) -> None:
    plant(tmp_path, "", {"a/x.py": "x = 1\n"})
    status = (tmp_path / "a/x.py").stat()
    expected = {"a/x.py": (status.st_mtime_ns, 6, status.st_ino)}
    assert Survey(tmp_path, [], Config()).stamps == expected


def test_folders_that_hold_no_code_of_the_project_are_passed_over(tmp_path: Path) -> None:
    drawn = """
    x.py
    .git/hooks/x.py
    a/node_modules/x.py
    a/__pycache__/x.py
    venv/x.py
    .tox/x.py
    build/lib/shop/x.py
    dist/x.py
    lib/site-packages/x.py
    """
    tree = look(plant(tmp_path, drawn))
    assert paths(tree) == ["x.py"]
    assert tree.skipped == ()


def test_a_package_may_be_called_build(tmp_path: Path) -> None:
    drawn = "src/build/__init__.py\nsrc/build/env.py\nbuild/x.py"
    assert paths(look(plant(tmp_path, drawn))) == ["src/build/__init__.py", "src/build/env.py"]
    config = Config(extend_exclude=("build",))
    assert paths(look(plant(tmp_path, "y.py"), config=config)) == ["y.py"]


def test_a_folder_in_a_package_holds_code_whatever_it_is_called(tmp_path: Path) -> None:
    drawn = """
    shop/__init__.py
    shop/features/build/api.py
    shop/features/dist/sets/x.py
    shop/features/venv/create.py
    client/setup.py
    client/__init__.py
    client/build/x.py
    """
    plant(tmp_path, drawn)
    (tmp_path / "client/setup.py").write_text("setup()\n")
    assert paths(look(tmp_path)) == [
        "client/__init__.py",
        "client/setup.py",
        "shop/__init__.py",
        "shop/features/build/api.py",
        "shop/features/dist/sets/x.py",
        "shop/features/venv/create.py",
    ]


def test_an_environment_is_known_by_what_lies_in_it(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, "x.py\nmy-env/pyvenv.cfg\nmy-env/lib/x.py"))
    assert paths(tree) == ["x.py"]
    assert skipped(tree) == {"my-env": "is a virtual environment"}


def test_a_folder_of_installed_packages_is_left_out(tmp_path: Path) -> None:
    drawn = """
    app/run.py
    app/bundled/click/__init__.py
    app/bundled/click-8.0.dist-info/METADATA
    app/bundled/django/__init__.py
    app/bundled/Django-3.2.dist-info/METADATA
    """
    tree = look(plant(tmp_path, drawn))
    assert paths(tree) == ["app/run.py"]
    assert skipped(tree) == {"app/bundled": "holds installed packages"}


def test_what_an_installation_left_of_the_project_itself_hides_nothing(tmp_path: Path) -> None:
    drawn = """
    src/shop.egg-info/PKG-INFO
    src/store.egg-info/PKG-INFO
    src/shop-1.0.dist-info/METADATA
    src/shop/cart.py
    """
    tree = look(plant(tmp_path, drawn))
    assert paths(tree) == ["src/shop/cart.py"]


def test_exclude_replaces_and_extend_exclude_adds(tmp_path: Path) -> None:
    plant(tmp_path, "x.py\nvenv/x.py\ngen/x.py\na/gen/y.py\na/x_pb2.py")
    tree = look(tmp_path, config=Config(extend_exclude=("gen/", "*_pb2.py")))
    assert paths(tree) == ["x.py"]
    assert skipped(tree) == dict.fromkeys(
        ["a/gen", "a/x_pb2.py", "gen"], "is excluded by the configuration"
    )
    tree = look(tmp_path, config=Config(exclude=("/gen",)))
    assert paths(tree) == ["a/gen/y.py", "a/x_pb2.py", "venv/x.py", "x.py"]


def test_gitignore_nested_and_negated(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "x.py\nlocal.py\nout/x.py\na/local.py\na/b/local.py\na/c/x.py",
        {".gitignore": "local.py\n/out/\n", "a/.gitignore": "!local.py\n", "a/b/.gitignore": "*\n"},
    )
    tree = look(tmp_path)
    assert paths(tree) == ["a/c/x.py", "a/local.py", "x.py"]
    assert skipped(tree) == dict.fromkeys(["a/b/local.py", "local.py", "out"], "is ignored by git")


def test_gitignore_of_the_repository_around_the_project(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "services/a/x.py\nservices/a/gen/x.py\nservices/a/out/x.py\nservices/a/tmp/x.py",
        {".gitignore": "services/*/gen/\n", "services/.gitignore": "/a/out\n",
         ".git/info/exclude": "tmp\n"},
    )  # fmt: skip
    assert paths(look(tmp_path / "services/a")) == ["x.py"]


def test_a_repository_in_the_project_has_its_own_patterns(tmp_path: Path) -> None:
    plant(tmp_path, "sub/.git/\nsub/x.py", {".gitignore": "x.py\n"})
    assert paths(look(tmp_path)) == ["sub/x.py"]


def test_another_working_tree_of_the_repository_is_no_second_copy(tmp_path: Path) -> None:
    plant(tmp_path, "", {"x.py": ""})
    for command in ("init -q", "add x.py", "-c user.name=a -c user.email=a@b commit -qm x",
                    "worktree add -q .trees/y"):  # fmt: skip
        subprocess.run(["git", *command.split()], cwd=tmp_path, check=True, capture_output=True)
    tree = look(tmp_path)
    assert paths(tree) == ["x.py"]
    assert skipped(tree) == {".trees/y": "is another working tree of a repository"}
    (tmp_path / ".git/info/exclude").write_text("secret.py\n", encoding="utf-8")
    assert paths(look(plant(tmp_path / ".trees/y", "secret.py\nz.py"))) == ["x.py", "z.py"]


def test_a_folder_may_have_a_name_like_a_file(tmp_path: Path) -> None:
    assert paths(look(plant(tmp_path, "x.py/y.py"))) == ["x.py/y.py"]


def test_links_are_no_second_copies_but_imports_may_go_through_them(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, "shared/x.py\na/shared -> ../shared\na/y.py -> ../shared/x.py"))
    assert paths(tree) == ["shared/x.py"]
    assert skipped(tree) == {
        "a/shared": "is a link to shared",
        "a/y.py": "is a link to shared/x.py",
    }
    assert [(source.path, source.module) for source in tree.unread] == [
        ("a/shared/x.py", "a.shared.x"),
        ("a/y.py", "a.y"),
    ]


def test_loops_end(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, "a/b/x.py\na/b/up -> ..\na/b/self -> .\nc -> d\nd -> c\ntop -> ."))
    assert paths(tree) == ["a/b/x.py"]
    assert skipped(tree) == {
        "a/b/self": "is a link to a folder around it",
        "a/b/up": "is a link to a folder around it",
        "top": "is a link to a folder around it",
    }


def test_links_that_lead_nowhere_or_away(tmp_path: Path) -> None:
    plant(tmp_path, "away/x.py\nproject/y.py\nproject/a.py -> gone\nproject/b.py -> ../away/x.py")
    tree = look(plant(tmp_path, "project/c -> ../away\nproject/z.txt -> gone") / "project")
    assert paths(tree) == ["y.py"]
    assert skipped(tree) == {
        "a.py": "is a link to nothing",
        "b.py": "is a link that leaves the project",
        "c": "is a link that leaves the project",
    }


def test_a_project_may_be_reached_through_a_link(tmp_path: Path) -> None:
    plant(tmp_path, "real/a/x.py\nlink -> real")
    tree = look(tmp_path / "link", "a")
    assert paths(tree) == ["a/x.py"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    plant(tmp_path, "x.py")
    os.mkfifo(tmp_path / "pipe.py")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.py"))
        tree = look(tmp_path)
    assert paths(tree) == ["x.py"]
    assert skipped(tree) == dict.fromkeys(["pipe.py", "s.py"], "is no regular file")


def test_too_large_files_are_known_and_not_read(tmp_path: Path) -> None:
    plant(tmp_path, "", {"app/__init__.py": "", "app/data.py": "x" * 11})
    tree = look(tmp_path, config=Config(max_file_size=10))
    assert paths(tree) == ["app/__init__.py"]
    assert [source.module for source in tree.unread] == ["app.data"]
    (skip,) = tree.skipped
    assert skip.path == "app/data.py"
    assert skip.why == "has 11 bytes, more than max-file-size allows (10)"
    assert skip.fault
    assert skip.large


def test_nobody_misses_what_is_in_a_large_file_that_a_tool_wrote(tmp_path: Path) -> None:
    plant(
        tmp_path, "", {"app/icons.py": "# WARNING! All changes made in this file will be lost!\n"}
    )
    (skip,) = look(tmp_path, config=Config(max_file_size=10)).skipped
    assert (skip.path, skip.fault) == ("app/icons.py", False)


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_names_that_are_no_text_are_told_in_print(tmp_path: Path) -> None:
    plant(tmp_path, "x.py\nä.py")
    (tmp_path / os.fsdecode(b"caf\xe9.py")).touch()
    (tmp_path / os.fsdecode(b"d\xff")).mkdir()
    tree = look(tmp_path)
    assert paths(tree) == ["x.py", "ä.py"]
    assert [(skip.path.encode(), skip.fault) for skip in tree.skipped] == [
        (b"caf\\udce9.py", True),
        (b"d\\udcff", False),
    ]


@pytest.mark.skipif(AS_ROOT, reason="root may read all")
def test_folders_that_cannot_be_listed_are_told(tmp_path: Path) -> None:
    plant(tmp_path, "x.py\nclosed/y.py")
    (tmp_path / "closed").chmod(0o000)
    try:
        (skip,) = look(tmp_path).skipped
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert skip.path == "closed"
    assert skip.fault
    assert "Permission denied" in skip.why


def test_compiled_modules_exist_and_are_not_read(tmp_path: Path) -> None:
    tree = look(plant(tmp_path, "app/__init__.py\napp/fast.cpython-311-x86_64-linux-gnu.so"))
    assert paths(tree) == ["app/__init__.py"]
    assert [(source.module, source.reported) for source in tree.unread] == [("app.fast", True)]


def test_a_deep_tree_is_walked(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 500)
    assert paths(look(plant(tmp_path, f"{deep}/x.py"))) == [f"{deep}/x.py"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_pipe_in_place_of_a_file_that_we_read_keeps_nobody_waiting(tmp_path: Path) -> None:
    plant(tmp_path, "a/x.py")
    for name in (".gitignore", ".git", "setup.py", "pyproject.toml"):
        os.mkfifo(tmp_path / "a" / name)
    find_root([tmp_path / "a/x.py"], tmp_path)
    assert load(tmp_path / "a") == Config()
    assert paths(look(tmp_path)) == ["a/x.py"]
