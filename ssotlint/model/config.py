"""What a project asks for, complete and validated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssotlint.model.severity import Severity

if TYPE_CHECKING:
    from ssotlint.model.rule import RuleSetting


@dataclass(frozen=True, slots=True)
class Owner:
    """A declared owner of a symbol: ``place`` is "module:name"."""

    name: str
    place: str
    facade: str = ""
    factory: str = ""
    deprecated: tuple[str, ...] = ()
    complete: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """What is different in the files that match one of ``paths`` (as in ``.gitignore``).

    ``ignore`` and ``severity`` name rules or families.
    """

    paths: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = field(default_factory=dict)


OWNED = "declared as the owner"
"""Why a place is canonical that a project has declared to be."""

DEFAULT_EXCLUDE = (
    ".eggs",
    ".git",
    ".hg",
    ".hypothesis",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".ssotlint_cache",
    ".svn",
    ".tox",
    ".venv",
    "__pycache__",
    "__pypackages__",
    "build",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)
"""Folders that hold no code of the project, wherever they lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """``[tool.ssotlint]`` with defaults filled in.

    ``root`` is the folder of the project, and ``source`` the file that it came from, absolute, or
    ""; ``origins`` names the file of each value that was set, by its dotted key (with ``extend``
    there are several). None of these takes part in equality or ``repr``: what is asked for is the
    same in every checkout. ``declarations`` are digests of the files that declare owners, since
    findings stand in their lines: what is remembered goes by them, as by all that ``repr`` tells.
    """

    root: str = field(default="", compare=False, repr=False)
    source: str = field(default="", compare=False, repr=False)
    origins: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    src: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    extend_exclude: tuple[str, ...] = ()
    shared: tuple[str, ...] = ("shared", "common", "lib", "libs")
    domains: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cross_domain: bool = False
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rule_packs: tuple[str, ...] = ()
    fail_level: str = "warning"
    max_file_size: int = 2_000_000
    rules: dict[str, RuleSetting] = field(default_factory=dict)
    canonical: tuple[Owner, ...] = ()
    declarations: str = field(default="", compare=False)
    overrides: tuple[Override, ...] = ()
