"""The command line, called as a shell calls it, in this process."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from ssotlint.cli.main import main


class Done(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def run(*arguments: str, stdin: bytes = b"") -> Done:
    """Run ``ssotlint`` with arguments, in the working directory."""
    with _stream("stdout") as out, _stream("stderr") as err, _input(stdin):
        try:
            main(list(arguments))
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    return Done(code, out.getvalue().decode(), err.getvalue().decode())


@contextmanager
def _stream(name: str) -> Iterator[io.BytesIO]:
    held, known = io.BytesIO(), getattr(sys, name)
    stream = io.TextIOWrapper(held, encoding="utf-8", write_through=True)
    setattr(sys, name, stream)
    try:
        yield held
    finally:
        stream.flush()
        stream.detach()
        setattr(sys, name, known)


@contextmanager
def _input(data: bytes) -> Iterator[None]:
    known, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = known
