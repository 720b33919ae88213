"""Projects drawn as lists of paths."""

from collections.abc import Mapping
from pathlib import Path

from ssotlint.model.config import Config
from ssotlint.model.source import SourceFile, Tree
from ssotlint.project.discovery import Survey


def plant(root: Path, drawn: str, texts: Mapping[str, str] | None = None) -> Path:
    """Make every path of the drawing, one a line; ``texts`` gives some files a content.

    A path that ends with a slash is a folder; `a -> b` is a link to b, as seen from a's folder.
    """
    for line in drawn.split("\n"):
        name, _, target = (part.strip() for part in line.partition("->"))
        if not name:
            continue
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if target:
            path.symlink_to(target)
        else:
            path.write_text("", encoding="utf-8")
    for name, text in (texts or {}).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def look(root: Path, *paths: str, config: Config | None = None) -> Tree:
    """What is discovered, with paths relative to the root."""
    return Survey(root, [root / path for path in paths], config or Config()).tree()


def paths(tree: Tree) -> list[str]:
    return [source.path for source in tree.sources]


def reported(tree: Tree) -> list[str]:
    return [source.path for source in tree.sources if source.reported]


def skipped(tree: Tree) -> dict[str, str]:
    return {skip.path: skip.why for skip in tree.skipped}


def by_path(tree: Tree) -> dict[str, SourceFile]:
    return {source.path: source for source in tree.sources}
