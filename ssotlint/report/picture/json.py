"""A picture as data."""

from ssotlint.model.picture import Picture
from ssotlint.report.jsontext import pretty
from ssotlint.report.options import TextOptions


def render(picture: Picture, _options: TextOptions) -> str:
    """Everything, arrows with each of their statements."""
    return pretty(
        {
            "schema": 1,
            "title": picture.title,
            "said": list(picture.said),
            "groups": [group for group in picture.groups if group],
            "nodes": [
                {
                    "id": node.id,
                    "kind": node.kind.value,
                    "name": node.name,
                    "label": node.label,
                    "path": node.path,
                    "line": node.line,
                    "words": list(node.words),
                    "files": node.files,
                    "importers": node.importers,
                    "group": node.group,
                }
                for node in picture.nodes
            ],
            "arrows": [
                {
                    "source": arrow.source,
                    "target": arrow.target,
                    "tie": arrow.tie.value,
                    "cycle": arrow.cycle,
                    "implied": arrow.implied,
                    "lines": [line._asdict() for line in arrow.lines],
                }
                for arrow in picture.arrows
            ],
        }
    )
