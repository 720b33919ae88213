"""Where rule files lie: the only module that knows."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import ssotlint
from ssotlint.model.errors import InputError


def shipped() -> Path:
    """The folder of the rules that come with ssotlint, from a wheel or a checkout.

    Raises InputError when the installation holds none.
    """
    package = Path(ssotlint.__file__).parent
    for folder in (package / "_rules", package.parent / "rules"):
        if folder.is_dir():
            return folder
    raise InputError(
        "the rules that come with ssotlint are missing",
        path=str(package),
        remedy="install ssotlint again",
    )


def rule_files(packs: Iterable[Path] = ()) -> Iterator[Path]:
    """Every rule file: the shipped ones, then those of each pack, by path.

    A rule lies in the folder of its family; a pack may be such a folder itself. Raises
    InputError for a pack that is no folder or holds no rule.
    """
    yield from sorted(shipped().glob("*/*.toml"))
    yield from pack_files(packs)


def pack_files(packs: Iterable[Path]) -> Iterator[Path]:
    """The rule files of some packs, by path; raises InputError as ``rule_files`` does."""
    for pack in packs:
        if not pack.is_dir():
            raise InputError("rule-packs: this folder does not exist", path=str(pack))
        found = sorted([*pack.glob("*.toml"), *pack.glob("*/*.toml")])
        if not found:
            raise InputError("rule-packs: no rule file in this folder", path=str(pack))
        yield from found


def pack_contents(packs: Iterable[Path]) -> list[tuple[tuple[str, ...], bytes]]:
    """Family, name and text of each rule of some packs; raises InputError as ``rule_files`` does."""
    return [(path.parts[-2:], path.read_bytes()) for path in pack_files(packs)]
