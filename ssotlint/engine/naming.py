"""What people write where a NAME is asked for, and what is said when nothing bears it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ssotlint.model.errors import InputError
from ssotlint.model.numbers import listed
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
    with suppress(OSError):  # a name that is too long for a file
        if here.exists() and here.is_relative_to(absolute(root)):
            yield here.relative_to(absolute(root)).as_posix()


def modules_called(name: str, modules: Iterable[str]) -> list[str]:
    """The dotted names of modules, and of packages without a file, that end in a name."""
    tail = f".{name}"
    found = {known for known in modules if known == name or known.endswith(tail)}
    inside = f".{name}."
    found |= {
        known[: f".{known}".index(inside) + len(name)] for known in modules if inside in f".{known}"
    }
    return sorted(found)


def module_called(asked: str, name: str, modules: Iterable[str]) -> str:
    """The one module or package that a name stands for, "" for none; refuses what is ambiguous."""
    found = modules_called(name, modules)
    if name in found or len(found) < 2:
        return name if name in found else "".join(found)
    raise several(asked, found, "modules are")


def several(asked: str, found: Sequence[str], what: str = "things are") -> InputError:
    """A name stands for more than one thing."""
    remedy = f"say which: {listed(found, NEAR)}"
    return InputError(f"several {what} called {asked}", remedy=remedy)


def unknown(asked: str, offered: Iterable[str], what: str = "nothing is called") -> InputError:
    """Nothing bears a name; those that may be meant are offered."""
    near = ", ".join(offered)
    remedy = f"near: {near}" if near else "`ssotlint registry` lists what is imported"
    return InputError(f"{what} {asked or 'nothing'}", remedy=remedy)


def near(asked: str, modules: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """What may be meant by a name that nothing bears: of a dotted one its module first."""
    found = (_near_modules(asked, modules), near_names(asked, names))
    return (*found[0], *found[1]) if "." in asked.replace(":", ".") else (*found[1], *found[0])


def _near_modules(asked: str, modules: Iterable[str]) -> tuple[str, ...]:
    """The modules of the package that a dotted name begins with, those whose last part is alike.

    Of all modules the one that comes nearest to a bare name.
    """
    from difflib import get_close_matches

    package, _, last = asked.replace(":", ".").rpartition(".")
    if package:
        inside = sorted({name for name in modules if name.rpartition(".")[0] == package})
        return tuple(get_close_matches(asked, inside, NEAR)) if last else ()
    by_last: dict[str, str] = {}
    for name in sorted(modules):
        by_last.setdefault(name.rpartition(".")[2], name)
    return tuple(by_last[alike] for alike in get_close_matches(last, by_last, 1))


def near_names(asked: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that may be meant by one that nothing bears."""
    from ssotlint.detectors.likeness import nearest  # only a name that is not there needs it

    return tuple(nearest(asked.replace(":", ".").rpartition(".")[2], names, NEAR))
