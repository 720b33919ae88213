"""Run as a program: import all modules of a package, and print what their names are.

    python imported.py FOLDER PACKAGE

imports PACKAGE and every module below it, with FOLDER first on ``sys.path``, and prints JSON:
module -> name -> [identity, module, qualified name, file]. The identity is equal for one object
and differs for two that live at once; module and qualified name are those that a class or function
says it was defined with, the module's own name for a module, and "" for all else. Where a class
or function pretends to come from elsewhere, the file of its code knows better.
"""

import contextlib
import importlib
import io
import json
import os
import pkgutil
import sys
import types
import warnings


def imported(package: str) -> list[types.ModuleType]:
    """The package and all modules below it that can be imported."""
    root = importlib.import_module(package)
    names = [package]
    if hasattr(root, "__path__"):
        found = pkgutil.walk_packages(root.__path__, f"{package}.", onerror=lambda _name: None)
        names += [m.name for m in found if not m.name.endswith("__main__")]
    for name in names:
        with contextlib.suppress(BaseException):  # whatever a module does when it is loaded
            importlib.import_module(name)
    below = f"{package}."
    return [
        module
        for name, module in sorted(sys.modules.items())
        if (name == package or name.startswith(below)) and hasattr(module, "__dict__")
    ]


def described(value: object) -> list[object]:
    """Identity, origin and file of a value."""
    kind = type(value)  # not isinstance(): lazy objects run code when they are asked
    if issubclass(kind, types.ModuleType):
        return [id(value), value.__name__, "", ""]  # type: ignore[attr-defined]
    if issubclass(kind, type) and isinstance(value, type):
        inner = [v for v in vars(value).values() if type(v) is types.FunctionType]
        own = [f for f in inner if f.__qualname__ == f"{value.__qualname__}.{f.__name__}"]
        file = own[0].__code__.co_filename if own else ""
        return [id(value), value.__module__, value.__qualname__, file]
    if kind is types.FunctionType and isinstance(value, types.FunctionType):
        return [id(value), value.__module__, value.__qualname__, value.__code__.co_filename]
    return [id(value), "", "", ""]


def main() -> None:
    """Print what is imported."""
    folder, package = sys.argv[1:]
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        modules = imported(package)
    told = {m.__name__: {n: described(v) for n, v in vars(m).items()} for m in modules}
    print(json.dumps(told), flush=True)  # noqa: T201 - the answer
    os._exit(0)  # whatever threads the modules have started


if __name__ == "__main__":
    main()
