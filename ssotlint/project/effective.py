"""The configuration as it works: every value, and where it came from."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ssotlint.model.config import Config, Override, Owner
from ssotlint.model.rule import OptionValue
from ssotlint.project import keys
from ssotlint.project.configuration import locate, shown
from ssotlint.project.form import Kind, Trail, dotted

Value = OptionValue | tuple[str, ...] | dict[str, str]
Rules = Mapping[str, Mapping[str, OptionValue]]
"""Rule -> its key -> value, complete."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Setting(NamedTuple):
    """A value; ``source`` is the file that set it, "" for a default, ``line`` counts from 1."""

    trail: Trail
    value: Value
    source: str = ""
    line: int = 0

    @property
    def origin(self) -> str:
        """``pyproject.toml:12``, or "" for a default."""
        return f"{self.source}:{self.line}" if self.line else self.source


def settings(config: Config, rules: Rules) -> Iterator[Setting]:
    """Every value of a configuration in the order of its keys; ``rules`` are those of all rules."""
    for trail, value in _values(config, rules):
        file = _file(config, trail)
        if file:
            yield Setting(trail, value, shown(Path(file)), locate(Path(file), trail))
        else:
            yield Setting(trail, value)


def render(config: Config, rules: Rules, root: Path) -> str:
    """All values as TOML that can be read again, each that is no default with its origin."""
    lines = [f"# In force in {shown(root)}; a value without a comment is the default."]
    table: Trail = ()
    for setting in settings(config, rules):
        *inside, name = setting.trail
        if tuple(inside) != table:
            table = tuple(inside)
            lines += ["", _header(table)]
        line = f"{_key(str(name))} = {_toml(setting.value)}"
        lines.append(f"{line}  # {setting.origin}" if setting.source else line)
    return "\n".join(lines) + "\n"


def _values(config: Config, rules: Rules) -> Iterator[tuple[Trail, Value]]:
    for key in keys.CONFIG.keys:
        if isinstance(key.holds, Kind) and hasattr(config, key.field):
            yield (key.name,), getattr(config, key.field)
    for name in ("domains", "roles"):
        for inner, globs in getattr(config, name).items():
            yield (name, inner), globs
    for rule, values in rules.items():
        for option, setting in values.items():
            yield ("rules", rule, option), setting
    for owner in config.canonical:
        yield from ((("canonical", owner.name, key), value) for key, value in _owner(owner))
    for position, override in enumerate(config.overrides):
        yield from ((("overrides", position, key), value) for key, value in _override(override))


def _owner(owner: Owner) -> Iterator[tuple[str, Value]]:
    for key in keys.OWNER.keys:
        value = getattr(owner, key.field)
        if value or key.required:
            yield key.name, value


def _override(override: Override) -> Iterator[tuple[str, Value]]:
    yield "paths", override.paths
    if override.ignore:
        yield "ignore", override.ignore
    if override.severity:
        yield "severity", {name: severity.value for name, severity in override.severity.items()}


def _file(config: Config, trail: Trail) -> str:
    """The file that set the value at a trail, "" when none did."""
    if trail[0] == "overrides":
        return config.origins.get("overrides", "")
    if trail[0] == "canonical":  # an owner may be written as one text
        trail = trail[:2]
    return config.origins.get(dotted(trail), "")


def _header(table: Trail) -> str:
    if table[0] == "overrides":
        return "[[overrides]]"
    return f"[{'.'.join(_key(str(part)) for part in table)}]"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _toml(name)


def _toml(value: Value) -> str:
    import tomlkit

    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(k)} = {_toml(v)}' for k, v in value.items())} }}"
    return tomlkit.item(list(value) if isinstance(value, tuple) else value).as_string()
