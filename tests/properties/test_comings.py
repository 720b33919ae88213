"""Whoever is led elsewhere when files come or go has asked a question of which that is said."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ssotlint.graph.comings import Comings
from ssotlint.graph.modules import ModuleTable
from ssotlint.index.index import Index, Module
from ssotlint.index.reads import Reads
from ssotlint.index.store import Store
from ssotlint.model.facts import Surface
from ssotlint.model.source import Role, SourceFile
from tests.strategies import examples

# A folder of tests and of scripts, one that is called like a module of the standard library, and
# some that hold packages or are import roots.
_FOLDERS = ("", "a", "a/b", "a/b/c", "src", "src/a", "src/a/b", "tests", "tests/a", "json", "a/json",
            "x-y", "x-y/a")  # fmt: skip
_STEMS = ("a", "b", "c", "json", "types", "__init__", "conftest", "__main__", "setup")
_NAMES = ("a", "b", "c", "json", "types", "conftest", "src", "tests", "x", "a.b", "b.c", "a.json",
          "src.a", "tests.a", "a.a", "b.a", "a.c", "a.__main__", "a.conftest", "a.b.c", "a.b.a",
          "a.b.json", "tests.a.b", "a.b.c.json")  # fmt: skip
_Answers = dict[tuple[str, ...], tuple[object, frozenset[int]]]

paths = st.builds(
    lambda folder, stem, ending: f"{folder}/{stem}{ending}" if folder else f"{stem}{ending}",
    st.sampled_from(_FOLDERS), st.sampled_from(_STEMS), st.sampled_from((".py", ".py", ".pyi")),
)  # fmt: skip
roots = st.sets(st.sampled_from(("src", "tests", "a")), max_size=2)


def _module(path: str, roots: set[str]) -> Module:
    root = max((r for r in roots if path.startswith(f"{r}/")), key=len, default="")
    folder, _, file = path.removeprefix(f"{root}/" if root else "").rpartition("/")
    stem = file.partition(".")[0]
    parts = [part for part in folder.split("/") if part] + ([] if stem == "__init__" else [stem])
    is_test = path.startswith("tests") or stem == "conftest"
    is_script = path.startswith("x-y") or stem == "setup"
    role = Role.TEST if is_test else Role.SCRIPT if is_script else Role.PRODUCTION
    is_package, is_stub = stem == "__init__", path.endswith("i")
    source = SourceFile(path, ".".join(parts), root, is_package, role, "", True, is_stub)
    return Module(source, "digest", Surface(0))


def _answers(modules: Sequence[Module], asking: Sequence[str], store: Store) -> _Answers:
    """What is answered to each question, and what whoever asks has noted."""
    index = Index(tuple(modules), store)
    table = ModuleTable(index.all, (), index.watch)
    found: _Answers = {}
    for label, ask in _questions(index, table, asking):
        index.watch.reads = Reads()
        answer = _shown(ask())
        found[label] = answer, frozenset(index.watch.reads.all_names())
    return found


def _questions(
    index: Index, table: ModuleTable, asking: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], Callable[[], object]]]:
    for name in _NAMES:
        yield ("namespace", name), partial(table.is_namespace, name)
        yield ("folders", name), partial(table.holds_only_folders, name)
        yield ("candidates", name), partial(table.candidates, name)
        yield ("head", name), partial(table.is_head, name.partition(".")[0])
        yield ("named", name), partial(index.named, name)
        for path in asking:
            yield ("find", name, path), partial(table.find, name, index.by_path[path])
    for path in asking:
        yield ("beside", path), partial(table.beside, index.by_path[path])
        yield ("hiding", path), partial(table.hiding, index.by_path[path])
    for folder in _FOLDERS[1:]:
        yield ("below", folder), partial(index.below, f"{folder}/")
    yield ("clashes",), lambda: [*table.clashes()]


def _shown(answer: object) -> object:
    """An answer with the paths of modules, which are others in each world."""
    if isinstance(answer, Module):
        return answer.path
    if isinstance(answer, Mapping):
        return {key: _shown(one) for key, one in answer.items()}
    if isinstance(answer, list | tuple):
        return [_shown(one) for one in answer]
    return answer


@settings(max_examples=examples(300, 10_000))
@given(st.sets(paths, min_size=1, max_size=9), st.sets(paths, min_size=1, max_size=2), roots)
def test_who_is_led_elsewhere_has_asked_for_what_comes_or_goes(
    then: set[str], moved: set[str], roots: set[str]
) -> None:
    now = then ^ moved
    kept = sorted(then & now)
    assume(kept)
    sources = ([_module(path, roots).source for path in found] for found in (sorted(moved), kept))
    told = Comings(*sources).questions()
    assume(told is not None)

    before, after = (
        _answers([_module(path, roots) for path in sorted(files)], kept[:3], Store(None))
        for files in (then, now)
    )

    changed = [label for label in before if before[label][0] != after[label][0]]
    assert [label for label in changed if before[label][1].isdisjoint(told or ())] == []
