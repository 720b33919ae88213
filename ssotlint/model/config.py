"""What a project asks for, complete and validated."""

from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """``[tool.ssotlint]`` with defaults filled in; ``source`` is the file it came from or ""."""

    source: str = ""
    src: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    extend_exclude: tuple[str, ...] = ()
    shared: tuple[str, ...] = ("shared", "common", "lib", "libs")
    domains: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rule_packs: tuple[str, ...] = ()
    fail_level: str = "warning"
    max_file_size: int = 2_000_000
    rules: dict[str, RuleSetting] = field(default_factory=dict)
    canonical: tuple[Owner, ...] = ()
