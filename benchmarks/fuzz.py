"""Feed noise to whatever reads what people write, guided by the code that it reaches.

    python -m benchmarks.fuzz skim|configuration|rule|pattern [--seconds 60]

Needs the group `fuzz` (atheris). Each input must end in facts, a value or an InputError; anything
else stops the run with the input that did it. The number of inputs tried is printed at the end.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ssotlint"]):
    from ssotlint.facts import skim
    from ssotlint.model.errors import InputError
    from ssotlint.project import configuration, text
    from ssotlint.rulebook import reading
    from ssotlint.syntax.pattern import compile_pattern

FOLDER = Path(tempfile.mkdtemp(prefix="ssotlint-fuzz-"))
HOUSE = Path(__file__).parent.parent


def read_source(data: bytes) -> None:
    skim(text.decode(data))


def read_configuration(data: bytes) -> None:
    (FOLDER / "ssotlint.toml").write_bytes(data)
    configuration.load(FOLDER)


def read_rule(data: bytes) -> None:
    path = FOLDER / "imports" / "some-rule.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    reading.read(path)


def read_pattern(data: bytes) -> None:
    compile_pattern(data.decode("utf-8", "replace"))


TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[str, ...]]] = {
    "skim": (read_source, ("ssotlint/facts/*.py", "fixtures/chatapp/**/*.py")),
    "configuration": (read_configuration, ("fixtures/**/ssotlint.toml", "pyproject.toml")),
    "rule": (read_rule, ("rules/*/*.toml",)),
    "pattern": (read_pattern, ("ssotlint/judges/*.py",)),
}


def main() -> None:
    """Fuzz one target, from our own files as seeds."""
    name = sys.argv[1]
    seconds = sys.argv[3] if len(sys.argv) > 3 else "60"
    target, seeds = TARGETS[name]
    corpus = FOLDER / "corpus"
    corpus.mkdir()
    for number, path in enumerate(sorted(p for s in seeds for p in HOUSE.glob(s))):
        (corpus / str(number)).write_bytes(path.read_bytes())

    def once(data: bytes) -> None:
        try:
            target(data)
        except InputError:
            return

    arguments = [sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", "-rss_limit_mb=4000"]
    atheris.Setup([*arguments, "-print_final_stats=1", str(corpus)], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
