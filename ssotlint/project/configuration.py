"""What the project asks for: read, validated and complete."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssotlint.model.config import Config, Override, Owner
from ssotlint.model.errors import InputError
from ssotlint.model.severity import Severity
from ssotlint.project import form, keys
from ssotlint.project.form import Trail
from ssotlint.project.root import OWN_FILE, SHARED_FILE, absolute, mentions_us
from ssotlint.project.text import digest

if TYPE_CHECKING:
    from ssotlint.model.rule import RuleSetting

_SHARED_TRAIL = ("tool", "ssotlint")

Values = dict[str, Any]


def load(root: Path, explicit: Path | None = None) -> Config:
    """The configuration of the project at ``root``, or the one in the file ``explicit``.

    ``ssotlint.toml`` comes before ``[tool.ssotlint]`` in ``pyproject.toml``; without either, all
    is as by default. Globs and folders are relative to ``root``, also those of a file that is
    extended; ``extend`` and ``rule-packs`` to the file that holds them. Raises InputError for a
    root that is no folder, a file that cannot be read, broken TOML, and all keys and values that
    are wrong.
    """
    if not root.is_dir():
        raise InputError("there is no such folder", path=str(root))
    path = explicit or _own(root)
    if path is None:
        return Config()
    values, origins, contents = _extended(absolute(path), ())
    config = _config(values, origins, absolute(path), root)
    declared = {origins[form.dotted(("canonical", row.name))] for row in config.canonical}
    return replace(config, declarations=" ".join(contents[file] for file in sorted(declared)))


def locate(path: Path, trail: Trail) -> int:
    """The line of a key in a configuration file, of the nearest table around it, or 0."""
    from ssotlint.project.positions import line_of

    return line_of(path, _prefix(path) + trail)


def refusal(config: Config, trail: Trail, reason: str, remedy: str = "") -> InputError:
    """The error to raise for a value that fits its key and is wrong all the same.

    It names the file that set the value, which with ``extend`` need not be the project's own.
    """
    names = [form.dotted(trail[: size + 1]) for size in range(len(trail))]
    source = next(
        (config.origins[n] for n in reversed(names) if n in config.origins), config.source
    )
    return _refusal(Path(source), form.Fault(trail, reason, remedy))


def shown(path: Path) -> str:
    """A path as messages name it: relative to the working directory when it lies there."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return path.as_posix()


def _own(root: Path) -> Path | None:
    if (root / OWN_FILE).is_file():
        return root / OWN_FILE
    return root / SHARED_FILE if mentions_us(root / SHARED_FILE) else None


def _prefix(path: Path) -> tuple[str, ...]:
    return _SHARED_TRAIL if path.name == SHARED_FILE else ()


def _extended(path: Path, chain: tuple[Path, ...]) -> tuple[Values, dict[str, str], dict[str, str]]:
    """The values of a file and of those that it extends; dotted key -> file, and file -> digest."""
    values, content = _read(path)
    origins = dict.fromkeys(_names(values), str(path))
    base = values.pop("extend", None)
    if base is None:
        return values, origins, {str(path): content}
    target = absolute(path.parent / base)
    if target in (*chain, path):
        reason = f"{shown(target)} extends this file in turn"
        raise _refusal(path, form.Fault(("extend",), reason))
    if not target.is_file():
        raise _refusal(path, form.Fault(("extend",), f'there is no file "{base}"'))
    inherited, sources, contents = _extended(target, (*chain, path))
    return _merged(inherited, values), sources | origins, contents | {str(path): content}


def _names(values: Values) -> list[str]:
    """The dotted names of all values, tables and what is in them."""
    names = []
    for name, value in values.items():
        names.append(form.dotted((name,)))
        if isinstance(value, dict):
            for inner, deep in value.items():
                names.append(form.dotted((name, inner)))
                if isinstance(deep, dict):
                    names += [form.dotted((name, inner, key)) for key in deep]
    return names


def _merged(base: Values, own: Values) -> Values:
    """``own`` over ``base``: tables key by key, overrides one after the other, others replaced."""
    merged = dict(base)
    for name, value in own.items():
        known = merged.get(name)
        if isinstance(value, dict) and isinstance(known, dict):
            merged[name] = _merged(known, value)
        elif name == "overrides":
            merged[name] = [*(known or ()), *value]
        else:
            merged[name] = value
    return merged


def _read(path: Path) -> tuple[Values, str]:
    """The values of one file, valid, and its digest; packs become absolute."""
    import tomli

    try:
        data = path.read_bytes()
        document = tomli.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise InputError(
            f"the configuration cannot be read: {error.strerror}", path=shown(path)
        ) from error
    except UnicodeDecodeError as error:
        raise InputError("the configuration is not UTF-8", path=shown(path)) from error
    except tomli.TOMLDecodeError as error:
        raise InputError(
            f"this is no TOML: {error.msg}", path=shown(path), line=error.lineno
        ) from error
    except RecursionError as error:
        raise InputError("this TOML is nested too deeply", path=shown(path)) from error
    values: object = document
    for part in _prefix(path):
        values = values.get(part, {}) if isinstance(values, dict) else {}
    if wrong := list(form.faults(values, keys.CONFIG)):
        raise _together([_refusal(path, _at_home(fault)) for fault in wrong])
    checked: Values = values if isinstance(values, dict) else {}
    if packs := checked.get("rule-packs"):
        checked["rule-packs"] = [str(absolute(path.parent / pack)) for pack in packs]
    return checked, digest(data)


def _at_home(fault: form.Fault) -> form.Fault:
    """What is wrong, where a table is written as it would be in another file."""
    if fault.trail != _SHARED_TRAIL[:1]:
        return fault
    return fault._replace(remedy=f"in {OWN_FILE} keys stand at the top, without [tool.ssotlint]")


def _refusal(path: Path, fault: form.Fault) -> InputError:
    where = f"{form.dotted(fault.trail)}: " if fault.trail else ""
    return InputError(
        f"{where}{fault.reason}",
        path=shown(path),
        line=locate(path, fault.trail),
        remedy=fault.remedy,
    )


def _together(errors: list[InputError]) -> InputError:
    """One error that tells them all, each on its line."""
    first, *others = errors
    if not others:
        return first
    told = first.message + (f" ({first.remedy})" if first.remedy else "")
    return InputError("\n".join([told, *map(str, others)]), path=first.path, line=first.line)


def _config(values: Values, origins: dict[str, str], source: Path, root: Path) -> Config:
    ready: Values = {}
    for key in keys.CONFIG.keys:
        if key.name in values:
            value = values[key.name]
            ready[key.field] = tuple(value) if isinstance(value, list) else value
    for name in ("domains", "roles"):
        if name in ready:
            ready[name] = {key: tuple(globs) for key, globs in sorted(ready[name].items())}
    ready["rules"] = {
        name: _setting(rule) for name, rule in sorted(values.get("rules", {}).items())
    }
    ready["canonical"] = tuple(
        _owner(name, owner) for name, owner in sorted(values.get("canonical", {}).items())
    )
    ready["overrides"] = tuple(_override(table) for table in values.get("overrides", ()))
    ready["rule_packs"] = tuple(_from(root, pack) for pack in values.get("rule-packs", ()))
    return Config(root=str(absolute(root)), source=str(source), origins=origins, **ready)


def _from(root: Path, pack: str) -> str:
    """A folder as seen from the root, which is the same in every checkout."""
    try:
        return Path(os.path.relpath(pack, absolute(root))).as_posix()
    except ValueError:  # another drive of Windows
        return pack


def _setting(values: Values) -> RuleSetting:
    from ssotlint.model.rule import RuleSetting  # a warm run reads no rule

    severity = values.get("severity")
    options = {key: value for key, value in values.items() if key not in {"severity", "enabled"}}
    return RuleSetting(
        severity=Severity(severity) if severity else None,
        enabled=values.get("enabled"),
        options=options,
    )


def _owner(name: str, values: str | Values) -> Owner:
    if isinstance(values, str):
        return Owner(name, values)
    fields: Values = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return Owner(name, **fields)


def _override(values: Values) -> Override:
    severities = values.get("severity", {})
    return Override(
        paths=tuple(values["paths"]),
        ignore=tuple(values.get("ignore", ())),
        severity={name: Severity(word) for name, word in sorted(severities.items())},
    )
