"""Of much code more statements may be edited, if little is in each, and it is a copy."""

from textwrap import indent

from tests.unit.detectors.copying import Suspect


def _lines(count: int, edited: int = 0) -> str:
    """Statements of fourteen tokens, in some of which one thing was put in place of another."""
    kinds = ["width" if n < edited else "size" for n in range(count)]
    return "\n".join(
        f"    row{n} = shop.lookup{n}(order.part{n}, limits[{n}], key=shop.{kind})"
        for n, kind in enumerate(kinds)
    )


def _function(name: str, count: int, edited: int = 0) -> str:
    return f"def {name}(shop, order, limits):\n{_lines(count, edited)}\n    return row0\n"


def _method(name: str, count: int, edited: int = 0) -> str:
    return indent(_function(name, count, edited).replace("(shop", "(self, shop"), "    ")


def test_long_namesakes_may_differ_a_little_in_a_third_of_their_statements(
    suspects: Suspect,
) -> None:
    def told(count: int, edited: int) -> int:
        files = {
            "app/a.py": f"class Till:\n{_method('settle', count)}",
            "app/b.py": f"class Desk:\n{_method('settle', count, edited)}",
        }
        return len(suspects(files))

    assert told(count=12, edited=4) == 1
    assert told(count=12, edited=6) == 0
    assert told(count=6, edited=2) == 0


def test_records_of_two_kinds_are_none_of_each_other_for_the_fields_they_share(
    suspects: Suspect,
) -> None:
    def reading(kind: str, fields: list[str]) -> str:
        rows = "\n".join(
            f'    found.{f} = row.get("{f}", "") or row.get("{f}_old", "").strip()' for f in fields
        )
        return f"class {kind.title()}:\n    pass\n\n\ndef {kind}_of(row):\n    found = {kind.title()}()\n{rows}\n    return found\n"

    def told(shared: int) -> int:
        fields = [f"field{n}" for n in range(18)]
        others = [f if n < shared else f"other{n}" for n, f in enumerate(fields)]
        files = {"app/a.py": reading("guest", fields), "app/b.py": reading("host", others)}
        return len(suspects(files))

    assert told(shared=18) == 1
    assert told(shared=12) == 0


def test_classes_of_one_name_say_of_one_thing_what_is_asked_of_all(suspects: Suspect) -> None:
    others = {
        f"app/m{n}.py": f"class Page{n}:\n    def show(self, order):\n        return order.page{n}({n})\n"
        for n in range(24)
    }

    def told(first: str, second: str) -> int:
        files = {
            "app/a.py": f"class {first}:\n{_method('show', 10)}",
            "app/b.py": f"class {second}:\n{_method('show', 10, 2)}",
        }
        return len(suspects({**others, **files}))

    assert told("Thumbnail", "Thumbnail") == 1
    assert told("Thumbnail", "Picture") == 0
