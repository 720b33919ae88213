"""Random command lines in random projects: an answer or a clear word, and the same one each time."""

import os
import re
import shutil
from collections.abc import Callable
from contextlib import chdir, suppress
from pathlib import Path
from random import Random
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssotlint.model.errors import InputError
from ssotlint.project.configuration import load
from ssotlint.project.discovery import Survey
from ssotlint.project.root import BASELINE_FILE
from ssotlint.rulebook.book import load as load_rules
from tests.command import Done, run
from tests.layouts import change, files_of, folders_of, git, lay_out
from tests.strategies import examples

Arguments = list[str]
_FORMATS = (
    "text", "lines", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown",
    "rdjson", "rdjsonl", "job-summary", "html",
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z_]\w+")
_OF_EARLIER = re.compile(r"files have changed since|\"checked\": \"earlier\"")
_SECONDS = re.compile(r"\b\d+\.\d+ ?s\b")


@settings(max_examples=examples(6, 400), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_every_command_line_gets_an_answer_that_no_memory_changes(seed: int) -> None:
    dice = Random(seed)
    with TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        root = lay_out(dice, home)
        for _ in range(5):
            with chdir(dice.choice((root, root, *folders_of(root), home))):
                _ask(dice, root, home / "cache")
            if dice.random() < 0.5:
                change(dice, root)


def _ask(dice: Random, root: Path, cache: Path) -> None:
    """Ask something from nothing and with a memory, and twice."""
    command, *arguments = dice.choice(_COMMANDS)(dice, root)
    cold = run(command, "--no-cache", *arguments)
    _assert_answered(cold, [command, *arguments])
    for _ in range(2):
        warm = run(command, "--cache-dir", str(cache), *arguments)
        if _OF_EARLIER.search(warm.out + cold.out):
            continue  # `where` says so where files have changed since the last check
        assert _timeless(warm) == _timeless(cold), (command, arguments, str(Path.cwd()), cold, warm)


def _assert_answered(done: Done, arguments: Arguments) -> None:
    said = (arguments, str(Path.cwd()), done.code, done.err)
    assert done.code in {0, 1, 2}, said
    assert "Traceback" not in done.err + done.out, said
    assert done.code != 2 or done.err or done.out, said


def _timeless(done: Done) -> Done:
    return Done(done.code, _SECONDS.sub("", done.out), _SECONDS.sub("", done.err))


# ---------------------------------------------------------------- what is asked


def _check(dice: Random, root: Path) -> Arguments:
    rules = sorted(load_rules().rules)
    families = sorted({rule.family for rule in load_rules().rules.values()})
    more = [
        ["--root", _written(dice, dice.choice((root, root, *folders_of(root))))],
        ["--select", ",".join(dice.sample([*rules, *families], 3))],
        ["--ignore", dice.choice([*rules, *families])],
        ["--focus"], ["--focus"], ["--staged"], ["--staged"], ["--diff", dice.choice(("HEAD", "HEAD~1", "nothing", "HEAD..."))],
        ["--jobs", "2"], ["--cross-domain"], ["--role", dice.choice(("test", "backup", "generated"))],
        ["--fail-level", "note"], ["--exit-zero"], ["--no-baseline"], ["--quiet"],
        ["--color", "always"], ["--width", "60"], ["--baseline-stale", "ignore"],
    ]  # fmt: skip
    chosen = [word for option in dice.sample(more, dice.randrange(4)) for word in option]
    return ["check", "--format", dice.choice(_FORMATS), *chosen, "--", *_paths(dice, root)]


def _where(dice: Random, root: Path) -> Arguments:
    names = [_name(dice, root) for _ in range(dice.choice((1, 1, 2)))]
    return ["where", "--format", dice.choice(("text", "json")), *_root(dice, root), "--", *names]


def _graph(dice: Random, root: Path) -> Arguments:
    how = ["--format", dice.choice(("text", "dot", "mermaid", "svg", "html", "json"))]
    what = dice.choice(
        (["--why", _name(dice, root), _name(dice, root)], [], ["--", _name(dice, root)])
    )
    return ["graph", *how, *_root(dice, root), *what]


def _plan(dice: Random, root: Path) -> Arguments:
    below = [word for path in _paths(dice, root)[:1] for word in ("--path", path)]
    names = [_name(dice, root) for _ in range(dice.choice((0, 0, 1, 2)))]
    how = ["--format", dice.choice(("text", "markdown", "json"))]
    return ["plan", *how, *_root(dice, root), *dice.choice(([], below)), "--", *names]


def _registry(dice: Random, root: Path) -> Arguments:
    how = ["--format", dice.choice(("markdown", "json")), "--least", "1"]
    return ["registry", *how, *_root(dice, root), "--", *_paths(dice, root)]


def _init(dice: Random, root: Path) -> Arguments:
    return ["init", "--print", *_root(dice, root)]


_COMMANDS: tuple[Callable[[Random, Path], Arguments], ...] = (
    _check, _check, _check, _check, _check, _where, _graph, _plan, _registry, _init,
)  # fmt: skip


def _root(dice: Random, root: Path) -> Arguments:
    return dice.choice((["--root", _written(dice, root)], []))


def _name(dice: Random, root: Path) -> str:
    """A word of some file, a dotted name, a path, or what nobody bears."""
    file = dice.choice(files_of(root)).relative_to(root)
    words = _WORD.findall((root / file).read_bytes().decode("utf-8", "replace"))
    dotted = ".".join(file.with_suffix("").parts)
    word = dice.choice(words or ["nobody"])
    said = (word, word, dotted, f"{dotted}.{word}", f"{dotted}:{word}", file.as_posix(), file.parent.as_posix(),
            dice.choice(("", ".", ":", "a:", "..", "/", "nobody", "a.b.c", "*", "%s")))  # fmt: skip
    return dice.choice(said)


def _paths(dice: Random, root: Path) -> Arguments:
    """Some files, folders, or what a shell makes of a pattern; or nothing."""
    few = [path for path in files_of(root) if not path.is_symlink()]
    chosen = dice.choice((
        [], [dice.choice(folders_of(root))], dice.sample(few, min(3, len(few))),
        sorted(dice.choice(folders_of(root)).glob("*")), sorted(root.glob("*.py")),
        [dice.choice(folders_of(root)), dice.choice(few)], [root / "nothing.py"], [root], [root.parent],
    ))  # fmt: skip
    return [_written(dice, path) for path in chosen]


def _written(dice: Random, path: Path) -> str:
    """A path as somebody may write it who works in the working directory."""
    near = os.path.relpath(path)
    ways = [str(path), near, near, f"./{near}"]
    if path.is_dir():
        ways.append(f"{near}/.")
        if not path.is_symlink():  # of a link this is beside what it leads to
            ways.append(f"{near}/../{path.name}")
    return dice.choice(ways)


# ---------------------------------------------------------------- how paths are written


@settings(max_examples=examples(6, 300), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_findings_of_some_files_do_not_depend_on_how_they_are_named(seed: int) -> None:
    dice = Random(seed)
    with TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        root = lay_out(dice, home)
        for _ in range(3):
            chosen = dice.choices(folders_of(root), k=dice.choice((1, 1, 2)))
            chosen += _read(root, [root])[:: dice.choice((1, 4, 9))][: dice.choice((0, 1, 3))]
            files = _read(root, chosen)
            ways = [chosen, [*reversed(chosen), chosen[0]]]
            if files and all(
                name.suffix != ".py" or not name.is_symlink() for name in root.rglob("*")
            ):
                ways.append(files)  # a link has a place in a folder, but as a path it is its target
            assert len({_told(dice, home, root, way) for way in ways for _ in range(2)}) == 1, (
                chosen
            )


def _read(root: Path, paths: list[Path]) -> list[Path]:
    """The files that a check of some paths reads and reports."""
    try:
        tree = Survey(root, paths, load(root)).tree()
    except InputError:
        return []
    return [root / source.path for source in tree.sources if source.reported]


def _told(dice: Random, home: Path, root: Path, paths: list[Path]) -> str:
    """The findings of some paths, written from anywhere."""
    with chdir(dice.choice((root, home, *folders_of(root)))):
        names = [_written(dice, path) for path in paths]
        done = run("check", "--no-cache", "--format", "json", "--root", str(root), "--", *names)
    _assert_answered(done, names)
    if done.code == 2:
        return done.err.partition(":")[0]
    found = msgspec.json.decode(done.out)
    return msgspec.json.encode([found["findings"], found["groups"]]).decode()


# ---------------------------------------------------------------- what is kept in files


@settings(max_examples=examples(4, 300), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_what_is_accepted_is_told_no_more_and_a_saved_report_is_told_again(seed: int) -> None:
    dice = Random(seed)
    with TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        root, saved = lay_out(dice, home), home / "saved.json"
        where = ["--root", str(root), "--cache-dir", str(home / "cache")]
        before = _kept(dice, root, ["check", *where, "--output", f"json:{saved}"])
        if before.code == 2:
            return  # nothing to check, or a configuration that is refused
        again = _kept(dice, root, ["report", "--root", str(root), "--format", "json", str(saved)])
        assert again.out == saved.read_text(encoding="utf-8"), root
        _kept(dice, root, ["report", "--format", dice.choice(_FORMATS), str(saved)])
        how = "update" if (root / BASELINE_FILE).exists() else "create"
        _kept(dice, root, ["baseline", how, *where])
        accepted = _kept(dice, root, ["check", *where, "--format", "json"])
        assert msgspec.json.decode(accepted.out)["findings"] == [], accepted
        change(dice, root)
        for command in ("show", "prune", "show", "update"):
            _kept(dice, root, ["baseline", command, *where])


def _kept(dice: Random, root: Path, arguments: Arguments) -> Done:
    """What comes of a command somewhere in the project."""
    with chdir(dice.choice((root, *folders_of(root)))):
        done = run(*arguments)
        _assert_answered(done, arguments)
    return done


# ---------------------------------------------------------------- what is staged


@settings(max_examples=examples(4, 200), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_what_is_staged_is_judged_as_if_it_were_checked_out(seed: int) -> None:
    """Before the first commit all of it is new."""
    dice = Random(seed)
    with TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        root, clean = lay_out(dice, home, kept=False), home / "clean"
        git(root, "init", "-q")
        links = [path.readlink() for path in root.rglob("*") if path.is_symlink()]
        if any(link.is_absolute() for link in links):
            return  # what is checked out elsewhere does not lead there
        for _ in range(3):
            git(root, "add", "-A")
            for _ in range(dice.randrange(3)):
                change(dice, root)
            with suppress(CalledProcessError):  # there may be none
                git(root, "add", "-A", "--", "*.toml")  # the configuration is that of the disk
            shutil.rmtree(clean, ignore_errors=True)
            git(root, "checkout-index", "-a", f"--prefix={clean}/")
            (clean / ".git").mkdir(parents=True)
            staged = ["check", "--staged", "--root", str(root), "--cache-dir", str(home / "cache")]
            wanted = ["check", "--no-baseline", "--root", str(clean), "--no-cache"]
            assert _findings(root, [*staged, "--no-baseline"]) == _findings(clean, wanted)


def _findings(folder: Path, arguments: Arguments) -> object:
    """What is found by a command in a folder, or that it is refused."""
    with chdir(folder):
        done = run(*arguments, "--format", "json")
    _assert_answered(done, arguments)
    return msgspec.json.decode(done.out)["findings"] if done.code != 2 else done.err[:12]
