"""What people write where a NAME is asked for, and what is said when nothing bears it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from ssotlint.model.errors import InputError
from ssotlint.project.root import absolute

NEAR = 5  # names that are offered


def dotted(asked: str, modules: Mapping[str, str], root: Path) -> str:
    """A name in dots: of a file its module's, of a folder its package's; ``module:name`` as well.

    ``modules`` are the dotted names by file. A path counts from the root, else from the working
    directory.
    """
    for path in _paths(asked, root):
        if path in modules:
            return modules[path]
        if f"{path}/__init__.py" in modules:
            return modules[f"{path}/__init__.py"]
        inside = min((p for p in modules if p.startswith(f"{path}/")), default="")
        if inside and "/" in asked:
            below = inside.removeprefix(f"{path}/").removesuffix("/__init__.py").count("/") + 1
            return modules[inside].rsplit(".", below)[0]
    return asked.replace(":", ".").strip(".")


def _paths(asked: str, root: Path) -> Iterable[str]:
    plain = asked.replace("\\", "/").removeprefix("./").rstrip("/")
    yield plain
    here = absolute(Path(asked))
    if here.exists() and here.is_relative_to(absolute(root)):
        yield here.relative_to(absolute(root)).as_posix()


def unknown(asked: str, near: Iterable[str], what: str = "nothing is called") -> InputError:
    """Nothing bears a name; those that may be meant are offered."""
    listed = ", ".join(near)
    remedy = f"near: {listed}" if listed else "`ssotlint registry` lists what is imported"
    return InputError(f"{what} {asked or 'nothing'}", remedy=remedy)


def near_modules(asked: str, modules: Iterable[str]) -> tuple[str, ...]:
    """The modules of the package that a dotted name begins with, those whose last part is alike."""
    from difflib import get_close_matches

    package, _, last = asked.replace(":", ".").rpartition(".")
    inside = sorted({name for name in modules if name.rpartition(".")[0] == package})
    return tuple(get_close_matches(asked, inside, NEAR)) if last else ()


def near_names(asked: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that may be meant by one that nothing bears."""
    from ssotlint.detectors.likeness import nearest  # only a name that is not there needs it

    return tuple(nearest(asked.replace(":", ".").rpartition(".")[2], names, NEAR))
