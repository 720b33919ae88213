"""How each kind of box looks, and what the legend says of it."""

from typing import NamedTuple

from ssotlint.model.picture import Arrow, Kind, Picture


class Look(NamedTuple):
    """A colour for light and for dark screens, a dashed border or not, and the word of the legend.

    The colours are those of Okabe and Ito, which people tell apart whatever they see; a word or a
    border says the same as each colour.
    """

    light: str
    dark: str
    dashed: bool
    tag: str
    meaning: str


LOOKS = {
    Kind.KEEP: Look("#007a5a", "#2fd3a5", False, "keep", "the definition to keep"),
    Kind.HEIR: Look("#007a5a", "#2fd3a5", True, "heir", "bound to the one to keep by inheritance"),
    Kind.RIVAL: Look("#c04f00", "#ff9c4a", False, "rival", "another definition, in use"),
    Kind.UNUSED: Look("#6b7280", "#9aa4b2", True, "unused", "nobody imports it"),
    Kind.PASSES: Look("#0062a3", "#5cb8f5", False, "re-exports", "re-exports it, or renames it"),
    Kind.IMPORTER: Look("#4b5563", "#c3cad5", False, "", "a module that imports"),
    Kind.FOLD: Look("#4b5563", "#c3cad5", False, "", "several files"),
    Kind.TESTS: Look("#8a5a83", "#dba6d3", True, "tests", "tests"),
    Kind.ALIKE: Look("#6b7280", "#9aa4b2", True, "alike", "named alike, and something else"),
    Kind.ASIDE: Look("#8a5a83", "#dba6d3", True, "", "stand-ins of tests, copies in backups"),
    Kind.MODULE: Look("#4b5563", "#c3cad5", False, "", "a module"),
    Kind.SUBJECT: Look("#0062a3", "#5cb8f5", False, "", "what is asked for"),
}
CYCLE = Look("#b3005e", "#ff7ab8", True, "", "part of an import cycle")
ARROW = Look("#7b8494", "#8d97a6", False, "", "imports")


def shown(picture: Picture) -> list[Arrow]:
    """The arrows that are drawn."""
    return [arrow for arrow in picture.arrows if not arrow.implied]


def legend(picture: Picture) -> list[tuple[Kind, Look]]:
    """The kinds that a picture shows, in the order of the table."""
    shown = {node.kind for node in picture.nodes}
    return [(kind, look) for kind, look in LOOKS.items() if kind in shown]
