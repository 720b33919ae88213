"""Many modules as few boxes: packages are opened as long as there is room."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

OTHERS = "(others)"
_PARTS = 3  # with room for fewer a package stays closed
_SMALL = 2


def common_prefix(names: Iterable[str]) -> str:
    """The longest dotted name that all names are or begin with, "" for none."""
    shared: list[str] = []
    for column in zip(*(name.split(".") for name in names), strict=False):
        if len(set(column)) > 1:
            break
        shared.append(column[0])
    return ".".join(shared)


def common_package(modules: Sequence[str]) -> str:
    """The innermost package around some modules, none of which it is itself."""
    prefix = common_prefix(modules)
    return prefix.rpartition(".")[0] if prefix in modules else prefix


def short(name: str, prefix: str) -> str:
    """A dotted name without a prefix that a picture leaves out."""
    if prefix and name == prefix:
        return "…"
    return f"….{name[len(prefix) + 1 :]}" if prefix and name.startswith(f"{prefix}.") else name


def folded(names: Sequence[str], limit: int) -> dict[str, list[str]]:
    """Module names by the package, or the module itself, that stands for them.

    The largest package is opened first, as long as there is room for its parts and it is not small
    beside all. Of many parts the largest stand alone and the others are one box.
    """
    boxes = _gathered(_opened(sorted(set(names)), ""), "", max(limit // 2, 2))
    heap = [(-len(inside), package) for package, inside in boxes.items()]
    heapify(heap)
    least = len(names) / (_SMALL * limit)
    while heap:
        size, package = heappop(heap)
        room = limit - len(boxes) + 1
        if size == -1 or -size < least or package.endswith(OTHERS) or room < _PARTS:
            continue
        parts = _gathered(_opened(boxes[package], package), package, room)
        del boxes[package]
        boxes |= parts
        for part, inside in parts.items():
            heappush(heap, (-len(inside), part))
    return boxes


def _gathered(boxes: dict[str, list[str]], package: str, limit: int) -> dict[str, list[str]]:
    """No more than so many boxes: the smallest are one."""
    if len(boxes) <= limit:
        return boxes
    ranked = sorted(boxes, key=lambda box: (-len(boxes[box]), box))
    kept = {box: boxes[box] for box in ranked[: limit - 1]}
    others = f"{package}.{OTHERS}" if package else OTHERS
    return kept | {others: [name for box in ranked[limit - 1 :] for name in boxes[box]]}


def _opened(names: Iterable[str], package: str) -> dict[str, list[str]]:
    """The next level below a package; its own ``__init__`` stays by itself."""
    parts: dict[str, list[str]] = defaultdict(list)
    skip = len(package) + 1 if package else 0
    for name in names:
        if name == package:
            parts[f"{package}.__init__"].append(name)
            continue
        head = name[skip:].partition(".")[0]
        parts[f"{package}.{head}" if package else head].append(name)
    return parts
